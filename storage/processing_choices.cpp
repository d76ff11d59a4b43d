#include "storage/processing_choices.h"

namespace prevenance::storage {

ProcessingChoice ProcessingChoices::of(EmployeeId employee) const {
    return reader_
        .one("SELECT objected_at, limited_at FROM processing_choice WHERE employee = ? AND employer = ?",
             {employee, scope_.employer()},
             [](const Row& row) {
                 return ProcessingChoice{row.optional_instant(0), row.optional_instant(1)};
             })
        .value_or(ProcessingChoice{});
}

std::set<EmployeeId> ProcessingChoices::left_alone() const {
    std::set<EmployeeId> people;
    reader_.each(
        "SELECT employee FROM processing_choice WHERE employer = ? "
        "AND (objected_at IS NOT NULL OR limited_at IS NOT NULL)",
        {scope_.employer()}, [&](const Row& row) { people.insert(row.id<EmployeeId>(0)); });
    return people;
}

std::set<EmployeeId> ProcessingChoices::frozen() const {
    std::set<EmployeeId> people;
    reader_.each("SELECT employee FROM processing_choice WHERE employer = ? AND limited_at IS NOT NULL",
                 {scope_.employer()}, [&](const Row& row) { people.insert(row.id<EmployeeId>(0)); });
    return people;
}

void ProcessingChoices::object(Transaction& transaction, EmployeeId employee, Instant now) const {
    transaction.execute(
        "INSERT INTO processing_choice(employee, employer, objected_at) VALUES (?, ?, ?) "
        "ON CONFLICT(employee) DO UPDATE SET objected_at = excluded.objected_at WHERE objected_at IS NULL",
        {employee, scope_.employer(), now});
}

void ProcessingChoices::limit(Transaction& transaction, EmployeeId employee, Instant now) const {
    transaction.execute(
        "INSERT INTO processing_choice(employee, employer, limited_at) VALUES (?, ?, ?) "
        "ON CONFLICT(employee) DO UPDATE SET limited_at = excluded.limited_at WHERE limited_at IS NULL",
        {employee, scope_.employer(), now});
}

bool ProcessingChoices::resume(Transaction& transaction, EmployeeId employee) const {
    return transaction.execute(
               "UPDATE processing_choice SET objected_at = NULL, limited_at = NULL "
               "WHERE employee = ? AND employer = ? AND (objected_at IS NOT NULL OR limited_at IS NOT NULL)",
               {employee, scope_.employer()}) == 1;
}

}  // namespace prevenance::storage
