#include "api/endpoints/show_tasks.h"

#include "api/measure_tasks.h"
#include "api/page_reply.h"
#include "api/people.h"
#include "api/plan_tasks.h"
#include "api/services.h"
#include "api/suggestion_words.h"
#include "api/team_names.h"
#include "forms/employee_form.h"
#include "forms/french.h"
#include "forms/rights_words.h"
#include "forms/task_page.h"
#include "storage/case_file.h"
#include "storage/employees.h"
#include "storage/organisations.h"
#include "storage/rights_requests.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::SuggestionRecord;

constexpr std::size_t entries_shown = 10;
// A deadline further away stands in the calendar only. One without a date is always near.
constexpr Days near{30};

using Names = std::map<EmployeeId, std::string>;

Names names_of_people(const Call& call) {
    Names names;
    for (const auto& person : people_seen_by(call.services, call.scope()))
        names.emplace(person.id, full_name(person));
    return names;
}

// The own entries about people who are still in the own teams, and about teams.
std::vector<forms::Task> own_entries(const Call& call) {
    const auto names = names_of_people(call);
    const auto teams = team_names(call.services, call.employer());
    const auto signals = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::CaseFile{reader, call.employer()}.signals_by(call.scope().account);
    });
    std::vector<forms::Task> entries;
    for (const auto& signal : signals) {
        if (entries.size() == entries_shown) break;
        if (signal.employee && !names.contains(*signal.employee)) continue;
        const auto subject = signal.employee ? names.at(*signal.employee) : teams.at(*signal.team);
        entries.push_back({"/signaux/" + signal.id.text(), subject,
                           call.services.signals.label_of(signal.type) + ", le " +
                               forms::short_date(signal.happened_on) + ". Noté le " +
                               forms::date_and_time(signal.recorded_at) + "."});
    }
    return entries;
}

bool waits(const SuggestionRecord& suggestion, Date today) {
    return suggestion.postponed_until && *suggestion.postponed_until > today;
}

bool is_near(const SuggestionRecord& suggestion, Date today) {
    return !suggestion.due_on || *suggestion.due_on <= today + near;
}

void add_task(const Call& call, const SuggestionRecord& suggestion, const std::string& subject,
              forms::ReferentTaskView& view) {
    const auto words = suggestion_in_short(call.services, call.employer(), suggestion);
    if (!words) return;
    const auto& title = words->explanation.words.title;
    const auto path = "/suggestions/" + suggestion.id.text();
    if (suggestion.family == RuleFamily::legal)
        view.deadlines.push_back({path, title, subject + ". " + words->explanation.due.value_or("")});
    else if (suggestion.team)
        view.teams.push_back({path, subject, title + "."});
    else
        view.people.push_back({path, "Proposer un échange à " + subject + " ?", title + "."});
}

// In the order in which they were raised: nobody comes before anybody else. What is asked about one team stands
// together, the teams by name.
void fill_suggestions(const Call& call, const Names& names, forms::ReferentTaskView& view) {
    const auto open = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::CaseFile{reader, call.employer()}.open_suggestions();
    });
    const auto teams = team_names(call.services, call.employer());
    for (const auto& suggestion : open) {
        if (waits(suggestion, call.today()) || !is_near(suggestion, call.today())) continue;
        if (suggestion.team)
            add_task(call, suggestion, teams.at(*suggestion.team), view);
        else if (const auto name = names.find(*suggestion.employee); name != names.end())
            add_task(call, suggestion, name->second, view);
    }
    std::ranges::stable_sort(view.teams, {}, &forms::Task::title);
}

// By due date, the late ones first: they are the oldest.
std::vector<forms::Task> rights_tasks(const Call& call, const Names& names) {
    const auto open = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::RightsRequests{reader, call.employer()}.open();
    });
    std::vector<forms::Task> tasks;
    for (const auto& request : open) {
        const auto name = request.employee ? names.find(*request.employee) : names.end();
        if (name == names.end()) continue;
        const auto due = "éponse due au plus tard le " + forms::short_date(request.due()) + ".";
        tasks.push_back({"/droits/" + request.id.text(),
                         forms::rights_kind_label(request.kind) + ", " + name->second,
                         (request.is_overdue(call.today()) ? "En retard\u00A0: r" : "R") + due});
    }
    return tasks;
}

void fill_first_steps(const Call& call, const Names& names, forms::ReferentTaskView& view) {
    view.needs_people = names.empty();
    view.informed_as_typed = call.form.value("informed_on");
    call.services.cases.read([&](const storage::Reader& reader) {
        view.needs_information =
            !storage::Organisations{reader}.staff_informed_on(call.employer().employer());
        view.needs_facts = !storage::CaseFile{reader, call.employer()}.has_facts();
        return true;
    });
}

Reply referent_page(const Call& call, std::vector<FieldError> errors) {
    forms::ReferentTaskView view;
    const auto names = names_of_people(call);
    fill_suggestions(call, names, view);
    view.measures = measure_tasks(call, names);
    view.plans = plan_tasks(call, names);
    view.rights = rights_tasks(call, names);
    fill_first_steps(call, names, view);
    auto data = forms::referent_tasks_data(view, errors);
    return page_reply(call, "À faire", "referent_tasks", std::move(data), std::move(errors));
}

}  // namespace

Answer show_tasks(const Call& call) {
    if (call.scope().role == Role::referent) return referent_page(call, {});
    return page_reply(call, "À faire", "manager_tasks", forms::manager_tasks_data({own_entries(call)}));
}

Answer inform_staff(const Call& call) {
    const auto date = forms::read_informed_on(call.form, call.today());
    if (!date) return referent_page(call, date.error().fields);
    const auto employer = call.employer().employer();
    return Act{employer.bytes, [employer, date = *date](storage::Transaction& transaction) {
                   storage::Organisations::set_staff_informed_on(transaction, employer, date);
                   return see_other("/a-faire", "information-du-personnel");
               }};
}

}  // namespace prevenance::api
