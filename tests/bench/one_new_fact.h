// One new fact about one employee: what does the engine find then, and what does one prepared statement of
// SQLite take to count the same for that employee? Both in this process, on the same facts.
#pragma once

#include "rules/population.h"
#include "tests/bench/workload.h"

#include <vector>

namespace prevenance::bench {

struct NewFactTimes {
    double engine_microseconds;  // the employee screened as of the day of the fact, with evidence
    double sqlite_microseconds;  // the aggregate alone, over one table in memory
    double file_microseconds;    // over tables like the service's, in a file with a write-ahead log
    std::size_t facts;
    std::size_t differences;  // of either from the engine's answers; must be 0
};

// Every `step`-th fact of the last year, in the order in which they happened; what happened later is there,
// and must not count. The population must know no rule about a team: such a rule does not turn on a fact.
NewFactTimes time_new_facts(const rules::Population& population, const std::vector<DrawnEmployee>& drawn,
                            std::size_t step);

}  // namespace prevenance::bench
