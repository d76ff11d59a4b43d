// Every question a rule may ask, one line each. See rules/predicate.h for what a predicate is.
#pragma once

#include "rules/predicate.h"

#include <span>
#include <string_view>

namespace prevenance::rules {

// In the order in which complaints name them.
std::span<const Predicate* const> predicates();

const Predicate* find_predicate(std::string_view name);

}  // namespace prevenance::rules
