// What a finding carries, and that the two ways to screen say the same.
#include "rules/engine.h"

#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace prevenance::rules {
namespace {

using namespace std::chrono_literals;

Date day(std::string_view text) {
    return *parse_iso_date(text);
}

FactId fact_id(std::uint8_t number) {
    FactId id;
    id.bytes[0] = number;
    return id;
}

Fact fact(std::uint8_t number, std::string code, std::string_view start, std::string_view end = {}) {
    return {fact_id(number), std::move(code), day(start), end.empty() ? std::optional<Date>{} : day(end),
            day(start)};
}

Timeline person(std::vector<Fact> facts) {
    return {{}, day("2020-01-01"), {}, std::move(facts)};
}

std::optional<Finding> found(std::string_view rule, const Timeline& timeline, std::string_view as_of) {
    for (auto& finding : evaluate(shipped_rules(), timeline, day(as_of)))
        if (finding.rule().id == rule) return finding;
    return std::nullopt;
}

TEST(Engine, evidence_names_every_fact_of_a_merged_spell) {
    const auto finding = found(
        "S1",
        person(
            {fact(1, "MALADIE", "2026-01-05", "2026-01-05"), fact(2, "IMPREVUE", "2026-01-12", "2026-01-12"),
             fact(3, "MALADIE", "2026-01-14", "2026-01-15"), fact(4, "MALADIE", "2026-01-26", "2026-01-26")}),
        "2026-01-26");
    ASSERT_TRUE(finding);
    const std::vector<Evidence> expected{
        {{fact_id(1)}, "MALADIE", day("2026-01-05"), day("2026-01-05")},
        {{fact_id(2), fact_id(3)}, "IMPREVUE", day("2026-01-12"), day("2026-01-15")},
        {{fact_id(4)}, "MALADIE", day("2026-01-26"), day("2026-01-26")}};
    EXPECT_EQ(finding->evidence(), expected);
    EXPECT_EQ(finding->counted(), (std::map<std::string, int>{{"count", 3}}));
    EXPECT_EQ(finding->family(), RuleFamily::signal);
    EXPECT_EQ(finding->as_of(), day("2026-01-26"));
    EXPECT_EQ(finding->rule().content_hash.size(), 64U);
    EXPECT_FALSE(finding->due());
}

TEST(Engine, facts_counted_by_two_questions_are_evidence_once) {
    const auto finding = found(
        "S1",
        person(
            {fact(1, "MALADIE", "2026-01-05", "2026-01-05"), fact(2, "MALADIE", "2026-01-12", "2026-01-12"),
             fact(3, "MALADIE", "2026-01-19", "2026-01-19"), fact(4, "MALADIE", "2026-01-26", "2026-01-26")}),
        "2026-01-26");
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->evidence().size(), 4U);
    EXPECT_EQ(finding->counted().at("count"), 4);
}

TEST(Engine, the_counting_vectors_of_the_law) {
    const auto stop = person({fact(1, "MALADIE", "2026-03-02", "2026-05-03")});
    EXPECT_FALSE(found("L1", stop, "2026-03-31"));
    const auto day_31 = found("L1", stop, "2026-04-01");
    ASSERT_TRUE(day_31);
    EXPECT_EQ(day_31->counted().at("days"), 31);
    EXPECT_EQ(day_31->family(), RuleFamily::legal);

    EXPECT_FALSE(found("L2", person({fact(1, "MALADIE", "2026-03-02", "2026-04-29")}), "2026-04-29"));
    EXPECT_TRUE(found("L2", person({fact(1, "MALADIE", "2026-03-02", "2026-04-30")}), "2026-04-30"));

    const auto warned = found("L2", stop, "2026-05-11");
    ASSERT_TRUE(warned);
    EXPECT_EQ(warned->due(), day("2026-05-12"));
    EXPECT_EQ(warned->counted().at("days"), 63);
    EXPECT_EQ(warned->counted().at("days_left"), 1) << "the return plus seven days is the day to warn";
    EXPECT_EQ(found("L2", stop, "2026-05-13")->counted().at("days_left"), -1);
}

