// What a rule may ask, as a closed list. A predicate is one question about dated facts: its name in rule
// files, the parameters it takes, and how it is answered. To add one: a file in rules/predicates/ and a line
// in rules/predicates/catalogue.cpp. None yields a number about a person to compare or to add up: the counted
// values are those of the sentence shown, and no rule can read them.
#pragma once

#include "domain/fact.h"
#include "domain/finding.h"
#include "rules/coded_fact.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace prevenance::rules {

enum class Unit { days, spells, facts, persons, per_mille };
std::string_view word_for(Unit unit);

struct Parameter {
    std::string_view name;
    Unit unit;
};

// Which facts a predicate counts; decides which codes a rule may name.
enum class Counts { absences, observations, legal_stops, memberships };

constexpr std::size_t most_parameters = 4;

// A question with its numbers filled in. `values` stand in the order of the predicate's parameters.
struct Question {
    std::array<int, most_parameters> values{};
    CodeSet codes;
};

// Some facts that the rule counted as one.
struct Piece {
    std::vector<std::uint32_t> facts;  // their `index`; empty for comings and goings of a team
    std::string_view membership;       // "ENTREE" or "SORTIE" where there is no fact
    std::uint8_t code = 0;
    DayNumber start = 0;
    DayNumber end = open_end;
};

// What made the answer yes.
struct Gathered {
    std::vector<Piece> pieces;
    std::map<std::string, int> counted;
    std::optional<DayNumber> due;
};

// A condition that every yes fulfils and that is cheap to check for a hundred thousand people at once: at
// least `at_least` facts of the question's codes that began at most `within` days ago (none: ever) and are
// at most `longest` days long (none: any, open ones too).
struct Bound {
    int at_least = 1;
    std::optional<int> within;
    std::optional<int> longest;
};

struct PersonAnswer {
    bool (*holds)(const Question&, CodedFacts, DayNumber as_of);
    void (*gather)(const Question&, CodedFacts, DayNumber as_of, Gathered&);
    Bound (*bound)(const Question&);
};

struct TeamAnswer {
    bool (*holds)(const Question&, const TeamTimeline&, DayNumber as_of);
    void (*gather)(const Question&, const TeamTimeline&, DayNumber as_of, Gathered&);
};

struct Predicate {
    std::string_view name;
    RuleFamily family;
    Counts counts;
    std::span<const Parameter> parameters;
    // The names of Gathered::counted, for the sentence. Every rule has "count" too: the pieces of evidence.
    std::span<const std::string_view> counted;
    std::variant<PersonAnswer, TeamAnswer> answer;

    RuleLevel level() const {
        return std::holds_alternative<PersonAnswer>(answer) ? RuleLevel::individual : RuleLevel::team;
    }
};

}  // namespace prevenance::rules
