#include "domain/choice_list.h"

#include <gtest/gtest.h>

namespace prevenance {
namespace {

TEST(ChoiceList, keeps_the_order_of_the_file) {
    const auto list = ChoiceList::parse("f.csv", "# Why\ncode;label\nhours;Horaires\n\ntravel;Trajets");
    ASSERT_TRUE(list);
    EXPECT_EQ(list->codes(), (std::vector<std::string>{"hours", "travel"}));
    EXPECT_EQ(list->label_of("travel"), "Trajets");
    EXPECT_TRUE(list->has("hours"));
}

TEST(ChoiceList, an_old_code_stays_readable_but_cannot_be_chosen) {
    const auto list = ChoiceList::parse("f.csv", "code;label\nhours;Horaires\n");
    ASSERT_TRUE(list);
    EXPECT_FALSE(list->has("gone"));
    EXPECT_EQ(list->label_of("gone"), "gone");
}

TEST(ChoiceList, says_every_wrong_line_with_its_number) {
    const auto list = ChoiceList::parse(
        "f.csv", "code;label\nhours\nHours;Horaires\nok;Bien\nok;Deux fois\na;b;c\n;vide\nx;\n");
    ASSERT_FALSE(list);
    std::vector<std::string> places;
    for (const auto& field : list.error().fields) places.push_back(field.field);
    EXPECT_EQ(places, (std::vector<std::string>{"f.csv, ligne 2", "f.csv, ligne 3", "f.csv, ligne 5",
                                                "f.csv, ligne 6", "f.csv, ligne 7", "f.csv, ligne 8"}));
}

TEST(ChoiceList, codes_in_capitals_are_another_kind_of_list) {
    const auto list = ChoiceList::parse("f.csv", "code;label\n2A;Corse-du-Sud\n", CodeLetters::capital);
    ASSERT_TRUE(list);
    EXPECT_EQ(list->label_of("2A"), "Corse-du-Sud");
    EXPECT_FALSE(ChoiceList::parse("f.csv", "code;label\n2a;Corse-du-Sud\n", CodeLetters::capital));
    EXPECT_FALSE(ChoiceList::parse("f.csv", "code;label\n2A;Corse-du-Sud\n"));
}

TEST(ChoiceList, an_empty_list_or_another_file_is_refused) {
    for (const auto* text : {"", "# nothing\n", "code;label\n", "code,label\nhours,Horaires\n"})
        EXPECT_FALSE(ChoiceList::parse("f.csv", text)) << text;
}

}  // namespace
}  // namespace prevenance
