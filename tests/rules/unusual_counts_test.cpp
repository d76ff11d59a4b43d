// Unusual counts, beside R's package surveillance on its own series and on ours, and what each method needs.
#include "rules/unusual_counts.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>
#include <sstream>
#include <string>
#include <vector>

namespace prevenance::rules {
namespace {

using Counts = std::vector<int>;

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::stringstream stream{text};
    for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
    return parts;
}

std::vector<std::string> lines_of_r() {
    const std::string folder = PREVENANCE_SOURCE_DIR "/tests/rules/";
    const auto command = "Rscript " + folder + "surveillance_figures.R " + folder + "quarterly_counts.csv";
    std::string output;
    auto* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return {};
    char buffer[4096];
    for (std::size_t read = 0; (read = fread(buffer, 1, sizeof buffer, pipe)) > 0;)
        output.append(buffer, read);
    if (pclose(pipe) != 0) return {};
    return split(output, '\n');
}

EarsMethod ears_method(const std::string& name) {
    return name == "C1" ? EarsMethod::c1 : name == "C2" ? EarsMethod::c2 : EarsMethod::c3;
}

FarringtonThreshold threshold(const std::string& name) {
    if (name == "delta") return FarringtonThreshold::two_thirds_power;
    return name == "nbPlugin" ? FarringtonThreshold::negative_binomial
                              : FarringtonThreshold::negative_binomial_of_mean_bound;
}

// How far our figures are from R's, over all that were compared.
struct Comparison {
    int compared = 0;
    int departures = 0;
    int not_judged = 0;
    double largest_difference = 0;  // relative, above 1; absolute below

