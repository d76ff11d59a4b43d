#include "rules/population.h"

#include <algorithm>

namespace prevenance::rules {

void Population::add(const Timeline& timeline, std::uint64_t team_decision) {
    const auto first = facts_.size();
    for (const Fact& fact : timeline.facts) {
        const auto code = rules_->number_of(fact.code);
        if (!code) continue;
        // An end before the start would be a defect of the source; a day is the least a fact can last.
        const auto end = fact.end ? std::max(day_number(*fact.end), day_number(fact.start)) : open_end;
        facts_.push_back({day_number(fact.start), end,
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

CodedTeam::CodedTeam(const RuleSet& rules, const TeamTimeline& timeline) : members_(rules), whole_(rules) {
    for (const auto& member : timeline.members)
        members_.add({member.employee, member.entry, member.exit, member.facts});
    for (std::size_t place = 0; place < members_.size(); ++place) persons_.push_back(members_.person(place));
    whole_.add({{}, {}, {}, timeline.facts});
    for (const auto& figure : timeline.figures)
        if (const auto code = rules.number_of(figure.code))
            figures_.push_back({day_number(figure.from), day_number(figure.to),
                                day_number(figure.recorded_on), *code, figure.count});
}

}  // namespace prevenance::rules
