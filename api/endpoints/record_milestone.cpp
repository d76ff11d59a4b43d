#include "api/endpoints/record_milestone.h"

#include "api/error_reply.h"
#include "api/page_reply.h"
#include "api/people.h"
#include "api/screening.h"
#include "api/services.h"
#include "forms/french.h"
#include "forms/milestone_form.h"
#include "forms/milestone_page.h"
#include "storage/employees.h"
#include "storage/milestones.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using forms::NewMilestone;
using storage::MilestoneRecord;

std::string typed_employee(const Call& call) {
    return call.form.has("employee") ? call.form.value("employee") : call.query.value("employee");
}

std::vector<forms::PersonChoice> people_to_choose(const Call& call) {
    std::vector<forms::PersonChoice> people;
    for (const auto& person : employees_of(call.services, call.employer()))
        people.push_back({person.id.text(), full_name(person)});
    return people;
}

std::vector<CodeLabel> kinds_to_choose(const Call& call) {
    auto kinds = call.services.signals.milestones();
    std::erase_if(kinds, [](const CodeLabel& kind) { return !forms::is_held_milestone(kind.code); });
    return kinds;
}

std::string inform_path(const Call& call, const std::vector<FieldError>& errors) {
    const bool to_inform = std::ranges::find(errors, "not_informed", &FieldError::code) != errors.end();
    return to_inform ? "/salaries/" + typed_employee(call) : std::string{};
}

Reply held_page(const Call& call, std::vector<FieldError> errors) {
    const forms::HeldMilestoneFormView view{people_to_choose(call),     kinds_to_choose(call),
                                            typed_employee(call),       call.form.value("code"),
                                            call.form.value("held_on"), inform_path(call, errors)};
    auto data = forms::held_milestone_form_data(view, errors);
    return page_reply(call, "Noter une visite ou un entretien", "held_milestone_form", std::move(data),
                      std::move(errors));
}

Reply return_page(const Call& call, std::vector<FieldError> errors) {
    const forms::ReturnFormView view{people_to_choose(call), typed_employee(call),
                                     call.form.value("starts_on"), call.form.value("ends_on"),
                                     inform_path(call, errors)};
    auto data = forms::return_form_data(view, errors);
    return page_reply(call, "Noter un retour qui demande une visite de reprise", "return_form",
                      std::move(data), std::move(errors));
}

using Page = Reply (*)(const Call&, std::vector<FieldError>);

bool is_return(const NewMilestone& milestone) {
    return milestone.code == "REPRISE";
}

bool is_same(const MilestoneRecord& known, const NewMilestone& milestone) {
    return known.code == milestone.code && known.starts_on == milestone.starts_on;
}

bool overlaps(const MilestoneRecord& known, const NewMilestone& milestone) {
    const auto last = [](const std::optional<Date>& end) { return end.value_or(Date::max()); };
    return known.code == milestone.code && known.starts_on <= last(milestone.ends_on) &&
           milestone.starts_on <= last(known.ends_on);
}

// A visit may be older than the contract: the interval goes on from one employer to the next.
std::vector<FieldError> obstacles(const storage::EmployeeRecord& person, const NewMilestone& milestone,
                                  const std::vector<MilestoneRecord>& known) {
    const std::string day_field = is_return(milestone) ? "starts_on" : "held_on";
    std::vector<FieldError> errors;
    if (!person.informed_on)
        errors.push_back(
            {"employee", "not_informed",
             "Cette personne n’a pas encore été informée de ce service (Code du travail, article L1222-4)."});
    if (is_return(milestone) && milestone.starts_on < person.entered_on)
        errors.push_back(
            {day_field, "before_entry",
             "Ce jour est avant l’entrée de la personne, le " + forms::short_date(person.entered_on) + "."});
    if (person.left_on && milestone.starts_on > *person.left_on)
        errors.push_back(
            {day_field, "after_exit",
             "Ce jour est après le départ de la personne, le " + forms::short_date(*person.left_on) + "."});
    for (const auto& other : known) {
        if (is_same(other, milestone) && other.ends_on == milestone.ends_on)
            errors.push_back({day_field, "already_noted", "C’est déjà noté à cette date."});
        else if (is_return(milestone) && !is_same(other, milestone) && overlaps(other, milestone))
            errors.push_back({day_field, "overlap",
                              "Cette absence en chevauche une autre, qui commence le " +
                                  forms::short_date(other.starts_on) + "."});
    }
    return errors;
}

