// People are asked once about the same facts.
#include "rules/novelty.h"

#include <gtest/gtest.h>

namespace prevenance::rules {
namespace {

Date day(int number) {
    return Date{Days{20000 + number}};
}

Evidence piece(std::initializer_list<std::uint8_t> facts, int start) {
    Evidence evidence{{}, "MALADIE", day(start), day(start)};
    for (const auto number : facts) {
        FactId id;
        id.bytes[0] = number;
        evidence.facts.push_back(id);
    }
    return evidence;
}

Finding finding(std::string rule, std::vector<Evidence> evidence, std::string version = "1") {
    return *Finding::make({std::move(rule), std::move(version), ""}, RuleFamily::signal,
                          RuleLevel::individual, EmployeeId{}, day(0), std::move(evidence), {});
}

std::size_t new_of(std::vector<Finding> fresh, std::vector<EarlierSuggestion> earlier) {
    return new_findings(std::move(fresh), earlier).size();
}

TEST(Novelty, the_first_finding_is_new) {
    EXPECT_EQ(new_of({finding("S1", {piece({1}, 1)})}, {}), 1U);
}

TEST(Novelty, while_one_is_open_no_second_is_made) {
    const EarlierSuggestion open{"S1", true, {piece({1}, 1)}};
    EXPECT_EQ(new_of({finding("S1", {piece({1}, 1), piece({2}, 2)})}, {open}), 0U);
    EXPECT_EQ(new_of({finding("S1", {piece({9}, 9)})}, {open}), 0U);
}

TEST(Novelty, the_same_facts_never_suggest_twice) {
    const EarlierSuggestion closed{"S1", false, {piece({1}, 1), piece({2}, 2)}};
    EXPECT_EQ(new_of({finding("S1", {piece({1}, 1), piece({2}, 2)})}, {closed}), 0U);
    EXPECT_EQ(new_of({finding("S1", {piece({2}, 2)})}, {closed}), 0U) << "fewer of them neither";
}

TEST(Novelty, the_same_facts_merged_otherwise_are_the_same_facts) {
    const EarlierSuggestion closed{"S1", false, {piece({1}, 1), piece({2}, 2)}};
    EXPECT_EQ(new_of({finding("S1", {piece({1, 2}, 1)})}, {closed}), 0U);
}

TEST(Novelty, one_new_fact_after_closing_suggests_again) {
    const EarlierSuggestion closed{"S1", false, {piece({1}, 1), piece({2}, 2)}};
    EXPECT_EQ(new_of({finding("S1", {piece({2}, 2), piece({3}, 3)})}, {closed}), 1U);
}

TEST(Novelty, facts_are_looked_for_in_every_earlier_suggestion_of_the_rule) {
    const EarlierSuggestion first{"S1", false, {piece({1}, 1)}};
    const EarlierSuggestion second{"S1", false, {piece({2}, 2)}};
    EXPECT_EQ(new_of({finding("S1", {piece({1}, 1), piece({2}, 2)})}, {first, second}), 0U);
}

TEST(Novelty, another_rule_is_another_matter) {
    const EarlierSuggestion open{"S5", true, {piece({1}, 1)}};
    EXPECT_EQ(new_of({finding("S1", {piece({1}, 1)})}, {open}), 1U);
}

TEST(Novelty, a_new_version_of_a_rule_does_not_ask_again) {
    const EarlierSuggestion closed{"S1", false, {piece({1}, 1)}};
    EXPECT_EQ(new_of({finding("S1", {piece({1}, 1)}, "2")}, {closed}), 0U);
}

TEST(Novelty, comings_and_goings_are_known_by_code_and_day) {
    const Evidence left{{}, "SORTIE", day(1), day(1)};
    const Evidence left_later{{}, "SORTIE", day(2), day(2)};
    const EarlierSuggestion closed{"T1", false, {left}};
    EXPECT_EQ(new_of({finding("T1", {left})}, {closed}), 0U);
    EXPECT_EQ(new_of({finding("T1", {left, left_later})}, {closed}), 1U);
}

}  // namespace
}  // namespace prevenance::rules
