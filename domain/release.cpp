#include "domain/release.h"

#include "domain/row_space.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace prevenance {
namespace {

using Indexes = std::vector<std::size_t>;

constexpr int smallest_width = 5;      // persons
constexpr int smallest_share = 5;      // a fifth
constexpr std::size_t employers_together = 2;  // who lay what they know together
constexpr int smallest_noisy_count = 8;  // shown as 10: no shown figure looks like a hidden one

// Cumulative, in parts of 2^32, of p(k) proportional to exp(-0.163999921461 k^2) for k = -5 … 4.
constexpr std::array<std::uint64_t, 10> noise_table{16285916,   87543411,   312138561,  822081613,  1656136175,
                                                    2638831121, 3472885683, 3982828735, 4207423885, 4278681380};

// The persons of one region, by employer; employers with nobody included.
struct Region {
    Indexes groups;
    Indexes cells;  // shown ones
    std::vector<std::pair<std::size_t, int>> employers;  // dense number, persons; by number
    int persons = 0;
};

class Audit {
public:
    Audit(const ReleaseQuestion& question, const DisclosureThresholds& thresholds)
        : question_(question), thresholds_(thresholds) {
        number_employers();
        for (const auto& cell : question_.cells) judge(cell);
    }

    ReleaseAnswer answer(std::span<const AuditStep> steps) {
        if (has(steps, AuditStep::differences)) hide_differences();
        while (hide_next(steps)) {
        }
        return std::move(hidden_);
    }

private:
    static bool has(std::span<const AuditStep> steps, AuditStep step) {
        return std::ranges::find(steps, step) != steps.end();
    }

    void number_employers() {
        std::map<EmployerId, std::size_t> numbers;
        for (const auto& group : question_.groups) numbers.emplace(group.employer, 0);
        std::size_t next = 0;
        for (auto& [employer, number] : numbers) {
            number = next++;
            employers_.push_back(employer);
        }
        for (const auto& group : question_.groups) employer_of_.push_back(numbers.at(group.employer));
    }

    void judge(const CandidateCell& cell) {
        const auto cell_contributions = contributions(cell.groups);
        auto reason = reason_to_hide(cell_contributions, thresholds_);
        if (!reason && cell_contributions.size() <= employers_together + 1)
            reason = HiddenBecause::too_few_employers;
        if (!reason && std::ranges::any_of(cell.outsides, [&](const Contributions& outside) {
                return reason_to_hide(outside, thresholds_).has_value();
            }))
            reason = HiddenBecause::protects_another_cell;
        persons_.push_back(persons_of(cell.groups));
        unsafe_.push_back(reason.has_value());
        if (cell.state == CellState::shown_before)
            hidden_.push_back(std::nullopt);
        else if (cell.state == CellState::hidden_before)
            hidden_.push_back(reason.value_or(HiddenBecause::protects_another_cell));
        else
            hidden_.push_back(reason);
    }

    int persons_of(const Indexes& groups) const {
        int persons = 0;
        for (const auto group : groups) persons += question_.groups[group].persons;
        return persons;
    }

    Contributions contributions(const Indexes& groups) const {
        std::map<std::size_t, int> persons;
        for (const auto group : groups) persons[employer_of_[group]] += question_.groups[group].persons;
        Contributions cell;
        for (const auto& [employer, count] : persons) cell.push_back({employers_[employer], count});
        return cell;
    }

    bool is_unsafe(const Indexes& groups) const {
        return reason_to_hide(contributions(groups), thresholds_).has_value();
    }

    bool is_shown(std::size_t cell) const { return !hidden_[cell]; }
    bool may_be_hidden(std::size_t cell) const {
        return is_shown(cell) && question_.cells[cell].state == CellState::asked;
    }

