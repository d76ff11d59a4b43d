// The shipped indicators are whole, and a broken file is refused in words.
#include "rules/indicator_file.h"

#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace prevenance::rules {
namespace {

IndicatorCatalogue shipped() {
    return *read_indicators("indicators.yaml", source_file("config/indicators.yaml"));
}

constexpr const char* talks =
    "  - code: talks\n    label: L\n    unit: persons\n    need: N\n    definition: D\n    holder: H\n    limits: M\n"
    "    availability: A\n";

std::string file_with(const std::string& indicators) {
    return "version: 2\nindicators:\n" + indicators;
}

// The codes of the complaints; none: the file was read.
std::vector<std::string> complaints_about(const std::string& text) {
    const auto read = read_indicators("i.yaml", text);
    std::vector<std::string> codes;
    if (!read)
        for (const auto& field : read.error().fields) codes.push_back(field.code);
    return codes;
}

TEST(ShippedIndicators, cover_what_the_workshop_asked_for) {
    const auto catalogue = shipped();
    EXPECT_GE(catalogue.version(), 1);
    for (const auto* code :
         {"employers", "employees", "signals", "signals_work", "signals_requests", "signals_relations",
          "signals_events", "suggestions", "talks", "invitations", "alerts", "measures_asked", "measures_done",
          "stage_entered", "stage_left", "alerts_followed", "voice_within_15", "visit_waiting", "outcome_in_work", "in_work_after_6",
          "in_work_after_12", "in_work_after_24", "lost_after_24"})
        EXPECT_NE(catalogue.find(code), nullptr) << code;
    EXPECT_EQ(catalogue.find("score"), nullptr);
}

TEST(ShippedIndicators, what_an_employee_answered_is_published_once_a_year_and_for_the_whole_network_only) {
    const auto catalogue = shipped();
    for (const auto& one : catalogue.all()) {
        const bool is_of_the_service =
            one.code.starts_with("alerts") || one.code.starts_with("stage_") || one.code.starts_with("voice_") || one.code.starts_with("visit_") ||
            one.code.starts_with("outcome_") || one.code.find("_after_") != std::string::npos;
        if (!is_of_the_service) continue;
        EXPECT_FALSE(one.quarterly) << one.code;
        EXPECT_TRUE(one.by.empty()) << one.code;
    }
}

// Delays are shares of everybody who was followed: a figure of another whole would be another share.
TEST(ShippedIndicators, delays_are_parts_of_those_who_were_followed) {
    const auto catalogue = shipped();
    EXPECT_GE(catalogue.version(), 2);
    for (const auto* code : {"visit_within_30", "visit_within_60", "visit_over_60", "visit_waiting", "voice_within_15",
                             "voice_over_15"}) {
        ASSERT_NE(catalogue.find(code), nullptr) << code;
        EXPECT_EQ(catalogue.find(code)->part_of, "alerts_followed") << code;
    }
    const auto* followed = catalogue.find("alerts_followed");
    EXPECT_EQ(followed->made_up_of,
              (std::vector<std::string>{"visit_within_30", "visit_within_60", "visit_over_60", "visit_waiting"}));
    EXPECT_EQ(followed->part_of, "alerts") << "judged beside those who wrote";
    EXPECT_EQ(catalogue.find("alerts")->part_of, "invitations") << "never all who were invited";
    EXPECT_EQ(catalogue.find("visit_later"), nullptr);
}

TEST(Indicators, are_read_with_their_cubes) {
    const auto read = read_indicators("i.yaml", file_with(std::string{talks} + "    by: [department, size_class]\n"
                                                                               "    quarterly: false\n"));
    ASSERT_TRUE(read) << read.error().detail;
    const auto* indicator = read->find("talks");
    ASSERT_NE(indicator, nullptr);
    EXPECT_EQ(indicator->by, (std::vector{CellDimension::department, CellDimension::size_class}));
    EXPECT_FALSE(indicator->quarterly);
    EXPECT_EQ(indicator->limits, "M");
    EXPECT_EQ(read->version(), 2);
}

TEST(Indicators, a_column_of_the_grid_that_is_missing_is_a_complaint) {
    for (const std::string column : {"label", "need", "definition", "holder", "limits", "availability"}) {
        std::string text = talks;
        const auto at = text.find("    " + column + ":");
        text.erase(at, text.find('\n', at) + 1 - at);
        EXPECT_EQ(complaints_about(file_with(text)).size(), 1U) << column;
    }
}

TEST(Indicators, everything_wrong_is_refused) {
    EXPECT_EQ(complaints_about(file_with(talks)), std::vector<std::string>{});
    EXPECT_EQ(complaints_about(file_with(std::string{talks} + talks)), std::vector<std::string>{"duplicate_code"});
    EXPECT_EQ(complaints_about(file_with(std::string{talks} + "    part_of: alerts\n")),
              std::vector<std::string>{"unknown_whole"});
    EXPECT_EQ(complaints_about(file_with(std::string{talks} + "    by: [commune]\n")),
              std::vector<std::string>{"unknown_dimension"});
    EXPECT_EQ(complaints_about(file_with(std::string{talks} + "    made_up_of: [signals]\n")),
              std::vector<std::string>{"no_part"});
    EXPECT_EQ(complaints_about("version: 0\nindicators:\n" + std::string{talks}),
              std::vector<std::string>{"no_version"});
    EXPECT_FALSE(complaints_about("version: 1\nindicators: []\n").empty());
    EXPECT_FALSE(complaints_about("").empty());
    EXPECT_FALSE(complaints_about("[").empty());
}

}  // namespace
}  // namespace prevenance::rules
