#include "rules/predicates/recent_facts.h"

#include "rules/predicates/lone_facts.h"

namespace prevenance::rules {
namespace {

enum At : std::size_t { within, at_least };

constexpr std::array<Parameter, 2> parameters{{{"within", Unit::days}, {"at_least", Unit::facts}}};
constexpr std::array<std::string_view, 0> counted{};

bool counts(const Question& question, const CodedFact& fact, DayNumber as_of) {
    return question.codes[fact.code] && known(fact, as_of) && fact.start > as_of - question.values[within];
}

bool holds(const Question& question, const Person& person, DayNumber as_of) {
    return at_least_count(
        person, [&](const CodedFact& fact) { return counts(question, fact, as_of); },
        question.values[at_least]);
}

void gather(const Question& question, const Person& person, DayNumber as_of, Gathered& gathered) {
    gather_each(
        person, [&](const CodedFact& fact) { return counts(question, fact, as_of); }, gathered);
}

void turns(const Question& question, const Person& person, std::vector<DayNumber>& days) {
    add_days_of_age(question, person, question.values[within], days);
}

Bound bound(const Question& question) {
    Bound bound{question.values[at_least], question.values[within]};
    bound.exact = true;
    return bound;
}

}  // namespace

constinit const Predicate recent_facts{"recent_facts",
                                       RuleFamily::signal,
                                       Counts::observations,
                                       parameters,
                                       counted,
                                       PersonAnswer{holds, gather, turns, bound}};

}  // namespace prevenance::rules
