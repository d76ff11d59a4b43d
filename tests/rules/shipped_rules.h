// The rule files and the catalogue that ship in config/, read once for the tests that use them.
#pragma once

#include "rules/drawn_timeline.h"
#include "rules/rule_file.h"

#include <string>
#include <string_view>

namespace prevenance::rules {

// A file below the source folder; the test fails where it cannot be read.
std::string source_file(std::string_view path);

const SignalCatalogue& shipped_catalogue();
std::vector<RuleText> shipped_rule_texts();
const RuleSet& shipped_rules();
// Every drawn case that lies beside the rules.
std::vector<DrawnTimeline> shipped_timelines();

// 64 hexadecimal digits; stable, different for different texts in practice. The program uses a real one.
std::string test_hash(std::string_view content);

}  // namespace prevenance::rules
