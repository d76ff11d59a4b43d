#include "rules/gates.h"

#include <algorithm>
#include <bit>

namespace prevenance::rules {

void Gates::add(Kind kind, std::span<const Place> parts, Place result) {
    Gate gate{kind, result, static_cast<std::uint32_t>(parts_.size()), 0};
    for (const Place& part : parts) {
        const auto present = std::span(parts_).subspan(gate.first);
        const auto same_word = std::ranges::find(present, part.word, &Part::word);
        // The two parts of an exclusion are told apart by their order.
        if (kind != Kind::first_without_second && same_word != present.end())
            same_word->mask |= part.mask();
        else
            parts_.push_back({part.mask(), part.word});
    }
    gate.count = static_cast<std::uint32_t>(parts_.size()) - gate.first;
    gates_.push_back(gate);
}

inline bool Gates::opens(const Gate& gate, const Bits& bits) const {
    const auto parts = parts_of(gate);
    const auto set = [&](const Part& part) { return (bits[part.word] & part.mask) != 0; };
    switch (gate.kind) {
        case Kind::any:
            return std::ranges::any_of(parts, set);
        case Kind::all:
            return std::ranges::all_of(
                parts, [&](const Part& part) { return (bits[part.word] & part.mask) == part.mask; });
        case Kind::first_without_second:
            break;
    }
    return set(parts[0]) && !set(parts[1]);
}

inline void Gates::start(Bits& bits, const LaneBits& yes, std::size_t lane_words, std::uint64_t known) const {
    for (std::size_t i = 0; i < lane_words; ++i) bits[i] = yes[i];
    bits[rule_word] = known;
    for (std::size_t i = 0; i < (groups_ + 63) / 64; ++i) bits[rule_word + 1 + i] = 0;
}

std::uint64_t Gates::decide(const LaneBits& yes, std::size_t lane_words, std::uint64_t known) const {
    Bits bits;
    start(bits, yes, lane_words, known);
    for (const Gate& gate : gates_)
        bits[gate.result.word] |= static_cast<std::uint64_t>(opens(gate, bits)) << gate.result.bit;
    return bits[rule_word];
}

Gates::Range Gates::range(const LaneBits& surely, const LaneBits& perhaps, std::size_t lane_words,
                          std::uint64_t known) const {
    Bits low;
    Bits high;
    start(low, surely, lane_words, known);
    start(high, perhaps, lane_words, known);
    for (const Gate& gate : gates_) {
        bool least = false;
        bool most = false;
        if (gate.kind == Kind::first_without_second) {
            const auto parts = parts_of(gate);
            const auto set = [&](const Bits& bits, std::size_t i) {
                return (bits[parts[i].word] & parts[i].mask) != 0;
            };
            least = set(low, 0) && !set(high, 1);
            most = set(high, 0) && !set(low, 1);
        } else {
            least = opens(gate, low);
            most = opens(gate, high);
        }
        low[gate.result.word] |= static_cast<std::uint64_t>(least) << gate.result.bit;
        high[gate.result.word] |= static_cast<std::uint64_t>(most) << gate.result.bit;
    }
    return {low[rule_word], high[rule_word]};
}

void Gates::end_rule(std::size_t rule) {
    rules_.push_back({rule, rules_.empty() ? 0 : rules_.back().end, gates_.size()});
}

// Backwards, so that each part is followed after the group it belongs to.
void Gates::follow(const RuleGates& of, const Bits& bits, Bits& followed) const {
    for (std::size_t i = of.end; i-- > of.first;) {
        const Gate& gate = gates_[i];
        if ((followed[gate.result.word] & gate.result.mask()) == 0) continue;
        auto parts = parts_of(gate);
        if (gate.kind == Kind::first_without_second) parts = parts.first(1);
        for (const Part& part : parts) followed[part.word] |= part.mask & bits[part.word];
    }
}

void Gates::trace(const LaneBits& yes, std::size_t lane_words, std::uint64_t decision, std::uint64_t known,
                  std::span<LaneBits> wanted) const {
    Bits bits;
    start(bits, yes, lane_words, decision | known);
    for (const RuleGates& of : rules_) {
        if ((decision >> of.rule & 1U) == 0) continue;
        for (std::size_t i = of.first; i < of.end; ++i)
            bits[gates_[i].result.word] |= static_cast<std::uint64_t>(opens(gates_[i], bits))
                                           << gates_[i].result.bit;
        Bits followed;
        std::fill_n(followed.begin(), rule_word + 1 + (groups_ + 63) / 64, 0);
        const std::uint64_t itself = std::uint64_t{1} << of.rule;
        followed[rule_word] = itself;
        follow(of, bits, followed);
        for (std::size_t i = 0; i < lane_words; ++i) wanted[of.rule][i] = followed[i];
        for (auto named = followed[rule_word] & ~known & ~itself; named != 0; named &= named - 1)
            for (std::size_t i = 0; i < lane_words; ++i)
                wanted[of.rule][i] |= wanted[static_cast<std::size_t>(std::countr_zero(named))][i];
    }
}

}  // namespace prevenance::rules
