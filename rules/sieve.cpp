#include "rules/sieve.h"

#include <algorithm>

namespace prevenance::rules {

Sieve::Sieve(std::span<const Entry> entries) : words_((entries.size() + 7) / 8) {
    int widest = 0;
    for (const Entry& entry : entries) widest = std::max(widest, entry.bound.within.value_or(0));
    for (Word& word : words_) word.by_age.assign(static_cast<std::size_t>(widest) + 1, 0);
    for (std::size_t i = 0; i < entries.size(); ++i) fill(words_[i / 8], i % 8, entries[i]);
}

void Sieve::fill(Word& word, std::size_t lane, const Entry& entry) {
    const std::uint64_t one = std::uint64_t{1} << (8 * lane);
    const auto& [at_least, within, longest] = entry.bound;
    for (std::size_t code = 0; code < most_codes; ++code)
        if (entry.codes[code]) word.by_code[code] |= one;
    for (std::size_t age = 0; age < word.by_age.size(); ++age)
        if (!within || static_cast<int>(age) < *within) word.by_age[age] |= one;
    // The index is the length less one; the last stands for every longer one and for an open end.
    for (std::int64_t index = 0; index <= longest_told_apart; ++index)
        if (!longest || index < *longest || (index == longest_told_apart && *longest >= longest_told_apart))
            word.by_length[static_cast<std::size_t>(index)] |= one;
    // More than a byte can count: always perhaps.
    const int counted = std::clamp(at_least, 0, 128);
    word.missing |= static_cast<std::uint64_t>(counted == 128 ? 128 : 128 - counted) << (8 * lane);
}

}  // namespace prevenance::rules
