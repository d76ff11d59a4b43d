#include "domain/network_cubes.h"

#include <algorithm>
#include <set>

namespace prevenance {
namespace {

constexpr std::size_t employers_for_parts_by_quarter = 40;
constexpr std::string_view population = "employees";

// Persons of each employer, by the place of the cell that counts them.
using CountedPlaces = std::map<CubePlace, Contributions>;

bool is_counted_in(const Indicator& indicator, std::size_t period) {
    return indicator.quarterly || period == whole_year;
}

// The indicators whose persons include those of this one: everybody, and what it is part of.
std::vector<const Indicator*> wholes_of(const IndicatorCatalogue& indicators, const Indicator& indicator) {
    std::vector<const Indicator*> wholes;
    for (const auto* whole = indicators.find(indicator.part_of); whole != nullptr;
         whole = indicators.find(whole->part_of))
        wholes.push_back(whole);
    if (const auto* everybody = indicators.find(population); everybody != nullptr && everybody != &indicator)
        wholes.push_back(everybody);
    return wholes;
}

struct GroupPlace {
    std::uint32_t employer;
    std::uint32_t job_family;
    std::uint8_t periods;
    auto operator<=>(const GroupPlace&) const = default;
};

// The question about one indicator: its cells of the year so far, with those of the period that are asked for.
class CubeQuestion {
public:
    CubeQuestion(const YearOfCounts& counts, const Indicator& indicator, const EarlierCells& known,
                 std::size_t period)
        : counts_(counts), indicator_(indicator), known_(known), period_(period) {
        for (const auto& network : counts_.networks) {
            if (is_asked(network, period_)) cells_[whole_of(network, period_)];  // also of nobody
            for (std::size_t one = 0; one < periods_of_a_year; ++one)
                for (const auto employer : network.members[one]) networks_of_[one][employer].push_back(&network);
        }
        group_persons();
        note_possible_persons();
        for (const auto& [place, group] : groups_) add(place, group);
        for (const auto& [place, groups] : cells_) add(place, groups);
    }

    // What is left of a shown cell of `whole` without the persons of the cell at the same place.
    void note_outsides(const CountedPlaces& counted, const Indicator& whole) {
        for (std::size_t i = 0; i < places_.size(); ++i) {
            if (question_.cells[i].state != CellState::asked) continue;
            auto place = places_[i];
            std::get<2>(place) = whole.code;
            const auto shown = known_.find(place);
            const auto everybody = counted.find(place);
            if (shown == known_.end() || !shown->second || everybody == counted.end()) continue;
            question_.cells[i].outsides.push_back(complement(everybody->second, contributions_of(i)));
        }
    }

    void note_counted(CountedPlaces& counted) const {
        for (std::size_t i = 0; i < places_.size(); ++i)
            if (std::get<1>(places_[i]) == period_) counted.emplace(places_[i], contributions_of(i));
    }

    const ReleaseQuestion& question() const { return question_; }
    const std::vector<CubePlace>& places() const { return places_; }

private:
    const std::vector<CubePerson>& persons() const {
        static const std::vector<CubePerson> nobody;
        const auto found = counts_.persons.find(indicator_.code);
        return found == counts_.persons.end() ? nobody : found->second;
    }

    void group_persons() {
        for (const auto& person : persons()) {
            auto& group = groups_[{person.employer, person.job_family, person.periods}];
            ++group.persons;
            group.key += person.key;
        }
    }

    // Wherever an employer has people of a job, some of them might have been counted in one quarter only: nobody
    // outside knows that there were none.
    void note_possible_persons() {
        std::set<std::pair<std::uint32_t, std::uint32_t>> jobs;
        for (const auto& [place, group] : groups_) jobs.emplace(place.employer, place.job_family);
        if (const auto everybody = counts_.persons.find(population); everybody != counts_.persons.end())
            for (const auto& person : everybody->second) jobs.emplace(person.employer, person.job_family);
        for (const auto& [employer, job] : jobs)
            for (std::size_t quarter = 0; quarter < whole_year; ++quarter)
                groups_.try_emplace({employer, job, static_cast<std::uint8_t>(1U << quarter | 1U << whole_year)});
    }

    void add(const GroupPlace& place, const CountedGroup& group) {
        const auto index = question_.groups.size();
        question_.groups.push_back({counts_.employers[place.employer].id, group.persons, group.key});
        for (std::size_t period = 0; period < periods_of_a_year; ++period)
            if ((place.periods >> period & 1U) != 0) add_to_cells(place, index, period);
    }

    void add_to_cells(const GroupPlace& place, std::size_t group, std::size_t period) {
        const auto found = networks_of_[period].find(place.employer);
        if (found == networks_of_[period].end()) return;
        for (const auto* network : found->second) {
            auto cell = whole_of(*network, period);
            if (!known_.contains(cell) && !is_asked(*network, period)) continue;
            cells_[cell].push_back(group);
            for (const auto dimension : indicator_.by) {
                std::get<3>(cell) = dimension;
                std::get<4>(cell) = category_of(place, dimension);
                if (!std::get<4>(cell).empty()) cells_[cell].push_back(group);
            }
        }
    }

