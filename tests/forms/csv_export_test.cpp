#include "forms/csv_export.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

namespace prevenance::forms {
namespace {

Date day(std::string_view iso) {
    return parse_iso_date(iso).value();
}

TEST(CsvExport, opens_in_a_french_spreadsheet) {
    const CsvTable table{{"Équipe", "Date", "Taux", "Effectif"},
                         {{std::string{"Nord"}, day("2026-12-31"), Decimal{125, 1}, std::int64_t{42}},
                          {std::string{"Sud; Est"}, std::monostate{}, Decimal{-5, 2}, std::int64_t{-3}}}};
    EXPECT_EQ(csv_for_spreadsheet(table),
              "\xEF\xBB\xBF"
              "Équipe;Date;Taux;Effectif\r\n"
              "Nord;31/12/2026;12,5;42\r\n"
              "\"Sud; Est\";;-0,05;-3\r\n");
}

TEST(CsvExport, is_plain_for_programs) {
    const CsvTable table{{"team", "date", "rate"},
                         {{std::string{"a,\"b\"\nc"}, day("2026-01-02"), Decimal{1250, 2}}}};
    EXPECT_EQ(csv_for_programs(table), "team,date,rate\r\n\"a,\"\"b\"\"\nc\",2026-01-02,12.50\r\n");
}

TEST(CsvExport, writes_decimals_exactly) {
    const auto text = [](Decimal number) { return csv_for_programs({{"n"}, {{number}}}).substr(3); };
    EXPECT_EQ(text({0, 2}), "0.00\r\n");
    EXPECT_EQ(text({7, 0}), "7\r\n");
    EXPECT_EQ(text({7, 3}), "0.007\r\n");
    EXPECT_EQ(text({-1234, 2}), "-12.34\r\n");
    EXPECT_EQ(text({std::numeric_limits<std::int64_t>::min(), 1}), "-922337203685477580.8\r\n");
}

TEST(CsvExport, never_writes_a_formula) {
    for (const std::string cell :
         {"=1+1", "+33612", "-2+3", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠a"})
        EXPECT_EQ(without_formula(cell), "'" + cell);
    EXPECT_EQ(without_formula("1=1"), "1=1");
    EXPECT_EQ(without_formula(""), "");
    EXPECT_EQ(without_formula("Noël"), "Noël");
}

TEST(CsvExport, neutralises_headers_too) {
    EXPECT_EQ(csv_for_programs({{"=cmd|' /C calc'!A0"}, {}}), "'=cmd|' /C calc'!A0\r\n");
}

RC_GTEST_PROP(CsvExportLaws, no_cell_starts_a_formula_after_its_quote, (const std::string& text)) {
    const auto csv = csv_for_programs({{}, {{text}}}).substr(2);
    const auto first = csv.front() == '"' ? csv[1] : csv.front();
    // An empty cell is followed by its line end; otherwise the first character is never one that runs.
    if (!text.empty()) RC_ASSERT(std::string_view{"=+-@\t\r\n"}.find(first) == std::string_view::npos);
}

}  // namespace
}  // namespace prevenance::forms
