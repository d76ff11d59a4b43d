#include "rules/predicates/more_than_before.h"

#include "rules/predicates/lone_facts.h"

#include <cstdint>

namespace prevenance::rules {
namespace {

enum At : std::size_t { within, compared_with, at_least };

constexpr std::array<Parameter, 3> parameters{
    {{"within", Unit::days}, {"compared_with", Unit::days}, {"at_least", Unit::facts}}};
constexpr std::array<std::string_view, 1> counted{"before"};

bool counts(const Question& question, const CodedFact& fact, DayNumber as_of) {
    return question.codes[fact.code] && known(fact, as_of) && fact.start > as_of - question.values[within];
}

bool counts_before(const Question& question, const CodedFact& fact, DayNumber as_of) {
    const DayNumber last = as_of - question.values[within];
    return question.codes[fact.code] && known(fact, as_of) && fact.start <= last &&
           fact.start > last - question.values[compared_with];
}

int number_before(const Question& question, const Person& person, DayNumber as_of) {
    int found = 0;
    for (const CodedFact& fact : person.facts)
        if (counts_before(question, fact, as_of)) ++found;
    return found;
}

// The two windows may differ in length: what is compared is a number of facts a day, multiplied out.
bool holds(const Question& question, const Person& person, DayNumber as_of) {
    std::int64_t now = 0;
    for (const CodedFact& fact : person.facts)
        if (counts(question, fact, as_of)) ++now;
    if (now < question.values[at_least]) return false;
    const std::int64_t before = number_before(question, person, as_of);
    return now * question.values[compared_with] > before * question.values[within];
}

void gather(const Question& question, const Person& person, DayNumber as_of, Gathered& gathered) {
    gather_each(
        person, [&](const CodedFact& fact) { return counts(question, fact, as_of); }, gathered);
    gathered.counted["before"] = number_before(question, person, as_of);
}

// Each fact leaves the present for the past, and the past for good.
void turns(const Question& question, const Person& person, std::vector<DayNumber>& days) {
    add_days_of_age(question, person, question.values[within], days);
    add_days_of_age(question, person, question.values[within] + question.values[compared_with], days);
}

Bound bound(const Question& question) {
    return {question.values[at_least], question.values[within], std::nullopt};
}

}  // namespace

constinit const Predicate more_than_before{"more_than_before",
                                           RuleFamily::signal,
                                           Counts::observations,
                                           parameters,
                                           counted,
                                           PersonAnswer{holds, gather, turns, bound}};

}  // namespace prevenance::rules
