#include "api/absence_import.h"
#include "domain/whole_number.h"

#include <algorithm>
#include <array>
#include <utility>

namespace prevenance::api {
namespace {

using integrations::DateFormat;
using integrations::Separator;
using integrations::TextEncoding;

constexpr std::array<std::pair<TextEncoding, std::string_view>, 4> encodings{{
    {TextEncoding::utf8, "utf8"},
    {TextEncoding::windows_1252, "windows1252"},
    {TextEncoding::utf16_little_endian, "utf16_little_endian"},
    {TextEncoding::utf16_big_endian, "utf16_big_endian"},
}};

constexpr std::array<std::pair<Separator, std::string_view>, 3> separators{{
    {Separator::semicolon, "semicolon"},
    {Separator::comma, "comma"},
    {Separator::tab, "tab"},
}};

constexpr std::array<std::pair<DateFormat, std::string_view>, 2> date_formats{{
    {DateFormat::day_month_year, "day_month_year"},
    {DateFormat::iso, "iso"},
}};

template <class Table, class Value>
std::string_view code_of(const Table& table, Value value) {
    for (const auto& [known, code] : table)
        if (known == value) return code;
    return {};
}

template <class Table>
auto value_of(const Table& table, std::string_view code) -> std::optional<decltype(table[0].first)> {
    for (const auto& [value, known] : table)
        if (known == code) return value;
    return std::nullopt;
}

void take(ImportChoices& choices, std::string_view name, std::string_view value) {
    if (name == "encoding") choices.table.encoding = parse_encoding(value);
    if (name == "separator") choices.table.separator = parse_separator(value);
    if (name == "date_format") choices.date_format = parse_date_format(value);
    const auto column = integrations::parse_column_name(name);
    const auto position = whole_number<std::size_t>(value);
    if (!column || !position) return;
    if (!choices.columns) choices.columns.emplace();
    choices.columns->insert_or_assign(*column, *position);
}

}  // namespace

std::string_view encoding_code(TextEncoding encoding) {
    return code_of(encodings, encoding);
}
std::string_view separator_code(Separator separator) {
    return code_of(separators, separator);
}
std::string_view date_format_code(DateFormat format) {
    return code_of(date_formats, format);
}
std::optional<TextEncoding> parse_encoding(std::string_view code) {
    return value_of(encodings, code);
}
std::optional<Separator> parse_separator(std::string_view code) {
    return value_of(separators, code);
}
std::optional<DateFormat> parse_date_format(std::string_view code) {
    return value_of(date_formats, code);
}

std::string choices_text(const ImportChoices& choices) {
    std::string text;
    const auto add = [&](std::string_view name, std::string_view value) {
        if (!text.empty()) text += '&';
        text.append(name).append("=").append(value);
    };
    if (choices.table.encoding) add("encoding", encoding_code(*choices.table.encoding));
    if (choices.table.separator) add("separator", separator_code(*choices.table.separator));
    if (choices.date_format) add("date_format", date_format_code(*choices.date_format));
    if (choices.columns)
        for (const auto& [column, position] : *choices.columns)
            add(integrations::column_name(column), std::to_string(position));
    return text;
}

ImportChoices parse_choices(std::string_view text) {
    ImportChoices choices;
    while (!text.empty()) {
        const auto part = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(part.size() + 1, text.size()));
        const auto equals = part.find('=');
        if (equals != std::string_view::npos) take(choices, part.substr(0, equals), part.substr(equals + 1));
    }
    return choices;
}

}  // namespace prevenance::api
