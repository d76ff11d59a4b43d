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
    traces_as_it_answers_ = bit_words() == 1 && std::ranges::all_of(words_, is_quick);
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
inline Sieve::Tables<with_end>::Tables(const Word& word)
    : by_code(word.by_code.data()),
      by_age(word.by_age.data()),
      by_length(word.by_length.data()),
      by_end(word.by_end.data()),
      oldest(word.oldest),
      longest(word.longest),
      last_end(static_cast<std::int32_t>(word.by_end.size()) - 1) {}

template <bool with_end>
inline std::uint64_t Sieve::Tables<with_end>::counted(const CodedFact& fact, std::int32_t age,
                                                      DayNumber as_of) const {
    const bool endless = fact.end == open_end;
    const std::int32_t days = endless ? age : fact.end - fact.start;
    const std::int32_t length = std::min(days, longest) + (endless ? longest + 1 : 0);
    std::uint64_t lanes = by_code[fact.code] & by_age[std::min(age, oldest)] & by_length[length];
    if constexpr (with_end) lanes &= by_end[endless ? 0 : std::clamp(as_of - fact.end, 0, last_end)];
    return fact.recorded_on <= as_of ? lanes : 0;
}

inline std::uint64_t Sieve::enough(const Word& word, std::uint64_t counts) {
    std::uint64_t lanes = counts + word.missing;
    for (const auto& [shift, before_shift] : word.more)
        if ((counts >> shift & 0xFFU) <= (counts >> before_shift & 0xFFU))
            lanes &= ~(std::uint64_t{0x80} << shift);
    return lanes & every_lane;
}

inline void Sieve::set_lane(std::uint64_t& lanes, const Days& days, std::int64_t sum) {
    lanes &= ~(std::uint64_t{0x80} << days.shift);
    lanes |= static_cast<std::uint64_t>(sum >= days.at_least) << (days.shift + 7);
}

// One sum of days stands in a register; the loop must not touch memory that the tables might share.
template <bool with_end, Sieve::DayLanes day_lanes>
inline std::uint64_t Sieve::scan(const Word& word, CodedFacts facts, DayNumber as_of, bool& overflow) {
    const Tables<with_end> tables(word);
    const bool windows_only = word.windows_only;
    const unsigned first_shift = day_lanes == DayLanes::none ? 0 : word.days.front().shift;
    std::uint64_t counts = 0;
    std::int64_t first_sum = 0;
    std::array<std::int64_t, day_lanes == DayLanes::many ? lanes_a_word : 1> sums{};
    const CodedFact* const begin = facts.data();
    const CodedFact* const last = begin + facts.size();
    const CodedFact* fact = last;
    while (fact != begin) {
        --fact;
        const std::int32_t age = as_of - fact->start;
        if (age < 0) continue;
        if (age >= tables.oldest && windows_only) break;
        const auto lanes = tables.counted(*fact, age, as_of);
        counts += lanes;
        if constexpr (day_lanes == DayLanes::none) continue;
        const std::int64_t days = (fact->end == open_end ? age : fact->end - fact->start) + 1;
        first_sum += days & -static_cast<std::int64_t>(lanes >> first_shift & 1U);
        if constexpr (day_lanes == DayLanes::many)
            for (std::size_t i = 1; i < word.days.size(); ++i)
                sums[i] += days & -static_cast<std::int64_t>(lanes >> word.days[i].shift & 1U);
    }
    overflow = last - fact > static_cast<std::ptrdiff_t>(most_counted);
    std::uint64_t lanes = enough(word, counts);
    if constexpr (day_lanes != DayLanes::none) set_lane(lanes, word.days.front(), first_sum);
    if constexpr (day_lanes == DayLanes::many)
        for (std::size_t i = 1; i < word.days.size(); ++i) set_lane(lanes, word.days[i], sums[i]);
    return lanes;
}

template <bool with_end>
inline std::uint64_t Sieve::scan(const Word& word, CodedFacts facts, DayNumber as_of, bool& overflow) {
    if (word.days.empty()) return scan<with_end, DayLanes::none>(word, facts, as_of, overflow);
    if (word.days.size() == 1) return scan<with_end, DayLanes::one>(word, facts, as_of, overflow);
    return scan<with_end, DayLanes::many>(word, facts, as_of, overflow);
}

