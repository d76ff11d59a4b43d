#include "api/screening.h"

#include <algorithm>
#include <memory>
#include <set>

#include "api/coded_teams.h"
#include "rules/engine.h"
#include "rules/explanation.h"
#include "rules/novelty.h"
#include "storage/case_file.h"
#include "storage/processing_choices.h"

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

bool is_note(const rules::RuleSet& rules, const Finding& finding) {
    const auto* rule = rules.find(finding.rule().id);
    return rule != nullptr && rule->effect == rules::Effect::note;
}

// One employer's screening: the rules as it has set them, and the day.
struct Screening {
    storage::Transaction& transaction;
    Services& services;
    EmployerScope scope;
    Instant now;
    std::shared_ptr<const rules::RuleSet> rules = rules_of(transaction, services, scope);
    storage::CaseFile file{transaction, scope};
    std::set<EmployeeId> left_alone = storage::ProcessingChoices{transaction, scope}.left_alone();

    Date today() const { return in_paris(now).date; }
    ScreeningCount person(const Timeline& timeline, std::uint64_t team_decision) const;
    ScreeningCount team(const TeamTimeline& timeline) const;
    ScreeningCount coded_person(const rules::Population& people, std::size_t place) const;
    ScreeningCount coded_team(const CodedTeams& teams) const;

private:
    // Without the signals of somebody who objected to them or had the data frozen; the legal calendar goes on.
    std::vector<Finding> wanted(EmployeeId employee, std::vector<Finding> findings) const;
    // `findings` are what holds today, `known` every suggestion ever made about the same person or team.
    ScreeningCount settle(std::vector<Finding> findings, const std::vector<SuggestionRecord>& known) const;
};

std::vector<Finding> Screening::wanted(EmployeeId employee, std::vector<Finding> findings) const {
    if (left_alone.contains(employee))
        std::erase_if(findings,
                      [](const Finding& finding) { return finding.family() == RuleFamily::signal; });
    return findings;
}

ScreeningCount Screening::settle(std::vector<Finding> findings,
                                 const std::vector<SuggestionRecord>& known) const {
    std::erase_if(findings, [&](const Finding& finding) { return is_note(*rules, finding); });
    ScreeningCount count;
    for (const auto& suggestion : known) {
        const bool holds = std::ranges::any_of(
            findings, [&](const Finding& finding) { return finding.rule().id == suggestion.rule; });
        if (!suggestion.is_open() || holds) continue;
        if (file.close(transaction, suggestion.id, "facts_gone", std::nullopt, "", now)) ++count.withdrawn;
    }
    const auto earlier = earlier_of(known);
    for (const auto& finding : rules::new_findings(std::move(findings), earlier)) {
        storage::CaseFile::archive(transaction, archived(*rules, finding.rule()), now);
        file.add(transaction, record_of(finding, services.randomness.new_id<SuggestionId>(), now));
        ++count.raised;
    }
    return count;
}

ScreeningCount Screening::person(const Timeline& timeline, std::uint64_t team_decision) const {
    return settle(wanted(timeline.employee, rules::evaluate(*rules, timeline, today(), team_decision)),
                  file.suggestions_about(timeline.employee));
}

ScreeningCount Screening::team(const TeamTimeline& timeline) const {
    return settle(rules::evaluate(*rules, timeline, today()), file.suggestions_about_team(timeline.team));
}

ScreeningCount Screening::coded_person(const rules::Population& people, std::size_t place) const {
    const auto employee = people.employee(place);
    return settle(wanted(employee, rules::findings_about(people, place, today())),
                  file.suggestions_about(employee));
}

ScreeningCount Screening::coded_team(const CodedTeams& teams) const {
    return settle(teams.team_findings(today()), file.suggestions_about_team(teams.team()));
}

void add_up(ScreeningCount& total, const ScreeningCount& count) {
    total.raised += count.raised;
    total.withdrawn += count.withdrawn;
}

