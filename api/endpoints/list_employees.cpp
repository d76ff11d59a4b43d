#include "api/endpoints/list_employees.h"

#include "api/employer_asked.h"
#include "api/error_reply.h"
#include "api/page_reply.h"
#include "api/people.h"
#include "api/services.h"
#include "forms/employee_json.h"
#include "storage/employees.h"

#include <algorithm>

namespace prevenance::api {
namespace {

constexpr int usual_page = 50;
constexpr int longest_page = 200;

// Nothing where `limit` is given and is no number from 1 to 200.
std::optional<int> limit_asked(const Call& call) {
    if (!call.query.has("limit")) return usual_page;
    const auto text = call.query.value("limit");
    const bool is_number = !text.empty() && text.size() <= 3 &&
                           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number) return std::nullopt;
    const int limit = std::stoi(text);
    if (limit < 1 || limit > longest_page) return std::nullopt;
    return limit;
}

Result<std::optional<EmployeeId>> cursor_asked(const Call& call) {
    if (!call.query.has("after")) return std::optional<EmployeeId>{};
    const auto id = EmployeeId::parse(call.query.value("after"));
    if (!id) return fail({{"after", "not_a_cursor", "Reprenez la valeur « next » de la page précédente."}});
    return std::optional{*id};
}

}  // namespace

Answer list_employees(const Call& call) {
    const auto limit = limit_asked(call);
    const auto after = cursor_asked(call);
    if (!after) return error_reply(call, after.error());
    if (!limit)
        return error_reply(
            call, {ErrorCode::invalid, {}, {{"limit", "out_of_range", "Donnez un nombre de 1 à 200."}}});
    auto records = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Employees{reader, call.employer()}.page(*after, *limit + 1);
    });
    std::string next;
    if (records.size() > static_cast<std::size_t>(*limit)) {
        records.pop_back();
        next = records.back().id.text();
    }
    auto reply =
        json_reply(200, forms::employees_json(open_employees(call.services, call.employer(), records), next));
    if (!next.empty())
        reply.headers.emplace_back("Link", "</api/v1/employees?limit=" + std::to_string(*limit) +
                                               "&after=" + next + ">; rel=\"next\"");
    return Act{std::nullopt, [reply = std::move(reply)](storage::Transaction&) { return reply; }};
}

Answer read_employee(const Call& call) {
    const auto person = employee_in_path(call);
    if (!person) return error_reply(call, person.error());
    return read_about(person->id, json_reply(200, forms::employee_json(*person)));
}

}  // namespace prevenance::api
