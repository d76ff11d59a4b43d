// What would make a finding disappear: the fewest facts, and the day. Both against the slow obvious way.
#include "rules/disappearance.h"

#include "rules/engine.h"
#include "rules/explanation.h"
#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>

namespace prevenance::rules {
namespace {

const Date origin = *parse_iso_date("2025-01-01");

Date day(std::string_view text) {
    return *parse_iso_date(text);
}

Fact fact(std::uint8_t number, std::string code, std::string_view start, std::string_view end = {}) {
    FactId id;
    id.bytes[0] = number;
    return {id, std::move(code), day(start), end.empty() ? std::optional<Date>{} : day(end), day(start)};
}

// Few codes and a short time, so that something is found often.
Fact random_fact(std::uint8_t number) {
    Fact drawn;
    drawn.id.bytes[0] = number;
    drawn.code = *rc::gen::elementOf(
        std::vector<std::string>{"MALADIE", "MALADIE", "IMPREVUE", "OBS_RETARD", "TENSIONS",
                                 "OBS_ANNUL_TARDIVE", "SOUHAITE_ECHANGE", "ACCIDENT_OU_PRESQUE", "AT"});
    drawn.start = origin + Days{*rc::gen::inRange(0, 200)};
    if (drawn.code == "MALADIE" || drawn.code == "IMPREVUE" || drawn.code == "AT")
        drawn.end = drawn.start + Days{*rc::gen::inRange(0, 6)};
    drawn.recorded_on = drawn.start + Days{*rc::gen::inRange(0, 10)};
    return drawn;
}

Timeline random_timeline() {
    Timeline timeline{{}, origin - Days{1000}, {}, {}};
    const int count = *rc::gen::inRange(3, 11);
    for (int i = 1; i <= count; ++i) timeline.facts.push_back(random_fact(static_cast<std::uint8_t>(i)));
    return timeline;
}

bool holds_without(const Finding& finding, const Timeline& timeline, const std::vector<Evidence>& gone) {
    auto left = timeline;
    for (const auto& piece : gone)
        for (const auto& id : piece.facts)
            std::erase_if(left.facts, [&](const Fact& each) { return each.id == id; });
    return std::ranges::any_of(evaluate(shipped_rules(), left, finding.as_of()),
                               [&](const Finding& found) { return found.rule() == finding.rule(); });
}

// Every subset of the evidence, by counting in binary.
std::vector<std::vector<Evidence>> every_way(const Finding& finding, const Timeline& timeline, int pieces) {
    std::vector<std::vector<Evidence>> ways;
    const auto& evidence = finding.evidence();
    for (std::uint32_t subset = 1; subset < (1U << evidence.size()); ++subset) {
        if (std::popcount(subset) != pieces) continue;
        std::vector<Evidence> gone;
        for (std::size_t at = 0; at < evidence.size(); ++at)
            if ((subset >> at & 1U) != 0) gone.push_back(evidence[at]);
        if (!holds_without(finding, timeline, gone)) ways.push_back(std::move(gone));
    }
    return ways;
}

RC_GTEST_PROP(SmallestChange, removing_it_removes_the_finding_and_nothing_smaller_does, ()) {
    const auto timeline = random_timeline();
    const auto findings = evaluate(shipped_rules(), timeline, origin + Days{*rc::gen::inRange(60, 260)});
    RC_PRE(!findings.empty());
    const auto& finding = *rc::gen::elementOf(findings);
    const auto found = smallest_change(shipped_rules(), finding, timeline);
    const auto smallest = found.ways.empty() ? most_pieces_taken_away + 1 : found.ways.front().size();
    for (std::size_t fewer = 1; fewer < smallest; ++fewer)
        RC_ASSERT(every_way(finding, timeline, static_cast<int>(fewer)).empty());
    if (found.ways.empty()) {
        RC_ASSERT(found.still_holds_without == std::min(most_pieces_taken_away, finding.evidence().size()));
        return;
    }
    for (const auto& way : found.ways) RC_ASSERT(!holds_without(finding, timeline, way));
    const auto all = every_way(finding, timeline, static_cast<int>(smallest));
    RC_ASSERT(found.more_ways == (all.size() > most_ways));
    RC_ASSERT(found.ways.size() == std::min(all.size(), most_ways));
    for (const auto& way : found.ways) RC_ASSERT(std::ranges::find(all, way) != all.end());
}

// Day by day with what is known on the day of the finding: the first day on which the rule does not hold.
std::optional<Date> stops_by_walking(const Finding& finding, Timeline timeline) {
    std::erase_if(timeline.facts, [&](const Fact& each) { return each.recorded_on > finding.as_of(); });
    for (Date each = finding.as_of() + Days{1}; each <= finding.as_of() + Days{3 * 366}; each += Days{1}) {
        const auto found = evaluate(shipped_rules(), timeline, each);
        if (std::ranges::none_of(found, [&](const Finding& one) { return one.rule() == finding.rule(); }))
            return each;
    }
    return std::nullopt;
}

RC_GTEST_PROP(StopDate, equals_walking_from_day_to_day, ()) {
    const auto timeline = random_timeline();
    const auto findings = evaluate(shipped_rules(), timeline, origin + Days{*rc::gen::inRange(60, 260)});
    RC_PRE(!findings.empty());
    const auto& finding = *rc::gen::elementOf(findings);
    RC_ASSERT(surroundings(shipped_rules(), finding, timeline).stops_on ==
              stops_by_walking(finding, timeline));
}

Explanation explained(std::string_view rule, const Timeline& timeline, std::string_view as_of) {
    for (const auto& finding : evaluate(shipped_rules(), timeline, day(as_of)))
        if (finding.rule().id == rule)
            return explain(finding, *shipped_rules().find(rule), shipped_catalogue(),
                           surroundings(shipped_rules(), finding, timeline));
    ADD_FAILURE() << rule << " does not hold on " << as_of;
    return {};
}

Timeline absences(int count) {
    Timeline timeline{{}, day("2020-01-01"), {}, {}};
    const std::array starts{"2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26",
                            "2026-02-02", "2026-02-09", "2026-02-16"};
    for (int i = 0; i < count; ++i)
        timeline.facts.push_back(fact(static_cast<std::uint8_t>(i + 1), "IMPREVUE",
                                      starts[static_cast<std::size_t>(i)],
                                      starts[static_cast<std::size_t>(i)]));
    return timeline;
}

TEST(SmallestChange, one_fact_alone_is_named) {
    const auto words = explained(
        "S7", {{}, day("2020-01-01"), {}, {fact(1, "SOUHAITE_ECHANGE", "2026-03-02")}}, "2026-03-09");
    EXPECT_EQ(
        words.without,
        "Elle n’existerait pas sans ce fait\u00A0: La personne demande à en parler ou à voir le médecin du "
        "travail\u00A0: le 2 mars 2026.");
}

TEST(SmallestChange, any_of_three_is_enough) {
    const auto words = explained("S1", absences(3), "2026-01-20");
    EXPECT_EQ(words.without,
              "Elle n’existerait pas s’il manquait un seul de ces faits, n’importe lequel\u00A0: "
              "Absence\u00A0: le 5 "
              "janv. 2026\u00A0; Absence\u00A0: le 12 janv. 2026\u00A0; Absence\u00A0: le 19 janv. 2026.");
    EXPECT_EQ(words.without_these.size(), 3U);
}

TEST(SmallestChange, two_of_four_are_an_example) {
    const auto words = explained("S1", absences(4), "2026-01-27");
    EXPECT_EQ(words.without,
              "Elle n’existerait pas s’il manquait deux faits, par exemple\u00A0: Absence\u00A0: le 5 janv. "
              "2026\u00A0; Absence\u00A0: le 12 janv. 2026.");
    EXPECT_EQ(words.without_these.size(), 6U);
}

TEST(SmallestChange, more_than_it_searches_is_said_without_guessing) {
    const auto words = explained("S1", absences(7), "2026-02-17");
    EXPECT_TRUE(words.without_these.empty());
    EXPECT_EQ(words.without, "Elle existerait encore s’il manquait trois de ces faits, quels qu’ils soient.");
}

TEST(SmallestChange, comings_and_goings_of_a_team_have_no_fact_to_take_away) {
    TeamTimeline team;
    for (int i = 0; i < 8; ++i) team.members.push_back({{}, day("2015-01-01"), {}});
    for (std::size_t i = 0; i < 5; ++i) team.members[i].exit = day("2025-07-01");
    const auto findings = evaluate(shipped_rules(), team, day("2025-12-31"));
    ASSERT_FALSE(findings.empty());
    const auto found = smallest_change(shipped_rules(), findings[0], team);
    EXPECT_TRUE(found.ways.empty());
    EXPECT_EQ(found.still_holds_without, 0U);
    EXPECT_EQ(found.counts, (std::vector<CountChange>{{Change::Of::comings_and_goings, 2}}));
}

}  // namespace
}  // namespace prevenance::rules
