#include "domain/procedure.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace prevenance {
namespace {

Date day(std::string_view text) {
    return *parse_iso_date(text);
}

TEST(VisitMayBeSuggested, on_two_families_or_on_the_persons_wish) {
    EXPECT_FALSE(visit_may_be_suggested({}, OwnWish::none));
    EXPECT_FALSE(visit_may_be_suggested({"absences"}, OwnWish::none));
    EXPECT_TRUE(visit_may_be_suggested({"absences", "requests"}, OwnWish::none));
    EXPECT_TRUE(visit_may_be_suggested({}, OwnWish::expressed));
    EXPECT_TRUE(visit_may_be_suggested({"absences"}, OwnWish::expressed));
}

RC_GTEST_PROP(VisitMayBeSuggested, never_depends_on_how_many_facts_one_family_has,
              (const std::string& family)) {
    RC_ASSERT(!visit_may_be_suggested({family, family, family}, OwnWish::none));
}

RC_GTEST_PROP(VisitMayBeSuggested, another_family_never_takes_it_back, (std::set<std::string> families)) {
    const auto before = visit_may_be_suggested(families, OwnWish::none);
    families.insert("one more");
    RC_ASSERT(!before || visit_may_be_suggested(families, OwnWish::none));
}

TEST(Postponement, ends_within_three_calendar_months) {
    const auto today = day("2026-11-30");
    EXPECT_FALSE(may_be_postponed_until(day("2026-11-30"), today));
    EXPECT_TRUE(may_be_postponed_until(day("2026-12-01"), today));
    EXPECT_TRUE(may_be_postponed_until(day("2027-02-28"), today));
    EXPECT_FALSE(may_be_postponed_until(day("2027-03-01"), today));
}

TEST(Names, are_read_back_as_they_were_written) {
    for (const auto& [mode, name] : interview_mode_names)
        EXPECT_EQ(value_in(interview_mode_names, name), mode);
    for (const auto& [wish, name] : interview_wish_names)
        EXPECT_EQ(name_in(interview_wish_names, wish), name);
    EXPECT_FALSE(value_in(measure_answer_names, "refused"));
    EXPECT_FALSE(value_in(measure_answer_names, ""));
}

}  // namespace
}  // namespace prevenance
