#include "rules/predicates/counted_absences.h"

#include "rules/predicates/lone_facts.h"

namespace prevenance::rules {
namespace {

enum At : std::size_t { shortest, longest, within, at_least };

constexpr std::array<Parameter, 4> parameters{
    {{"shortest", Unit::days}, {"longest", Unit::days}, {"within", Unit::days}, {"at_least", Unit::facts}}};
constexpr std::array<std::string_view, 0> counted{};

bool counts(const Question& question, const CodedFact& fact, DayNumber as_of) {
    if (!question.codes[fact.code] || !known(fact, as_of) || fact.end == open_end) return false;
    const int length = fact.end - fact.start + 1;
    return fact.start > as_of - question.values[within] && length >= question.values[shortest] &&
           length <= question.values[longest];
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
    Bound bound{question.values[at_least], question.values[within], question.values[longest]};
    bound.shortest = question.values[shortest];
    bound.without_end = Bound::WithoutEnd::left_out;
    bound.exact = true;
    return bound;
}

}  // namespace

constinit const Predicate counted_absences{"counted_absences",
                                           RuleFamily::signal,
                                           Counts::absences,
                                           parameters,
                                           counted,
                                           PersonAnswer{holds, gather, turns, bound}};

}  // namespace prevenance::rules
