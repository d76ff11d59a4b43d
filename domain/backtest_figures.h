// What a backtest says to people: counts that tell on nobody. Whoever fills this has hidden what is too small
// already (rules/backtest_figures.h), so that text, page, JSON and chart can show all of it. The surprise: an
// empty optional means "not shown", never "none"; none is 0.
#pragma once

#include "domain/calendar.h"
#include "domain/finding.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace prevenance {

// A number of persons or of suggestions, rounded to five; of teams, as it is.
using ShownCount = std::optional<int>;

struct BacktestRuleFigures {
    std::string rule;   // "S1"
    std::string title;  // French
    RuleFamily family = RuleFamily::signal;
    RuleLevel level = RuleLevel::individual;
    bool note = false;       // shown beside suggestions, suggests nothing itself
    bool ever_held = false;  // false: the rule never fired
    ShownCount subjects;     // persons, or teams, with at least one
    ShownCount suggestions;
    std::optional<int> tenths_per_hundred;  // suggestions per 100 employees and year, times ten
    bool operator==(const BacktestRuleFigures&) const = default;
};

struct BacktestMonth {
    Date first;
    ShownCount suggestions;  // signals about persons
    bool operator==(const BacktestMonth&) const = default;
};

// What the figures rest on: how far the history reaches, what of a file was not used, whose numbers the rules
// had. It counts rows of a file and nobody.
struct BacktestHistory {
    enum class Thresholds { shipped, of_folder, of_employer };
    struct LeftOut {
        std::string kind;  // "protected_or_unknown", "duplicate", "unreadable", "total_or_not_approved"
        std::size_t rows = 0;
        bool operator==(const LeftOut&) const = default;
    };

    std::optional<Date> first_fact;  // the day on which the oldest began; none: there is no fact
    std::optional<Date> last_fact;
    std::size_t rows = 0;            // of the file; 0: no file was read
    std::vector<LeftOut> left_out;   // kinds that occur
    std::size_t merged = 0;          // rows that are one absence with the row before
    Thresholds thresholds = Thresholds::shipped;
    bool operator==(const BacktestHistory&) const = default;
};

struct BacktestFigures {
    Date from;
    Date to;  // inclusive
    int employers = 0;
    ShownCount people;  // watched at least a day
    // Signals about persons; notes and the legal calendar are in `rules` only.
    ShownCount suggested_people;
    ShownCount suggestions;
    std::optional<int> tenths_per_hundred;
    // Persons with an absence of 30 days or more that began in the period: those who had a suggestion before
    // it, those who had not, and by how many days (first quartile, median, third, rounded to five) the first
    // suggestion came before it.
    ShownCount long_absences;
    ShownCount announced;
    ShownCount unannounced;
    std::optional<std::array<int, 3>> lead_days;
    // Suggestions whose 180 days lie in the period, and those of them that nothing followed.
    ShownCount judged;
    ShownCount unfollowed;
    std::vector<BacktestRuleFigures> rules;
    std::vector<BacktestMonth> months;
    bool anything_hidden = false;
    std::optional<BacktestHistory> history = {};  // where whoever asks knows it
    bool operator==(const BacktestFigures&) const = default;
};

// Person by person, naming nobody: who would have had a suggestion under one set of rules, the other, both.
struct BacktestChange {
    ShownCount both;
    ShownCount only_first;
    ShownCount only_second;
    ShownCount neither;
    bool operator==(const BacktestChange&) const = default;
};

struct BacktestRuleChange {
    std::string rule;  // in both sets
    BacktestChange change;
    bool operator==(const BacktestRuleChange&) const = default;
};

struct BacktestComparison {
    BacktestFigures first;
    BacktestFigures second;
    BacktestChange change;
    std::vector<BacktestRuleChange> by_rule;  // rules about persons
    bool operator==(const BacktestComparison&) const = default;
};

}  // namespace prevenance
