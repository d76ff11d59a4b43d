#include "rules/population.h"

#include <algorithm>

namespace prevenance::rules {

void Population::add(const Timeline& timeline, std::uint64_t team_decision) {
    const auto first = facts_.size();
    for (const Fact& fact : timeline.facts) {
        const auto code = rules_->number_of(fact.code);
        if (!code) continue;
        facts_.push_back({day_number(fact.start), fact.end ? day_number(*fact.end) : open_end,
                          day_number(fact.recorded_on), *code,
                          static_cast<std::uint32_t>(facts_.size() - first) & 0xFF'FFFFU});
        ids_.push_back(fact.id);
    }
    sort_facts(std::span(facts_).subspan(first), std::span<const FactId>(ids_).subspan(first));
    employees_.push_back(timeline.employee);
    offsets_.push_back(facts_.size());
    entries_.push_back(day_number(timeline.entry));
    exits_.push_back(timeline.exit ? day_number(*timeline.exit) : open_end);
    team_decisions_.push_back(team_decision);
}

}  // namespace prevenance::rules
