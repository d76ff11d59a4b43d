#include "api/signal_screen.h"

#include "api/page_reply.h"
#include "api/people.h"
#include "api/service_contact.h"
#include "api/services.h"
#include "api/team_names.h"
#include "forms/signal_page.h"
#include "storage/case_file.h"

#include <algorithm>

namespace prevenance::api {
namespace {

constexpr std::size_t recent_people = 5;
constexpr std::size_t longest_list = 12;
// Somebody who left may still be noted for a while: a fact of the last week is often noted a week later.
constexpr Days noted_after_exit{30};

std::string asked_for(const Call& call, const std::string& field) {
    return call.form.has(field) ? call.form.value(field) : call.query.value(field);
}

bool still_noted(const Call& call, const Employee& person) {
    return !person.exit || *person.exit + noted_after_exit >= call.today();
}

std::vector<EmployeeId> noted_last(const Call& call) {
    const auto signals = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::CaseFile{reader, call.employer()}.signals_by(call.scope().account);
    });
    std::vector<EmployeeId> people;
    for (const auto& signal : signals) {
        if (!signal.employee || people.size() == recent_people) continue;
        if (std::ranges::find(people, *signal.employee) == people.end()) people.push_back(*signal.employee);
    }
    return people;
}

// The chosen one first, then those noted last, then by name.
void order(std::vector<Employee>& people, const std::string& chosen, const std::vector<EmployeeId>& last) {
    std::ranges::stable_sort(people, {}, [&](const Employee& person) {
        if (person.id.text() == chosen) return std::ptrdiff_t{-1};
        return std::ranges::find(last, person.id) - last.begin();
    });
}

void fill_people(const Call& call, forms::SignalPageView& view) {
    view.search = call.form.value("q");  // posted, because an address stays in the browser's history
    view.searched = !view.search.empty();
    auto people = people_seen_by(call.services, call.scope());
    std::erase_if(people, [&](const Employee& person) {
        return !still_noted(call, person) || !is_named(person, view.search);
    });
    auto chosen = asked_for(call, "employee");
    if (chosen.empty() && view.searched && people.size() == 1) chosen = people.front().id.text();
    order(people, chosen, noted_last(call));
    view.more_people = people.size() > longest_list;
    if (view.more_people) people.resize(longest_list);
    const auto teams = team_names(call.services, call.employer());
    for (const auto& person : people) {
        const auto hint =
            person.informed_on ? teams.at(person.team) : teams.at(person.team) + ", à informer d’abord";
        view.subjects.push_back({person.id.text(), full_name(person), hint, person.id.text() == chosen});
    }
}

void fill_teams(const Call& call, forms::SignalPageView& view) {
    const auto chosen = asked_for(call, "team");
    for (const auto& [id, name] : team_names(call.services, call.employer()))
        if (may_see_team(call.scope(), id))
            view.subjects.push_back({id.text(), name, "", id.text() == chosen});
    std::ranges::sort(view.subjects, {}, &forms::SubjectChoice::name);
}

void say_how_to_inform(const Call& call, const std::vector<FieldError>& errors, forms::SignalPageView& view) {
    if (std::ranges::find(errors, "not_informed", &FieldError::code) == errors.end()) return;
    if (call.scope().role == Role::referent)
        view.inform_path = "/salaries/" + call.form.value("employee");
    else
        view.ask_referent = true;
}

}  // namespace

Reply signal_screen(const Call& call, bool about_team, std::vector<FieldError> errors) {
    forms::SignalPageView view;
    view.about_team = about_team;
    if (about_team)
        fill_teams(call, view);
    else
        fill_people(call, view);
    view.types = call.form.values("type");
    if (call.form.has("day")) view.day = call.form.value("day");
    view.happened_on = call.form.value("happened_on");
    view.fact = call.form.value("fact");
    view.oh_service_phone = service_contact(call.services, call.employer()).phone;
    say_how_to_inform(call, errors, view);
    auto data = forms::signal_page_data(view, call.services.signals, errors);
    return page_reply(call, about_team ? "Noter un signal sur une équipe" : "Noter un signal",
                      "record_signal", std::move(data), std::move(errors));
}

}  // namespace prevenance::api
