// A fact as the engine scans it: sixteen bytes, dates as day numbers, the code as a small number of the rule
// set. It is not stored anywhere. The surprise: facts whose code no rule names are never coded at all.
#pragma once

#include "domain/calendar.h"
#include "domain/id.h"

#include <bitset>
#include <cstdint>
#include <limits>
#include <span>

namespace prevenance::rules {

using DayNumber = std::int32_t;  // days since 1970-01-01

constexpr DayNumber open_end = std::numeric_limits<DayNumber>::max();

inline DayNumber day_number(Date date) {
    return static_cast<DayNumber>(date.time_since_epoch().count());
}
inline Date to_date(DayNumber day) {
    return Date{Days{day}};
}

struct CodedFact {
    DayNumber start;
    DayNumber end;  // inclusive; open_end: none given
    DayNumber recorded_on;
    std::uint32_t code : 8;
    std::uint32_t
        index : 24;  // its place among the facts of the person; 16 million are more than a life holds
};
static_assert(sizeof(CodedFact) == 16);

constexpr std::size_t most_codes = 256;

using CodeSet = std::bitset<most_codes>;

// The facts of one person, sorted by start, then id.
using CodedFacts = std::span<const CodedFact>;

// A fact as the sieve wants to read it: half a CodedFact, and what the rules make of its code and length
// worked out beforehand. `pattern` is `look_closer` where that does not say everything: no end, a recording
// long after, a length that does not fit.
struct QuickFact {
    DayNumber start;
    std::uint16_t days;
    std::uint8_t pattern;
    std::uint8_t delay;  // days from the start to the recording
};
static_assert(sizeof(QuickFact) == 8);
constexpr std::uint8_t look_closer = 255;
constexpr std::size_t patterns_a_word = 256;

// One person, as a question sees them.
struct Person {
    CodedFacts facts;
    DayNumber entry;
    DayNumber exit;  // open_end: still there
};

// The quick facts beside the facts of a person, where somebody has made them (rules/population.h).
struct QuickFacts {
    const QuickFact* first = nullptr;
    const std::uint64_t* lanes_of_patterns = nullptr;  // for each word of the sieve, then pattern
};

struct CodedFigure {
    DayNumber from;
    DayNumber to;  // inclusive
    DayNumber recorded_on;
    std::uint8_t code;
    std::int32_t count;
};

// One team, as a question sees it.
struct Team {
    std::span<const Person> members;
    CodedFacts facts;  // signals about the team as a whole
    std::span<const CodedFigure> figures;
};

// What may be used as of a day: it has begun, and it was known.
inline bool known(const CodedFact& fact, DayNumber as_of) {
    return fact.start <= as_of && fact.recorded_on <= as_of;
}

}  // namespace prevenance::rules
