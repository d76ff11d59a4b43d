#include "api/plan_screen.h"

#include "api/employer_asked.h"
#include "api/fact_lines.h"
#include "api/people.h"
#include "api/services.h"
#include "forms/french.h"

namespace prevenance::api {
namespace {

using storage::ActionPlanRecord;
using storage::PlanActionRecord;
using storage::PlanProposalRecord;

// Opens the words about one plan; what can no longer be opened is an error once, whatever is asked
// afterwards.
class PlanWords {
public:
    PlanWords(const Services& services, EmployerScope scope, const ActionPlanRecord& plan)
        : services_(services),
          employer_(scope.employer().text()),
          plan_(plan),
          key_(find_person_key(services, plan.employee.bytes)) {}

    std::string of_action(const PlanActionRecord& action, std::string_view column,
                          const std::optional<Bytes>& sealed) {
        return opened(action_place(employer_, plan_.id, action.position, column), sealed);
    }
    std::string of_proposal(const PlanProposalRecord& proposal) {
        return opened(proposal_place(employer_, plan_.id, proposal.version), proposal.sealed_words);
    }
    const std::optional<Error>& error() const { return error_; }

private:
    std::string opened(const SealedPlace& place, const std::optional<Bytes>& sealed) {
        if (!sealed) return {};
        if (!key_) {
            error_ = key_.error();
            return {};
        }
        const auto words = open_words(services_, *key_, place, *sealed);
        if (!words) {
            error_ = words.error();
            return {};
        }
        return words->reveal();
    }

    const Services& services_;
    const std::string employer_;
    const ActionPlanRecord& plan_;
    const Result<integrations::FieldKey> key_;
    std::optional<Error> error_;
};

std::string ending_words(const PlanActionRecord& action) {
    if (!action.ending) return {};
    const auto* verb = *action.ending == "done" ? "Faite le " : "Abandonnée le ";
    return verb + forms::short_date(*action.ended_on);
}

forms::PlanActionView action_view(const forms::PlanLists& lists, PlanWords& words,
                                  const PlanActionRecord& action) {
    const auto name = words.of_action(action, "sealed_owner_name", action.sealed_owner_name);
    return {action.position,
            lists.actions.label_of(action.code),
            words.of_action(action, "sealed_detail", action.sealed_detail),
            lists.owners.label_of(action.owner) + (name.empty() ? "" : ", " + name),
            forms::short_date(action.due_on),
            ending_words(action),
            words.of_action(action, "sealed_reason", action.sealed_reason)};
}

std::string answer_sentence(PlanAnswer answer) {
    switch (answer) {
        case PlanAnswer::accepted:
            return "la personne est d’accord";
        case PlanAnswer::to_amend:
            return "la personne demande des changements";
        case PlanAnswer::refused:
            return "la personne n’est pas d’accord";
    }
    return {};
}

void fill_history(PlanWords& words, const ActionPlanRecord& plan, std::vector<std::string>& history) {
    for (const auto& proposal : plan.proposals) {
        history.push_back("Plan proposé à la personne le " + forms::short_date(proposal.proposed_on) + ".");
        if (!proposal.answer) continue;
        const auto said = words.of_proposal(proposal);
        history.push_back("Réponse notée, du " + forms::short_date(*proposal.answered_on) +
                          "\u00a0: " + answer_sentence(*proposal.answer) +
                          (said.empty() ? "." : "\u00a0: «\u00a0" + said + "\u00a0»."));
    }
}

forms::FollowUpAnswers answers_of(const storage::PlanFollowUpRecord& record) {
    return {record.still_employed,        record.leaving.value_or(""),
            record.post.value_or(""),     record.measures_in_place.value_or(""),
            record.absences.value_or(""), record.help_wished.value_or(false)};
}

std::string next_words(const ActionPlanRecord& plan, const ProcedureDays& days) {
    std::optional<Date> last_due;
    for (const auto& action : plan.actions)
        if (!action.ended_on && (!last_due || *last_due < action.due_on)) last_due = action.due_on;
    const auto deadline = deadline_of(days, last_due);
    if (!deadline) return {};
    const auto day = forms::short_date(deadline->on);
    switch (deadline->step) {
        case DueStep::propose_plan:
            return "Proposez le plan à la personne, si possible avant le " + day + ".";
        case DueStep::answer_plan:
            return "La personne prend le temps de répondre. Reparlez-en avec elle vers le " + day + ".";
        case DueStep::finish_plan:
            return "Dernière échéance des actions en cours\u00a0: le " + day + ".";
        case DueStep::follow_up:
            return "Prochain point le " + day + ".";
    }
    return {};
}

std::string over_words(const FoundPlan& found) {
    if (!found.plan.finished_on) return {};
    if (found.plan.follow_up_ended_on)
        return "Les suivis sont arrêtés depuis le " + forms::short_date(*found.plan.follow_up_ended_on) +
               ", à la demande de la personne.";
    if (found.employee.exit)
        return "La personne a quitté la structure le " + forms::short_date(*found.employee.exit) +
               "\u00a0: ce suivi est terminé.";
    return {};
}

}  // namespace

Result<FoundPlan> plan_in_path(const Call& call) {
    const auto id = call.id_in_path<PlanId>("plan");
    if (!id) return fail(ErrorCode::not_found);
    auto plan = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::ActionPlans{reader, call.employer()}.find(*id);
    });
    if (!plan) return fail(ErrorCode::not_found);
    auto employee = find_employee(call.services, call.employer(), plan->employee);
    if (!employee) return std::unexpected(employee.error());
    return FoundPlan{std::move(*plan), std::move(*employee)};
}