    // False where all of them were published before: then nothing can be done any more.
    bool hide_one_of(const Indexes& cells) {
        std::optional<std::size_t> chosen;
        for (const auto cell : cells)
            if (may_be_hidden(cell) && (!chosen || gives_way_before(cell, *chosen))) chosen = cell;
        if (!chosen) return false;
        hidden_[*chosen] = HiddenBecause::protects_another_cell;
        return true;
    }

    bool gives_way_before(std::size_t cell, std::size_t other) const {
        const auto rank = [&](std::size_t one) {
            return std::tuple{-question_.cells[one].split, persons_[one], -static_cast<std::ptrdiff_t>(one)};
        };
        return rank(cell) < rank(other);
    }

    void hide_differences() {
        for (std::size_t inner = 0; inner < question_.cells.size(); ++inner)
            for (std::size_t outer = 0; outer < question_.cells.size(); ++outer)
                if (is_shown(inner) && is_shown(outer) && tells_difference(inner, outer))
                    hide_one_of({std::min(inner, outer), std::max(inner, outer)});
    }

    bool tells_difference(std::size_t inner, std::size_t outer) const {
        const auto& part = question_.cells[inner].groups;
        const auto& whole = question_.cells[outer].groups;
        if (part.size() >= whole.size() || !std::ranges::includes(whole, part)) return false;
        Indexes between;
        std::ranges::set_difference(whole, part, std::back_inserter(between));
        return is_unsafe(between);
    }

    bool hide_next(std::span<const AuditStep> steps) {
        if (has(steps, AuditStep::splits) && hide_for_a_split()) return true;
        cut_into_regions();
        return (has(steps, AuditStep::elimination) && hide_for_a_sum()) ||
               (has(steps, AuditStep::exchange) && hide_for_an_employer()) ||
               (has(steps, AuditStep::hidden_cells) && hide_for_a_hidden_cell());
    }

    bool hide_for_a_split() {
        std::map<std::pair<std::size_t, int>, Indexes> splits;
        for (std::size_t cell = 0; cell < question_.cells.size(); ++cell)
            if (const auto& whole = question_.cells[cell].split_from; whole && is_shown(*whole))
                splits[{*whole, question_.cells[cell].split}].push_back(cell);
        return std::ranges::any_of(splits, [&](const auto& split) {
            return tells_hidden_parts(split.second) &&
                   (hide_one_of(split.second) || hide_one_of({split.first.first}));
        });
    }

    bool tells_hidden_parts(const Indexes& parts) const {
        Indexes hidden;
        bool one_is_shown = false;
        for (const auto part : parts) {
            const auto& groups = question_.cells[part].groups;
            one_is_shown = one_is_shown || is_shown(part);
            if (!is_shown(part)) hidden.insert(hidden.end(), groups.begin(), groups.end());
        }
        return one_is_shown && !hidden.empty() && is_unsafe(hidden);
    }

    void cut_into_regions() {
        std::vector<Indexes> shown_cells_of(question_.groups.size());
        for (std::size_t cell = 0; cell < question_.cells.size(); ++cell)
            if (is_shown(cell))
                for (const auto group : question_.cells[cell].groups) shown_cells_of[group].push_back(cell);
        std::map<Indexes, Indexes> groups_by_cells;
        for (std::size_t group = 0; group < shown_cells_of.size(); ++group)
            groups_by_cells[std::move(shown_cells_of[group])].push_back(group);
        regions_.clear();
        region_of_.assign(question_.groups.size(), no_region);
        for (auto& [cells, groups] : groups_by_cells) {
            if (cells.empty()) continue;
            for (const auto group : groups) region_of_[group] = regions_.size();
            regions_.push_back(region_with(cells, groups));
        }
    }

    Region region_with(const Indexes& cells, const Indexes& groups) const {
        Region region{groups, cells, {}, 0};
        std::map<std::size_t, int> persons;
        for (const auto group : groups) persons[employer_of_[group]] += question_.groups[group].persons;
        region.employers.assign(persons.begin(), persons.end());
        for (const auto& [employer, count] : persons) region.persons += count;
        return region;
    }

