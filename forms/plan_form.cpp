#include "forms/plan_form.h"

#include "domain/whole_number.h"
#include "forms/field_reader.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

std::string read_work_words(FieldReader& reader, const std::string& name, const HealthWords& health_words) {
    auto words = reader.optional_text(name, longest_plan_words);
    const auto found = health_words.found_in(words);
    if (!found.empty()) reader.refuse(name, "health_words", health_word_message(found));
    return words;
}

PlannedAction read_action(FieldReader& reader, const PlanLists& lists, const HealthWords& health_words,
                          int position, Date today) {
    const auto name = [&](std::string_view field) { return action_field(field, position); };
    PlannedAction action;
    action.code = reader.one_of(name("action"), lists.actions.codes(), "Choisissez l’action dans la liste.");
    action.detail = Sensitive<std::string>{read_work_words(reader, name("detail"), health_words)};
    action.owner = reader.one_of(name("owner"), lists.owners.codes(), "Indiquez qui s’en charge.");
    action.owner_name = Sensitive<std::string>{reader.optional_text(name("owner_name"), 100)};
    const auto due_on = reader.required_date(name("due_on"), "Indiquez pour quand.");
    if (due_on && *due_on < today)
        reader.refuse(name("due_on"), "date_past",
                      "La date d’échéance est passée. Choisissez une date à venir.");
    action.due_on = due_on.value_or(today);
    return action;
}

std::vector<PlannedAction> read_actions(FieldReader& reader, const PostedForm& form, const PlanLists& lists,
                                        const HealthWords& health_words, Date today) {
    std::vector<PlannedAction> actions;
    for (int position = 0; position < most_plan_actions; ++position)
        if (is_typed(form, position))
            actions.push_back(read_action(reader, lists, health_words, position, today));
    if (actions.empty())
        reader.refuse(action_field("action", 0), "missing", "Ajoutez au moins une action au plan.");
    return actions;
}

Date read_day_since(FieldReader& reader, const std::string& name, std::string_view missing, Date first,
                    std::string_view too_early, Date today) {
    const auto day = reader.past_date(name, missing, today);
    if (day && *day < first) reader.refuse(name, "date_too_early", std::string{too_early});
    return day.value_or(today);
}

}  // namespace

std::string_view document_words(std::string_view kind) {
    if (kind == "measures_proposal") return "Une proposition de mesures";
    if (kind == "followup_certificate") return "Une attestation de suivi";
    if (kind == "fitness_notice") return "Un avis d’aptitude";
    if (kind == "unfitness_notice") return "Un avis d’inaptitude";
    return "";
}

std::string action_field(std::string_view name, int position) {
    return std::string{name} + "_" + std::to_string(position);
}

bool is_typed(const PostedForm& form, int position) {
    constexpr std::array names{"action", "detail", "owner", "owner_name", "due_on"};
    return std::ranges::any_of(
        names, [&](const char* name) { return !form.value(action_field(name, position)).empty(); });
}

Result<DraftPlan> read_plan(const PostedForm& form, const PlanLists& lists, const HealthWords& health_words,
                            Date entry, Date today) {
    FieldReader reader{form};
    DraftPlan plan;
    plan.document_kind = reader.one_of("document_kind", {plan_documents.begin(), plan_documents.end()},
                                       "Indiquez quel document vous avez reçu.");
    constexpr auto before_entry = "Cette date est avant l’arrivée de la personne dans la structure.";
    plan.document_on =
        read_day_since(reader, "document_on", "Indiquez la date du document.", entry, before_entry, today);
    plan.exchanged_on =
        read_day_since(reader, "exchanged_on",
                       "Indiquez quand vous en avez parlé avec le médecin du travail. Un plan se "
                       "propose après cet échange.",
                       entry, before_entry, today);
    plan.actions = read_actions(reader, form, lists, health_words, today);
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return plan;
}

int read_revision(const PostedForm& form) {
    return std::max(0, whole_number<int>(form.value("revision")).value_or(0));
}

