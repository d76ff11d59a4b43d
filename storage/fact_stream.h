// The facts of one employer's people, one team at a time, for screening everybody: what CaseFile reads person
// by person, in flat columns that are filled again for the next team, so that the memory is that of the
// largest team. It names nobody. The surprise: the columns are overwritten, so nothing may point into them
// once the next team is read.
#pragma once

#include "domain/account.h"
#include "domain/fact.h"
#include "domain/id.h"
#include "storage/database.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::storage {

struct StreamedMember {
    EmployeeId employee;
    Date entry;
    std::optional<Date> exit;
};

struct StreamedFact {
    std::uint32_t member = 0;  // place among the team's members; of a fact about the team as a whole: 0
    std::uint32_t code = 0;    // place in FactStream::codes()
    Date start;
    std::optional<Date> end;
    Date recorded_on;
    FactId id;
};

struct StreamedTeam {
    TeamId team;
    std::vector<StreamedMember> members;   // by identifier
    std::vector<StreamedFact> facts;       // of the members; those of one member are beside one another
    std::vector<StreamedFact> team_facts;  // signals recorded about the team as a whole
    std::vector<TeamFigure> figures;
};

class FactStream {
public:
    explicit FactStream(const Reader& reader) : reader_(reader) {}

    // Every team of the employer, in the order of their identifiers, those without members too. No query is
    // running while `take` looks at a team: it may write.
    void each_team(EmployerScope scope, const std::function<void(const StreamedTeam&)>& take);

    // The codes of the facts read so far; a code keeps its place.
    const std::vector<std::string>& codes() const { return codes_; }

private:
    void read(EmployerScope scope, TeamId team);
    void read_members(EmployerScope scope);
    void read_facts_of_members(EmployerScope scope);
    void read_team_facts(EmployerScope scope);
    StreamedFact fact_in(const Row& row);
    std::uint32_t place_of_code(std::string_view code);

    const Reader& reader_;
    StreamedTeam team_;
    std::vector<std::string> codes_;
    std::map<std::string, std::uint32_t, std::less<>> places_;
};

}  // namespace prevenance::storage
