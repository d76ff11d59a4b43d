#include "api/team_names.h"

#include "storage/organisations.h"

namespace prevenance::api {

std::map<TeamId, std::string> team_names(const Services& services, EmployerScope scope) {
    const auto teams = services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.teams(scope.employer());
    });
    std::map<TeamId, std::string> names;
    for (const auto& team : teams) names.emplace(team.id, team.name);
    return names;
}

}  // namespace prevenance::api
