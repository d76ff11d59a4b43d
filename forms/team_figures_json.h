// The figures of a team as the API gives them.
#pragma once

#include "domain/calendar.h"
#include "domain/id.h"

#include <map>
#include <string>
#include <vector>

namespace prevenance::forms {

struct MonthOfFigures {
    Date first;
    std::map<std::string, int> figures;  // by code
};

std::string month_of_figures_json(TeamId team, const MonthOfFigures& month);
std::string team_figures_json(TeamId team, const std::vector<MonthOfFigures>& months);

}  // namespace prevenance::forms
