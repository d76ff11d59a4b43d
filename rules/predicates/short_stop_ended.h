// "A stop of at most n days has a known end." It holds until `shown` days after that end. An open stop is not
// yet short; one that is prolonged leaves by itself.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate short_stop_ended;

}  // namespace prevenance::rules
