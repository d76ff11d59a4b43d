#include "domain/network_cubes.h"

#include <algorithm>
#include <set>

namespace prevenance {
namespace {

constexpr std::size_t employers_for_parts_by_quarter = 40;
constexpr std::string_view population = "employees";

// Persons of each employer, by the place of the cell that counts them.
using CountedPlaces = std::map<CubePlace, Contributions>;

// Indicators that are judged in one question: one alone, or one of the year with all that are part of it, so that no
// sum of parts, taken from their whole, tells the rest.
struct IndicatorFamily {
    std::vector<const Indicator*> indicators;  // in the order of the catalogue, at most 32
    std::vector<int> depths;                   // 0: part of none of them

    std::optional<std::size_t> position_of(std::string_view code) const {
        const auto at = std::ranges::find(indicators, code, &Indicator::code);
        if (at == indicators.end()) return std::nullopt;
        return static_cast<std::size_t>(at - indicators.begin());
    }
};

bool is_split_by_job(const IndicatorFamily& family) {
    return std::ranges::any_of(family.indicators, [](const Indicator* one) {
        return std::ranges::find(one->by, CellDimension::job_family) != one->by.end();
    });
}

std::vector<IndicatorFamily> families_of(const IndicatorCatalogue& catalogue, std::size_t period) {
    std::vector<IndicatorFamily> families;
    for (const auto& indicator : catalogue.all()) {
        if (indicator.unit != IndicatorUnit::persons || (!indicator.quarterly && period != whole_year)) continue;
        const auto whole = indicator.quarterly ? families.end() : std::ranges::find_if(families, [&](const auto& one) {
            return !one.indicators.front()->quarterly && one.position_of(indicator.part_of);
        });
        if (whole == families.end()) {
            families.push_back({{&indicator}, {0}});
            continue;
        }
        whole->depths.push_back(whole->depths[*whole->position_of(indicator.part_of)] + 1);
        whole->indicators.push_back(&indicator);
    }
    return families;
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

// Which employers a cell can count, and of which of their jobs.
class CellReach {
public:
    CellReach(const YearOfCounts& counts, std::size_t period) : counts_(counts), period_(period) {}

    // Employers that could be counted in `inner` and not in `outer`, both of this period; of more than one, any two.
    // Nothing where the two are of different jobs.
    std::optional<std::vector<std::uint32_t>> employers_beyond(const CubePlace& outer, const CubePlace& inner) {
        const bool is_of_one_job = std::get<3>(outer) == CellDimension::job_family;
        if (is_of_one_job && (std::get<3>(inner) != std::get<3>(outer) || std::get<4>(inner) != std::get<4>(outer)))
            return std::nullopt;
        const auto& around = employers_of(outer);
        std::vector<std::uint32_t> beyond;
        for (const auto employer : employers_of(inner)) {
            if (std::ranges::binary_search(around, employer)) continue;
            beyond.push_back(employer);
            if (beyond.size() == 2) break;
        }
        return beyond;
    }

private:
    const std::vector<std::uint32_t>& employers_of(const CubePlace& place) {
        const auto& [network, period, code, dimension, category] = place;
        const auto [at, is_new] = employers_.try_emplace({network, dimension, category});
        if (is_new)
            for (const auto employer :
                 std::ranges::find(counts_.networks, network, &CubeNetwork::id)->members[period_])
                if (takes_part(counts_.employers[employer], dimension, category)) at->second.push_back(employer);
        return at->second;
    }

    static bool takes_part(const CubeEmployer& employer, CellDimension dimension, const std::string& category) {
        if (dimension == CellDimension::department) return employer.department == category;
        return dimension != CellDimension::size_class || employer.size_class == category;
    }

    const YearOfCounts& counts_;
    std::size_t period_;
    std::map<std::tuple<NetworkId, CellDimension, std::string>, std::vector<std::uint32_t>> employers_;
};

struct GroupPlace {
    std::uint32_t employer;
    std::uint32_t job_family;
    std::uint8_t periods;
    std::uint32_t indicators;  // bit by position in the family
    auto operator<=>(const GroupPlace&) const = default;
};

// The question about one family: its cells of the year so far, with those of the period that are asked for.
class CubeQuestion {
public:
    CubeQuestion(const YearOfCounts& counts, const IndicatorFamily& family, const EarlierCells& known,
                 std::size_t period)
        : counts_(counts), family_(family), known_(known), period_(period), is_by_job_(is_split_by_job(family)) {
        for (const auto& network : counts_.networks) {
            for (const auto* indicator : family_.indicators)
                if (is_asked(network, *indicator, period_)) cells_[whole_of(network, *indicator, period_)];  // also of nobody
            for (std::size_t one = 0; one < periods_of_a_year; ++one)
                for (const auto employer : network.members[one]) networks_of_[one][employer].push_back(&network);
        }
        group_persons();
        note_possible_persons();
        for (const auto& [place, group] : groups_) add(place, group);
        for (const auto& [place, groups] : cells_) add(place, groups);
    }

    // What is left of each shown cell of `whole` around a cell of `part`, without the persons of that cell. All of these
    // are in `counted`.
    void note_outsides(const CountedPlaces& counted, const Indicator& part, const Indicator& whole, CellReach& reach) {
        if (family_.position_of(whole.code)) return;
        std::vector<CountedPlaces::const_iterator> shown;
        for (auto at = counted.begin(); at != counted.end(); ++at)
            if (std::get<2>(at->first) == whole.code && known_.at(at->first)) shown.push_back(at);
        for (std::size_t i = 0; i < places_.size(); ++i) {
            if (question_.cells[i].state != CellState::asked || std::get<2>(places_[i]) != part.code) continue;
            const auto& inside = counted.at(places_[i]);
            for (const auto& around : shown) {
                const auto beyond = reach.employers_beyond(around->first, places_[i]);
                if (!beyond || beyond->size() > 1) continue;
                auto outside = complement(around->second, inside);
                if (beyond->empty())
                    question_.cells[i].outsides.push_back(std::move(outside));
                else  // of this one nobody is in the cell around
                    question_.cells[i].outsides_for_a_member.push_back(std::move(outside));
            }
        }
    }

    void note_counted(CountedPlaces& counted) const {
        for (std::size_t i = 0; i < places_.size(); ++i)
            if (std::get<1>(places_[i]) == period_) counted.emplace(places_[i], contributions_of(i));
    }

    const ReleaseQuestion& question() const { return question_; }
    const std::vector<CubePlace>& places() const { return places_; }

private:
    const std::vector<CubePerson>& persons_of(const Indicator& indicator) const {
        static const std::vector<CubePerson> nobody;
        const auto found = counts_.persons.find(indicator.code);
        return found == counts_.persons.end() ? nobody : found->second;
    }

    void group_persons() {
        if (family_.indicators.size() == 1) {
            for (const auto& person : persons_of(*family_.indicators.front())) count(person, 1);
            return;
        }
        std::map<std::pair<std::uint64_t, std::uint32_t>, std::pair<CubePerson, std::uint32_t>> persons;
        for (std::size_t position = 0; position < family_.indicators.size(); ++position)
            for (const auto& person : persons_of(*family_.indicators[position]))
                persons.try_emplace({person.key, person.employer}, person, 0).first->second.second |= 1U << position;
        for (const auto& [key, counted] : persons) count(counted.first, counted.second);
    }

    void count(const CubePerson& person, std::uint32_t indicators) {
        auto& group = groups_[{person.employer, job_of(person), periods_of(person), indicators}];
        ++group.persons;
        group.key += person.key;
    }

    // Wherever an employer has people of a job, some of them might have been counted in one quarter only, or for any of
    // the indicators: nobody outside knows that there were none.
    void note_possible_persons() {
        std::set<std::pair<std::uint32_t, std::uint32_t>> jobs;
        for (const auto& [place, group] : groups_) jobs.emplace(place.employer, place.job_family);
        if (const auto everybody = counts_.persons.find(population); everybody != counts_.persons.end())
            for (const auto& person : everybody->second) jobs.emplace(person.employer, job_of(person));
        std::set<std::uint8_t> patterns;
        for (std::size_t quarter = 0; quarter < whole_year; ++quarter)
            patterns.insert(periods_of({.periods = static_cast<std::uint8_t>(1U << quarter | 1U << whole_year)}));
        const auto ways = possible_ways();
        for (const auto& [employer, job] : jobs)
            for (const auto periods : patterns)
                for (const auto indicators : ways) groups_.try_emplace({employer, job, periods, indicators});
    }

    // Persons whom no cell of this question tells apart are one group.
    std::uint32_t job_of(const CubePerson& person) const { return is_by_job_ ? person.job_family : 0; }
    std::uint8_t periods_of(const CubePerson& person) const {
        return family_.indicators.front()->quarterly ? person.periods : static_cast<std::uint8_t>(1U << whole_year);
    }

    // For which indicators together somebody can be counted: for any of them with what it is part of, and what is seen.
    std::set<std::uint32_t> possible_ways() const {
        std::set<std::uint32_t> ways;
        for (const auto& [place, group] : groups_) ways.insert(place.indicators);
        for (const auto* indicator : family_.indicators) {
            std::uint32_t with_wholes = 0;
            for (auto position = family_.position_of(indicator->code); position;
                 position = family_.position_of(family_.indicators[*position]->part_of))
                with_wholes |= 1U << *position;
            add_with_classes(ways, with_wholes);
        }
        return ways;
    }

    // Whoever is counted for what is made up of classes is in one of them.
    void add_with_classes(std::set<std::uint32_t>& ways, std::uint32_t indicators) const {
        for (std::size_t whole = 0; whole < family_.indicators.size(); ++whole) {
            std::uint32_t classes = 0;
            for (const auto& code : family_.indicators[whole]->made_up_of)
                if (const auto position = family_.position_of(code)) classes |= 1U << *position;
            if ((indicators >> whole & 1U) == 0 || classes == 0 || (indicators & classes) != 0) continue;
            for (std::size_t one = 0; one < family_.indicators.size(); ++one)
                if ((classes >> one & 1U) != 0) ways.insert(indicators | 1U << one);
            return;
        }
        ways.insert(indicators);
    }

    void add(const GroupPlace& place, const CountedGroup& group) {
        const auto index = question_.groups.size();
        question_.groups.push_back({counts_.employers[place.employer].id, group.persons, group.key});
        if (place.periods == 1U << whole_year) late_.insert(index);
        for (std::size_t period = 0; period < periods_of_a_year; ++period)
            if ((place.periods >> period & 1U) != 0)
                for (std::size_t position = 0; position < family_.indicators.size(); ++position)
                    if ((place.indicators >> position & 1U) != 0)
                        add_to_cells(place, *family_.indicators[position], index, period);
    }

    void add_to_cells(const GroupPlace& place, const Indicator& indicator, std::size_t group, std::size_t period) {
        const auto found = networks_of_[period].find(place.employer);
        if (found == networks_of_[period].end()) return;
        for (const auto* network : found->second) {
            auto cell = whole_of(*network, indicator, period);
            if (!known_.contains(cell) && !is_asked(*network, indicator, period)) continue;
            cells_[cell].push_back(group);
            for (const auto dimension : indicator.by) {
                std::get<3>(cell) = dimension;
                std::get<4>(cell) = category_of(place, dimension);
                if (!std::get<4>(cell).empty()) cells_[cell].push_back(group);
            }
        }
    }

    static CubePlace whole_of(const CubeNetwork& network, const Indicator& indicator, std::size_t period) {
        return {network.id, period, indicator.code, CellDimension::whole, ""};
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
        const int depth = family_.depths[*family_.position_of(code)];
        CandidateCell cell{groups, CellState::asked, std::nullopt,
                           depth * static_cast<int>(cell_dimension_names.size()) + static_cast<int>(dimension)};
        if (known != known_.end()) cell.state = known->second ? CellState::shown_before : CellState::hidden_before;
        if (dimension == CellDimension::whole)
            last_whole_ = places_.size();
        else
            cell.split_from = last_whole_;
        if (period == whole_year && family_.indicators.front()->quarterly) question_.secrets.push_back(late_among(groups));
        question_.cells.push_back(std::move(cell));
        places_.push_back(place);
    }

    // Whoever is counted in the year and in no quarter: those of whom something became known too late.
    std::vector<std::size_t> late_among(const std::vector<std::size_t>& groups) const {
        std::vector<std::size_t> late;
        for (const auto group : groups)
            if (late_.contains(group)) late.push_back(group);
        return late;
    }

    // A part by quarter is asked of large networks only: in others nearly all of them would have to stay hidden.
    bool is_asked(const CubeNetwork& network, const Indicator& indicator, std::size_t period) const {
        if (period != period_ || !network.asked) return false;
        const CubePlace employers{network.id, period, "employers", CellDimension::whole, ""};
        if (known_.contains(employers)) return false;
        return period == whole_year || indicator.part_of.empty() ||
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
    const IndicatorFamily& family_;
    const EarlierCells& known_;
    std::size_t period_;
    bool is_by_job_;
    std::array<std::map<std::uint32_t, std::vector<const CubeNetwork*>>, periods_of_a_year> networks_of_;
    std::map<GroupPlace, CountedGroup> groups_;
    std::map<CubePlace, std::vector<std::size_t>> cells_;
    std::size_t last_whole_ = 0;
    std::set<std::size_t> late_;  // groups
    ReleaseQuestion question_;
    std::vector<CubePlace> places_;
};

DisclosedCell employers_taking_part(const CubeNetwork& network, std::size_t period,
                                    const DisclosureThresholds& thresholds) {
    const auto members = static_cast<int>(network.members[period].size());
    if (members < thresholds.employers()) return DisclosedCell::hidden(HiddenBecause::too_few_employers);
    return DisclosedCell::exact(members);
}

void sort_as_listed(std::vector<DecidedCell>& cells, const IndicatorCatalogue& indicators) {
    std::ranges::stable_sort(cells, {}, [&](const DecidedCell& cell) { return indicators.find(cell.indicator); });
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
    CellReach reach{counts, period};
    for (const auto& family : families_of(indicators, period)) {
        CubeQuestion cube{counts, family, known, period};
        cube.note_counted(counted);
        for (const auto* indicator : family.indicators)
            for (const auto* whole : wholes_of(indicators, *indicator))
                cube.note_outsides(counted, *indicator, *whole, reach);
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
    for (auto& [network, cells] : decided) sort_as_listed(cells, indicators);
    return decided;
}

std::string size_class_of(int employees) {
    if (employees <= 0) return "";
    if (employees < 10) return "1_9";
    if (employees < 20) return "10_19";
    return employees < 50 ? "20_49" : "50_more";
}

}  // namespace prevenance
