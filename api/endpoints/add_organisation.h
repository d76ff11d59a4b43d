// An administrator's organisations: employers, teams, occupational health services, networks.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_organisations(const Call& call);
Answer show_employer_form(const Call& call);
Answer add_employer(const Call& call);
Answer show_team_form(const Call& call);
Answer add_any_team(const Call& call);  // of any employer; a référent adds the own ones (add_team.h)
Answer show_oh_service_form(const Call& call);
Answer add_oh_service(const Call& call);
Answer show_network_form(const Call& call);
Answer add_network(const Call& call);

}  // namespace prevenance::api
