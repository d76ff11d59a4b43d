#include "rules/predicates/absence_days.h"

#include <algorithm>
#include <cstdint>

namespace prevenance::rules {
namespace {

enum At : std::size_t { within, at_least };

constexpr std::array<Parameter, 2> parameters{{{"within", Unit::days}, {"at_least", Unit::days}}};
constexpr std::array<std::string_view, 1> counted{"days"};

bool counts(const Question& question, const CodedFact& fact, DayNumber as_of) {
    return question.codes[fact.code] && known(fact, as_of) && fact.start > as_of - question.values[within];
}

std::int64_t days_of(const CodedFact& fact, DayNumber as_of) {
    return std::int64_t{fact.end == open_end ? as_of : fact.end} - fact.start + 1;
}

bool holds(const Question& question, const Person& person, DayNumber as_of) {
    std::int64_t total = 0;
    for (const CodedFact& fact : person.facts)
        if (counts(question, fact, as_of)) total += days_of(fact, as_of);
    return total >= question.values[at_least];
}

void gather(const Question& question, const Person& person, DayNumber as_of, Gathered& gathered) {
    std::int64_t total = 0;
    for (const CodedFact& fact : person.facts) {
        if (!counts(question, fact, as_of)) continue;
        total += days_of(fact, as_of);
        gathered.pieces.push_back(
            {{fact.index}, {}, static_cast<std::uint8_t>(fact.code), fact.start, fact.end});
    }
    gathered.counted["days"] =
        static_cast<int>(std::min<std::int64_t>(total, std::numeric_limits<int>::max()));
}

// An absence without an end adds a day every day, until it is enough by itself or leaves the window.
void turns(const Question& question, const Person& person, std::vector<DayNumber>& days) {
    for (const CodedFact& fact : person.facts) {
        if (!question.codes[fact.code]) continue;
        days.push_back(fact.start + question.values[within]);
        if (fact.end != open_end) continue;
        const int growing = std::min(question.values[within], question.values[at_least]);
        for (int day = 1; day < growing; ++day) days.push_back(fact.start + day);
    }
}

Bound bound(const Question& question) {
    Bound bound{question.values[at_least], question.values[within]};
    bound.counts = Bound::Of::days;
    bound.exact = true;
    return bound;
}

}  // namespace

constinit const Predicate absence_days{"absence_days",   RuleFamily::signal,
                                       Counts::absences, parameters,
                                       counted,          PersonAnswer{holds, gather, turns, bound}};

}  // namespace prevenance::rules
