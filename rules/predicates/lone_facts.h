// Facts that are counted as they stand, one by one: each is a piece of evidence of its own.
#pragma once

#include "rules/coded_fact.h"
#include "rules/predicate.h"

#include <vector>

namespace prevenance::rules {

// One piece for each fact that `counts(fact)`.
template <class CountsFact>
void gather_each(const Person& person, CountsFact counts, Gathered& gathered) {
    for (const CodedFact& fact : person.facts)
        if (counts(fact))
            gathered.pieces.push_back(
                {{fact.index}, {}, static_cast<std::uint8_t>(fact.code), fact.start, fact.end});
}

// Whether `counts(fact)` for at least that many.
template <class CountsFact>
bool at_least_count(const Person& person, CountsFact counts, int least) {
    int found = 0;
    for (const CodedFact& fact : person.facts)
        if (counts(fact) && ++found >= least) return true;
    return false;
}

// For turns: the day on which each fact of the question's codes has been `age` days ago.
inline void add_days_of_age(const Question& question, const Person& person, int age,
                            std::vector<DayNumber>& days) {
    for (const CodedFact& fact : person.facts)
        if (question.codes[fact.code]) days.push_back(fact.start + age);
}

}  // namespace prevenance::rules
