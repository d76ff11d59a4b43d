// Days that nobody expects: before 1900, after 2100, an absence open for ten years. The engine must neither
// choke nor be wrong.
#include "rules/engine.h"
#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace prevenance::rules {
namespace {

Date day(int year, unsigned month, unsigned of_month) {
    return std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(of_month);
}

FactId id_of(std::uint8_t number) {
    FactId id;
    id.bytes[15] = number;
    return id;
}

Fact absence(std::uint8_t number, Date start, std::optional<Date> end) {
    return {id_of(number), "MALADIE", start, end, start};
}

// S1 holds on 20 January 2026.
Timeline three_short_absences() {
    Timeline person{{}, day(2020, 1, 1), {}, {}};
    for (const unsigned start : {5U, 12U, 20U})
        person.facts.push_back(
            absence(static_cast<std::uint8_t>(start), day(2026, 1, start), day(2026, 1, start)));
    return person;
}

std::vector<std::string> rules_found(const Timeline& person, Date as_of) {
    std::vector<std::string> ids;
    for (const auto& finding : evaluate(shipped_rules(), person, as_of)) ids.push_back(finding.rule().id);
    return ids;
}

const Finding* find(const std::vector<Finding>& findings, std::string_view rule) {
    const auto at =
        std::ranges::find_if(findings, [&](const Finding& each) { return each.rule().id == rule; });
    return at == findings.end() ? nullptr : &*at;
}

TEST(ExtremeDates, a_fact_before_1900_or_after_2100_changes_no_finding_of_today) {
    const auto today = day(2026, 1, 20);
    const auto before = rules_found(three_short_absences(), today);
    EXPECT_NE(std::ranges::find(before, "S1"), before.end());
    for (const int year : {1, 1850, 1899, 2101, 2199, 9999}) {
        auto person = three_short_absences();
        person.facts.push_back(absence(99, day(year, 3, 1), day(year, 3, 5)));
        EXPECT_EQ(rules_found(person, today), before) << year;
    }
}

TEST(ExtremeDates, an_absence_open_for_ten_years_is_one_long_absence) {
    Timeline person{{}, day(2010, 1, 1), {}, {}};
    person.facts.push_back(absence(1, day(2016, 3, 1), std::nullopt));
    const auto today = day(2026, 3, 1);
    const auto findings = evaluate(shipped_rules(), person, today);
    EXPECT_EQ(find(findings, "S1"), nullptr);
    EXPECT_EQ(find(findings, "L2"), nullptr) << "nothing is due before the end is known";
    const auto* long_stop = find(findings, "L1");
    ASSERT_NE(long_stop, nullptr);
    EXPECT_EQ(long_stop->counted().at("days"), (today - day(2016, 3, 1)).count() + 1);
    EXPECT_EQ(stops_on(shipped_rules(), *long_stop, person), std::nullopt);
}

TEST(ExtremeDates, an_absence_that_never_ended_swallows_the_short_ones_inside_it) {
    auto person = three_short_absences();
    person.facts.insert(person.facts.begin(), absence(1, day(2016, 3, 1), std::nullopt));
    EXPECT_EQ(find(evaluate(shipped_rules(), person, day(2026, 1, 20)), "S1"), nullptr);
}

TEST(ExtremeDates, every_rule_answers_on_any_day) {
    Timeline person{{}, day(1, 1, 1), day(9999, 12, 31), {}};
    std::uint8_t number = 0;
    for (const auto* code : {"MALADIE", "IMPREVUE", "AT", "MP", "REPRISE", "VISITE_5_ANS",
                             "MI_CARRIERE_OUVERTE", "OBS_RETARD", "OBS_PLANNING", "SOUHAITE_ECHANGE"})
        for (const int year : {1, 1899, 2025, 2199, 9999})
            for (const bool open : {false, true}) {
                const auto end = open ? std::nullopt : std::optional(day(year, 12, 30));
                person.facts.push_back({id_of(++number), code, day(year, 1, 2), end, day(year, 1, 2)});
            }
    TeamTimeline team{{}, {{{}, person.entry, person.exit, person.facts}}, {}, {}};
    for (const int year : {1, 1850, 1970, 2026, 2150, 9999})
        for (const auto& [month, of_month] : {std::pair{1U, 1U}, {2U, 28U}, {12U, 31U}}) {
            const auto as_of = day(year, month, of_month);
            for (const auto& finding : evaluate(shipped_rules(), person, as_of))
                for (const auto& evidence : finding.evidence()) EXPECT_LE(evidence.start, as_of);
            for (const auto& finding : evaluate(shipped_rules(), team, as_of))
                EXPECT_FALSE(finding.evidence().empty());
        }
}

}  // namespace
}  // namespace prevenance::rules
