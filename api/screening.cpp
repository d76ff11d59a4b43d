#include "api/screening.h"

#include <algorithm>
#include <vector>

#include "rules/engine.h"
#include "rules/explanation.h"
#include "rules/novelty.h"
#include "storage/case_file.h"

namespace prevenance::api {
namespace {

using storage::SuggestionRecord;

std::vector<rules::EarlierSuggestion> earlier_of(const std::vector<SuggestionRecord>& suggestions) {
    std::vector<rules::EarlierSuggestion> earlier;
    for (const auto& suggestion : suggestions)
        earlier.push_back({suggestion.rule, suggestion.is_open(), suggestion.evidence});
    return earlier;
}

SuggestionRecord record_of(const Finding& finding, SuggestionId id, Instant now) {
    SuggestionRecord record;
    record.id = id;
    if (const auto* employee = std::get_if<EmployeeId>(&finding.subject())) record.employee = *employee;
    if (const auto* team = std::get_if<TeamId>(&finding.subject())) record.team = *team;
    record.rule = finding.rule().id;
    record.content_hash = finding.rule().content_hash;
    record.family = finding.family();
    record.as_of = finding.as_of();
    record.due_on = finding.due();
    record.raised_at = now;
    record.evidence = finding.evidence();
    record.counted = finding.counted();
    return record;
}

// The rule's words are kept, so that the suggestion stays readable after the rule changed.
storage::ArchivedRule archived(const rules::RuleSet& rules, const RuleIdentity& identity) {
    const auto* rule = rules.find(identity.id);
    return {identity.content_hash, identity.id, identity.version,
            rule == nullptr ? std::string{} : rules::archived_words(*rule)};
}

// One person or one team: `findings` are what holds today, `known` every suggestion ever made about it.
ScreeningCount settle(storage::Transaction& transaction, Services& services, const storage::CaseFile& file,
                      std::vector<Finding> findings, const std::vector<SuggestionRecord>& known, Instant now) {
    ScreeningCount count;
    for (const auto& suggestion : known) {
        const bool holds = std::ranges::any_of(
            findings, [&](const Finding& finding) { return finding.rule().id == suggestion.rule; });
        if (!suggestion.is_open() || holds) continue;
        if (file.close(transaction, suggestion.id, "facts_gone", std::nullopt, "", now)) ++count.withdrawn;
    }
    const auto earlier = earlier_of(known);
    for (const auto& finding : rules::new_findings(std::move(findings), earlier)) {
        const auto& rule = finding.rule();
        storage::CaseFile::archive(transaction, archived(services.rules, rule), now);
        file.add(transaction, record_of(finding, services.randomness.new_id<SuggestionId>(), now));
        ++count.raised;
    }
    return count;
}

void add_up(ScreeningCount& total, const ScreeningCount& count) {
    total.raised += count.raised;
    total.withdrawn += count.withdrawn;
}

ScreeningCount screen(storage::Transaction& transaction, Services& services, EmployerScope scope,
                      const Timeline& timeline, Instant now) {
    const storage::CaseFile file{transaction, scope};
    auto findings = rules::evaluate(services.rules, timeline, in_paris(now).date);
    return settle(transaction, services, file, std::move(findings), file.suggestions_about(timeline.employee), now);
}

ScreeningCount screen(storage::Transaction& transaction, Services& services, EmployerScope scope,
                      const TeamTimeline& timeline, Instant now) {
    const storage::CaseFile file{transaction, scope};
    auto findings = rules::evaluate(services.rules, timeline, in_paris(now).date);
    return settle(transaction, services, file, std::move(findings), file.suggestions_about_team(timeline.team), now);
}

}  // namespace

ScreeningCount screen_employee(storage::Transaction& transaction, Services& services, EmployerScope scope,
                               EmployeeId employee, Instant now) {
    const auto timeline = storage::CaseFile{transaction, scope}.timeline(employee);
    return timeline ? screen(transaction, services, scope, *timeline, now) : ScreeningCount{};
}

ScreeningCount screen_team(storage::Transaction& transaction, Services& services, EmployerScope scope, TeamId team,
                           Instant now) {
    const auto timeline = storage::CaseFile{transaction, scope}.team_timeline(team);
    return timeline ? screen(transaction, services, scope, *timeline, now) : ScreeningCount{};
}

ScreeningCount screen_employer(storage::Transaction& transaction, Services& services, EmployerScope scope,
                               Instant now) {
    ScreeningCount total;
    const storage::CaseFile file{transaction, scope};
    for (const auto& timeline : file.team_timelines()) add_up(total, screen(transaction, services, scope, timeline, now));
    for (const auto& timeline : file.timelines()) add_up(total, screen(transaction, services, scope, timeline, now));
    return total;
}

}  // namespace prevenance::api
