// What a screening of many people found, in flat columns that are filled again and again without asking for
// memory: which rule held for whom, and the facts that made it hold. It is the same as the findings of
// rules/engine.h without their words; rules/finding_text.h puts it into French.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace prevenance::rules {

// One rule that holds for one person.
struct Fired {
    std::uint32_t person;      // place in the population
    std::uint32_t rule;        // place in the rule set
    std::uint32_t first_fact;  // in EvidenceLog::facts
    std::uint32_t fact_count;
};

struct EvidenceLog {
    std::vector<Fired> fired;          // by person, then rule
    std::vector<std::uint32_t> facts;  // their `index` among the facts of the person, the oldest first

    std::span<const std::uint32_t> facts_of(const Fired& entry) const {
        return std::span(facts).subspan(entry.first_fact, entry.fact_count);
    }
    std::vector<std::uint64_t> scratch;  // of the screening, kept for the next person

    void clear() {
        fired.clear();
        facts.clear();
    }
};

}  // namespace prevenance::rules