std::string path_of(PlanId plan) {
    return "/plans/" + plan.text();
}

SealedPlace action_place(const std::string& employer, PlanId plan, int position, std::string_view column) {
    return {employer, "plan_action", plan.text() + "/" + std::to_string(position), column};
}

SealedPlace proposal_place(const std::string& employer, PlanId plan, int version) {
    return {employer, "plan_proposal", plan.text() + "/" + std::to_string(version), "sealed_words"};
}

forms::PlanLists plan_lists(const Services& services) {
    return {services.lists.work_measures.followed_by(services.lists.plan_actions),
            services.lists.action_owners, services.lists.leaving_reasons};
}

Result<forms::PlanView> plan_view(const Call& call, const FoundPlan& found) {
    const auto& plan = found.plan;
    const auto days = found.days();
    const auto lists = plan_lists(call.services);
    PlanWords words{call.services, call.employer(), plan};
    forms::PlanView view;
    view.id = plan.id;
    view.employee = plan.employee;
    view.revision = plan.revision;
    view.name = full_name(found.employee);
    const auto employer = own_employer(call);
    view.employer = employer ? employer->name : "";
    view.made_by = account_name(call.services, plan.made_by);
    view.stage = stage_of(days).value_or(Stage::exchanged);
    view.document = std::string{forms::document_words(plan.document_kind)} + ", du " +
                    forms::short_date(plan.document_on);
    if (plan.measures) view.measures = plan.measures->text();
    view.exchanged_on = forms::short_date(plan.exchanged_on);
    for (const auto& action : plan.actions) view.actions.push_back(action_view(lists, words, action));
    fill_history(words, plan, view.history);
    for (const auto& record : plan.follow_ups)
        view.follow_ups.push_back("Point à " + std::to_string(record.months) + " mois, noté le " +
                                  forms::short_date(record.answered_on) + ". " +
                                  forms::follow_up_words(answers_of(record), lists.leaving_reasons));
    if (!refusal_of(days, Stage::followed_up, Mover::referent, call.today()))
        view.follow_up_due = follow_up_months.at(*follow_up_due(days, call.today()));
    if (view.follow_up_due == 0) view.next = next_words(plan, days);
    view.may_end_follow_up = plan.finished_on && !plan.follow_up_ended_on && !found.employee.exit;
    view.over = over_words(found);
    view.today = iso_date(call.today());
    if (words.error()) return std::unexpected(*words.error());
    return view;
}

std::string plan_in_words(const Services& services, EmployerScope scope, const ActionPlanRecord& plan) {
    const auto lists = plan_lists(services);
    PlanWords words{services, scope, plan};
    std::string text;
    for (const auto& action : plan.actions) {
        const auto view = action_view(lists, words, action);
        text += (text.empty() ? "" : "\u00a0; ") + view.label +
                (view.detail.empty() ? "" : " (" + view.detail + ")") + ", " + view.owner + ", pour le " +
                view.due_on;
        if (!view.ending.empty()) text += ", " + view.ending;
        if (!view.reason.empty()) text += " (" + view.reason + ")";
    }
    std::vector<std::string> history;
    fill_history(words, plan, history);
    text += ".";
    for (const auto& sentence : history) text += " " + sentence;
    for (const auto& record : plan.follow_ups)
        text += " Point à " + std::to_string(record.months) +
                " mois\u00a0: " + forms::follow_up_words(answers_of(record), lists.leaving_reasons);
    return text;
}

}  // namespace prevenance::api
