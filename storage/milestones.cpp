#include "storage/milestones.h"

namespace prevenance::storage {
namespace {

MilestoneRecord milestone_in(const Row& row) {
    return {row.id<FactId>(0), row.id<EmployeeId>(1),        row.text(2), row.date(3), row.optional_date(4),
            row.instant(5),    row.optional_id<AccountId>(6)};
}

}  // namespace

std::optional<MilestoneRecord> Milestones::find(FactId id) const {
    return reader_.one(
        "SELECT id, employee, code, starts_on, ends_on, recorded_at, recorded_by FROM milestone "
        "WHERE id = ? AND employer = ?",
        {id, scope_.employer()}, milestone_in);
}

std::vector<MilestoneRecord> Milestones::about(EmployeeId employee) const {
    return reader_.all(
        "SELECT id, employee, code, starts_on, ends_on, recorded_at, recorded_by FROM milestone "
        "WHERE employee = ? AND employer = ? ORDER BY starts_on DESC, id",
        {employee, scope_.employer()}, milestone_in);
}

void Milestones::add(Transaction& transaction, const MilestoneRecord& milestone) const {
    transaction.execute(
        "INSERT INTO milestone(id, employer, employee, code, starts_on, ends_on, recorded_at, recorded_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        {milestone.id, scope_.employer(), milestone.employee, milestone.code, milestone.starts_on,
         milestone.ends_on, milestone.recorded_at, milestone.recorded_by});
}

bool Milestones::change_end(Transaction& transaction, EmployeeId employee, std::string_view code,
                            Date starts_on, std::optional<Date> ends_on) const {
    return transaction.execute(
               "UPDATE milestone SET ends_on = ? WHERE employee = ? AND code = ? AND starts_on = ? AND "
               "employer = ?",
               {ends_on, employee, code, starts_on, scope_.employer()}) == 1;
}

bool Milestones::remove(Transaction& transaction, FactId id) const {
    return transaction.execute("DELETE FROM milestone WHERE id = ? AND employer = ?",
                               {id, scope_.employer()}) == 1;
}

void Milestones::remove_all(Transaction& transaction, EmployeeId employee, std::string_view code) const {
    transaction.execute("DELETE FROM milestone WHERE employee = ? AND code = ? AND employer = ?",
                        {employee, code, scope_.employer()});
}

}  // namespace prevenance::storage
