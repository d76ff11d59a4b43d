#include "storage/quarter_counts.h"

namespace prevenance::storage {
namespace {

Contribution contribution_in(const Row& row) {
    return {row.id<EmployerId>(0), static_cast<int>(row.integer(1))};
}

}  // namespace

int QuarterCounts::member_employers() const {
    return static_cast<int>(
        reader_.number("SELECT count(*) FROM network_member WHERE network = ? AND joined_on <= ?",
                       {network_, period_.starts_on}));
}

Contributions QuarterCounts::people_employed() const {
    return reader_.all(
        "SELECT employee.employer, count(*) FROM employee "
        "JOIN network_member USING (employer) WHERE network = ?1 AND joined_on <= ?2 "
        "AND entered_on <= ?3 AND (left_on IS NULL OR left_on >= ?2) GROUP BY employee.employer",
        {network_, period_.starts_on, period_.ends_on}, contribution_in);
}

Contributions QuarterCounts::with_erased(CountedPeople people, const std::set<std::string>& kinds) const {
    add_erased(reader_, network_, period_.starts_on, period_.ends_on, kinds, people);
    Contributions cell;
    for (const auto& [employer, counted] : people)
        cell.push_back({employer, static_cast<int>(counted.size())});
    return cell;
}

// Columns: employer, employee.
CountedPeople QuarterCounts::people_in(Sql sql) const {
    CountedPeople people;
    reader_.each(sql, {network_, period_.starts_on, period_.ends_on}, [&](const Row& row) {
        people[row.id<EmployerId>(0)].insert(counted_as(hash_, period_.starts_on, row.id<EmployeeId>(1)));
    });
    return people;
}

Contributions QuarterCounts::people_with_signals(const std::set<std::string>& types) const {
    CountedPeople people;
    reader_.each(
        "SELECT DISTINCT signal.employer, employee, type FROM signal "
        "JOIN network_member ON network_member.employer = signal.employer WHERE network = ?1 AND joined_on "
        "<= ?2 "
        "AND employee IS NOT NULL AND happened_on BETWEEN ?2 AND ?3",
        {network_, period_.starts_on, period_.ends_on}, [&](const Row& row) {
            if (types.contains(row.text(2)))
                people[row.id<EmployerId>(0)].insert(
                    counted_as(hash_, period_.starts_on, row.id<EmployeeId>(1)));
        });
    return with_erased(std::move(people), types);
}

Contributions QuarterCounts::people_with_suggestions() const {
    return with_erased(
        people_in(
            "SELECT DISTINCT suggestion.employer, employee FROM suggestion "
            "JOIN network_member ON network_member.employer = suggestion.employer WHERE network = ?1 AND "
            "joined_on <= ?2 AND employee IS NOT NULL AND family = 'signal' AND as_of BETWEEN ?2 AND ?3"),
        {"suggestion"});
}

Contributions QuarterCounts::people_talked_with() const {
    return with_erased(
        people_in(
            "SELECT DISTINCT interview.employer, employee FROM interview "
            "JOIN network_member ON network_member.employer = interview.employer WHERE network = ?1 AND "
            "joined_on <= ?2 AND held_on BETWEEN ?2 AND ?3"),
        {"talk"});
}

Contributions QuarterCounts::people_invited() const {
    return with_erased(
        people_in(
            "SELECT DISTINCT invitation.employer, employee FROM invitation "
            "JOIN network_member ON network_member.employer = invitation.employer WHERE network = ?1 AND "
            "joined_on <= ?2 AND handed_over_on BETWEEN ?2 AND ?3"),
        {"invitation"});
}

}  // namespace prevenance::storage
