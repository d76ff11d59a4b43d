// The quick words of a screening against the slow ones of an explanation: letter by letter the same.
#include "rules/finding_text.h"

#include "rules/explanation.h"
#include "tests/rules/random_rules.h"
#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace prevenance::rules {
namespace {

std::string text_by_explanation(const Finding& finding, const Rule& rule) {
    const auto explanation = explain(finding, rule, shipped_catalogue(), {});
    auto text = explanation.words.title + "\n" + explanation.rule + "\n";
    for (const auto& fact : explanation.facts) text += fact.words + "\n";
    return text + explanation.words.unknown + "\n" + explanation.words.source + "\n";
}

Population random_people(const RuleSet& rules) {
    Population people(rules);
    const int count = between(1, 6);
    for (int i = 0; i < count; ++i) {
        auto timeline = random_history(between(0, 40));
        timeline.employee.bytes[0] = static_cast<std::uint8_t>(i);
        people.add(timeline);
    }
    people.quicken();
    return people;
}

// Every finding has its text, in their order; what is no finding has none.
void compare(const RuleSet& rules) {
    const auto people = random_people(rules);
    FindingText words(rules, shipped_catalogue());
    for (int i = 0; i < 3; ++i) {
        const Date day = random_origin() + Days{between(0, 700)};
        EvidenceLog log;
        screen(people, day, log);
        std::string together;
        std::string expected;
        for (const Fired& fired : log.fired) words.append(people, log, fired, day, together);
        for (const Finding& finding : screen(people, day))
            expected += text_by_explanation(finding, *rules.find(finding.rule().id));
        RC_ASSERT(together == expected);
    }
}

RC_GTEST_PROP(FindingText, of_the_shipped_rules_is_that_of_their_explanations, ()) {
    compare(shipped_rules());
}

RC_GTEST_PROP(FindingText, of_random_rules_is_that_of_their_explanations, ()) {
    auto rules = random_rules(false);
    for (Rule& rule : rules) {
        const auto& id = rule.identity.id;
        rule.title = "Règle " + id;
        rule.sentence = "Au moins {t0} faits, notés {count} fois, {days} jours.";
        if (between(0, 2) > 0) rule.sentence = "Au moins {t0}\u00A0: {count} constats notés.";
        rule.unknown = "Ce que " + id + " ne sait pas.";
        rule.source.text = "pour essayer " + id + ".";
    }
    const auto set = RuleSet::make(rules);
    RC_ASSERT(set.has_value());
    compare(*set);
}

}  // namespace
}  // namespace prevenance::rules
