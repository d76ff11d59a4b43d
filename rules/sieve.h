// Many questions answered at once for one person. Each question has a condition that is cheap to check
// (Bound): enough facts of its codes, young enough, of the right length. The sieve counts these facts for up
// to eight conditions together, one byte of a machine word each, with three or four table look-ups a fact and
// no branch on the rules. Some conditions say exactly what their question asks; for the others a "yes" is
// only "perhaps", and the predicate itself decides. The surprise: it knows when a byte may have overflowed,
// and then everything it would have said becomes "perhaps".
#pragma once

#include "rules/coded_fact.h"
#include "rules/predicate.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace prevenance::rules {

// Room for 256 questions, two lanes each, and for words that are not full.
constexpr std::size_t most_lanes = 576;

// One bit per lane. A lane is a place in the sieve; a question has the number of its lane.
using LaneBits = std::array<std::uint64_t, most_lanes / 64>;

class Sieve {
public:
    Sieve() = default;

    // The lane of a question with this bound.
    std::size_t add(const Bound& bound, const CodeSet& codes);
    // Once all are added.
    void finish();

    // The number of words of LaneBits in use.
    std::size_t bit_words() const { return (words_.size() + 7) / 8; }
    // `yes`: its condition is fulfilled. `unsure`: so it seems, but the predicate must be asked. Only the
    // words in use are written.
    void answer(CodedFacts facts, QuickFacts quick, DayNumber as_of, LaneBits& yes, LaneBits& unsure) const;
    // Whether a yes of this lane is the answer of its question.
    bool exact(std::size_t lane) const { return (inexact_[lane / 64] >> (lane % 64) & 1U) == 0; }

    // Which lanes counted each fact: `counted[i * bit_words() + …]` for facts[i]. Gives back the first fact
    // that was looked at; those before it counted nowhere, and their `counted` is not written. Nothing where
    // a byte may have overflowed.
    std::optional<std::size_t> trace(CodedFacts facts, QuickFacts quick, DayNumber as_of,
                                     std::span<std::uint64_t> counted) const;

    // For sieves with windows only and lanes in one word, over quick facts: both at once. `counted` as above,
    // for the facts from `first` to the one before `end`. Nothing where a byte may have overflowed.
    struct Traced {
        std::uint64_t yes;
        std::size_t first;
        std::size_t end;
    };
    bool traces_as_it_answers() const { return traces_as_it_answers_; }
    std::optional<Traced> answer_and_trace(CodedFacts facts, QuickFacts quick, DayNumber as_of,
                                           std::uint64_t* counted) const;
    // The lanes whose yes is not an answer yet, of the first word of LaneBits.
    std::uint64_t inexact_lanes() const { return inexact_[0]; }

    // What the tables make of a code and a length, for QuickFacts: one number for each word, the lanes that
    // would count such a fact at some age.
    std::size_t words() const { return words_.size(); }
    std::uint64_t lanes_of(std::size_t word, std::uint8_t code, std::int32_t days) const;
    // Lengths from this on are all the same to the rules.
    std::int32_t longest_told_apart() const;

private:
    static constexpr std::size_t lanes_a_word = 8;
    static constexpr std::size_t most_counted = 127;
    static constexpr std::uint64_t every_lane = 0x8080'8080'8080'8080U;

    struct Entry {
        Bound bound;
        CodeSet codes;
        int youngest = 0;  // days; the window before begins where the other ends
        std::size_t lane = 0;
    };
    struct Days {
        unsigned shift;  // to the lowest bit of the lane's byte
        std::int64_t at_least;
    };
    struct More {
        unsigned shift;         // of the window
        unsigned before_shift;  // of the window before
    };
    struct Word {
        std::array<std::uint64_t, most_codes> by_code{};
        std::vector<std::uint64_t> by_age;  // the last: older than every window
        std::vector<std::uint64_t>
            by_length;                      // length less one; then the same without an end, by days so far
        std::vector<std::uint64_t> by_end;  // days since the end; the last: longer ago than any asks
        std::uint64_t missing = 0;          // per lane, what added to the count sets bit 7 when it is enough
        std::vector<Days> days;
        std::vector<More> more;
        std::int32_t oldest = 0;   // the last index of by_age
        std::int32_t longest = 0;  // the last index of a length with an end
        bool windows_only = false;
        bool with_end = false;
        std::size_t lanes = 0;
    };

