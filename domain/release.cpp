#include "domain/release.h"

#include "domain/possible_counts.h"
#include "domain/prime_field.h"
#include "domain/regions.h"
#include "domain/row_space.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace prevenance {
namespace {

constexpr int smallest_width = 5;      // persons
constexpr int smallest_share = 5;      // a fifth
constexpr std::size_t employers_together = 2;  // who lay what they know together
constexpr int smallest_noisy_count = 8;  // shown as 10: no shown figure looks like a hidden one

// Cumulative, in parts of 2^32, of p(k) proportional to exp(-0.163999921461 k^2) for k = -5 … 4.
constexpr std::array<std::uint64_t, 10> noise_table{16285916,   87543411,   312138561,  822081613,  1656136175,
                                                    2638831121, 3472885683, 3982828735, 4207423885, 4278681380};

// Employer by employer; of employers in `whole` only.
PersonsByEmployer less(const PersonsByEmployer& whole, const PersonsByEmployer& part) {
    PersonsByEmployer rest = whole;
    auto at = rest.begin();
    for (const auto& [employer, persons] : part) {
        at = std::ranges::lower_bound(at, rest.end(), employer, {}, &PersonsByEmployer::value_type::first);
        if (at != rest.end() && at->first == employer) at->second -= persons;
    }
    return rest;
}

PersonsByEmployer without(PersonsByEmployer persons, std::size_t employer) {
    std::erase_if(persons, [&](const auto& one) { return one.first == employer; });
    return persons;
}

class Audit {
public:
    Audit(const ReleaseQuestion& question, const DisclosureThresholds& thresholds)
        : question_(question), thresholds_(thresholds), sums_(question) {
        for (const auto& cell : question_.cells) judge(cell);
        note_splits();
    }

    ReleaseAnswer answer(std::span<const AuditStep> steps) {
        if (has(steps, AuditStep::differences)) hide_differences();
        regions_.emplace(question_, sums_, shown_cells());
        note_what_a_sum_may_give();
        while (hide_next(steps)) {
        }
        return std::move(hidden_);
    }

private:
    // A cell less its shown parts of one dimension.
    struct Split {
        std::size_t whole;
        Indexes parts;
        bool is_settled = false;
    };

    static bool has(std::span<const AuditStep> steps, AuditStep step) {
        return std::ranges::find(steps, step) != steps.end();
    }

    void judge(const CandidateCell& cell) {
        by_employer_.push_back(sums_.sum(cell.groups));
        const auto reason = reason_alone(cell, sums_.contributions(by_employer_.back()));
        unsafe_.push_back(reason.has_value());
        persons_.push_back(0);
        largest_.push_back(0);
        for (const auto& [employer, persons] : by_employer_.back()) {
            persons_.back() += persons;
            largest_.back() = std::max(largest_.back(), persons);
        }
        is_settled_.push_back(false);
        has_settled_overlaps_.push_back(false);
        if (cell.state == CellState::shown_before)
            hidden_.push_back(std::nullopt);
        else if (cell.state == CellState::hidden_before)
            hidden_.push_back(reason.value_or(HiddenBecause::protects_another_cell));
        else
            hidden_.push_back(reason);
    }

    std::optional<HiddenBecause> reason_alone(const CandidateCell& cell, const Contributions& persons) const {
        if (const auto reason = reason_to_hide(persons, thresholds_)) return reason;
        if (persons.size() <= employers_together + 1) return HiddenBecause::too_few_employers;
        const bool tells_outside =
            std::ranges::any_of(cell.outsides,
                                [&](const auto& outside) { return reason_to_hide(outside, thresholds_).has_value(); }) ||
            std::ranges::any_of(cell.outsides_for_a_member, [&](const auto& others) { return tells_member(others); });
        return tells_outside ? std::optional{HiddenBecause::protects_another_cell} : std::nullopt;
    }

