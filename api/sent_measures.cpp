#include "api/sent_measures.h"

#include "api/services.h"
#include "storage/measures.h"

namespace prevenance::api {
namespace {

std::string opened_words(const Call& call, const Result<integrations::FieldKey>& key,
                         const SealedPlace& place, const std::optional<Bytes>& sealed) {
    if (!key || !sealed) return {};
    const auto words = open_words(call.services, *key, place, *sealed);
    return words ? words->reveal() : std::string{};
}

forms::AnsweredMeasuresView view_of(const Call& call, const ChoiceList& catalogue,
                                    const storage::MeasuresRecord& record) {
    const auto key = find_person_key(call.services, record.employee.bytes);
    const auto employer = record.employer.text();
    forms::AnsweredMeasuresView view{record.sent_at, record.acknowledged_at, record.review_on, {}};
    for (const auto& measure : record.measures) {
        const auto place = [&](std::string_view column) {
            return measure_place(employer, record.id, measure.position, column);
        };
        view.measures.push_back({catalogue.label_of(measure.code),
                                 opened_words(call, key, place("sealed_detail"), measure.sealed_detail),
                                 measure.answer.value_or(""),
                                 opened_words(call, key, place("sealed_reason"), measure.sealed_reason),
                                 measure.due_on});
    }
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
