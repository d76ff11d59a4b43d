// One employer's people as the engine wants them, coded straight from the rows of the database and one team
// at a time: everybody can be screened in the memory of the largest team (and of what the stream reads
// ahead). It is a view for one rule set and keeps nothing between teams but its memory.
#pragma once

#include "domain/account.h"
#include "domain/finding.h"
#include "rules/population.h"
#include "rules/rule_set.h"
#include "storage/fact_stream.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace prevenance::api {

class CodedTeams {
public:
    // Both must outlive it. `read_at_once` as of the stream.
    CodedTeams(const storage::Reader& reader, const rules::RuleSet& rules,
               std::size_t read_at_once = storage::FactStream::usually_read_at_once);

    // Each team of the employer, in the order of their identifiers. What the functions below give back is
    // about the team that `look` is looking at.
    void each(EmployerScope scope, const std::function<void()>& look);

    TeamId team() const { return team_; }
    std::vector<Finding> team_findings(Date as_of) const;
    std::uint64_t team_decision(Date as_of) const;
    // The members, by identifier, with quick facts. Their team decision is 0 until it is set.
    const rules::Population& people() const { return people_; }
    void set_team_decision(std::uint64_t decision);

private:
    void code(const storage::StreamedTeam& team);
    std::optional<std::uint8_t> number_of(std::uint32_t code);
    rules::Team view() const { return {persons_, whole_.facts(0), figures_}; }

    const rules::RuleSet& rules_;
    storage::FactStream stream_;
    TeamId team_;
    rules::Population people_;
    rules::Population whole_;  // the team itself, as if it were one person
    std::vector<rules::Person> persons_;
    std::vector<rules::CodedFigure> figures_;
    std::vector<std::optional<std::uint8_t>> numbers_;  // by the stream's code
};

}  // namespace prevenance::api
