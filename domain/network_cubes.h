// The cubes of all networks for one period: who is counted in which cell, and what of it may be shown beside
// everything published of the same year (domain/release.h). Persons are numbers under a key; no name, no date.
//
// The surprise: all networks are decided together, because one employer may be in three of them.
#pragma once

#include "domain/disclosure.h"
#include "domain/id.h"
#include "domain/indicator.h"
#include "domain/release.h"

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace prevenance {

inline constexpr std::size_t periods_of_a_year = 5;  // four quarters, then the year
inline constexpr std::size_t whole_year = 4;

struct CubeEmployer {
    EmployerId id;
    std::string department;  // "43"; empty: not known, then in no cell by department
    std::string size_class;  // "10_19"; the same
};

// A person counted for an indicator in some periods of one year.
struct CubePerson {
    std::uint64_t key = 0;  // the same for the same person within a year, under the key of the noise
    std::uint32_t employer = 0;    // index into YearOfCounts::employers
    std::uint32_t job_family = 0;  // index into YearOfCounts::job_families
    std::uint8_t periods = 0;      // bit 0: first quarter … bit 4: the year
};

struct CubeNetwork {
    NetworkId id;
    // Indexes of those who are members from the first to the last day of each period, ascending.
    std::array<std::vector<std::uint32_t>, periods_of_a_year> members;
    bool asked = true;  // false: there for what it published earlier, and publishes nothing now
};

struct YearOfCounts {
    std::vector<CubeEmployer> employers;
    std::vector<std::string> job_families;  // codes
    std::vector<CubeNetwork> networks;
    std::map<std::string, std::vector<CubePerson>, std::less<>> persons;  // by indicator
};

// Where a cell stands: network, period of the year, indicator, dimension, category ("" for the whole network).
using CubePlace = std::tuple<NetworkId, std::size_t, std::string, CellDimension, std::string>;

// Published before, of the same year: true where a value is shown.
using EarlierCells = std::map<CubePlace, bool>;

struct DecidedCell {
    std::string indicator;
    CellDimension dimension = CellDimension::whole;
    std::string category;
    DisclosedCell cell;
};

// Every cell of each asked network for `period`; nothing for one of which the period is in `earlier`. The number of
// employers that take part stands first: it is known to every member, and is neither a count of people nor rounded.
// Indicators come in the order of the catalogue; whatever another one is part of has to come before it.
std::map<NetworkId, std::vector<DecidedCell>> decide_cubes(const YearOfCounts& counts,
                                                           const IndicatorCatalogue& indicators,
                                                           const EarlierCells& earlier, std::size_t period,
                                                           const DisclosureThresholds& thresholds,
                                                           std::span<const AuditStep> steps = all_audit_steps);

// "1_9", "10_19", "20_49", "50_more": employees; empty for none.
std::string size_class_of(int employees);

}  // namespace prevenance