    bool is_unsafe(const PersonsByEmployer& persons) const {
        return reason_to_hide(sums_.contributions(persons), thresholds_).has_value();
    }

    // Persons left over by a subtraction, which two members can make as well, and take their own persons out.
    bool tells_too_much(const PersonsByEmployer& rest) const {
        if (is_unsafe(rest)) return true;
        auto others = rest;
        const auto largest = std::min(employers_together, others.size());
        std::ranges::partial_sort(others, others.begin() + static_cast<std::ptrdiff_t>(largest), std::greater{},
                                  &PersonsByEmployer::value_type::second);
        others.erase(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(largest));
        return tells_member(others);
    }

    bool is_shown(std::size_t cell) const { return !hidden_[cell]; }
    bool may_be_hidden(std::size_t cell) const {
        return is_shown(cell) && question_.cells[cell].state == CellState::asked;
    }

    ShownCells shown_cells() const {
        ShownCells shown;
        for (const auto& reason : hidden_) shown.push_back(!reason);
        return shown;
    }

    // False where all of them were published before: then nothing can be done any more.
    bool hide_one_of(const Indexes& cells) {
        std::optional<std::size_t> chosen;
        for (const auto cell : cells)
            if (may_be_hidden(cell) && (!chosen || gives_way_before(cell, *chosen))) chosen = cell;
        if (!chosen) return false;
        hide(*chosen);
        return true;
    }

    bool gives_way_before(std::size_t cell, std::size_t other) const {
        const auto rank = [&](std::size_t one) {
            return std::tuple{-question_.cells[one].split, persons_[one], -static_cast<std::ptrdiff_t>(one)};
        };
        return rank(cell) < rank(other);
    }

    void hide(std::size_t cell) {
        hidden_[cell] = HiddenBecause::protects_another_cell;
        for (const auto split : splits_of_[cell]) splits_[split].is_settled = false;
        if (regions_) note_change(regions_->hide(cell));
    }

    void note_splits() {
        splits_of_.resize(question_.cells.size());
        std::map<std::pair<std::size_t, int>, Indexes> parts;
        for (std::size_t cell = 0; cell < question_.cells.size(); ++cell)
            if (const auto& whole = question_.cells[cell].split_from)
                parts[{*whole, question_.cells[cell].split}].push_back(cell);
        for (auto& [place, cells] : parts) {
            for (const auto cell : cells) splits_of_[cell].push_back(splits_.size());
            splits_.push_back({place.first, std::move(cells)});
        }
    }

    void hide_differences() {
        const Regions regions{question_, sums_, shown_cells()};
        for (std::size_t inner = 0; inner < question_.cells.size(); ++inner)
            for (std::size_t outer = 0; outer < question_.cells.size(); ++outer)
                if (inner != outer && is_shown(inner) && is_shown(outer) && tells_difference(regions, inner, outer))
                    hide_one_of({inner, outer});
        for (std::size_t whole = 0; whole < question_.cells.size(); ++whole)
            if (is_shown(whole)) hide_pairs_within(regions, whole);
    }

    // For everybody where `inner` lies in `outer`, for a member where it does but for the member's own persons.
    bool tells_difference(const Regions& regions, std::size_t inner, std::size_t outer) const {
        const auto beyond = employers_beyond(regions, inner, outer);
        if (beyond.empty())
            return question_.cells[inner].groups.size() < question_.cells[outer].groups.size() &&
                   tells_too_much(less(by_employer_[outer], by_employer_[inner]));
        if (beyond.size() > 1) return false;
        const auto member = beyond.front();
        const auto rest = employers_beyond(regions, outer, inner);
        if (rest.empty() || rest == beyond) return false;
        return tells_member(without(less(by_employer_[outer], by_employer_[inner]), member));
    }

    // Whose groups are in `one` and not in `other`, be they of nobody; of more than one, any two.
    static Indexes employers_beyond(const Regions& regions, std::size_t one, std::size_t other) {
        return any_two_employers(regions, one, [&](const Region& region) { return !is_in(region, other); });
    }

