#include "rules/sieve.h"

#include <algorithm>

namespace prevenance::rules {

std::size_t Sieve::add(const Bound& bound, const CodeSet& codes) {
    const std::size_t lanes = bound.more_than_before ? 2 : 1;
    const auto place = word_with_room(looks_at_everything(bound), lanes);
    Word& word = words_[place];
    const std::size_t lane = place * lanes_a_word + word.lanes;
    word.lanes += lanes;
    entries_.push_back({bound, codes, 0, lane});
    if (!bound.exact) inexact_[lane / 64] |= std::uint64_t{1} << (lane % 64);
    if (bound.more_than_before) entries_.push_back({bound, codes, *bound.within, lane + 1});
    return lane;
}

std::size_t Sieve::word_with_room(bool everything, std::size_t lanes) {
    const auto at = std::ranges::find_if(words_, [&](const Word& word) {
        return word.windows_only != everything && word.lanes + lanes <= lanes_a_word;
    });
    if (at != words_.end()) return static_cast<std::size_t>(at - words_.begin());
    words_.emplace_back();
    words_.back().windows_only = !everything;
    return words_.size() - 1;
}

void Sieve::finish() {
    std::ranges::stable_sort(entries_, {}, &Entry::lane);
    for (std::size_t place = 0; place < words_.size(); ++place) {
        const auto of_word = std::ranges::equal_range(
            entries_, place, {}, [](const Entry& entry) { return entry.lane / lanes_a_word; });
        const std::span<const Entry> entries(of_word);
        size_tables(words_[place], entries);
        for (const Entry& entry : entries) fill(words_[place], entry);
    }
    entries_.clear();
}

// As large as the rules need: an index past what they ask for stands for everything beyond.
void Sieve::size_tables(Word& word, std::span<const Entry> entries) {
    int farthest_end = 0;
    for (const auto& [bound, codes, youngest, lane] : entries) {
        word.oldest = std::max(word.oldest, youngest + bound.within.value_or(0));
        word.longest = std::max({word.longest, bound.longest.value_or(0), bound.shortest});
        if (bound.ended_within) {
            farthest_end = std::max(farthest_end, *bound.ended_within + 1);
            word.with_end = true;
        }
    }
    word.by_age.assign(static_cast<std::size_t>(word.oldest) + 1, 0);
    word.by_length.assign(2 * (static_cast<std::size_t>(word.longest) + 1), 0);
    word.by_end.assign(static_cast<std::size_t>(farthest_end) + 1, 0);
}

void Sieve::fill(Word& word, const Entry& entry) {
    const auto& [bound, codes, youngest, lane] = entry;
    const auto shift = static_cast<unsigned>(8 * (lane % lanes_a_word));
    const std::uint64_t one = std::uint64_t{1} << shift;
    for (std::size_t code = 0; code < most_codes; ++code)
        if (codes[code]) word.by_code[code] |= one;
    for (std::int32_t age = youngest; age <= word.oldest; ++age)
        if (!bound.within || age < youngest + *bound.within)
            word.by_age[static_cast<std::size_t>(age)] |= one;
    fill_lengths(word, one, bound);
    for (std::size_t since = 0; since < word.by_end.size(); ++since)
        if (!bound.ended_within || static_cast<int>(since) <= *bound.ended_within) word.by_end[since] |= one;
    if (youngest > 0) return;
    if (bound.counts == Bound::Of::days)
        word.days.push_back({shift, bound.at_least});
    else  // More than a byte can count is never reached by so few facts as are counted here.
        word.missing |= static_cast<std::uint64_t>(128 - std::clamp(bound.at_least, 0, 128)) << shift;
    if (bound.more_than_before) word.more.push_back({shift, shift + 8});
}

void Sieve::fill_lengths(Word& word, std::uint64_t one, const Bound& bound) {
    const auto in_bounds = [&](std::int32_t days) {
        return days >= bound.shortest && (!bound.longest || days <= *bound.longest);
    };
    const auto lengths = static_cast<std::size_t>(word.longest) + 1;
    for (std::size_t index = 0; index < lengths; ++index) {
        const bool fits = in_bounds(static_cast<std::int32_t>(index) + 1);
        if (fits) word.by_length[index] |= one;
        if (bound.without_end == Bound::WithoutEnd::counts ||
            (bound.without_end == Bound::WithoutEnd::so_far && fits))
            word.by_length[lengths + index] |= one;
    }
}

template <bool with_end>
inline std::uint64_t Sieve::counted_by(const Word& word, const CodedFact& fact, DayNumber as_of,
                                       std::int32_t age) {
    const bool endless = fact.end == open_end;
    const std::int32_t days = endless ? age : fact.end - fact.start;
    const std::int32_t length = std::min(days, word.longest) + (endless ? word.longest + 1 : 0);
    std::uint64_t counted = word.by_code[fact.code] &
                            word.by_age[static_cast<std::size_t>(std::min(age, word.oldest))] &
                            word.by_length[static_cast<std::size_t>(length)];
    if constexpr (with_end) {
        const auto last = static_cast<std::int32_t>(word.by_end.size()) - 1;
        counted &= word.by_end[static_cast<std::size_t>(endless ? 0 : std::clamp(as_of - fact.end, 0, last))];
    }
    return fact.recorded_on <= as_of ? counted : 0;
}

template <bool with_end, bool with_days>
inline std::uint64_t Sieve::scan(const Word& word, CodedFacts facts, DayNumber as_of, bool& overflow) {
    std::uint64_t counts = 0;
    std::array<std::int64_t, lanes_a_word> sums{};
    const auto last = static_cast<std::ptrdiff_t>(facts.size()) - 1;
    auto place = last;
    for (; place >= 0; --place) {
        const CodedFact& fact = facts[static_cast<std::size_t>(place)];
        const std::int32_t age = as_of - fact.start;
        if (age < 0) continue;
        if (age >= word.oldest && word.windows_only) break;
        const auto counted = counted_by<with_end>(word, fact, as_of, age);
        counts += counted;
        if constexpr (with_days)
            for (std::size_t i = 0; i < word.days.size(); ++i)
                sums[i] += ((fact.end == open_end ? age : fact.end - fact.start) + 1) &
                           -static_cast<std::int64_t>(counted >> word.days[i].shift & 1U);
    }
    overflow = last - place > static_cast<std::ptrdiff_t>(most_counted);
    std::uint64_t enough = counts + word.missing;
    for (const auto& [shift, before_shift] : word.more)
        if ((counts >> shift & 0xFFU) <= (counts >> before_shift & 0xFFU))
            enough &= ~(std::uint64_t{0x80} << shift);
    if constexpr (with_days)
        for (std::size_t i = 0; i < word.days.size(); ++i) {
            enough &= ~(std::uint64_t{0x80} << word.days[i].shift);
            if (sums[i] >= word.days[i].at_least) enough |= std::uint64_t{0x80} << word.days[i].shift;
        }
    return enough & every_lane;
}

inline std::uint64_t Sieve::lanes_of(const Word& word, CodedFacts facts, DayNumber as_of, bool& overflow) {
    if (word.with_end)
        return word.days.empty() ? scan<true, false>(word, facts, as_of, overflow)
                                 : scan<true, true>(word, facts, as_of, overflow);
    return word.days.empty() ? scan<false, false>(word, facts, as_of, overflow)
                             : scan<false, true>(word, facts, as_of, overflow);
}

void Sieve::answer(CodedFacts facts, DayNumber as_of, LaneBits& yes, LaneBits& unsure) const {
    for (std::size_t i = 0; i < bit_words(); ++i) yes[i] = unsure[i] = 0;
    for (std::size_t place = 0; place < words_.size(); ++place) {
        bool overflow = false;
        const auto lanes = lanes_of(words_[place], facts, as_of, overflow);
        const std::size_t bits = place / 8;
        const unsigned shift = 8 * (place % 8);
        if (overflow) {
            yes[bits] |= std::uint64_t{0xFF} << shift;
            unsure[bits] |= std::uint64_t{0xFF} << shift;
        } else {
            const auto found = packed(lanes) << shift;
            yes[bits] |= found;
            unsure[bits] |= found & inexact_[bits];
        }
    }
}

bool Sieve::trace(CodedFacts facts, DayNumber as_of, std::span<std::uint64_t> counted) const {
    std::ranges::fill(counted, 0);
    const auto words = bit_words();
    for (std::size_t place = 0; place < words_.size(); ++place) {
        const Word& word = words_[place];
        std::size_t scanned = 0;
        for (std::size_t i = facts.size(); i-- > 0; ++scanned) {
            const std::int32_t age = as_of - facts[i].start;
            if (age < 0) continue;
            if (age >= word.oldest && word.windows_only) break;
            const auto lanes = word.with_end ? counted_by<true>(word, facts[i], as_of, age)
                                             : counted_by<false>(word, facts[i], as_of, age);
            counted[i * words + place / 8] |= packed(lanes << 7U) << (8 * (place % 8));
        }
        if (scanned > most_counted) return false;
    }
    return true;
}

}  // namespace prevenance::rules
