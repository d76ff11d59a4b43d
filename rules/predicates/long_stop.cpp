#include "rules/predicates/long_stop.h"

#include "rules/predicates/spells.h"

namespace prevenance::rules {
namespace {

enum At : std::size_t { reaches, gap };

constexpr std::array<Parameter, 2> parameters{{{"reaches", Unit::days}, {"gap", Unit::days}}};
constexpr std::array<std::string_view, 1> counted{"days"};

// Going on as of the day: not ended before it.
bool counts(const Question& question, const Spell& spell, DayNumber as_of) {
    return as_of <= spell.end && as_of - spell.start + 1 >= question.values[reaches];
}

bool holds(const Question& question, const Person& person, DayNumber as_of) {
    bool found = false;
    for_each_spell(person.facts, question.codes, question.values[gap], as_of, [&](const Spell& spell) {
        found = counts(question, spell, as_of);
        return !found;
    });
    return found;
}

void gather(const Question& question, const Person& person, DayNumber as_of, Gathered& gathered) {
    for_each_spell(person.facts, question.codes, question.values[gap], as_of, [&](const Spell& spell) {
        if (!counts(question, spell, as_of)) return true;
        gathered.pieces.push_back(piece_of(spell, person.facts, question.codes, as_of));
        gathered.counted["days"] = as_of - spell.start + 1;
        return false;
    });
}

// A spell begins with one of its facts and ends with one of them.
void turns(const Question& question, const Person& person, std::vector<DayNumber>& days) {
    for (const CodedFact& fact : person.facts) {
        if (!question.codes[fact.code]) continue;
        days.push_back(fact.start + question.values[reaches] - 1);
        if (fact.end != open_end) days.push_back(fact.end + 1);
    }
}

// A stop that is going on holds a fact that has not ended.
Bound bound(const Question&) {
    Bound bound;
    bound.ended_within = 0;
    return bound;
}

}  // namespace

constinit const Predicate long_stop{
    "long_stop", RuleFamily::legal, Counts::legal_stops,
    parameters,  counted,           PersonAnswer{holds, gather, turns, bound}};

}  // namespace prevenance::rules
