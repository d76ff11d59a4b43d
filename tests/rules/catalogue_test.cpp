// What the questions of the catalogue count, where a drawing would be too large: many facts, large numbers,
// nothing to divide by, and the questions that no shipped rule asks.
#include "rules/predicates/catalogue.h"

#include "rules/engine.h"
#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <set>

namespace prevenance::rules {
namespace {

Date day(std::string_view text) {
    return *parse_iso_date(text);
}

Fact fact(int number, std::string code, std::string_view start, std::string_view end = {}) {
    FactId id;
    for (std::size_t i = 0; i < 4; ++i) id.bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
    return {id, std::move(code), day(start), end.empty() ? std::optional<Date>{} : day(end), day(start)};
}

Timeline person(std::vector<Fact> facts) {
    return {{}, day("2020-01-01"), {}, std::move(facts)};
}

TeamTimeline team_of(int people) {
    TeamTimeline team;
    for (int i = 0; i < people; ++i) team.members.push_back({{}, day("2015-01-01"), {}, {}});
    return team;
}

TeamFigure figure(std::string code, int count, std::string_view from, std::string_view to) {
    return {std::move(code), day(from), day(to), count, day(to)};
}

template <class Subject>
std::optional<Finding> found(const RuleSet& rules, std::string_view rule, const Subject& subject,
                             std::string_view as_of) {
    for (auto& finding : evaluate(rules, subject, day(as_of)))
        if (finding.rule().id == rule) return finding;
    return std::nullopt;
}

constexpr std::string_view head = R"(rule: A1
version: "1"
family: signal
level: individual
title: Une règle à vous
sentence: Une phrase.
unknown: Ce qu’on ne sait pas.
source: { kind: convention, text: une convention. }
)";

Result<Rule> author_rule(std::string_view rest) {
    return read_rule({"A1.yaml", std::string(head) + std::string(rest)}, shipped_catalogue(), test_hash);
}

RuleSet author_set(std::string_view rest) {
    auto rule = author_rule(rest);
    if (!rule) throw std::runtime_error(rule.error().detail);
    return std::move(*RuleSet::make({std::move(*rule)}));
}

// The codes of every complaint; their words are the reader's.
std::string complaints(const Result<Rule>& rule) {
    std::string codes;
    if (!rule)
        for (const auto& field : rule.error().fields) codes += (codes.empty() ? "" : ",") + field.code;
    return codes;
}

std::string complaint(std::string_view rest) {
    return complaints(author_rule(rest));
}

TEST(Catalogue, holds_all_twenty_nine_rules) {
    std::set<std::string> ids;
    for (const Rule& rule : shipped_rules().rules()) ids.insert(rule.identity.id);
    std::set<std::string> expected;
    for (const auto& [letter, last] : {std::pair{'S', 9}, std::pair{'T', 11}, std::pair{'L', 9}})
        for (int i = 1; i <= last; ++i) expected.insert(letter + std::to_string(i));
    EXPECT_TRUE(std::ranges::includes(ids, expected));
}

TEST(Catalogue, a_note_suggests_nothing_by_itself) {
    for (const Rule& rule : shipped_rules().rules())
        EXPECT_EQ(rule.effect == Effect::note, rule.identity.id == "S2" || rule.identity.id == "S9")
            << rule.identity.id;
}

TEST(Catalogue, what_the_law_fixes_cannot_be_configured) {
    const std::set<std::string> conventions{"L2 shown_late",   "L3 shown_late",   "L4 shown",
                                            "L5 shown_late",   "L6 shown_before", "L6 shown_late",
                                            "L8 shown_before", "L9 days",         "L9 shown_before"};
    for (const Rule& rule : shipped_rules().rules()) {
        if (rule.family != RuleFamily::legal) continue;
        for (const Threshold& threshold : rule.thresholds)
            EXPECT_EQ(threshold.min != threshold.max,
                      conventions.contains(rule.identity.id + " " + threshold.name))
                << rule.identity.id << " " << threshold.name;
    }
}

TEST(Catalogue, absences_and_accidents_of_a_team_need_eleven_people) {
    for (const auto* id : {"T3", "T4", "T5", "T6", "T7", "T8"})
        EXPECT_GE(shipped_rules().find(id)->find_threshold("least_headcount")->min, 11) << id;
}

void collect_codes(const Condition& condition, std::set<std::string>& codes) {
    codes.insert(condition.codes.begin(), condition.codes.end());
    codes.insert(condition.others.begin(), condition.others.end());
    for (const auto& part : condition.parts) collect_codes(part, codes);
}

TEST(Catalogue, no_signal_about_a_person_sees_the_legal_calendar_or_a_figure) {
    for (const Rule& rule : shipped_rules().rules()) {
        if (rule.family != RuleFamily::signal || rule.level != RuleLevel::individual) continue;
        std::set<std::string> codes;
        collect_codes(rule.when, codes);
        for (const auto& code : codes) {
            EXPECT_EQ(shipped_catalogue().find_milestone(code), nullptr) << rule.identity.id << code;
            EXPECT_EQ(shipped_catalogue().find_figure(code), nullptr) << rule.identity.id << code;
            for (const auto* legal : {"AT", "MP", "REPRISE"}) EXPECT_NE(code, legal) << rule.identity.id;
        }
    }
}

TEST(Catalogue, a_rate_of_absence_says_what_was_counted_and_over_which_days) {
    auto team = team_of(12);
    for (int member = 0; member < 3; ++member)
        team.members[static_cast<std::size_t>(member)].facts = {
            fact(member, "MALADIE", "2025-01-01", "2025-12-31")};
    const auto finding = found(shipped_rules(), "T3", team, "2026-01-20");
    ASSERT_TRUE(finding);
    const std::vector<Evidence> expected{{{}, "ABSENCES", day("2025-01-01"), day("2025-12-31")}};
    EXPECT_EQ(finding->evidence(), expected);
    EXPECT_EQ(finding->counted(),
              (std::map<std::string, int>{{"count", 1}, {"per_mille", 250}, {"previous_per_mille", 0}}));
}

TEST(Catalogue, the_evidence_of_a_rate_stays_the_same_all_month) {
    auto team = team_of(12);
    for (auto& member : team.members) member.facts = {fact(1, "MALADIE", "2025-01-01", "2025-12-31")};
    const auto first = found(shipped_rules(), "T3", team, "2026-01-01");
    const auto last = found(shipped_rules(), "T3", team, "2026-01-31");
    ASSERT_TRUE(first && last);
    EXPECT_EQ(first->evidence(), last->evidence());
}

TEST(Catalogue, an_absence_rate_that_does_not_rise_is_not_shown) {
    auto team = team_of(12);
    for (auto& member : team.members) member.facts = {fact(1, "MALADIE", "2022-01-01")};
    EXPECT_FALSE(found(shipped_rules(), "T3", team, "2026-01-20")) << "everybody, both years";
}

TEST(Catalogue, days_outside_the_membership_are_not_the_team_s) {
    auto team = team_of(12);
    for (int member = 0; member < 3; ++member)
        team.members.push_back(
            {{}, day("2025-12-01"), {}, {fact(member, "MALADIE", "2025-01-01", "2025-11-30")}});
    EXPECT_FALSE(found(shipped_rules(), "T3", team, "2026-01-20"));
}

TEST(Catalogue, what_happened_before_somebody_joined_is_not_the_team_s) {
    auto team = team_of(11);
    for (int i = 0; i < 4; ++i)
        team.members.push_back(
            {{},
             day("2026-02-02"),
             {},
             {fact(1, "MALADIE", "2026-01-05", "2026-01-05"), fact(2, "MALADIE", "2026-01-19", "2026-01-19"),
              fact(3, "MALADIE", "2026-02-09", "2026-02-09"), fact(4, "AT", "2025-12-01", "2025-12-02"),
              fact(5, "AT", "2026-01-26", "2026-01-27")}});
    EXPECT_FALSE(found(shipped_rules(), "T4", team, "2026-03-10"));
    EXPECT_FALSE(found(shipped_rules(), "T5", team, "2026-03-10"));
}

TEST(Catalogue, large_figures_do_not_overflow) {
    constexpr int most = std::numeric_limits<int>::max();
    auto team = team_of(12);
    for (int month = 1; month <= 6; ++month) {
        const auto from = add_months(day("2026-01-01"), Months{month - 1});
        const auto to = add_months(from, Months{1}) - Days{1};
        team.figures.push_back({"RECLAMATIONS", from, to, most, to});
        team.figures.push_back({"INTERVENTIONS", from, to, most, to});
        team.figures.push_back({"HEURES_TRAVAILLEES", from, to, 1, to});
    }
    team.members[0].facts = {fact(1, "AT", "2026-01-05", "2026-01-09")};
    const auto complaints = found(shipped_rules(), "T11", team, "2026-06-30");
    ASSERT_TRUE(complaints);
    EXPECT_EQ(complaints->counted().at("ratio"), 1000);
    EXPECT_EQ(complaints->counted().at("figure"), most) << "six times as many, shown as the most there is";
    const auto accidents = found(shipped_rules(), "T6", team, "2026-06-30");
    ASSERT_TRUE(accidents);
    EXPECT_EQ(accidents->counted().at("ratio"), 1'000'000 / 6);
}

TEST(Catalogue, nothing_to_divide_by_is_no_finding) {
    auto team = team_of(12);
    for (const auto* code : {"INTERVENTIONS", "HEURES_TRAVAILLEES", "AMENAGEMENTS_PRECONISES"})
        for (const int count : {0, -5})
            team.figures.push_back(figure(code, count, "2026-01-01", "2026-01-31"));
    for (const auto* code : {"RECLAMATIONS", "CHANGEMENTS_TARDIFS", "AMENAGEMENTS_REALISES"})
        team.figures.push_back(figure(code, 7, "2026-01-01", "2026-01-31"));
    team.members[0].facts = {fact(1, "AT", "2026-01-05", "2026-01-09")};
    EXPECT_TRUE(evaluate(shipped_rules(), team, day("2026-02-10")).empty());
    TeamTimeline nobody;
    nobody.figures = {figure("SANS_REUNION", 4, "2026-01-01", "2026-01-31"),
                      figure("VISITES_DEMANDEES", 4, "2026-01-01", "2026-01-31")};
    EXPECT_TRUE(evaluate(shipped_rules(), nobody, day("2026-02-10")).empty());
}

TEST(Catalogue, a_hundred_thousand_facts_are_counted_one_by_one) {
    std::vector<Fact> facts;
    for (int i = 0; i < 100'000; ++i)
        facts.push_back(fact(i, i % 2 == 0 ? "ACCIDENT_OU_PRESQUE" : "OBS_RETARD", "2026-01-05"));
    const auto timeline = person(std::move(facts));
    EXPECT_EQ(found(shipped_rules(), "S8", timeline, "2026-01-20")->counted().at("count"), 50'000);
    EXPECT_EQ(found(shipped_rules(), "S3", timeline, "2026-01-20")->counted().at("before"), 0);
    EXPECT_FALSE(found(shipped_rules(), "S3", timeline, "2026-02-20")) << "they are the past now";
}

TEST(Catalogue, the_last_visit_decides_whatever_its_kind) {
    const auto timeline =
        person({fact(1, "VISITE_2_ANS", "2022-01-10"), fact(2, "VISITE_5_ANS", "2024-01-10")});
    EXPECT_FALSE(found(shipped_rules(), "L6", timeline, "2026-03-01"));
    const auto due = found(shipped_rules(), "L6", timeline, "2029-01-01");
    ASSERT_TRUE(due);
    EXPECT_EQ(due->due(), day("2029-01-10"));
    EXPECT_EQ(due->counted().at("days_left"), 9);
    EXPECT_EQ(due->evidence().size(), 1U) << "the older visit is history";
}

TEST(Catalogue, a_milestone_is_a_day_and_not_going_on) {
    const auto finding =
        found(shipped_rules(), "L8", person({fact(1, "MI_CARRIERE", "2026-01-10")}), "2026-03-01");
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->evidence().front().end, day("2026-01-10"));
}

constexpr std::string_view two_families = R"(thresholds:
  window: { value: 60, min: 60, max: 60, unit: days }
  least: { value: 2, min: 2, max: 3, unit: families }
when:
  families_together: { families: [ways_of_working, relations, requests], within: window, at_least: least }
)";

TEST(FamiliesTogether, two_facts_of_one_family_are_one_family) {
    const auto rules = author_set(two_families);
    const auto one = person({fact(1, "OBS_RETARD", "2026-01-05"), fact(2, "OBS_RALENTI", "2026-01-06")});
    EXPECT_FALSE(found(rules, "A1", one, "2026-01-10"));
    const auto two = person({fact(1, "OBS_RETARD", "2026-01-05"), fact(2, "OBS_RALENTI", "2026-01-06"),
                             fact(3, "TENSIONS", "2026-01-07")});
    const auto finding = found(rules, "A1", two, "2026-01-10");
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->counted(), (std::map<std::string, int>{{"count", 3}, {"families", 2}}));
    EXPECT_FALSE(found(rules, "A1", two, "2026-03-07"))
        << "60 days after the one that is alone in its family";
}

