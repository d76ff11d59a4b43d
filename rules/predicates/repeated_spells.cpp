#include "rules/predicates/repeated_spells.h"

#include "rules/predicates/lone_facts.h"
#include "rules/predicates/spells.h"

namespace prevenance::rules {
namespace {

enum At : std::size_t { longest, gap, within, at_least };

constexpr std::array<Parameter, 4> parameters{
    {{"longest", Unit::days}, {"gap", Unit::days}, {"within", Unit::days}, {"at_least", Unit::spells}}};
constexpr std::array<std::string_view, 0> counted{};

// A spell that is still going on has no length yet: it may become a long one, so it does not count as short.
bool counts(const Question& question, const Spell& spell, DayNumber as_of) {
    return !spell.open() && spell.length() <= question.values[longest] &&
           spell.start > as_of - question.values[within];
}

bool holds(const Question& question, const Person& person, DayNumber as_of) {
    int found = 0;
    for_each_spell(person.facts, question.codes, question.values[gap], as_of, [&](const Spell& spell) {
        if (counts(question, spell, as_of)) ++found;
        return found < question.values[at_least];
    });
    return found >= question.values[at_least];
}

void gather(const Question& question, const Person& person, DayNumber as_of, Gathered& gathered) {
    for_each_spell(person.facts, question.codes, question.values[gap], as_of, [&](const Spell& spell) {
        if (counts(question, spell, as_of))
            gathered.pieces.push_back(piece_of(spell, person.facts, question.codes, as_of));
        return true;
    });
}

void turns(const Question& question, const Person& person, std::vector<DayNumber>& days) {
    add_days_of_age(question, person, question.values[within], days);
}

// Each spell that counts holds a first fact that began in the window and is not longer than the spell.
Bound bound(const Question& question) {
    Bound bound{question.values[at_least], question.values[within], question.values[longest]};
    bound.without_end = Bound::WithoutEnd::left_out;
    return bound;
}

}  // namespace

constinit const Predicate repeated_spells{"repeated_spells", RuleFamily::signal,
                                          Counts::absences,  parameters,
                                          counted,           PersonAnswer{holds, gather, turns, bound}};

}  // namespace prevenance::rules
