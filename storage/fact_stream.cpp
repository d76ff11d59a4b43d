#include "storage/fact_stream.h"

#include "storage/case_file.h"
#include "storage/fact_statements.h"

#include <algorithm>

namespace prevenance::storage {

void FactStream::each_team(EmployerScope scope, const std::function<void(const StreamedTeam&)>& take) {
    const auto teams = reader_.all("SELECT id FROM team WHERE employer = ? ORDER BY id", {scope.employer()},
                                   [](const Row& row) { return row.id<TeamId>(0); });
    for (const auto& team : teams) {
        read(scope, team);
        take(team_);
    }
}

void FactStream::read(EmployerScope scope, TeamId team) {
    team_.team = team;
    team_.members.clear();
    team_.facts.clear();
    team_.team_facts.clear();
    team_.figures.clear();
    read_members(scope);
    read_facts_of_members(scope);
    read_team_facts(scope);
}

// The unary plus keeps SQLite from walking through the whole employer instead of the team.
void FactStream::read_members(EmployerScope scope) {
    reader_.each("SELECT id, entered_on, left_on FROM employee WHERE team = ?1 AND +employer = ?2",
                 {team_.team, scope.employer()}, [&](const Row& row) {
                     team_.members.push_back({row.id<EmployeeId>(0), row.date(1), row.optional_date(2)});
                 });
    std::ranges::sort(team_.members, {}, &StreamedMember::employee);
}

// The same facts as those of CaseFile::timelines. Each branch goes from the team to its people and from each
// of them to the facts, along indexes; the rows of one person follow one another in each branch.
void FactStream::read_facts_of_members(EmployerScope scope) {
    std::uint32_t member = 0;
    const auto take = [&](const Row& row) {
        const auto employee = row.id<EmployeeId>(5);
        if (team_.members[member].employee != employee)
            member = static_cast<std::uint32_t>(
                std::ranges::lower_bound(team_.members, employee, {}, &StreamedMember::employee) -
                team_.members.begin());
        team_.facts.push_back(fact_in(row));
        team_.facts.back().member = member;
    };
    if (team_.members.empty()) return;
    reader_.each(fact_statements::of_members, {team_.team, scope.employer()}, take);
    std::ranges::stable_sort(team_.facts, {}, &StreamedFact::member);
}

void FactStream::read_team_facts(EmployerScope scope) {
    reader_.each(fact_statements::about_the_team, {team_.team, scope.employer()},
                 [&](const Row& row) { team_.team_facts.push_back(fact_in(row)); });
    reader_.each(fact_statements::figures, {team_.team, scope.employer()}, [&](const Row& row) {
        team_.figures.push_back({row.text(0), row.date(1), row.date(2), static_cast<int>(row.integer(3)),
                                 in_paris(row.instant(4)).date});
    });
}

// Columns: id, code, start, end, recorded at. Where there is no start, it happened when it was recorded.
StreamedFact FactStream::fact_in(const Row& row) {
    const auto recorded_on = in_paris(row.instant(4)).date;
    StreamedFact fact;
    fact.code = place_of_code(row.text_view(1));
    fact.start = row.optional_date(2).value_or(recorded_on);
    fact.end = row.optional_date(3);
    fact.recorded_on = recorded_on;
    fact.id = row.id<FactId>(0);
    if (codes_[fact.code] == "MESURES_REPONDUES") fact.id = id_of_answer(fact.id);
    return fact;
}

std::uint32_t FactStream::place_of_code(std::string_view code) {
    if (const auto known = places_.find(code); known != places_.end()) return known->second;
    const auto place = static_cast<std::uint32_t>(codes_.size());
    codes_.emplace_back(code);
    places_.emplace(code, place);
    return place;
}

}  // namespace prevenance::storage
