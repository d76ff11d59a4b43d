#include "rules/predicates/spaced_observations.h"

#include "rules/predicates/lone_facts.h"

#include <limits>

namespace prevenance::rules {
namespace {

enum At : std::size_t { apart, within, at_least };

constexpr std::array<Parameter, 3> parameters{
    {{"apart", Unit::days}, {"within", Unit::days}, {"at_least", Unit::facts}}};
constexpr std::array<std::string_view, 0> counted{};

bool counts(const Question& question, const CodedFact& fact, DayNumber as_of) {
    return question.codes[fact.code] && known(fact, as_of) && fact.start > as_of - question.values[within];
}

// Taking each observation that is far enough from the last one taken, the oldest first, finds as many as
// any other choice.
bool holds(const Question& question, const Person& person, DayNumber as_of) {
    int found = 0;
    DayNumber last = std::numeric_limits<DayNumber>::min() / 2;
    for (const CodedFact& fact : person.facts) {
        if (!counts(question, fact, as_of) || fact.start - last < question.values[apart]) continue;
        last = fact.start;
        if (++found >= question.values[at_least]) return true;
    }
    return false;
}

// Every observation of the window is evidence, those close together too: whoever reads wants them all.
void gather(const Question& question, const Person& person, DayNumber as_of, Gathered& gathered) {
    gather_each(
        person, [&](const CodedFact& fact) { return counts(question, fact, as_of); }, gathered);
}

void turns(const Question& question, const Person& person, std::vector<DayNumber>& days) {
    add_days_of_age(question, person, question.values[within], days);
}

Bound bound(const Question& question) {
    return {question.values[at_least], question.values[within], std::nullopt};
}

}  // namespace

constinit const Predicate spaced_observations{"spaced_observations",
                                              RuleFamily::signal,
                                              Counts::observations,
                                              parameters,
                                              counted,
                                              PersonAnswer{holds, gather, turns, bound}};

}  // namespace prevenance::rules
