// How often the methods call a quarter unusual where nothing changed, and how often they see what did: on
// counts drawn at random, altered and rounded as publications are. The figures stand in docs/observation.md;
// decision 25 draws from them which methods the dashboard uses, and with which alpha.
#include "domain/release.h"
#include "rules/unusual_counts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <random>
#include <vector>

namespace prevenance::rules {
namespace {

using Counts = std::vector<int>;
// Persons to expect in each quarter, the judged one last.
using Levels = std::vector<double>;

constexpr std::size_t quarters = 13;  // enough for each method
constexpr std::array<double, 4> persons{20, 40, 80, 160};

int published(int counted, std::mt19937_64& chance) {
    return std::max(10, *DisclosedCell::shown(counted + cell_key_noise(chance(), counted)).value());
}

Counts drawn(const Levels& levels, std::mt19937_64& chance) {
    Counts counts;
    for (const double level : levels)
        counts.push_back(published(std::poisson_distribution{level}(chance), chance));
    return counts;
}

template <class Settings>
bool departs(const Counts& counts, Settings settings, double alpha) {
    settings.alpha = alpha;
    const auto found = judge_last(counts, settings);
    return found && found->departs;
}

// Of judged quarters, in percent: how many each method calls unusual, and the two of a page together.
struct Called {
    double c1 = 0;
    double c2 = 0;
    double c3 = 0;
    double farrington = 0;
    double c1_or_c2 = 0;
    double farrington_or_c2 = 0;
};

Called called(const Levels& levels, double alpha, int drawn_series) {
    auto c3_settings = published_quarters;
    c3_settings.method = EarsMethod::c3;
    std::mt19937_64 chance{25};
    const double one = 100.0 / drawn_series;
    Called found;
    for (int series = 0; series < drawn_series; ++series) {
        const auto counts = drawn(levels, chance);
        const bool c1 = departs(counts, published_quarters, alpha);
        const bool c2 = departs(counts, published_quarters_slowly, alpha);
        const bool farrington = departs(counts, published_years_of_quarters, alpha);
        found.c1 += c1 * one;
        found.c2 += c2 * one;
        found.c3 += departs(counts, c3_settings, alpha) * one;
        found.farrington += farrington * one;
        found.c1_or_c2 += (c1 || c2) * one;
        found.farrington_or_c2 += (farrington || c2) * one;
    }
    return found;
}

Levels unchanged(double level) {
    return Levels(quarters, level);
}

// Half as many again in the judged quarter alone.
Levels jumped(double level) {
    auto levels = unchanged(level);
    levels.back() *= 1.5;
    return levels;
}

// An eighth of the level more in each of the last four quarters: half as many again in the judged one.
Levels risen_slowly(double level) {
    auto levels = unchanged(level);
    for (std::size_t step = 1; step <= 4; ++step)
        levels[quarters - 5 + step] *= 1 + 0.125 * static_cast<double>(step);
    return levels;
}

// A quarter more in the judged season and the one before it, every year.
Levels with_season(double level) {
    auto levels = unchanged(level);
    for (std::size_t back = 0; back < quarters; ++back)
        if (back % 4 < 2) levels[quarters - 1 - back] *= 1.25;
    return levels;
}

constexpr auto head =
    "| persons a quarter | alpha | C1 | C2 | C3 | Farrington | C1 or C2 | Farrington or C2 |";

void print_row(double level, double alpha, const Called& found) {
    std::printf("| %.0f | %g | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |\n", level, alpha, found.c1, found.c2,
                found.c3, found.farrington, found.c1_or_c2, found.farrington_or_c2);
}

// Twenty series judged four times a year: 80 judged quarters, of which 3 in a hundred are 2.4 false alarms.
TEST(FalseAlarms, are_few_with_the_alpha_of_the_dashboard) {
    std::printf("No change\n%s\n", head);
    for (const double level : persons)
        for (const double alpha : {0.01, published_alpha, 0.0001}) {
            const auto found = called(unchanged(level), alpha, 1500);
            print_row(level, alpha, found);
            if (alpha != published_alpha) continue;
            EXPECT_LT(found.c1_or_c2, 3) << level;
            EXPECT_LT(found.farrington_or_c2, 3) << level;
        }
}

TEST(FalseAlarms, are_not_many_more_with_a_season_that_comes_every_year) {
    std::printf("A season that comes every year\n%s\n", head);
    for (const double level : persons) {
        const auto found = called(with_season(level), published_alpha, 1000);
        print_row(level, published_alpha, found);
        EXPECT_LT(found.c1_or_c2, 5) << level;
        EXPECT_LT(found.farrington_or_c2, 5) << level;
    }
}

TEST(FalseAlarms, cost_no_jump_but_c3_sees_none) {
    std::printf("Half as many again in the judged quarter\n%s\n", head);
    for (const double level : persons)
        for (const double alpha : {published_alpha, 0.0001}) {
            const auto found = called(jumped(level), alpha, 500);
            print_row(level, alpha, found);
            EXPECT_LT(found.c3, found.c1 / 3) << level;
        }
}

TEST(FalseAlarms, cost_no_slow_rise_where_c2_judges_too) {
    std::printf("An eighth more in each of the last four quarters\n%s\n", head);
    for (const double level : persons)
        for (const double alpha : {published_alpha, 0.0001}) {
            const auto found = called(risen_slowly(level), alpha, 500);
            print_row(level, alpha, found);
            EXPECT_GT(found.c2, 1.3 * found.c1) << level;
        }
}

}  // namespace
}  // namespace prevenance::rules
