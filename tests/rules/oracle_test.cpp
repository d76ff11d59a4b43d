// Random rule sets on random histories: the engine in all its ways against the oracle, and its flat evidence
// against its findings. Windows with more facts than a byte can count are among them.
#include "tests/rules/oracle.h"

#include "rules/engine.h"
#include "rules/predicates/catalogue.h"
#include "rules/screener.h"
#include "tests/rules/random_rules.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace prevenance::rules {
namespace {

std::uint64_t as_bits(const std::vector<bool>& held) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < held.size(); ++i) bits |= std::uint64_t{held[i]} << i;
    return bits;
}

// The facts behind each rule that was found; none where it holds for want of one.
using Found = std::map<std::string, std::set<FactId>>;

Found found_in(const std::vector<Finding>& findings) {
    Found found;
    for (const Finding& finding : findings) {
        auto& facts = found[finding.rule().id];
        for (const Evidence& piece : finding.evidence()) facts.insert(piece.facts.begin(), piece.facts.end());
    }
    return found;
}

Found found_in(const EvidenceLog& log, const Population& population, Date day) {
    Found found;
    for (const Fired& fired : log.fired) {
        if (!finding_of(population, fired, day)) continue;
        auto& facts = found[population.rules().rules()[fired.rule].identity.id];
        for (const auto index : log.facts_of(fired)) facts.insert(population.ids(fired.person)[index]);
    }
    return found;
}

bool names_a_rule(const Condition& condition) {
    return condition.kind == Condition::Kind::rule || std::ranges::any_of(condition.parts, names_a_rule);
}

// Whatever holds is found. A rule that another one brings may hold for the team alone: that is no finding.
void compare_found(const std::vector<Rule>& rules, const std::vector<bool>& held, RuleLevel level,
                   const Found& found) {
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const auto& id = rules[i].identity.id;
        const bool holds = held[i] && rules[i].level == level;
        if (!holds) RC_ASSERT(!found.contains(id));
        if (holds && (level == RuleLevel::team || !names_a_rule(rules[i].when)))
            RC_ASSERT(found.contains(id));
    }
}

// Mistakes are made at the edges: half of the days are those on which something turns, or next to them.
Date random_day(const std::vector<DayNumber>& turning) {
    if (turning.empty() || between(0, 1) == 0) return random_origin() + Days{between(-5, 900)};
    return to_date(*rc::gen::elementOf(turning)) + Days{between(-1, 1)};
}

struct Scene {
    std::vector<Rule> rules;
    RuleSet set;
    Timeline timeline;
    TeamTimeline team;
};

Scene random_scene(bool many) {
    auto rules = random_rules(many);
    auto set = RuleSet::make(rules);
    RC_ASSERT(set.has_value());
    return {std::move(rules), std::move(*set), random_history(many ? between(100, 700) : between(0, 30)),
            random_team()};
}

void compare_team(const Scene& scene, Date day) {
    const auto expected = by_oracle(scene.rules, scene.team, day);
    RC_ASSERT(decide_team(scene.set, scene.team, day) == as_bits(expected));
    compare_found(scene.rules, expected, RuleLevel::team, found_in(evaluate(scene.set, scene.team, day)));
}

// `screener` has seen this person on other days, with other facts known.
void compare_person(const Scene& scene, Date day, Screener& screener) {
    const auto team = by_oracle(scene.rules, scene.team, day);
    const auto held = by_oracle(scene.rules, scene.timeline, day, team);
    const auto expected = as_bits(held) & ~as_bits(team);
    Population quick(scene.set);
    quick.add(scene.timeline, as_bits(team));
    quick.quicken();
    std::uint64_t decided = 0;
    decide(quick, day, std::span(&decided, 1));
    RC_ASSERT(decided == expected);
    RC_ASSERT(decide_person(scene.set, quick.person(0), day_number(day), as_bits(team)) == expected);
    EvidenceLog together;
    screen(quick, day, together);
    EvidenceLog alone;
    screener.screen_person(quick, 0, day, alone);
    const auto findings = found_in(evaluate(scene.set, scene.timeline, day, as_bits(team)));
    RC_ASSERT(found_in(together, quick, day) == findings);
    RC_ASSERT(found_in(alone, quick, day) == findings);
    compare_found(scene.rules, held, RuleLevel::individual, findings);
}

void compare(bool many) {
    const auto scene = random_scene(many);
    const CodedTeam team(scene.set, scene.team);
    Population one(scene.set);
    one.add(scene.timeline);
    const auto days_of_team = turning_days(scene.set, team.view());
    const auto days_of_person = turning_days(scene.set, one.person(0));
    Screener screener(scene.set);
    for (int i = 0; i < 6; ++i) {
        compare_team(scene, random_day(days_of_team));
        compare_person(scene, random_day(days_of_person), screener);
    }
}

RC_GTEST_PROP(Oracle, random_rules_on_random_histories, ()) {
    compare(false);
}

RC_GTEST_PROP(Oracle, more_facts_in_a_window_than_a_byte_can_count, ()) {
    compare(true);
}

// Every day on which the answer may turn, with the days around it.
std::set<Date> days_around(const std::vector<DayNumber>& turning) {
    std::set<Date> days;
    for (const DayNumber day : turning)
        for (const int more : {-1, 0, 1}) days.insert(to_date(day + more));
    return days;
}

