// What is said of a finding about a team: how much less of what is counted would end it, and which figures
// nobody entered. Both against the engine itself, on the drawn days of every shipped rule.
#include "rules/engine.h"
#include "rules/explanation.h"
#include "rules/missing_figures.h"
#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

namespace prevenance::rules {
namespace {

Date day(std::string_view text) {
    return *parse_iso_date(text);
}

std::optional<Finding> found(std::string_view rule, const TeamTimeline& team, Date as_of,
                             const RuleSet& rules = shipped_rules()) {
    for (const auto& finding : evaluate(rules, team, as_of))
        if (finding.rule().id == rule) return finding;
    return std::nullopt;
}

Explanation explained(std::string_view rule, const TeamTimeline& team, Date as_of) {
    const auto finding = found(rule, team, as_of);
    EXPECT_TRUE(finding) << rule << " does not hold on " << iso_date(as_of);
    if (!finding) return {};
    return explain(*finding, *shipped_rules().find(rule), shipped_catalogue(),
                   surroundings(shipped_rules(), *finding, team));
}

// The year before the day, wide enough for every shipped window.
bool recent(Date date, Date as_of) {
    return date <= as_of && date > as_of - Days{365};
}

int stay(TeamTimeline& team, Date as_of, int count) {
    int done = 0;
    for (auto& member : team.members)
        if (done < count && member.exit && recent(*member.exit, as_of)) member.exit.reset(), ++done;
    return done;
}

int never_come(TeamTimeline& team, Date as_of, int count) {
    int done = 0;
    std::erase_if(team.members, [&](const Membership& member) {
        return done < count && recent(member.entry, as_of) && ++done > 0;
    });
    return done;
}

// Somebody who was away is there, one day at a time.
int be_there(TeamTimeline& team, Date as_of, int count) {
    const Date last = first_of_month(as_of) - Days{1};
    int done = 0;
    for (auto& member : team.members)
        for (auto& fact : member.facts) {
            fact.end = std::min(fact.end.value_or(last), last);
            while (done < count && *fact.end >= std::max(fact.start, last - Days{364})) {
                *fact.end -= Days{1};
                ++done;
            }
        }
    for (auto& member : team.members)
        std::erase_if(member.facts, [](const Fact& fact) { return *fact.end < fact.start; });
    return done;
}

int without_facts(TeamTimeline& team, int count) {
    int done = 0;
    for (auto& member : team.members)
        if (done < count && !member.facts.empty()) member.facts.clear(), ++done;
    return done;
}

int without_stops(TeamTimeline& team, int count) {
    int done = 0;
    for (auto& member : team.members)
        std::erase_if(member.facts, [&](const Fact&) { return done < count && ++done > 0; });
    return done;
}

int count_otherwise(TeamTimeline& team, const CountChange& change, int count) {
    int left = count;
    for (auto& figure : team.figures) {
        if (std::ranges::find(change.codes, figure.code) == change.codes.end()) continue;
        const int step = change.more ? left : std::min(left, figure.count);
        figure.count += change.more ? step : -step;
        left -= step;
    }
    return count - left;
}

// Makes it so; how many could be changed.
int apply(TeamTimeline& team, const CountChange& change, Date as_of, int count) {
    switch (change.of) {
        case Change::Of::comings_and_goings: {
            const int stayed = stay(team, as_of, count);
            return stayed + never_come(team, as_of, count - stayed);
        }
        case Change::Of::departures:
        case Change::Of::early_departures:
            return stay(team, as_of, count);
        case Change::Of::days_absent:
            return be_there(team, as_of, count);
        case Change::Of::people_concerned:
            return without_facts(team, count);
        case Change::Of::accidents:
            return without_stops(team, count);
        case Change::Of::figures:
            break;
    }
    return count_otherwise(team, change, count);
}

TEST(TeamFinding, so_many_fewer_end_it_and_one_fewer_than_that_does_not) {
    std::set<std::string> proved;
    for (const auto& drawn : shipped_timelines()) {
        const Rule* rule = shipped_rules().find(drawn.rule);
        if (rule->level != RuleLevel::team) continue;
        for (const auto& column : drawn.columns) {
            if (!column.holds || column.days > 1) continue;
            const auto finding = found(drawn.rule, drawn.team, column.first);
            ASSERT_TRUE(finding) << drawn.rule;
            const auto least = smallest_change(shipped_rules(), *finding, drawn.team);
            ASSERT_EQ(least.counts.size(), 1U) << drawn.rule << ", " << drawn.name;
            const auto& change = least.counts.front();
            const int count = static_cast<int>(change.count);
            ASSERT_GE(count, 1) << drawn.rule << ", " << drawn.name;
            auto changed = drawn.team;
            ASSERT_EQ(apply(changed, change, column.first, count), count) << drawn.rule << ", " << drawn.name;
            EXPECT_FALSE(found(drawn.rule, changed, column.first)) << drawn.rule << ", " << drawn.name;
            auto nearly = drawn.team;
            apply(nearly, change, column.first, count - 1);
            EXPECT_TRUE(found(drawn.rule, nearly, column.first)) << drawn.rule << ", " << drawn.name;
            proved.insert(drawn.rule);
            break;
        }
    }
    EXPECT_EQ(proved.size(), 11U) << "every rule about a team has a drawn day";
}

TeamTimeline team_of(int people) {
    TeamTimeline team;
    for (int i = 0; i < people; ++i) team.members.push_back({{}, day("2015-01-01"), {}});
    return team;
}

TEST(TeamFinding, comings_and_goings_are_counted_and_nobody_is_named) {
    auto team = team_of(8);
    for (std::size_t i = 0; i < 5; ++i) team.members[i].exit = day("2025-07-01");
    const auto words = explained("T1", team, day("2025-12-31"));
    EXPECT_EQ(words.without, "Elle n’existerait pas avec 2 arrivées ou départs de moins.");
    EXPECT_TRUE(words.without_these.empty());
}

TeamTimeline complaints() {
    auto team = team_of(12);
    team.figures = {
        {"INTERVENTIONS", day("2026-01-01"), day("2026-01-31"), 1000, day("2026-02-01")},
        {"RECLAMATIONS", day("2026-01-01"), day("2026-01-31"), 9, day("2026-02-01")},
        {"RECLAMATIONS", day("2026-02-01"), day("2026-02-28"), 4, day("2026-03-01")},
    };
    return team;
}

TEST(TeamFinding, names_the_figure_and_how_much_of_it) {
    const auto words = explained("T11", complaints(), day("2026-03-31"));
    EXPECT_EQ(
        words.without,
        "Elle n’existerait pas avec 5 de moins pour «\u00A0Réclamations et événements indésirables\u00A0».");
    ASSERT_EQ(words.without_counts.size(), 1U);
    EXPECT_EQ(words.without_counts[0].codes, (std::vector<std::string>{"RECLAMATIONS"}));
}

TEST(TeamFinding, a_denominator_nobody_entered_is_named_with_its_period) {
    const auto words = explained("T11", complaints(), day("2026-03-31"));
    const std::vector<std::string> unknown{
        "Non saisi du 1er oct. au 31 déc. 2025\u00A0: «\u00A0Interventions\u00A0» et «\u00A0Réclamations et "
        "événements indésirables\u00A0». Ce qui n’est pas saisi ne vaut pas zéro.",
        "Non saisi pour la même période, du 1er au 28 févr. 2026\u00A0: «\u00A0Interventions\u00A0». Ce qui "
        "est saisi de «\u00A0Réclamations et événements indésirables\u00A0» n’y compte donc pas.",
        "Non saisi du 1er au 31 mars 2026\u00A0: «\u00A0Interventions\u00A0» et «\u00A0Réclamations et "
        "événements indésirables\u00A0». Ce qui n’est pas saisi ne vaut pas zéro."};
    EXPECT_EQ(words.also_unknown, unknown);
}

std::vector<std::string> missing_of(std::string_view rule, const TeamTimeline& team, std::string_view as_of) {
    return words_of(missing_figures(shipped_rules(), *shipped_rules().find(rule), team, day(as_of)),
                    shipped_catalogue());
}

TEST(TeamFinding, a_rule_that_is_silent_for_want_of_a_figure_says_which) {
    auto team = team_of(12);
    team.members[0].facts.push_back({{}, "AT", day("2026-01-05"), day("2026-01-09"), day("2026-01-05")});
    ASSERT_FALSE(found("T6", team, day("2026-01-31")));
    EXPECT_EQ(missing_of("T6", team, "2026-01-31"),
              (std::vector<std::string>{"Non saisi du 1er févr. 2025 au 31 janv. 2026\u00A0: «\u00A0Heures "
                                        "travaillées\u00A0». Ce qui n’est pas saisi ne vaut pas zéro."}));
    team.figures.push_back(
        {"HEURES_TRAVAILLEES", day("2026-01-01"), day("2026-01-31"), 1600, day("2026-01-31")});
    EXPECT_TRUE(found("T6", team, day("2026-01-31")));
    EXPECT_EQ(missing_of("T6", team, "2026-01-31").size(), 1U);
}

TEST(TeamFinding, nothing_is_missing_before_the_team_was_there_or_before_a_month_is_over) {
    TeamTimeline team;
    for (int i = 0; i < 12; ++i) team.members.push_back({{}, day("2026-01-10"), {}});
    EXPECT_TRUE(missing_of("T6", team, "2026-02-27").empty());
    EXPECT_EQ(missing_of("T6", team, "2026-02-28").size(), 1U);
    EXPECT_TRUE(missing_of("T6", TeamTimeline{}, "2026-02-28").empty());
}

TEST(TeamFinding, where_only_the_newest_count_is_read_older_ones_are_not_missed) {
    auto team = team_of(12);
    team.figures = {{"SANS_REUNION", day("2026-02-01"), day("2026-02-28"), 6, day("2026-03-01")}};
    EXPECT_TRUE(missing_of("T9", team, "2026-03-15").empty());
    EXPECT_EQ(missing_of("T9", team, "2026-03-31").size(), 1U);
}

TEST(TeamFinding, rules_without_figures_and_rules_about_people_miss_none) {
    for (const auto* rule : {"T1", "T2", "T3", "T4", "T5", "S1", "L1"})
        EXPECT_TRUE(missing_of(rule, team_of(12), "2026-03-31").empty()) << rule;
}

RuleSet rules_reading(const std::string& text) {
    auto read = read_rules(std::vector<RuleText>{{"T99.yaml", text}}, shipped_catalogue(), test_hash);
    EXPECT_TRUE(read);
    return std::move(*read);
}

const std::string head = R"(rule: T99
version: "1"
family: signal
level: team
title: Des faits notés sur l’équipe
sentence: Au moins {n} faits.
unknown: Le reste.
source: { kind: convention, text: choix du test }
thresholds:
  w: { value: 60, min: 30, max: 90, unit: days }
  n: { value: 2, min: 1, max: 9, unit: facts }
)";

// Signals about the team are facts with a day each: they are named, as those of a person are.
TEST(TeamFacts, are_counted_named_and_missed_one_by_one) {
    const auto rules = rules_reading(head +
                                     "when:\n  recent_team_facts: { codes: [EQUIPE_PLANNING, "
                                     "EQUIPE_TENSIONS], within: w, at_least: n }\n");
    auto team = team_of(3);
    for (std::uint8_t i = 1; i <= 3; ++i) {
        FactId id;
        id.bytes[0] = i;
        const Date seen = day("2026-01-01") + Days{20 * i};
        team.facts.push_back({id, i == 2 ? "EQUIPE_POSITIF" : "EQUIPE_TENSIONS", seen, {}, seen});
    }
    EXPECT_FALSE(found("T99", team, day("2026-03-01"), rules)) << "the third is not known yet";
    const auto finding = found("T99", team, day("2026-03-02"), rules);
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->evidence().size(), 2U) << "an improvement is no strain";
    EXPECT_EQ(stops_on(rules, *finding, team), day("2026-03-22")) << "sixty days after the first";
    const auto words =
        explain(*finding, rules.rules()[0], shipped_catalogue(), surroundings(rules, *finding, team));
    EXPECT_EQ(
        words.without,
        "Elle n’existerait pas s’il manquait un seul de ces faits, n’importe lequel\u00A0: Tensions dans "
        "l’équipe\u00A0: le 21 janv. 2026\u00A0; Tensions dans l’équipe\u00A0: le 2 mars 2026.");
    EXPECT_TRUE(words.without_counts.empty());
}

// Drawn, as an author would: two signals forty days apart hold until the first is sixty days old.
TEST(TeamFacts, hold_on_the_drawn_days) {
    const auto rules = rules_reading(
        head + "when:\n  recent_team_facts: { families: [team_work], within: w, at_least: n }\n");
    auto team = team_of(3);
    for (const int after : {0, 40}) {
        FactId id;
        id.bytes[0] = static_cast<std::uint8_t>(after + 1);
        const Date seen = day("2026-01-01") + Days{after};
        team.facts.push_back({id, "EQUIPE_REMPLACEMENTS", seen, {}, seen});
    }
    std::string held;
    for (int after = 0; after < 70; ++after)
        held += found("T99", team, day("2026-01-01") + Days{after}, rules) ? '^' : '.';
    EXPECT_EQ(held, std::string(40, '.') + std::string(20, '^') + std::string(10, '.'));
}

}  // namespace
}  // namespace prevenance::rules
