#include "storage/visit_requests.h"

namespace prevenance::storage {
namespace {

VisitRequestRecord request_in(const Row& row) {
    return {row.id<VisitRequestId>(0),
            row.id<EmployeeId>(1),
            row.id<InterviewId>(2),
            row.blob(3),
            row.date(4),
            row.instant(5),
            row.id<AccountId>(6)};
}

}  // namespace

std::optional<VisitRequestRecord> VisitRequests::find(VisitRequestId id) const {
    return reader_.one(
        "SELECT id, employee, interview, sealed_motive, informed_on, requested_at, requested_by FROM "
        "visit_request "
        "WHERE id = ? AND employer = ?",
        {id, scope_.employer()}, request_in);
}

std::vector<VisitRequestRecord> VisitRequests::about(EmployeeId employee) const {
    return reader_.all(
        "SELECT id, employee, interview, sealed_motive, informed_on, requested_at, requested_by FROM "
        "visit_request "
        "WHERE employee = ? AND employer = ? ORDER BY requested_at DESC, id",
        {employee, scope_.employer()}, request_in);
}

void VisitRequests::add(Transaction& transaction, const VisitRequestRecord& request) const {
    transaction.execute(
        "INSERT INTO visit_request(id, employer, employee, interview, sealed_motive, informed_on, "
        "requested_at, "
        "requested_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        {request.id, scope_.employer(), request.employee, request.interview, request.sealed_motive,
         request.informed_on, request.requested_at, request.requested_by});
}

}  // namespace prevenance::storage
