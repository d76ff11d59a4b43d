// The curve of what is still open, beside R's package survival on its own data sets and on ours.
#include "domain/survival_curve.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <sstream>
#include <string>

namespace prevenance {
namespace {

using Cell = std::vector<std::string>;

std::vector<Cell> lines_of_r() {
    std::string output;
    auto* pipe = popen("Rscript " PREVENANCE_SOURCE_DIR "/tests/domain/survival_figures.R", "r");
    if (pipe == nullptr) return {};
    char buffer[4096];
    for (std::size_t read = 0; (read = fread(buffer, 1, sizeof buffer, pipe)) > 0;)
        output.append(buffer, read);
    if (pclose(pipe) != 0) return {};
    std::vector<Cell> lines;
    std::stringstream stream{output};
    for (std::string text; std::getline(stream, text);) {
        std::stringstream cells{text};
        Cell line;
        for (std::string cell; std::getline(cells, cell, ';');) line.push_back(cell);
        lines.push_back(line);
    }
    return lines;
}

double largest_difference = 0;

void expect_equal(std::optional<double> ours, const std::string& theirs, const std::string& where) {
    ASSERT_EQ(ours.has_value(), theirs != "NA") << where;
    if (!ours) return;
    const double difference = std::abs(*ours - std::stod(theirs));
    largest_difference = std::max(largest_difference, difference);
    EXPECT_LT(difference, 1e-9) << where;
}

TEST(SurvivalCurve, equals_the_package_survival_on_its_data_and_on_ours) {
    std::map<std::string, std::vector<StepDuration>> durations;
    std::map<std::string, std::vector<Cell>> points;
    std::map<std::string, Cell> medians;
    for (const auto& line : lines_of_r()) {
        const auto& name = line.at(1);
        if (line[0] == "duration") durations[name].push_back({std::stoi(line[2]), line[3] == "1", std::stoi(line[4])});
        if (line[0] == "point") points[name].push_back(line);
        if (line[0] == "median") medians[name] = line;
    }
    ASSERT_EQ(durations.size(), 21U) << "Rscript or the package survival is missing: ./check installs them";
    int compared = 0;
    for (const auto& [name, known] : durations) {
        const auto curve = survival_curve(known);
        ASSERT_EQ(curve.size(), points[name].size()) << name;
        for (std::size_t at = 0; at < curve.size(); ++at) {
            const auto& line = points[name][at];
            const auto where = name + " on day " + line[2];
            EXPECT_EQ(curve[at].days, std::stoi(line[2])) << where;
            EXPECT_EQ(curve[at].waiting, std::stoi(line[3])) << where;
            EXPECT_EQ(curve[at].taken, std::stoi(line[4])) << where;
            expect_equal(curve[at].share_open, line[5], where);
            expect_equal(curve[at].lower, line[6], where);
            expect_equal(curve[at].upper, line[7], where);
            ++compared;
        }
        const auto median = median_of(curve);
        expect_equal(median.days, medians[name][2], name + ": median");
        expect_equal(median.lower, medians[name][3], name + ": lower bound of the median");
        expect_equal(median.upper, medians[name][4], name + ": upper bound of the median");
    }
    EXPECT_GT(compared, 1'300);
    std::printf("%zu data sets, %d points of a curve; largest difference %.1e\n", durations.size(), compared,
                largest_difference);
}

TEST(SurvivalCurve, without_durations_says_nothing) {
    EXPECT_TRUE(survival_curve({}).empty());
    EXPECT_FALSE(median_of({}).days);
}

// Leaving out the open ones would give 7 days; they say that it takes longer.
TEST(SurvivalCurve, counts_the_open_ones_for_as_long_as_they_are_open) {
    const auto curve =
        survival_curve({{5, true}, {7, true}, {9, true}, {30, false}, {30, false}, {30, false}, {30, false}});
    EXPECT_FALSE(median_of(curve).days);
    EXPECT_NEAR(curve.back().share_open, 4.0 / 7, 1e-12);
}

TEST(SurvivalCurve, a_group_of_nobody_says_nothing) {
    EXPECT_TRUE(survival_curve({{30, true, 0}, {60, false, 0}}).empty());
    EXPECT_EQ(survival_curve({{30, true, 40}, {45, true, 0}, {60, false, 10}}).size(), 2U);
}

rc::Gen<std::vector<StepDuration>> some_durations() {
    return rc::gen::container<std::vector<StepDuration>>(rc::gen::build<StepDuration>(
        rc::gen::set(&StepDuration::days, rc::gen::inRange(0, 400)), rc::gen::set(&StepDuration::taken)));
}

RC_GTEST_PROP(SurvivalCurve, falls_and_stays_between_its_bounds, ()) {
    double before = 1;
    for (const auto& point : survival_curve(*some_durations())) {
        RC_ASSERT(point.share_open <= before && point.share_open >= 0);
        RC_ASSERT(!point.lower || (*point.lower <= point.share_open && point.share_open <= *point.upper));
        before = point.share_open;
    }
}

// Where every step was taken the curve is the plain share of those that took longer.
RC_GTEST_PROP(SurvivalCurve, without_open_ones_is_the_plain_share, ()) {
    auto durations = *some_durations();
    for (auto& one : durations) one.taken = true;
    for (const auto& point : survival_curve(durations)) {
        const auto longer =
            std::ranges::count_if(durations, [&](const auto& one) { return one.days > point.days; });
        RC_ASSERT(std::abs(point.share_open -
                           static_cast<double>(longer) / static_cast<double>(durations.size())) < 1e-9);
    }
}

// A line that stands for many is as good as many lines.
RC_GTEST_PROP(SurvivalCurve, of_groups_is_the_one_of_their_cases, ()) {
    auto groups = *some_durations();
    std::vector<StepDuration> one_by_one;
    for (auto& group : groups) {
        group.cases = *rc::gen::inRange(0, 20);
        one_by_one.insert(one_by_one.end(), static_cast<std::size_t>(group.cases), {group.days, group.taken});
    }
    const auto grouped = survival_curve(groups);
    const auto single = survival_curve(one_by_one);
    RC_ASSERT(grouped.size() == single.size());
    for (std::size_t at = 0; at < grouped.size(); ++at) {
        RC_ASSERT(grouped[at].days == single[at].days && grouped[at].waiting == single[at].waiting);
        RC_ASSERT(grouped[at].taken == single[at].taken && grouped[at].lower == single[at].lower);
        RC_ASSERT(grouped[at].share_open == single[at].share_open);
    }
}

}  // namespace
}  // namespace prevenance
