// What is kept and for how long, what would go tonight and what went last night: numbers for the
// administrator, nobody named. Lines that would tell who answered an invitation have no number.
#pragma once

#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct KeptLine {
    std::string label;
    std::string period;
    std::string source;
    std::string due;        // tonight; "—" where it is not counted
    std::string erased;     // last night; "—" where it is not counted, or where no night was worked through
    std::string held_back;  // a sentence; empty: none
};

struct RetentionView {
    bool is_demo = false;    // fictitious people: nothing is erased
    std::string last_night;  // "14 mars 2026"; empty: none yet
    std::vector<KeptLine> lines;
};
TemplateData retention_data(const RetentionView& view);

}  // namespace prevenance::forms
