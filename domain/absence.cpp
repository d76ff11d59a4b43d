#include "domain/absence.h"

#include <algorithm>
#include <utility>

namespace prevenance {
namespace {

// Days strictly between the two, negative where they overlap; `later` starts on or after `earlier`.
bool bridges(const AbsenceSpell& earlier, const AbsenceSpell& later) {
    return !earlier.end || later.start - *earlier.end - Days{1} <= bridged_gap;
}

void absorb(AbsenceSpell& into, const AbsenceSpell& spell) {
    if (into.end) into.end = spell.end ? std::optional{std::max(*into.end, *spell.end)} : std::nullopt;
    if (spell.category == AbsenceCategory::sickness) into.category = AbsenceCategory::sickness;
}

}  // namespace

std::string_view absence_code(AbsenceCategory category) {
    return category == AbsenceCategory::sickness ? "MALADIE" : "IMPREVUE";
}

std::optional<AbsenceCategory> parse_absence_code(std::string_view code) {
    if (code == "MALADIE") return AbsenceCategory::sickness;
    if (code == "IMPREVUE") return AbsenceCategory::unexplained;
    return std::nullopt;
}

bool is_one_absence(const AbsenceSpell& one, const AbsenceSpell& other) {
    return one.start <= other.start ? bridges(one, other) : bridges(other, one);
}

std::vector<AbsenceSpell> merge_spells(std::vector<AbsenceSpell> spells) {
    std::ranges::stable_sort(spells, {}, &AbsenceSpell::start);
    std::vector<AbsenceSpell> merged;
    for (const auto& spell : spells) {
        if (!merged.empty() && bridges(merged.back(), spell)) {
            absorb(merged.back(), spell);
        } else {
            merged.push_back(spell);
        }
    }
    return merged;
}

}  // namespace prevenance
