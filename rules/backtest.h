// What a set of rules would have suggested over a history: the rules are asked about every day of a period,
// with what was known on that day, and suggestions are counted as the product makes them. It holds no history
// and forms no judgement; rules/backtest_figures.h turns the outcome into figures that may be shown. The
// surprise: between two days on which an answer may turn nothing is asked, and the outcome is the same.
//
// How suggestions are counted, because people can not be asked what they would have answered:
//   - a suggestion is raised on the first day its rule holds on at least one fact that no earlier suggestion
//     of that rule about the same person or team rested on (rules/novelty.h);
//   - it stays open while the rule holds, and is closed by the rule ceasing to hold;
//   - what held already on the eve of the period was raised before it and is not counted;
//   - a person is watched from entry to exit.
#pragma once

#include "domain/fact.h"
#include "rules/rule_set.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace prevenance::rules {

struct BacktestPeriod {
    Date from;
    Date to;  // inclusive
    bool operator==(const BacktestPeriod&) const = default;
};

// An absence (MALADIE, IMPREVUE, merged as domain/absence.h says) of this length is a long one.
inline constexpr Days long_absence_length{30};
// How long after a suggestion something has to happen for it to count as followed.
inline constexpr Days follow_up_length{180};

struct RaisedSuggestion {
    std::size_t subject = 0;  // place of the person, or of the team
    std::size_t rule = 0;     // place in the rule set
    Date day;
    // Signals about a person only, and only where the whole follow-up lies in the period: whether another
    // fact that a signal rule counts, or a long absence, began in it.
    std::optional<bool> followed;
    bool operator==(const RaisedSuggestion&) const = default;
};

struct WatchedPerson {
    std::size_t employer = 0;  // place of the employer
    int days = 0;              // watched, in the period
    // Start of the first long absence that began in the period while the person was watched.
    std::optional<Date> long_absence;
    bool operator==(const WatchedPerson&) const = default;
};

struct BacktestOutcome {
    BacktestPeriod period;
    std::vector<WatchedPerson> people;
    std::vector<std::size_t> teams;              // the place of each one's employer
    std::vector<RaisedSuggestion> about_people;  // by subject, day, rule
    std::vector<RaisedSuggestion> about_teams;
    std::uint64_t held = 0;  // bit r: rule r held on some day for somebody
    bool operator==(const BacktestOutcome&) const = default;
};

// Day by day asks about each day: slow, obvious, and kept to hold the other against it.
enum class Walk { by_event, day_by_day };

class Backtest {
public:
    // The rule set must outlive it. `period.to` must not lie before `period.from`.
    Backtest(const RuleSet& rules, BacktestPeriod period, Walk walk = Walk::by_event);

    // One employer's people and teams. A rule about a person that names one about a team looks at the team
    // that lists the person. May be called again for the next employer.
    void add_employer(std::span<const Timeline> people, std::span<const TeamTimeline> teams);

    const BacktestOutcome& outcome() const { return outcome_; }

private:
    const RuleSet& rules_;
    Walk walk_;
    BacktestOutcome outcome_;
    std::size_t employers_ = 0;
};

}  // namespace prevenance::rules
