#include "integrations/imports/civil_date_text.h"

#include <algorithm>
#include <array>

namespace prevenance::integrations {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Three numbers with the same mark between them, and how many digits each was written with.
struct DateParts {
    std::array<int, 3> value{};
    std::array<std::size_t, 3> width{};
};

std::optional<DateParts> split(std::string_view text) {
    DateParts parts;
    char mark = 0;
    std::size_t at = 0;
    for (std::size_t part = 0; part < 3; ++part) {
        while (at < text.size() && is_digit(text[at]) && parts.width[part] < 5) {
            parts.value[part] = parts.value[part] * 10 + (text[at++] - '0');
            ++parts.width[part];
        }
        if (parts.width[part] == 0) return std::nullopt;
        if (part == 2) break;
        if (at == text.size() || (text[at] != '/' && text[at] != '-' && text[at] != '.')) return std::nullopt;
        if (part == 1 && text[at] != mark) return std::nullopt;
        mark = text[at++];
    }
    if (at != text.size()) return std::nullopt;
    return parts;
}

bool is_time(std::string_view text) {
    if (text.size() < 4 || text.size() > 13 || !is_digit(text.front())) return false;
    return std::ranges::all_of(text, [](char c) { return is_digit(c) || c == ':' || c == '.' || c == 'Z'; });
}

std::string_view without_time(std::string_view text) {
    const auto gap = text.find_first_of(" T");
    if (gap == std::string_view::npos || !is_time(text.substr(gap + 1))) return text;
    return text.substr(0, gap);
}

bool is_excel_serial(std::string_view text) {
    const auto whole = text.substr(0, text.find_first_of(".,"));
    return whole.size() == 5 && std::ranges::all_of(whole, is_digit) &&
           std::ranges::all_of(text, [](char c) { return is_digit(c) || c == '.' || c == ','; });
}

std::variant<Date, DateFault> civil(int year, int month, int day) {
    if (year < 1900 || year > 2199) return DateFault::no_such_day;
    const std::chrono::year_month_day date{std::chrono::year{year},
                                           std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return DateFault::no_such_day;
    return Date{date};
}

}  // namespace

std::string_view french_name(DateFormat format) {
    return format == DateFormat::iso ? "aaaa-mm-jj" : "jj/mm/aaaa";
}

std::variant<Date, DateFault> parse_civil_date(std::string_view text, DateFormat format) {
    if (is_excel_serial(text)) return DateFault::excel_serial;
    const auto parts = split(without_time(text));
    if (!parts) return DateFault::unreadable;
    const auto& [value, width] = *parts;
    const bool year_first = width[0] == 4 && width[1] <= 2 && width[2] <= 2;
    const bool year_last = width[2] == 4 && width[0] <= 2 && width[1] <= 2;
    if (width[0] <= 2 && width[1] <= 2 && width[2] <= 2) return DateFault::two_digit_year;
    if (!year_first && !year_last) return DateFault::unreadable;
    if (year_first != (format == DateFormat::iso)) return DateFault::other_format;
    return year_first ? civil(value[0], value[1], value[2]) : civil(value[2], value[1], value[0]);
}

bool is_never(std::string_view text) {
    const auto parts = split(without_time(text));
    if (!parts) return false;
    const auto& value = parts->value;
    const auto last_day_of = [&](int year) {
        return value == std::array{31, 12, year} || value == std::array{year, 12, 31};
    };
    return last_day_of(2999) || last_day_of(9999);
}

}  // namespace prevenance::integrations
