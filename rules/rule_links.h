// Rules seen together: each has its own id, names only rules that are there and of its kind, and none waits
// for itself. The surprise: a rule whose own file is wrong is still one that may be named, so that one
// mistake is not said twice.
#pragma once

#include "rules/rule_file.h"

#include <set>
#include <span>
#include <string>
#include <vector>

namespace prevenance::rules {

// Appends codes `duplicate_rule`, `unknown_rule`, `wrong_family`, `wrong_level`, `circle`. `wrong_ones`: the
// ids of rules that could not be read.
void check_links(std::span<const ReadRule> rules, const std::set<std::string>& wrong_ones,
                 std::vector<Complaint>& complaints);

}  // namespace prevenance::rules
