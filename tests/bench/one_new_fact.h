// One new fact about one employee: what does the engine find then, and what does one prepared statement of
// SQLite take to count the same for that employee? Both in this process, on the same facts.
#pragma once

#include "rules/rule_set.h"
#include "tests/bench/workload.h"

#include <vector>

namespace prevenance::bench {

struct NewFactTimes {
    double engine_microseconds;  // the fact taken in, the employee screened, with evidence
    double sqlite_microseconds;  // the aggregate alone: the row is there already
    std::size_t facts;
    std::size_t differences;  // between the two answers; must be 0
};

// Every `step`-th fact of the last year, in the order in which they happened.
NewFactTimes time_new_facts(const rules::RuleSet& rules, const std::vector<DrawnEmployee>& population,
                            std::size_t step);

}  // namespace prevenance::bench
