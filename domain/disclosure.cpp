#include "domain/disclosure.h"

#include <algorithm>
#include <map>
#include <string>

namespace prevenance {
namespace {

constexpr int rounding = 5;
constexpr int fewest_others = 2;

int employers_in(const Contributions& cell) {
    return static_cast<int>(
        std::ranges::count_if(cell, [](const Contribution& one) { return one.persons > 0; }));
}

int largest_share_of(const Contributions& cell) {
    int largest = 0;
    for (const auto& one : cell) largest = std::max(largest, one.persons);
    return largest;
}

Contributions sum_of(std::span<const Contributions> cells) {
    std::map<EmployerId, int> persons;
    for (const auto& cell : cells)
        for (const auto& one : cell) persons[one.employer] += one.persons;
    Contributions sum;
    for (const auto& [employer, count] : persons) sum.push_back({employer, count});
    return sum;
}

std::optional<HiddenBecause> reason_within(const Contributions& population, const Contributions& cell,
                                           const DisclosureThresholds& thresholds) {
    if (const auto reason = reason_to_hide(cell, thresholds)) return reason;
    const std::array others{complement(population, cell)};
    if (!population.empty() && !subtraction_tells_nothing(others, thresholds))
        return HiddenBecause::protects_another_cell;
    return std::nullopt;
}

DisclosedCell disclosed(const Contributions& cell, std::optional<HiddenBecause> reason) {
    return reason ? DisclosedCell::hidden(*reason) : DisclosedCell::shown(persons_in(cell));
}

std::vector<Contributions> hidden_parts_of(const RowToDisclose& row, const DisclosedRow& shown) {
    std::vector<Contributions> hidden;
    for (std::size_t i = 0; i < row.parts.size(); ++i)
        if (shown.parts[i].is_hidden()) hidden.push_back(row.parts[i]);
    return hidden;
}

// The smallest part that is still shown; the number of parts where none is.
std::size_t smallest_shown_part(const RowToDisclose& row, const DisclosedRow& shown) {
    std::size_t smallest = row.parts.size();
    for (std::size_t i = 0; i < row.parts.size(); ++i) {
        if (shown.parts[i].is_hidden()) continue;
        if (smallest == row.parts.size() || persons_in(row.parts[i]) < persons_in(row.parts[smallest]))
            smallest = i;
    }
    return smallest;
}

void suppress_until_safe(const RowToDisclose& row, DisclosedRow& shown,
                         const DisclosureThresholds& thresholds) {
    if (shown.total.is_hidden()) return;
    while (!subtraction_tells_nothing(hidden_parts_of(row, shown), thresholds)) {
        const auto next = smallest_shown_part(row, shown);
        if (next == row.parts.size()) return;  // nothing is left to subtract
        shown.parts[next] = DisclosedCell::hidden(HiddenBecause::protects_another_cell);
    }
}

}  // namespace

Result<DisclosureThresholds> DisclosureThresholds::raised(int persons, int employers,
                                                          int largest_share_percent) {
    const DisclosureThresholds least;
    std::vector<FieldError> errors;
    if (persons < least.persons_)
        errors.push_back(
            {"persons", "threshold_lowered",
             "Le nombre de personnes ne peut pas descendre sous " + std::to_string(least.persons_) + "."});
    if (employers < least.employers_)
        errors.push_back(
            {"employers", "threshold_lowered",
             "Le nombre de structures ne peut pas descendre sous " + std::to_string(least.employers_) + "."});
    if (largest_share_percent > least.largest_share_percent_ || largest_share_percent < 1)
        errors.push_back({"largest_share_percent", "threshold_lowered",
                          "La part d’une structure va de 1 à " +
                              std::to_string(least.largest_share_percent_) + "\u00A0%."});
    if (!errors.empty()) return fail(std::move(errors));
    DisclosureThresholds thresholds;
    thresholds.persons_ = persons;
    thresholds.employers_ = employers;
    thresholds.largest_share_percent_ = largest_share_percent;
    return thresholds;
}

std::string_view hidden_reason_name(HiddenBecause reason) {
    for (const auto& [value, name] : hidden_reason_names)
        if (value == reason) return name;
    return "";
}

std::optional<HiddenBecause> parse_hidden_reason(std::string_view text) {
    for (const auto& [value, name] : hidden_reason_names)
        if (name == text) return value;
    return std::nullopt;
}

int persons_in(const Contributions& cell) {
    int persons = 0;
    for (const auto& one : cell) persons += one.persons;
    return persons;
}

bool has_enough_people(const Contributions& cell, const DisclosureThresholds& thresholds) {
    return persons_in(cell) >= thresholds.persons();
}

bool has_enough_employers(const Contributions& cell, const DisclosureThresholds& thresholds) {
    return employers_in(cell) >= thresholds.employers();
}

bool is_not_dominated(const Contributions& cell, const DisclosureThresholds& thresholds) {
    return 100 * largest_share_of(cell) <= thresholds.largest_share_percent() * persons_in(cell);
}

bool has_enough_people_without_any_one(const Contributions& cell, const DisclosureThresholds& thresholds) {
    const int others = employers_in(cell) - 1;
    return others >= fewest_others && persons_in(cell) - largest_share_of(cell) >= thresholds.persons();
}

std::optional<HiddenBecause> reason_to_hide(const Contributions& cell,
                                            const DisclosureThresholds& thresholds) {
    if (!has_enough_people(cell, thresholds)) return HiddenBecause::too_few_people;
    if (!has_enough_employers(cell, thresholds)) return HiddenBecause::too_few_employers;
    if (!is_not_dominated(cell, thresholds)) return HiddenBecause::one_employer_dominates;
    if (!has_enough_people_without_any_one(cell, thresholds)) return HiddenBecause::too_few_people;
    return std::nullopt;
}

bool subtraction_tells_nothing(std::span<const Contributions> hidden_parts,
                               const DisclosureThresholds& thresholds) {
    return hidden_parts.empty() || !reason_to_hide(sum_of(hidden_parts), thresholds);
}

Contributions complement(const Contributions& whole, const Contributions& part) {
    std::map<EmployerId, int> taken;
    for (const auto& one : part) taken[one.employer] = one.persons;
    Contributions rest = whole;
    for (auto& one : rest)
        if (const auto same = taken.find(one.employer); same != taken.end())
            one.persons = std::max(0, one.persons - same->second);
    return rest;
}

DisclosedCell DisclosedCell::shown(int persons) {
    return DisclosedCell{(persons + rounding / 2) / rounding * rounding, std::nullopt};
}

DisclosedRow disclose(const RowToDisclose& row, const DisclosureThresholds& thresholds) {
    DisclosedRow shown{disclosed(row.total, reason_within(row.population, row.total, thresholds)), {}};
    for (const auto& part : row.parts)
        shown.parts.push_back(disclosed(part, reason_within(row.population, part, thresholds)));
    suppress_until_safe(row, shown, thresholds);
    return shown;
}

}  // namespace prevenance
