// "A stop of at least n days has a known end: something is due by the return plus d days." It holds from the
// day the end is known until `shown` days after the due date, so that a stop recorded late is still seen. The
// return is the day after the last day of the stop.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate return_after_stop;

}  // namespace prevenance::rules