// For a word with windows only, without ends and with at most one sum of days: nearly all of the work of
// nearly every screening. None of the facts is in the future. `traced`: `counting` takes what was counted.
template <bool with_days, bool traced>
inline std::uint64_t Sieve::scan_quick(const Word& word, QuickFacts quick, const std::uint64_t* patterns,
                                       CodedFacts facts, DayNumber as_of, Counting& counting,
                                       bool& overflow) {
    const std::uint64_t* const by_age = word.by_age.data();
    const std::int32_t oldest = word.oldest;
    const unsigned shift = with_days ? word.days.front().shift : 0;
    std::uint64_t counts = 0;
    std::int64_t sum = 0;
    std::size_t place = facts.size();
    for (; place > 0; --place) {
        const QuickFact& fact = quick.first[place - 1];
        const std::int32_t age = as_of - fact.start;
        if (age >= oldest) break;
        std::int64_t days = fact.days;
        std::uint64_t lanes = patterns[fact.pattern] & by_age[age];
        if (fact.pattern == look_closer) [[unlikely]] {
            const CodedFact& whole = facts[place - 1];
            lanes = Tables<false>(word).counted(whole, age, as_of);
            days = (whole.end == open_end ? age : whole.end - whole.start) + 1;
        } else {
            lanes &= -static_cast<std::uint64_t>(age >= fact.delay);
        }
        counts += lanes;
        if constexpr (with_days) sum += days & -static_cast<std::int64_t>(lanes >> shift & 1U);
        if constexpr (traced) counting.add(place - 1, packed(lanes << 7U));
    }
    if constexpr (traced) counting.first = std::min(counting.first, place);
    overflow = facts.size() - place > most_counted;
    std::uint64_t lanes = enough(word, counts);
    if constexpr (with_days) set_lane(lanes, word.days.front(), sum);
    return lanes;
}

// The facts that have begun: what lies in the future is passed over once for all words.
inline CodedFacts Sieve::begun(CodedFacts facts, const QuickFact* quick, DayNumber as_of) {
    std::size_t count = facts.size();
    if (quick != nullptr)
        while (count > 0 && quick[count - 1].start > as_of) --count;
    else
        while (count > 0 && facts[count - 1].start > as_of) --count;
    return facts.first(count);
}

inline std::uint64_t Sieve::lanes_in(std::size_t place, CodedFacts facts, QuickFacts quick, DayNumber as_of,
                                     bool& overflow) const {
    const Word& word = words_[place];
    if (quick.first != nullptr && is_quick(word)) {
        const auto* patterns = quick.lanes_of_patterns + place * patterns_a_word;
        Counting nowhere{};
        return word.days.empty()
                   ? scan_quick<false, false>(word, quick, patterns, facts, as_of, nowhere, overflow)
                   : scan_quick<true, false>(word, quick, patterns, facts, as_of, nowhere, overflow);
    }
    return word.with_end ? scan<true>(word, facts, as_of, overflow)
                         : scan<false>(word, facts, as_of, overflow);
}

void Sieve::answer(CodedFacts facts, QuickFacts quick, DayNumber as_of, LaneBits& yes,
                   LaneBits& unsure) const {
    facts = begun(facts, quick.first, as_of);
    for (std::size_t i = 0; i < bit_words(); ++i) yes[i] = unsure[i] = 0;
    for (std::size_t place = 0; place < words_.size(); ++place) {
        bool overflow = false;
        const auto lanes = lanes_in(place, facts, quick, as_of, overflow);
        const std::size_t bits = place / 8;
        const unsigned shift = 8 * (place % 8);
        const auto found = overflow ? std::uint64_t{0xFF} << shift : packed(lanes) << shift;
        yes[bits] |= found;
        unsure[bits] |= overflow ? found : found & inexact_[bits];
    }
}