    CubePlace whole_of(const CubeNetwork& network, std::size_t period) const {
        return {network.id, period, indicator_.code, CellDimension::whole, ""};
    }

    std::string category_of(const GroupPlace& place, CellDimension dimension) const {
        if (dimension == CellDimension::department) return counts_.employers[place.employer].department;
        if (dimension == CellDimension::size_class) return counts_.employers[place.employer].size_class;
        return counts_.job_families[place.job_family];
    }

    // In the order of their places, in which a whole comes before its parts. A part that was not there when its
    // period was published is no cell.
    void add(const CubePlace& place, const std::vector<std::size_t>& groups) {
        const auto& [network, period, code, dimension, category] = place;
        const auto known = known_.find(place);
        if (known == known_.end() && period != period_) return;
        CandidateCell cell{groups, CellState::asked, std::nullopt, static_cast<int>(dimension), {}};
        if (known != known_.end()) cell.state = known->second ? CellState::shown_before : CellState::hidden_before;
        if (dimension == CellDimension::whole)
            last_whole_ = places_.size();
        else
            cell.split_from = last_whole_;
        question_.cells.push_back(std::move(cell));
        places_.push_back(place);
    }

    // A part by quarter is asked of large networks only: in others nearly all of them would have to stay hidden.
    bool is_asked(const CubeNetwork& network, std::size_t period) const {
        if (period != period_ || !network.asked) return false;
        const CubePlace employers{network.id, period, "employers", CellDimension::whole, ""};
        if (known_.contains(employers)) return false;
        return period == whole_year || indicator_.part_of.empty() ||
               network.members[period].size() >= employers_for_parts_by_quarter;
    }

    Contributions contributions_of(std::size_t cell) const {
        std::map<EmployerId, int> persons;
        for (const auto group : question_.cells[cell].groups)
            persons[question_.groups[group].employer] += question_.groups[group].persons;
        Contributions contributions;
        for (const auto& [employer, count] : persons) contributions.push_back({employer, count});
        return contributions;
    }

    const YearOfCounts& counts_;
    const Indicator& indicator_;
    const EarlierCells& known_;
    std::size_t period_;
    std::array<std::map<std::uint32_t, std::vector<const CubeNetwork*>>, periods_of_a_year> networks_of_;
    std::map<GroupPlace, CountedGroup> groups_;
    std::map<CubePlace, std::vector<std::size_t>> cells_;
    std::size_t last_whole_ = 0;
    ReleaseQuestion question_;
    std::vector<CubePlace> places_;
};

DisclosedCell employers_taking_part(const CubeNetwork& network, std::size_t period,
                                    const DisclosureThresholds& thresholds) {
    const auto members = static_cast<int>(network.members[period].size());
    if (members < thresholds.employers()) return DisclosedCell::hidden(HiddenBecause::too_few_employers);
    return DisclosedCell::exact(members);
}

}  // namespace

std::map<NetworkId, std::vector<DecidedCell>> decide_cubes(const YearOfCounts& counts,
                                                           const IndicatorCatalogue& indicators,
                                                           const EarlierCells& earlier, std::size_t period,
                                                           const DisclosureThresholds& thresholds,
                                                           std::span<const AuditStep> steps) {
    std::map<NetworkId, std::vector<DecidedCell>> decided;
    for (const auto& network : counts.networks)
        if (network.asked && !earlier.contains({network.id, period, "employers", CellDimension::whole, ""}))
            decided[network.id].push_back(
                {"employers", CellDimension::whole, "", employers_taking_part(network, period, thresholds)});
    auto known = earlier;
    CountedPlaces counted;
    for (const auto& indicator : indicators.all()) {
        if (indicator.unit != IndicatorUnit::persons || !is_counted_in(indicator, period)) continue;
        CubeQuestion cube{counts, indicator, known, period};
        for (const auto* whole : wholes_of(indicators, indicator)) cube.note_outsides(counted, *whole);
        cube.note_counted(counted);
        const auto answer = decide_release(cube.question(), thresholds, steps);
        for (std::size_t i = 0; i < answer.size(); ++i) {
            const auto& cell = cube.question().cells[i];
            if (cell.state != CellState::asked) continue;
            const auto& [network, of_period, code, dimension, category] = cube.places()[i];
            decided[network].push_back({code, dimension, category,
                                        answer[i] ? DisclosedCell::hidden(*answer[i])
                                                  : shown_with_noise(cube.question(), cell)});
            known.emplace(cube.places()[i], !answer[i]);
        }
    }
    return decided;
}

std::string size_class_of(int employees) {
    if (employees <= 0) return "";
    if (employees < 10) return "1_9";
    if (employees < 20) return "10_19";
    return employees < 50 ? "20_49" : "50_more";
}

}  // namespace prevenance
