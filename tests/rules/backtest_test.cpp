#include "rules/backtest.h"

#include "rules/engine.h"
#include "rules/novelty.h"
#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace prevenance::rules {
namespace {

Date day(std::string_view text) {
    return parse_iso_date(text).value();
}

const BacktestPeriod year_2025{day("2025-01-01"), day("2025-12-31")};

class History {
public:
    explicit History(std::string_view entry = "2020-01-01") { timeline_.entry = day(entry); }

    History& absence(std::string_view start, std::string_view end) {
        return fact("MALADIE", start, std::optional{day(end)});
    }
    History& fact(const std::string& code, std::string_view start, std::optional<Date> end = std::nullopt) {
        Fact added{{}, code, day(start), end, day(start)};
        added.id.bytes[0] = static_cast<std::uint8_t>(timeline_.facts.size() + 1);
        timeline_.facts.push_back(added);
        return *this;
    }
    History& leaves(std::string_view exit) {
        timeline_.exit = day(exit);
        return *this;
    }
    Timeline& timeline() { return timeline_; }
    BacktestOutcome outcome(BacktestPeriod period = year_2025) const {
        Backtest backtest(shipped_rules(), period);
        backtest.add_employer(std::vector{timeline_}, {});
        return backtest.outcome();
    }

private:
    Timeline timeline_;
};

std::vector<std::string> raised(const BacktestOutcome& outcome, std::string_view rule) {
    std::vector<std::string> days;
    for (const auto& suggestion : outcome.about_people)
        if (shipped_rules().rules()[suggestion.rule].identity.id == rule)
            days.push_back(iso_date(suggestion.day));
    return days;
}

using Dates = std::vector<std::string>;

History three_short_absences() {
    return History{}
        .absence("2025-02-03", "2025-02-04")
        .absence("2025-03-03", "2025-03-04")
        .absence("2025-04-07", "2025-04-08");
}

TEST(Backtest, a_suggestion_is_raised_once_while_its_rule_holds) {
    EXPECT_EQ(raised(three_short_absences().outcome(), "S1"), Dates{"2025-04-07"});
}

TEST(Backtest, a_further_fact_while_it_holds_raises_nothing) {
    auto history = three_short_absences();
    history.absence("2025-05-05", "2025-05-05");
    EXPECT_EQ(raised(history.outcome(), "S1"), Dates{"2025-04-07"});
}

// In August only two absences are left in the window; the third of the autumn is new.
TEST(Backtest, after_it_ceased_a_new_fact_raises_another) {
    auto history = three_short_absences();
    history.absence("2025-09-15", "2025-09-16");
    history.absence("2025-09-29", "2025-09-30");
    EXPECT_EQ(raised(history.outcome(), "S1"), (Dates{"2025-04-07", "2025-09-15"}));
}

TEST(Backtest, what_held_on_the_eve_is_not_counted) {
    const auto outcome = three_short_absences().outcome({day("2025-04-08"), day("2025-12-31")});
    EXPECT_TRUE(raised(outcome, "S1").empty());
    EXPECT_NE(outcome.held, 0U) << "but it held, so the rule is not one that never fires";
}

TEST(Backtest, sees_only_what_was_known_on_the_day) {
    auto history = three_short_absences();
    history.timeline().facts[2].recorded_on = day("2025-04-20");
    EXPECT_EQ(raised(history.outcome(), "S1"), Dates{"2025-04-20"});
}

TEST(Backtest, watches_from_entry_to_exit) {
    auto history = three_short_absences();
    history.leaves("2025-04-06");
    const auto outcome = history.outcome();
    EXPECT_TRUE(outcome.about_people.empty());
    EXPECT_EQ(outcome.people.at(0).days, 31 + 28 + 31 + 6);
    auto before = three_short_absences();
    before.leaves("2024-12-31");
    EXPECT_EQ(before.outcome().people.at(0).days, 0);
}

TEST(Backtest, a_suggestion_is_followed_by_a_further_fact_or_a_long_absence) {
    const auto followed = [](const BacktestOutcome& outcome) { return outcome.about_people.at(0).followed; };
    EXPECT_EQ(followed(three_short_absences().outcome()), false);
    auto with_fact = three_short_absences();
    with_fact.fact("RETARDS_OUBLIS", "2025-10-04");
    EXPECT_EQ(followed(with_fact.outcome()), true) << "180 days after 7 April is 4 October";
    auto too_late = three_short_absences();
    too_late.fact("RETARDS_OUBLIS", "2025-10-05");
    EXPECT_EQ(followed(too_late.outcome()), false);
    EXPECT_EQ(followed(three_short_absences().outcome({day("2025-01-01"), day("2025-10-03")})), std::nullopt)
        << "too recent to tell";
}

TEST(Backtest, finds_the_first_long_absence) {
    auto history = History{}.absence("2025-03-01", "2025-03-29");
    EXPECT_EQ(history.outcome().people.at(0).long_absence, std::nullopt) << "29 days";
    history.absence("2025-03-31", "2025-04-01");
    EXPECT_EQ(history.outcome().people.at(0).long_absence, day("2025-03-01")) << "prolonged over a day: one";
    const auto open = History{}.fact("MALADIE", "2025-12-02");
    EXPECT_EQ(open.outcome().people.at(0).long_absence, day("2025-12-02")) << "30 days on 31 December";
    const auto accident = History{}.fact("AT", "2025-01-10", day("2025-06-01"));
    EXPECT_EQ(accident.outcome().people.at(0).long_absence, std::nullopt);
}

// ---- event by event is the same as day by day ----

const Date origin = day("2025-01-01");

FactId random_id() {
    FactId id;
    for (auto& byte : id.bytes) byte = *rc::gen::arbitrary<std::uint8_t>();
    return id;
}

Fact random_fact() {
    static const std::vector<std::string> codes{"MALADIE",     "MALADIE",  "MALADIE",
                                                "IMPREVUE",    "AT",       "RETARDS_OUBLIS",
                                                "OBS_CONFLIT", "TENSIONS", "SOUHAITE_ECHANGE",
                                                "VISITE_2_ANS", "MI_CARRIERE", "MESURES_RECUES"};
    Fact fact;
    fact.id = random_id();
    fact.code = *rc::gen::elementOf(codes);
    fact.start = origin + Days{*rc::gen::inRange(-200, 300)};
    if (fact.code == "MALADIE" || fact.code == "IMPREVUE" || fact.code == "AT") {
        if (*rc::gen::inRange(0, 12) > 0) fact.end = fact.start + Days{*rc::gen::inRange(0, 12)};
    }
    fact.recorded_on = fact.start + Days{std::max(0, *rc::gen::inRange(-20, 40))};
    return fact;
}

EmployeeId employee(std::uint8_t number) {
    EmployeeId id;
    id.bytes[0] = number;
    return id;
}

Timeline random_timeline(std::uint8_t number) {
    Timeline timeline{employee(number), origin + Days{*rc::gen::inRange(-400, 100)}, {}, {}};
    if (*rc::gen::inRange(0, 4) == 0) timeline.exit = timeline.entry + Days{*rc::gen::inRange(0, 500)};
    const int count = *rc::gen::inRange(0, 20);
    for (int i = 0; i < count; ++i) timeline.facts.push_back(random_fact());
    return timeline;
}

BacktestOutcome walked(Walk walk, BacktestPeriod period, const std::vector<Timeline>& people,
                       const std::vector<TeamTimeline>& teams) {
    Backtest backtest(shipped_rules(), period, walk);
    backtest.add_employer(people, teams);
    return backtest.outcome();
}

Dates in_words(const BacktestOutcome& outcome) {
    Dates words{std::to_string(outcome.held)};
    for (const auto* list : {&outcome.about_teams, &outcome.about_people})
        for (const auto& suggestion : *list)
            words.push_back(iso_date(suggestion.day) + " " +
                            shipped_rules().rules()[suggestion.rule].identity.id + " of " +
                            std::to_string(suggestion.subject));
    return words;
}

RC_GTEST_PROP(BacktestProperties, event_by_event_is_day_by_day, ()) {
    std::vector<Timeline> people;
    TeamTimeline team;
    for (std::uint8_t i = 0; i < 8; ++i) {
        people.push_back(random_timeline(i));
        team.members.push_back({people.back().employee, people.back().entry, people.back().exit});
    }
    const Date from = origin + Days{*rc::gen::inRange(-100, 200)};
    const BacktestPeriod period{from, from + Days{*rc::gen::inRange(0, 400)}};
    const auto quick = walked(Walk::by_event, period, people, {team});
    const auto slow = walked(Walk::day_by_day, period, people, {team});
    RC_ASSERT(in_words(quick) == in_words(slow));
    RC_ASSERT(quick == slow);
}

// The second opinion: the product's own night, evaluate and new_findings, with nothing shared.
RC_GTEST_PROP(BacktestProperties, it_suggests_what_the_product_would_have, ()) {
    const auto timeline = random_timeline(1);
    Dates expected;
    std::vector<EarlierSuggestion> earlier;
    const auto [from, to] = year_2025;
    for (Date night = from - Days{1}; night <= to; night += Days{1}) {
        if (night < timeline.entry || (timeline.exit && night > *timeline.exit)) continue;
        auto findings = evaluate(shipped_rules(), timeline, night);
        for (auto& suggestion : earlier)
            suggestion.open = suggestion.open && std::ranges::any_of(findings, [&](const Finding& finding) {
                                  return finding.rule().id == suggestion.rule;
                              });
        for (const auto& finding : new_findings(std::move(findings), earlier)) {
            earlier.push_back({finding.rule().id, true, finding.evidence()});
            if (night >= from) expected.push_back(iso_date(night) + " " + finding.rule().id);
        }
    }
    Dates found;
    for (const auto& suggestion : walked(Walk::by_event, year_2025, {timeline}, {}).about_people)
        found.push_back(iso_date(suggestion.day) + " " +
                        shipped_rules().rules()[suggestion.rule].identity.id);
    std::ranges::sort(found);
    std::ranges::sort(expected);
    RC_ASSERT(found == expected);
}

}  // namespace
}  // namespace prevenance::rules
