// The conditions of all rules about a person as operations on bits: a bit for each answer of the sieve, for
// each rule and for each group of conditions. What a rule says is worked out once, when the set is made; for
// a person it is a few masks and comparisons. The surprise: an answer may be unsure, and then a rule may be
// too.
#pragma once

#include "rules/sieve.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace prevenance::rules {

constexpr std::size_t most_groups = 384;

class Gates {
public:
    // A place for one bit.
    struct Place {
        std::uint16_t word;
        std::uint16_t bit;
        std::uint64_t mask() const { return std::uint64_t{1} << bit; }
    };
    enum class Kind : std::uint8_t { any, all, first_without_second };

    static Place of_lane(std::size_t lane) { return place(lane); }
    static Place of_rule(std::size_t rule) { return place(most_lanes + rule); }

    // Gates are worked out in the order in which they are added: parts first.
    void add(Kind kind, std::span<const Place> parts, Place result);
    // A place for the result of a group inside a condition. The set has at most `most_groups` of them.
    Place new_group() { return place(most_lanes + 64 + groups_++); }

    // Rules as bits, from the answers of the sieve. `known`: rules about the team that hold.
    std::uint64_t decide(const LaneBits& yes, std::size_t lane_words, std::uint64_t known) const;

    // Where some answers are unsure: the rules that hold whatever these turn out to be, and those that may.
    struct Range {
        std::uint64_t surely;
        std::uint64_t perhaps;
    };
    Range range(const LaneBits& surely, const LaneBits& perhaps, std::size_t lane_words,
                std::uint64_t known) const;

    // The gates added since the last call are those of this rule. A rule comes after those it names.
    void end_rule(std::size_t rule);

    // For each rule that holds, in `decision`: the lanes whose facts made it hold, in the words in use of
    // `wanted[rule]`. Of a group that does not hold nothing is wanted, nor of a rule that was known.
    void trace(const LaneBits& yes, std::size_t lane_words, std::uint64_t decision, std::uint64_t known,
               std::span<LaneBits> wanted) const;

private:
    static constexpr std::size_t rule_word = most_lanes / 64;
    static constexpr std::size_t bit_words = rule_word + 1 + most_groups / 64;
    using Bits = std::array<std::uint64_t, bit_words>;

    struct Part {
        std::uint64_t mask;
        std::uint16_t word;
    };
    struct Gate {
        Kind kind;
        Place result;
        std::uint32_t first;
        std::uint32_t count;
    };

    // The gates of one rule: gates_[first] to the one before gates_[end].
    struct RuleGates {
        std::size_t rule;
        std::size_t first;
        std::size_t end;
    };

    static Place place(std::size_t bit) {
        return {static_cast<std::uint16_t>(bit / 64), static_cast<std::uint16_t>(bit % 64)};
    }
    std::span<const Part> parts_of(const Gate& gate) const {
        return std::span(parts_).subspan(gate.first, gate.count);
    }
    bool opens(const Gate& gate, const Bits& bits) const;
    void start(Bits& bits, const LaneBits& yes, std::size_t lane_words, std::uint64_t known) const;
    void follow(const RuleGates& of, const Bits& bits, Bits& followed) const;

    std::vector<Gate> gates_;
    std::vector<Part> parts_;
    std::vector<RuleGates> rules_;
    std::size_t groups_ = 0;
};

}  // namespace prevenance::rules
