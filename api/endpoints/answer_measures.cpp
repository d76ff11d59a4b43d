#include "api/endpoints/answer_measures.h"

#include "api/error_reply.h"
#include "api/fact_lines.h"
#include "api/measure_words.h"
#include "api/page_reply.h"
#include "api/people.h"
#include "api/services.h"
#include "forms/french.h"
#include "forms/measures_answer_form.h"
#include "forms/received_measures_page.h"
#include "storage/measures.h"
#include "storage/organisations.h"

namespace prevenance::api {
namespace {

using storage::MeasureRecord;
using storage::MeasuresRecord;
using storage::ReceivedMeasures;

std::optional<MeasuresRecord> measures_in_path(const Call& call) {
    const auto id = call.id_in_path<MeasuresId>("measures");
    if (!id) return std::nullopt;
    return call.services.cases.read([&](const storage::Reader& reader) {
        return ReceivedMeasures{reader, call.employer()}.find(*id);
    });
}

std::string page_of(MeasuresId id) {
    return "/preconisations/" + id.text();
}

std::string answer_words(const MeasureRecord& measure) {
    const auto answer = value_in(measure_answer_names, measure.answer.value_or(""));
    if (!answer) return {};
    const auto due = measure.due_on ? ", en place au plus tard le " + forms::short_date(*measure.due_on) : "";
    if (*answer == MeasureAnswer::accepted) return "Acceptée" + due;
    if (*answer == MeasureAnswer::otherwise) return "Acceptée autrement" + due;
    return "Impossible";
}

Result<std::string> opened(const Call& call, const integrations::FieldKey& key,
                           const MeasuresRecord& measures, int position, std::string_view column,
                           const std::optional<Bytes>& sealed) {
    if (!sealed) return std::string{};
    const auto tenant = call.employer().employer().text();
    const auto words =
        open_words(call.services, key, measure_place(tenant, measures.id, position, column), *sealed);
    if (!words) return std::unexpected(words.error());
    return words->reveal();
}

Result<std::vector<forms::ReceivedMeasure>> open_measures(const Call& call, const MeasuresRecord& measures) {
    const auto key = find_person_key(call.services, measures.employee.bytes);
    if (!key) return std::unexpected(key.error());
    std::vector<forms::ReceivedMeasure> list;
    for (const auto& measure : measures.measures) {
        const auto detail =
            opened(call, *key, measures, measure.position, "sealed_detail", measure.sealed_detail);
        if (!detail) return std::unexpected(detail.error());
        const auto reason =
            opened(call, *key, measures, measure.position, "sealed_reason", measure.sealed_reason);
        if (!reason) return std::unexpected(reason.error());
        list.push_back({measure.position, call.services.lists.work_measures.label_of(measure.code), *detail,
                        answer_words(measure), *reason});
    }
    return list;
}

Result<forms::ReceivedMeasuresView> view_of(const Call& call, const MeasuresRecord& measures) {
    const auto employee = find_employee(call.services, call.employer(), measures.employee);
    if (!employee) return std::unexpected(employee.error());
    auto list = open_measures(call, measures);
    if (!list) return std::unexpected(list.error());
    const auto service = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.oh_service(measures.oh_service);
    });
    forms::ReceivedMeasuresView view;
    view.id = measures.id;
    view.employee = employee->id;
    view.name = full_name(*employee);
    view.service_name = service ? service->name : "";
    view.physician_name = account_name(call.services, measures.sent_by);
    view.sent_on = forms::short_date(in_paris(measures.sent_at).date);
    view.talked_with_employee_on = "Le " + forms::short_date(measures.talked_with_employee_on);
    view.talked_with_employer_on = "Le " + forms::short_date(measures.talked_with_employer_on);
    if (measures.review_on) view.review_on = "Le " + forms::short_date(*measures.review_on);
    if (measures.acknowledged_at)
        view.acknowledged_on = forms::short_date(in_paris(*measures.acknowledged_at).date);
    view.measures = std::move(*list);
    return view;
}

Result<Reply> measures_reply(const Call& call, const MeasuresRecord& measures,
                             const std::vector<FieldError>& errors) {
    const auto view = view_of(call, measures);
    if (!view) return std::unexpected(view.error());
    return page_reply(call, "Mesures de travail proposées pour " + view->name, "received_measures",
                      forms::received_measures_data(*view, call.form, errors), errors);
}

std::vector<int> open_positions(const MeasuresRecord& measures) {
    std::vector<int> open;
    for (const auto& measure : measures.measures)
        if (!measure.answer) open.push_back(measure.position);
    return open;
}

Result<std::vector<MeasureRecord>> sealed_answers(const Call& call, const MeasuresRecord& measures,
                                                  const std::vector<forms::AnsweredMeasure>& answers) {
    const auto key = find_person_key(call.services, measures.employee.bytes);
    if (!key) return std::unexpected(key.error());
    const auto tenant = call.employer().employer().text();
    std::vector<MeasureRecord> records;
    for (const auto& answer : answers) {
        MeasureRecord record;
        record.position = answer.position;
        record.answer = std::string{name_in(measure_answer_names, answer.answer)};
        record.due_on = answer.due_on;
        if (!answer.reason.reveal().empty())
            record.sealed_reason = seal_words(
                call.services, *key, measure_place(tenant, measures.id, answer.position, "sealed_reason"),
                answer.reason);
        records.push_back(std::move(record));
    }
    return records;
}

}  // namespace

Answer show_measures(const Call& call) {
    const auto measures = measures_in_path(call);
    if (!measures) return error_reply(call, {ErrorCode::not_found, {}, {}});
    auto reply = measures_reply(call, *measures, {});
    if (!reply) return error_reply(call, reply.error());
    return read_about(measures->id, std::move(*reply));
}

Answer acknowledge_measures(const Call& call) {
    const auto measures = measures_in_path(call);
    if (!measures) return error_reply(call, {ErrorCode::not_found, {}, {}});
    return Act{measures->id.bytes, [scope = call.employer(), id = measures->id, by = call.scope().account,
                                    now = call.now](storage::Transaction& transaction) {
                   // The first acknowledgement stands; a second one says the same.
                   ReceivedMeasures{transaction, scope}.acknowledge(transaction, id, by, now);
                   return see_other(page_of(id), "mesures-lues");
               }};
}

Answer answer_measures(const Call& call) {
    const auto measures = measures_in_path(call);
    if (!measures) return error_reply(call, {ErrorCode::not_found, {}, {}});
    const auto open = open_positions(*measures);
    const Error answered{ErrorCode::conflict, "Ces mesures ont déjà leur réponse. Rien n’a été changé.", {}};
    if (open.empty()) return error_reply(call, answered);
    const auto answers =
        forms::read_measure_answers(call.form, open, call.services.health_words, call.today());
    if (!answers) {
        auto reply = measures_reply(call, *measures, answers.error().fields);
        return reply ? Answer{std::move(*reply)} : Answer{error_reply(call, reply.error())};
    }
    const auto records = sealed_answers(call, *measures, *answers);
    if (!records) return error_reply(call, records.error());
    return Act{measures->id.bytes,
               [scope = call.employer(), id = measures->id, list = *records, by = call.scope().account,
                now = call.now, late = error_reply(call, answered)](storage::Transaction& transaction) {
                   const ReceivedMeasures received{transaction, scope};
                   for (const auto& record : list)
                       if (!received.answer(transaction, id, record, now)) return late;
                   received.acknowledge(transaction, id, by, now);  // who answers has read
                   return see_other(page_of(id), "mesures-repondues");
               }};
}

}  // namespace prevenance::api
