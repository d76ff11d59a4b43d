#include "integrations/imports/absence_reasons.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <iterator>

namespace prevenance::integrations {
namespace {

const std::filesystem::path shipped_file =
    std::filesystem::path{PREVENANCE_SOURCE_DIR} / "config/absence_reasons.csv";

AbsenceReasons shipped() {
    const auto reasons = AbsenceReasons::from_file(shipped_file);
    if (!reasons)
        ADD_FAILURE() << (reasons.error().fields.empty() ? reasons.error().detail
                                                         : reasons.error().fields[0].message);
    return reasons.value_or(AbsenceReasons{});
}

TEST(AbsenceReasons, two_kinds_may_count) {
    const auto reasons = shipped();
    for (const auto label :
         {"Maladie", "MALADIE", "arret maladie", "Arrêt maladie ", "Maladie non professionnelle"})
        EXPECT_EQ(reasons.category_of(label), AbsenceCategory::sickness) << label;
    for (const auto label : {"Absence non motivée", "absence injustifiée", "Absence imprévue"})
        EXPECT_EQ(reasons.category_of(label), AbsenceCategory::unexplained) << label;
}

// Every cause of domain.md §3.2 that the law protects, as payroll software words it.
constexpr std::array protected_labels = {"AT",
                                         "Accident du travail",
                                         "Accident de trajet",
                                         "Maladie professionnelle",
                                         "MP",
                                         "Maternité",
                                         "Congé maternité",
                                         "Congé de paternité et d’accueil de l’enfant",
                                         "Adoption",
                                         "Congé supplémentaire de naissance",
                                         "Examens prénataux",
                                         "AMP",
                                         "Fausse couche",
                                         "IVG",
                                         "Arrêt lié à la grossesse",
                                         "Congé pathologique",
                                         "Congé parental",
                                         "Présence parentale",
                                         "Enfant malade",
                                         "Proche aidant",
                                         "Solidarité familiale",
                                         "Événement familial",
                                         "Deuil",
                                         "Décès d’un proche",
                                         "Annonce du handicap d’un enfant",
                                         "Soins ALD",
                                         "ALD",
                                         "Travailleur handicapé",
                                         "Temps partiel thérapeutique",
                                         "Mi-temps thérapeutique",
                                         "TPT",
                                         "Grève",
                                         "GREVE",
                                         "Mandat",
                                         "Heures de délégation",
                                         "CSE",
                                         "Formation syndicale",
                                         "CFESES",
                                         "Conseil de prud’hommes",
                                         "Conseiller du salarié",
                                         "Droit de retrait",
                                         "Visite médicale",
                                         "Visite médecine du travail",
                                         "Formation",
                                         "CPF",
                                         "VAE",
                                         "PTP",
                                         "Congés payés",
                                         "CP",
                                         "RTT",
                                         "Repos compensateur",
                                         "Juré d’assises",
                                         "Réserve militaire",
                                         "Réserviste",
                                         "Sapeur-pompier volontaire",
                                         "Élu local",
                                         "Rendez-vous médical",
                                         "Don du sang",
                                         "Congé sans solde"};

TEST(AbsenceReasons, what_the_law_protects_never_counts_nor_can_be_made_to) {
    const auto reasons = shipped();
    for (const std::string label : protected_labels) {
        EXPECT_FALSE(reasons.category_of(label)) << label;
        EXPECT_TRUE(reasons.is_protected(label)) << label;
        const auto profile = reasons.with_profile({{label, AbsenceCategory::sickness}});
        ASSERT_FALSE(profile) << label;
        EXPECT_EQ(profile.error().fields.at(0).code, "reason_protected");
    }
}

TEST(AbsenceReasons, what_is_not_known_does_not_count) {
    for (const auto label : {"", " ", "XYZ", "Divers", "Maladie ?! 3", "Autre", "Absence"})
        EXPECT_FALSE(shipped().category_of(label)) << label;
}

TEST(AbsenceReasons, an_employer_adds_its_own_labels) {
    const auto profile = shipped().with_profile(
        {{"AB12", AbsenceCategory::sickness}, {"Divers", AbsenceCategory::unexplained}});
    ASSERT_TRUE(profile);
    EXPECT_EQ(profile->category_of("ab 12"), AbsenceCategory::sickness);
    EXPECT_EQ(profile->category_of("DIVERS"), AbsenceCategory::unexplained);
    EXPECT_FALSE(shipped().category_of("AB12"));
}

TEST(AbsenceReasons, all_refused_labels_are_named) {
    const auto profile = shipped().with_profile({{"Grève", AbsenceCategory::unexplained},
                                                 {"AB12", AbsenceCategory::sickness},
                                                 {"Arrêt maternité", AbsenceCategory::sickness},
                                                 {"...", AbsenceCategory::sickness}});
    ASSERT_FALSE(profile);
    EXPECT_EQ(profile.error().fields.size(), 3U);
}

TEST(AbsenceReasons, no_label_of_the_shipped_file_both_counts_and_is_protected) {
    const auto reasons = shipped();
    std::ifstream file{shipped_file};
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    const auto table = read_table_file(bytes).value();
    std::size_t counting = 0;
    for (const auto& row : table.rows) {
        const bool counts = row.cells[1] == "sickness" || row.cells[1] == "unexplained";
        counting += counts ? 1 : 0;
        EXPECT_EQ(reasons.category_of(row.cells[0]).has_value(), counts) << row.cells[0];
        // A protected label says on what article it rests.
        EXPECT_TRUE(counts || !row.cells[2].empty()) << row.cells[0];
    }
    EXPECT_GE(counting, 25U);
}

TEST(AbsenceReasons, a_faulty_file_is_refused_with_every_line) {
    const auto reasons = AbsenceReasons::from_csv(
        "label;treatment\nMaladie;sickness\nGrève;count\nmaladie;protected\n???;protected\n");
    ASSERT_FALSE(reasons);
    ASSERT_EQ(reasons.error().fields.size(), 3U);
    EXPECT_EQ(reasons.error().fields[0].code, "reason_treatment");
    EXPECT_EQ(reasons.error().fields[1].code, "reason_twice");
    EXPECT_EQ(reasons.error().fields[2].code, "reason_empty");
    EXPECT_FALSE(AbsenceReasons::from_csv("libelle;categorie\nMaladie;sickness\n"));
    EXPECT_FALSE(AbsenceReasons::from_file("/no/such/file.csv"));
}

TEST(AbsenceReasons, are_listed_for_the_mapping_page) {
    const auto table =
        read_table_file("m;d;motif\n1;1;Maladie\n2;1;Grève\n3;1;AB12\n4;1;Maladie\n5;1;\n").value();
    const auto labels = list_reasons(table, {{AbsenceColumn::reason, 2}}, shipped());
    ASSERT_EQ(labels.size(), 4U);
    EXPECT_EQ(labels[0].label.reveal(), "Maladie");
    EXPECT_EQ(labels[0].rows, 2U);
    EXPECT_EQ(labels[0].category, AbsenceCategory::sickness);
    EXPECT_FALSE(labels[1].category);
    EXPECT_FALSE(labels[1].may_be_chosen);
    EXPECT_FALSE(labels[2].category);
    EXPECT_TRUE(labels[2].may_be_chosen);
    EXPECT_FALSE(labels[3].may_be_chosen);
    EXPECT_EQ(list_reasons(table, {{AbsenceColumn::reason, 2}}, shipped(), 1).size(), 1U);
}

}  // namespace
}  // namespace prevenance::integrations