    static bool is_in(const Region& region, std::size_t cell) { return std::ranges::binary_search(region.cells, cell); }

    template <typename Wanted>
    static Indexes any_two_employers(const Regions& regions, std::size_t cell, const Wanted& is_wanted) {
        Indexes found;
        for (const auto number : regions.within(cell)) {
            if (!is_wanted(regions[number])) continue;
            for (const auto& [employer, persons] : regions[number].employers) {
                if (!found.empty() && found.front() == employer) continue;
                found.push_back(employer);
                if (found.size() == 2) return found;
            }
        }
        return found;
    }

    // What a member sees of others: enough persons, of two employers at least.
    bool tells_member(const Contributions& others) const {
        const auto contributing = std::ranges::count_if(others, [](const auto& one) { return one.persons > 0; });
        return !has_enough_people(others, thresholds_) || contributing < static_cast<std::ptrdiff_t>(employers_together);
    }

    bool tells_member(const PersonsByEmployer& others) const { return tells_member(sums_.contributions(others)); }

    // Two shown parts that share nobody, taken from the same whole; or that share and leave over a member's own persons
    // only, taken out by the member.
    void hide_pairs_within(const Regions& regions, std::size_t whole) {
        Indexes parts;
        for (std::size_t part = 0; part < question_.cells.size(); ++part)
            if (part != whole && is_shown(part) && employers_beyond(regions, part, whole).size() < 2)
                parts.push_back(part);
        for (std::size_t i = 0; i < parts.size(); ++i)
            for (std::size_t j = i + 1; j < parts.size(); ++j)
                if (is_shown(whole) && is_shown(parts[i]) && is_shown(parts[j]) &&
                    tells_rest(regions, whole, parts[i], parts[j]))
                    hide_one_of({whole, parts[i], parts[j]});
    }

    bool tells_rest(const Regions& regions, std::size_t whole, std::size_t part, std::size_t other) const {
        if (is_safe_by_size(persons_[whole] - persons_[part] - persons_[other], largest_[whole])) return false;
        std::set<std::size_t> members;
        for (const auto& found : {employers_beyond(regions, part, whole), employers_beyond(regions, other, whole),
                                  any_two_employers(regions, part, [&](const Region& one) { return is_in(one, other); })})
            members.insert(found.begin(), found.end());
        if (members.size() > 1) return false;
        const auto left = any_two_employers(
            regions, whole, [&](const Region& one) { return !is_in(one, part) && !is_in(one, other); });
        if (left.empty() || (left.size() == 1 && members.contains(left.front()))) return false;
        const auto rest = less(less(by_employer_[whole], by_employer_[part]), by_employer_[other]);
        return members.empty() ? tells_too_much(rest) : tells_member(without(rest, *members.begin()));
    }

    // Whatever `rest` persons are spread over employers of which none has more than `largest`, two may lay theirs together.
    bool is_safe_by_size(int rest, int largest) const {
        return is_safe_for_everybody(rest - static_cast<int>(employers_together) * largest, largest);
    }

    bool hide_next(std::span<const AuditStep> steps) {
        return (has(steps, AuditStep::splits) && hide_for_a_split()) ||
               (has(steps, AuditStep::elimination) && hide_for_a_sum()) ||
               (has(steps, AuditStep::exchange) && hide_for_an_employer()) ||
               (has(steps, AuditStep::hidden_cells) && hide_for_a_hidden_cell()) ||
               (has(steps, AuditStep::overlaps) && hide_for_an_overlap());
    }

    bool hide_for_a_split() {
        for (auto& split : splits_) {
            if (split.is_settled || !is_shown(split.whole)) continue;
            if (tells_hidden_parts(split.parts) && (hide_one_of(split.parts) || hide_one_of({split.whole}))) return true;
            split.is_settled = true;
        }
        return false;
    }

