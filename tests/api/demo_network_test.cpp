// The invented sector network of the demonstration: enough to see, some of it hidden, the same at every start.
#include "api/demo_network.h"

#include "api/observed_series.h"
#include "api/published.h"
#include "domain/published_period.h"
#include "storage/organisations.h"
#include "storage/statistics.h"
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace prevenance::api {
namespace {

std::vector<storage::Publication> invented_on(const char* today) {
    TestInstance instance;
    const Network network{instance.network, "Réseau d’essai (fictif)"};
    publish_invented_figures(instance.services(), network, *parse_iso_date(today));
    return unaltered_publications(instance.services(), NetworkScope::for_job(instance.network));
}

bool is_quarter(const storage::Publication& one) {
    return !is_year(one.starts_on, one.ends_on);
}

// Latest first.
std::vector<storage::Publication> quarters_of(std::vector<storage::Publication> all) {
    std::erase_if(all, [](const auto& one) { return !is_quarter(one); });
    return all;
}

std::optional<int> value_in(const storage::Publication& of, const std::string& indicator, const std::string& category) {
    const auto at = std::ranges::find_if(of.cells, [&](const auto& cell) {
        return cell.indicator == indicator && cell.category == category;
    });
    return at == of.cells.end() ? std::nullopt : at->value;
}

TEST(DemoNetwork, has_twelve_quarters_and_three_years_at_least_all_signed) {
    const auto all = invented_on("2026-11-21");
    EXPECT_EQ(quarters_of(all).size(), 15U);
    EXPECT_EQ(all.size(), 18U);
    for (const auto& one : all) EXPECT_TRUE(one.signature);
}

TEST(DemoNetwork, shows_families_by_departement_in_every_quarter_and_hides_the_smallest) {
    for (const auto& quarter : quarters_of(invented_on("2026-11-21"))) {
        for (const auto* family : {"signals_work", "signals_requests", "signals_relations", "signals_events"}) {
            EXPECT_TRUE(value_in(quarter, family, "")) << family << iso_date(quarter.starts_on);
            for (const auto* department : {"42", "43", "63"})
                EXPECT_TRUE(value_in(quarter, family, department)) << family << department << iso_date(quarter.starts_on);
        }
        EXPECT_GT(quarter.hidden_percent(), 0);
        EXPECT_LT(quarter.hidden_percent(), 50);
    }
}

TEST(DemoNetwork, has_something_to_observe_early) {
    for (const auto* today : {"2026-11-21", "2027-01-15", "2027-05-02"}) {
        const auto all = invented_on(today);
        std::vector<std::string> departing;
        for (const auto& series : observed_series(all, CellDimension::department, {}, *parse_iso_date(today)))
            if (series.departs()) departing.push_back(series.label);
        EXPECT_TRUE(std::ranges::any_of(departing, [](const auto& label) {
            return label.starts_with("43") && label.ends_with("Événements au travail");
        })) << today;
        EXPECT_LT(departing.size(), 5U) << today << ": most of what did not change is not called unusual";
    }
}

// Each step of a path is above the thresholds in every year, with room for those that are added.
TEST(DemoNetwork, shows_each_step_of_every_year) {
    for (const auto& one : invented_on("2026-11-21")) {
        if (is_quarter(one)) continue;
        for (const auto& cell : one.cells)
            EXPECT_TRUE(cell.dimension != CellDimension::whole || cell.value)
                << cell.indicator << iso_date(one.starts_on);
    }
}

// Well above the eleven below which a figure is hidden, in each year: the curve is there to be shown.
TEST(DemoNetwork, shows_how_long_the_steps_take_in_each_year_with_those_who_wait) {
    int years = 0;
    for (const auto& year : invented_on("2026-11-21")) {
        if (is_quarter(year)) continue;
        ++years;
        std::map<std::string, std::optional<int>> values;
        for (const auto& cell : year.cells)
            if (cell.dimension == CellDimension::whole) values[cell.indicator] = cell.value;
        int in_classes = 0;
        for (const auto* one : {"visit_within_30", "visit_within_60", "visit_over_60", "visit_waiting"}) {
            ASSERT_TRUE(values[one]) << one << " in " << iso_date(year.starts_on);
            EXPECT_GE(*values[one], 25) << one << " in " << iso_date(year.starts_on);
            in_classes += *values[one];
        }
        for (const auto* one : {"alerts_followed", "voice_within_15", "voice_over_15", "stage_visit", "stage_left",
                                "outcome_in_work", "outcome_not_in_work", "in_work_after_6", "lost_after_6",
                                "in_work_after_12", "lost_after_12", "in_work_after_24", "lost_after_24"})
            EXPECT_TRUE(values[one]) << one << " in " << iso_date(year.starts_on);
        ASSERT_TRUE(values["alerts_followed"]);
        EXPECT_NEAR(in_classes, *values["alerts_followed"], 5 * 7) << "each class is altered and rounded";
        EXPECT_FALSE(values.contains("visit_later"));
    }
    EXPECT_GE(years, 2);
}

TEST(DemoNetwork, is_the_same_at_every_start) {
    const auto one = invented_on("2026-07-14");
    const auto other = invented_on("2026-07-14");
    ASSERT_EQ(one.size(), other.size());
    for (std::size_t i = 0; i < one.size(); ++i) EXPECT_EQ(one[i].cells, other[i].cells);
}

}  // namespace
}  // namespace prevenance::api
