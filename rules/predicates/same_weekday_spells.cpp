#include "rules/predicates/same_weekday_spells.h"

#include "rules/predicates/lone_facts.h"
#include "rules/predicates/spells.h"

namespace prevenance::rules {
namespace {

enum At : std::size_t { longest, gap, within, at_least };

constexpr std::array<Parameter, 4> parameters{
    {{"longest", Unit::days}, {"gap", Unit::days}, {"within", Unit::days}, {"at_least", Unit::spells}}};
constexpr std::array<std::string_view, 0> counted{};

using PerWeekday = std::array<int, 7>;

// 0 is Monday; 1 January 1970 was a Thursday.
std::size_t weekday(DayNumber day) {
    return static_cast<std::size_t>(((day + 3) % 7 + 7) % 7);
}

// A spell that is still going on has no length yet: it may become a long one, so it does not count as short.
bool counts(const Question& question, const Spell& spell, DayNumber as_of) {
    return !spell.open() && spell.length() <= question.values[longest] &&
           spell.start > as_of - question.values[within];
}

PerWeekday per_weekday(const Question& question, const Person& person, DayNumber as_of) {
    PerWeekday found{};
    for_each_spell(person.facts, question.codes, question.values[gap], as_of, [&](const Spell& spell) {
        if (counts(question, spell, as_of)) ++found[weekday(spell.start)];
        return true;
    });
    return found;
}

bool holds(const Question& question, const Person& person, DayNumber as_of) {
    return std::ranges::max(per_weekday(question, person, as_of)) >= question.values[at_least];
}

// Only the spells of the days of the week that hold.
void gather(const Question& question, const Person& person, DayNumber as_of, Gathered& gathered) {
    const auto found = per_weekday(question, person, as_of);
    for_each_spell(person.facts, question.codes, question.values[gap], as_of, [&](const Spell& spell) {
        if (counts(question, spell, as_of) && found[weekday(spell.start)] >= question.values[at_least])
            gathered.pieces.push_back(piece_of(spell, person.facts, question.codes, as_of));
        return true;
    });
}

void turns(const Question& question, const Person& person, std::vector<DayNumber>& days) {
    add_days_of_age(question, person, question.values[within], days);
}

Bound bound(const Question& question) {
    return {question.values[at_least], question.values[within], question.values[longest]};
}

}  // namespace

constinit const Predicate same_weekday_spells{"same_weekday_spells",
                                              RuleFamily::signal,
                                              Counts::absences,
                                              parameters,
                                              counted,
                                              PersonAnswer{holds, gather, turns, bound}};

}  // namespace prevenance::rules
