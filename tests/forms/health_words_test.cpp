#include "forms/health_words.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace prevenance::forms {
namespace {

using Words = std::vector<std::string>;

HealthWords shipped() {
    std::ifstream file{PREVENANCE_SOURCE_DIR "/config/health_words.txt"};
    std::stringstream text;
    text << file.rdbuf();
    return HealthWords::read(text.str());
}

TEST(HealthWords, case_accents_hyphens_and_the_way_accents_are_written_make_no_difference) {
    const auto list = shipped();
    for (const auto* text : {"dépression", "DEPRESSION", "Une De\u0301pression ?", "un burn-out",
                             "un BURN OUT", "mal au dos.", "l’hôpital", "HOPITAL", "tire au flanc", "RQTH:"})
        EXPECT_FALSE(list.found_in(text).empty()) << text;
}

TEST(HealthWords, a_word_is_a_whole_word_and_a_star_is_a_beginning) {
    const auto list = HealthWords::read("# comment\n\ndos\npsych*\narrêt pour\n");
    EXPECT_EQ(list.found_in("le dosage des produits, un sac à dossier"), Words{});
    EXPECT_EQ(list.found_in("elle voit un psychologue"), Words{"psych"});
    EXPECT_EQ(list.found_in("un arrêt, pour une pause"), Words{"arrêt pour"});
    EXPECT_EQ(list.found_in("pour un arrêt"), Words{});
}

TEST(HealthWords, facts_of_work_pass) {
    const auto list = shipped();
    for (const auto* text :
         {"Deux arrivées après 8 h 30 cette semaine", "Demande à ne plus faire les transferts",
          "Les transmissions du lundi manquent", ""})
        EXPECT_EQ(list.found_in(text), Words{}) << text;
}

TEST(HealthWords, every_word_found_is_named_once) {
    const auto list = shipped();
    EXPECT_EQ(list.found_in("dos, dépression, encore le dos, déprimé"), (Words{"dépress", "dos"}));
    EXPECT_NE(health_word_message({"dépress", "dos"}).find("«\u00a0dépress\u00a0», «\u00a0dos\u00a0»"),
              std::string::npos);
}

}  // namespace
}  // namespace prevenance::forms
