#include "storage/employees.h"

namespace prevenance::storage {
namespace {

EmployeeRecord employee_in(const Row& row) {
    return {row.id<EmployeeId>(0), row.id<TeamId>(1),     row.blob(2),          row.blob(3),
            row.text(4),           row.date(5),           row.optional_date(6), row.optional_date(7)};
}

}  // namespace

std::optional<EmployeeRecord> Employees::find(EmployeeId id) const {
    return reader_.one(
        "SELECT id, team, sealed_person, payroll_index, job_family, entered_on, left_on, informed_on "
        "FROM employee WHERE id = ? AND employer = ?",
        {id, scope_.employer()}, employee_in);
}

std::optional<EmployeeRecord> Employees::find_by_payroll(ByteView payroll_index) const {
    return reader_.one(
        "SELECT id, team, sealed_person, payroll_index, job_family, entered_on, left_on, informed_on "
        "FROM employee WHERE employer = ? AND payroll_index = ?",
        {scope_.employer(), payroll_index}, employee_in);
}

std::vector<EmployeeRecord> Employees::all() const {
    return reader_.all(
        "SELECT id, team, sealed_person, payroll_index, job_family, entered_on, left_on, informed_on "
        "FROM employee WHERE employer = ? ORDER BY id",
        {scope_.employer()}, employee_in);
}

std::vector<EmployeeRecord> Employees::page(std::optional<EmployeeId> after, int limit) const {
    return reader_.all(
        "SELECT id, team, sealed_person, payroll_index, job_family, entered_on, left_on, informed_on "
        "FROM employee WHERE employer = ? AND id > ? ORDER BY id LIMIT ?",
        {scope_.employer(), after.value_or(EmployeeId{}), limit}, employee_in);
}

std::vector<EmployeeRecord> Employees::of_team(TeamId team) const {
    return reader_.all(
        "SELECT id, team, sealed_person, payroll_index, job_family, entered_on, left_on, informed_on "
        "FROM employee WHERE employer = ? AND team = ? ORDER BY id",
        {scope_.employer(), team}, employee_in);
}

void Employees::add(Transaction& transaction, const EmployeeRecord& employee) const {
    transaction.execute(
        "INSERT INTO employee(id, employer, team, sealed_person, payroll_index, job_family, entered_on, left_on, "
        "informed_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {employee.id, scope_.employer(), employee.team, employee.sealed_person, employee.payroll_index,
         employee.job_family, employee.entered_on, employee.left_on, employee.informed_on});
}

void Employees::change(Transaction& transaction, const EmployeeRecord& employee) const {
    transaction.execute(
        "UPDATE employee SET team = ?, sealed_person = ?, payroll_index = ?, job_family = ?, entered_on = ?, "
        "left_on = ?, informed_on = ? WHERE id = ? AND employer = ?",
        {employee.team, employee.sealed_person, employee.payroll_index, employee.job_family, employee.entered_on,
         employee.left_on, employee.informed_on, employee.id, scope_.employer()});
}

void Employees::set_payroll_index(Transaction& transaction, EmployeeId id, ByteView payroll_index) const {
    transaction.execute("UPDATE employee SET payroll_index = ? WHERE id = ? AND employer = ?",
                        {payroll_index, id, scope_.employer()});
}

void Employees::set_informed_on(Transaction& transaction, EmployeeId id, Date date) const {
    transaction.execute("UPDATE employee SET informed_on = ? WHERE id = ? AND employer = ?",
                        {date, id, scope_.employer()});
}

}  // namespace prevenance::storage
