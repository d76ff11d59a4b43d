#include "api/rights_requests.h"

#include "api/person_keys.h"
#include "api/screening.h"
#include "storage/processing_choices.h"

namespace prevenance::api {
namespace {

using Words = Sensitive<std::string>;
using storage::RightsRequestRecord;

std::string_view column_of(RightsWords which) {
    switch (which) {
        case RightsWords::of_the_person:
            return "sealed_words";
        case RightsWords::extension:
            return "sealed_extension";
        case RightsWords::answer:
            return "sealed_answer";
    }
    return {};
}

const std::optional<Bytes>& sealed_in(const RightsRequestRecord& request, RightsWords which) {
    switch (which) {
        case RightsWords::extension:
            return request.sealed_extension;
        case RightsWords::answer:
            return request.sealed_answer;
        case RightsWords::of_the_person:
            break;
    }
    return request.sealed_words;
}

void put_into_effect(storage::Transaction& transaction, Services& services, EmployerScope scope,
                     const RightsRequestRecord& request, Instant now) {
    const storage::ProcessingChoices choices{transaction, scope};
    if (request.kind == RightsKind::objection) choices.object(transaction, *request.employee, now);
    if (request.kind == RightsKind::limitation) choices.limit(transaction, *request.employee, now);
    if (request.kind == RightsKind::resumption) choices.resume(transaction, *request.employee);
    screen_employee(transaction, services, scope, *request.employee, now);
}

}  // namespace

Result<Bytes> seal_rights_words(Services& services, EmployerScope scope, EmployeeId employee,
                                RightsRequestId request, RightsWords which, const Words& words) {
    const auto key = find_person_key(services, employee.bytes);
    if (!key) return std::unexpected(key.error());
    const auto tenant = scope.employer().text();
    return seal_words(services, *key, {tenant, "rights_request", request.text(), column_of(which)}, words);
}

Words open_rights_words(const Services& services, EmployerScope scope, const RightsRequestRecord& request,
                        RightsWords which) {
    const auto& sealed = sealed_in(request, which);
    if (!sealed || !request.employee) return {};
    const auto key = find_person_key(services, request.employee->bytes);
    if (!key) return {};
    const auto tenant = scope.employer().text();
    auto words =
        open_words(services, *key, {tenant, "rights_request", request.id.text(), column_of(which)}, *sealed);
    return words ? *words : Words{};
}

Result<RightsRequestRecord> sealed_request(Services& services, EmployerScope scope, EmployeeId employee,
                                           const forms::NewRightsRequest& request,
                                           std::optional<AccountId> by, Instant now) {
    RightsRequestRecord record;
    record.id = services.randomness.new_id<RightsRequestId>();
    record.employee = employee;
    record.kind = request.kind;
    record.received_on = request.received_on;
    record.recorded_at = now;
    record.recorded_by = by;
    record.about_fact = request.about_fact;
    if (takes_effect_at_once(request.kind)) {
        record.answered_at = now;
        record.outcome = RightsOutcome::granted;
    }
    if (request.words.reveal().empty()) return record;
    auto sealed =
        seal_rights_words(services, scope, employee, record.id, RightsWords::of_the_person, request.words);
    if (!sealed) return std::unexpected(sealed.error());
    record.sealed_words = std::move(*sealed);
    return record;
}

std::string take_request(storage::Transaction& transaction, Services& services, EmployerScope scope,
                         const RightsRequestRecord& request, Instant now) {
    const auto position = storage::RightsRequests{transaction, scope}.add(transaction, request);
    if (takes_effect_at_once(request.kind)) put_into_effect(transaction, services, scope, request, now);
    const auto year = static_cast<int>(std::chrono::year_month_day{request.received_on}.year());
    return rights_request_number(year, position);
}

}  // namespace prevenance::api
