#include "rules/predicates/recent_team_facts.h"

#include "rules/predicates/lone_facts.h"

namespace prevenance::rules {
namespace {

enum At : std::size_t { within, at_least };

constexpr std::array<Parameter, 2> parameters{{{"within", Unit::days}, {"at_least", Unit::facts}}};
constexpr std::array<std::string_view, 0> counted{};

bool counts(const Question& question, const CodedFact& fact, DayNumber as_of) {
    return question.codes[fact.code] && known(fact, as_of) && fact.start > as_of - question.values[within];
}

// The facts of the team itself, read as those of a person are.
Person as_a_whole(const Team& team) {
    return {team.facts, 0, open_end};
}

bool holds(const Question& question, const Team& team, DayNumber as_of) {
    return at_least_count(
        as_a_whole(team), [&](const CodedFact& fact) { return counts(question, fact, as_of); },
        question.values[at_least]);
}

void gather(const Question& question, const Team& team, DayNumber as_of, Gathered& gathered) {
    gather_each(
        as_a_whole(team), [&](const CodedFact& fact) { return counts(question, fact, as_of); }, gathered);
}

void turns(const Question& question, const Team& team, std::vector<DayNumber>& days) {
    add_days_of_age(question, as_a_whole(team), question.values[within], days);
}

}  // namespace

constinit const Predicate recent_team_facts{"recent_team_facts",
                                            RuleFamily::signal,
                                            Counts::observations,
                                            parameters,
                                            counted,
                                            TeamAnswer{holds, gather, turns}};

}  // namespace prevenance::rules
