#include "api/plan_conflict.h"

#include "api/error_reply.h"
#include "api/page_reply.h"

namespace prevenance::api {
namespace {

constexpr auto somebody_was_quicker =
    "Une autre personne vient de modifier ce plan. Voici où il en est. Votre saisie est toujours là, si "
    "l’étape est "
    "encore ouverte\u00a0: vérifiez-la, puis envoyez de nouveau.";

std::string no_such_move_words(const ProcedureDays& days) {
    switch (stage_of(days).value_or(Stage::exchanged)) {
        case Stage::exchanged:
            return "Le plan n’a pas encore été proposé à la personne. Notez d’abord la proposition.";
        case Stage::plan_proposed:
            return "La personne n’a pas encore répondu. Notez d’abord sa réponse.";
        case Stage::plan_to_amend:
            return "La personne demande des changements. Modifiez le plan, puis proposez-le de nouveau.";
        case Stage::plan_refused:
            return "La personne n’est pas d’accord. Modifiez le plan et proposez-le de nouveau, ou "
                   "laissez-le là.";
        case Stage::plan_agreed:
            return "La personne a déjà donné son accord. Notez d’abord une action faite ou abandonnée.";
        case Stage::under_way:
            return "Le plan est en cours\u00a0: la personne a déjà donné son accord.";
        default:
            return "Le plan est terminé.";
    }
}

}  // namespace

std::string refused_move_words(RefusedMove refusal, const ProcedureDays& days) {
    switch (refusal) {
        case RefusedMove::actions_open:
            return "Une action est encore ouverte. Notez-la comme faite ou abandonnée, puis terminez le "
                   "plan.";
        case RefusedMove::actions_incomplete:
            return "Le plan n’a aucune action. Ajoutez-en une, avec quelqu’un et une date.";
        case RefusedMove::follow_up_not_due:
            return "Aucun point n’est à faire aujourd’hui pour ce plan.";
        case RefusedMove::follow_up_ended:
            return "La personne a demandé l’arrêt des suivis. Il n’y a plus de point à faire.";
        case RefusedMove::person_left:
            return "La personne a quitté la structure\u00a0: ce suivi est terminé.";
        default:
            return no_such_move_words(days);
    }
}

Answer plan_moved(const Call& call, const FoundPlan& found) {
    auto view = plan_view(call, found);
    if (!view) return error_reply(call, view.error());
    view->conflict = somebody_was_quicker;
    auto reply =
        page_reply(call, "Plan d’action pour " + view->name, "plan", forms::plan_data(*view, call.form, {}));
    reply.status = 409;
    return reply;
}

Act change_of_plan(const Call& call, const FoundPlan& found, std::string_view done, PlanChange change) {
    auto refusal = error_reply(call, {ErrorCode::conflict,
                                      "Une autre personne vient de modifier ce plan, au même instant. "
                                      "Revenez en arrière\u00a0: votre saisie "
                                      "est toujours là. Rechargez la page du plan pour voir où il en est.",
                                      {}});
    return Act{
        found.plan.employee.bytes,
        [scope = call.employer(), revision = found.plan.revision, change = std::move(change),
         reply = see_other(path_of(found.plan.id), done),
         refusal = std::move(refusal)](storage::Transaction& transaction) {
            return change(transaction, storage::ActionPlans{transaction, scope}, revision) ? reply : refusal;
        }};
}

}  // namespace prevenance::api
