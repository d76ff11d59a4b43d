// Who wants to know more than is published, and how. An attacker has the exact counts of all shown cells (more than
// anybody gets: those are noised and rounded), knows which employers are members, which jobs they have, and in a
// coalition its members' own persons. Nothing here uses the audit that it attacks; intervals come from GLPK.
#pragma once

#include "tests/attacks/drawn_world.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance {

// What the pipeline made of a world: each cell with the persons behind it, known to the test only.
struct AttackedCell {
    CubePlace place;
    bool shown = false;
    int displayed = 0;
    std::optional<HiddenBecause> hidden_because;
};

struct AttackedWorld {
    YearOfCounts counts;
    std::vector<AttackedCell> cells;
};

AttackedWorld publish_year(const WorldPlan& plan, std::span<const AuditStep> steps = all_audit_steps);

struct AttackCount {
    std::string attack;
    long tried = 0;
    long exact = 0;   // an unsafe figure was found exactly
    long narrow = 0;  // or within fewer persons than max(5, 20 %)
    long succeeded() const { return exact + narrow; }
};

enum class Attack {
    differencing,       // a part from its whole, in one network and period
    nested_networks,    // one network from another
    time_slicing,       // quarters from their year
    outsider,           // all published figures of an indicator at once, by integer programming
    coalition_of_one,   // the same with a member's own persons
    coalition_of_two,   // and with two members'
};
AttackCount attack_world(const AttackedWorld& world, Attack attack, WorldDice& dice);

}  // namespace prevenance
