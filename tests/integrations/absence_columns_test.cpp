#include "integrations/imports/absence_columns.h"

#include "domain/folded_text.h"

#include <gtest/gtest.h>

namespace prevenance::integrations {
namespace {

TableFile read(std::string_view bytes) {
    return read_table_file(bytes).value();
}

std::vector<std::string> codes(const std::vector<FieldError>& errors) {
    std::vector<std::string> found;
    for (const auto& error : errors) found.push_back(error.field + ":" + error.code);
    return found;
}

TEST(FoldedText, forgets_case_accents_spaces_and_punctuation) {
    EXPECT_EQ(folded("  N° Salarié "), "nsalarie");
    EXPECT_EQ(folded("DATE_DÉBUT"), "datedebut");
    EXPECT_EQ(folded("Prud’homme"), "prudhomme");
    EXPECT_EQ(folded("Œuvre, Æther ÿ × ÷"), "oeuvreaethery");
    EXPECT_EQ(folded("début"), folded("de\u0301but"));  // the accent as a character of its own
    EXPECT_EQ(folded("\xC3"), "");
    EXPECT_EQ(folded_words("Arrêt AT – l’été\u00a0: 3"),
              (std::vector<std::string>{"arret", "at", "l", "ete", "3"}));
    EXPECT_TRUE(folded_words(" – ").empty());
}

TEST(AbsenceColumns, are_found_in_the_layouts_of_known_software) {
    using enum AbsenceColumn;
    const auto courier = read("matricule;date_debut;date_fin;motif;nb_heures\n1;2;3;4;5\n");
    EXPECT_EQ(detect_columns(courier),
              (ColumnMapping{{payroll_number, 0}, {start, 1}, {end, 2}, {reason, 3}, {hours, 4}}));

    const auto lucca = read(
        "legalEntity,employeeNumber,lastName,firstName,accountID,startDate,flagStartDate,endDate,flagEndDate,"
        "nbHours,isApproved\nAgence Nord,12,X,Y,Maladie,01/02/2026,AM,02/02/2026,PM,7,oui\n");
    EXPECT_EQ(detect_columns(lucca), (ColumnMapping{{payroll_number, 1},
                                                    {reason, 4},
                                                    {start, 5},
                                                    {half_day_start, 6},
                                                    {end, 7},
                                                    {half_day_end, 8},
                                                    {hours, 9},
                                                    {approved, 10}}));

    const auto ohris = read(
        "Matricule;Libellé type;Début;Demi-journée début;Fin;Demi-journée fin;Décompte\n1;2;3;4;5;6;7\n");
    EXPECT_EQ(detect_columns(ohris), (ColumnMapping{{payroll_number, 0},
                                                    {reason, 1},
                                                    {start, 2},
                                                    {half_day_start, 3},
                                                    {end, 4},
                                                    {half_day_end, 5},
                                                    {days, 6}}));

    const auto day_lines = read("N° salarié;Date;Code absence\n1;2;3\n");
    EXPECT_EQ(detect_columns(day_lines), (ColumnMapping{{payroll_number, 0}, {start, 1}, {reason, 2}}));

    EXPECT_EQ(detect_columns(read("SIRET;Matricule;Du;Au;Nature\n1;2;3;4;5\n")).at(establishment), 0U);
}

TEST(AbsenceColumns, a_named_establishment_is_no_siret) {
    const auto numbered = read("Etablissement;Matricule\n73282932000074;1\n");
    EXPECT_TRUE(detect_columns(numbered).contains(AbsenceColumn::establishment));
    const auto named = read("Etablissement;Matricule\n73282932000074;1\nAgence Nord;2\n");
    EXPECT_FALSE(detect_columns(named).contains(AbsenceColumn::establishment));
}

TEST(AbsenceColumns, every_fault_of_a_mapping_is_named_at_once) {
    const auto table = read("a;b;c\n1;2;3\n");
    EXPECT_EQ(codes(check_mapping({}, table)),
              (std::vector<std::string>{"payroll_number:column_missing", "start:column_missing",
                                        "reason:column_missing"}));
    EXPECT_EQ(
        codes(check_mapping(
            {{AbsenceColumn::payroll_number, 0}, {AbsenceColumn::start, 0}, {AbsenceColumn::end, 3}}, table)),
        (std::vector<std::string>{"start:column_twice", "end:column_unknown", "reason:column_missing"}));
    EXPECT_TRUE(
        check_mapping(
            {{AbsenceColumn::payroll_number, 0}, {AbsenceColumn::start, 1}, {AbsenceColumn::reason, 2}},
            table)
            .empty());
}

TEST(AbsenceColumns, are_summarised_with_fill_rate_and_samples) {
    const auto table = read("Matricule;Note;Du\n01;;x\n01;;x\n02;;y\n03;n;z\n04;;u\n");
    const auto summaries = summarise_columns(table, detect_columns(table));
    ASSERT_EQ(summaries.size(), 3U);
    EXPECT_EQ(summaries[0].filled_rows, 5U);
    EXPECT_EQ(summaries[0].meaning, AbsenceColumn::payroll_number);
    ASSERT_EQ(summaries[0].samples.size(), 3U);
    EXPECT_EQ(summaries[0].samples[0].reveal(), "01");
    EXPECT_EQ(summaries[0].samples[1].reveal(), "02");
    EXPECT_EQ(summaries[0].samples[2].reveal(), "03");
    EXPECT_EQ(summaries[1].filled_rows, 1U);
    EXPECT_FALSE(summaries[1].meaning);
}

TEST(AbsenceColumns, have_names_that_are_read_back) {
    for (const auto column : all_absence_columns) {
        EXPECT_EQ(parse_column_name(column_name(column)), column);
        EXPECT_FALSE(french_name(column).empty());
    }
    EXPECT_FALSE(parse_column_name("salary"));
}

}  // namespace
}  // namespace prevenance::integrations
