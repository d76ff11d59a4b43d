#include "tests/attacks/figure_board.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace prevenance {
namespace {

constexpr Pattern year_only = 1U << whole_year;

bool is_quarterly(const std::string& indicator) {
    return drawn_indicators().find(indicator)->quarterly;
}

// One quarter and the year; the year, of what is counted by year.
std::vector<Pattern> patterns_alone(const std::string& indicator) {
    if (!is_quarterly(indicator)) return {year_only};
    return {1 | year_only, 2 | year_only, 4 | year_only, 8 | year_only};
}

}  // namespace

std::vector<BoardPlan> single_indicators() {
    std::vector<BoardPlan> plans;
    for (const auto& indicator : drawn_indicators().all()) plans.push_back({{indicator.code}});
    return plans;
}

std::vector<BoardPlan> wholes_with_a_part() {
    std::vector<BoardPlan> plans;
    for (const auto& indicator : drawn_indicators().all()) {
        if (indicator.code != "employees") plans.push_back({{"employees", indicator.code}});
        if (!indicator.part_of.empty()) plans.push_back({{indicator.part_of, indicator.code}});
    }
    return plans;
}

std::vector<BoardPlan> wholes_with_classes() {
    BoardPlan visits{{"alerts_followed"}, true};
    BoardPlan voices{{"alerts_followed"}, false};
    visits.indicators.insert(visits.indicators.end(), visit_classes.begin(), visit_classes.end());
    voices.indicators.insert(voices.indicators.end(), voice_classes.begin(), voice_classes.end());
    return {visits, voices};
}

Board::Board(const AttackedWorld& world, const BoardPlan& plan) : counts_(world.counts) {
    find_unknowns(world, plan);
    for (const auto& cell : world.cells) {
        const auto found = std::ranges::find(plan.indicators, std::get<2>(cell.place));
        if (found != plan.indicators.end())
            add_up(cell, static_cast<std::size_t>(found - plan.indicators.begin()));
    }
}

void Board::find_unknowns(const AttackedWorld& world, const BoardPlan& plan) {
    std::map<std::pair<std::uint64_t, std::uint32_t>, Unknown> persons;
    for (std::size_t indicator = 0; indicator < plan.indicators.size(); ++indicator)
        for (const auto& person : world.counts.persons.at(plan.indicators[indicator])) {
            auto& one = persons[{person.key, person.employer}];
            one.employer = person.employer;
            one.job = person.job_family;
            one.patterns.resize(plan.indicators.size());
            one.patterns[indicator] = person.periods;
        }
    std::map<Unknown, int> truth;
    for (const auto& [key, person] : persons) ++truth[person];
    note_possible(truth, plan);
    for (const auto& [unknown, count] : truth) {
        unknowns_.push_back(unknown);
        truth_.push_back(count);
    }
}

// Wherever an employer has people of a job, somebody might have been counted in one quarter alone (of what is counted
// by year: in the year). Whoever was counted for the whole, in whatever quarters, might have been counted for one part of
// it, in one of these quarters alone, or for none.
void Board::note_possible(std::map<Unknown, int>& truth, const BoardPlan& plan) const {
    std::set<std::tuple<std::uint32_t, std::uint32_t, Pattern>> wholes;
    for (const auto& [unknown, count] : truth)
        if (unknown.patterns[0] != 0) wholes.emplace(unknown.employer, unknown.job, unknown.patterns[0]);
    for (const auto& person : counts_.persons.at("employees"))
        for (const auto alone : patterns_alone(plan.indicators.front()))
            wholes.emplace(person.employer, person.job_family, alone);
    for (const auto& [employer, job, whole] : wholes) {
        Unknown possible{employer, job, std::vector<Pattern>(plan.indicators.size())};
        possible.patterns[0] = whole;
        if (!plan.parts_make_up_whole) truth.try_emplace(possible);
        for (std::size_t part = 1; part < plan.indicators.size(); ++part)
            for (const auto alone : patterns_alone(plan.indicators[part])) {
                if ((alone & whole) != alone) continue;
                auto in_part = possible;
                in_part.patterns[part] = alone;
                truth.try_emplace(std::move(in_part));
            }
    }
}

void Board::add_up(const AttackedCell& cell, std::size_t indicator) {
    const auto& [network, period, code, dimension, category] = cell.place;
    std::vector<bool> has_employer(counts_.employers.size());
    for (const auto member : network_of(counts_, cell.place).members[period]) {
        const auto& employer = counts_.employers[member];
        has_employer[member] = (dimension != CellDimension::department || employer.department == category) &&
                               (dimension != CellDimension::size_class || employer.size_class == category);
    }
    std::vector<bool> has_job;
    for (const auto& job : counts_.job_families)
        has_job.push_back(dimension != CellDimension::job_family || job == category);
    Unknowns sum;
    for (std::size_t i = 0; i < unknowns_.size(); ++i) {
        const auto& unknown = unknowns_[i];
        if ((unknown.patterns[indicator] >> period & 1U) != 0 && has_employer[unknown.employer] && has_job[unknown.job])
            sum.push_back(i);
    }
    cells_.push_back(&cell);
    sums_.push_back(std::move(sum));
    indicators_.push_back(indicator);
}

int Board::persons(const Unknowns& unknowns) const {
    int all = 0;
    for (const auto one : unknowns) all += truth_[one];
    return all;
}

CountsByEmployer Board::persons_by_employer(const Unknowns& unknowns) const {
    CountsByEmployer persons;
    for (const auto one : unknowns)
        if (truth_[one] > 0) persons[unknowns_[one].employer] += truth_[one];
    return persons;
}

const Board& drawn_board(Boards& boards, const std::vector<BoardPlan>& plans, WorldDice& dice) {
    return boards.of(plans[dice.below(plans.size())]);
}

std::optional<std::size_t> drawn_shown_cell(const Board& board, std::size_t first_period, WorldDice& dice) {
    std::vector<std::size_t> shown;
    for (std::size_t cell = 0; cell < board.cells().size(); ++cell)
        if (board.cells()[cell]->shown && std::get<1>(board.cells()[cell]->place) >= first_period)
            shown.push_back(cell);
    if (shown.empty()) return std::nullopt;
    return shown[dice.below(shown.size())];
}

Unknowns without(const Unknowns& whole, const Unknowns& part) {
    Unknowns rest;
    std::ranges::set_difference(whole, part, std::back_inserter(rest));
    return rest;
}

bool tells_too_much(const CountsByEmployer& persons) {
    int all = 0;
    int most = 0;
    for (const auto& [employer, count] : persons) {
        all += count;
        most = std::max(most, count);
    }
    return persons.size() < 3 || all < 11 || all - most < 11 || 20 * most > 17 * all;
}

bool tells_a_member_too_much(const CountsByEmployer& others) {
    int all = 0;
    for (const auto& [employer, count] : others) all += count;
    return others.size() < 2 || all < 11;
}

}  // namespace prevenance
