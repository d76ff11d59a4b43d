// The shipped catalogue keeps its promises, and a broken one is refused in words.
#include "rules/signal_catalogue.h"

#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace prevenance::rules {
namespace {

TEST(ShippedCatalogue, eight_cards_and_every_observation) {
    const auto& all = shipped_catalogue().all();
    EXPECT_EQ(std::ranges::count_if(all, &SignalType::quick), 8);
    for (const auto* code :
         {"OBS_RETARD", "OBS_TRANSMISSION", "OBS_OUBLI_TACHE", "OBS_EVITE_MISSION", "OBS_PLANNING",
          "OBS_ANNUL_TARDIVE", "OBS_REUNION", "OBS_MOINS_CONTACT", "OBS_CONFLIT", "OBS_RALENTI",
          "OBS_MATERIEL", "OBS_PAROLE_TRAVAIL", "OBS_PROJET", "OBS_POSITIF"})
        EXPECT_NE(shipped_catalogue().find(code), nullptr) << code;
    EXPECT_FALSE(shipped_catalogue().find("OBS_POSITIF")->counts);
    EXPECT_TRUE(
        std::ranges::any_of(all, [](const SignalType& type) { return type.level == RuleLevel::team; }));
}

TEST(ShippedCatalogue, no_kind_takes_words_by_default) {
    EXPECT_TRUE(std::ranges::none_of(shipped_catalogue().all(), &SignalType::short_text));
}

TEST(ShippedCatalogue, an_absence_is_never_a_signal_and_is_named_without_its_cause) {
    for (const auto* code : {"MALADIE", "IMPREVUE", "AT", "MP"})
        EXPECT_EQ(shipped_catalogue().find(code), nullptr) << code;
    EXPECT_EQ(shipped_catalogue().label_of("MALADIE"), "Absence");
    EXPECT_EQ(shipped_catalogue().label_of("IMPREVUE"), "Absence");
    EXPECT_EQ(shipped_catalogue().label_of("GONE_SINCE"), "GONE_SINCE");
}

TEST(ShippedCatalogue, its_own_words_pass_the_health_words) {
    // Work accidents and the physician's title are work words; everything else must pass the check of short
    // facts.
    std::istringstream words(source_file("config/health_words.txt"));
    for (std::string word; std::getline(words, word);) {
        if (word.empty() || word.front() == '#') continue;
        const bool prefix = word.back() == '*';
        if (prefix) word.pop_back();
        for (const auto& type : shipped_catalogue().all()) {
            const auto label = " " + type.label + " ";
            EXPECT_EQ(label.find(prefix ? " " + word : " " + word + " "), std::string::npos)
                << type.code << " says " << word;
        }
    }
}

TEST(SignalCatalogue, everything_wrong_is_said_at_once) {
    const auto catalogue = read_signal_catalogue("s.yaml", R"(families:
  - { code: words, label: Mots }
signals:
  - { code: A, label: Un, family: wrods, level: individual }
  - { code: A, label: Deux, family: words, level: persno }
  - { code: MALADIE, label: Non, family: words, level: individual, counts: yes }
absences:
  - { code: GREVE, label: Non }
)");
    ASSERT_FALSE(catalogue);
    EXPECT_EQ(
        catalogue.error().detail,
        "s.yaml:4:35: unknown family 'wrods' (did you mean 'words'?)\n"
        "s.yaml:5:5: 'A' is listed twice\n"
        "s.yaml:5:51: unknown level 'persno' (known: individual, team)\n"
        "s.yaml:6:5: 'MALADIE' is an absence: it is imported, never recorded as a signal\n"
        "s.yaml:6:76: 'counts' must be true or false\n"
        "s.yaml:8:5: 'GREVE' is not an absence that is kept (known: MALADIE, IMPREVUE, AT, MP, REPRISE)");
}

TEST(SignalCatalogue, nine_cards_are_too_many) {
    std::string text = "families: [{ code: words, label: Mots }]\nabsences: []\nsignals:\n";
    for (int i = 1; i <= 9; ++i)
        text += "  - { code: A" + std::to_string(i) +
                ", label: L, family: words, level: individual, quick: true }\n";
    const auto catalogue = read_signal_catalogue("s.yaml", text);
    ASSERT_FALSE(catalogue);
    EXPECT_EQ(catalogue.error().detail,
              "s.yaml:12:5: more than 8 quick signals: the screen is read in a minute");
}

}  // namespace
}  // namespace prevenance::rules