TEST(FamiliesTogether, counts_families_and_so_takes_no_lone_code) {
    std::string text(two_families);
    const auto at = text.find("{ families:");
    EXPECT_EQ(complaint(text.replace(at, 2, "{ codes: [OBS_RETARD], ")), "unknown_key");
}

constexpr std::string_view twenty_days = R"(thresholds:
  window: { value: 365, min: 365, max: 365, unit: days }
  least: { value: 20, min: 20, max: 20, unit: days }
when:
  absence_days: { codes: [MALADIE, IMPREVUE], within: window, at_least: least }
)";

TEST(AbsenceDays, an_open_absence_grows_by_a_day_a_day) {
    const auto rules = author_set(twenty_days);
    const auto timeline =
        person({fact(1, "IMPREVUE", "2026-01-05", "2026-01-09"), fact(2, "MALADIE", "2026-02-02")});
    EXPECT_FALSE(found(rules, "A1", timeline, "2026-02-15"));
    const auto finding = found(rules, "A1", timeline, "2026-02-16");
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->counted().at("days"), 20);
}

TEST(AbsenceDays, records_are_not_joined) {
    const auto rules = author_set(twenty_days);
    const auto timeline = person(
        {fact(1, "MALADIE", "2026-01-05", "2026-01-14"), fact(2, "MALADIE", "2026-01-05", "2026-01-14")});
    EXPECT_EQ(found(rules, "A1", timeline, "2026-01-14")->counted().at("days"), 20);
}

