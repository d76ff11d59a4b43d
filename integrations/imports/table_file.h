// An uploaded file to a table of text: a header and rows, each with the line it stands on. It knows nothing
// of absences. What it detected (encoding, separator) is reported and can be overridden. The surprise: a
// file that is not a table is named for what it is (a PDF, an Excel workbook), with the way to mend it.
//
// The table holds what the employer's software wrote, causes of absences included. It lives in memory while
// a request runs; it is never stored, never logged.
#pragma once

#include "domain/error.h"
#include "integrations/imports/text_encoding.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::integrations {

inline constexpr std::size_t table_bytes_limit = 20U * 1024U * 1024U;
inline constexpr std::size_t table_rows_limit = 100'000;
inline constexpr std::size_t table_columns_limit = 64;
inline constexpr std::size_t table_cell_bytes_limit = 500;

enum class Separator : char { semicolon = ';', comma = ',', tab = '\t' };

std::string_view french_name(Separator separator);

// What the person chose in place of what was detected.
struct TableChoices {
    std::optional<TextEncoding> encoding;
    std::optional<Separator> separator;
};

// Rows that cannot be read as the header announces them; they stay in the table so that they are shown.
enum class RowDefect { none, too_many_cells, cell_too_long };

struct TableRow {
    std::size_t line = 0;            // of the file, from 1: what a text editor shows
    std::vector<std::string> cells;  // as many as the header has; UTF-8, spaces around removed
    RowDefect defect = RowDefect::none;
};

struct TableFile {
    TextEncoding encoding = TextEncoding::utf8;
    Separator separator = Separator::semicolon;
    std::size_t header_line = 1;
    std::vector<std::string> header;
    std::vector<TableRow> rows;  // blank lines left out
};

// RFC 4180 with the habits of French spreadsheets: `;`, `,` or tab; CRLF, LF or CR; quoted cells may hold
// the separator, line ends and doubled quotes; trailing separators are ignored.
// Errors (one field, "file"): file_empty, file_is_pdf, file_is_spreadsheet, file_is_image, file_is_markup,
// file_is_dsn, file_is_binary, file_too_large, file_encoding, file_without_columns, too_many_columns,
// too_many_rows, quote_not_closed, file_without_rows.
Result<TableFile> read_table_file(std::string_view bytes, const TableChoices& choices = {});

}  // namespace prevenance::integrations