bool names_team_rule(const rules::RuleSet& rules, const rules::Condition& condition) {
    if (condition.kind == rules::Condition::Kind::rule) {
        const auto* named = rules.find(condition.rule);
        return named != nullptr && named->level == RuleLevel::team;
    }
    return std::ranges::any_of(condition.parts,
                               [&](const rules::Condition& part) { return names_team_rule(rules, part); });
}

// A team is only looked at for a person where a rule about persons names one about teams.
bool persons_depend_on_teams(const rules::RuleSet& rules) {
    return std::ranges::any_of(rules.rules(), [&](const rules::Rule& rule) {
        if (rule.level != RuleLevel::individual) return false;
        return names_team_rule(rules, rule.when) || (rule.unless && names_team_rule(rules, *rule.unless));
    });
}

std::uint64_t team_decision_for(const storage::CaseFile& file, const rules::RuleSet& rules,
                                EmployeeId employee, Date as_of) {
    if (!persons_depend_on_teams(rules)) return 0;
    const auto team = file.team_of(employee);
    const auto timeline = team ? file.team_timeline(*team) : std::nullopt;
    return timeline ? rules::decide_team(rules, *timeline, as_of) : 0;
}

}  // namespace

ScreeningCount screen_employee(storage::Transaction& transaction, Services& services, EmployerScope scope,
                               EmployeeId employee, Instant now) {
    const Screening screening{transaction, services, scope, now};
    const auto timeline = screening.file.timeline(employee);
    if (!timeline) return {};
    return screening.person(*timeline, team_decision_for(screening.file, *screening.rules, employee,
                                                         screening.today()));
}

ScreeningCount screen_team(storage::Transaction& transaction, Services& services, EmployerScope scope, TeamId team,
                           Instant now) {
    const Screening screening{transaction, services, scope, now};
    const auto timeline = screening.file.team_timeline(team);
    return timeline ? screening.team(*timeline) : ScreeningCount{};
}

ScreeningCount screen_employer(storage::Transaction& transaction, Services& services, EmployerScope scope,
                               Instant now) {
    ScreeningCount total;
    const Screening screening{transaction, services, scope, now};
    const bool ask_teams = persons_depend_on_teams(*screening.rules);
    CodedTeams teams{transaction, *screening.rules};
    teams.each(scope, [&] {
        if (ask_teams) teams.set_team_decision(teams.team_decision(screening.today()));
        add_up(total, screening.coded_team(teams));
        for (std::size_t place = 0; place < teams.people().size(); ++place)
            add_up(total, screening.coded_person(teams.people(), place));
    });
    return total;
}

std::vector<Finding> findings_about(const storage::Reader& reader, const Services& services,
                                    EmployerScope scope, EmployeeId employee, Date as_of) {
    const storage::CaseFile file{reader, scope};
    const auto rules = rules_of(reader, services, scope);
    const auto timeline = file.timeline(employee);
    if (!timeline) return {};
    return rules::evaluate(*rules, *timeline, as_of, team_decision_for(file, *rules, employee, as_of));
}

std::vector<Finding> findings_about_team(const storage::Reader& reader, const Services& services,
                                         EmployerScope scope, TeamId team, Date as_of) {
    const auto timeline = storage::CaseFile{reader, scope}.team_timeline(team);
    if (!timeline) return {};
    return rules::evaluate(*rules_of(reader, services, scope), *timeline, as_of);
}

std::map<EmployeeId, std::uint64_t> team_decisions(const rules::RuleSet& rules,
                                                   std::span<const TeamTimeline> teams, Date as_of) {
    std::map<EmployeeId, std::uint64_t> decisions;
    if (!persons_depend_on_teams(rules)) return decisions;
    for (const auto& team : teams) {
        const auto decision = rules::decide_team(rules, team, as_of);
        for (const auto& member : team.members) decisions[member.employee] = decision;
    }
    return decisions;
}

}  // namespace prevenance::api
