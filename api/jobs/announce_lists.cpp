#include "api/jobs/announce_lists.h"

#include "api/service_cases_view.h"
#include "storage/accounts.h"
#include "storage/organisations.h"
#include "storage/outbox.h"

#include <algorithm>

namespace prevenance::api {
namespace {

// The first Monday counted from is 5 January 1970; any other would do as well.
bool is_list_day(Date day) {
    constexpr Date first_monday{std::chrono::year{1970} / 1 / 5};
    return (day - first_monday).count() % forms::fortnight.count() == 0;
}

bool something_is_due(const storage::Reader& reader, OhServiceId service, Date today) {
    const auto lines = storage::ServiceCases{reader, MailboxScope::for_job(service)}.all();
    return std::ranges::any_of(open_cases(lines, today), [&](const forms::ListedCase& one) {
        return one.next && one.next->before <= today + forms::fortnight;
    });
}

void tell_physicians(Services& services, OhServiceId service, Instant now) {
    services.cases.write([&](storage::Transaction& transaction) {
        for (const auto& member : storage::Accounts{transaction}.members_of(service))
            if (member.role == Role::physician)
                storage::queue_notice(transaction, services.randomness.new_id<OutboxId>(), member.id, now);
        services.audit.record(transaction, {now, std::nullopt, "case_list.announce", service.bytes});
    });
}

}  // namespace

int announce_lists(Services& services, Instant now) {
    const auto today = in_paris(now).date;
    if (!is_list_day(today)) return 0;
    const auto due = services.cases.read([&](const storage::Reader& reader) {
        std::vector<OhServiceId> found;
        for (const auto& service : storage::Organisations{reader}.oh_services())
            if (something_is_due(reader, service.id, today)) found.push_back(service.id);
        return found;
    });
    for (const auto& service : due) tell_physicians(services, service, now);
    return static_cast<int>(due.size());
}

}  // namespace prevenance::api