Result<Date> read_proposed_on(const PostedForm& form, Date exchanged_on, Date today) {
    FieldReader reader{form};
    const auto day =
        read_day_since(reader, "proposed_on", "Indiquez quand vous avez proposé le plan à la personne.",
                       exchanged_on, "Le plan se propose après l’échange avec le médecin du travail.", today);
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return day;
}

Result<AnsweredPlan> read_plan_answer(const PostedForm& form, const HealthWords& health_words,
                                      Date proposed_on, Date today) {
    FieldReader reader{form};
    AnsweredPlan answered;
    std::vector<std::string> known;
    for (const auto& [answer, name] : plan_answer_names) known.emplace_back(name);
    const auto code = reader.one_of("answer", known, "Indiquez ce que la personne a répondu.");
    answered.answer = value_in(plan_answer_names, code).value_or(PlanAnswer::accepted);
    answered.answered_on =
        read_day_since(reader, "answered_on", "Indiquez quand la personne a répondu.", proposed_on,
                       "La personne répond après la proposition du plan.", today);
    answered.words = Sensitive<std::string>{read_work_words(reader, "answer_words", health_words)};
    if (code == "to_amend" && answered.words.reveal().empty() && !reader.has_error("answer_words"))
        reader.refuse("answer_words", "missing",
                      "Écrivez ce que la personne veut changer. Parlez du travail seulement.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return answered;
}

Result<EndedAction> read_ended_action(const PostedForm& form, const std::vector<int>& open,
                                      const HealthWords& health_words, Date agreed_on, Date today) {
    FieldReader reader{form};
    EndedAction ended;
    std::vector<std::string> positions;
    for (const auto position : open) positions.push_back(std::to_string(position));
    const auto chosen = reader.one_of("position", positions, "Choisissez l’action dans la liste.");
    const auto at = std::ranges::find(positions, chosen);
    if (at != positions.end()) ended.position = open.at(static_cast<std::size_t>(at - positions.begin()));
    ended.ending =
        reader.one_of("ending", {"done", "given_up"}, "Indiquez si l’action est faite ou abandonnée.");
    ended.ended_on = read_day_since(reader, "ended_on", "Indiquez depuis quand.", agreed_on,
                                    "Cette date est avant l’accord de la personne sur le plan.", today);
    ended.reason = Sensitive<std::string>{read_work_words(reader, "reason", health_words)};
    if (ended.ending == "given_up" && ended.reason.reveal().empty() && !reader.has_error("reason"))
        reader.refuse("reason", "missing",
                      "Expliquez pourquoi cette action est abandonnée. La personne peut lire ce motif.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return ended;
}

Result<Date> read_finished_on(const PostedForm& form, Date not_before, Date today) {
    FieldReader reader{form};
    const auto day = read_day_since(reader, "finished_on", "Indiquez la date de fin du plan.", not_before,
                                    "Le plan ne finit pas avant sa dernière action.", today);
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return day;
}

Result<FollowUpAnswers> read_follow_up(const PostedForm& form, const ChoiceList& leaving_reasons) {
    FieldReader reader{form};
    FollowUpAnswers answers;
    const auto still = reader.one_of("still_employed", {"yes", "no"},
                                     "Indiquez si la personne travaille encore dans la structure.");
    answers.still_employed = still != "no";
    if (still == "no")
        answers.leaving = reader.one_of("leaving", leaving_reasons.codes(), "Choisissez le motif du départ.");
    if (still == "yes") {
        answers.post =
            reader.one_of("post", {"same", "adapted", "other"}, "Indiquez quel poste la personne occupe.");
        answers.measures_in_place = reader.one_of("measures_in_place", {"all", "some", "none"},
                                                  "Indiquez si les mesures sont encore en place.");
        answers.absences = reader.one_of("absences", {"none", "week", "month", "longer"},
                                         "Indiquez le nombre de jours d’absence.");
        answers.help_wished = reader.one_of("help_wished", {"yes", "no"},
                                            "Indiquez si une nouvelle aide serait utile.") == "yes";
    }
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return answers;
}

}  // namespace prevenance::forms
