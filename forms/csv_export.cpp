#include "forms/csv_export.h"

namespace prevenance::forms {
namespace {

struct Style {
    char separator;
    char decimal_mark;
    bool day_first;
};

// The full-width forms of the four signs are formulas to East Asian versions of Excel.
bool starts_a_formula(std::string_view text) {
    if (text.empty()) return false;
    if (std::string_view{"=+-@\t\r\n"}.contains(text.front())) return true;
    return text.starts_with("\uFF1D") || text.starts_with("\uFF0B") || text.starts_with("\uFF0D") ||
           text.starts_with("\uFF20");
}

std::string quoted_where_needed(const std::string& text, char separator) {
    if (text.find_first_of(std::string{"\"\r\n"} + separator) == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string decimal_text(const Decimal& number, char mark) {
    auto digits = std::to_string(number.scaled);
    const std::string sign = digits.front() == '-' ? "-" : "";
    digits.erase(0, sign.size());
    const auto places = static_cast<std::size_t>(number.places);
    if (places == 0) return sign + digits;
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, 1, mark);
    return sign + digits;
}

std::string date_text(Date date, bool day_first) {
    const auto iso = iso_date(date);
    if (!day_first) return iso;
    return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

struct CellWriter {
    const Style& style;
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(const std::string& text) const {
        return quoted_where_needed(without_formula(text), style.separator);
    }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    // A decimal comma inside comma-separated values would be two cells.
    std::string operator()(const Decimal& number) const {
        return quoted_where_needed(decimal_text(number, style.decimal_mark), style.separator);
    }
    std::string operator()(Date date) const { return date_text(date, style.day_first); }
};

template <class Cells>
void append_row(std::string& csv, const Cells& cells, const Style& style) {
    bool is_first = true;
    for (const auto& cell : cells) {
        if (!is_first) csv += style.separator;
        csv += std::visit(CellWriter{style}, CsvCell{cell});
        is_first = false;
    }
    csv += "\r\n";
}

std::string written(const CsvTable& table, const Style& style) {
    std::string csv;
    append_row(csv, table.header, style);
    for (const auto& row : table.rows) append_row(csv, row, style);
    return csv;
}

}  // namespace

std::string without_formula(std::string_view text) {
    return starts_a_formula(text) ? "'" + std::string{text} : std::string{text};
}

std::string csv_for_spreadsheet(const CsvTable& table) {
    return "\xEF\xBB\xBF" + written(table, {';', ',', true});
}

std::string csv_for_programs(const CsvTable& table) {
    return written(table, {',', '.', false});
}

}  // namespace prevenance::forms
