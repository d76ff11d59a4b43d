// What is allowed in a rule file and still cannot be meant: a rule that never holds or whose bounds let it
// never hold, a pause that always applies, a question asked twice, a window longer than facts are kept, a
// rule that nobody has drawn. Errors are said by rules/rule_file.h; these are warnings. The surprise: silence
// is no proof. What is reported is certain; what is not reported may still be wrong, and drawn days show it.
#pragma once

#include "rules/drawn_timeline.h"
#include "rules/rule_file.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace prevenance::rules {

// How long facts about work and absences are kept (docs: 24 months). A window beyond it counts what is gone.
constexpr int days_kept = 731;

// Codes: never_holds, question_never_holds, impossible_bounds, unless_never_holds, unless_always_holds,
// number_without_effect, duplicate_condition, implied_condition, same_rule, longer_than_kept, no_evidence,
// file_name. In the order of files and lines.
std::vector<Complaint> lint(std::span<const ReadRule> rules);

// Codes: no_timeline, no_positive_case, no_negative_case. Nothing is missing of a rule while a case about it
// cannot be read: what is wrong with that case is enough.
std::vector<Complaint> lint_timelines(std::span<const ReadRule> rules, const DrawnReading& drawn);

// Cases about a rule that is not in the folder: each is an error (unknown_rule). `ids` are those of all
// files, also of the rules that are wrong.
std::vector<Complaint> cases_without_rule(std::span<const std::string> ids,
                                          std::span<const DrawnTimeline> cases);

struct LongestWindow {
    std::string rule;
    std::string threshold;
    int days = 0;
};

// Of the thresholds that `within` names; nothing where no rule has one.
std::optional<LongestWindow> longest_window(std::span<const ReadRule> rules);

}  // namespace prevenance::rules
