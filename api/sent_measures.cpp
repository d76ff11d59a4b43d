#include "api/sent_measures.h"

#include "api/services.h"
#include "forms/french.h"
#include "forms/plan_page.h"
#include "storage/action_plans.h"
#include "storage/measures.h"

namespace prevenance::api {
namespace {

// The copy that the procedure promises the physician: the stage and the numbers, not the employer's words.
std::string progress_words(const storage::PlanProgress& plan) {
    const auto stage = stage_of(plan.days).value_or(Stage::exchanged);
    auto words = "Plan d’action de l’employeur\u00a0: " + std::string{forms::stage_words(stage)};
    if (plan.days.plan_proposed_on)
        words += ", proposé à la personne le " + forms::short_date(*plan.days.plan_proposed_on);
    if (plan.days.plan_answered_on) words += ", réponse du " + forms::short_date(*plan.days.plan_answered_on);
    return words + ". Actions faites ou abandonnées\u00a0: " + std::to_string(plan.ended) + " sur " +
           std::to_string(plan.actions) + ".";
}

forms::AnsweredMeasuresView view_of(const Call& call, const ChoiceList& catalogue,
                                    const storage::MeasuresRecord& record) {
    const auto key = find_person_key(call.services, record.employee.bytes);
    const auto employer = record.employer.text();
    forms::AnsweredMeasuresView view{record.sent_at, record.acknowledged_at, record.review_on, {}, {}};
    for (const auto& measure : record.measures) {
        const auto place = [&](std::string_view column) {
            return measure_place(employer, record.id, measure.position, column);
        };
        view.measures.push_back(
            {catalogue.label_of(measure.code),
             words_or_none(call.services, key, place("sealed_detail"), measure.sealed_detail),
             measure.answer.value_or(""),
             words_or_none(call.services, key, place("sealed_reason"), measure.sealed_reason),
             measure.due_on});
    }
    view.plans = call.services.cases.read([&](const storage::Reader& reader) {
        std::vector<std::string> words;
        for (const auto& plan : storage::plans_carrying_out(reader, call.mailbox(), record.id))
            words.push_back(progress_words(plan));
        return words;
    });
    return view;
}

}  // namespace

SealedPlace measure_place(const std::string& employer, MeasuresId measures, int position,
                          std::string_view column) {
    return {employer, "measure", measures.text() + "/" + std::to_string(position), column};
}

std::vector<forms::AnsweredMeasuresView> sent_measures_of(const Call& call, AlertId alert) {
    const auto records = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::SentMeasures{reader, call.mailbox()}.of_alert(alert);
    });
    std::vector<forms::AnsweredMeasuresView> views;
    if (records.empty()) return views;
    const auto& catalogue = call.services.lists.work_measures;
    for (const auto& record : records) views.push_back(view_of(call, catalogue, record));
    return views;
}

}  // namespace prevenance::api