    bool hide_for_a_sum() {
        Indexes shown;
        for (std::size_t cell = 0; cell < question_.cells.size(); ++cell)
            if (is_shown(cell)) shown.push_back(cell);
        std::vector<std::vector<std::uint8_t>> rows(shown.size(), std::vector<std::uint8_t>(regions_.size(), 0));
        for (std::size_t region = 0; region < regions_.size(); ++region)
            for (const auto cell : regions_[region].cells)
                rows[static_cast<std::size_t>(std::ranges::lower_bound(shown, cell) - shown.begin())][region] = 1;
        const RowSpace space{rows};
        const auto hides = [&](const std::optional<std::vector<std::uint8_t>>& wanted) {
            if (!wanted) return false;
            const auto found = space.rows_giving(*wanted);
            if (!found) return false;
            Indexes cells;
            for (const auto row : *found) cells.push_back(shown[row]);
            return hide_one_of(cells);
        };
        for (std::size_t cell = 0; cell < question_.cells.size(); ++cell)
            if (!is_shown(cell) && unsafe_[cell] && hides(regions_making_up(cell))) return true;
        for (std::size_t region = 0; region < regions_.size(); ++region)
            if (is_unsafe(regions_[region].groups) && hides(only(region))) return true;
        return false;
    }

    std::vector<std::uint8_t> only(std::size_t region) const {
        std::vector<std::uint8_t> one(regions_.size(), 0);
        one[region] = 1;
        return one;
    }

    // Nothing where the cell has persons in no region, or a part of a region only: then no sum gives it.
    std::optional<std::vector<std::uint8_t>> regions_making_up(std::size_t cell) const {
        const auto& groups = question_.cells[cell].groups;
        std::vector<std::uint8_t> within(regions_.size(), 0);
        std::size_t covered = 0;
        for (const auto group : groups) {
            const auto region = region_of_[group];
            if (region == no_region) return std::nullopt;
            if (within[region] != 0) continue;
            within[region] = 1;
            covered += regions_[region].groups.size();
        }
        if (covered != groups.size() || groups.empty()) return std::nullopt;
        return within;
    }

    bool hide_for_an_employer() {
        for (std::size_t cell = 0; cell < question_.cells.size(); ++cell)
            if (is_shown(cell) && hide_for_an_employer_in(cell)) return true;
        return false;
    }

    bool hide_for_an_employer_in(std::size_t cell) {
        const auto regions = regions_within(cell);
        std::map<std::size_t, int> persons;
        std::map<std::size_t, int> widths;
        for (const auto region : regions) {
            for (const auto& [employer, count] : regions_[region].employers) {
                persons[employer] += count;
                widths[employer] += exchangeable(regions_[region], employer);
            }
        }
        for (const auto& [employer, count] : persons)
            if (count > 0 && widths[employer] < least_width(count) &&
                give_up_around(shown_cells_with(regions, employer), regions))
                return true;
        return false;
    }

    // Parts before wholes: first those that take part, then any that cuts the same regions, a whole at last.
    bool give_up_around(const Indexes& cells, const Indexes& regions) {
        return hide_one_of(parts_among(cells)) || hide_one_of(parts_among(shown_cells_over(regions))) ||
               hide_one_of(cells);
    }

    Indexes parts_among(const Indexes& cells) const {
        Indexes parts;
        for (const auto cell : cells)
            if (question_.cells[cell].split != 0) parts.push_back(cell);
        return parts;
    }

    Indexes regions_within(std::size_t cell) const {
        Indexes regions;
        for (const auto group : question_.cells[cell].groups) regions.push_back(region_of_[group]);
        std::ranges::sort(regions);
        const auto rest = std::ranges::unique(regions);
        regions.erase(rest.begin(), rest.end());
        return regions;
    }

