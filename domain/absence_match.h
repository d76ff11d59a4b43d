// One absence of a file against what is already known of the same person: new, longer than we knew, or
// nothing to do. It decides for one spell and looks at no other person. The surprise: an end that is known is
// never taken back, so that importing last month's file again changes nothing.
#pragma once

#include "domain/absence.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace prevenance {

enum class AgainstKnown {
    is_new,
    changes,  // the same person and start: prolonged, ended, or explained by a sick note since
    known     // nothing to do
};

struct AbsenceMatch {
    AgainstKnown kind = AgainstKnown::is_new;
    std::optional<std::size_t> known;  // the index of the absence it was matched with
    bool overlaps = false;             // is_new, and still shares days with a known one: worth a look
    bool other_end = false;            // known, and the file names an earlier end, or none: ours is kept
    bool operator==(const AbsenceMatch&) const = default;
};

// An absence is the same absence when the person and the start are the same (integrations/imports). One that
// lies inside a known one is known too. `known` in any order.
AbsenceMatch match_absence(const AbsenceSpell& spell, const std::vector<AbsenceSpell>& known);

// What the known absence becomes where match_absence says `changes`. Matching the result again says `known`.
AbsenceSpell changed_absence(const AbsenceSpell& known, const AbsenceSpell& spell);

}  // namespace prevenance