TEST(Engine, turnover_of_the_reference_examples) {
    TeamTimeline team;
    for (int i = 0; i < 100; ++i) team.members.push_back({{}, day("2015-01-01"), {}});
    for (int i = 0; i < 10; ++i) team.members.push_back({{}, day("2025-06-01"), {}});
    for (std::size_t i = 0; i < 5; ++i) team.members[i].exit = day("2025-07-01");
    EXPECT_TRUE(evaluate(shipped_rules(), team, day("2025-12-31")).empty()) << "7.5 % is below 25 %";

    for (int i = 0; i < 35; ++i) team.members.push_back({{}, day("2025-08-01"), {}});
    const auto findings = evaluate(shipped_rules(), team, day("2025-12-31"));
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].level(), RuleLevel::team);
    const std::map<std::string, int> counted{{"count", 50},      {"entries", 45},
                                             {"exits", 5},       {"headcount", 100},
                                             {"per_mille", 250}, {"previous_per_mille", 0}};
    EXPECT_EQ(findings[0].counted(), counted);
    EXPECT_EQ(findings[0].evidence().front().code, "ENTREE");
    EXPECT_EQ(findings[0].evidence().back().code, "ENTREE");
    EXPECT_TRUE(findings[0].evidence().front().facts.empty()) << "no person is named";
}

TEST(Engine, nothing_to_say_about_nobody) {
    EXPECT_TRUE(evaluate(shipped_rules(), person({}), day("2026-01-01")).empty());
    EXPECT_TRUE(evaluate(shipped_rules(), TeamTimeline{}, day("2026-01-01")).empty());
    EXPECT_TRUE(screen(Population(shipped_rules()), day("2026-01-01")).empty());
}

TEST(Engine, what_has_not_begun_does_not_count) {
    auto planned = fact(1, "SOUHAITE_ECHANGE", "2026-02-01");
    planned.recorded_on = day("2026-01-01");
    EXPECT_FALSE(found("S7", person({planned}), "2026-01-31"));
    EXPECT_TRUE(found("S7", person({planned}), "2026-02-01"));
}

TEST(Engine, an_absence_open_for_ten_years_is_one_reminder) {
    const auto finding = found("L1", person({fact(1, "MALADIE", "2016-01-01")}), "2026-01-01");
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->counted().at("days"), 3654);
    EXPECT_FALSE(stops_on(shipped_rules(), *finding, person({fact(1, "MALADIE", "2016-01-01")})));
}

TEST(Engine, more_facts_than_a_byte_counts_are_still_counted) {
    std::vector<Fact> facts;
    for (int i = 0; i < 300; ++i) facts.push_back(fact(1, "OBS_RETARD", "2026-01-05"));
    EXPECT_FALSE(found("S5", person(facts), "2026-01-31")) << "300 on one day are one occasion";
    facts.push_back(fact(2, "OBS_RETARD", "2026-01-31"));
    ASSERT_TRUE(found("S5", person(facts), "2026-01-31"));
    EXPECT_EQ(found("S5", person(facts), "2026-01-31")->evidence().size(), 301U);
}

TEST(Engine, decisions_are_the_findings_without_their_evidence) {
    Population population(shipped_rules());
    population.add(person({fact(1, "SOUHAITE_ECHANGE", "2026-01-05")}));
    population.add(person({}));
    population.add(person({fact(2, "AT", "2026-01-05", "2026-01-06")}));
    std::vector<std::uint64_t> decisions(population.size());
    decide(population, day("2026-01-10"), decisions);
    const auto bit = [](std::string_view id) {
        std::size_t place = 0;
        while (shipped_rules().rules()[place].identity.id != id) ++place;
        return std::uint64_t{1} << place;
    };
    EXPECT_EQ(decisions, (std::vector<std::uint64_t>{bit("S7"), 0, bit("L4")}));
    EXPECT_EQ(screen(population, day("2026-01-10")).size(), 2U);
}

}  // namespace
}  // namespace prevenance::rules
