#include "rules/french_days.h"

#include <array>
#include <string_view>

namespace prevenance::rules {
namespace {

constexpr std::array<std::string_view, 12> months{"janv.", "févr.", "mars",  "avr.", "mai",  "juin",
                                                  "juil.", "août",  "sept.", "oct.", "nov.", "déc."};

std::string day_of(const std::chrono::year_month_day& civil) {
    const auto day = static_cast<unsigned>(civil.day());
    return day == 1 ? "1er" : std::to_string(day);
}

std::string month_of(const std::chrono::year_month_day& civil) {
    return std::string(months[static_cast<unsigned>(civil.month()) - 1]);
}

}  // namespace

std::string french_date(Date date) {
    const std::chrono::year_month_day civil{date};
    return day_of(civil) + " " + month_of(civil) + " " + std::to_string(static_cast<int>(civil.year()));
}

std::string french_period(Date start, std::optional<Date> end) {
    if (!end) return "depuis le " + french_date(start);
    if (*end == start) return "le " + french_date(start);
    const std::chrono::year_month_day from{start};
    const std::chrono::year_month_day to{*end};
    if (from.year() != to.year()) return "du " + french_date(start) + " au " + french_date(*end);
    if (from.month() != to.month())
        return "du " + day_of(from) + " " + month_of(from) + " au " + french_date(*end);
    return "du " + day_of(from) + " au " + french_date(*end);
}

}  // namespace prevenance::rules
