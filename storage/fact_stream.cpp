#include "storage/fact_stream.h"

#include "storage/case_file.h"
#include "storage/fact_statements.h"

#include <algorithm>

namespace prevenance::storage {

void FactStream::each_team(EmployerScope scope, const std::function<void(const StreamedTeam&)>& take) {
    const auto teams = reader_.all("SELECT id FROM team WHERE employer = ? ORDER BY id", {scope.employer()},
                                   [](const Row& row) { return row.id<TeamId>(0); });
    if (is_read_at_once(scope)) {
        make_ready(teams);
        read_everybody(scope);
        for (const auto& team : std::span(teams_).first(team_count_)) take(team);
        return;
    }
    for (const auto& team : teams) {
        make_ready(std::span(&team, 1));
        read_team(scope);
        take(teams_.front());
    }
}

bool FactStream::is_read_at_once(EmployerScope scope) const {
    const auto people =
        reader_.number("SELECT count(*) FROM employee WHERE employer = ?", {scope.employer()});
    return static_cast<std::size_t>(people) <= read_at_once_;
}

void FactStream::make_ready(std::span<const TeamId> teams) {
    team_count_ = teams.size();
    if (teams_.size() < team_count_) teams_.resize(team_count_);
    for (std::size_t i = 0; i < team_count_; ++i) {
        auto& [team, members, facts, team_facts, figures] = teams_[i];
        team = teams[i];
        members.clear();
        facts.clear();
        team_facts.clear();
        figures.clear();
    }
}

void FactStream::read_everybody(EmployerScope scope) {
    const auto employer = scope.employer();
    reader_.each(fact_statements::members, {employer}, [&](const Row& row) { take_member(row); });
    take_places();
    reader_.each(fact_statements::facts, {employer}, [&](const Row& row) { take_fact(row); });
    reader_.each(fact_statements::figures, {employer}, [&](const Row& row) { take_figure(row); });
    for (auto& team : std::span(teams_).first(team_count_)) order_facts(team);
}

void FactStream::read_team(EmployerScope scope) {
    const auto employer = scope.employer();
    const auto team = teams_.front().team;
    reader_.each(fact_statements::members_of_team, {employer, team},
                 [&](const Row& row) { take_member(row); });
    take_places();
    reader_.each(fact_statements::facts_of_team, {employer, team}, [&](const Row& row) { take_fact(row); });
    reader_.each(fact_statements::figures_of_team, {employer, team},
                 [&](const Row& row) { take_figure(row); });
    order_facts(teams_.front());
}

void FactStream::take_member(const Row& row) {
    if (auto* const team = find_team(row.id<TeamId>(3)))
        team->members.push_back({row.id<EmployeeId>(0), row.date(1), row.optional_date(2)});
}

// Where each person's facts belong.
void FactStream::take_places() {
    places_.clear();
    for (std::uint32_t team = 0; team < team_count_; ++team)
        for (std::uint32_t member = 0; member < teams_[team].members.size(); ++member)
            places_.push_back({teams_[team].members[member].employee, team, member});
    std::ranges::sort(places_, {}, &Place::employee);
    near_place_ = 0;
}

void FactStream::take_fact(const Row& row) {
    if (row.is_null(5)) {
        if (auto* const team = find_team(row.id<TeamId>(6))) team->team_facts.push_back(fact_in(row));
        return;
    }
    const auto* const place = find_place(row.id<EmployeeId>(5));
    if (place == nullptr) return;
    auto& facts = teams_[place->team].facts;
    facts.push_back(fact_in(row));
    facts.back().member = place->member;
}

void FactStream::take_figure(const Row& row) {
    if (auto* const team = find_team(row.id<TeamId>(5)))
        team->figures.push_back({place_of_code(row.text_view(0)), row.date(1), row.date(2),
                                 static_cast<int>(row.integer(3)), days_.of(row.instant(4))});
}

// Rows of one team follow one another.
StreamedTeam* FactStream::find_team(const TeamId& id) {
    if (near_team_ < team_count_ && teams_[near_team_].team == id) return &teams_[near_team_];
    const auto teams = std::span(teams_).first(team_count_);
    const auto found = std::ranges::lower_bound(teams, id, {}, &StreamedTeam::team);
    if (found == teams.end() || found->team != id) return nullptr;
    near_team_ = static_cast<std::size_t>(found - teams.begin());
    return &*found;
}

// Rows come by person within each kind of fact, so the next person is this one or a little further on.
const FactStream::Place* FactStream::find_place(const EmployeeId& employee) {
    const auto found_at = [&](std::size_t place) {
        return place < places_.size() && places_[place].employee == employee;
    };
    if (near_place_ < places_.size() && places_[near_place_].employee < employee)
        while (near_place_ < places_.size() && places_[near_place_].employee < employee) ++near_place_;
    if (!found_at(near_place_))
        near_place_ = static_cast<std::size_t>(
            std::ranges::lower_bound(places_, employee, {}, &Place::employee) - places_.begin());
    return found_at(near_place_) ? &places_[near_place_] : nullptr;
}

// By member, and otherwise as they came: a count of each member's facts says where they go.
void FactStream::order_facts(StreamedTeam& team) {
    first_of_member_.assign(team.members.size() + 1, 0);
    for (const auto& fact : team.facts) ++first_of_member_[fact.member + 1];
    for (std::size_t i = 1; i < first_of_member_.size(); ++i) first_of_member_[i] += first_of_member_[i - 1];
    ordered_.resize(team.facts.size());
    for (const auto& fact : team.facts) ordered_[first_of_member_[fact.member]++] = fact;
    std::swap(ordered_, team.facts);
}

// Columns: id, code, start, end, recorded at. Where there is no start, it happened when it was recorded.
StreamedFact FactStream::fact_in(const Row& row) {
    const auto recorded_on = days_.of(row.instant(4));
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
    auto& near = near_codes_[std::hash<std::string_view>{}(code) % near_codes_.size()];
    if (near < codes_.size() && codes_[near] == code) return near;
    const auto [known, is_new] = places_of_codes_.emplace(code, static_cast<std::uint32_t>(codes_.size()));
    if (is_new) codes_.emplace_back(code);
    return near = known->second;
}

}  // namespace prevenance::storage
