#include "domain/absence_match.h"

#include <algorithm>

namespace prevenance {
namespace {

bool extends(const AbsenceSpell& spell, const AbsenceSpell& known) {
    return spell.end && (!known.end || *spell.end > *known.end);
}

bool explains(const AbsenceSpell& spell, const AbsenceSpell& known) {
    return spell.category == AbsenceCategory::sickness && known.category == AbsenceCategory::unexplained;
}

bool covers(const AbsenceSpell& known, const AbsenceSpell& spell) {
    return known.start <= spell.start && (!known.end || (spell.end && *spell.end <= *known.end));
}

bool shares_a_day(const AbsenceSpell& one, const AbsenceSpell& other) {
    return (!one.end || other.start <= *one.end) && (!other.end || one.start <= *other.end);
}

AbsenceMatch match_same_start(const AbsenceSpell& spell, const AbsenceSpell& known, std::size_t index) {
    if (extends(spell, known) || explains(spell, known)) return {AgainstKnown::changes, index};
    return {AgainstKnown::known, index, false, spell.end != known.end};
}

}  // namespace

AbsenceMatch match_absence(const AbsenceSpell& spell, const std::vector<AbsenceSpell>& known) {
    for (std::size_t i = 0; i < known.size(); ++i)
        if (known[i].start == spell.start) return match_same_start(spell, known[i], i);
    for (std::size_t i = 0; i < known.size(); ++i)
        if (covers(known[i], spell)) return {AgainstKnown::known, i};
    const bool overlaps =
        std::ranges::any_of(known, [&](const AbsenceSpell& other) { return shares_a_day(spell, other); });
    return {AgainstKnown::is_new, std::nullopt, overlaps};
}

AbsenceSpell changed_absence(const AbsenceSpell& known, const AbsenceSpell& spell) {
    auto changed = known;
    if (extends(spell, known)) changed.end = spell.end;
    if (explains(spell, known)) changed.category = AbsenceCategory::sickness;
    return changed;
}

}  // namespace prevenance