    bool tells_hidden_parts(const Indexes& parts) const {
        Indexes hidden;
        bool one_is_shown = false;
        for (const auto part : parts) {
            const auto& groups = question_.cells[part].groups;
            one_is_shown = one_is_shown || is_shown(part);
            if (!is_shown(part)) hidden.insert(hidden.end(), groups.begin(), groups.end());
        }
        return one_is_shown && !hidden.empty() && tells_too_much(sums_.sum(hidden));
    }

    void note_what_a_sum_may_give() {
        unsafe_cells_of_.resize(question_.groups.size());
        for (std::size_t cell = 0; cell < question_.cells.size(); ++cell) {
            if (is_shown(cell) || !unsafe_[cell]) continue;
            suspected_.push_back(question_.cells[cell].groups);
            for (const auto group : question_.cells[cell].groups) unsafe_cells_of_[group].push_back(cell);
        }
        for (const auto& secret : question_.secrets)
            if (is_unsafe(sums_.sum(secret))) suspected_.push_back(secret);
        std::ranges::reverse(suspected_);
        for (const auto region : regions_->all()) note_if_unsafe(region);
    }

    void note_if_unsafe(std::size_t region) {
        if (is_unsafe((*regions_)[region].employers))
            suspected_regions_.insert(region);
        else
            suspected_regions_.erase(region);
    }

    // What was no sum of more cells is none of fewer: a region that has grown is suspected only where the witness of the
    // larger space says nothing.
    void note_change(const Regions::Change& change) {
        space_is_stale_ = true;
        possible_.reset();
        for (const auto group : change.freed)
            for (const auto cell : unsafe_cells_of_[group]) is_settled_[cell] = false;
        for (const auto& [region, into] : change.gone) {
            suspected_regions_.erase(region);
            if (!into) continue;
            if (!witness_.empty()) witness_[*into] = prime_field::plus(witness_[*into], witness_[region]);
            if (witness_.empty() || witness_[*into] == 0)
                note_if_unsafe(*into);
            else
                suspected_regions_.erase(*into);
        }
    }

    bool hide_for_a_sum() {
        if (suspected_.empty() && suspected_regions_.empty()) return false;
        if (space_is_stale_) cut_space();
        while (!suspected_.empty()) {
            if (const auto regions = regions_making_up(suspected_.back()); regions && hide_one_of_the_sum(*regions))
                return true;
            suspected_.pop_back();
        }
        while (!suspected_regions_.empty()) {
            const auto region = *std::ranges::min_element(
                suspected_regions_, {}, [&](std::size_t one) -> const Indexes& { return (*regions_)[one].cells; });
            if (hide_one_of_the_sum({region})) return true;
            suspected_regions_.erase(region);
        }
        return false;
    }

    // Rows are the shown cells, columns the regions that are there.
    std::vector<Indexes> number_rows_and_columns(const Indexes& there) {
        column_of_.assign(regions_->size(), 0);
        for (std::size_t column = 0; column < there.size(); ++column) column_of_[there[column]] = column;
        rows_.clear();
        std::vector<Indexes> rows;
        for (std::size_t cell = 0; cell < question_.cells.size(); ++cell) {
            if (!is_shown(cell)) continue;
            rows_.push_back(cell);
            rows.push_back(columns_of(regions_->within(cell)));
        }
        return rows;
    }

    void cut_space() {
        const auto there = regions_->all();
        space_.emplace(number_rows_and_columns(there), there.size());
        witness_.assign(regions_->size(), 0);
        for (const auto region : there) witness_[region] = space_->witness()[column_of_[region]];
        space_is_stale_ = false;
    }

    Indexes columns_of(const Indexes& regions) const {
        Indexes columns;
        for (const auto region : regions) columns.push_back(column_of_[region]);
        std::ranges::sort(columns);
        return columns;
    }

