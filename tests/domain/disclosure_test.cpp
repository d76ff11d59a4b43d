#include "domain/disclosure.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

namespace prevenance {
namespace {

const DisclosureThresholds usual;

Contributions cell(const std::vector<int>& persons) {
    Contributions contributions;
    for (std::size_t i = 0; i < persons.size(); ++i) {
        EmployerId employer;
        employer.bytes[0] = static_cast<std::uint8_t>(i + 1);
        contributions.push_back({employer, persons[i]});
    }
    return contributions;
}

DisclosedCell disclosed(const std::vector<int>& persons) {
    return disclose({{}, cell(persons), {}}, usual).total;
}

TEST(Disclosure, forty_three_and_two_is_dominated_by_one) {
    EXPECT_FALSE(is_not_dominated(cell({40, 3, 2}), usual));  // 88.9 %
    EXPECT_EQ(disclosed({40, 3, 2}), DisclosedCell::hidden(HiddenBecause::one_employer_dominates));
}

TEST(Disclosure, exactly_eighty_five_percent_is_not_dominated_but_fails_without_its_largest) {
    EXPECT_TRUE(is_not_dominated(cell({34, 3, 3}), usual));
    EXPECT_FALSE(is_not_dominated(cell({35, 3, 3}), usual));
    EXPECT_FALSE(has_enough_people_without_any_one(cell({34, 3, 3}), usual));
    EXPECT_TRUE(disclosed({34, 3, 3}).is_hidden());
}

TEST(Disclosure, ten_persons_of_three_employers_are_too_few) {
    EXPECT_EQ(disclosed({4, 3, 3}), DisclosedCell::hidden(HiddenBecause::too_few_people));
}

TEST(Disclosure, two_employers_are_too_few) {
    EXPECT_EQ(disclosed({30, 30}), DisclosedCell::hidden(HiddenBecause::too_few_employers));
    EXPECT_EQ(disclosed({30, 30, 0}), DisclosedCell::hidden(HiddenBecause::too_few_employers));
}

TEST(Disclosure, nobody_and_ten_look_the_same) {
    EXPECT_EQ(disclosed({0, 0, 0}), disclosed({4, 3, 3}));
}

TEST(Disclosure, four_of_twelve_are_hidden_and_so_are_twelve_of_twelve) {
    const auto twelve = cell({4, 4, 4});
    EXPECT_TRUE(disclose({twelve, cell({2, 1, 1}), {}}, usual).total.is_hidden());
    const auto sixty = cell({20, 20, 20});
    EXPECT_EQ(disclose({sixty, sixty, {}}, usual).total,
              DisclosedCell::hidden(HiddenBecause::protects_another_cell));
    EXPECT_EQ(disclose({sixty, cell({10, 10, 10}), {}}, usual).total, DisclosedCell::shown(30));
}

TEST(Disclosure, what_is_left_of_a_population_is_protected_too) {
    const auto population = cell({40, 40, 40});
    EXPECT_EQ(disclose({population, cell({37, 37, 37}), {}}, usual).total,
              DisclosedCell::hidden(HiddenBecause::protects_another_cell));  // nine are left
}

TEST(Disclosure, one_hidden_part_takes_the_smallest_shown_one_with_it) {
    const auto row =
        disclose({{}, cell({50, 50, 50}), {cell({30, 30, 30}), cell({18, 18, 18}), cell({2, 2, 2})}}, usual);
    EXPECT_EQ(row.total, DisclosedCell::shown(150));
    EXPECT_EQ(row.parts[0], DisclosedCell::shown(90));
    EXPECT_EQ(row.parts[1], DisclosedCell::hidden(HiddenBecause::protects_another_cell));
    EXPECT_EQ(row.parts[2], DisclosedCell::hidden(HiddenBecause::too_few_people));
}

TEST(Disclosure, a_hidden_total_needs_no_second_suppression) {
    const auto row = disclose({{}, cell({200, 8, 8}), {cell({20, 7, 7}), cell({180, 1, 1})}}, usual);
    EXPECT_TRUE(row.total.is_hidden());
    EXPECT_TRUE(row.parts[1].is_hidden());
    EXPECT_EQ(row.parts[0], DisclosedCell::shown(34));
}

TEST(Disclosure, figures_are_rounded_to_five) {
    EXPECT_EQ(*DisclosedCell::shown(11).value(), 10);
    EXPECT_EQ(*DisclosedCell::shown(12).value(), 10);
    EXPECT_EQ(*DisclosedCell::shown(13).value(), 15);
    EXPECT_EQ(*DisclosedCell::shown(17).value(), 15);
}

TEST(DisclosureThresholds, are_raised_never_lowered) {
    EXPECT_TRUE(DisclosureThresholds::raised(11, 3, 85));
    EXPECT_TRUE(DisclosureThresholds::raised(20, 5, 50));
    const auto lowered = DisclosureThresholds::raised(10, 2, 86);
    ASSERT_FALSE(lowered);
    EXPECT_EQ(lowered.error().fields.size(), 3U);
    const auto strict = DisclosureThresholds::raised(20, 5, 50).value();
    EXPECT_TRUE(reason_to_hide(cell({10, 10, 10, 10}), strict));
    EXPECT_FALSE(reason_to_hide(cell({10, 10, 10, 10, 10}), strict));
}

// Worlds of up to seven employers, of sizes where the thresholds matter.
// RapidCheck begins with small numbers, which would all be hidden: these do not grow with the test's size.
rc::Gen<std::vector<int>> worlds(int most_persons = 30) {
    return rc::gen::resize(rc::kNominalSize, rc::gen::mapcat(rc::gen::inRange(0, 8), [=](int employers) {
                               return rc::gen::container<std::vector<int>>(
                                   static_cast<std::size_t>(employers), rc::gen::inRange(0, most_persons));
                           }));
}

int sum(const std::vector<int>& persons) {
    return std::accumulate(persons.begin(), persons.end(), 0);
}

// The rules again, written in another way: by trying every employer.
bool violates(const std::vector<int>& persons) {
    const int all = sum(persons);
    if (all < 11 || std::ranges::count_if(persons, [](int n) { return n > 0; }) < 3) return true;
    for (std::size_t out = 0; out < persons.size(); ++out) {
        if (persons[out] * 20 > all * 17) return true;
        auto others = persons;
        others[out] = 0;
        if (persons[out] > 0 &&
            (sum(others) < 11 || std::ranges::count_if(others, [](int n) { return n > 0; }) < 2))
            return true;
    }
    return false;
}

RC_GTEST_PROP(DisclosureLaws, a_cell_is_shown_if_and_only_if_it_breaks_no_rule, ()) {
    const auto persons = *worlds();
    RC_ASSERT(disclosed(persons).is_hidden() == violates(persons));
}

RC_GTEST_PROP(DisclosureLaws, the_shown_value_is_at_most_two_away_and_a_multiple_of_five, ()) {
    const auto persons = *worlds();
    const auto shown = disclosed(persons);
    RC_PRE(!shown.is_hidden());
    RC_ASSERT(*shown.value() % 5 == 0);
    RC_ASSERT(std::abs(*shown.value() - sum(persons)) <= 2);
}

// The order of employers, and employers with nobody, tell nothing.
RC_GTEST_PROP(DisclosureLaws, employers_with_nobody_change_nothing, ()) {
    auto persons = *worlds();
    const auto before = disclosed(persons);
    persons.push_back(0);
    std::ranges::reverse(persons);
    RC_ASSERT(disclosed(persons) == before);
}

// Under a threshold nothing moves, and above it a figure moves by one step of the rounding or not at all.
RC_GTEST_PROP(DisclosureLaws, one_person_more_tells_nothing_about_that_person, ()) {
    const auto before = *worlds(12);
    RC_PRE(!before.empty());
    auto after = before;
    ++after[static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(before.size())))];
    if (sum(after) < 11) RC_ASSERT(disclosed(after) == disclosed(before));
    if (violates(after)) RC_ASSERT(disclosed(after).is_hidden());
    if (violates(after) || violates(before)) return;
    const int step = *disclosed(after).value() - *disclosed(before).value();
    RC_ASSERT(step == 0 || step == 5);
}

