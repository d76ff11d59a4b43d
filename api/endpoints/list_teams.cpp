#include "api/endpoints/list_teams.h"

#include "api/page_reply.h"
#include "api/people.h"
#include "api/services.h"
#include "forms/employee_json.h"
#include "storage/organisations.h"

namespace prevenance::api {

Answer list_teams(const Call& call) {
    auto teams = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.teams(call.employer().employer());
    });
    std::erase_if(teams, [&](const Team& team) { return !may_see_team(call.scope(), team.id); });
    return json_reply(200, forms::teams_json(teams));
}

}  // namespace prevenance::api
