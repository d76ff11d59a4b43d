#include "integrations/imports/table_file.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace prevenance::integrations {
namespace {

using namespace std::string_literals;

using Cells = std::vector<std::string>;

TableFile read(std::string_view bytes, const TableChoices& choices = {}) {
    const auto table = read_table_file(bytes, choices);
    if (!table) ADD_FAILURE() << table.error().detail;
    return table.value_or(TableFile{});
}

std::string refusal(std::string_view bytes, const TableChoices& choices = {}) {
    const auto table = read_table_file(bytes, choices);
    if (table || table.error().fields.size() != 1) return "read";
    EXPECT_EQ(table.error().detail, table.error().fields[0].message);
    EXPECT_FALSE(table.error().detail.empty());
    return table.error().fields[0].code;
}

TEST(TableFile, names_what_is_no_table) {
    EXPECT_EQ(refusal("%PDF-1.7\n%\xE2\xE3"), "file_is_pdf");
    EXPECT_EQ(refusal("PK\x03\x04\x14\x00"s), "file_is_spreadsheet");
    EXPECT_EQ(refusal("\xD0\xCF\x11\xE0\xA1\xB1"), "file_is_spreadsheet");
    EXPECT_EQ(refusal("\x89PNG\r\n\x1A\n"), "file_is_image");
    EXPECT_EQ(refusal("\xFF\xD8\xFF\xE0"), "file_is_image");
    EXPECT_EQ(refusal("GIF89a"), "file_is_image");
    EXPECT_EQ(refusal("<html><table>"), "file_is_markup");
    EXPECT_EQ(refusal("<?xml version=\"1.0\"?>"), "file_is_markup");
    EXPECT_EQ(refusal("\xEF\xBB\xBF\n<TABLE><tr>"), "file_is_markup");
    EXPECT_EQ(refusal("S10.G00.00.001,'Logiciel'\r\nS10.G00.00.002,'Editeur'\r\n"), "file_is_dsn");
    EXPECT_EQ(refusal("a;b\n1;\0x\n"s), "file_is_binary");
    EXPECT_EQ(refusal("\x01\x02\x03\x04;\x05\x06\n\x07;\x0E\n"), "file_is_binary");
    EXPECT_EQ(refusal(""), "file_empty");
    EXPECT_EQ(refusal("\xEF\xBB\xBF\r\n \r\n"), "file_empty");
    EXPECT_EQ(refusal(";;;\n;;;\n"), "file_without_columns");
    EXPECT_EQ(refusal(";;;\n;;;\n", {{}, Separator::semicolon}), "file_empty");
    EXPECT_EQ(refusal("Une seule colonne\nsans rien\n"), "file_without_columns");
    EXPECT_EQ(refusal("matricule;du\n"), "file_without_rows");
}

TEST(TableFile, says_how_to_mend_a_pdf) {
    EXPECT_EQ(read_table_file("%PDF-1.4").error().detail,
              "Ce fichier est un PDF. Demandez à votre logiciel un export CSV.");
    EXPECT_EQ(read_table_file("%PDF-1.4").error().code, ErrorCode::unsupported_media);
}

TEST(TableFile, keeps_its_limits) {
    EXPECT_EQ(refusal(std::string(table_bytes_limit + 1, 'a')), "file_too_large");

    std::string rows = "a;b\n";
    for (std::size_t i = 0; i < table_rows_limit; ++i) rows += "1;2\n";
    EXPECT_EQ(read(rows).rows.size(), table_rows_limit);
    EXPECT_EQ(refusal(rows + "1;2\n"), "too_many_rows");

    const auto header = [](std::size_t columns) {
        std::string text = "c";
        for (std::size_t i = 1; i < columns; ++i) text += ";c";
        return text + "\n1;2\n";
    };
    EXPECT_EQ(read(header(64)).header.size(), 64U);
    EXPECT_EQ(refusal(header(65)), "too_many_columns");
}

TEST(TableFile, reads_a_file_of_exactly_the_limit) {
    std::string bytes = "matricule;du\n";
    const std::string row = "0001;" + std::string(300, 'x') + "\n";
    while (bytes.size() + row.size() <= table_bytes_limit) bytes += row;
    bytes += "2;" + std::string(
                        table_bytes_limit - bytes.size() > 2 ? table_bytes_limit - bytes.size() - 2 : 0, 'y');
    ASSERT_EQ(bytes.size(), table_bytes_limit);
    EXPECT_GT(read(bytes).rows.size(), 68'000U);
}

TEST(TableFile, marks_a_row_with_a_long_cell_and_reads_the_others) {
    const auto table = read("a;b\n1;" + std::string(500, 'x') + "\n2;" + std::string(501, 'x') + "\n3;y\n");
    ASSERT_EQ(table.rows.size(), 3U);
    EXPECT_EQ(table.rows[0].defect, RowDefect::none);
    EXPECT_EQ(table.rows[1].defect, RowDefect::cell_too_long);
    EXPECT_EQ(table.rows[1].line, 3U);
    EXPECT_EQ(table.rows[2].cells, (Cells{"3", "y"}));
}

TEST(TableFile, cuts_a_long_cell_between_characters) {
    std::string accents;
    for (int i = 0; i < 400; ++i) accents += "é";
    const auto table = read("a;b\n1;x" + accents + "\n");
    EXPECT_EQ(table.rows[0].defect, RowDefect::cell_too_long);
    EXPECT_TRUE(is_valid_utf8(table.rows[0].cells[1]));
}

TEST(TableFile, marks_a_row_with_more_cells_than_titles) {
    const auto table = read("a;b\n1;2;3\n1;2;;\n1\n");
    EXPECT_EQ(table.rows[0].defect, RowDefect::too_many_cells);
    EXPECT_EQ(table.rows[1].defect, RowDefect::none);
    EXPECT_EQ(table.rows[2].cells, (Cells{"1", ""}));
    std::string wide = "a;b\n1;2";
    for (int i = 0; i < 100; ++i) wide += ';';
    EXPECT_EQ(read(wide + "x\n").rows[0].defect, RowDefect::too_many_cells);
    EXPECT_EQ(read(wide + "\n").rows[0].defect, RowDefect::none);
}

TEST(TableFile, detects_the_separator_by_the_columns_that_agree) {
    EXPECT_EQ(read("a;b;c\n1,5;2,5;3\n").separator, Separator::semicolon);
    EXPECT_EQ(read("a,b,c\n1;5,2,3\n4,5,6\n").separator, Separator::comma);
    EXPECT_EQ(read("a\tb\n1,5\t2;3\n").separator, Separator::tab);
    EXPECT_EQ(read("\"nom; prénom\",b\n\"x; y\",2\n").separator, Separator::comma);
}

TEST(TableFile, obeys_the_person_over_the_detection) {
    EXPECT_EQ(read("a;b,c\n1;2,3\n", {{}, Separator::comma}).header, (Cells{"a;b", "c"}));
    // é in UTF-8, read as what it would be in Windows-1252.
    EXPECT_EQ(read("a;b\n\xC3\xA9;2\n", {TextEncoding::windows_1252, {}}).rows[0].cells[0], "Ã©");
    EXPECT_EQ(refusal("a;b\n\xE9;2\n", {TextEncoding::utf8, {}}), "file_encoding");
    EXPECT_EQ(refusal("a;b\n1;2\n\n", {TextEncoding::utf16_little_endian, {}}), "file_encoding");
}

std::string utf16(std::u16string_view text, bool little_endian) {
    std::string bytes;
    for (const char16_t unit : text) {
        const auto low = static_cast<char>(unit & 0xFF);
        const auto high = static_cast<char>(unit >> 8);
        bytes += little_endian ? low : high;
        bytes += little_endian ? high : low;
    }
    return bytes;
}

TEST(TableFile, reads_four_encodings_alike) {
    const Cells header{"N° salarié", "Début d’absence", "€"};
    const auto expect = [&](std::string_view bytes, TextEncoding encoding) {
        const auto table = read(bytes);
        EXPECT_EQ(table.encoding, encoding);
        EXPECT_EQ(table.header, header);
        EXPECT_EQ(table.rows.at(0).cells,
                  (Cells{"0042", "œuvre 😀"s.substr(0, encoding == TextEncoding::windows_1252 ? 6 : 11), ""}));
    };
    expect("N° salarié;Début d’absence;€\n0042;œuvre 😀\n", TextEncoding::utf8);
    expect("\xEF\xBB\xBFN° salarié;Début d’absence;€\n0042;œuvre 😀\n", TextEncoding::utf8);
    expect(
        "N\xB0 salari\xE9;D\xE9"
        "but d\x92"
        "absence;\x80\n0042;\x9C"
        "uvre\n",
        TextEncoding::windows_1252);
    const std::u16string_view text = u"\uFEFFN° salarié;Début d’absence;€\n0042;œuvre 😀\n";
    expect(utf16(text, true), TextEncoding::utf16_little_endian);
    expect(utf16(text, false), TextEncoding::utf16_big_endian);
}

TEST(TableFile, reads_quotes_lines_and_blanks_as_spreadsheets_write_them) {
    const auto table = read(
        "a;b;\r\n"
        "\r\n"
        "\"x;\"\"y\"\"\";\"deux\r\nlignes\";\r\n"
        ";;\r\n"
        "  3 ;\u00a04\u00a0\r"
        "5;un \"mot\" cité\n"
        "\"6\" suite;7");
    EXPECT_EQ(table.header, (Cells{"a", "b"}));
    ASSERT_EQ(table.rows.size(), 4U);
    EXPECT_EQ(table.rows[0].cells, (Cells{"x;\"y\"", "deux\nlignes"}));
    EXPECT_EQ(table.rows[0].line, 3U);
    EXPECT_EQ(table.rows[1].cells, (Cells{"3", "4"}));
    EXPECT_EQ(table.rows[1].line, 6U);
    EXPECT_EQ(table.rows[2].cells, (Cells{"5", "un \"mot\" cité"}));
    EXPECT_EQ(table.rows[2].line, 7U);
    EXPECT_EQ(table.rows[3].cells, (Cells{"6 suite", "7"}));
    EXPECT_EQ(table.rows[3].line, 8U);
}

TEST(TableFile, names_the_line_of_a_quote_left_open) {
    EXPECT_EQ(refusal("a;b\n1;2\n\"3;4\n5;6\n"), "quote_not_closed");
    EXPECT_NE(read_table_file("a;b\n1;2\n\"3;4\n5;6\n").error().detail.find("Ligne 3"), std::string::npos);
    // The next quote of the file, thousands of lines on, must not close it in silence.
    std::string swallowing = "a;b\n\"1;2\n";
    for (int i = 0; i < 1000; ++i) swallowing += "3;4\n";
    EXPECT_EQ(refusal(swallowing + "5;\"6\"\n"), "quote_not_closed");
}

TEST(TableFile, forgives_an_end_mark_and_a_stray_control_character) {
    std::string text = "a;b\n1;2\n";
    for (int i = 0; i < 100; ++i) text += "3;4\n";
    EXPECT_EQ(read(text + "5;\x02\n\x1A").rows.size(), 102U);
}

std::string quoted(const std::string& text) {
    std::string cell = "\"";
    for (const char c : text) {
        if (c == '"') cell += '"';
        cell += c;
    }
    return cell + '"';
}

// What RFC 4180 writes, the reader reads: any text but the ends of lines, which spreadsheets disagree on.
RC_GTEST_PROP(TableFileLaws, reads_back_what_was_quoted, ()) {
    const auto letter = rc::gen::elementOf(std::string{"ab;,\t\"0 =é"s.substr(0, 9)});
    const auto rows = *rc::gen::container<std::vector<std::vector<std::string>>>(
        rc::gen::container<std::vector<std::string>>(3, rc::gen::container<std::string>(letter)));
    std::string text = "h1;h2;h3\nx;x;x\n";
    for (const auto& row : rows)
        text += quoted("x" + row[0] + "x") + ";" + quoted("x" + row[1] + "x") + ";" +
                quoted("x" + row[2] + "x") + "\n";
    const auto table = read_table_file(text, {{}, Separator::semicolon});
    RC_ASSERT(table.has_value());
    RC_ASSERT(table->rows.size() == rows.size() + 1);
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t k = 0; k < 3; ++k) RC_ASSERT(table->rows[i + 1].cells[k] == "x" + rows[i][k] + "x");
}

RC_GTEST_PROP(TableFileLaws, any_bytes_are_read_or_refused_with_words, (const std::string& bytes)) {
    const auto table = read_table_file(bytes);
    if (!table) RC_ASSERT(!table.error().detail.empty());
    if (!table) return;
    for (const auto& row : table->rows) {
        RC_ASSERT(row.cells.size() == table->header.size());
        for (const auto& cell : row.cells) RC_ASSERT(is_valid_utf8(cell));
    }
}

}  // namespace
}  // namespace prevenance::integrations
