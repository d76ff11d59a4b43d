#include "api/commands/employer_history.h"

#include "domain/organisation.h"
#include "storage/organisations.h"

namespace prevenance::api {
namespace {

constexpr std::size_t identifier_shown = 8;

}  // namespace

std::optional<EmployerHistory> history_of_employer(const Services& services, const std::string& siret_text) {
    const auto siret = Siret::parse(siret_text);
    if (!siret) return std::nullopt;
    return services.cases.read([&](const storage::Reader& reader) -> std::optional<EmployerHistory> {
        const auto employer = storage::Organisations{reader}.employer_by_siret(*siret);
        if (!employer) return std::nullopt;
        const auto scope = EmployerScope::for_job(employer->id);
        return EmployerHistory{scope, rules_of(reader, services, scope), history_of(reader, scope)};
    });
}

std::string person_words(EmployeeId employee) {
    return "Personne " + employee.text().substr(0, identifier_shown);
}

std::string team_words(TeamId team) {
    return "Équipe " + team.text().substr(0, identifier_shown);
}

}  // namespace prevenance::api