    bool hide_one_of_the_sum(const Indexes& regions) {
        const auto found = space_->rows_giving(columns_of(regions));
        if (!found) return false;
        Indexes cells;
        for (const auto row : *found) cells.push_back(rows_[row]);
        return hide_one_of(cells);
    }

    // Nothing where some of the groups are in no region, or a part of a region only: then no sum gives them.
    std::optional<Indexes> regions_making_up(const Indexes& groups) const {
        auto regions = regions_->touched_by(groups);
        std::size_t covered = 0;
        for (const auto region : regions) covered += (*regions_)[region].groups.size();
        const bool all_are_counted =
            std::ranges::all_of(groups, [&](std::size_t group) { return regions_->of_group(group).has_value(); });
        if (groups.empty() || covered != groups.size() || !all_are_counted) return std::nullopt;
        return regions;
    }

    bool hide_for_an_employer() {
        for (std::size_t cell = 0; cell < question_.cells.size(); ++cell) {
            if (!is_shown(cell) || is_settled_[cell]) continue;
            if (hide_for_an_employer_in(cell)) return true;
            is_settled_[cell] = true;
        }
        return false;
    }

    bool hide_for_an_employer_in(std::size_t cell) {
        const auto regions = regions_->within(cell);
        std::map<std::size_t, int> widths;
        for (const auto region : regions)
            for (const auto& [employer, count] : (*regions_)[region].employers)
                widths[employer] += (*regions_)[region].without_two_largest_others(count);
        for (const auto& [employer, count] : by_employer_[cell])
            if (count > 0 && widths[employer] < width_needed(cell, count) &&
                give_up_around(shown_cells_with(regions, employer), regions))
                return true;
        return false;
    }

