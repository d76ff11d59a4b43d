#include "api/coded_teams.h"

#include "rules/engine.h"

namespace prevenance::api {

CodedTeams::CodedTeams(const storage::Reader& reader, const rules::RuleSet& rules, std::size_t read_at_once)
    : rules_(rules), stream_(reader, read_at_once), people_(rules), whole_(rules) {}

void CodedTeams::each(EmployerScope scope, const std::function<void()>& look) {
    stream_.each_team(scope, [&](const storage::StreamedTeam& team) {
        code(team);
        look();
    });
}

std::vector<Finding> CodedTeams::team_findings(Date as_of) const {
    return rules::evaluate(rules_, team_, view(), whole_.ids(0), as_of);
}

std::uint64_t CodedTeams::team_decision(Date as_of) const {
    return rules::decide_team(rules_, view(), rules::day_number(as_of));
}

void CodedTeams::set_team_decision(std::uint64_t decision) {
    for (std::size_t place = 0; place < people_.size(); ++place) people_.set_team_decision(place, decision);
}

void CodedTeams::code(const storage::StreamedTeam& team) {
    team_ = team.team;
    people_.clear();
    auto fact = team.facts.begin();
    for (std::uint32_t member = 0; member < team.members.size(); ++member) {
        const auto& [employee, entry, exit] = team.members[member];
        people_.begin(employee, entry, exit);
        for (; fact != team.facts.end() && fact->member == member; ++fact)
            if (const auto number = number_of(fact->code))
                people_.add_fact(*number, fact->start, fact->end, fact->recorded_on, fact->id);
        people_.end();
    }
    people_.quicken();
    persons_.clear();
    for (std::size_t place = 0; place < people_.size(); ++place) persons_.push_back(people_.person(place));
    whole_.clear();
    whole_.begin({}, {}, {});
    for (const auto& about_team : team.team_facts)
        if (const auto number = number_of(about_team.code))
            whole_.add_fact(*number, about_team.start, about_team.end, about_team.recorded_on, about_team.id);
    whole_.end();
    figures_.clear();
    for (const auto& figure : team.figures)
        if (const auto number = number_of(figure.code))
            figures_.push_back({rules::day_number(figure.from), rules::day_number(figure.to),
                                rules::day_number(figure.recorded_on), *number, figure.count});
}

// Asked of the rule set once for each code; a set names few, and facts are many.
std::optional<std::uint8_t> CodedTeams::number_of(std::uint32_t code) {
    while (numbers_.size() < stream_.codes().size())
        numbers_.push_back(rules_.number_of(stream_.codes()[numbers_.size()]));
    return numbers_[code];
}

}  // namespace prevenance::api
