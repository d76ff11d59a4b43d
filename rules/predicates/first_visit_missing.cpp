#include "rules/predicates/first_visit_missing.h"

#include "rules/predicates/milestones.h"

#include <algorithm>

namespace prevenance::rules {
namespace {

enum At : std::size_t { after, shown_before, shown_late };

constexpr std::array<Parameter, 3> parameters{
    {{"after", Unit::months}, {"shown_before", Unit::days}, {"shown_late", Unit::days}}};
constexpr std::array<std::string_view, 1> counted{"days_left"};

DayNumber due_day(const Question& question, const Person& person) {
    return end_of_delay(person.entry, question.values[after], 0);
}

bool holds(const Question& question, const Person& person, DayNumber as_of) {
    const DayNumber due = due_day(question, person);
    if (!still_there(person, as_of) || as_of < std::max(person.entry, due - question.values[shown_before]) ||
        as_of > due + question.values[shown_late])
        return false;
    return std::ranges::none_of(
        person.facts, [&](const CodedFact& fact) { return question.codes[fact.code] && known(fact, as_of); });
}

void gather(const Question& question, const Person& person, DayNumber as_of, Gathered& gathered) {
    gathered.pieces.push_back({{}, "PRISE_DE_POSTE", 0, person.entry, person.entry});
    gathered.due = due_day(question, person);
    gathered.counted["days_left"] = *gathered.due - as_of;
}

void turns(const Question& question, const Person& person, std::vector<DayNumber>& days) {
    const DayNumber due = due_day(question, person);
    add_exit(person, days);
    days.push_back(std::max(person.entry, due - question.values[shown_before]));
    days.push_back(due + question.values[shown_late] + 1);
}

// It holds without any fact.
Bound bound(const Question&) {
    return {0, std::nullopt, std::nullopt};
}

}  // namespace

constinit const Predicate first_visit_missing{"first_visit_missing",
                                              RuleFamily::legal,
                                              Counts::milestones,
                                              parameters,
                                              counted,
                                              PersonAnswer{holds, gather, turns, bound}};

}  // namespace prevenance::rules
