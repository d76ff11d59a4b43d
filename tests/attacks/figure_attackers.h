// Who wants to know more than is published, and how: the table of attacks. An attacker has the exact counts of all
// shown cells (more than anybody gets: those are noised and rounded), knows which employers are members, which jobs
// they have, and in a coalition its members' own persons. Nothing here uses the audit that it attacks.
#pragma once

#include "tests/attacks/attack_report.h"

#include <span>
#include <string_view>

namespace prevenance {

struct AttackedScene {
    Boards& boards;
    bool noise_is_steady;  // false: drawn afresh at each publication
    WorldDice& dice;
};

struct FigureAttack {
    std::string_view name;
    void (*run)(AttackedScene& scene, AttackReport& report);
};

// In the order of docs/attacks.md.
std::span<const FigureAttack> figure_attacks();

}  // namespace prevenance
