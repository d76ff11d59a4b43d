#include "forms/service_case_page.h"

#include "forms/field.h"
#include "forms/french.h"
#include "forms/service_case_form.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>

namespace prevenance::forms {
namespace {

bool any_error_in(const ServiceCaseView& view, std::initializer_list<const char*> names) {
    return std::ranges::any_of(view.errors, [&](const FieldError& error) {
        return std::ranges::any_of(names, [&](const char* name) { return error.field == name; });
    });
}

// A form that comes back is open, whatever brought it back.
bool is_open(const ServiceCaseView& view, std::initializer_list<const char*> names) {
    const bool was_typed =
        std::ranges::any_of(names, [&](const char* name) { return !view.typed.value(name).empty(); });
    return was_typed || any_error_in(view, names);
}

TemplateData day_field(const ServiceCaseView& view, const std::string& name, const std::string& label,
                       const std::string& hint = {}) {
    return forms::day_field(name, label, hint, view.typed.value(name), view.errors);
}

TemplateData choice(const ServiceCaseView& view, const std::string& name, const std::string& legend,
                    std::vector<Choice> choices, const std::string& hint = {}, bool several = false) {
    for (auto& one : choices) one.chosen = one.value == view.typed.value(name);
    return choice_field(
        {.name = name, .legend = legend, .hint = hint, .several = several, .choices = std::move(choices)},
        view.errors);
}

template <std::size_t Size>
std::vector<Choice> choices_of(const std::array<CodesInWords, Size>& known) {
    std::vector<Choice> choices;
    for (const auto& [code, words] : known)
        choices.push_back({std::string{code}, std::string{words}, "", false});
    return choices;
}

std::vector<Choice> outcome_choices() {
    std::vector<Choice> choices;
    for (const auto& [outcome, code] : case_outcome_names)
        choices.push_back({std::string{code}, outcome_words(outcome), "", false});
    return choices;
}

std::vector<Choice> yes_or_no() {
    return {{"yes", "Oui", "", false}, {"no", "Non", "", false}};
}

TemplateData visit_form(const ServiceCaseView& view) {
    TemplateData form;
    form.set("open", is_open(view, {"visit_result", "result_on"}));
    form.set("planned_on", long_date(*view.visit_on));
    form.set("visit_result_field", choice(view, "visit_result", "Résultat", choices_of(visit_results)));
    form.set("result_on_field", day_field(view, "result_on", "Jour"));
    return form;
}

TemplateData document_form(const ServiceCaseView& view) {
    TemplateData form;
    form.set("open", is_open(view, {"document_kind", "issued_on"}));
    form.set("document_kind_field", choice(view, "document_kind", "Document", choices_of(document_kinds)));
    form.set("issued_on_field", day_field(view, "issued_on", "Jour de la remise"));
    return form;
}

TemplateData contact_form(const ServiceCaseView& view) {
    auto sides = choices_of(contact_sides);
    if (view.dates.is_own_request)
        std::erase_if(sides, [](const Choice& side) { return side.value == "employer"; });
    std::vector<Choice> partners{{"", "Aucun", "", false}};
    std::ranges::move(choices_of(partner_kinds), std::back_inserter(partners));
    TemplateData form;
    form.set("open", is_open(view, {"with_whom", "held_on", "partner_kind", "agreed", "agreed_on"}));
    form.set("with_whom_field", choice(view, "with_whom", "Échange", std::move(sides)));
    form.set("held_on_field", day_field(view, "held_on", "Jour de l’échange"));
    form.set("partner_kind_field",
             choice(view, "partner_kind", "Partenaire, s’il y en a un", std::move(partners)));
    form.set("agreed_field", choice(view, "agreed", "Accord de la personne",
                                    {{"true", "La personne est d’accord pour cet échange.", "", false}},
                                    view.dates.is_own_request
                                        ? "Il en faut un pour chaque partenaire."
                                        : "Il en faut un pour l’employeur, et un pour chaque partenaire.",
                                    true));
    form.set("agreed_on_field", day_field(view, "agreed_on", "Jour de cet accord"));
    return form;
}

TemplateData proposal_form(const ServiceCaseView& view) {
    auto outcomes = outcome_choices();
    outcomes.insert(outcomes.begin(), {"", "Pas connue", "", false});
    TemplateData form;
    form.set("open", is_open(view, {"proposal_answer", "proposed_on", "accepted", "declined_outcome"}));
    form.set("proposal_answer_field",
             choice(view, "proposal_answer", "La personne",
                    {{"enter", "entre dans l’accompagnement", "", false},
                     {"decline", "décline, sans avoir à dire pourquoi", "", false}}));
    form.set("proposed_on_field", day_field(view, "proposed_on", "Jour de sa réponse"));
    form.set(
        "accepted_field",
        choice(view, "accepted", "Si elle entre",
               {{"true", "Elle accepte l’accompagnement et ses suivis à 6, 12 et 24 mois après la sortie.",
                 "", false}},
               "", true));
    form.set("declined_outcome_field",
             choice(view, "declined_outcome", "Si elle décline\u00a0: sa suite, si elle est connue",
                    std::move(outcomes)));
    return form;
}

TemplateData exit_form(const ServiceCaseView& view) {
    TemplateData form;
    form.set("open", is_open(view, {"left_on", "exit_kind", "outcome"}));
    form.set("left_on_field", day_field(view, "left_on", "Jour de la sortie"));
    form.set("exit_kind_field",
             choice(view, "exit_kind", "Type de sortie",
                    {{"positive", "Sortie positive", "", false}, {"negative", "Sortie négative", "", false}},
                    "C’est votre appréciation\u00a0: elle ne se déduit pas de la suite."));
    form.set("outcome_field", choice(view, "outcome", "Suite", outcome_choices()));
    return form;
}

TemplateData question_form(const ServiceCaseView& view, const FollowUpLine& line) {
    TemplateData form;
    form.set("open", true).set("months", std::to_string(line.months)).set("due_on", long_date(line.due_on));
    form.set("asked_on_field", day_field(view, "asked_on", "Jour où vous avez posé les questions"));
    return form;
}

TemplateData answer_form(const ServiceCaseView& view, const FollowUpLine& line) {
    TemplateData form;
    form.set("open", true).set("months", std::to_string(line.months));
    form.set("answered_on_field", day_field(view, "answered_on", "Jour de la réponse"));
    form.set("still_in_work_field", choice(view, "still_in_work", "Toujours en emploi\u00a0?", yes_or_no()));
    form.set("post_field", choice(view, "post", "Si oui, sur quel poste\u00a0?", choices_of(posts_after)));
    form.set("help_wished_field",
             choice(view, "help_wished", "Souhaite-t-elle une aide\u00a0?", yes_or_no()));
    return form;
}

void section(TemplateData& data, const std::string& name, bool shown, const auto& make) {
    if (shown)
        data.set(name, make());
    else
        data.set(name, false);
}

void set_follow_up_forms(TemplateData& data, const ServiceCaseView& view) {
    const FollowUpLine* open = nullptr;
    for (const auto& line : view.follow_ups)
        if (!line.answered_on && open == nullptr) open = &line;
    const bool asks = open != nullptr && !open->asked_on && open->due_on <= view.today;
    section(data, "question", asks, [&] { return question_form(view, *open); });
    section(data, "answer", open != nullptr && open->asked_on, [&] { return answer_form(view, *open); });
}

void set_forms(TemplateData& data, const ServiceCaseView& view) {
    const auto allows = [&](CaseMove move) { return !refusal_of(move, view.dates); };
    section(data, "visit", view.visit_on && view.dates.voice_on, [&] { return visit_form(view); });
    section(data, "document", allows(CaseMove::document), [&] { return document_form(view); });
    section(data, "contact", allows(CaseMove::contact_employee), [&] { return contact_form(view); });
    section(data, "proposal", allows(CaseMove::enter), [&] { return proposal_form(view); });
    section(data, "exit", allows(CaseMove::leave), [&] { return exit_form(view); });
    set_follow_up_forms(data, view);
    data.set("voice_missing", !view.dates.voice_on);
}

std::string answer_in_words(const FollowUpLine& line) {
    if (!line.asked_on) return "à demander à partir du " + long_date(line.due_on);
    if (!line.answered_on) return "demandé le " + long_date(*line.asked_on) + ", sans réponse à ce jour";
    std::string words = line.still_in_work.value_or(false) ? "toujours en emploi" : "plus en emploi";
    for (const auto& [code, post] : posts_after)
        if (code == line.post) {
            std::string lower{post};
            lower[0] = lower[0] == 'L' ? 'l' : 'u';
            words += ", " + lower;
        }
    words +=
        line.help_wished.value_or(false) ? "\u00a0; souhaite une aide" : "\u00a0; ne souhaite pas d’aide";
    return "répondu le " + long_date(*line.answered_on) +
           (line.by_the_person ? " par la personne, avec son code" : "") + "\u00a0: " + words;
}

TemplateData::List follow_up_lines(const ServiceCaseView& view) {
    TemplateData::List lines;
    for (const auto& line : view.follow_ups)
        lines.push_back(TemplateData{}
                            .set("follow_up_months", std::to_string(line.months))
                            .set("follow_up_words", answer_in_words(line)));
    return lines;
}

TemplateData::List step_lines(const ServiceCaseView& view) {
    auto steps = view.steps;
    std::ranges::stable_sort(steps, {}, &DatedStep::on);
    TemplateData::List lines;
    for (const auto& step : steps)
        lines.push_back(TemplateData{}.set("step_on", long_date(step.on)).set("step_words", step.words));
    return lines;
}

}  // namespace

std::string task_words(const DueTask& task) {
    const auto months = std::to_string(task.months);
    switch (task.task) {
        case CaseTask::call:
            return "appeler la personne";
        case CaseTask::hold_visit:
            return "noter le résultat de la visite";
        case CaseTask::propose_accompaniment:
            return "proposer l’accompagnement";
        case CaseTask::ask_follow_up:
            return "demander le suivi à " + months + " mois";
        case CaseTask::note_answer:
            return "noter la réponse au suivi à " + months + " mois";
    }
    return {};
}

TemplateData service_case_data(const ServiceCaseView& view) {
    TemplateData data;
    data.set("path", view.path).set("number", view.number).set("version", view.version);
    const auto status = status_on(view.dates, view.today);
    data.set("status", status ? status_words(*status) : "Pas encore d’accompagnement");
    data.set_optional("outcome_words", view.dates.outcome ? outcome_words(*view.dates.outcome) : "");
    data.set_optional("next",
                      view.next ? long_date(view.next->before) + "\u00a0: " + task_words(*view.next) : "");
    data.set_optional("next_is_late",
                      view.next && view.next->before < view.today ? "Ce jour est passé." : "");
    data.set("is_stale", view.is_stale).set_optional("refusal", view.refusal);
    data.set("message_expired", view.message_expired).set("message_readable", !view.message_expired);
    data.set("left_employer", view.left_employer).set("is_own_request", view.dates.is_own_request);
    data.set_optional("officer", view.officer);
    data.set("steps", step_lines(view));
    const auto follow_ups = follow_up_lines(view);
    data.set("has_follow_ups", !follow_ups.empty()).set("follow_ups", follow_ups);
    set_forms(data, view);
    return data;
}

}  // namespace prevenance::forms
