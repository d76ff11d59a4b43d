#include "domain/release.h"

#include "domain/network_cubes.h"
#include "domain/row_space.h"

#include <Eigen/Dense>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <numeric>

namespace prevenance {
namespace {

EmployerId employer(std::uint8_t number) {
    EmployerId id;
    id.bytes[0] = number;
    return id;
}

// One group an employer, with the numbers of persons given.
ReleaseQuestion employers_with(const std::vector<int>& persons) {
    ReleaseQuestion question;
    for (std::size_t i = 0; i < persons.size(); ++i)
        question.groups.push_back({employer(static_cast<std::uint8_t>(i + 1)), persons[i], i});
    return question;
}

CandidateCell cell_of(std::vector<std::size_t> groups, CellState state = CellState::asked) {
    return {std::move(groups), state, std::nullopt, 0, {}};
}

CandidateCell part_of(std::size_t whole, std::vector<std::size_t> groups) {
    return {std::move(groups), CellState::asked, whole, 1, {}};
}

ReleaseAnswer answer_to(const ReleaseQuestion& question) {
    return decide_release(question, DisclosureThresholds{});
}

TEST(Release, four_employers_of_which_none_is_large_are_shown) {
    auto question = employers_with({8, 7, 6, 5});
    question.cells.push_back(cell_of({0, 1, 2, 3}));
    EXPECT_FALSE(answer_to(question)[0]);
}

// Two of three employers who lay their persons together would know the third's.
TEST(Release, three_employers_are_too_few_for_two_who_lay_their_persons_together) {
    auto question = employers_with({20, 20, 20});
    question.cells.push_back(cell_of({0, 1, 2}));
    EXPECT_EQ(answer_to(question)[0], HiddenBecause::too_few_employers);
}

TEST(Release, an_employer_of_86_percent_hides_the_cell) {
    auto question = employers_with({86, 6, 4, 4});
    question.cells.push_back(cell_of({0, 1, 2, 3}));
    EXPECT_EQ(answer_to(question)[0], HiddenBecause::one_employer_dominates);
}

// Network B is network A and one employer more.
TEST(Release, a_network_inside_another_does_not_tell_the_employer_between_them) {
    auto question = employers_with({12, 12, 12, 12, 12});
    question.cells.push_back(cell_of({0, 1, 2, 3, 4}, CellState::shown_before));
    question.cells.push_back(cell_of({0, 1, 2, 3}));
    EXPECT_EQ(answer_to(question)[1], HiddenBecause::protects_another_cell);
    question.cells[0].state = CellState::hidden_before;
    EXPECT_FALSE(answer_to(question)[1]);
}

// A, B and C overlap so that A + B - C is one employer twice: no table tells it, the sum does.
TEST(Release, three_networks_that_overlap_tell_no_employer_together) {
    auto question = employers_with({9, 9, 9, 9, 9, 9, 9, 9, 9});
    question.cells.push_back(cell_of({0, 1, 2, 3, 4}, CellState::shown_before));
    question.cells.push_back(cell_of({0, 5, 6, 7, 8}, CellState::shown_before));
    question.cells.push_back(cell_of({1, 2, 3, 4, 5, 6, 7, 8}));
    EXPECT_EQ(answer_to(question)[2], HiddenBecause::protects_another_cell);
    EXPECT_FALSE(decide_release(question, DisclosureThresholds{},
                                std::array{AuditStep::differences, AuditStep::splits})[2]);
}

TEST(Release, a_hidden_part_is_not_the_whole_less_the_others) {
    auto question = employers_with({6, 6, 6, 6, 6, 6, 6, 6, 1, 1, 1, 1});
    question.cells.push_back(cell_of({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
    question.cells.push_back(part_of(0, {0, 1, 2, 3}));
    question.cells.push_back(part_of(0, {4, 5, 6, 7}));
    question.cells.push_back(part_of(0, {8, 9, 10, 11}));
    const auto answer = answer_to(question);
    EXPECT_FALSE(answer[0]);
    EXPECT_EQ(answer[3], HiddenBecause::too_few_people);
    EXPECT_EQ(std::ranges::count(answer, HiddenBecause::protects_another_cell), 1);
}

// Nobody at all is information too.
TEST(Release, a_part_of_nobody_is_protected_like_any_other) {
    auto question = employers_with({6, 6, 6, 6, 6, 6, 6, 6, 0, 0, 0, 0});
    question.cells.push_back(cell_of({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
    question.cells.push_back(part_of(0, {0, 1, 2, 3}));
    question.cells.push_back(part_of(0, {4, 5, 6, 7}));
    question.cells.push_back(part_of(0, {8, 9, 10, 11}));
    const auto answer = answer_to(question);
    EXPECT_EQ(answer[3], HiddenBecause::too_few_people);
    EXPECT_EQ(std::ranges::count(answer, HiddenBecause::protects_another_cell), 1);
}

TEST(Release, everybody_but_a_few_is_not_shown_beside_everybody) {
    auto question = employers_with({20, 20, 20, 20});
    question.cells.push_back(cell_of({0, 1, 2, 3}));
    question.cells[0].outsides.push_back({{employer(1), 3}, {employer(2), 2}});
    EXPECT_EQ(answer_to(question)[0], HiddenBecause::protects_another_cell);
    question.cells[0].outsides = {{{employer(1), 9}, {employer(2), 9}, {employer(3), 9}}};
    EXPECT_FALSE(answer_to(question)[0]);
}

TEST(Release, the_smallest_part_gives_way_and_the_whole_last) {
    auto question = employers_with({40, 4, 3, 3, 5, 5, 5, 5});
    question.cells.push_back(cell_of({0, 1, 2, 3, 4, 5, 6, 7}));
    question.cells.push_back(part_of(0, {0, 1, 2, 3}));
    question.cells.push_back(part_of(0, {4, 5, 6, 7}));
    const auto answer = answer_to(question);
    EXPECT_FALSE(answer[0]);
    EXPECT_TRUE(answer[1]);
    EXPECT_TRUE(answer[2]);
}

// The fifth employer takes its thirty out of the second network, and the rest out of the first: eight persons are left.
TEST(Release, a_member_who_takes_its_own_persons_out_does_not_see_a_few_others) {
    auto question = employers_with({12, 12, 12, 6, 30, 2});
    question.cells.push_back(cell_of({0, 1, 2, 3, 5}, CellState::shown_before));
    question.cells.push_back(cell_of({0, 1, 2, 4}));
    const auto by_differences = [&] {
        return decide_release(question, DisclosureThresholds{}, std::array{AuditStep::differences})[1];
    };
    EXPECT_EQ(by_differences(), HiddenBecause::protects_another_cell);
    question.groups[5].persons = 7;  // thirteen persons of two others may be seen
    EXPECT_FALSE(by_differences());
}

TEST(Release, two_parts_without_a_person_in_common_do_not_tell_the_rest_of_their_whole) {
    auto question = employers_with({9, 9, 9, 9, 9, 9, 9, 9, 2, 2, 2, 2});
    question.cells.push_back(cell_of({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, CellState::shown_before));
    question.cells.push_back(cell_of({0, 1, 2, 3}, CellState::shown_before));
    question.cells.push_back(cell_of({4, 5, 6, 7}));
    EXPECT_EQ(answer_to(question)[2], HiddenBecause::protects_another_cell);
    for (std::size_t group = 8; group < 10; ++group) question.groups[group].persons = 9;
    EXPECT_EQ(answer_to(question)[2], HiddenBecause::protects_another_cell) << "two who take their nine out see four";
    for (std::size_t group = 10; group < 12; ++group) question.groups[group].persons = 9;
    EXPECT_FALSE(answer_to(question)[2]);
}

// Employers 6 to 10 have one person each that a table from before counts and one that it does not, of two jobs. Whoever takes
// the three shown parts from their whole knows that the two jobs together are ten; every single region stays wide enough.
TEST(Release, only_the_step_about_splits_sees_three_parts_taken_from_their_whole) {
    auto question = employers_with({10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10});
    CandidateCell whole = cell_of({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    CandidateCell before = cell_of({12, 13, 14, 15}, CellState::shown_before);
    std::array<CandidateCell, 2> jobs{part_of(0, {}), part_of(0, {})};
    for (std::uint8_t number = 0; number < 5; ++number)
        for (const bool is_in_both : {true, false})
            for (std::size_t job = 0; job < jobs.size(); ++job) {
                const auto group = question.groups.size();
                const bool is_theirs = (number % 2 == 0) == (is_in_both == (job == 0));
                question.groups.push_back({employer(static_cast<std::uint8_t>(100 + number)), is_theirs ? 1 : 0, 0});
                whole.groups.push_back(group);
                jobs[job].groups.push_back(group);
                if (is_in_both) before.groups.push_back(group);
            }
    question.cells = {whole, part_of(0, {0, 1, 2, 3}), part_of(0, {4, 5, 6, 7}), part_of(0, {8, 9, 10, 11}),
                      jobs[0], jobs[1], before};
    const auto hidden_parts = [](const ReleaseAnswer& answer) {
        return std::count(answer.begin() + 1, answer.begin() + 4, HiddenBecause::protects_another_cell);
    };
    EXPECT_EQ(hidden_parts(decide_release(question, DisclosureThresholds{},
                                          std::array{AuditStep::differences, AuditStep::elimination, AuditStep::exchange,
                                                     AuditStep::hidden_cells})),
              0);
    EXPECT_GE(hidden_parts(answer_to(question)), 1);
}

// Employers 1 and 2 have hundred persons in the first cell that are not in the second, which has two others instead. These
// two are in the third cell as well, where there are 18: so the hundred are between 98 and 116, and two employers have all.
TEST(Release, only_the_step_about_overlaps_sees_that_one_cell_leaves_no_room_in_another) {
    ReleaseQuestion question;
    const auto add = [&](std::uint8_t number, int persons) {
        question.groups.push_back({employer(number), persons, 0});
        return question.groups.size() - 1;
    };
    CandidateCell first = cell_of({});
    CandidateCell second = cell_of({});
    for (std::uint8_t number = 1; number <= 6; ++number) {
        first.groups.push_back(add(number, 100));
        second.groups.push_back(first.groups.back());
    }
    first.groups.push_back(add(1, 60));
    first.groups.push_back(add(2, 40));
    CandidateCell third = cell_of({add(3, 1), add(4, 1)});
    second.groups.insert(second.groups.end(), third.groups.begin(), third.groups.end());
    for (std::uint8_t number = 3; number <= 6; ++number) third.groups.push_back(add(number, 4));
    question.cells = {first, second, third};
    const auto hidden = [&](std::span<const AuditStep> steps) {
        const auto answer = decide_release(question, DisclosureThresholds{}, steps);
        return std::ranges::count(answer, HiddenBecause::protects_another_cell);
    };
    EXPECT_EQ(hidden(std::span{all_audit_steps}.first(all_audit_steps.size() - 1)), 0);
    EXPECT_EQ(hidden(all_audit_steps), 1);
    for (std::size_t group = third.groups[2]; group < question.groups.size(); ++group) question.groups[group].persons = 5;
    EXPECT_EQ(hidden(all_audit_steps), 0) << "with 22 there is room for a fifth of the hundred";
}

TEST(Release, what_was_published_stays_as_it_was_decided) {
    auto question = employers_with({1, 1, 1, 1});
    question.cells.push_back(cell_of({0, 1, 2, 3}, CellState::shown_before));
    question.cells.push_back(cell_of({0, 1, 2, 3}, CellState::hidden_before));
    const auto answer = answer_to(question);
    EXPECT_FALSE(answer[0]);
    EXPECT_TRUE(answer[1]);
}

// The table is what its definition says: p(k) proportional to exp(-l k^2), with the l that gives variance 3.
TEST(CellKeyNoise, has_the_distribution_it_claims) {
    constexpr double lambda = 0.163999921461;
    std::array<double, 11> wanted{};
    for (int k = -5; k <= 5; ++k) wanted[static_cast<std::size_t>(k + 5)] = std::exp(-lambda * k * k);
    const double all = std::accumulate(wanted.begin(), wanted.end(), 0.0);
    std::array<double, 11> counted{};
    constexpr std::uint64_t parts = 1 << 20;
    for (std::uint64_t i = 0; i < parts; ++i)
        counted[static_cast<std::size_t>(cell_key_noise((i << 44U) + 17, 100) + 5)] += 1.0 / parts;
    double mean = 0;
    double variance = 0;
    for (int k = -5; k <= 5; ++k) {
        const auto at = static_cast<std::size_t>(k + 5);
        EXPECT_NEAR(counted[at], wanted[at] / all, 1e-5) << k;
        mean += k * counted[at];
        variance += k * k * counted[at];
    }
    EXPECT_NEAR(mean, 0, 1e-4);
    EXPECT_NEAR(variance, 3, 1e-3);
}

TEST(CellKeyNoise, leaves_nobody_alone_and_is_the_same_every_time) {
    for (std::uint64_t i = 0; i < 1000; ++i) {
        const auto key = i * 0x9E3779B97F4A7C15ULL;
        EXPECT_EQ(cell_key_noise(key, 0), 0);
        EXPECT_EQ(cell_key_noise(key, 40), cell_key_noise(key, 40));
    }
}

TEST(CellKeyNoise, is_taken_from_the_persons_and_not_from_their_order) {
    auto question = employers_with({8, 7, 6, 5});
    for (auto& group : question.groups) group.key = group.key * 0xD1B54A32D192ED03ULL + 99;
    const auto forward = shown_with_noise(question, cell_of({0, 1, 2, 3}));
    EXPECT_EQ(shown_with_noise(question, cell_of({3, 1, 0, 2})), forward);
    EXPECT_EQ(*forward.value() % 5, 0);
}

TEST(CellKeyNoise, no_shown_count_looks_like_a_hidden_one) {
    for (std::uint64_t i = 0; i < 2000; ++i) {
        ReleaseQuestion question;
        question.groups.push_back({employer(1), 11, i * 0x9E3779B97F4A7C15ULL});
        EXPECT_GE(*shown_with_noise(question, cell_of({0})).value(), 10);
    }
}

TEST(RowSpace, finds_the_rows_that_make_up_a_sum) {
    const RowSpace space{{{0, 1}, {1, 2}, {2, 3}}, 4};
    EXPECT_EQ(space.rank(), 3U);
    EXPECT_EQ(space.rows_giving({0, 3}), (std::vector<std::size_t>{0, 1, 2}));
    EXPECT_EQ(space.rows_giving({1, 2}), std::vector<std::size_t>{1});
    EXPECT_EQ(space.rows_giving({0}), std::nullopt);
    EXPECT_EQ(space.rows_giving({}), std::vector<std::size_t>{});
}

// The last row is the first two less the third.
TEST(RowSpace, leaves_a_row_aside_that_adds_nothing) {
    const RowSpace space{{{0, 1}, {2, 3}, {0, 2}, {1, 3}}, 4};
    EXPECT_EQ(space.rank(), 3U);
    EXPECT_EQ(space.rows_giving({1, 3}), (std::vector<std::size_t>{0, 1, 2}));
}

RowSpace::Columns drawn_columns(std::size_t below) {
    const auto ones = *rc::gen::container<std::vector<bool>>(below, rc::gen::arbitrary<bool>());
    RowSpace::Columns columns;
    for (std::size_t column = 0; column < below; ++column)
        if (ones[column]) columns.push_back(column);
    return columns;
}

// The column after the last is in no row.
RC_GTEST_PROP(RowSpace, gives_back_each_of_its_rows_and_no_vector_outside, ()) {
    const auto columns = *rc::gen::inRange<std::size_t>(2, 12);
    std::vector<RowSpace::Columns> rows;
    for (int i = *rc::gen::inRange(1, 9); i > 0; --i) rows.push_back(drawn_columns(columns));
    const RowSpace space{rows, columns + 1};
    for (const auto& row : rows) RC_ASSERT(space.rows_giving(row).has_value());
    auto outside = drawn_columns(columns);
    outside.push_back(columns);
    RC_ASSERT(!space.rows_giving(outside));
    RC_ASSERT(space.rank() <= std::min(rows.size(), columns));
}

// What the witness takes for no sum is none: Eigen, in floating point, finds a larger rank with the vector than without it.
RC_GTEST_PROP(RowSpace, says_the_same_as_elimination_in_floating_point, ()) {
    const auto columns = *rc::gen::inRange<std::size_t>(2, 9);
    std::vector<RowSpace::Columns> rows;
    for (int i = *rc::gen::inRange(1, 8); i > 0; --i) rows.push_back(drawn_columns(columns));
    const auto wanted = drawn_columns(columns);
    const auto rank_of = [&](const std::vector<RowSpace::Columns>& all) {
        Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(all.size()),
                                                       static_cast<Eigen::Index>(columns));
        for (std::size_t row = 0; row < all.size(); ++row)
            for (const auto column : all[row])
                matrix(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column)) = 1;
        return Eigen::FullPivLU<Eigen::MatrixXd>{matrix}.rank();
    };
    auto with_wanted = rows;
    with_wanted.push_back(wanted);
    const RowSpace space{rows, columns};
    RC_ASSERT(static_cast<Eigen::Index>(space.rank()) == rank_of(rows));
    RC_ASSERT(space.rows_giving(wanted).has_value() == (rank_of(rows) == rank_of(with_wanted)));
}

// A person more or less changes nothing that the person is not in.
RC_GTEST_PROP(Release, a_person_moves_no_cell_it_is_not_in_where_cells_share_nobody, ()) {
    auto question = employers_with(*rc::gen::container<std::vector<int>>(12, rc::gen::inRange(0, 30)));
    question.cells.push_back(cell_of({0, 1, 2, 3, 4, 5}));
    question.cells.push_back(cell_of({6, 7, 8, 9, 10, 11}));
    const auto before = answer_to(question);
    ++question.groups[*rc::gen::inRange<std::size_t>(0, 6)].persons;
    RC_ASSERT(answer_to(question)[1] == before[1]);
}

Indicator indicator_of(const char* code, std::vector<CellDimension> by) {
    Indicator indicator;
    indicator.code = code;
    indicator.by = std::move(by);
    return indicator;
}

// Nobody works there, or nobody is a member: reasons, no numbers, and no territory that is not there.
TEST(NetworkCubes, an_empty_network_and_an_empty_territory_get_reasons) {
    const IndicatorCatalogue indicators{1, {indicator_of("employees", {CellDimension::department})}};
    YearOfCounts counts;
    counts.employers.push_back({employer(1), "43", ""});
    counts.networks.push_back({NetworkId{}, {}});
    CubeNetwork with_an_employer_of_nobody{NetworkId{{1}}, {}};
    for (auto& members : with_an_employer_of_nobody.members) members.push_back(0);
    counts.networks.push_back(with_an_employer_of_nobody);
    const auto decided = decide_cubes(counts, indicators, {}, 0, DisclosureThresholds{});
    ASSERT_EQ(decided.size(), 2U);
    for (const auto& [network, cells] : decided) {
        ASSERT_EQ(cells.size(), 2U);
        EXPECT_TRUE(cells[0].cell.is_hidden());
        EXPECT_EQ(cells[1].cell.hidden_because(), HiddenBecause::too_few_people);
    }
}

TEST(NetworkCubes, a_period_that_was_published_is_not_decided_again) {
    const IndicatorCatalogue indicators{1, {indicator_of("employees", {})}};
    YearOfCounts counts;
    counts.job_families.emplace_back("AAD");
    for (std::uint32_t number = 0; number < 5; ++number) {
        counts.employers.push_back({employer(static_cast<std::uint8_t>(number + 1)), "43", "10_19"});
        for (std::uint64_t i = 0; i < 12; ++i) counts.persons["employees"].push_back({100 * number + i, number, 0, 17});
    }
    CubeNetwork network{NetworkId{{1}}, {}};
    for (auto& members : network.members) members = {0, 1, 2, 3, 4};
    counts.networks.push_back(network);
    const auto decided = decide_cubes(counts, indicators, {}, 0, DisclosureThresholds{});
    EXPECT_FALSE(decided.at(network.id)[1].cell.is_hidden());
    const EarlierCells earlier{{{network.id, 0, "employers", CellDimension::whole, ""}, true},
                               {{network.id, 0, "employees", CellDimension::whole, ""}, true}};
    EXPECT_TRUE(decide_cubes(counts, indicators, earlier, 0, DisclosureThresholds{}).empty());
    counts.networks[0].asked = false;
    EXPECT_TRUE(decide_cubes(counts, indicators, {}, 0, DisclosureThresholds{}).empty());
}

// Twelve employers of whom the first eight are network 1 and all are network 2; a share of everybody has a signal.
YearOfCounts two_networks(const std::vector<int>& signals) {
    YearOfCounts counts;
    counts.job_families.emplace_back("AAD");
    CubeNetwork inner{NetworkId{{1}}, {}};
    CubeNetwork outer{NetworkId{{2}}, {}};
    for (std::uint32_t number = 0; number < signals.size(); ++number) {
        counts.employers.push_back({employer(static_cast<std::uint8_t>(number + 1)), "43", "10_19"});
        for (int i = 0; i < 20; ++i) {
            const CubePerson person{1000ULL * number + static_cast<std::uint64_t>(i), number, 0, 16};
            counts.persons["signals"].push_back(person);
            if (i < signals[number]) counts.persons["signals_work"].push_back(person);
        }
        if (number < 8) inner.members[whole_year].push_back(number);
        outer.members[whole_year].push_back(number);
    }
    counts.networks = {inner, outer};
    return counts;
}

Indicator part_indicator(const char* code, const char* whole) {
    auto indicator = indicator_of(code, {});
    indicator.part_of = whole;
    return indicator;
}

std::optional<HiddenBecause> reason_in(const std::map<NetworkId, std::vector<DecidedCell>>& decided, NetworkId network,
                                       std::string_view indicator) {
    const auto& cells = decided.at(network);
    return std::ranges::find(cells, indicator, &DecidedCell::indicator)->cell.hidden_because();
}

// All of network 1 have a signal of the family but five; whoever knows network 2 as a whole knows the five.
TEST(NetworkCubes, a_part_is_judged_beside_the_whole_of_a_network_around_it) {
    const IndicatorCatalogue indicators{
        1, {indicator_of("signals", {}), part_indicator("signals_work", "signals")}};
    auto counts = two_networks({20, 20, 20, 20, 20, 20, 20, 15});
    EXPECT_EQ(reason_in(decide_cubes(counts, indicators, {}, whole_year, DisclosureThresholds{}), counts.networks[0].id,
                        "signals_work"),
              HiddenBecause::protects_another_cell);
    counts = two_networks({15, 15, 15, 15, 15, 15, 15, 15});
    EXPECT_FALSE(reason_in(decide_cubes(counts, indicators, {}, whole_year, DisclosureThresholds{}),
                           counts.networks[0].id, "signals_work"));
}

IndicatorCatalogue followed_by_classes() {
    std::vector<Indicator> indicators{indicator_of("alerts_followed", {})};
    indicators.front().made_up_of = {"visit_within_30", "visit_within_60", "visit_waiting"};
    for (const auto* code : {"visit_within_30", "visit_within_60", "visit_waiting"})
        indicators.push_back(part_indicator(code, "alerts_followed"));
    for (auto& indicator : indicators) indicator.quarterly = false;
    return {1, indicators};
}

// Of each of twelve employers, so many people of the three classes.
YearOfCounts followed(const std::array<int, 3>& classes) {
    YearOfCounts counts;
    counts.job_families.emplace_back("AAD");
    CubeNetwork network{NetworkId{{1}}, {}};
    std::uint64_t key = 0;
    for (std::uint32_t number = 0; number < 12; ++number) {
        counts.employers.push_back({employer(static_cast<std::uint8_t>(number + 1)), "43", "10_19"});
        network.members[whole_year].push_back(number);
        const auto catalogue = followed_by_classes();
        for (std::size_t one = 0; one < classes.size(); ++one)
            for (int i = 0; i < classes[one]; ++i) {
                const CubePerson person{++key, number, 0, 16};
                counts.persons["alerts_followed"].push_back(person);
                counts.persons[catalogue.all()[one + 1].code].push_back(person);
            }
    }
    counts.networks = {network};
    return counts;
}

TEST(NetworkCubes, a_class_of_a_few_is_not_the_whole_less_the_other_classes) {
    auto counts = followed({6, 6, 0});
    for (std::uint32_t number = 0; number < 4; ++number) {
        const CubePerson person{10'000 + number, number, 0, 16};
        counts.persons["alerts_followed"].push_back(person);
        counts.persons["visit_waiting"].push_back(person);
    }
    const auto decided = decide_cubes(counts, followed_by_classes(), {}, whole_year, DisclosureThresholds{});
    const auto& network = counts.networks[0].id;
    EXPECT_EQ(reason_in(decided, network, "visit_waiting"), HiddenBecause::too_few_people);
    EXPECT_FALSE(reason_in(decided, network, "alerts_followed"));
    EXPECT_NE(reason_in(decided, network, "visit_within_30").has_value(),
              reason_in(decided, network, "visit_within_60").has_value());
}

TEST(NetworkCubes, classes_of_many_are_shown_beside_the_whole_that_they_make_up) {
    const auto counts = followed({4, 4, 4});
    const auto decided = decide_cubes(counts, followed_by_classes(), {}, whole_year, DisclosureThresholds{});
    for (const auto* code : {"alerts_followed", "visit_within_30", "visit_within_60", "visit_waiting"})
        EXPECT_FALSE(reason_in(decided, counts.networks[0].id, code)) << code;
}

// The second class would tell that there is nobody in the others.
TEST(NetworkCubes, a_part_that_is_all_of_its_whole_is_not_shown_beside_it) {
    const auto counts = followed({0, 6, 0});
    const auto decided = decide_cubes(counts, followed_by_classes(), {}, whole_year, DisclosureThresholds{});
    EXPECT_FALSE(reason_in(decided, counts.networks[0].id, "alerts_followed"));
    EXPECT_TRUE(reason_in(decided, counts.networks[0].id, "visit_within_60"));
}

TEST(SizeClass, of_an_employer) {
    EXPECT_EQ(size_class_of(0), "");
    EXPECT_EQ(size_class_of(1), "1_9");
    EXPECT_EQ(size_class_of(10), "10_19");
    EXPECT_EQ(size_class_of(49), "20_49");
    EXPECT_EQ(size_class_of(50), "50_more");
}

}  // namespace
}  // namespace prevenance
