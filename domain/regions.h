// Persons who are counted in exactly the same shown cells, for the audit of domain/release.h. Whatever anybody
// computes from shown cells is the same for all employers of a region.
//
// The surprise: a region only ever grows. Hiding one cell more makes regions one that differed by that cell only, so what
// was found safe once stays safe. That is why an audit of a whole country ends.
#pragma once

#include "domain/release.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace prevenance {

using Indexes = std::vector<std::size_t>;

// Persons by the number of their employer, in the order of these numbers. One with nobody is there with 0.
using PersonsByEmployer = std::vector<std::pair<std::size_t, int>>;

// Which cell is shown, by index.
using ShownCells = std::vector<bool>;

// Adds up the groups of a question by employer.
class EmployerSums {
public:
    explicit EmployerSums(const ReleaseQuestion& question);

    // 0 and on, in the order of their identifiers.
    std::size_t employer_of(std::size_t group) const { return employer_of_[group]; }
    PersonsByEmployer sum(const Indexes& groups) const;
    Contributions contributions(const PersonsByEmployer& persons) const;

private:
    const ReleaseQuestion& question_;
    std::vector<EmployerId> employers_;
    Indexes employer_of_;  // by group
};

struct Region {
    Indexes groups;
    Indexes cells;  // shown ones, ascending; empty: there is no such region any more
    PersonsByEmployer employers;
    int persons = 0;
    std::array<int, 3> largest{};  // persons of the three largest employers, as far as there are so many

    int without_two_largest() const { return persons - largest[0] - largest[1]; }
    // Without the two largest beside an employer that has `own` persons here; 0 where it has fewer than three others.
    int without_two_largest_others(int own) const;
};

class Regions {
public:
    Regions(const ReleaseQuestion& question, const EmployerSums& sums, const ShownCells& shown);

    struct Gone {
        std::size_t region;
        std::optional<std::size_t> into;  // the region that it is part of now; none: its persons are in no shown cell
    };
    struct Change {
        std::vector<Gone> gone;
        Indexes freed;  // groups that are in no shown cell any more
    };
    Change hide(std::size_t cell);

    const Region& operator[](std::size_t region) const { return regions_[region]; }
    std::size_t size() const { return regions_.size(); }  // those that are gone included
    std::optional<std::size_t> of_group(std::size_t group) const;

    Indexes all() const;                              // that are there, ascending
    const Indexes& within(std::size_t cell) const;    // of a shown cell, ascending; until the next change
    Indexes touched_by(const Indexes& groups) const;  // ascending

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    void add(Indexes cells, Indexes groups);
    std::optional<std::size_t> with_cells(std::uint64_t sign, const Indexes& cells) const;
    void merge(std::size_t from, std::size_t into);

    const ReleaseQuestion& question_;
    const EmployerSums& sums_;
    std::vector<Region> regions_;
    std::vector<std::uint64_t> signs_;  // by region: the sum of a number for each of its cells
    std::unordered_multimap<std::uint64_t, std::size_t> by_sign_;
    mutable std::vector<Indexes> of_cell_;        // with regions that are gone, where this is noted
    mutable std::vector<bool> has_gone_regions_;  // by cell
    Indexes region_of_;             // by group
};

}  // namespace prevenance
