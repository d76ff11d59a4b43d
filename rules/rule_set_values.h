// The thresholds an employer chose, put in place of the shipped ones. Only numbers change, and only inside
// the bounds of the rule file; what a rule asks, about whom, and what it may not see never does. The
// surprise: a threshold whose two bounds are equal is a protection or the law, and no employer may set it,
// not even to the same number.
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "rules/rule_file.h"
#include "rules/rule_set.h"

#include <span>
#include <string>

namespace prevenance::rules {

struct ThresholdValue {
    std::string rule;       // "S1"
    std::string threshold;  // "few"
    int value = 0;
    Date set_on;
    std::string set_by;  // French, a role and no name: "le référent de votre structure"
};

// The same rules in the same order. A rule whose number differs from the shipped one has another content
// hash, so that its findings are told apart; `set_on` and `set_by` alone change no hash. Error `invalid` with
// one complaint per value that is refused: `field` is "S1.few"; codes `unknown_rule`, `unknown_threshold`,
// `protected_threshold`, `out_of_bounds`, `given_twice`; messages in French.
Result<RuleSet> with_values(const RuleSet& shipped, std::span<const ThresholdValue> values,
                            const ContentHash& hash);

}  // namespace prevenance::rules
