// As figure_ratio, the other way round: at most n. Measures carried out, for 100 that were advised.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate low_figure_ratio;

}  // namespace prevenance::rules
