// Work accidents of a team, counted together. Stops that follow each other are one accident, as spells are.
#pragma once

#include "rules/predicates/spells.h"
#include "rules/predicates/team_periods.h"

namespace prevenance::rules {

inline std::int64_t accidents_in(const Team& team, const CodeSet& codes, int gap, const TeamPeriod& period,
                                 DayNumber as_of) {
    std::int64_t found = 0;
    for (const Person& member : team.members) {
        for_each_spell(member.facts, codes, gap, as_of, [&](const Spell& spell) {
            const bool member_then = member.entry <= spell.start && spell.start <= member.exit;
            if (member_then && period.contains(spell.start)) ++found;
            return true;
        });
    }
    return found;
}

}  // namespace prevenance::rules
