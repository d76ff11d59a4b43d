// The attack on the noise: the same persons counted again and again, and the mean of what is displayed.
#pragma once

#include "tests/attacks/attack_report.h"

namespace prevenance {

// `noise_is_steady` false: everybody has a new key at each publication, as if noise were drawn afresh.
void average(Boards& boards, bool noise_is_steady, WorldDice& dice, AttackReport& report);

}  // namespace prevenance