void keep(storage::Transaction& transaction, const Call& call, const NewMilestone& milestone) {
    const storage::Milestones milestones{transaction, call.employer()};
    if (is_return(milestone) && milestones.change_end(transaction, milestone.employee, milestone.code,
                                                      milestone.starts_on, milestone.ends_on))
        return;
    milestones.add(transaction,
                   {call.services.randomness.new_id<FactId>(), milestone.employee, milestone.code,
                    milestone.starts_on, milestone.ends_on, call.now, call.scope().account});
}

// Decided in the writer: the same form sent twice gets its first answer, not "already noted".
Answer note(const Call& call, const NewMilestone& milestone, Page page) {
    const auto [person, known] = call.services.cases.read([&](const storage::Reader& reader) {
        return std::pair{storage::Employees{reader, call.employer()}.find(milestone.employee),
                         storage::Milestones{reader, call.employer()}.about(milestone.employee)};
    });
    if (!person) return error_reply(call, {ErrorCode::not_found, {}, {}});
    if (auto errors = obstacles(*person, milestone, known); !errors.empty())
        return Act{person->id.bytes,
                   [reply = page(call, std::move(errors))](storage::Transaction&) { return reply; }};
    const auto late = error_reply(call, {ErrorCode::conflict, "C’est déjà noté à cette date.", {}});
    return Act{
        person->id.bytes, [call, milestone, late](storage::Transaction& transaction) {
            const auto stored = storage::Milestones{transaction, call.employer()}.about(milestone.employee);
            if (!is_return(milestone) &&
                std::ranges::any_of(stored, [&](const auto& other) { return is_same(other, milestone); }))
                return late;
            keep(transaction, call, milestone);
            screen_employee(transaction, call.services, call.employer(), milestone.employee, call.now);
            return see_other("/calendrier", is_return(milestone) ? "retour" : "visite-notee");
        }};
}

}  // namespace

Answer show_milestone_form(const Call& call) {
    return held_page(call, {});
}

Answer record_milestone(const Call& call) {
    const auto milestone = forms::read_held_milestone_form(call.form, call.today());
    if (!milestone) return held_page(call, milestone.error().fields);
    return note(call, *milestone, held_page);
}

Answer show_return_form(const Call& call) {
    return return_page(call, {});
}

Answer declare_return(const Call& call) {
    const auto milestone = forms::read_return_form(call.form, call.today());
    if (!milestone) return return_page(call, milestone.error().fields);
    return note(call, *milestone, return_page);
}

Answer delete_milestone(const Call& call) {
    const auto id = call.id_in_path<FactId>("milestone");
    const auto milestone = id ? call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Milestones{reader, call.employer()}.find(*id);
    })
                              : std::nullopt;
    if (!milestone) return error_reply(call, {ErrorCode::not_found, {}, {}});
    if (milestone->code == "MI_CARRIERE_OUVERTE")
        return error_reply(call,
                           {ErrorCode::conflict,
                            "Ces années viennent de l’année de naissance. Corrigez la fiche de la personne.",
                            {}});
    const auto late = error_reply(call, {ErrorCode::not_found, {}, {}});
    return Act{milestone->employee.bytes,
               [call, id = *id, person = milestone->employee, late](storage::Transaction& transaction) {
                   if (!storage::Milestones{transaction, call.employer()}.remove(transaction, id))
                       return late;
                   screen_employee(transaction, call.services, call.employer(), person, call.now);
                   return see_other("/salaries/" + person.text(), "note-supprimee");
               }};
}

}  // namespace prevenance::api
