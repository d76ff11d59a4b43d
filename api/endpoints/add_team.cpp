#include "api/endpoints/add_team.h"

#include "api/page_reply.h"
#include "api/services.h"
#include "forms/employee_form.h"
#include "forms/employee_page.h"
#include "storage/organisations.h"

#include <algorithm>

namespace prevenance::api {
namespace {

std::vector<std::string> names_of_teams(const storage::Reader& reader, EmployerId employer) {
    std::vector<std::string> names;
    for (const auto& team : storage::Organisations{reader}.teams(employer)) names.push_back(team.name);
    return names;
}

Reply form_page(const Call& call, std::vector<FieldError> errors) {
    const auto names = call.services.cases.read(
        [&](const storage::Reader& reader) { return names_of_teams(reader, call.employer().employer()); });
    auto data = forms::team_form_data(call.form.value("name"), names, errors);
    return page_reply(call, "Ajouter une équipe", "team_form", std::move(data), std::move(errors));
}

}  // namespace

Answer show_new_team(const Call& call) {
    return form_page(call, {});
}

Answer add_team(const Call& call) {
    auto name = forms::read_team_name(call.form);
    if (!name) return form_page(call, name.error().fields);
    const Team team{call.services.randomness.new_id<TeamId>(), call.employer().employer(), std::move(*name)};
    auto refusal = form_page(call, {{"name", "taken", "Une de vos équipes porte déjà ce nom."}});
    return Act{team.id.bytes, [team, refusal = std::move(refusal)](storage::Transaction& transaction) {
                   const auto names = names_of_teams(transaction, team.employer);
                   if (std::ranges::find(names, team.name) != names.end()) return refusal;
                   storage::Organisations::add(transaction, team);
                   return see_other("/salaries", "equipe");
               }};
}

}  // namespace prevenance::api
