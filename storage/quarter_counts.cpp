#include "storage/quarter_counts.h"

#include <map>

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

Contributions QuarterCounts::people_with_signals(const std::set<std::string>& types) const {
    std::map<EmployerId, std::set<EmployeeId>> people;
    reader_.each(
        "SELECT DISTINCT signal.employer, employee, type FROM signal "
        "JOIN network_member ON network_member.employer = signal.employer WHERE network = ?1 AND joined_on "
        "<= ?2 "
        "AND employee IS NOT NULL AND happened_on BETWEEN ?2 AND ?3",
        {network_, period_.starts_on, period_.ends_on}, [&](const Row& row) {
            if (types.contains(row.text(2))) people[row.id<EmployerId>(0)].insert(row.id<EmployeeId>(1));
        });
    Contributions cell;
    for (const auto& [employer, employees] : people)
        cell.push_back({employer, static_cast<int>(employees.size())});
    return cell;
}

Contributions QuarterCounts::people_with_suggestions() const {
    return reader_.all(
        "SELECT suggestion.employer, count(DISTINCT employee) FROM suggestion "
        "JOIN network_member ON network_member.employer = suggestion.employer WHERE network = ?1 AND "
        "joined_on <= ?2 "
        "AND employee IS NOT NULL AND family = 'signal' AND as_of BETWEEN ?2 AND ?3 GROUP BY "
        "suggestion.employer",
        {network_, period_.starts_on, period_.ends_on}, contribution_in);
}

Contributions QuarterCounts::people_talked_with() const {
    return reader_.all(
        "SELECT interview.employer, count(DISTINCT employee) FROM interview "
        "JOIN network_member ON network_member.employer = interview.employer WHERE network = ?1 AND "
        "joined_on <= ?2 "
        "AND held_on BETWEEN ?2 AND ?3 GROUP BY interview.employer",
        {network_, period_.starts_on, period_.ends_on}, contribution_in);
}

Contributions QuarterCounts::people_invited() const {
    return reader_.all(
        "SELECT invitation.employer, count(DISTINCT employee) FROM invitation "
        "JOIN network_member ON network_member.employer = invitation.employer WHERE network = ?1 AND "
        "joined_on <= ?2 "
        "AND handed_over_on BETWEEN ?2 AND ?3 GROUP BY invitation.employer",
        {network_, period_.starts_on, period_.ends_on}, contribution_in);
}

}  // namespace prevenance::storage
