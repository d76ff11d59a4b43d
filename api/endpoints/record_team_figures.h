// The employer's teams, and the numbers it counts for each of them month by month. What is entered for a
// month replaces what was there for that month.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_teams(const Call& call);
Answer show_team_figures(const Call& call);
Answer show_team_figures_form(const Call& call);
Answer record_team_figures(const Call& call);
Answer delete_team_figures(const Call& call);
Answer list_team_figures(const Call& call);

}  // namespace prevenance::api
