// Tables of ours as CSV, for two readers: a French spreadsheet and a program. It writes only; uploads are
// read elsewhere. The surprise: a text that a spreadsheet would run as a formula is written with an
// apostrophe in front (OWASP ASVS 5.0, 1.2.10), in both kinds, because plain files get opened in
// spreadsheets too. Numbers and dates are typed, so that -3 stays a number.
#pragma once

#include "domain/calendar.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace prevenance::forms {

// `scaled` divided by ten to the power `places` (0 to 9): {125, 1} is 12.5.
struct Decimal {
    std::int64_t scaled = 0;
    int places = 0;
    bool operator==(const Decimal&) const = default;
};

using CsvCell = std::variant<std::monostate, std::string, std::int64_t, Decimal, Date>;

struct CsvTable {
    std::vector<std::string> header;
    std::vector<std::vector<CsvCell>> rows;
};

// `;`, UTF-8 with byte order mark, CRLF, decimal comma, 31/12/2026: opens in Excel with a double click.
std::string csv_for_spreadsheet(const CsvTable& table);

// `,`, UTF-8, CRLF, decimal point, 2026-12-31: RFC 4180.
std::string csv_for_programs(const CsvTable& table);

// The text with an apostrophe in front where it starts with = + - @, a tab or a line end.
std::string without_formula(std::string_view text);

}  // namespace prevenance::forms
