#include "domain/regions.h"

#include "domain/prime_field.h"

#include <algorithm>
#include <functional>
#include <map>

namespace prevenance {
namespace {

std::array<int, 3> largest_of(const PersonsByEmployer& employers) {
    std::array<int, 3> largest{};
    for (const auto& [employer, persons] : employers) {
        if (persons <= largest.back()) continue;
        largest.back() = persons;
        std::ranges::sort(largest, std::greater{});
    }
    return largest;
}

PersonsByEmployer together(const PersonsByEmployer& one, const PersonsByEmployer& other) {
    PersonsByEmployer sum;
    sum.reserve(one.size() + other.size());
    auto at = one.begin();
    for (const auto& [employer, persons] : other) {
        while (at != one.end() && at->first < employer) sum.push_back(*at++);
        const bool is_in_both = at != one.end() && at->first == employer;
        sum.emplace_back(employer, persons + (is_in_both ? at->second : 0));
        if (is_in_both) ++at;
    }
    sum.insert(sum.end(), at, one.end());
    return sum;
}

}  // namespace

EmployerSums::EmployerSums(const ReleaseQuestion& question) : question_(question) {
    std::map<EmployerId, std::size_t> numbers;
    for (const auto& group : question_.groups) numbers.emplace(group.employer, 0);
    for (auto& [employer, number] : numbers) {
        number = employers_.size();
        employers_.push_back(employer);
    }
    for (const auto& group : question_.groups) employer_of_.push_back(numbers.at(group.employer));
}

PersonsByEmployer EmployerSums::sum(const Indexes& groups) const {
    PersonsByEmployer persons;
    persons.reserve(groups.size());
    for (const auto group : groups) persons.emplace_back(employer_of_[group], question_.groups[group].persons);
    std::ranges::sort(persons, {}, &std::pair<std::size_t, int>::first);
    std::size_t kept = 0;
    for (std::size_t i = 1; i < persons.size(); ++i) {
        if (persons[i].first == persons[kept].first)
            persons[kept].second += persons[i].second;
        else
            persons[++kept] = persons[i];
    }
    if (!persons.empty()) persons.resize(kept + 1);
    return persons;
}

Contributions EmployerSums::contributions(const PersonsByEmployer& persons) const {
    Contributions contributions;
    contributions.reserve(persons.size());
    for (const auto& [employer, count] : persons) contributions.push_back({employers_[employer], count});
    return contributions;
}

int Region::without_two_largest_others(int own) const {
    if (employers.size() <= 3) return 0;  // nobody is left beside those who lay their persons together
    if (own >= largest[0]) return persons - largest[1] - largest[2];
    if (own >= largest[1]) return persons - largest[0] - largest[2];
    return persons - largest[0] - largest[1];
}

Regions::Regions(const ReleaseQuestion& question, const EmployerSums& sums, const ShownCells& shown)
    : question_(question), sums_(sums), of_cell_(question.cells.size()),
      has_gone_regions_(question.cells.size(), false), region_of_(question.groups.size(), none) {
    std::vector<Indexes> cells_of(question_.groups.size());
    for (std::size_t cell = 0; cell < question_.cells.size(); ++cell)
        if (shown[cell])
            for (const auto group : question_.cells[cell].groups) cells_of[group].push_back(cell);
    std::map<Indexes, Indexes> groups_by_cells;
    for (std::size_t group = 0; group < cells_of.size(); ++group)
        if (!cells_of[group].empty()) groups_by_cells[std::move(cells_of[group])].push_back(group);
    for (auto& [cells, groups] : groups_by_cells) add(cells, std::move(groups));
}

void Regions::add(Indexes cells, Indexes groups) {
    const auto number = regions_.size();
    for (const auto group : groups) region_of_[group] = number;
    std::uint64_t sign = 0;
    for (const auto cell : cells) {
        of_cell_[cell].push_back(number);
        sign += prime_field::spread(cell);
    }
    Region region{std::move(groups), std::move(cells), {}, 0, {}};
    region.employers = sums_.sum(region.groups);
    for (const auto& [employer, persons] : region.employers) region.persons += persons;
    region.largest = largest_of(region.employers);
    regions_.push_back(std::move(region));
    signs_.push_back(sign);
    by_sign_.emplace(sign, number);
}

Regions::Change Regions::hide(std::size_t cell) {
    Change change;
    const auto cut = within(cell);
    for (const auto number : cut) {
        auto& region = regions_[number];
        auto [first, last] = by_sign_.equal_range(signs_[number]);
        by_sign_.erase(std::find_if(first, last, [&](const auto& one) { return one.second == number; }));
        signs_[number] -= prime_field::spread(cell);
        region.cells.erase(std::ranges::find(region.cells, cell));
        const auto same = with_cells(signs_[number], region.cells);
        if (region.cells.empty()) {
            for (const auto group : region.groups) region_of_[group] = none;
            change.freed.insert(change.freed.end(), region.groups.begin(), region.groups.end());
            region.groups.clear();
        } else if (same) {
            merge(number, *same);
        } else {
            by_sign_.emplace(signs_[number], number);
            continue;
        }
        change.gone.push_back({number, same});
    }
    of_cell_[cell].clear();
    return change;
}

std::optional<std::size_t> Regions::with_cells(std::uint64_t sign, const Indexes& cells) const {
    const auto [first, last] = by_sign_.equal_range(sign);
    const auto found = std::find_if(first, last, [&](const auto& one) { return regions_[one.second].cells == cells; });
    return found == last ? std::nullopt : std::optional{found->second};
}

void Regions::merge(std::size_t from, std::size_t into) {
    auto& small = regions_[from];
    auto& large = regions_[into];
    for (const auto group : small.groups) region_of_[group] = into;
    large.groups.insert(large.groups.end(), small.groups.begin(), small.groups.end());
    large.employers = together(large.employers, small.employers);
    large.persons += small.persons;
    large.largest = largest_of(large.employers);
    for (const auto cell : small.cells) has_gone_regions_[cell] = true;
    small = Region{};
}

std::optional<std::size_t> Regions::of_group(std::size_t group) const {
    return region_of_[group] == none ? std::nullopt : std::optional{region_of_[group]};
}

Indexes Regions::all() const {
    Indexes there;
    for (std::size_t region = 0; region < regions_.size(); ++region)
        if (!regions_[region].cells.empty()) there.push_back(region);
    return there;
}

const Indexes& Regions::within(std::size_t cell) const {
    if (has_gone_regions_[cell])
        std::erase_if(of_cell_[cell], [&](std::size_t region) { return regions_[region].cells.empty(); });
    has_gone_regions_[cell] = false;
    return of_cell_[cell];
}

Indexes Regions::touched_by(const Indexes& groups) const {
    Indexes touched;
    for (const auto group : groups)
        if (region_of_[group] != none) touched.push_back(region_of_[group]);
    std::ranges::sort(touched);
    const auto repeated = std::ranges::unique(touched);
    touched.erase(repeated.begin(), repeated.end());
    return touched;
}

}  // namespace prevenance
