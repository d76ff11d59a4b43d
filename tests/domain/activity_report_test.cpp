#include "domain/activity_report.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

namespace prevenance {
namespace {

using namespace std::chrono;

constexpr Date opening{2020y / June / 1};
constexpr ReportPeriod whole{opening, Date{2021y / May / 31}};

ReportedCase received(Date day) {
    ReportedCase one;
    one.dates.received_on = day;
    one.dates.voice_on = day;
    return one;
}

ReportedCase entered(Date day) {
    auto one = received(day);
    one.dates.entered_on = day;
    return one;
}

ReportedCase left(Date day, int stay, ExitKind exit, CaseOutcome outcome) {
    auto one = entered(day);
    one.dates.left_on = day + Days{stay};
    one.dates.exit = exit;
    one.dates.outcome = outcome;
    return one;
}

// The cases behind the tables of AIST Haute-Loire, 2020: 103 prescriptions; 43 entries, of which 31 go on,
// one declined, two left with a negative exit and nine with a positive one. Twelve outcomes for eleven exits:
// whoever declined has one as well. The eleven stays are 64 to 74 days, whose mean is 69.
std::vector<ReportedCase> cases_of_haute_loire() {
    std::vector<ReportedCase> cases;
    for (int i = 0; i < 31; ++i) cases.push_back(entered(opening + Days{i}));
    auto declined = received(opening + Days{5});
    declined.dates.declined_on = opening + Days{9};
    declined.dates.outcome = CaseOutcome::invalidity;
    cases.push_back(declined);
    int stay = 64;
    const auto leave = [&](int times, ExitKind exit, CaseOutcome outcome) {
        for (int i = 0; i < times; ++i) cases.push_back(left(opening + Days{i}, stay++, exit, outcome));
    };
    leave(2, ExitKind::negative, CaseOutcome::unfitness);
    leave(4, ExitKind::positive, CaseOutcome::post_adapted);
    leave(1, ExitKind::positive, CaseOutcome::external_post);
    leave(3, ExitKind::positive, CaseOutcome::internal_post);
    leave(1, ExitKind::positive, CaseOutcome::business_created);
    while (cases.size() < 103) cases.push_back(received(opening + Days{40}));
    return cases;
}

template <class Kind>
std::vector<std::pair<int, std::int64_t>> lines_of(const ReportTable<Kind>& table) {
    std::vector<std::pair<int, std::int64_t>> lines;
    for (const auto& line : table.lines) lines.emplace_back(line.count, line.share.value());
    return lines;
}

TEST(ActivityReport, golden_statuses_of_haute_loire) {
    const auto report = activity_report(cases_of_haute_loire(), whole);
    EXPECT_EQ(report.statuses.total, 43);
    const std::vector<std::pair<int, std::int64_t>> expected{{31, 7209}, {1, 233}, {2, 465}, {9, 2093}};
    EXPECT_EQ(lines_of(report.statuses), expected);
    EXPECT_EQ(report.statuses.lines[0].kind, CaseStatus::ongoing);
    EXPECT_EQ(report.statuses.lines[3].kind, CaseStatus::exit_positive);
}

TEST(ActivityReport, golden_outcomes_of_haute_loire) {
    const auto report = activity_report(cases_of_haute_loire(), whole);
    EXPECT_EQ(report.outcomes.total, 12);
    const std::vector<std::pair<int, std::int64_t>> expected{{4, 3333}, {1, 833}, {3, 2500}, {0, 0},
                                                             {2, 1667}, {1, 833}, {0, 0},    {1, 833}};
    EXPECT_EQ(lines_of(report.outcomes), expected);
    EXPECT_EQ(report.positive_outcomes, 9);
    EXPECT_EQ(report.positive_share, 7500);
}

TEST(ActivityReport, golden_counters_of_haute_loire) {
    const auto report = activity_report(cases_of_haute_loire(), whole);
    EXPECT_EQ(report.referrals, 103);
    EXPECT_EQ(report.entries, 43);
    EXPECT_EQ(report.mean_stay, 69);
}

TEST(ActivityReport, targets_are_those_agreed_with_the_funder) {
    const ActivityTargets targets;
    EXPECT_EQ(targets.referrals_per_year, 100);
    EXPECT_EQ(targets.files_per_year, 80);
    EXPECT_EQ(targets.kept_in_work_percent, 50);
    EXPECT_TRUE(is_one_year(whole));
    EXPECT_FALSE(is_one_year({opening, Date{2020y / December / 31}}));
}

TEST(ActivityReport, a_case_stands_as_on_the_last_day_of_the_period) {
    const auto one = left(Date{2025y / November / 3}, 100, ExitKind::positive, CaseOutcome::retraining);
    const auto in_2025 = activity_report({one}, {Date{2025y / January / 1}, Date{2025y / December / 31}});
    EXPECT_EQ(in_2025.statuses.lines[0].count, 1) << "still ongoing";
    EXPECT_EQ(in_2025.outcomes.total, 0);
    EXPECT_EQ(in_2025.entries, 1);
    EXPECT_EQ(in_2025.mean_stay, std::nullopt);
    const auto in_2026 = activity_report({one}, {Date{2026y / January / 1}, Date{2026y / December / 31}});
    EXPECT_EQ(in_2026.statuses.lines[3].count, 1);
    EXPECT_EQ(in_2026.outcomes.total, 1);
    EXPECT_EQ(in_2026.entries, 0);
    EXPECT_EQ(in_2026.mean_stay, 100);
    const auto in_2027 = activity_report({one}, {Date{2027y / January / 1}, Date{2027y / December / 31}});
    EXPECT_EQ(in_2027.statuses.total, 0) << "it had ended before";
}

TEST(ActivityReport, nothing_has_no_share) {
    const auto report = activity_report({}, whole);
    EXPECT_EQ(report.statuses.total, 0);
    EXPECT_EQ(report.statuses.lines.size(), 4U);
    EXPECT_EQ(report.statuses.lines[0].share, std::nullopt);
    EXPECT_EQ(report.positive_share, std::nullopt);
    EXPECT_EQ(report.mean_stay, std::nullopt);
}

// --- for all cases

Date day_of_the_year() {
    return opening + Days{*rc::gen::inRange(0, 400)};
}

ReportedCase any_case() {
    auto one = received(day_of_the_year());
    const int way = *rc::gen::inRange(0, 4);
    if (way == 0) return one;
    if (way == 1) {
        one.dates.declined_on = one.dates.received_on + Days{*rc::gen::inRange(0, 60)};
        return one;
    }
    one.dates.entered_on = one.dates.received_on + Days{*rc::gen::inRange(0, 60)};
    if (way == 2) return one;
    one.dates.left_on = *one.dates.entered_on + Days{*rc::gen::inRange(0, 200)};
    one.dates.exit = *rc::gen::element(ExitKind::negative, ExitKind::positive);
    one.dates.outcome = case_outcome_names[*rc::gen::inRange<std::size_t>(0, 8)].first;
    return one;
}

std::vector<ReportedCase> any_cases() {
    std::vector<ReportedCase> cases(*rc::gen::inRange<std::size_t>(0, 40));
    for (auto& one : cases) one = any_case();
    return cases;
}

template <class Kind>
void expect_right_shares(const ReportTable<Kind>& table) {
    int sum = 0;
    for (const auto& line : table.lines) {
        sum += line.count;
        if (table.total == 0) {
            RC_ASSERT(!line.share);
            continue;
        }
        // |share - exact| <= half of a hundredth, in whole numbers.
        const auto exact = 10'000LL * line.count;
        RC_ASSERT(2 * std::abs(*line.share * table.total - exact) <= table.total);
    }
    RC_ASSERT(sum == table.total);
}

RC_GTEST_PROP(ActivityReportProperty, every_share_is_right_to_two_decimals, ()) {
    const auto report = activity_report(any_cases(), whole);
    expect_right_shares(report.statuses);
    expect_right_shares(report.outcomes);
}

RC_GTEST_PROP(ActivityReportProperty, the_order_of_the_cases_changes_nothing, ()) {
    auto cases = any_cases();
    const auto report = activity_report(cases, whole);
    for (std::size_t i = cases.size(); i > 1; --i)
        std::swap(cases[i - 1], cases[*rc::gen::inRange<std::size_t>(0, i)]);
    RC_ASSERT(activity_report(cases, whole) == report);
}

RC_GTEST_PROP(ActivityReportProperty, two_halves_of_a_year_count_every_event_once, ()) {
    const auto cases = any_cases();
    const Date middle{2020y / November / 30};
    const auto first = activity_report(cases, {whole.starts_on, middle});
    const auto second = activity_report(cases, {middle + Days{1}, whole.ends_on});
    const auto both = activity_report(cases, whole);
    RC_ASSERT(first.referrals + second.referrals == both.referrals);
    RC_ASSERT(first.entries + second.entries == both.entries);
    RC_ASSERT(first.outcomes.total + second.outcomes.total == both.outcomes.total);
}

}  // namespace
}  // namespace prevenance
