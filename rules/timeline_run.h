// Rules run on the days that were drawn for them (rules/drawn_timeline.h): does each hold where the drawing
// says so, and on no other day? And does a drawing notice when a number of the rule is one more or one less?
// The surprise: a number that no drawing notices is not wrong, it is unproven.
#pragma once

#include "rules/drawn_timeline.h"
#include "rules/rule_set.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace prevenance::rules {

struct CaseResult {
    // One sign a column: '^' the rule holds on every day of it, '.' on none, '~' on some.
    std::string got;
    // The first day that is not as drawn, and the date the finding named where it is not `due`.
    std::optional<Date> first_wrong;
    std::optional<Date> wrong_due;
    bool passed() const { return !first_wrong && !wrong_due; }
};

// The case's rule must be in the set.
CaseResult run_case(const RuleSet& rules, const DrawnTimeline& drawn);

// The drawing as it was written, with what was got underneath, in the same columns.
std::string shown(const DrawnTimeline& drawn, const CaseResult& result);

// A number of a rule at which nothing that was drawn changes: `tried` instead of the value passes every case.
struct LooseNumber {
    std::string threshold;
    int value = 0;
    int tried = 0;
};

struct Boundaries {
    int checked = 0;  // each number one less and one more, where the other numbers allow it
    std::vector<LooseNumber> loose;
};

// For each window of N days: is there a drawn day N and a day N + 1? For each threshold k: k − 1 and k? Tried
// on the rule itself, beyond its bounds too, with the cases drawn for it.
Boundaries check_boundaries(const RuleSet& rules, const Rule& rule, std::span<const DrawnTimeline> drawn);

}  // namespace prevenance::rules