std::optional<Sieve::Traced> Sieve::answer_and_trace(CodedFacts facts, QuickFacts quick, DayNumber as_of,
                                                     std::uint64_t* counted) const {
    facts = begun(facts, quick.first, as_of);
    Traced traced{0, facts.size(), facts.size()};
    Counting counting{counted, facts.size(), 0};
    for (std::size_t place = 0; place < words_.size(); ++place) {
        const Word& word = words_[place];
        const auto* patterns = quick.lanes_of_patterns + place * patterns_a_word;
        counting.shift = static_cast<unsigned>(8 * place);
        bool overflow = false;
        const auto lanes =
            word.days.empty()
                ? scan_quick<false, true>(word, quick, patterns, facts, as_of, counting, overflow)
                : scan_quick<true, true>(word, quick, patterns, facts, as_of, counting, overflow);
        if (overflow) return std::nullopt;
        traced.yes |= packed(lanes) << counting.shift;
    }
    traced.first = counting.first;
    return traced;
}

std::uint64_t Sieve::lanes_of(std::size_t word, std::uint8_t code, std::int32_t days) const {
    const auto length = static_cast<std::size_t>(std::min(days - 1, words_[word].longest));
    return words_[word].by_code[code] & words_[word].by_length[length];
}

std::int32_t Sieve::longest_told_apart() const {
    std::int32_t longest = 1;
    for (const Word& word : words_) longest = std::max(longest, word.longest + 1);
    return longest;
}

std::size_t Sieve::first_looked_at(const Word& word, CodedFacts facts, const QuickFact* quick,
                                   DayNumber as_of) {
    if (!word.windows_only) return 0;
    std::size_t first = facts.size();
    if (quick != nullptr) {
        while (first > 0 && as_of - quick[first - 1].start < word.oldest) --first;
        return first;
    }
    while (first > 0 && as_of - facts[first - 1].start < word.oldest) --first;
    return first;
}

template <bool with_end>
void Sieve::trace(const Word& word, CodedFacts facts, DayNumber as_of, std::size_t first, CountedBy counted) {
    const Tables<with_end> tables(word);
    for (std::size_t i = first; i < facts.size(); ++i) {
        const std::int32_t age = as_of - facts[i].start;
        if (age < 0) break;
        counted.lanes[i * counted.stride] |= packed(tables.counted(facts[i], age, as_of) << 7U)
                                             << counted.shift;
    }
}

inline void Sieve::trace_quick(const Word& word, CodedFacts facts, const QuickFact* quick,
                               const std::uint64_t* patterns, DayNumber as_of, std::size_t first,
                               CountedBy counted) {
    for (std::size_t i = first; i < facts.size(); ++i) {
        const std::int32_t age = as_of - quick[i].start;
        if (age < 0) break;
        std::uint64_t lanes =
            patterns[quick[i].pattern] & word.by_age[static_cast<std::size_t>(std::min(age, word.oldest))];
        if (quick[i].pattern == look_closer) [[unlikely]]
            lanes = Tables<false>(word).counted(facts[i], age, as_of);
        else
            lanes &= -static_cast<std::uint64_t>(age >= quick[i].delay);
        counted.lanes[i * counted.stride] |= packed(lanes << 7U) << counted.shift;
    }
}

std::optional<std::size_t> Sieve::trace(CodedFacts facts, QuickFacts quick, DayNumber as_of,
                                        std::span<std::uint64_t> counted) const {
    std::size_t first = facts.size();
    for (const Word& word : words_) first = std::min(first, first_looked_at(word, facts, quick.first, as_of));
    if (facts.size() - first > most_counted) return std::nullopt;
    const auto stride = bit_words();
    std::ranges::fill(counted.subspan(first * stride, (facts.size() - first) * stride), 0);
    for (std::size_t place = 0; place < words_.size(); ++place) {
        const Word& word = words_[place];
        const CountedBy by{counted.data() + place / 8, stride, static_cast<unsigned>(8 * (place % 8))};
        if (quick.first != nullptr && word.windows_only)
            trace_quick(word, facts, quick.first, quick.lanes_of_patterns + place * patterns_a_word, as_of,
                        first, by);
        else if (word.with_end)
            trace<true>(word, facts, as_of, first, by);
        else
            trace<false>(word, facts, as_of, first, by);
    }
    return first;
}

}  // namespace prevenance::rules
