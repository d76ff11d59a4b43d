#include "forms/french.h"

#include <array>

namespace prevenance::forms {
namespace {

constexpr std::string_view no_break = "\u00A0";
constexpr std::string_view narrow_no_break = "\u202F";

constexpr std::array<std::string_view, 12> short_months{"janv.", "févr.", "mars",  "avr.", "mai",  "juin",
                                                        "juil.", "août",  "sept.", "oct.", "nov.", "déc."};
constexpr std::array<std::string_view, 12> months{"janvier", "février", "mars",      "avril",   "mai",      "juin",
                                                  "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
constexpr std::array<std::string_view, 7> weekdays{"dimanche", "lundi",    "mardi", "mercredi",
                                                   "jeudi",    "vendredi", "samedi"};

std::string day_number(const std::chrono::year_month_day& civil) {
    const auto day = static_cast<unsigned>(civil.day());
    return day == 1 ? "1er" : std::to_string(day);
}

std::string joined(std::initializer_list<std::string_view> words) {
    std::string text;
    for (const auto word : words) {
        if (!text.empty()) text += no_break;
        text += word;
    }
    return text;
}

std::string two_digits(long long number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

std::string short_date(Date date) {
    const std::chrono::year_month_day civil{date};
    return joined({day_number(civil), short_months[static_cast<unsigned>(civil.month()) - 1],
                   std::to_string(static_cast<int>(civil.year()))});
}

std::string long_date(Date date) {
    const std::chrono::year_month_day civil{date};
    return joined({weekdays[std::chrono::weekday{date}.c_encoding()], day_number(civil),
                   months[static_cast<unsigned>(civil.month()) - 1],
                   std::to_string(static_cast<int>(civil.year()))});
}

std::string month_and_year(Date date) {
    const std::chrono::year_month_day civil{date};
    return joined({months[static_cast<unsigned>(civil.month()) - 1],
                   std::to_string(static_cast<int>(civil.year()))});
}

std::string numeric_date(Date date) {
    const std::chrono::year_month_day civil{date};
    return two_digits(static_cast<unsigned>(civil.day())) + "/" + two_digits(static_cast<unsigned>(civil.month())) +
           "/" + std::to_string(static_cast<int>(civil.year()));
}

std::string date_and_time(Instant instant) {
    const auto local = in_paris(instant);
    return joined({short_date(local.date), "à", std::to_string(local.hour.count()), "h",
                   two_digits(local.minute.count())});
}

std::string counted(int number, std::string_view one, std::string_view many) {
    return grouped(number) + std::string{no_break} + std::string{number < 2 ? one : many};
}

std::string grouped(long long number) {
    auto digits = std::to_string(number);
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > static_cast<std::ptrdiff_t>(first); at -= 3)
        digits.insert(static_cast<std::size_t>(at), narrow_no_break);
    return digits;
}

}  // namespace prevenance::forms
