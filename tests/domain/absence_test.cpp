#include "domain/absence.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>

namespace prevenance {
namespace {

Date day(std::string_view iso) {
    return parse_iso_date(iso).value();
}

AbsenceSpell sick(std::string_view start, std::string_view end) {
    return {day(start), day(end), AbsenceCategory::sickness};
}

// Thirty days from a fixed start, so that collisions are the rule.
rc::Gen<AbsenceSpell> any_spell() {
    return rc::gen::map(
        rc::gen::tuple(rc::gen::inRange(0, 60), rc::gen::inRange(0, 9), rc::gen::arbitrary<bool>()),
        [](const std::tuple<int, int, bool>& drawn) {
            const auto [offset, length, is_sick] = drawn;
            const Date start = Date{Days{20000}} + Days{offset};
            const auto category = is_sick ? AbsenceCategory::sickness : AbsenceCategory::unexplained;
            // One in nine goes on.
            return AbsenceSpell{start, length == 8 ? std::nullopt : std::optional{start + Days{length}},
                                category};
        });
}

rc::Gen<std::vector<AbsenceSpell>> any_spells() {
    return rc::gen::container<std::vector<AbsenceSpell>>(any_spell());
}

bool covers(const std::vector<AbsenceSpell>& spells, Date date) {
    return std::ranges::any_of(spells, [&](const AbsenceSpell& spell) {
        return spell.start <= date && (!spell.end || date <= *spell.end);
    });
}

TEST(MergeSpells, joins_two_absences_two_days_apart) {
    const auto merged = merge_spells({sick("2026-01-12", "2026-01-14"), sick("2026-01-17", "2026-01-20")});
    ASSERT_EQ(merged, (std::vector{sick("2026-01-12", "2026-01-20")}));
    EXPECT_EQ(*merged[0].end - merged[0].start + Days{1}, Days{9});
}

TEST(MergeSpells, leaves_two_absences_three_days_apart) {
    const std::vector apart{sick("2026-01-12", "2026-01-14"), sick("2026-01-18", "2026-01-20")};
    EXPECT_EQ(merge_spells(apart), apart);
}

TEST(MergeSpells, an_absence_that_goes_on_takes_in_what_starts_later) {
    const AbsenceSpell ongoing{day("2026-01-12"), std::nullopt, AbsenceCategory::sickness};
    EXPECT_EQ(merge_spells({sick("2026-03-02", "2026-03-04"), ongoing}), std::vector{ongoing});
}

TEST(MergeSpells, a_short_absence_inside_a_long_one_does_not_shorten_it) {
    EXPECT_EQ(merge_spells({sick("2026-01-01", "2026-01-31"), sick("2026-01-05", "2026-01-06")}),
              (std::vector{sick("2026-01-01", "2026-01-31")}));
}

TEST(MergeSpells, an_unexplained_day_before_a_sick_note_is_part_of_the_stop) {
    const AbsenceSpell unexplained{day("2026-01-12"), day("2026-01-12"), AbsenceCategory::unexplained};
    EXPECT_EQ(merge_spells({unexplained, sick("2026-01-13", "2026-01-16")}),
              (std::vector{sick("2026-01-12", "2026-01-16")}));
}

TEST(MergeSpells, keeps_nothing_as_nothing) {
    EXPECT_TRUE(merge_spells({}).empty());
}

RC_GTEST_PROP(MergeSpellsLaws, merging_again_changes_nothing, ()) {
    const auto merged = merge_spells(*any_spells());
    RC_ASSERT(merge_spells(merged) == merged);
}

RC_GTEST_PROP(MergeSpellsLaws, the_order_given_does_not_matter, (std::uint32_t seed)) {
    auto spells = *any_spells();
    const auto merged = merge_spells(spells);
    std::ranges::shuffle(spells, std::mt19937{seed});
    RC_ASSERT(merge_spells(spells) == merged);
}

RC_GTEST_PROP(MergeSpellsLaws, what_is_merged_is_more_than_two_days_apart, ()) {
    const auto merged = merge_spells(*any_spells());
    for (std::size_t i = 1; i < merged.size(); ++i) {
        RC_ASSERT(merged[i - 1].end.has_value());
        RC_ASSERT(merged[i].start - *merged[i - 1].end - Days{1} > bridged_gap);
    }
}

RC_GTEST_PROP(MergeSpellsLaws, no_absent_day_is_lost_and_no_long_pause_is_filled, ()) {
    const auto spells = *any_spells();
    const auto merged = merge_spells(spells);
    for (int offset = -5; offset < 80; ++offset) {
        const Date date = Date{Days{20000}} + Days{offset};
        if (covers(spells, date)) RC_ASSERT(covers(merged, date));
        const bool filled = covers(merged, date) && !covers(spells, date);
        // A day that merging added lies within two days of an absence before it.
        if (filled) RC_ASSERT(covers(spells, date - Days{1}) || covers(spells, date - Days{2}));
    }
}

RC_GTEST_PROP(MergeSpellsLaws, merging_in_two_steps_is_merging_at_once, ()) {
    const auto first = *any_spells();
    const auto second = *any_spells();
    auto all = first;
    all.insert(all.end(), second.begin(), second.end());
    auto in_steps = merge_spells(first);
    in_steps.insert(in_steps.end(), second.begin(), second.end());
    RC_ASSERT(merge_spells(in_steps) == merge_spells(all));
}

TEST(AbsenceCode, is_read_back_and_nothing_else_is) {
    EXPECT_EQ(parse_absence_code("MALADIE"), AbsenceCategory::sickness);
    EXPECT_EQ(parse_absence_code("IMPREVUE"), AbsenceCategory::unexplained);
    for (const auto category : {AbsenceCategory::sickness, AbsenceCategory::unexplained})
        EXPECT_EQ(parse_absence_code(absence_code(category)), category);
    for (const auto code : {"", "maladie", "AT", "MATERNITE", "NON_COMPTEE"})
        EXPECT_FALSE(parse_absence_code(code)) << code;
}

}  // namespace
}  // namespace prevenance
