// Attacks by integer programming: numbers that nobody may know, drawn from a world, and what the published figures
// say of them to an outsider or to members who lay together what they know.
#pragma once

#include "tests/attacks/attack_report.h"

namespace prevenance {

// The persons of one employer in a shown cell (at times only those of them who are not in the part), or a cell too
// small to be shown.
void reconstruct_drawn(Boards& boards, const std::vector<BoardPlan>& plans, std::size_t members, WorldDice& dice,
                       AttackReport& report);

// The persons of an employer that belongs to a network for a part of the year.
void reconstruct_changing_members(Boards& boards, WorldDice& dice, AttackReport& report);

// Whoever is counted in the year and in no quarter, where they are too few to be a figure. An interval that begins at
// nobody is no success here: it does not tell that anybody was late.
void reconstruct_late(Boards& boards, WorldDice& dice, AttackReport& report);

// Whoever is in two shown cells that overlap, or in the one and not in the other, where these are too few to be shown.
// All of them, until as many are found as are printed. Of an interval that begins at nobody the same holds as of the late.
void reconstruct_overlaps(Boards& boards, AttackReport& report);

// Whether the employer belongs to one of the networks for a part of the year only.
bool changes_networks(const YearOfCounts& counts, std::uint32_t employer);

}  // namespace prevenance
