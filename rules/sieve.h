// A quick first look that lets most people pass untouched. Each question of a rule set has a condition that
// every yes fulfils (Bound): enough facts of its codes, young enough, short enough. The sieve counts these
// facts for up to eight questions at once, one byte of a machine word each, with three table look-ups a fact
// and no branch on the rules. The surprise: it only ever says "no" or "perhaps"; the predicate itself decides
// every "perhaps".
#pragma once

#include "rules/coded_fact.h"
#include "rules/predicate.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace prevenance::rules {

class Sieve {
public:
    struct Entry {
        Bound bound;
        CodeSet codes;
    };

    Sieve() = default;
    explicit Sieve(std::span<const Entry> entries);

    // One bit per question, bit 7 of byte q % 8 of word q / 8. All bits where there are too many facts for a
    // byte to count.
    std::size_t words() const { return words_.size(); }
    std::uint64_t perhaps(std::size_t word, CodedFacts facts, DayNumber as_of) const {
        return facts.size() > most_counted ? every_lane : scan(words_[word], facts, as_of);
    }

    static constexpr std::uint64_t bit_of(std::size_t question) {
        return std::uint64_t{0x80} << (8 * (question % 8));
    }

private:
    static constexpr std::size_t most_counted = 127;
    static constexpr std::uint64_t every_lane = 0x8080'8080'8080'8080U;
    static constexpr std::int64_t longest_told_apart = 511;

    struct Word {
        std::array<std::uint64_t, most_codes> by_code{};
        std::array<std::uint64_t, longest_told_apart + 1> by_length{};
        std::vector<std::uint64_t> by_age;  // the last: older than every window
        std::uint64_t missing = 0;          // per lane, what added to the count sets bit 7 when it is enough
    };

    static void fill(Word& word, std::size_t lane, const Entry& entry);
    static std::uint64_t scan(const Word& word, CodedFacts facts, DayNumber as_of);

    std::vector<Word> words_;
};

inline std::uint64_t Sieve::scan(const Word& word, CodedFacts facts, DayNumber as_of) {
    const auto oldest = static_cast<std::int64_t>(word.by_age.size()) - 1;
    const bool windows_only = word.by_age.back() == 0;
    std::uint64_t counts = 0;
    for (std::size_t i = facts.size(); i-- > 0;) {
        const CodedFact& fact = facts[i];
        const std::int64_t age = std::int64_t{as_of} - fact.start;
        if (age < 0) continue;
        if (age >= oldest && windows_only) break;
        const std::int64_t length = std::int64_t{fact.end} - fact.start;
        const std::uint64_t recorded = fact.recorded_on <= as_of ? ~std::uint64_t{0} : 0;
        counts += word.by_code[fact.code] &
                  word.by_age[static_cast<std::size_t>(age < oldest ? age : oldest)] &
                  word.by_length[static_cast<std::size_t>(length < longest_told_apart ? length
                                                                                      : longest_told_apart)] &
                  recorded;
    }
    return (counts + word.missing) & every_lane;
}

}  // namespace prevenance::rules
