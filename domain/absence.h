// Absences as the service is allowed to know them: one of two categories and dates. The cause of an absence
// has no place here; it is used in memory when a file is read, and forgotten. The surprise: two absences two
// days apart are one, whatever their categories.
#pragma once

#include "domain/calendar.h"

#include <optional>
#include <string_view>
#include <vector>

namespace prevenance {

// The only absences that may count (design.md promise 6): a stop for sickness or for an accident outside
// work, and an absence whose reason is not known. Everything else is protected by law and dropped at the
// door, so that there is no third value to mistake.
enum class AbsenceCategory { sickness, unexplained };

// The codes of facts: "MALADIE", "IMPREVUE".
std::string_view absence_code(AbsenceCategory category);
std::optional<AbsenceCategory> parse_absence_code(std::string_view code);

struct AbsenceSpell {
    Date start;
    std::optional<Date> end;  // inclusive, never before start; none: still going on
    AbsenceCategory category = AbsenceCategory::sickness;
    bool operator==(const AbsenceSpell&) const = default;
};

// The longest pause between two absences that still makes them one: a weekend.
inline constexpr Days bridged_gap{2};

// True where the two belong to one absence: they overlap, touch, or lie at most `bridged_gap` apart.
bool is_one_absence(const AbsenceSpell& one, const AbsenceSpell& other);

// The spells of ONE person, sorted by start, those that are one absence merged. The result does not depend
// on the order given, never overlaps, and merging it again changes nothing. A merged spell is `sickness` as
// soon as one of its parts is: a sick note may follow up to two days after the absence it explains (Code de
// la sécurité sociale, R321-2), and counting the two parts apart would count one absence twice.
std::vector<AbsenceSpell> merge_spells(std::vector<AbsenceSpell> spells);

}  // namespace prevenance