TEST(AbsenceDays, begun_before_the_window_is_out_of_it) {
    const auto rules = author_set(twenty_days);
    const auto timeline = person({fact(1, "MALADIE", "2016-01-05")});
    EXPECT_FALSE(found(rules, "A1", timeline, "2026-01-05")) << "open for ten years";
    EXPECT_EQ(found(rules, "A1", timeline, "2017-01-03")->counted().at("days"), 365);
}

TEST(CountedAbsences, as_recorded_and_within_both_lengths) {
    const auto rules = author_set(R"(thresholds:
  window: { value: 180, min: 180, max: 180, unit: days }
  shortest: { value: 2, min: 1, max: 7, unit: days }
  longest: { value: 7, min: 7, max: 7, unit: days }
  least: { value: 3, min: 3, max: 3, unit: facts }
when:
  counted_absences: { codes: [MALADIE], shortest: shortest, longest: longest, within: window, at_least: least }
)");
    std::vector<Fact> facts{fact(1, "MALADIE", "2026-01-05", "2026-01-06"),
                            fact(2, "MALADIE", "2026-01-07", "2026-01-13"),
                            fact(3, "MALADIE", "2026-02-02", "2026-02-02"),
                            fact(4, "MALADIE", "2026-02-09", "2026-02-16"), fact(5, "MALADIE", "2026-03-02")};
    EXPECT_FALSE(found(rules, "A1", person(facts), "2026-03-10")) << "one day, eight days, and no end yet";
    facts.push_back(fact(6, "MALADIE", "2026-03-02", "2026-03-03"));
    const auto finding = found(rules, "A1", person(facts), "2026-03-10");
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->counted().at("count"), 3) << "two that follow each other are two records";
}

