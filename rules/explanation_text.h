// The text face of an explanation: what the command line prints, what a card carries as its detail, and what
// the tests keep for review. Everything the page shows, in the same words.
#pragma once

#include "rules/explanation.h"

#include <string>
#include <string_view>

namespace prevenance::rules {

// Lines, each after `indent` and ended by a line break; the title is not among them.
std::string explanation_text(const Explanation& explanation, std::string_view indent);

}  // namespace prevenance::rules
