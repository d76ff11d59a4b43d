#include "api/suggestion_words.h"

#include "rules/engine.h"

namespace prevenance::api {
namespace {

using storage::SuggestionRecord;

std::optional<Finding> finding_of(const SuggestionRecord& suggestion, RuleIdentity rule, Date as_of) {
    const auto subject =
        suggestion.employee ? Finding::Subject{*suggestion.employee} : Finding::Subject{*suggestion.team};
    const auto level = suggestion.employee ? RuleLevel::individual : RuleLevel::team;
    return Finding::make(std::move(rule), suggestion.family, level, subject, as_of, suggestion.evidence,
                         suggestion.counted, suggestion.due_on);
}

// Counted from today and from the facts as they are today: some may have been corrected since.
std::optional<Date> stops_on(const rules::RuleSet& rules, const storage::CaseFile& file,
                             const SuggestionRecord& suggestion, const rules::Rule& rule, Date today) {
    const auto finding = finding_of(suggestion, rule.identity, today);
    if (!finding || !suggestion.is_open()) return std::nullopt;
    if (suggestion.employee) {
        const auto timeline = file.timeline(*suggestion.employee);
        return timeline ? rules::stops_on(rules, *finding, *timeline) : std::nullopt;
    }
    const auto timeline = file.team_timeline(*suggestion.team);
    return timeline ? rules::stops_on(rules, *finding, *timeline) : std::nullopt;
}

}  // namespace

Result<SuggestionWords> suggestion_words(const Services& services, EmployerScope scope,
                                         const SuggestionRecord& suggestion, Date today) {
    return services.cases.read([&](const storage::Reader& reader) -> Result<SuggestionWords> {
        const auto rules = rules_of(reader, services, scope);
        const auto* rule = rules->find(suggestion.rule);
        const bool same = rule != nullptr && rule->identity.content_hash == suggestion.content_hash;
        const auto finding = finding_of(
            suggestion, same ? rule->identity : RuleIdentity{suggestion.rule, {}, suggestion.content_hash},
            suggestion.as_of);
        if (!finding) return fail(ErrorCode::internal);
        const storage::CaseFile file{reader, scope};
        if (same)
            return SuggestionWords{rules::explain(*finding, *rule, services.signals,
                                                  stops_on(*rules, file, suggestion, *rule, today)),
                                   false};
        const auto archived = file.archived_rule(suggestion.content_hash);
        if (!archived) return fail(ErrorCode::internal);
        const auto explanation = rules::explain_archived(*finding, archived->content, services.signals);
        if (!explanation) return fail(ErrorCode::internal);
        return SuggestionWords{*explanation, true};
    });
}

}  // namespace prevenance::api
