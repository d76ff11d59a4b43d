#include "api/suggestion_words.h"

#include "api/fact_origins.h"
#include "rules/engine.h"

#include <algorithm>
#include <cstdint>

namespace prevenance::api {
namespace {

using storage::SuggestionRecord;

// A history with what the person's team adds to it.
struct History {
    std::optional<Timeline> person;
    std::optional<TeamTimeline> team;  // the suggestion's subject, where there is no person
    std::uint64_t team_decision = 0;
};

std::uint64_t decision_about_team(const storage::CaseFile& file, const rules::RuleSet& rules,
                                  EmployeeId employee, Date today) {
    const auto team = file.team_of(employee);
    const auto timeline = team ? file.team_timeline(*team) : std::nullopt;
    return timeline ? rules::decide_team(rules, *timeline, today) : 0;
}

History history_of(const storage::CaseFile& file, const rules::RuleSet& rules,
                   const SuggestionRecord& suggestion, Date today) {
    if (!suggestion.employee) return {std::nullopt, file.team_timeline(*suggestion.team), 0};
    return {file.timeline(*suggestion.employee), std::nullopt,
            decision_about_team(file, rules, *suggestion.employee, today)};
}

std::optional<Finding> finding_of(const SuggestionRecord& suggestion, RuleIdentity rule) {
    const auto subject =
        suggestion.employee ? Finding::Subject{*suggestion.employee} : Finding::Subject{*suggestion.team};
    const auto level = suggestion.employee ? RuleLevel::individual : RuleLevel::team;
    return Finding::make(std::move(rule), suggestion.family, level, subject, suggestion.as_of,
                         suggestion.evidence, suggestion.counted, suggestion.due_on);
}

const Finding* by_rule(const std::vector<Finding>& findings, const std::string& rule) {
    const auto at =
        std::ranges::find_if(findings, [&](const Finding& finding) { return finding.rule().id == rule; });
    return at == findings.end() ? nullptr : &*at;
}

// Nothing where the rule does not hold today any more.
std::optional<rules::Surroundings> around_today(const rules::RuleSet& rules, const History& history,
                                                const SuggestionRecord& suggestion, Date today) {
    if (history.person) {
        const auto findings = rules::evaluate(rules, *history.person, today, history.team_decision);
        const auto* finding = by_rule(findings, suggestion.rule);
        if (finding != nullptr)
            return rules::surroundings(rules, *finding, *history.person, history.team_decision);
    }
    if (history.team) {
        const auto findings = rules::evaluate(rules, *history.team, today);
        const auto* finding = by_rule(findings, suggestion.rule);
        if (finding != nullptr) return rules::surroundings(rules, *finding, *history.team);
    }
    return std::nullopt;
}

rules::Origins origins_in(const storage::CaseFile& file, const History& history) {
    if (history.person) return fact_origins(file, *history.person);
    return history.team ? fact_origins(*history.team) : rules::Origins{};
}

Result<SuggestionWords> explained(const SignalCatalogue& signals, const rules::RuleSet& rules,
                                  const storage::CaseFile& file, const SuggestionRecord& suggestion,
                                  const rules::Surroundings& around) {
    const auto* rule = rules.find(suggestion.rule);
    const bool same = rule != nullptr && rule->identity.content_hash == suggestion.content_hash;
    const auto finding = finding_of(
        suggestion, same ? rule->identity : RuleIdentity{suggestion.rule, {}, suggestion.content_hash});
    if (!finding) return fail(ErrorCode::internal);
    if (same) return SuggestionWords{rules::explain(*finding, *rule, signals, around), false};
    const auto archived = file.archived_rule(suggestion.content_hash);
    if (!archived) return fail(ErrorCode::internal);
    const auto explanation = rules::explain_archived(*finding, archived->content, signals, around.origins);
    if (!explanation) return fail(ErrorCode::internal);
    return SuggestionWords{*explanation, true};
}

void say_that_it_fades(rules::Explanation& explanation) {
    const std::string what =
        explanation.family == RuleFamily::legal ? "ce rappel se ferme" : "cette suggestion se ferme";
    explanation.stops = "D’après les faits d’aujourd’hui, la règle ne s’applique plus : " + what +
                        " à la prochaine relecture, au plus tard cette nuit.";
}

// A figure that lacks today may be why the rule no longer holds.
void say_what_is_missing(rules::Explanation& explanation, const SignalCatalogue& signals,
                         const rules::RuleSet& rules, const History& history, Date today) {
    const auto* rule = rules.find(explanation.words.identity.id);
    if (rule == nullptr || !history.team) return;
    const auto missing = rules::missing_figures(rules, *rule, *history.team, today);
    for (auto& sentence : rules::words_of(missing, signals))
        explanation.also_unknown.push_back(std::move(sentence));
}

}  // namespace

Result<SuggestionWords> suggestion_words(const Services& services, EmployerScope scope,
                                         const SuggestionRecord& suggestion, Date today) {
    return services.cases.read([&](const storage::Reader& reader) -> Result<SuggestionWords> {
        const storage::CaseFile file{reader, scope};
        const auto rules = rules_of(reader, services, scope);
        const auto history = history_of(file, *rules, suggestion, today);
        auto around = suggestion.is_open() ? around_today(*rules, history, suggestion, today) : std::nullopt;
        const bool holds = around.has_value();
        if (!around) around = rules::Surroundings{};
        around->origins = origins_in(file, history);
        auto words = explained(services.signals, *rules, file, suggestion, *around);
        if (!words || words->rule_changed) return words;
        if (!suggestion.is_open())
            words->explanation.stops.clear();
        else if (!holds) {
            say_that_it_fades(words->explanation);
            say_what_is_missing(words->explanation, services.signals, *rules, history, today);
        }
        return words;
    });
}

Result<SuggestionWords> suggestion_in_short(const Services& services, const storage::Reader& reader,
                                            EmployerScope scope, const SuggestionRecord& suggestion) {
    const auto rules = rules_of(reader, services, scope);
    auto words = explained(services.signals, *rules, storage::CaseFile{reader, scope}, suggestion, {});
    if (!words) return words;
    words->explanation.stops.clear();
    for (auto& fact : words->explanation.facts) fact.origin.clear();
    return words;
}

Result<SuggestionWords> suggestion_in_short(const Services& services, EmployerScope scope,
                                            const SuggestionRecord& suggestion) {
    return services.cases.read([&](const storage::Reader& reader) {
        return suggestion_in_short(services, reader, scope, suggestion);
    });
}

std::vector<rules::Explanation> notes_about(const Services& services, EmployerScope scope,
                                            EmployeeId employee, Date today) {
    return services.cases.read([&](const storage::Reader& reader) {
        std::vector<rules::Explanation> notes;
        const storage::CaseFile file{reader, scope};
        const auto timeline = file.timeline(employee);
        if (!timeline) return notes;
        const auto rules = rules_of(reader, services, scope);
        const auto team = decision_about_team(file, *rules, employee, today);
        for (const auto& finding : rules::evaluate(*rules, *timeline, today, team)) {
            const auto* rule = rules->find(finding.rule().id);
            if (rule->effect != rules::Effect::note) continue;
            auto around = rules::surroundings(*rules, finding, *timeline, team);
            around.origins = fact_origins(file, *timeline);
            notes.push_back(rules::explain(finding, *rule, services.signals, around));
        }
        return notes;
    });
}

}  // namespace prevenance::api
