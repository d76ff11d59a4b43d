// The nine answers of tests/bench/rules as somebody would write them who has only these rules and never
// another: no rule file, no evidence, no dates of recording. Two ways, the ordinary one and the quickest one
// known. Both have their facts in three narrow columns, sorted by employee and start.
#pragma once

#include "tests/bench/workload.h"

#include <array>
#include <cstdint>
#include <vector>

namespace prevenance::bench {

struct HandColumns {
    std::vector<std::uint32_t> offsets{0};  // an employee's first fact
    std::vector<std::uint16_t> starts;      // days since 2000-01-01
    std::vector<std::uint16_t> lengths;     // days
    std::vector<std::uint8_t> codes;
    std::vector<std::uint16_t> teams;
    std::vector<std::uint32_t> team_offsets{0};  // a team's first employee
    std::vector<std::int32_t> entries;           // days since 1970
    std::vector<std::int32_t> exits;
};

// `every_fact` false: facts that no rule counts are left out, as the engine leaves them out.
HandColumns hand_columns(const std::vector<DrawnEmployee>& population, bool every_fact);

// Bit r - 1 of an answer: rule Rr holds; bit 8: R9.
using Answers = std::vector<std::uint16_t>;

// One pass over the facts of an employee, the youngest first, with a switch on what each fact is.
void decide_with_branches(const HandColumns& columns, Date as_of, Answers& answers);

// The counters of all rules side by side in one machine word, added to by three table look-ups a fact.
class TableCounters {
public:
    TableCounters();
    void decide(const HandColumns& columns, Date as_of, Answers& answers) const;

private:
    static constexpr std::size_t window = 365;
    static constexpr std::size_t longest = 511;
    std::array<std::uint64_t, 256> by_code_{};
    std::array<std::uint64_t, longest + 1> by_length_{};
    std::array<std::uint64_t, window> by_age_{};
};

}  // namespace prevenance::bench
