// Whether a count may be published without telling on a person or an employer. Pure arithmetic over what each
// employer contributes; it is not the count itself, nor its storage.
//
// The rules: INSEE's frequency and dominance rules for enterprises (3 units, 85 %), the 11 persons of French
// health data, and the minus-one rule, because each member of a network knows its own share. The surprise: a
// published total beside published parts tells the sum of the hidden parts, so that sum has to pass as well.
#pragma once

#include "domain/error.h"
#include "domain/id.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace prevenance {

// How many persons of one employer a cell counts. An employer with none does not contribute.
struct Contribution {
    EmployerId employer;
    int persons = 0;
    bool operator==(const Contribution&) const = default;
};
using Contributions = std::vector<Contribution>;  // each employer at most once

// Thresholds can be raised by whoever installs the service, never lowered.
class DisclosureThresholds {
public:
    DisclosureThresholds() = default;
    // Error invalid, with every value that is weaker than the default: fewer persons or employers, a larger
    // share.
    static Result<DisclosureThresholds> raised(int persons, int employers, int largest_share_percent);

    int persons() const { return persons_; }
    int employers() const { return employers_; }
    int largest_share_percent() const { return largest_share_percent_; }

private:
    int persons_ = 11;
    int employers_ = 3;
    int largest_share_percent_ = 85;
};

enum class HiddenBecause { too_few_people, too_few_employers, one_employer_dominates, protects_another_cell };

inline constexpr std::array<std::pair<HiddenBecause, std::string_view>, 4> hidden_reason_names{{
    {HiddenBecause::too_few_people, "too_few_people"},
    {HiddenBecause::too_few_employers, "too_few_employers"},
    {HiddenBecause::one_employer_dominates, "one_employer_dominates"},
    {HiddenBecause::protects_another_cell, "protects_another_cell"},
}};
std::string_view hidden_reason_name(HiddenBecause reason);
std::optional<HiddenBecause> parse_hidden_reason(std::string_view text);

// The rules one by one. Each says whether the cell passes that rule alone.
bool has_enough_people(const Contributions& cell, const DisclosureThresholds& thresholds);
bool has_enough_employers(const Contributions& cell, const DisclosureThresholds& thresholds);
bool is_not_dominated(const Contributions& cell, const DisclosureThresholds& thresholds);
// Whoever takes the own persons out still sees at least the threshold of persons, of two other employers or
// more.
bool has_enough_people_without_any_one(const Contributions& cell, const DisclosureThresholds& thresholds);

// Why a cell alone may not be published; nothing where it may. No person, one person and ten give the same
// answer.
std::optional<HiddenBecause> reason_to_hide(const Contributions& cell,
                                            const DisclosureThresholds& thresholds);

// Whether a total may stand beside parts of which `hidden_parts` are not shown: their sum is known to whoever
// subtracts, so it passes the rules itself, or there is nothing hidden. Parts may share people: then the
// subtraction gives a bound at best, and the answer errs on the side of hiding.
bool subtraction_tells_nothing(std::span<const Contributions> hidden_parts,
                               const DisclosureThresholds& thresholds);

// Those of `whole` who are not in `part`, employer by employer.
Contributions complement(const Contributions& whole, const Contributions& part);

// Persons of all employers together.
int persons_in(const Contributions& cell);

// A count as it is shown.
class DisclosedCell {
public:
    static DisclosedCell shown(int persons);  // rounded to the nearest multiple of five
    static DisclosedCell exact(int employers) { return DisclosedCell{employers, std::nullopt}; }  // never persons
    static DisclosedCell hidden(HiddenBecause reason) { return DisclosedCell{std::nullopt, reason}; }

    const std::optional<int>& value() const { return value_; }
    const std::optional<HiddenBecause>& hidden_because() const { return hidden_because_; }
    bool is_hidden() const { return hidden_because_.has_value(); }
    bool operator==(const DisclosedCell&) const = default;

private:
    DisclosedCell(std::optional<int> value, std::optional<HiddenBecause> reason)
        : value_(value), hidden_because_(reason) {}
    std::optional<int> value_;
    std::optional<HiddenBecause> hidden_because_;
};

// One row of a table: everybody there is, those the row counts, and how these split up. `population` may be
// empty where none is published beside the row; then no complement can be computed from it.
struct RowToDisclose {
    Contributions population;
    Contributions total;
    std::vector<Contributions> parts;
};
struct DisclosedRow {
    DisclosedCell total;
    std::vector<DisclosedCell> parts;  // in the order given
};

// Primary rules, the complement of every cell in the population, then secondary suppression: the smallest
// shown part is hidden as well until the hidden ones cannot be found by subtraction.
DisclosedRow disclose(const RowToDisclose& row, const DisclosureThresholds& thresholds);

}  // namespace prevenance
