#include "rules/predicates/more_absences_than_before.h"

#include "rules/predicates/lone_facts.h"

namespace prevenance::rules {
namespace {

enum At : std::size_t { longest, within, at_least };

constexpr std::array<Parameter, 3> parameters{
    {{"longest", Unit::days}, {"within", Unit::days}, {"at_least", Unit::facts}}};
constexpr std::array<std::string_view, 1> counted{"before"};

bool short_one(const Question& question, const CodedFact& fact, DayNumber as_of) {
    return question.codes[fact.code] && known(fact, as_of) && fact.end != open_end &&
           fact.end - fact.start + 1 <= question.values[longest];
}

bool counts(const Question& question, const CodedFact& fact, DayNumber as_of) {
    return short_one(question, fact, as_of) && fact.start > as_of - question.values[within];
}

int number_in(const Question& question, const Person& person, DayNumber as_of, DayNumber last) {
    int found = 0;
    for (const CodedFact& fact : person.facts)
        if (short_one(question, fact, as_of) && fact.start <= last &&
            fact.start > last - question.values[within])
            ++found;
    return found;
}

int number_before(const Question& question, const Person& person, DayNumber as_of) {
    return number_in(question, person, as_of, as_of - question.values[within]);
}

bool holds(const Question& question, const Person& person, DayNumber as_of) {
    const int now = number_in(question, person, as_of, as_of);
    return now >= question.values[at_least] && now > number_before(question, person, as_of);
}

void gather(const Question& question, const Person& person, DayNumber as_of, Gathered& gathered) {
    gather_each(
        person, [&](const CodedFact& fact) { return counts(question, fact, as_of); }, gathered);
    gathered.counted["before"] = number_before(question, person, as_of);
}

// Each absence leaves the present for the past, and the past for good.
void turns(const Question& question, const Person& person, std::vector<DayNumber>& days) {
    add_days_of_age(question, person, question.values[within], days);
    add_days_of_age(question, person, 2 * question.values[within], days);
}

Bound bound(const Question& question) {
    Bound bound{question.values[at_least], question.values[within], question.values[longest]};
    bound.without_end = Bound::WithoutEnd::left_out;
    bound.more_than_before = true;
    bound.exact = true;
    return bound;
}

}  // namespace

constinit const Predicate more_absences_than_before{"more_absences_than_before",
                                                    RuleFamily::signal,
                                                    Counts::absences,
                                                    parameters,
                                                    counted,
                                                    PersonAnswer{holds, gather, turns, bound}};

}  // namespace prevenance::rules
