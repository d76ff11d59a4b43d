// A folder of rules on the disk: the rule files, the drawn timelines that lie beside them, and the catalogue
// of signals they speak of. It only opens files; what they say is read in rules/. The surprise: any folder
// will do, so that an author tries rules out before an instance uses them.
#pragma once

#include "domain/error.h"
#include "domain/signal.h"
#include "rules/drawn_timeline.h"
#include "rules/rule_file.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::api {

struct RuleFolder {
    std::vector<rules::RuleText> rules;      // *.yaml, by name
    std::vector<rules::RuleText> timelines;  // *.timeline, by name
};

// Error `not_found` where it is no folder, `too_large` where a file exceeds 16 MiB, `unavailable` where one
// cannot be read.
Result<RuleFolder> read_rule_folder(const std::filesystem::path& folder);

// The signals.yaml that goes with a folder of rules: in it, beside it, or else `otherwise`.
std::filesystem::path signals_beside(const std::filesystem::path& folder,
                                     const std::filesystem::path& otherwise);
Result<SignalCatalogue> read_signals(const std::filesystem::path& file);

// Both at once, with every complaint about every file.
Result<rules::RuleSet> read_rule_set(const std::filesystem::path& folder, const SignalCatalogue& signals);

// The cases of all files, in their order; what is wrong with some goes to `complaints`.
rules::DrawnReading read_drawings(const std::vector<rules::RuleText>& timelines,
                                  const SignalCatalogue& signals, std::vector<rules::Complaint>& complaints);

// Identifies what a rule says; 64 hexadecimal digits.
std::string hash_of_content(std::string_view content);

}  // namespace prevenance::api
