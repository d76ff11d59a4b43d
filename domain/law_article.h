// An article of law as a register of law knows it: its number and the days its versions came into force. It
// is not the text: rules say in their own words what an article asks. The surprise: a register may hold only
// the version in force, or every version there was; which one it is decides what can be said about a date.
#pragma once

#include "domain/calendar.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance {

struct LawVersion {
    Date from;
    std::optional<Date> until;  // exclusive: the day another version, or none, takes its place
    std::string id = {};        // as Légifrance names it: "LEGIARTI000045676892"; empty: not told
    bool operator==(const LawVersion&) const = default;
};

struct LawArticle {
    std::string number;                // "R4624-31"
    std::vector<LawVersion> versions;  // sorted by `from`, never empty
    bool all_versions = false;         // false: only the version in force is known
    bool operator==(const LawArticle&) const = default;
};

}  // namespace prevenance
