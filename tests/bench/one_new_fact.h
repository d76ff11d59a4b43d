// One new fact about one employee: what does the engine find then, and how long does one prepared statement
// of SQLite take to count the same for that employee? In this process, on the same facts, in turns. There are
// three ways to keep the facts for SQLite, and each is a rival of its own.
#pragma once

#include "rules/population.h"
#include "tests/bench/workload.h"

#include <vector>

namespace prevenance::bench {

struct RivalTime {
    const char* name;
    double microseconds;      // one prepared statement for one employee
    std::size_t differences;  // from the engine's answers; must be 0
};

struct NewFactTimes {
    double engine_microseconds;  // the employee screened as of the day of the fact, with evidence
    std::size_t facts;
    std::vector<RivalTime> rivals;
};

// Every `step`-th fact of the last year, in the order in which they happened; what happened later is there,
// and must not count. The population must know no rule about a team: such a rule does not turn on a fact.
NewFactTimes time_new_facts(const rules::Population& population, const std::vector<DrawnEmployee>& drawn,
                            std::size_t step, int runs);

}  // namespace prevenance::bench
