#include "rules/predicates/families_together.h"

#include "rules/predicates/lone_facts.h"

#include <algorithm>

namespace prevenance::rules {
namespace {

enum At : std::size_t { within, at_least };

constexpr std::array<Parameter, 2> parameters{{{"within", Unit::days}, {"at_least", Unit::families}}};
constexpr std::array<std::string_view, 1> counted{"families"};

bool counts(const Question& question, const CodedFact& fact, DayNumber as_of) {
    return question.codes[fact.code] && known(fact, as_of) && fact.start > as_of - question.values[within];
}

int families_found(const Question& question, const Person& person, DayNumber as_of) {
    return static_cast<int>(std::ranges::count_if(question.families, [&](const CodeSet& family) {
        return std::ranges::any_of(person.facts, [&](const CodedFact& fact) {
            return family[fact.code] && counts(question, fact, as_of);
        });
    }));
}

bool holds(const Question& question, const Person& person, DayNumber as_of) {
    return families_found(question, person, as_of) >= question.values[at_least];
}

void gather(const Question& question, const Person& person, DayNumber as_of, Gathered& gathered) {
    gather_each(
        person, [&](const CodedFact& fact) { return counts(question, fact, as_of); }, gathered);
    gathered.counted["families"] = families_found(question, person, as_of);
}

void turns(const Question& question, const Person& person, std::vector<DayNumber>& days) {
    add_days_of_age(question, person, question.values[within], days);
}

// A fact belongs to one family.
Bound bound(const Question& question) {
    return {question.values[at_least], question.values[within], std::nullopt};
}

}  // namespace

constinit const Predicate families_together{"families_together",
                                            RuleFamily::signal,
                                            Counts::observations,
                                            parameters,
                                            counted,
                                            PersonAnswer{holds, gather, turns, bound}};

}  // namespace prevenance::rules
