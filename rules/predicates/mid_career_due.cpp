#include "rules/predicates/mid_career_due.h"

#include "rules/predicates/milestones.h"

#include <algorithm>

namespace prevenance::rules {
namespace {

constexpr std::array<Parameter, 0> parameters{};
constexpr std::array<std::string_view, 1> counted{"days_left"};

bool open_period(const Question& question, const CodedFact& fact, DayNumber as_of) {
    return question.codes[fact.code] && known(fact, as_of) && fact.end != open_end && as_of <= fact.end;
}

bool holds(const Question& question, const Person& person, DayNumber as_of) {
    if (!still_there(person, as_of)) return false;
    const bool done = std::ranges::any_of(person.facts, [&](const CodedFact& fact) {
        return question.others[fact.code] && known(fact, as_of);
    });
    return !done && std::ranges::any_of(person.facts, [&](const CodedFact& fact) {
        return open_period(question, fact, as_of);
    });
}

void gather(const Question& question, const Person& person, DayNumber as_of, Gathered& gathered) {
    for (const CodedFact& fact : person.facts) {
        if (!open_period(question, fact, as_of)) continue;
        gathered.pieces.push_back(milestone_piece(fact));
        keep_nearer(gathered.due, fact.end);
        gathered.counted["days_left"] = *gathered.due - as_of;
    }
}

void turns(const Question& question, const Person& person, std::vector<DayNumber>& days) {
    add_exit(person, days);
    for (const CodedFact& fact : person.facts)
        if (question.codes[fact.code] && fact.end != open_end) days.push_back(fact.end + 1);
}

Bound bound(const Question&) {
    return {};
}

}  // namespace

constinit const Predicate mid_career_due{
    "mid_career_due", RuleFamily::legal, Counts::milestones,
    parameters,       counted,           PersonAnswer{holds, gather, turns, bound},
    "answered_by"};

}  // namespace prevenance::rules
