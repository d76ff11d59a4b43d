#include "domain/calendar.h"

#include <cstdio>

namespace prevenance {
namespace {

using namespace std::chrono_literals;

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

Instant last_sunday_one_utc(std::chrono::year year, std::chrono::month month) {
    return Date{year / month / std::chrono::Sunday[std::chrono::last]} + 1h;
}

}  // namespace

std::optional<Date> parse_iso_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (!year || !month || !day || *year < 1900 || *year > 2199) return std::nullopt;
    const std::chrono::year_month_day civil{std::chrono::year{*year},
                                            std::chrono::month{static_cast<unsigned>(*month)},
                                            std::chrono::day{static_cast<unsigned>(*day)}};
    if (!civil.ok()) return std::nullopt;
    return Date{civil};
}

std::string iso_date(Date date) {
    const std::chrono::year_month_day civil{date};
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(civil.year()),
                  static_cast<unsigned>(civil.month()), static_cast<unsigned>(civil.day()));
    return text;
}

std::string iso_instant(Instant instant) {
    const auto date = std::chrono::floor<Days>(instant);
    const std::chrono::hh_mm_ss time{instant - date};
    char text[16];
    std::snprintf(text, sizeof text, "T%02d:%02d:%02dZ", static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
    return iso_date(date) + text;
}

std::optional<Instant> parse_iso_instant(std::string_view text) {
    if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
        return std::nullopt;
    const auto date = parse_iso_date(text.substr(0, 10));
    const auto hour = digits(text.substr(11, 2));
    const auto minute = digits(text.substr(14, 2));
    const auto second = digits(text.substr(17, 2));
    if (!date || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59)
        return std::nullopt;
    return Instant{*date} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
           std::chrono::seconds{*second};
}

Date add_months(Date date, Months months) {
    const std::chrono::year_month_day civil{date};
    const auto moved = civil + months;
    if (moved.ok()) return Date{moved};
    return Date{moved.year() / moved.month() / std::chrono::last};
}

Date first_of_month(Date date) {
    const std::chrono::year_month_day civil{date};
    return Date{civil.year() / civil.month() / std::chrono::day{1}};
}

Date first_of_quarter(Date date) {
    const std::chrono::year_month_day civil{date};
    const auto month = (static_cast<unsigned>(civil.month()) - 1) / 3 * 3 + 1;
    return Date{civil.year() / std::chrono::month{month} / std::chrono::day{1}};
}

CivilTime in_paris(Instant instant) {
    const auto year = std::chrono::year_month_day{std::chrono::floor<Days>(instant)}.year();
    const bool summer = instant >= last_sunday_one_utc(year, std::chrono::March) &&
                        instant < last_sunday_one_utc(year, std::chrono::October);
    const auto local = instant + (summer ? 2h : 1h);
    const auto date = std::chrono::floor<Days>(local);
    const std::chrono::hh_mm_ss time{local - date};
    return {date, time.hours(), time.minutes()};
}

}  // namespace prevenance
