// An employer's own thresholds: inside the bounds, never on a protection, and told apart from the shipped
// ones.
#include "rules/rule_set_values.h"

#include "rules/engine.h"
#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>

namespace prevenance::rules {
namespace {

const Date set_on = *parse_iso_date("2026-03-01");

ThresholdValue value(std::string rule, std::string threshold, int number) {
    return {std::move(rule), std::move(threshold), number, set_on, "le référent de votre structure"};
}

std::string hash_of(const RuleSet& rules, std::string_view id) {
    return rules.find(id)->identity.content_hash;
}

std::vector<std::string> codes_of(const Result<RuleSet>& refused) {
    std::vector<std::string> codes;
    for (const auto& field : refused.error().fields) codes.push_back(field.field + " " + field.code);
    return codes;
}

TEST(RuleSetValues, a_value_inside_the_bounds_is_used_and_says_who_set_it) {
    const auto own = with_values(shipped_rules(), std::vector{value("S1", "few", 5)}, test_hash);
    ASSERT_TRUE(own);
    const auto* threshold = own->find("S1")->find_threshold("few");
    EXPECT_EQ(threshold->value, 5);
    EXPECT_EQ(threshold->set_on, set_on);
    EXPECT_EQ(threshold->set_by, "le référent de votre structure");
    EXPECT_EQ(own->find("S1")->find_threshold("several")->set_on, std::nullopt);
    EXPECT_EQ(own->rules().size(), shipped_rules().rules().size());
}

TEST(RuleSetValues, the_engine_counts_with_it) {
    Timeline person{{}, *parse_iso_date("2020-01-01"), {}, {}};
    for (const auto* day : {"2026-01-05", "2026-01-12", "2026-01-20"}) {
        FactId id;
        id.bytes[15] = static_cast<std::uint8_t>(person.facts.size() + 1);
        const auto date = *parse_iso_date(day);
        person.facts.push_back({id, "MALADIE", date, date, date});
    }
    const auto as_of = *parse_iso_date("2026-01-20");
    const auto own = with_values(shipped_rules(), std::vector{value("S1", "few", 4)}, test_hash);
    EXPECT_EQ(evaluate(shipped_rules(), person, as_of).size(), 1U);
    EXPECT_TRUE(evaluate(*own, person, as_of).empty());
}

TEST(RuleSetValues, a_changed_rule_has_another_hash_and_only_that_rule) {
    const auto own = with_values(shipped_rules(), std::vector{value("S1", "few", 5)}, test_hash);
    EXPECT_NE(hash_of(*own, "S1"), hash_of(shipped_rules(), "S1"));
    EXPECT_EQ(hash_of(*own, "S5"), hash_of(shipped_rules(), "S5"));
    const auto same = with_values(shipped_rules(), std::vector{value("S1", "few", 3)}, test_hash);
    EXPECT_EQ(hash_of(*same, "S1"), hash_of(shipped_rules(), "S1"));
    const auto again = with_values(shipped_rules(), std::vector{value("S1", "few", 5)}, test_hash);
    EXPECT_EQ(hash_of(*again, "S1"), hash_of(*own, "S1"));
}

TEST(RuleSetValues, everything_refused_is_said_at_once) {
    const auto refused =
        with_values(shipped_rules(),
                    std::vector{value("S1", "few", 2), value("S1", "gap", 2), value("L2", "shortest", 90),
                                value("S99", "few", 3), value("S1", "fwe", 3), value("S5", "apart", 10),
                                value("S5", "apart", 11), value("S1", "several", 11)},
                    test_hash);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::invalid);
    EXPECT_EQ(codes_of(refused),
              (std::vector<std::string>{"S1.few out_of_bounds", "S1.gap protected_threshold",
                                        "L2.shortest protected_threshold", "S99.few unknown_rule",
                                        "S1.fwe unknown_threshold", "S5.apart given_twice",
                                        "S1.several out_of_bounds"}));
    EXPECT_EQ(refused.error().fields[0].message,
              "Le seuil «\u00a0few\u00a0» de la règle S1 va de 3 à 6\u00a0; 2 est refusé.");
}

TEST(RuleSetValues, the_bounds_themselves_are_allowed) {
    for (const int number : {3, 6})
        EXPECT_TRUE(with_values(shipped_rules(), std::vector{value("S1", "few", number)}, test_hash));
    for (const int number : {-1, 0, 2, 7, 1'000'000})
        EXPECT_FALSE(with_values(shipped_rules(), std::vector{value("S1", "few", number)}, test_hash));
}

}  // namespace
}  // namespace prevenance::rules
