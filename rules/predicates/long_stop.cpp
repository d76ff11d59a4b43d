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

bool holds(const Question& question, CodedFacts facts, DayNumber as_of) {
    bool found = false;
    for_each_spell(facts, question.codes, question.values[gap], as_of, [&](const Spell& spell) {
        found = counts(question, spell, as_of);
        return !found;
    });
    return found;
}

void gather(const Question& question, CodedFacts facts, DayNumber as_of, Gathered& gathered) {
    for_each_spell(facts, question.codes, question.values[gap], as_of, [&](const Spell& spell) {
        if (!counts(question, spell, as_of)) return true;
        gathered.pieces.push_back(piece_of(spell, facts, question.codes, as_of));
        gathered.counted["days"] = as_of - spell.start + 1;
        return false;
    });
}

Bound bound(const Question&) {
    return {};
}

}  // namespace

constinit const Predicate long_stop{"long_stop", RuleFamily::legal, Counts::legal_stops,
                                    parameters,  counted,           PersonAnswer{holds, gather, bound}};

}  // namespace prevenance::rules