    void add(double ours, const std::string& theirs, const std::string& where) {
        const double expected = std::stod(theirs);
        const double difference = std::abs(ours - expected) / std::max(1.0, std::abs(expected));
        largest_difference = std::max(largest_difference, difference);
        EXPECT_LT(difference, 1e-6) << where << ": " << ours;
    }
};

void compare_ears(const std::vector<std::string>& line, std::span<const int> counts, Comparison& comparison,
                  const std::string& where) {
    const EarsSettings settings{ears_method(line[3]), std::stoul(line[4]), std::stod(line[5]),
                                std::stod(line[6])};
    const auto found = judge_last(counts, settings);
    ++comparison.compared;
    ASSERT_EQ(found.has_value(), line[7] != "NA") << where;
    if (!found) {
        ++comparison.not_judged;
        return;
    }
    comparison.add(found->upper, line[7], where);
    // Where the bound is the count itself, the last binary digit of a sum would decide.
    const bool is_decided = std::abs(found->upper - counts.back()) > 1e-9;
    EXPECT_TRUE(!is_decided || found->departs == (line[8] == "1")) << where;
    comparison.departures += found->departs;
}

void compare_farrington(const std::vector<std::string>& line, std::span<const int> counts,
                        Comparison& comparison, const std::string& where) {
    FarringtonSettings settings;
    settings.periods_per_year = std::stoul(line[3]);
    settings.years = std::stoul(line[4]);
    settings.half_window = std::stoul(line[5]);
    settings.seasons = std::stoul(line[6]);
    settings.left_out = std::stoul(line[7]);
    settings.alpha = std::stod(line[8]);
    settings.threshold = threshold(line[9]);
    const auto found = judge_last(counts, settings);
    ++comparison.compared;
    ASSERT_EQ(found.has_value(), line[12] != "NA") << where;
    if (!found) {
        ++comparison.not_judged;
        return;
    }
    comparison.add(found->expected, line[10], where + " expected");
    if (line[11] != "NA") comparison.add(found->lower, line[11], where + " lower");
    comparison.add(found->upper, line[12], where + " upper");
    EXPECT_EQ(found->departs, line[13] == "1") << where;
    comparison.departures += found->departs;
}

void report(const char* method, const Comparison& comparison) {
    std::printf("%s: %d counts judged, %d depart, %d not judged by either; largest difference %.1e\n", method,
                comparison.compared, comparison.departures, comparison.not_judged,
                comparison.largest_difference);
}

TEST(UnusualCounts, equal_the_package_surveillance_on_its_series_and_on_ours) {
    std::map<std::string, Counts> series;
    Comparison ears;
    Comparison farrington;
    for (const auto& text : lines_of_r()) {
        const auto line = split(text, ';');
        if (line[0] == "series") {
            for (const auto& count : split(line[2], ',')) series[line[1]].push_back(std::stoi(count));
            continue;
        }
        const auto known = std::span{series.at(line[1])}.first(std::stoul(line[2]));
        if (line[0] == "ears")
            compare_ears(line, known, ears, text);
        else
            compare_farrington(line, known, farrington, text);
    }
    ASSERT_EQ(series.size(), 18U) << "Rscript or the package surveillance is missing: ./check installs them";
    report("EARS", ears);
    report("Farrington", farrington);
    EXPECT_GT(ears.compared, 20'000);
    EXPECT_GT(ears.departures, 300);
    EXPECT_GT(farrington.compared, 500);
    EXPECT_GT(farrington.departures, 50);
}

TEST(UnusualCounts, say_when_a_series_is_too_short) {
    const Counts seven{40, 45, 35, 40, 40, 45, 40};
    EXPECT_EQ(counts_needed(published_quarters), 8U);
    EXPECT_EQ(judge_last(seven, published_quarters).error(), NotJudged::too_short);
    EXPECT_EQ(judge_last({}, published_quarters).error(), NotJudged::too_short);

    EXPECT_EQ(counts_needed(published_years_of_quarters), 13U);
    const Counts twelve(12, 40);
    EXPECT_EQ(judge_last(twelve, published_years_of_quarters).error(), NotJudged::too_short);

    EXPECT_EQ(counts_needed(EarsSettings{EarsMethod::c2}), 10U);
    EXPECT_EQ(counts_needed(EarsSettings{EarsMethod::c3}), 12U);
    EXPECT_EQ(counts_needed(FarringtonSettings{}), 264U);
}

TEST(UnusualCounts, find_the_quarter_that_departs_among_eight) {
    const auto found = judge_last(Counts{40, 45, 35, 40, 40, 45, 40, 60}, published_quarters);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->departs);
    EXPECT_NEAR(found->expected, 40.714, 0.001);
    EXPECT_FALSE(judge_last(Counts{40, 45, 35, 40, 40, 45, 40, 50}, published_quarters)->departs);
    EXPECT_FALSE(judge_last(Counts{40, 45, 35, 40, 40, 45, 40, 0}, published_quarters)->departs);
}

// The publication rounds to five and alters by up to five: a series that never moved must not depart by that.
TEST(UnusualCounts, take_no_rounding_for_a_departure) {
    EXPECT_FALSE(judge_last(Counts{30, 30, 30, 30, 30, 30, 30, 35}, published_quarters)->departs);
    EXPECT_TRUE(judge_last(Counts{30, 30, 30, 30, 30, 30, 30, 40}, published_quarters)->departs);
}

TEST(UnusualCounts, judge_no_handful_of_cases) {
    FarringtonSettings monthly{12, 3, 1, 5, 3};
    Counts counts(40, 0);
    counts.back() = 4;
    EXPECT_EQ(judge_last(counts, monthly).error(), NotJudged::too_few_cases);
}

TEST(UnusualCounts, an_old_peak_does_not_hide_a_new_one) {
    const Counts calm{40, 45, 35, 40, 40, 45, 40, 35, 40, 45, 40, 40, 45, 40, 35, 40, 40, 40, 45, 85};
    auto with_peak = calm;
    with_peak[9] = 160;
    const auto usual = judge_last(calm, published_years_of_quarters);
    auto blunt = published_years_of_quarters;
    blunt.reweighting_above = 1e9;
    const auto reweighted = judge_last(with_peak, published_years_of_quarters);
    const auto unweighted = judge_last(with_peak, blunt);
    ASSERT_TRUE(usual && reweighted && unweighted);
    EXPECT_TRUE(usual->departs);
    EXPECT_LE(reweighted->upper, unweighted->upper);
}

// Whatever the history, the range holds the expected count, and a count departs exactly above it.
RC_GTEST_PROP(UnusualCounts, the_range_holds_what_is_expected, ()) {
    const auto history = *rc::gen::container<Counts>(24, rc::gen::inRange(0, 200));
    const auto count = *rc::gen::inRange(0, 400);
    auto counts = history;
    counts.push_back(count);
    for (const auto& found :
         {judge_last(counts, published_quarters), judge_last(counts, published_years_of_quarters)}) {
        if (!found) continue;
        RC_ASSERT(found->lower >= 0);
        RC_ASSERT(found->lower <= found->expected + 1e-9);
        RC_ASSERT(found->expected <= found->upper + 1e-9);
        RC_ASSERT(found->departs == (count > found->upper));
    }
}

// Order of the baseline does not matter to C1, and nothing before the baseline does.
RC_GTEST_PROP(UnusualCounts, c1_reads_its_baseline_and_nothing_else, ()) {
    auto baseline = *rc::gen::container<Counts>(7, rc::gen::inRange(0, 100));
    const auto before = *rc::gen::arbitrary<std::vector<std::uint8_t>>();
    const auto last = *rc::gen::inRange(0, 200);
    auto counts = baseline;
    counts.push_back(last);
    std::ranges::sort(baseline);
    Counts longer(before.begin(), before.end());
    longer.insert(longer.end(), baseline.begin(), baseline.end());
    longer.push_back(last);
    const auto first = judge_last(counts, published_quarters);
    const auto second = judge_last(longer, published_quarters);
    RC_ASSERT(std::abs(first->upper - second->upper) < 1e-9);
    RC_ASSERT(std::abs(first->expected - second->expected) < 1e-9);
}

}  // namespace
}  // namespace prevenance::rules
