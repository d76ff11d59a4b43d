#include "tests/bench/hand_coded.h"

#include <algorithm>
#include <limits>

namespace prevenance::bench {
namespace {

enum Code : std::uint8_t { open_absence, protected_absence, behaviour, accident, visit, other };

constexpr std::int32_t first_day = 10957;  // 2000-01-01

Code code_of(const DrawnFact& fact) {
    if (fact.type == "absence") return is_protected(fact.reason) ? protected_absence : open_absence;
    if (fact.type == "behaviour_change") return behaviour;
    if (fact.type == "accident") return accident;
    return fact.type == "visit_request" ? visit : other;
}

// Whether departures in the year reach a quarter of the average headcount, for each team.
std::vector<std::uint8_t> restless_teams(const HandColumns& columns, std::int32_t today) {
    std::vector<std::uint8_t> restless;
    for (std::size_t team = 0; team + 1 < columns.team_offsets.size(); ++team) {
        std::int64_t departures = 0;
        std::int64_t present = 0;
        for (auto i = columns.team_offsets[team]; i < columns.team_offsets[team + 1]; ++i) {
            const auto exit = columns.exits[i];
            departures += exit <= today && exit > today - 365;
            present += std::max(0, std::min(exit, today) - std::max(columns.entries[i], today - 364) + 1);
        }
        restless.push_back(present >= 5 * 365 && departures * 365 * 4 >= present);
    }
    return restless;
}

std::uint16_t with_suggestion(unsigned answer) {
    const bool suggested = (answer & 0x7FU) != 0 && (answer & 0x80U) == 0;
    return static_cast<std::uint16_t>(answer | static_cast<unsigned>(suggested) << 8U);
}

std::uint16_t decide_one(const HandColumns& columns, std::uint32_t first, std::uint32_t end, int today,
                         bool restless) {
    int short90 = 0, short180 = 0, seen = 0, lost = 0, longest = 0, accidents = 0, visits = 0;
    for (auto i = end; i-- > first;) {
        const int age = today - columns.starts[i];
        if (age >= 365) break;
        const int length = columns.lengths[i];
        switch (columns.codes[i]) {
            case open_absence:
                lost += length;
                if (length <= 7) {
                    short90 += age < 90;
                    short180 += age < 180;
                }
                longest = std::max(longest, length);
                break;
            case protected_absence:
                longest = std::max(longest, length);
                break;
            case behaviour:
                seen += age < 90;
                break;
            case accident:
                ++accidents;
                break;
            case visit:
                visits += age < 60;
                break;
            default:
                break;
        }
    }
    unsigned answer = 0;
    if (short180 >= 3) answer |= 1U;
    if (short90 >= 2 && seen >= 1) answer |= 2U;
    if (lost >= 20) answer |= 4U;
    if (longest >= 30) answer |= 8U;
    if (accidents >= 2) answer |= 16U;
    if (short90 >= 2 && short90 > short180 - short90) answer |= 32U;
    if (restless) answer |= 64U;
    if (visits >= 1) answer |= 128U;
    return with_suggestion(answer);
}

// Where each counter of TableCounters stands.
enum Shift : unsigned {
    at_short180,
    at_short90 = 8,
    at_seen = 16,
    at_open = 24,
    at_long = 32,
    at_accident = 40,
    at_visit = 48
};

constexpr std::uint64_t one(Shift shift) {
    return std::uint64_t{1} << shift;
}
constexpr unsigned counter(std::uint64_t counters, Shift shift) {
    return static_cast<unsigned>(counters >> shift & 0xFFU);
}

}  // namespace

HandColumns hand_columns(const std::vector<DrawnEmployee>& population, bool every_fact) {
    HandColumns columns;
    for (const auto& employee : population) {
        for (const auto& fact : employee.facts) {
            if (code_of(fact) == other && !every_fact) continue;
            columns.starts.push_back(static_cast<std::uint16_t>(fact.start - first_day));
            columns.lengths.push_back(static_cast<std::uint16_t>(fact.end - fact.start + 1));
            columns.codes.push_back(code_of(fact));
        }
        const auto team = static_cast<std::size_t>(employee.team);
        columns.offsets.push_back(static_cast<std::uint32_t>(columns.starts.size()));
        columns.teams.push_back(static_cast<std::uint16_t>(team));
        columns.entries.push_back(employee.entry);
        columns.exits.push_back(employee.exit.value_or(std::numeric_limits<std::int32_t>::max()));
        columns.team_offsets.resize(team + 2);
        columns.team_offsets[team + 1] = static_cast<std::uint32_t>(columns.entries.size());
    }
    return columns;
}

void decide_with_branches(const HandColumns& columns, Date as_of, Answers& answers) {
    const auto today = static_cast<std::int32_t>(as_of.time_since_epoch().count());
    const auto restless = restless_teams(columns, today);
    for (std::size_t i = 0; i < answers.size(); ++i)
        answers[i] = decide_one(columns, columns.offsets[i], columns.offsets[i + 1], today - first_day,
                                restless[columns.teams[i]] != 0);
}

TableCounters::TableCounters() {
    by_code_[open_absence] = one(at_short180) | one(at_short90) | one(at_open) | one(at_long);
    by_code_[protected_absence] = one(at_long);
    by_code_[behaviour] = one(at_seen);
    by_code_[accident] = one(at_accident);
    by_code_[visit] = one(at_visit);
    const auto any_length = one(at_seen) | one(at_open) | one(at_accident) | one(at_visit);
    for (std::size_t length = 0; length <= longest; ++length)
        by_length_[length] = any_length | (length <= 7 ? one(at_short180) | one(at_short90) : 0) |
                             (length >= 30 ? one(at_long) : 0);
    for (std::size_t age = 0; age < window; ++age)
        by_age_[age] = one(at_open) | one(at_long) | one(at_accident) | (age < 180 ? one(at_short180) : 0) |
                       (age < 90 ? one(at_short90) | one(at_seen) : 0) | (age < 60 ? one(at_visit) : 0);
}

void TableCounters::decide(const HandColumns& columns, Date as_of, Answers& answers) const {
    const auto today = static_cast<std::int32_t>(as_of.time_since_epoch().count());
    const auto restless = restless_teams(columns, today);
    const auto* starts = columns.starts.data();
    const auto* lengths = columns.lengths.data();
    const auto* codes = columns.codes.data();
    for (std::size_t person = 0; person < answers.size(); ++person) {
        std::uint64_t counters = 0;
        std::uint32_t lost = 0;
        const auto first = columns.offsets[person];
        for (auto i = columns.offsets[person + 1]; i-- > first;) {
            const auto age = static_cast<std::uint32_t>(today - first_day - starts[i]);
            if (age >= window) break;
            const std::uint32_t length = lengths[i];
            const auto counted =
                by_code_[codes[i]] & by_length_[std::min<std::size_t>(length, longest)] & by_age_[age];
            counters += counted;
            lost += length & -static_cast<std::uint32_t>(counted >> at_open & 1U);
        }
        const unsigned short90 = counter(counters, at_short90);
        const unsigned short180 = counter(counters, at_short180);
        const bool twice = short90 >= 2;
        answers[person] =
            with_suggestion(static_cast<unsigned>(short180 >= 3) |
                            static_cast<unsigned>(twice & (counter(counters, at_seen) >= 1)) << 1U |
                            static_cast<unsigned>(lost >= 20) << 2U |
                            static_cast<unsigned>(counter(counters, at_long) >= 1) << 3U |
                            static_cast<unsigned>(counter(counters, at_accident) >= 2) << 4U |
                            static_cast<unsigned>(twice & (short90 > short180 - short90)) << 5U |
                            static_cast<unsigned>(restless[columns.teams[person]]) << 6U |
                            static_cast<unsigned>(counter(counters, at_visit) >= 1) << 7U);
    }
}

}  // namespace prevenance::bench
