#include "tests/rules/oracle_calendar.h"

#include <algorithm>

namespace prevenance::rules {

bool is_one_of(const std::string& code, const std::vector<std::string>& codes) {
    return std::ranges::find(codes, code) != codes.end();
}

std::vector<Fact> facts_seen(const std::vector<Fact>& facts, const std::vector<std::string>& codes,
                             Date as_of) {
    std::vector<Fact> seen;
    for (const Fact& fact : facts)
        if (is_one_of(fact.code, codes) && fact.start <= as_of && fact.recorded_on <= as_of)
            seen.push_back(fact);
    return seen;
}

std::optional<Date> last_day(const Fact& fact) {
    if (!fact.end) return std::nullopt;
    return std::max(fact.start, *fact.end);
}

std::vector<Stretch> crossed_off(const std::vector<Fact>& facts, const std::vector<std::string>& codes,
                                 int gap, Date as_of) {
    const auto seen = facts_seen(facts, codes, as_of);
    if (seen.empty()) return {};
    Date first = seen.front().start;
    Date last = first;
    for (const Fact& fact : seen) {
        first = std::min(first, fact.start);
        last = std::max(last, last_day(fact).value_or(fact.start));
    }
    bool going_on = false;
    std::vector<bool> crosses(static_cast<std::size_t>((last - first).count()) + 1, false);
    for (const Fact& fact : seen) {
        going_on |= !fact.end;
        for (Date day = fact.start; day <= last_day(fact).value_or(last); day += Days{1})
            crosses[static_cast<std::size_t>((day - first).count())] = true;
    }
    std::vector<Stretch> stretches;
    int without = 0;
    for (Date day = first; day <= last; day += Days{1}) {
        if (!crosses[static_cast<std::size_t>((day - first).count())]) {
            ++without;
            continue;
        }
        if (stretches.empty() || without > gap) stretches.push_back({day, day});
        stretches.back().last = day;
        without = 0;
    }
    if (going_on) stretches.back().last.reset();
    return stretches;
}

Date months_later(Date day, int months) {
    const std::chrono::year_month_day civil{day};
    const auto month = civil.year() / civil.month() + std::chrono::months{months};
    const auto last = (month / std::chrono::last).day();
    return Date{month / std::min(civil.day(), last)};
}

}  // namespace prevenance::rules
