// What the gates make of a set of answers: the rules that hold and, for each, the lanes whose facts made it
// hold. Most people give one of a few sets of answers, so what was worked out once is kept and looked up for
// the next person. It keeps nothing about anybody. The surprise: only for rule sets whose lanes fit one word
// (`fits`); where two sets of answers want one place, the later one takes it.
#pragma once

#include "rules/rule_set.h"

#include <cstdint>
#include <vector>

namespace prevenance::rules {

class KeptAnswers {
public:
    // The rule set must outlive it.
    explicit KeptAnswers(const RuleSet& rules) : rules_(&rules), kept_(std::size_t{1} << kept_bits) {}

    static bool fits(const RuleSet& rules) { return rules.sieve().bit_words() == 1; }

    // The rules about a person that hold. `known`: rules about the team that do.
    std::uint64_t decision(std::uint64_t yes, std::uint64_t known) { return kept(yes, 0, known).decision; }

    // For a rule of the decision: the lanes whose facts made it hold, by the number of the rule. Valid until
    // the next call.
    const std::uint64_t* wanted(std::uint64_t yes, std::uint64_t known) {
        Kept& entry = kept(yes, 0, known);
        if (!entry.traced) trace(entry);
        return wanted_.data() + place_of(entry) * rules_->rules().size();
    }

    // The answers among the `unsure` ones on which a rule turns: the others may stay as they are.
    std::uint64_t to_ask(std::uint64_t yes, std::uint64_t unsure, std::uint64_t known) {
        return kept(yes, unsure, known).to_ask;
    }

private:
    struct Kept {
        std::uint64_t yes = 0;
        std::uint64_t unsure = 0;
        std::uint64_t known = 0;
        std::uint64_t decision = 0;  // where nothing is unsure
        std::uint64_t to_ask = 0;    // where something is
        bool used = false;
        bool traced = false;
    };
    static constexpr unsigned kept_bits = 9;

    static std::size_t spread(std::uint64_t yes, std::uint64_t unsure, std::uint64_t known) {
        const auto mixed = yes + unsure * 0x85EB'CA6BU + known * 0x9E37'79B9U;
        return static_cast<std::size_t>(mixed * 0x9E37'79B9'7F4A'7C15U >> (64U - kept_bits));
    }
    Kept& kept(std::uint64_t yes, std::uint64_t unsure, std::uint64_t known) {
        Kept& entry = kept_[spread(yes, unsure, known)];
        if (!entry.used || entry.yes != yes || entry.unsure != unsure || entry.known != known) [[unlikely]]
            work_out(entry, yes, unsure, known);
        return entry;
    }
    std::size_t place_of(const Kept& entry) const { return static_cast<std::size_t>(&entry - kept_.data()); }
    void work_out(Kept& entry, std::uint64_t yes, std::uint64_t unsure, std::uint64_t known) const;
    void trace(Kept& entry);

    const RuleSet* rules_;
    std::vector<Kept> kept_;
    std::vector<std::uint64_t> wanted_;  // for each place, then rule; empty until something is traced
};

}  // namespace prevenance::rules
