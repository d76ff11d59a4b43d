// The facts of one employer's people, one team at a time, for screening everybody: what CaseFile reads person
// by person, in flat columns that are filled again and again. An employer of some thousand people is read in
// one go, a larger one team by team, so that the memory does not grow with the number of people. It names
// nobody. The surprise: the columns are overwritten, so nothing may point into them once `take` is back.
#pragma once

#include "domain/account.h"
#include "domain/fact.h"
#include "domain/id.h"
#include "domain/paris_days.h"
#include "storage/database.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
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

// A TeamFigure with its code as a number.
struct StreamedFigure {
    std::uint32_t code = 0;  // place in FactStream::codes()
    Date from;
    Date to;
    int count = 0;
    Date recorded_on;
};

struct StreamedTeam {
    TeamId team;
    std::vector<StreamedMember> members;   // by identifier
    std::vector<StreamedFact> facts;       // of the members, in their order
    std::vector<StreamedFact> team_facts;  // signals recorded about the team as a whole
    std::vector<StreamedFigure> figures;   // by first day, then code
};

class FactStream {
public:
    // `read_at_once`: employers of more people than this are read team by team.
    static constexpr std::size_t usually_read_at_once = 4'096;
    explicit FactStream(const Reader& reader, std::size_t read_at_once = usually_read_at_once)
        : reader_(reader), read_at_once_(read_at_once) {}

    // Every team of the employer, in the order of their identifiers, those without members too. No query is
    // running while `take` looks at a team: it may write.
    void each_team(EmployerScope scope, const std::function<void(const StreamedTeam&)>& take);

    // The codes of the facts and figures read so far; a code keeps its place.
    const std::vector<std::string>& codes() const { return codes_; }

private:
    struct Place {
        EmployeeId employee;
        std::uint32_t team;
        std::uint32_t member;
    };

    bool is_read_at_once(EmployerScope scope) const;
    void make_ready(std::span<const TeamId> teams);
    void read_everybody(EmployerScope scope);
    void read_team(EmployerScope scope);
    void take_member(const Row& row);
    void take_fact(const Row& row);
    void take_figure(const Row& row);
    void take_places();
    void order_facts(StreamedTeam& team);
    StreamedTeam* find_team(const TeamId& id);
    const Place* find_place(const EmployeeId& employee);
    StreamedFact fact_in(const Row& row);
    std::uint32_t place_of_code(std::string_view code);

    const Reader& reader_;
    std::size_t read_at_once_;
    std::vector<StreamedTeam> teams_;  // by identifier; only grows, so that no memory is given back
    std::size_t team_count_ = 0;       // of these are in use
    std::size_t near_team_ = 0;        // the one found last
    std::vector<Place> places_;        // of everybody in use, by identifier
    std::size_t near_place_ = 0;       // the one found last
    std::vector<StreamedFact> ordered_;
    std::vector<std::uint32_t> first_of_member_;
    ParisDays days_;
    std::vector<std::string> codes_;
    std::map<std::string, std::uint32_t, std::less<>> places_of_codes_;
    std::array<std::uint32_t, 256> near_codes_{};  // by a hash of the code, where it was found last
};

}  // namespace prevenance::storage
