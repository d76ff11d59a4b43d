// When a sheet asks to be checked again, what the directory keeps of two sheets with one id, and the walk
// through the tree.
#include "domain/directory.h"

#include "domain/orientation.h"

#include <gtest/gtest.h>

namespace prevenance {
namespace {

Date day(const char* text) {
    return parse_iso_date(text).value();
}

TEST(IsToBeChecked, the_day_after_six_calendar_months_and_not_before) {
    EXPECT_FALSE(is_to_be_checked(day("2026-03-12"), day("2026-03-12")));
    EXPECT_FALSE(is_to_be_checked(day("2026-03-12"), day("2026-09-11")));
    EXPECT_FALSE(is_to_be_checked(day("2026-03-12"), day("2026-09-12"))) << "six months old, not more";
    EXPECT_TRUE(is_to_be_checked(day("2026-03-12"), day("2026-09-13")));
}

TEST(IsToBeChecked, months_end_where_they_end) {
    EXPECT_FALSE(is_to_be_checked(day("2025-08-31"), day("2026-02-28")));
    EXPECT_TRUE(is_to_be_checked(day("2025-08-31"), day("2026-03-01")));
    EXPECT_FALSE(is_to_be_checked(day("2023-08-31"), day("2024-02-29")));
    EXPECT_TRUE(is_to_be_checked(day("2023-08-31"), day("2024-03-01")));
}

TEST(IsToBeChecked, never_checked_or_checked_tomorrow) {
    EXPECT_TRUE(is_to_be_checked(std::nullopt, day("2026-03-12")));
    EXPECT_TRUE(is_to_be_checked(day("2026-03-13"), day("2026-03-12"))) << "nobody did that yet";
}

Sheet sheet(const std::string& id, const std::string& name, const std::string& structure = {}) {
    Sheet made;
    made.id = id;
    made.name = name;
    made.structure_id = structure;
    return made;
}

TEST(Directory, a_later_sheet_replaces_the_one_of_the_same_id) {
    Directory directory;
    directory.put(sheet("a--1", "Zèbre"));
    directory.put(sheet("a--2", "écluse"));
    directory.put(sheet("a--1", "Abri"));
    ASSERT_EQ(directory.all().size(), 2U);
    EXPECT_EQ(directory.all()[0].name, "Abri");
    EXPECT_EQ(directory.all()[1].name, "écluse");
    EXPECT_EQ(directory.find("a--3"), nullptr);
}

TEST(Directory, knows_the_services_of_a_structure_and_none_of_nothing) {
    Directory directory;
    directory.put(sheet("a--1", "Une structure"));
    directory.put(sheet("a--2", "Un service", "a--1"));
    ASSERT_EQ(directory.services_of("a--1").size(), 1U);
    EXPECT_EQ(directory.services_of("a--1")[0]->id, "a--2");
    EXPECT_TRUE(directory.services_of("").empty()) << "structures belong to nobody";
}

// moment → poste → poste-leaf, and moment → poste-leaf.
OrientationTree tree() {
    return {"moment",
            {{"moment", "Quand ?", "", {{"Au travail", "poste"}, {"Ailleurs", "feuille"}}, {}},
             {"poste", "Quoi ?", "", {{"Le poste", "feuille"}}, {}},
             {"feuille", "Le poste", "", {}, {{"Une visite", "", {"a--1"}}}}}};
}

TEST(OrientationTree, walks_the_way_the_address_says) {
    const auto all = tree();
    const auto start = all.walk("");
    ASSERT_TRUE(start);
    EXPECT_EQ(start->node->name, "moment");
    EXPECT_TRUE(start->way.empty());
}

TEST(OrientationTree, the_way_names_each_answer) {
    const auto all = tree();
    const auto leaf = all.walk("poste.feuille");
    ASSERT_TRUE(leaf);
    EXPECT_TRUE(leaf->node->is_leaf());
    ASSERT_EQ(leaf->way.size(), 2U);
    EXPECT_EQ(leaf->way[0].label, "Au travail");
    EXPECT_EQ(leaf->way[0].path, "poste");
    EXPECT_EQ(leaf->way[1].label, "Le poste");
    EXPECT_EQ(leaf->way[1].path, "poste.feuille");
    ASSERT_TRUE(all.walk("feuille"));
    EXPECT_EQ(all.walk("feuille")->way.size(), 1U) << "the same leaf by another way";
}

TEST(OrientationTree, no_way_that_the_choices_do_not_give) {
    for (const auto* way : {"moment", "inconnu", "poste.poste", "feuille.poste", "poste.", ".poste", ".",
                            "poste..feuille", "poste.feuille.", "Poste"})
        EXPECT_FALSE(tree().walk(way)) << way;
    EXPECT_FALSE(OrientationTree{}.walk(""));
}

}  // namespace
}  // namespace prevenance
