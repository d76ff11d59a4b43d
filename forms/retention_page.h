// What is kept and for how long, what would go tonight and what went last night: numbers for the
// administrator, nobody named. Lines that would tell who answered an invitation have no number.
#pragma once

#include "forms/template_data.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct KeptLine {
    std::string label;
    std::string period;
    std::string source;
    bool counted = true;                   // otherwise its numbers would tell who answered
    std::int64_t due = 0;                  // tonight
    std::optional<std::int64_t> erased{};  // last night; none: no night was worked through
    std::vector<std::string> stays{};      // what is due and stays, and why, in sentences
};

struct RetentionView {
    bool is_demo = false;    // fictitious people: nothing is erased
    std::string last_night;  // "14 mars 2026"; empty: none yet
    std::vector<KeptLine> lines;
};
TemplateData retention_data(const RetentionView& view);

}  // namespace prevenance::forms
