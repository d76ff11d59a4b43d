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
        "s.yaml:4:35: signals[0].family: famille inconnue «\u00a0wrods\u00a0». Vouliez-vous dire "
        "«\u00a0words\u00a0»\u00a0? [unknown_family]\n"
        "s.yaml:5:5: signals[1]: «\u00a0A\u00a0» est donné deux fois [duplicate_code]\n"
        "s.yaml:5:51: signals[1].level: mot inconnu «\u00a0persno\u00a0». Noms connus\u00a0: individual, "
        "team "
        "[unknown_word]\n"
        "s.yaml:6:5: signals[2]: «\u00a0MALADIE\u00a0» est une absence\u00a0: elle s’importe, et ne "
        "s’enregistre "
        "jamais comme signal [absence_as_signal]\n"
        "s.yaml:6:76: signals[2].counts: «\u00a0counts\u00a0» doit être true ou false [not_a_flag]\n"
        "s.yaml:8:5: absences[0]: «\u00a0GREVE\u00a0» n’est pas une absence qui se garde. Noms connus\u00a0: "
        "MALADIE, IMPREVUE, AT, MP, REPRISE [unknown_absence]");
}

TEST(SignalCatalogue, nine_cards_are_too_many) {
    std::string text = "families: [{ code: words, label: Mots }]\nabsences: []\nsignals:\n";
    for (int i = 1; i <= 9; ++i)
        text += "  - { code: A" + std::to_string(i) +
                ", label: L, family: words, level: individual, quick: true }\n";
    const auto catalogue = read_signal_catalogue("s.yaml", text);
    ASSERT_FALSE(catalogue);
    EXPECT_EQ(catalogue.error().detail,
              "s.yaml:12:5: signals[8]: plus de 8 signaux rapides\u00a0: l’écran se lit en une minute "
              "[too_many_quick]");
}

}  // namespace
}  // namespace prevenance::rules
