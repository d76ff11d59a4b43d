// Screens people with one rule set, everybody at once or one at a time as facts become known. What it keeps
// from one person to the next is what the rules make of a set of answers (rules/kept_answers.h), nothing
// about anybody: so a new fact, a correction and a deletion need no care, and people may come in any order.
// Whoever screens more than once keeps one of these; rules/engine.h has the same for a single call.
#pragma once

#include "rules/evidence_log.h"
#include "rules/kept_answers.h"
#include "rules/population.h"
#include "rules/rule_set.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace prevenance::rules {

struct PersonFacts;

class Screener {
public:
    // The rule set must outlive it, and be that of the populations.
    explicit Screener(const RuleSet& rules) : rules_(&rules), kept_(rules) {}

    // As the functions of the same names in rules/engine.h.
    void decide(const Population& population, Date as_of, std::span<std::uint64_t> decisions);
    void screen(const Population& population, Date as_of, EvidenceLog& log);
    void screen_person(const Population& population, std::size_t place, Date as_of, EvidenceLog& log);

private:
    std::uint64_t decide(const PersonFacts& facts, std::uint64_t known, LaneBits& yes, LaneBits& unsure);
    bool screen_quickly(const PersonFacts& facts, std::size_t place, std::uint64_t known, EvidenceLog& log);

    const RuleSet* rules_;
    KeptAnswers kept_;
};

// The rules that hold for one person, with nothing kept.
std::uint64_t decide_once(const RuleSet& rules, const Person& person, DayNumber as_of, std::uint64_t known);

}  // namespace prevenance::rules
