#include "rules/predicates/return_after_stop.h"

#include "rules/predicates/spells.h"

namespace prevenance::rules {
namespace {

enum At : std::size_t { shortest, gap, due_after, shown_late };

constexpr std::array<Parameter, 4> parameters{
    {{"shortest", Unit::days}, {"gap", Unit::days}, {"due_after", Unit::days}, {"shown_late", Unit::days}}};
constexpr std::array<std::string_view, 2> counted{"days", "days_left"};

DayNumber due_day(const Question& question, const Spell& spell) {
    return spell.end + 1 + question.values[due_after];
}

bool counts(const Question& question, const Spell& spell, DayNumber as_of) {
    return !spell.open() && spell.length() >= question.values[shortest] &&
           as_of <= due_day(question, spell) + question.values[shown_late];
}

bool holds(const Question& question, const Person& person, DayNumber as_of) {
    bool found = false;
    for_each_spell(person.facts, question.codes, question.values[gap], as_of, [&](const Spell& spell) {
        found = counts(question, spell, as_of);
        return !found;
    });
    return found;
}

// Where two stops are waiting, both are evidence and the nearer date is due.
void gather(const Question& question, const Person& person, DayNumber as_of, Gathered& gathered) {
    for_each_spell(person.facts, question.codes, question.values[gap], as_of, [&](const Spell& spell) {
        if (!counts(question, spell, as_of)) return true;
        gathered.pieces.push_back(piece_of(spell, person.facts, question.codes, as_of));
        if (gathered.due) return true;
        gathered.due = due_day(question, spell);
        gathered.counted["days"] = spell.length();
        gathered.counted["days_left"] = *gathered.due - as_of;
        return true;
    });
}

void turns(const Question& question, const Person& person, std::vector<DayNumber>& days) {
    for (const CodedFact& fact : person.facts)
        if (question.codes[fact.code] && fact.end != open_end)
            days.push_back(fact.end + 2 + question.values[due_after] + question.values[shown_late]);
}

// A stop ends with one of its facts.
Bound bound(const Question& question) {
    Bound bound;
    bound.without_end = Bound::WithoutEnd::left_out;
    bound.ended_within = 1 + question.values[due_after] + question.values[shown_late];
    return bound;
}

}  // namespace

constinit const Predicate return_after_stop{
    "return_after_stop", RuleFamily::legal, Counts::legal_stops,
    parameters,          counted,           PersonAnswer{holds, gather, turns, bound}};

}  // namespace prevenance::rules