TEST(MoreAbsencesThanBefore, as_many_is_not_more) {
    const auto rules = author_set(R"(thresholds:
  window: { value: 90, min: 90, max: 90, unit: days }
  longest: { value: 7, min: 7, max: 7, unit: days }
  least: { value: 2, min: 2, max: 2, unit: facts }
when:
  more_absences_than_before: { codes: [MALADIE, IMPREVUE], longest: longest, within: window, at_least: least }
)");
    const auto timeline = person(
        {fact(1, "MALADIE", "2026-01-05", "2026-01-06"), fact(2, "IMPREVUE", "2026-01-12", "2026-01-12"),
         fact(3, "MALADIE", "2026-04-20", "2026-04-21"), fact(4, "MALADIE", "2026-04-27", "2026-04-27")});
    EXPECT_TRUE(found(rules, "A1", timeline, "2026-01-12"));
    EXPECT_FALSE(found(rules, "A1", timeline, "2026-04-27")) << "two now, two before";
    const auto later = found(rules, "A1", timeline, "2026-07-04");
    ASSERT_TRUE(later) << "180 days after the first, which is no longer compared with";
    EXPECT_EQ(later->counted().at("before"), 1);
}

std::string recent(std::string_view code, std::string_view effect = {}) {
    return std::string(effect) + R"(thresholds:
  window: { value: 60, min: 60, max: 60, unit: days }
  least: { value: 2, min: 2, max: 3, unit: facts }
when:
  recent_facts: { codes: [)" +
           std::string(code) + "], within: window, at_least: least }\n";
}

TEST(CodesOfRules, context_may_be_named_by_a_note_alone) {
    EXPECT_EQ(complaint(recent("FIN_AMENAGEMENT")), "never_counts");
    EXPECT_EQ(complaint(recent("FIN_AMENAGEMENT", "effect: note\n")), "");
}

TEST(CodesOfRules, a_milestone_or_another_leave_is_no_signal) {
    EXPECT_EQ(complaint(recent("VISITE_5_ANS")), "unknown_code");
    EXPECT_EQ(complaint(recent("REPRISE")), "protected_cause");
    EXPECT_EQ(complaint(recent("REPRISE", "effect: note\n")), "protected_cause");
}

std::string legal(std::string_view question) {
    return "thresholds:\n  m: { value: 2, min: 2, max: 2, unit: months }\n"
           "  d: { value: 0, min: 0, max: 0, unit: days }\n"
           "when:\n  not_followed: { " +
           std::string(question) + ", months: m, days: d, shown_before: d }\n";
}

std::string legal_text(std::string_view question) {
    std::string text(head);
    text.replace(text.find("signal"), 6, "legal");
    text.replace(text.find("{ kind"), std::string::npos,
                 "{ kind: law, article: L6315-1, version: 2025-12-31, text: la loi. }\n");
    return text + legal(question);
}

std::string legal_complaint(std::string_view question) {
    return complaints(read_rule({"A1.yaml", legal_text(question)}, shipped_catalogue(), test_hash));
}

TEST(CodesOfRules, the_second_list_is_checked_like_the_first) {
    EXPECT_EQ(legal_complaint("codes: [MI_CARRIERE], answered_by: [ENTRETIEN_PARCOURS]"), "");
    EXPECT_EQ(legal_complaint("codes: [MI_CARRIERE]"), "missing_key");
    EXPECT_EQ(legal_complaint("codes: [MI_CARRIERE], answered_by: [ENTRETIEN_PARCOUR]"), "unknown_code");
    EXPECT_EQ(legal_complaint("codes: [HEURES_TRAVAILLEES], answered_by: [MI_CARRIERE]"), "unknown_code");
}

TEST(CodesOfRules, a_team_counts_work_accidents_but_no_other_protected_cause) {
    const auto team = [](std::string_view code) {
        std::string text(head);
        text.replace(text.find("individual"), 10, "team");
        text += R"(thresholds:
  days: { value: 365, min: 365, max: 365, unit: days }
  gap: { value: 2, min: 2, max: 2, unit: days }
  people: { value: 11, min: 11, max: 11, unit: persons }
  least: { value: 50, min: 50, max: 50, unit: count }
when:
  accident_frequency: { codes: [)" +
                std::string(code) + "], within: days, gap: gap, least_headcount: people, at_least: least }\n";
        return complaints(read_rule({"A1.yaml", text}, shipped_catalogue(), test_hash));
    };
    EXPECT_EQ(team("AT"), "");
    for (const auto* code : {"MP", "REPRISE", "MATERNITE"}) EXPECT_EQ(team(code), "protected_cause") << code;
}

TEST(CodesOfRules, another_second_list_is_another_rule) {
    const auto hash_of = [](std::string_view question) {
        std::string text = legal_text(question);
        return read_rule({"A1.yaml", text}, shipped_catalogue(), test_hash)->identity.content_hash;
    };
    EXPECT_NE(hash_of("codes: [MI_CARRIERE], answered_by: [ENTRETIEN_PARCOURS]"),
              hash_of("codes: [MI_CARRIERE], answered_by: [MESURES_REPONDUES]"));
}

// The answer once was that of whichever period was recorded first.
TEST(Catalogue, of_two_periods_that_end_on_one_day_the_shorter_is_the_newer_number) {
    auto team = team_of(10);
    const auto quarter = figure("SANS_REUNION", 9, "2026-01-01", "2026-03-31");
    const auto month = figure("SANS_REUNION", 1, "2026-03-01", "2026-03-31");
    team.figures = {quarter, month};
    EXPECT_FALSE(found(shipped_rules(), "T9", team, "2026-04-01"));
    team.figures = {month, quarter};
    EXPECT_FALSE(found(shipped_rules(), "T9", team, "2026-04-01"));
    team.figures = {quarter};
    EXPECT_TRUE(found(shipped_rules(), "T9", team, "2026-04-01"));
}

// Named twice it counted as two, so that one family was enough for a rule that asks for two.
TEST(Catalogue, a_family_is_named_once) {
    const std::string_view thresholds =
        "thresholds:\n"
        "  window: { value: 90, min: 90, max: 90, unit: days }\n"
        "  two: { value: 2, min: 2, max: 2, unit: families }\n";
    const auto rule = [&](std::string_view families) {
        return author_rule(std::string(thresholds) + "when:\n  families_together: { families: " +
                           std::string(families) + ", within: window, at_least: two }\n");
    };
    EXPECT_TRUE(rule("[requests, relations]"));
    const auto twice = rule("[requests, relations, requests]");
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().fields.at(0).code, "duplicate_family");
}

}  // namespace
}  // namespace prevenance::rules
