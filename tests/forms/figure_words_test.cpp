// The words and rates of published figures, and the means over several quarters.
#include "forms/figure_words.h"

#include "domain/published_period.h"
#include "forms/rate_card.h"

#include <gtest/gtest.h>

namespace prevenance::forms {
namespace {

Date day(int year, unsigned month, unsigned day_of_month) {
    return Date{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day_of_month)};
}

FigureLine line(std::string indicator, std::optional<int> value, std::string department = {}) {
    const auto split = department.empty() ? CellDimension::whole : CellDimension::department;
    return {std::move(indicator), "Chiffre", value, std::nullopt, split, department, department};
}

// Of the first quarter of a year: signals and employees, of the whole and of the département 43.
FiguresView quarter(int year, std::optional<int> signals, std::optional<int> employees) {
    return {"/chiffres/1",
            "Réseau",
            day(year, 1, 1),
            day(year, 3, 31),
            {},
            {line("signals", signals), line("employees", employees), line("signals", signals, "43"),
             line("employees", employees, "43")},
            0};
}

DashboardView view_of(std::vector<FiguresView> quarters) {
    DashboardView view;
    view.shown = quarters.back();
    view.split = CellDimension::department;
    view.all = std::move(quarters);
    return view;
}

TEST(PublishedPeriod, is_a_quarter_or_a_year) {
    EXPECT_FALSE(prevenance::is_year(day(2026, 1, 1), day(2026, 3, 31)));
    EXPECT_FALSE(prevenance::is_year(day(2026, 7, 1), day(2026, 9, 30)));
    EXPECT_TRUE(prevenance::is_year(day(2026, 1, 1), day(2026, 12, 31)));
}

TEST(FigureWords, name_a_departement_by_code_and_name_once) {
    EXPECT_EQ(category_words(CellDimension::department, "43", "Haute-Loire"), "43 Haute-Loire");
    EXPECT_EQ(category_words(CellDimension::department, "43", "43"), "43");
    EXPECT_EQ(category_words(CellDimension::size_class, "10_19", "10 à 19 salariés"), "10 à 19 salariés");
}

TEST(MeanRate, is_the_ratio_of_the_sums_of_quarters_with_both_counts) {
    const auto view = view_of({quarter(2023, 40, 100), quarter(2024, std::nullopt, 100),
                               quarter(2025, 50, std::nullopt), quarter(2026, 50, 200)});
    const auto mean = mean_rate(view, "signals", "43");
    ASSERT_TRUE(mean);
    EXPECT_EQ(mean->percent, 30);
    EXPECT_EQ(mean->quarters, 2);
    EXPECT_EQ(mean_rate_words(mean), "30 (2 trimestres)");
}

// Beside a hidden quarter, a mean of one quarter would be the quarter's own rate under another name.
TEST(MeanRate, of_one_quarter_is_not_said) {
    EXPECT_FALSE(
        mean_rate(view_of({quarter(2025, std::nullopt, 100), quarter(2026, 40, 100)}), "signals", "43"));
    EXPECT_FALSE(mean_rate(view_of({quarter(2026, 40, 100)}), "signals", ""));
    EXPECT_EQ(mean_rate_words(std::nullopt), "non publié");
}

// Who reads an earlier publication reads what was known then.
TEST(MeanRate, of_an_earlier_quarter_knows_nothing_of_a_later_one) {
    auto view = view_of({quarter(2024, 40, 100), quarter(2025, 40, 100), quarter(2026, 80, 100)});
    view.shown = view.all[1];
    EXPECT_EQ(mean_rate(view, "signals", "")->percent, 40);
}

TEST(MeanRate, leaves_out_a_quarter_with_too_few_beside_those_who_are_counted) {
    EXPECT_FALSE(mean_rate(view_of({quarter(2025, 95, 100), quarter(2026, 40, 100)}), "signals", ""));
    EXPECT_FALSE(mean_rate(view_of({quarter(2025, 20, 45), quarter(2026, 20, 45)}), "signals", ""));
}

}  // namespace
}  // namespace prevenance::forms
