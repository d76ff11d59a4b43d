// What is wrong in rule files, as JSON for editors and for continuous integration. It knows nothing of rules:
// api/commands/rules_check.cpp fills it in.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct RuleComplaint {
    std::string file;
    int line = 1;    // from 1
    int column = 1;  // from 1, in characters
    std::string path;
    std::string code;
    std::string message;
    bool is_error = true;  // otherwise a warning
};

struct RuleCheck {
    std::vector<RuleComplaint> complaints;
    int rules = 0;                      // that could be read
    std::optional<int> longest_window;  // in days
};

std::string rule_check_json(const RuleCheck& check);

}  // namespace prevenance::forms