    // A bound without a window looks at a whole life, so it does not share a word with one that has a window.
    static bool looks_at_everything(const Bound& bound) {
        return !bound.within || bound.ended_within.has_value();
    }
    std::size_t word_with_room(bool everything, std::size_t lanes);
    static void size_tables(Word& word, std::span<const Entry> entries);
    static void fill(Word& word, const Entry& entry);
    static void fill_lengths(Word& word, std::uint64_t one, const Bound& bound);

    // The tables of a word, as the loop over facts holds them.
    template <bool with_end>
    struct Tables {
        explicit Tables(const Word& word);
        // In the lanes that count the fact: 1.
        std::uint64_t counted(const CodedFact& fact, std::int32_t age, DayNumber as_of) const;

        const std::uint64_t* by_code;
        const std::uint64_t* by_age;
        const std::uint64_t* by_length;
        const std::uint64_t* by_end;
        std::int32_t oldest;
        std::int32_t longest;
        std::int32_t last_end;
    };
    enum class DayLanes { none, one, many };
    template <bool with_end, DayLanes day_lanes>
    static std::uint64_t scan(const Word& word, CodedFacts facts, DayNumber as_of, bool& overflow);
    template <bool with_end>
    static std::uint64_t scan(const Word& word, CodedFacts facts, DayNumber as_of, bool& overflow);
    // Where the words of a sieve note, one after the other, which lanes counted a fact.
    struct Counting {
        std::uint64_t* counted = nullptr;
        std::size_t first = 0;  // the facts from here on have been noted by a word before
        unsigned shift = 0;
        void add(std::size_t place, std::uint64_t lanes) const {
            counted[place] = (place >= first ? counted[place] : 0) | lanes << shift;
        }
    };
    static bool is_quick(const Word& word) { return word.windows_only && word.days.size() <= 1; }
    static CodedFacts begun(CodedFacts facts, const QuickFact* quick, DayNumber as_of);
    template <bool with_days, bool traced>
    static std::uint64_t scan_quick(const Word& word, QuickFacts quick, const std::uint64_t* patterns,
                                    CodedFacts facts, DayNumber as_of, Counting& counting, bool& overflow);
    std::uint64_t lanes_in(std::size_t place, CodedFacts facts, QuickFacts quick, DayNumber as_of,
                           bool& overflow) const;
    struct CountedBy {
        std::uint64_t* lanes;  // of the first fact
        std::size_t stride;
        unsigned shift;
    };
    template <bool with_end>
    static void trace(const Word& word, CodedFacts facts, DayNumber as_of, std::size_t first,
                      CountedBy counted);
    static void trace_quick(const Word& word, CodedFacts facts, const QuickFact* quick,
                            const std::uint64_t* patterns, DayNumber as_of, std::size_t first,
                            CountedBy counted);
    static std::size_t first_looked_at(const Word& word, CodedFacts facts, const QuickFact* quick,
                                       DayNumber as_of);
    static std::uint64_t enough(const Word& word, std::uint64_t counts);
    static void set_lane(std::uint64_t& lanes, const Days& days, std::int64_t sum);

    // Bit 7 of each byte, gathered into one byte.
    static std::uint64_t packed(std::uint64_t lanes) { return (lanes * 0x0002'0408'1020'4081U) >> 56U; }

    std::vector<Word> words_;
    std::vector<Entry> entries_;
    LaneBits inexact_{};
    bool traces_as_it_answers_ = false;
};

}  // namespace prevenance::rules
