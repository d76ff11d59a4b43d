#include "api/team_findings.h"

#include "api/employer_rules.h"
#include "api/services.h"
#include "domain/council_figures.h"
#include "storage/case_file.h"
#include "storage/organisations.h"

#include <algorithm>
#include <set>

namespace prevenance::api {
namespace {

// Rules about a team count from five people on; fewer are never spoken of as a team.
constexpr int fewest_people = 5;

int people_today(const storage::CaseFile& file, TeamId team, Date today) {
    const auto timeline = file.team_timeline(team);
    if (!timeline) return 0;
    return static_cast<int>(std::ranges::count_if(timeline->members, [&](const Membership& member) {
        return member.entry <= today && member.exit.value_or(today) >= today;
    }));
}

int people_asked_for(const rules::Rule& rule) {
    const auto* threshold = rule.find_threshold("least_headcount");
    return std::max(fewest_people, threshold == nullptr ? least_people_for_figures : threshold->value);
}

// A suggestion whose facts were wrong, or are gone, says nothing any more.
bool stands(const storage::SuggestionRecord& suggestion, Date today) {
    return suggestion.as_of > today - Days{365} && suggestion.closing != "fact_wrong" && suggestion.closing != "facts_gone";
}

}  // namespace

TeamFindings team_findings(const Call& call) {
    return call.services.cases.read([&](const storage::Reader& reader) {
        const storage::CaseFile file{reader, call.employer()};
        const auto rules = rules_of(reader, call.services, call.employer());
        TeamFindings found;
        for (const auto& team : storage::Organisations{reader}.teams(call.employer().employer())) {
            const auto people = people_today(file, team.id, call.today());
            found.has_small_teams = found.has_small_teams || people < least_people_for_figures;
            auto suggestions = file.suggestions_about_team(team.id);
            std::ranges::stable_sort(suggestions, std::greater{}, &storage::SuggestionRecord::as_of);
            std::set<std::string> known;
            for (const auto& suggestion : suggestions) {
                const auto* rule = rules->find(suggestion.rule);
                if (rule == nullptr || !stands(suggestion, call.today()) || people < people_asked_for(*rule))
                    continue;
                if (known.insert(rule->identity.id).second)
                    found.findings.push_back({team, *rule, suggestion.as_of});
            }
        }
        return found;
    });
}

}  // namespace prevenance::api
