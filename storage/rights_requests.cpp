#include "storage/rights_requests.h"

#include <algorithm>

namespace prevenance::storage {
namespace {

RightsRequestRecord request_in(const Row& row) {
    RightsRequestRecord request;
    request.id = row.id<RightsRequestId>(0);
    request.employee = row.optional_id<EmployeeId>(1);
    request.year = static_cast<int>(row.integer(2));
    request.position = static_cast<int>(row.integer(3));
    request.kind = rights_kind(row.text_view(4)).value();
    request.received_on = row.date(5);
    request.recorded_at = row.instant(6);
    request.recorded_by = row.optional_id<AccountId>(7);
    request.about_fact = row.optional_id<FactId>(8);
    request.sealed_words = row.optional_blob(9);
    request.extended_at = row.optional_instant(10);
    request.sealed_extension = row.optional_blob(11);
    request.answered_at = row.optional_instant(12);
    request.answered_by = row.optional_id<AccountId>(13);
    if (const auto outcome = row.optional_text(14)) request.outcome = rights_outcome(*outcome);
    request.sealed_answer = row.optional_blob(15);
    return request;
}

int year_of(Date date) {
    return static_cast<int>(std::chrono::year_month_day{date}.year());
}

}  // namespace

std::optional<RightsRequestRecord> RightsRequests::find(RightsRequestId id) const {
    return reader_.one(
        "SELECT id, employee, year, position, kind, received_on, recorded_at, recorded_by, about_fact, "
        "sealed_words, extended_at, sealed_extension, answered_at, answered_by, outcome, sealed_answer "
        "FROM rights_request WHERE id = ? AND employer = ?",
        {id, scope_.employer()}, request_in);
}

std::vector<RightsRequestRecord> RightsRequests::all() const {
    auto requests = open();
    const auto answered = reader_.all(
        "SELECT id, employee, year, position, kind, received_on, recorded_at, recorded_by, about_fact, "
        "sealed_words, extended_at, sealed_extension, answered_at, answered_by, outcome, sealed_answer "
        "FROM rights_request WHERE employer = ? AND answered_at IS NOT NULL "
        "ORDER BY year DESC, position DESC",
        {scope_.employer()}, request_in);
    requests.insert(requests.end(), answered.begin(), answered.end());
    return requests;
}

std::vector<RightsRequestRecord> RightsRequests::open() const {
    auto requests = reader_.all(
        "SELECT id, employee, year, position, kind, received_on, recorded_at, recorded_by, about_fact, "
        "sealed_words, extended_at, sealed_extension, answered_at, answered_by, outcome, sealed_answer "
        "FROM rights_request WHERE employer = ? AND answered_at IS NULL ORDER BY year, position",
        {scope_.employer()}, request_in);
    std::ranges::stable_sort(requests, {}, [](const auto& request) { return request.due(); });
    return requests;
}

std::vector<RightsRequestRecord> RightsRequests::about(EmployeeId employee) const {
    return reader_.all(
        "SELECT id, employee, year, position, kind, received_on, recorded_at, recorded_by, about_fact, "
        "sealed_words, extended_at, sealed_extension, answered_at, answered_by, outcome, sealed_answer "
        "FROM rights_request WHERE employee = ? AND employer = ? ORDER BY year DESC, position DESC",
        {employee, scope_.employer()}, request_in);
}

int RightsRequests::add(Transaction& transaction, const RightsRequestRecord& request) const {
    const auto year = year_of(request.received_on);
    const auto position = static_cast<int>(transaction.number(
        "SELECT coalesce(max(position), 0) + 1 FROM rights_request WHERE employer = ? AND year = ?",
        {scope_.employer(), year}));
    const auto outcome = request.outcome ? Value{code_of(*request.outcome)} : Value{};
    transaction.execute(
        "INSERT INTO rights_request(id, employer, employee, year, position, kind, received_on, recorded_at, "
        "recorded_by, about_fact, sealed_words, answered_at, answered_by, outcome) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {request.id, scope_.employer(), request.employee, year, position, code_of(request.kind),
         request.received_on, request.recorded_at, request.recorded_by, request.about_fact,
         request.sealed_words, request.answered_at, request.answered_by, outcome});
    return position;
}

bool RightsRequests::extend(Transaction& transaction, RightsRequestId id, ByteView sealed_reason,
                            Instant now) const {
    return transaction.execute(
               "UPDATE rights_request SET extended_at = ?, sealed_extension = ? "
               "WHERE id = ? AND employer = ? AND extended_at IS NULL AND answered_at IS NULL",
               {now, sealed_reason, id, scope_.employer()}) == 1;
}

bool RightsRequests::answer(Transaction& transaction, RightsRequestId id, RightsOutcome outcome,
                            const std::optional<Bytes>& sealed_answer, std::optional<AccountId> by,
                            Instant now) const {
    return transaction.execute(
               "UPDATE rights_request SET answered_at = ?, answered_by = ?, outcome = ?, sealed_answer = ? "
               "WHERE id = ? AND employer = ? AND answered_at IS NULL",
               {now, by, code_of(outcome), sealed_answer, id, scope_.employer()}) == 1;
}

}  // namespace prevenance::storage
