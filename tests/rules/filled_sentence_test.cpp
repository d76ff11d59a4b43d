// Numbers in French sentences: what agrees with them, and what must not.
#include "rules/filled_sentence.h"

#include <gtest/gtest.h>

#include <map>

namespace prevenance::rules {
namespace {

std::string with(std::string_view sentence, const std::map<std::string, int>& numbers) {
    return filled(sentence, [&](std::string_view name) -> std::optional<FilledNumber> {
        const auto at = numbers.find(std::string(name));
        if (at == numbers.end()) return std::nullopt;
        return FilledNumber{at->second, name.ends_with("per_mille")};
    });
}

TEST(FilledSentence, nought_and_one_are_singular_as_french_counts) {
    const auto* sentence = "{entries} arrivées et {exits} départs pour {headcount} personnes.";
    EXPECT_EQ(with(sentence, {{"entries", 0}, {"exits", 1}, {"headcount", 2}}),
              "0 arrivée et 1 départ pour 2 personnes.");
    EXPECT_EQ(with(sentence, {{"entries", 3}, {"exits", 10}, {"headcount", 1}}),
              "3 arrivées et 10 départs pour 1 personne.");
}

TEST(FilledSentence, adjectives_agree_too) {
    EXPECT_EQ(with("{n} constats datés en {days} jours", {{"n", 1}, {"days", 90}}),
              "1 constat daté en 90 jours");
    EXPECT_EQ(with("{n} réclamations ou événements indésirables pour {n} interventions", {{"n", 1}}),
              "1 réclamation ou événement indésirable pour 1 intervention");
}

TEST(FilledSentence, some_words_end_in_s_by_nature) {
    EXPECT_EQ(with("{n} mois après, {n} fois, {n} ou plus", {{"n", 1}}), "1 mois après, 1 fois, 1 ou plus");
    EXPECT_EQ(with("{n} départs moins de {n} jours après", {{"n", 1}}), "1 départ moins de 1 jour après");
}

TEST(FilledSentence, the_first_day_is_written_1er) {
    EXPECT_EQ(with("son {days}e jour", {{"days", 1}}), "son 1er jour");
    EXPECT_EQ(with("son {days}e jour", {{"days", 31}}), "son 31e jour");
}

TEST(FilledSentence, per_mille_is_the_percentage_people_know) {
    EXPECT_EQ(with("{per_mille} de rotation", {{"per_mille", 312}}), "31,2\u00A0% de rotation");
    EXPECT_EQ(with("{per_mille} personnes", {{"per_mille", 10}}), "1\u00A0% personnes")
        << "a percentage changes no word";
}

TEST(FilledSentence, great_numbers_are_grouped) {
    EXPECT_EQ(with("{n} heures", {{"n", 1000000}}), "1\u202F000\u202F000 heures");
    EXPECT_EQ(with("{n} personnes", {{"n", 1000}}), "1000 personnes");
}

TEST(FilledSentence, an_unknown_name_waits_and_then_is_a_question_mark) {
    EXPECT_EQ(with("{count} faits, {window} jours", {{"window", 1}}), "{count} faits, 1 jour");
    EXPECT_EQ(without_names("{count} faits"), "? faits");
    EXPECT_EQ(with("{never closed", {}), "{never closed");
}

}  // namespace
}  // namespace prevenance::rules
