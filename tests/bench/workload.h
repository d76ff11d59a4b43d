// The population that the rule engine and its rivals are compared on: employees with about twenty dated facts
// each over three years, a stress mix that no real workforce resembles (four people in ten are suggested). It
// is drawn from a seed, so that everybody who draws it has the same one, to the byte of the file it is
// written to. It is test data and describes nobody.
#pragma once

#include "domain/fact.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace prevenance::bench {

struct DrawnFact {
    std::string_view type;    // "absence", "late", "behaviour_change", "accident", "visit_request", …
    std::string_view reason;  // of an absence: "sickness", "maternity", …; empty for all else
    std::int32_t start;       // days since 1970-01-01
    std::int32_t end;         // inclusive
};

// Whether a reason is one of the protected causes.
bool is_protected(std::string_view reason);

struct DrawnEmployee {
    int number;
    int team;  // fifty employees each
    std::int32_t entry;
    std::optional<std::int32_t> exit;  // the last day
    std::vector<DrawnFact> facts;      // by start
};

std::vector<DrawnEmployee> draw_population(int employees, std::uint32_t seed = 20251231);

// One line of JSON for each employment and each fact. False where the file cannot be written.
bool write_population(const std::vector<DrawnEmployee>& population, const std::filesystem::path& file);

// The last day of the history: 31 December 2025.
Date screening_day();

// As the product knows it: unprotected absences are MALADIE, protected ones IMPREVUE (so that a rule can tell
// them apart here; the product itself never stores a protected one).
Timeline timeline_of(const DrawnEmployee& employee);

// Team 0, team 1, …
std::vector<TeamTimeline> teams_of(const std::vector<DrawnEmployee>& population);

}  // namespace prevenance::bench
