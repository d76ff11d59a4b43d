#include "domain/absence_match.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace prevenance {
namespace {

constexpr auto sick = AbsenceCategory::sickness;
constexpr auto unexplained = AbsenceCategory::unexplained;

Date day(int number) {
    return *parse_iso_date("2026-01-01") + Days{number};
}

AbsenceSpell spell(int start, int end, AbsenceCategory category = sick) {
    return {day(start), day(end), category};
}
AbsenceSpell open_spell(int start) {
    return {day(start), std::nullopt, sick};
}

TEST(AbsenceMatch, an_absence_nobody_knew_is_new) {
    EXPECT_EQ(match_absence(spell(10, 12), {}).kind, AgainstKnown::is_new);
    const auto beside = match_absence(spell(10, 12), {spell(1, 9), spell(13, 20)});
    EXPECT_EQ(beside.kind, AgainstKnown::is_new);
    EXPECT_FALSE(beside.overlaps);
}

TEST(AbsenceMatch, the_same_absence_is_known) {
    EXPECT_EQ(match_absence(spell(10, 12), {spell(1, 3), spell(10, 12)}),
              (AbsenceMatch{AgainstKnown::known, 1, false, false}));
}

TEST(AbsenceMatch, a_later_end_prolongs_and_a_first_end_ends) {
    EXPECT_EQ(match_absence(spell(10, 20), {spell(10, 12)}).kind, AgainstKnown::changes);
    EXPECT_EQ(match_absence(spell(10, 20), {open_spell(10)}).kind, AgainstKnown::changes);
    EXPECT_EQ(changed_absence(open_spell(10), spell(10, 20)), spell(10, 20));
}

TEST(AbsenceMatch, an_end_that_is_known_is_never_taken_back) {
    EXPECT_EQ(match_absence(spell(10, 11), {spell(10, 12)}),
              (AbsenceMatch{AgainstKnown::known, 0, false, true}));
    EXPECT_EQ(match_absence(open_spell(10), {spell(10, 12)}),
              (AbsenceMatch{AgainstKnown::known, 0, false, true}));
}

TEST(AbsenceMatch, a_sick_note_explains_and_nothing_unexplains) {
    EXPECT_EQ(match_absence(spell(10, 12, sick), {spell(10, 12, unexplained)}).kind, AgainstKnown::changes);
    EXPECT_EQ(match_absence(spell(10, 12, unexplained), {spell(10, 12, sick)}).kind, AgainstKnown::known);
    EXPECT_EQ(changed_absence(spell(10, 15, unexplained), spell(10, 12, sick)), spell(10, 15, sick));
}

TEST(AbsenceMatch, an_absence_inside_a_known_one_is_known_and_one_across_its_edge_is_worth_a_look) {
    EXPECT_EQ(match_absence(spell(11, 12), {spell(10, 12)}).kind, AgainstKnown::known);
    EXPECT_EQ(match_absence(spell(11, 12), {open_spell(10)}).kind, AgainstKnown::known);
    const auto across = match_absence(spell(11, 15), {spell(10, 12)});
    EXPECT_EQ(across.kind, AgainstKnown::is_new);
    EXPECT_TRUE(across.overlaps);
}

// What an import does with a file, done to values.
void take_in(std::vector<AbsenceSpell>& known, const std::vector<AbsenceSpell>& file) {
    for (const auto& absence : file) {
        const auto match = match_absence(absence, known);
        if (match.kind == AgainstKnown::is_new) known.push_back(absence);
        if (match.kind == AgainstKnown::changes)
            known[*match.known] = changed_absence(known[*match.known], absence);
    }
}

std::vector<AbsenceSpell> drawn_file() {
    std::vector<AbsenceSpell> file;
    for (const auto& [start, length, kind] : *rc::gen::container<std::vector<std::tuple<int, int, int>>>(
             rc::gen::tuple(rc::gen::inRange(0, 60), rc::gen::inRange(0, 12), rc::gen::inRange(0, 3))))
        file.push_back(kind == 2 ? open_spell(start)
                                 : spell(start, start + length, kind == 0 ? sick : unexplained));
    return merge_spells(file);
}

RC_GTEST_PROP(AbsenceMatch, a_file_taken_in_again_changes_nothing, ()) {
    std::vector<AbsenceSpell> known;
    take_in(known, drawn_file());
    const auto file = drawn_file();
    take_in(known, file);
    const auto once = known;
    take_in(known, file);
    RC_ASSERT(known == once);
}

RC_GTEST_PROP(AbsenceMatch, nobody_has_two_absences_that_start_the_same_day, ()) {
    std::vector<AbsenceSpell> known;
    for (int i = 0; i < 3; ++i) take_in(known, drawn_file());
    for (std::size_t i = 0; i < known.size(); ++i)
        for (std::size_t k = i + 1; k < known.size(); ++k) RC_ASSERT(known[i].start != known[k].start);
}

}  // namespace
}  // namespace prevenance
