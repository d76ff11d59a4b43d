// Random rule sets on random histories: the engine in all its ways against the oracle, and its flat evidence
// against its findings. Windows with more facts than a byte can count are among them.
#include "tests/rules/oracle.h"

#include "rules/engine.h"
#include "rules/predicates/catalogue.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace prevenance::rules {
namespace {

const Date origin = *parse_iso_date("2024-01-01");

int between(int least, int most) {
    return *rc::gen::inRange(least, most + 1);
}

// Numbers about as large as what happens, so that both answers are common.
int random_value(std::string_view name, bool many) {
    if (name == "longest") return between(1, 40);
    if (name == "shortest") return between(1, 12);
    if (name == "within") return between(1, 400);
    return between(1, many ? 320 : 6);
}

Condition random_question(Rule& rule, bool many) {
    static const std::vector<std::string_view> names{"counted_absences", "absence_days", "recent_facts",
                                                     "more_absences_than_before"};
    Condition asked;
    asked.predicate = find_predicate(*rc::gen::elementOf(names));
    const std::vector<std::string> codes = asked.predicate->counts == Counts::observations
                                               ? std::vector<std::string>{"OBS_RETARD", "TENSIONS"}
                                               : std::vector<std::string>{"MALADIE", "IMPREVUE"};
    asked.codes =
        between(0, 1) == 0 ? codes : std::vector<std::string>{codes[static_cast<std::size_t>(between(0, 1))]};
    for (const Parameter& parameter : asked.predicate->parameters) {
        const auto name = "t" + std::to_string(rule.thresholds.size());
        rule.thresholds.push_back({name, random_value(parameter.name, many), 0, 1830, parameter.unit});
        asked.thresholds.push_back(name);
    }
    return asked;
}

Condition random_condition(Rule& rule, std::size_t earlier, bool many, int depth) {
    const int kind = between(0, 9);
    if (kind < 2 && earlier > 0) {
        Condition named;
        named.kind = Condition::Kind::rule;
        named.rule = "S" + std::to_string(between(0, static_cast<int>(earlier) - 1));
        return named;
    }
    if (kind < 6 || depth == 3) return random_question(rule, many);
    Condition group;
    group.kind = kind < 8 ? Condition::Kind::any : Condition::Kind::all;
    const int parts = between(1, 3);
    for (int i = 0; i < parts; ++i) group.parts.push_back(random_condition(rule, earlier, many, depth + 1));
    return group;
}

std::vector<Rule> random_rules(bool many) {
    std::vector<Rule> rules;
    const int count = between(1, 12);
    for (int i = 0; i < count; ++i) {
        Rule rule;
        rule.identity.id = "S" + std::to_string(i);
        rule.when = random_condition(rule, rules.size(), many, 1);
        if (between(0, 3) == 0) rule.unless = random_condition(rule, rules.size(), many, 1);
        rules.push_back(std::move(rule));
    }
    return rules;
}

// Cheap randomness for histories of hundreds of facts.
Timeline random_history(int facts) {
    static const std::array<const char*, 6> codes{"MALADIE",  "IMPREVUE", "OBS_RETARD",
                                                  "TENSIONS", "MALADIE",  "AT"};
    std::uint32_t state = static_cast<std::uint32_t>(between(1, 1'000'000'000));
    const auto below = [&](std::uint32_t limit) {
        state = state * 1664525U + 1013904223U;
        return static_cast<int>((state >> 8U) % limit);
    };
    Timeline timeline{{}, origin - Days{1000}, {}, {}};
    for (int i = 0; i < facts; ++i) {
        Fact fact;
        for (auto& byte : fact.id.bytes) byte = static_cast<std::uint8_t>(below(256));
        fact.code = codes[static_cast<std::size_t>(below(6))];
        fact.start = origin + Days{below(500)};
        const bool span = !fact.code.starts_with("OBS") && fact.code != "TENSIONS";
        if (span && below(8) != 0) fact.end = fact.start + Days{below(6) == 0 ? below(700) : below(12)};
        fact.recorded_on = fact.start + Days{below(5) == 0 ? below(400) - 20 : 0};
        timeline.facts.push_back(std::move(fact));
    }
    return timeline;
}

std::uint64_t as_bits(const std::vector<bool>& held) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < held.size(); ++i) bits |= std::uint64_t{held[i]} << i;
    return bits;
}

using Found = std::map<std::string, std::set<FactId>>;

Found found_in(const std::vector<Finding>& findings) {
    Found found;
    for (const Finding& finding : findings)
        for (const Evidence& piece : finding.evidence())
            found[finding.rule().id].insert(piece.facts.begin(), piece.facts.end());
    return found;
}

Found found_in(const EvidenceLog& log, const Population& population) {
    Found found;
    for (const Fired& fired : log.fired)
        for (const auto index : log.facts_of(fired))
            found[population.rules().rules()[fired.rule].identity.id].insert(
                population.ids(fired.person)[index]);
    return found;
}

void compare(bool many) {
    const auto rules = random_rules(many);
    const auto set = RuleSet::make(rules);
    RC_ASSERT(set.has_value());
    const auto timeline = random_history(many ? between(100, 700) : between(0, 30));
    Population quick(*set);
    quick.add(timeline);
    quick.quicken();
    for (int i = 0; i < 4; ++i) {
        const Date day = origin + Days{between(-5, 900)};
        const auto expected = as_bits(by_oracle(rules, timeline, day));
        std::uint64_t decided = 0;
        decide(quick, day, std::span(&decided, 1));
        RC_ASSERT(decided == expected);
        RC_ASSERT(decide_person(*set, quick.person(0), day_number(day)) == expected);
        EvidenceLog together;
        screen(quick, day, together);
        EvidenceLog alone;
        screen_person(quick, 0, day, alone);
        const auto findings = found_in(evaluate(*set, timeline, day));
        RC_ASSERT(found_in(together, quick) == findings);
        RC_ASSERT(found_in(alone, quick) == findings);
    }
}

RC_GTEST_PROP(Oracle, random_rules_on_random_histories, ()) {
    compare(false);
}

RC_GTEST_PROP(Oracle, more_facts_in_a_window_than_a_byte_can_count, ()) {
    compare(true);
}

}  // namespace
}  // namespace prevenance::rules
