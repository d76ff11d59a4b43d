#include "rules/predicates/not_followed.h"

#include "rules/predicates/milestones.h"

#include <limits>

namespace prevenance::rules {
namespace {

enum At : std::size_t { months, days, shown_before };

constexpr std::array<Parameter, 3> parameters{
    {{"months", Unit::months}, {"days", Unit::days}, {"shown_before", Unit::days}}};
constexpr std::array<std::string_view, 1> counted{"days_left"};

DayNumber due_day(const Question& question, const CodedFact& fact) {
    return end_of_delay(fact.start, question.values[months], question.values[days]);
}

DayNumber last_answer(const Question& question, const Person& person, DayNumber as_of) {
    DayNumber last = std::numeric_limits<DayNumber>::min();
    for (const CodedFact& fact : person.facts)
        if (question.others[fact.code] && known(fact, as_of)) last = fact.start;
    return last;
}

bool waits(const Question& question, const CodedFact& fact, DayNumber answered, DayNumber as_of) {
    return question.codes[fact.code] && known(fact, as_of) && fact.start > answered &&
           as_of >= due_day(question, fact) - question.values[shown_before];
}

bool holds(const Question& question, const Person& person, DayNumber as_of) {
    if (!still_there(person, as_of)) return false;
    const DayNumber answered = last_answer(question, person, as_of);
    for (const CodedFact& fact : person.facts)
        if (waits(question, fact, answered, as_of)) return true;
    return false;
}

void gather(const Question& question, const Person& person, DayNumber as_of, Gathered& gathered) {
    const DayNumber answered = last_answer(question, person, as_of);
    for (const CodedFact& fact : person.facts) {
        if (!waits(question, fact, answered, as_of)) continue;
        gathered.pieces.push_back(milestone_piece(fact));
        keep_nearer(gathered.due, due_day(question, fact));
        gathered.counted["days_left"] = *gathered.due - as_of;
    }
}

void turns(const Question& question, const Person& person, std::vector<DayNumber>& turning) {
    add_exit(person, turning);
    for (const CodedFact& fact : person.facts)
        if (question.codes[fact.code])
            turning.push_back(due_day(question, fact) - question.values[shown_before]);
}

Bound bound(const Question&) {
    return {};
}

}  // namespace

constinit const Predicate not_followed{
    "not_followed", RuleFamily::legal, Counts::milestones,
    parameters,     counted,           PersonAnswer{holds, gather, turns, bound},
    "answered_by"};

}  // namespace prevenance::rules