void compare_alone(const Predicate& predicate) {
    std::vector<Rule> rules{random_rule_of(predicate)};
    auto set = RuleSet::make(rules);
    RC_ASSERT(set.has_value());
    auto codes = rules[0].when.codes;
    codes.insert(codes.end(), rules[0].when.others.begin(), rules[0].when.others.end());
    if (predicate.level() == RuleLevel::team) {
        const Scene scene{std::move(rules), std::move(*set), {}, random_team()};
        const CodedTeam team(scene.set, scene.team);
        const auto turning = turning_days(scene.set, team.view());
        for (int i = 0; i < 8; ++i) compare_team(scene, random_day(turning));
        return;
    }
    const Scene scene{std::move(rules), std::move(*set), random_history(between(0, 12), codes), {}};
    Population one(scene.set);
    one.add(scene.timeline);
    Screener screener(scene.set);
    for (const Date day : days_around(turning_days(scene.set, one.person(0))))
        compare_person(scene, day, screener);
}

// Rules that only count in windows are answered with their facts in one pass.
Scene scene_of_counts(bool many) {
    const auto is_count = [](const Predicate* each) {
        return each->name == "recent_facts" || each->name == "counted_absences" ||
               each->name == "absence_days" || each->name == "more_absences_than_before";
    };
    std::vector<Rule> rules;
    for (int left = between(1, 5); left > 0; --left)
        for (const Predicate* each : predicates()) {
            if (!is_count(each) || (each->name == "absence_days" && between(0, 2) != 0)) continue;
            rules.push_back(random_rule_of(*each));
            rules.back().identity.id = "Q" + std::to_string(rules.size());
        }
    auto set = RuleSet::make(rules);
    RC_ASSERT(set.has_value());
    return {std::move(rules), std::move(*set), random_history(many ? between(100, 700) : between(0, 40)), {}};
}

RC_GTEST_PROP(Oracle, counts_come_with_the_facts_they_counted, ()) {
    const auto scene = scene_of_counts(between(0, 4) == 0);
    RC_CLASSIFY(scene.set.sieve().traces_as_it_answers(), "in one pass");
    Population one(scene.set);
    one.add(scene.timeline);
    const auto turning = turning_days(scene.set, one.person(0));
    Screener screener(scene.set);
    for (int i = 0; i < 12; ++i) compare_person(scene, random_day(turning), screener);
}

// Facts become known one after the other, in any order; after each, the person is asked about alone, on the
// day itself, by one screener that has asked about everything before.
RC_GTEST_PROP(Oracle, each_new_fact_is_screened_as_if_it_had_always_been_there, ()) {
    auto scene = between(0, 1) == 0 ? scene_of_counts(false) : random_scene(false);
    const auto facts = std::exchange(scene.timeline.facts, {});
    Screener screener(scene.set);
    for (const Fact& fact : facts) {
        scene.timeline.facts.push_back(fact);
        compare_person(scene, std::max(fact.start, fact.recorded_on), screener);
    }
}

// In a large set a mistake of one day in one question seldom decides; alone it does.
RC_GTEST_PROP(Oracle, each_question_alone_on_the_days_that_matter, ()) {
    for (const Predicate* each : predicates()) compare_alone(*each);
}

// Whoever walks from one turning day to the next sees every change that the oracle sees.
RC_GTEST_PROP(Oracle, nothing_changes_between_two_turning_days, ()) {
    const auto scene = random_scene(false);
    const CodedTeam team(scene.set, scene.team);
    Population one(scene.set);
    one.add(scene.timeline);
    const auto days_of_team = turning_days(scene.set, team.view());
    const auto days_of_person = turning_days(scene.set, one.person(0));
    const std::vector<bool> no_team(scene.rules.size(), false);
    const Date first = random_origin() + Days{between(-100, 700)};
    for (Date day = first; day < first + Days{60}; day += Days{1}) {
        if (!std::ranges::binary_search(days_of_team, day_number(day)))
            RC_ASSERT(by_oracle(scene.rules, scene.team, day) ==
                      by_oracle(scene.rules, scene.team, day - Days{1}));
        if (!std::ranges::binary_search(days_of_person, day_number(day)))
            RC_ASSERT(by_oracle(scene.rules, scene.timeline, day, no_team) ==
                      by_oracle(scene.rules, scene.timeline, day - Days{1}, no_team));
    }
}

// A question added to the catalogue has no second opinion until somebody writes one.
TEST(Oracle, knows_every_question) {
    for (const Predicate* each : predicates()) {
        Rule rule;
        rule.family = each->family;
        rule.level = each->level();
        rule.when.predicate = each;
        for (const Parameter& parameter : each->parameters) {
            rule.thresholds.push_back({std::string(parameter.name), 1, 1, 1, parameter.unit});
            rule.when.thresholds.emplace_back(parameter.name);
        }
        const Timeline nobody{{}, random_origin(), {}, {}};
        if (rule.level == RuleLevel::team)
            EXPECT_FALSE(by_oracle({rule}, TeamTimeline{}, random_origin()).at(0)) << each->name;
        else
            EXPECT_FALSE(by_oracle({rule}, nobody, random_origin()).at(0)) << each->name;
    }
}

}  // namespace
}  // namespace prevenance::rules
