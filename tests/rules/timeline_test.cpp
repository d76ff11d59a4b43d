// Every rule on every drawn day: it must hold where the drawing says so, and on no other day.
#include "rules/engine.h"
#include "rules/timeline_run.h"
#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace prevenance::rules {
namespace {

const std::vector<DrawnTimeline>& drawn_timelines() {
    static const auto all = shipped_timelines();
    return all;
}

class DrawnDays : public testing::TestWithParam<std::size_t> {
protected:
    const DrawnTimeline& drawn() const { return drawn_timelines()[GetParam()]; }

    bool is_team() const { return shipped_rules().find(drawn().rule)->level == RuleLevel::team; }

    std::optional<Finding> finding_on(Date day) const {
        const auto found = is_team() ? evaluate(shipped_rules(), drawn().team_on(day), day)
                                     : evaluate(shipped_rules(), drawn().person_on(day), day);
        const auto at =
            std::ranges::find(found, drawn().rule, [](const Finding& each) { return each.rule().id; });
        if (at == found.end()) return std::nullopt;
        return *at;
    }
};

TEST_P(DrawnDays, the_rule_holds_on_the_drawn_days_and_on_no_other) {
    ASSERT_NE(shipped_rules().find(drawn().rule), nullptr) << drawn().file;
    const auto result = run_case(shipped_rules(), drawn());
    EXPECT_TRUE(result.passed()) << drawn().file << ":" << drawn().line << "\n" << shown(drawn(), result);
}

TEST_P(DrawnDays, it_stops_on_the_day_that_was_announced) {
    for (const auto& column : drawn().columns) {
        const auto finding = finding_on(column.first);
        if (!finding) continue;
        const auto announced = is_team() ? stops_on(shipped_rules(), *finding, drawn().team)
                                         : stops_on(shipped_rules(), *finding, drawn().person);
        const bool later_news = !drawn().gone.empty() || !drawn().team_rules.empty() ||
                                std::ranges::any_of(drawn().person.facts, [&](const Fact& fact) {
                                    return fact.recorded_on > column.first;
                                });
        if (!announced || later_news) continue;
        EXPECT_TRUE(finding_on(*announced - Days{1})) << drawn().file << ", before " << iso_date(*announced);
        EXPECT_FALSE(finding_on(*announced)) << drawn().file << ", on " << iso_date(*announced);
    }
}

INSTANTIATE_TEST_SUITE_P(Timelines, DrawnDays, testing::Range(std::size_t{0}, drawn_timelines().size()),
                         [](const auto& each) {
                             std::string name = drawn_timelines()[each.param].rule + "_" +
                                                drawn_timelines()[each.param].name;
                             for (char& c : name)
                                 if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
                             return name;
                         });

TEST(Timelines, every_shipped_rule_is_drawn_with_days_for_and_against) {
    for (const Rule& rule : shipped_rules().rules()) {
        bool held = false;
        bool never_held = false;
        for (const auto& drawn : drawn_timelines()) {
            if (drawn.rule != rule.identity.id) continue;
            const bool any = drawn.ever_holds();
            held |= any;
            never_held |= !any;
        }
        EXPECT_TRUE(held && never_held) << rule.identity.id;
    }
}

}  // namespace
}  // namespace prevenance::rules
