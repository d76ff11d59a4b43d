#include "storage/measures.h"

namespace prevenance::storage {
namespace {

MeasuresRecord measures_in(const Row& row) {
    return {row.id<MeasuresId>(0),    row.id<EmployerId>(1), row.id<EmployeeId>(2),
            row.id<OhServiceId>(3),   std::nullopt,          row.date(4),
            row.date(5),              row.optional_date(6),  row.instant(7),
            row.id<AccountId>(8),     row.optional_instant(9), {}};
}

void read_each(const Reader& reader, std::vector<MeasuresRecord>& found) {
    for (auto& measures : found)
        measures.measures = reader.all(
            "SELECT position, code, sealed_detail, answer, sealed_reason, due_on, answered_at FROM measure "
            "WHERE measures = ? ORDER BY position",
            {measures.id}, [](const Row& row) {
                return MeasureRecord{static_cast<int>(row.integer(0)), row.text(1),          row.optional_blob(2),
                                     row.optional_text(3),             row.optional_blob(4), row.optional_date(5),
                                     row.optional_instant(6)};
            });
}

}  // namespace

std::optional<MeasuresRecord> ReceivedMeasures::find(MeasuresId id) const {
    auto found = reader_.all(
        "SELECT id, employer, employee, oh_service, talked_with_employee_on, talked_with_employer_on, review_on, "
        "sent_at, sent_by, acknowledged_at FROM measures WHERE id = ? AND employer = ?",
        {id, scope_.employer()}, measures_in);
    if (found.empty()) return std::nullopt;
    read_each(reader_, found);
    return found.front();
}

std::vector<MeasuresRecord> ReceivedMeasures::about(EmployeeId employee) const {
    auto found = reader_.all(
        "SELECT id, employer, employee, oh_service, talked_with_employee_on, talked_with_employer_on, review_on, "
        "sent_at, sent_by, acknowledged_at FROM measures WHERE employee = ? AND employer = ? ORDER BY sent_at",
        {employee, scope_.employer()}, measures_in);
    read_each(reader_, found);
    return found;
}

std::vector<MeasuresRecord> ReceivedMeasures::unanswered() const {
    auto found = reader_.all(
        "SELECT id, employer, employee, oh_service, talked_with_employee_on, talked_with_employer_on, review_on, "
        "sent_at, sent_by, acknowledged_at FROM measures m WHERE employer = ? AND (acknowledged_at IS NULL OR EXISTS "
        "(SELECT 1 FROM measure WHERE measures = m.id AND answer IS NULL)) ORDER BY sent_at",
        {scope_.employer()}, measures_in);
    read_each(reader_, found);
    return found;
}

bool ReceivedMeasures::acknowledge(Transaction& transaction, MeasuresId id, AccountId by, Instant now) const {
    return transaction.execute(
               "UPDATE measures SET acknowledged_at = ?, acknowledged_by = ? "
               "WHERE id = ? AND employer = ? AND acknowledged_at IS NULL",
               {now, by, id, scope_.employer()}) == 1;
}

bool ReceivedMeasures::answer(Transaction& transaction, MeasuresId id, const MeasureRecord& measure,
                              Instant now) const {
    return transaction.execute(
               "UPDATE measure SET answer = ?, sealed_reason = ?, due_on = ?, answered_at = ? "
               "WHERE measures = ? AND position = ? AND answer IS NULL "
               "AND EXISTS (SELECT 1 FROM measures WHERE id = ? AND employer = ?)",
               {measure.answer, measure.sealed_reason, measure.due_on, now, id, measure.position, id,
                scope_.employer()}) == 1;
}

std::vector<MeasuresRecord> SentMeasures::of_alert(AlertId alert) const {
    auto found = reader_.all(
        "SELECT id, employer, employee, oh_service, talked_with_employee_on, talked_with_employer_on, review_on, "
        "sent_at, sent_by, acknowledged_at FROM measures WHERE alert = ? AND oh_service = ? ORDER BY sent_at",
        {alert, scope_.oh_service()}, measures_in);
    read_each(reader_, found);
    return found;
}

std::vector<AlertId> SentMeasures::alerts() const {
    return reader_.all(
        "SELECT DISTINCT alert FROM measures WHERE oh_service = ? AND alert IS NOT NULL ORDER BY alert",
        {scope_.oh_service()}, [](const Row& row) { return row.id<AlertId>(0); });
}

void SentMeasures::add(Transaction& transaction, const MeasuresRecord& measures) const {
    transaction.execute(
        "INSERT INTO measures(id, employer, employee, oh_service, alert, talked_with_employee_on, "
        "talked_with_employer_on, review_on, sent_at, sent_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {measures.id, measures.employer, measures.employee, scope_.oh_service(), measures.alert,
         measures.talked_with_employee_on, measures.talked_with_employer_on, measures.review_on, measures.sent_at,
         measures.sent_by});
    for (const auto& measure : measures.measures)
        transaction.execute("INSERT INTO measure(measures, position, code, sealed_detail) VALUES (?, ?, ?, ?)",
                            {measures.id, measure.position, measure.code, measure.sealed_detail});
}

}  // namespace prevenance::storage