    // A part needs twice the width: what is published of later periods cuts its regions again, and would have to give way,
    // the figure of the whole network included.
    int width_needed(std::size_t cell, int persons) const {
        const auto& candidate = question_.cells[cell];
        const bool is_new_part = candidate.state == CellState::asked && candidate.split_from.has_value();
        return (is_new_part ? 2 : 1) * least_width(persons);
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

    Indexes shown_cells_with(const Indexes& regions, std::size_t employer) const {
        Indexes its_regions;
        for (const auto region : regions)
            if (std::ranges::binary_search((*regions_)[region].employers, employer, {},
                                           &PersonsByEmployer::value_type::first))
                its_regions.push_back(region);
        return shown_cells_over(its_regions);
    }

    Indexes shown_cells_over(const Indexes& regions) const {
        std::set<std::size_t> cells;
        for (const auto region : regions)
            cells.insert((*regions_)[region].cells.begin(), (*regions_)[region].cells.end());
        return {cells.begin(), cells.end()};
    }

    bool hide_for_a_hidden_cell() {
        for (std::size_t cell = 0; cell < question_.cells.size(); ++cell) {
            if (is_shown(cell) || !unsafe_[cell] || is_settled_[cell]) continue;
            const auto regions = regions_->touched_by(question_.cells[cell].groups);
            if (is_too_narrow(cell, regions) && give_up_around(shown_cells_over(regions), regions)) return true;
            is_settled_[cell] = true;
        }
        return false;
    }

    // Persons who are in no shown cell may be any number, but for their employers, who may be the two who know.
    bool is_too_narrow(std::size_t cell, const Indexes& regions) const {
        const auto& groups = question_.cells[cell].groups;
        if (groups.empty()) return false;
        std::set<std::size_t> unlimited;
        for (const auto group : groups)
            if (!regions_->of_group(group)) unlimited.insert(sums_.employer_of(group));
        if (unlimited.size() > employers_together) return false;
        int width = 0;
        for (const auto region : regions)
            if (employers_outside((*regions_)[region], groups) > employers_together)
                width += (*regions_)[region].without_two_largest();
        return width < least_width(persons_[cell]);
    }

    // Persons of one shown cell, parted by another: in both, and in the first alone.
    bool hide_for_an_overlap() {
        for (std::size_t cell = 0; cell < question_.cells.size(); ++cell) {
            if (!is_shown(cell) || has_settled_overlaps_[cell]) continue;
            if (hide_for_an_overlap_of(cell)) return true;
            has_settled_overlaps_[cell] = true;
        }
        return false;
    }

    bool hide_for_an_overlap_of(std::size_t cell) {
        for (const auto& [other, in_both] : persons_shared_with(cell))
            if (hide_for_an_overlap_with(cell, other, false, persons_[cell] - in_both) ||
                (cell < other && hide_for_an_overlap_with(cell, other, true, in_both)))
                return true;
        return false;
    }

    // `persons` of the one cell are in the other as well, or are not.
    bool hide_for_an_overlap_with(std::size_t cell, std::size_t other, bool are_in_both, int persons) {
        if (persons == 0 || is_safe_for_everybody(persons, largest_[cell])) return false;
        auto regions = regions_->within(cell);
        std::erase_if(regions, [&](auto one) { return is_in((*regions_)[one], other) != are_in_both; });
        return is_known_too_well(regions, persons) &&
               (give_up_around({cell, other}, regions) || hide_one_of(shown_cells_over(regions)));
    }

    std::map<std::size_t, int> persons_shared_with(std::size_t cell) const {
        std::map<std::size_t, int> shared;
        for (const auto region : regions_->within(cell))
            for (const auto other : (*regions_)[region].cells)
                if (other != cell) shared[other] += (*regions_)[region].persons;
        return shared;
    }

    // However `persons` are spread over employers of which none has more than `largest`.
    bool is_safe_for_everybody(int persons, int largest) const {
        return persons - largest >= thresholds_.persons() && persons > (thresholds_.employers() - 1) * largest &&
               100 * largest <= thresholds_.largest_share_percent() * persons;
    }

    bool is_known_too_well(const Indexes& regions, int persons) {
        Indexes groups;
        for (const auto region : regions)
            groups.insert(groups.end(), (*regions_)[region].groups.begin(), (*regions_)[region].groups.end());
        if (!is_unsafe(sums_.sum(groups))) return false;
        if (!possible_) count_what_is_possible();
        return possible_->tells(columns_of(regions), least_width(persons));
    }

    void count_what_is_possible() {
        const auto there = regions_->all();
        std::vector<int> persons;
        for (const auto region : there) persons.push_back((*regions_)[region].persons);
        possible_.emplace(number_rows_and_columns(there), std::move(persons));
    }

    std::size_t employers_outside(const Region& region, const Indexes& groups) const {
        std::set<std::size_t> outside;
        for (const auto group : region.groups)
            if (!std::ranges::binary_search(groups, group)) outside.insert(sums_.employer_of(group));
        return outside.size();
    }

    const ReleaseQuestion& question_;
    const DisclosureThresholds& thresholds_;
    EmployerSums sums_;
    std::vector<PersonsByEmployer> by_employer_;  // by cell
    std::vector<int> persons_;                    // by cell
    std::vector<int> largest_;                    // by cell: persons of the largest employer
    std::vector<bool> unsafe_;                    // by cell: it may not be shown alone
    std::vector<bool> is_settled_;                // by cell: neither an employer in it nor its own number is too narrow
    std::vector<bool> has_settled_overlaps_;      // by cell: with every other
    ReleaseAnswer hidden_;
    std::vector<Split> splits_;
    std::vector<Indexes> splits_of_;  // by cell
    std::optional<Regions> regions_;

    std::vector<Indexes> unsafe_cells_of_;  // by group: hidden ones
    std::vector<Indexes> suspected_;        // groups of hidden cells, and secrets; the first to be tried last
    std::set<std::size_t> suspected_regions_;
    std::optional<RowSpace> space_;
    bool space_is_stale_ = true;
    Indexes rows_;       // the cell of each row
    Indexes column_of_;  // by region
    std::vector<std::uint64_t> witness_;  // by region
    std::optional<PossibleCounts> possible_;
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
