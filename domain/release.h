// Which cells of published cubes may be shown, together and beside everything that was published before; and with
// which small change. Pure arithmetic: domain/disclosure.h judges one cell, this judges what cells tell together.
//
// The surprise: the audit knows nothing of tables. It cuts all persons into regions: those who are counted in
// exactly the same shown cells. Whatever anybody computes from shown cells is the same for all employers of a
// region, so a figure stays unknown where enough others share its regions, and only there. Nested networks, a year
// less its quarters, overlapping splits and employers that come and go are all the same case.
//
// Against whom: an outsider; a member, who knows its own persons; two members who lay theirs together; the readers
// of several networks who lay their tables together. Each is taken to know the exact counts, without noise.
#pragma once

#include "domain/disclosure.h"
#include "domain/id.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace prevenance {

// Persons of one employer who are counted in the same cells. A group of nobody says that the employer might have
// had somebody there: nobody outside knows that it had not.
struct CountedGroup {
    EmployerId employer;
    int persons = 0;
    std::uint64_t key = 0;  // sum of the persons' keys, modulo 2^64
    bool operator==(const CountedGroup&) const = default;
};

enum class CellState { asked, shown_before, hidden_before };

struct CandidateCell {
    std::vector<std::size_t> groups;  // indexes into the question's groups, ascending
    CellState state = CellState::asked;
    std::optional<std::size_t> split_from;  // the cell that this one and its siblings split up, by index
    int split = 0;  // which split of that cell; 0: none. The highest is the first to be given up
    // Persons whom a figure shown beside this one counts and this one does not: known to whoever subtracts.
    std::vector<Contributions> outsides = {};
    // The same for a member who takes its own persons out of both figures: those of the others.
    std::vector<Contributions> outsides_for_a_member = {};
};

struct ReleaseQuestion {
    std::vector<CountedGroup> groups;
    std::vector<CandidateCell> cells;
    std::vector<std::vector<std::size_t>> secrets = {};  // groups that are no cell together, and that no sum may tell
};

// Where a cell is not shown, why. In the order of the cells; of those from before, what was decided then.
using ReleaseAnswer = std::vector<std::optional<HiddenBecause>>;

// Steps of an audit, so that each can be tried without the others.
enum class AuditStep {
    differences,  // a shown cell inside another, or two: those who are left are known, to a member without its own too
    splits,       // a shown cell less its shown parts: the hidden parts together are known
    elimination,  // an unsafe cell or region is a sum of shown cells, each any number of times, added or taken away
    exchange,     // an employer's persons, for two other employers who know their own, within too few persons
    hidden_cells,  // the same for a cell that is too small to be shown
    overlaps       // whoever is in two shown cells, or in one and not in another: what all cells leave possible
};
inline constexpr std::array<AuditStep, 6> all_audit_steps{AuditStep::differences, AuditStep::splits,
                                                          AuditStep::elimination, AuditStep::exchange,
                                                          AuditStep::hidden_cells, AuditStep::overlaps};

// Nothing may be known of a count more narrowly than to `least_width` persons, nor than to a fifth of it.
int least_width(int persons);

// Primary rules of every asked cell and of its outsides, then the steps until none finds anything. Whatever a step
// finds, one of the asked cells that take part in it is hidden: of the highest split, the smallest, the latest. It
// ends: each turn hides one. A table of which nothing can be shown is withheld in this way, cell by cell.
ReleaseAnswer decide_release(const ReleaseQuestion& question, const DisclosureThresholds& thresholds,
                             std::span<const AuditStep> steps = all_audit_steps);

// The change of a shown count, by the cell's key: the same persons, the same change, in every table and every
// repetition. Between -5 and 5, mean 0, variance 3: the distribution of maximum entropy with these bounds, as in
// the cell key method (Thompson, Broadfoot and Elazar, 2013; Giessing, 2016). A count of nobody stays.
int cell_key_noise(std::uint64_t cell_key, int persons);

// As it is shown: with its noise, rounded to five, at least 10.
DisclosedCell shown_with_noise(const ReleaseQuestion& question, const CandidateCell& cell);

}  // namespace prevenance
