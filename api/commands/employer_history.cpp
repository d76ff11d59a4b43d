#include "api/commands/employer_history.h"

#include "domain/organisation.h"
#include "storage/case_file.h"
#include "storage/organisations.h"

#include <algorithm>

namespace prevenance::api {
namespace {

constexpr std::size_t identifier_shown = 8;

void forget_when_recorded(std::vector<Fact>& facts) {
    for (auto& fact : facts) fact.recorded_on = std::min(fact.recorded_on, fact.start);
}

}  // namespace

std::optional<EmployerHistory> history_of_employer(const Services& services, const std::string& siret_text) {
    const auto siret = Siret::parse(siret_text);
    if (!siret) return std::nullopt;
    return services.cases.read([&](const storage::Reader& reader) -> std::optional<EmployerHistory> {
        const auto employer = storage::Organisations{reader}.employer_by_siret(*siret);
        if (!employer) return std::nullopt;
        const auto scope = EmployerScope::for_job(employer->id);
        const storage::CaseFile file{reader, scope};
        return EmployerHistory{scope, rules_of(reader, services, scope), file.timelines(),
                               file.team_timelines()};
    });
}

void forget_when_recorded(EmployerHistory& history) {
    for (auto& person : history.persons) forget_when_recorded(person.facts);
    for (auto& team : history.teams) {
        forget_when_recorded(team.facts);
        for (auto& member : team.members) forget_when_recorded(member.facts);
        for (auto& figure : team.figures) figure.recorded_on = std::min(figure.recorded_on, figure.to);
    }
}

std::string person_words(EmployeeId employee) {
    return "Personne " + employee.text().substr(0, identifier_shown);
}

std::string team_words(TeamId team) {
    return "Équipe " + team.text().substr(0, identifier_shown);
}

}  // namespace prevenance::api
