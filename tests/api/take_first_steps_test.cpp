// What a structure says of itself on arrival, through its pages.
#include "tests/api/employer_case.h"

#include <gtest/gtest.h>

namespace prevenance::api {
namespace {

constexpr const char* page_path = "/premiers-pas";

Reply answer(EmployerCase& given, const Fields& fields) {
    given.referent.get(page_path);
    return given.referent.post(page_path, fields);
}

TEST(FirstSteps, point_from_what_is_missing_to_the_page_that_helps) {
    EmployerCase given;
    EXPECT_FALSE(shows(given.referent.get(page_path), "Ce qui peut suivre"))
        << "nothing is missing before an answer";
    ASSERT_EQ(answer(given, {{"tools", "risk_register"}, {"needs", "time"}}).status, 303);
    const auto page = given.referent.get(page_path);
    EXPECT_TRUE(shows(page, "Réponses du 12 mars 2026."));
    EXPECT_TRUE(shows(page, "href=\"/fiches/guide-d-entretien\""));
    EXPECT_FALSE(shows(page, "href=\"/documents/document-unique\"")) << "the structure has that one";
    EXPECT_TRUE(shows(page, "value=\"risk_register\" checked"));
    EXPECT_TRUE(shows(page, "value=\"time\" checked"));
}

TEST(FirstSteps, are_answered_anew_in_place_of_the_earlier_ones) {
    EmployerCase given;
    ASSERT_EQ(answer(given, {{"tools", "risk_register"}, {"needs", "time"}}).status, 303);
    ASSERT_EQ(answer(given, {{"tools", "training"}}).status, 303);
    EXPECT_EQ(given.count("SELECT count(*) FROM structure_answer"), 1);
    EXPECT_FALSE(shows(given.referent.get(page_path), "value=\"risk_register\" checked"));
}

TEST(FirstSteps, with_an_answer_of_no_list_are_refused_and_keep_the_earlier_ones) {
    EmployerCase given;
    ASSERT_EQ(answer(given, {{"tools", "training"}}).status, 303);
    const auto refused = answer(given, {{"tools", "un score"}, {"needs", "santé"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(shows(refused, "Cette réponse n’est plus dans la liste."));
    EXPECT_EQ(given.count("SELECT count(*) FROM structure_answer"), 1);
}

TEST(FirstSteps, of_one_structure_are_not_those_of_another) {
    EmployerCase given;
    ASSERT_EQ(answer(given, {{"tools", "training"}}).status, 303);
    given.instance.employer = given.instance.other_employer;
    given.instance.add_account(Role::referent, "voisine");
    Visitor other{given.instance};
    other.sign_in("voisine", Role::referent);
    EXPECT_FALSE(shows(other.get(page_path), "value=\"training\" checked"));
}

}  // namespace
}  // namespace prevenance::api
