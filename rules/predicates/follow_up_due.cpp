#include "rules/predicates/follow_up_due.h"

#include "rules/predicates/milestones.h"

#include <algorithm>

namespace prevenance::rules {
namespace {

enum At : std::size_t { after, shown_before };

constexpr std::array<Parameter, 2> parameters{{{"after", Unit::months}, {"shown_before", Unit::days}}};
constexpr std::array<std::string_view, 1> counted{"days_left"};

DayNumber due_day(const Question& question, const CodedFact& visit) {
    return end_of_delay(visit.start, question.values[after], 0);
}

const CodedFact* last_visit(const Question& question, const Person& person, DayNumber as_of) {
    const CodedFact* last = nullptr;
    for (const CodedFact& fact : person.facts) {
        if (!known(fact, as_of)) continue;
        if (question.codes[fact.code])
            last = &fact;
        else if (question.others[fact.code] && last && fact.start > last->start)
            last = nullptr;
    }
    return last;
}

// The visit after which one is due and to be shown.
const CodedFact* waiting(const Question& question, const Person& person, DayNumber as_of) {
    if (!still_there(person, as_of)) return nullptr;
    const CodedFact* visit = last_visit(question, person, as_of);
    if (!visit || as_of < due_day(question, *visit) - question.values[shown_before]) return nullptr;
    return visit;
}

bool holds(const Question& question, const Person& person, DayNumber as_of) {
    return waiting(question, person, as_of) != nullptr;
}

void gather(const Question& question, const Person& person, DayNumber as_of, Gathered& gathered) {
    const CodedFact* visit = waiting(question, person, as_of);
    if (!visit) return;
    gathered.pieces.push_back(milestone_piece(*visit));
    gathered.due = due_day(question, *visit);
    gathered.counted["days_left"] = *gathered.due - as_of;
}

void turns(const Question& question, const Person& person, std::vector<DayNumber>& days) {
    add_exit(person, days);
    for (const CodedFact& fact : person.facts)
        if (question.codes[fact.code])
            days.push_back(due_day(question, fact) - question.values[shown_before]);
}

Bound bound(const Question&) {
    return {};
}

}  // namespace

constinit const Predicate follow_up_due{
    "follow_up_due", RuleFamily::legal, Counts::milestones,
    parameters,      counted,           PersonAnswer{holds, gather, turns, bound},
    "later_visits"};

}  // namespace prevenance::rules
