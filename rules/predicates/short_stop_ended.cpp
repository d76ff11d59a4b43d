#include "rules/predicates/short_stop_ended.h"

#include "rules/predicates/spells.h"

namespace prevenance::rules {
namespace {

enum At : std::size_t { longest, gap, shown };

constexpr std::array<Parameter, 3> parameters{
    {{"longest", Unit::days}, {"gap", Unit::days}, {"shown", Unit::days}}};
constexpr std::array<std::string_view, 1> counted{"days"};

bool counts(const Question& question, const Spell& spell, DayNumber as_of) {
    return !spell.open() && spell.length() <= question.values[longest] &&
           as_of <= spell.end + question.values[shown];
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
        gathered.counted["days"] = spell.length();
        return true;
    });
}

void turns(const Question& question, const Person& person, std::vector<DayNumber>& days) {
    for (const CodedFact& fact : person.facts)
        if (question.codes[fact.code] && fact.end != open_end)
            days.push_back(fact.end + 1 + question.values[shown]);
}

// A stop ends with one of its facts, which is not longer than the stop.
Bound bound(const Question& question) {
    Bound bound{1, std::nullopt, question.values[longest]};
    bound.without_end = Bound::WithoutEnd::left_out;
    bound.ended_within = question.values[shown];
    return bound;
}

}  // namespace

constinit const Predicate short_stop_ended{
    "short_stop_ended", RuleFamily::legal, Counts::legal_stops,
    parameters,         counted,           PersonAnswer{holds, gather, turns, bound}};

}  // namespace prevenance::rules