// Whoever knows the own count still finds, for each other employer, at least two counts that fit what is
// shown.
RC_GTEST_PROP(DisclosureLaws, no_employer_can_tell_another_ones_count, ()) {
    const auto persons = *worlds();
    const auto shown = disclosed(persons);
    RC_PRE(!shown.is_hidden());
    for (std::size_t attacker = 0; attacker < persons.size(); ++attacker)
        for (std::size_t target = 0; target < persons.size(); ++target) {
            if (attacker == target || persons[target] == 0) continue;
            bool another_fits = false;
            for (std::size_t third = 0; third < persons.size(); ++third)
                for (int by_target = -2; by_target <= 2; ++by_target)
                    for (int by_third = -2; by_third <= 2; ++by_third) {
                        auto world = persons;
                        world[target] += by_target;
                        if (third != attacker && third != target) world[third] += by_third;
                        const bool possible = std::ranges::all_of(world, [](int n) { return n >= 0; });
                        another_fits =
                            another_fits || (possible && by_target != 0 && disclosed(world) == shown);
                    }
            RC_ASSERT(another_fits);
        }
}

// A total that splits into parts: what remains after taking the shown parts away passes every rule itself.
RC_GTEST_PROP(DisclosureLaws, no_hidden_part_is_found_by_subtraction, ()) {
    const auto employers =
        static_cast<std::size_t>(*rc::gen::resize(rc::kNominalSize, rc::gen::inRange(3, 7)));
    const auto parts = *rc::gen::resize(
        rc::kNominalSize, rc::gen::container<std::vector<std::vector<int>>>(
                              4, rc::gen::container<std::vector<int>>(employers, rc::gen::inRange(0, 12))));
    RowToDisclose row;
    std::vector<int> total(employers, 0);
    for (const auto& part : parts) {
        row.parts.push_back(cell(part));
        for (std::size_t i = 0; i < employers; ++i) total[i] += part[i];
    }
    row.total = cell(total);
    const auto shown = disclose(row, usual);
    std::vector<int> remainder(employers, 0);
    std::size_t hidden = 0;
    for (std::size_t p = 0; p < parts.size(); ++p) {
        if (!shown.parts[p].is_hidden()) {
            RC_ASSERT(!violates(parts[p]));
            continue;
        }
        ++hidden;
        for (std::size_t i = 0; i < employers; ++i) remainder[i] += parts[p][i];
    }
    if (!shown.total.is_hidden() && hidden > 0) RC_ASSERT(!violates(remainder));
}

// Nobody can be told apart by looking at who is not in a cell.
RC_GTEST_PROP(DisclosureLaws, the_complement_of_a_shown_cell_passes_every_rule, ()) {
    const auto population = *worlds(60);
    auto persons = population;
    for (auto& n : persons) n = *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, n + 1));
    const auto shown = disclose({cell(population), cell(persons), {}}, usual).total;
    RC_PRE(!shown.is_hidden());
    auto rest = population;
    for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= persons[i];
    RC_ASSERT(!violates(rest));
}

}  // namespace
}  // namespace prevenance