    // How many persons may be this employer's, or another's, without any shown count changing, for two others who
    // know their own.
    static int exchangeable(const Region& region, std::size_t employer) {
        std::vector<int> others;
        for (const auto& [other, count] : region.employers)
            if (other != employer) others.push_back(count);
        if (others.size() <= employers_together) return 0;
        std::ranges::sort(others, std::greater{});
        return region.persons - others[0] - others[1];
    }

    Indexes shown_cells_with(const Indexes& regions, std::size_t employer) const {
        Indexes cells;
        for (const auto region : regions)
            if (std::ranges::find(regions_[region].employers, employer, [](const auto& one) { return one.first; }) !=
                regions_[region].employers.end())
                cells.insert(cells.end(), regions_[region].cells.begin(), regions_[region].cells.end());
        std::ranges::sort(cells);
        return cells;
    }

    bool hide_for_a_hidden_cell() {
        for (std::size_t cell = 0; cell < question_.cells.size(); ++cell)
            if (!is_shown(cell) && unsafe_[cell] && is_too_narrow(cell) &&
                give_up_around(shown_cells_over(regions_within(cell)), regions_within(cell)))
                return true;
        return false;
    }

    bool is_too_narrow(std::size_t cell) const {
        const auto& groups = question_.cells[cell].groups;
        if (groups.empty() || std::ranges::any_of(groups, [&](auto one) { return region_of_[one] == no_region; }))
            return false;
        int width = 0;
        for (const auto region : regions_within(cell)) width += exchangeable_with_outside(regions_[region], groups);
        return width < least_width(persons_[cell]);
    }

    int exchangeable_with_outside(const Region& region, const Indexes& groups) const {
        Indexes outside;
        for (const auto group : region.groups)
            if (!std::ranges::binary_search(groups, group)) outside.push_back(employer_of_[group]);
        std::ranges::sort(outside);
        const auto repeated = std::ranges::unique(outside);
        outside.erase(repeated.begin(), repeated.end());
        if (outside.size() <= employers_together) return 0;
        std::vector<int> counts;
        for (const auto& [employer, count] : region.employers) counts.push_back(count);
        std::ranges::sort(counts, std::greater{});
        return region.persons - counts[0] - counts[1];
    }

    Indexes shown_cells_over(const Indexes& regions) const {
        Indexes cells;
        for (const auto region : regions)
            cells.insert(cells.end(), regions_[region].cells.begin(), regions_[region].cells.end());
        std::ranges::sort(cells);
        return cells;
    }

    static constexpr std::size_t no_region = static_cast<std::size_t>(-1);

    const ReleaseQuestion& question_;
    const DisclosureThresholds& thresholds_;
    std::vector<EmployerId> employers_;
    Indexes employer_of_;  // by group
    std::vector<int> persons_;   // by cell
    std::vector<bool> unsafe_;   // by cell: it may not be shown alone
    ReleaseAnswer hidden_;
    std::vector<Region> regions_;
    Indexes region_of_;  // by group
};

}  // namespace

int least_width(int persons) {
    return std::max(smallest_width, (persons + smallest_share - 1) / smallest_share);
}

ReleaseAnswer decide_release(const ReleaseQuestion& question, const DisclosureThresholds& thresholds,
                             std::span<const AuditStep> steps) {
    return Audit{question, thresholds}.answer(steps);
}

int cell_key_noise(std::uint64_t cell_key, int persons) {
    if (persons == 0) return 0;
    const auto at = std::ranges::upper_bound(noise_table, cell_key >> 32U);
    return static_cast<int>(at - noise_table.begin()) - static_cast<int>(noise_table.size() / 2);
}

DisclosedCell shown_with_noise(const ReleaseQuestion& question, const CandidateCell& cell) {
    int persons = 0;
    std::uint64_t key = 0;
    for (const auto group : cell.groups) {
        persons += question.groups[group].persons;
        key += question.groups[group].key;
    }
    return DisclosedCell::shown(std::max(smallest_noisy_count, persons + cell_key_noise(key, persons)));
}

}  // namespace prevenance
