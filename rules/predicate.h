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

enum class Unit { days, months, spells, facts, families, persons, per_mille, count };
std::string_view word_for(Unit unit);

struct Parameter {
    std::string_view name;
    Unit unit;
};

// Which facts a predicate counts; decides which codes a rule may name.
//   absences      MALADIE, IMPREVUE                 observations  codes and families of the signal catalogue
//   legal_stops   MALADIE, AT, MP, REPRISE          milestones    milestones of the signal catalogue
//   memberships   none: comings and goings          figures       figures of the signal catalogue, about a
//   team team_stops    absences and AT of all members, only ever counted together
enum class Counts { absences, observations, legal_stops, milestones, memberships, figures, team_stops };

constexpr std::size_t most_parameters = 6;

// A question with its numbers filled in. `values` stand in the order of the predicate's parameters. `others`
// are the codes under the predicate's second list (Predicate::other_codes). `families` holds the codes of
// each family the rule names.
struct Question {
    std::array<int, most_parameters> values{};
    CodeSet codes;
    CodeSet others;
    std::vector<CodeSet> families;
    bool operator==(const Question&) const = default;
};

// Some facts that the rule counted as one.
struct Piece {
    std::vector<std::uint32_t> facts;  // their `index`; empty for comings and goings of a team
    std::string_view membership;  // where there is no fact: "ENTREE", "SORTIE" or other words for evidence
                                  // of config/signals.yaml
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

// A condition that every yes fulfils and that is cheap to check for a hundred thousand people at once: enough
// facts of the question's codes that began in a window and are of a certain length. Where it is `exact`, it
// is the answer: whoever fulfils it gets a yes, the facts it counts are the evidence, and the predicate
// itself is only asked in rare cases (a person with more facts than a byte can count).
struct Bound {
    enum class Of { facts, days };  // the days of each fact; of one without an end, those it has lasted
    // A fact without an end: as long as is asked; never counted; or as long as it has lasted.
    enum class WithoutEnd { counts, left_out, so_far };

    int at_least = 1;                 // facts, or days
    std::optional<int> within = {};   // began less than so many days ago; none: ever
    std::optional<int> longest = {};  // days; none: any
    int shortest = 1;                 // days
    WithoutEnd without_end = WithoutEnd::counts;
    std::optional<int> ended_within = {};  // ended at most so many days ago, or not yet; none: ever
    Of counts = Of::facts;
    bool more_than_before = false;  // and more than in the window of the same length before (facts only)
    bool exact = false;
};

// `turns` appends every day on which the answer may differ from that of the day before; more days than needed
// are allowed, one too few is a defect. A fact's own start and recording are added by the engine.
struct PersonAnswer {
    bool (*holds)(const Question&, const Person&, DayNumber as_of);
    void (*gather)(const Question&, const Person&, DayNumber as_of, Gathered&);
    void (*turns)(const Question&, const Person&, std::vector<DayNumber>&);
    Bound (*bound)(const Question&);
};

// Days of the window for which a question about a team lacks a figure.
struct MissingFigure {
    CodeSet codes;  // any of these would do
    DayNumber from = 0;
    DayNumber to = 0;  // inclusive
    CodeSet beside;    // these were counted for exactly these days, and stand alone; empty: nothing was
};

// How much less of what a question about a team counts would make its yes a no, all else staying as it is.
struct Change {
    enum class Of {
        comings_and_goings,
        departures,
        early_departures,
        days_absent,
        people_concerned,
        accidents,
        figures
    };
    Of of = Of::figures;
    std::int64_t count = 0;
    bool more = false;   // so many more instead of fewer
    CodeSet codes = {};  // of the figures
};

struct TeamAnswer {
    bool (*holds)(const Question&, const Team&, DayNumber as_of);
    void (*gather)(const Question&, const Team&, DayNumber as_of, Gathered&);
    void (*turns)(const Question&, const Team&, std::vector<DayNumber>&);
    // Only asked where the question holds; none where its facts can be taken away one by one.
    Change (*change)(const Question&, const Team&, DayNumber as_of) = nullptr;
    // Whether it holds or not; none where it looks at no figures.
    void (*missing)(const Question&, const Team&, DayNumber as_of, std::vector<MissingFigure>&) = nullptr;
};

struct Predicate {
    std::string_view name;
    RuleFamily family;
    Counts counts;
    std::span<const Parameter> parameters;
    // The names of Gathered::counted, for the sentence. Every rule has "count" too: the pieces of evidence.
    std::span<const std::string_view> counted;
    std::variant<PersonAnswer, TeamAnswer> answer;
    // The key of a second list of codes: "answered_by". Empty: there is none.
    std::string_view other_codes = {};
    // Which facts the second list names; none: the same kind as `codes`.
    std::optional<Counts> others_count = {};

    RuleLevel level() const {
        return std::holds_alternative<PersonAnswer>(answer) ? RuleLevel::individual : RuleLevel::team;
    }
};

}  // namespace prevenance::rules
