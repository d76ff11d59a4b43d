#include "api/endpoints/show_employees.h"

#include "api/page_reply.h"
#include "api/people.h"
#include "api/services.h"
#include "api/team_names.h"
#include "forms/employee_page.h"
#include "forms/french.h"

#include <algorithm>

namespace prevenance::api {
namespace {

constexpr std::size_t people_on_a_page = 50;

// A name that is searched is posted: an address stays in the browser's history. The list as a whole has
// addresses.
const forms::PostedForm& asked(const Call& call) {
    return call.request.method == "POST" ? call.form : call.query;
}

// Pages count from one; anything that is no number is the first page.
std::size_t page_asked(const Call& call) {
    const auto text = asked(call).value("page");
    const bool is_number = !text.empty() && text.size() <= 4 &&
                           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    return is_number ? std::max(1UL, std::stoul(text)) : 1;
}

}  // namespace

Answer show_employees(const Call& call) {
    forms::EmployeeListView view;
    if (call.request.method == "POST") view.search = call.form.value("q");
    auto people = people_seen_by(call.services, call.scope());
    std::erase_if(people, [&](const Employee& person) { return !is_named(person, view.search); });
    view.found = static_cast<int>(people.size());
    const auto pages = std::max<std::size_t>(1, (people.size() + people_on_a_page - 1) / people_on_a_page);
    const auto page = std::min(page_asked(call), pages);
    if (page > 1) view.previous_page = static_cast<int>(page) - 1;
    if (page < pages) view.next_page = static_cast<int>(page) + 1;

    const auto teams = team_names(call.services, call.employer());
    view.has_teams = !teams.empty();
    const auto first = (page - 1) * people_on_a_page;
    for (std::size_t i = first; i < std::min(people.size(), first + people_on_a_page); ++i) {
        const auto& person = people[i];
        view.people.push_back({person.id.text(), full_name(person), teams.at(person.team),
                               person.informed_on.has_value(),
                               person.exit ? forms::short_date(*person.exit) : ""});
    }
    return page_reply(call, "Vos salariés", "employees", forms::employee_list_data(view));
}

}  // namespace prevenance::api
