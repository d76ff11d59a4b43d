#include "forms/team_figures_json.h"

#include "forms/team_figures_form.h"

#include <nlohmann/json.hpp>

namespace prevenance::forms {
namespace {

using nlohmann::ordered_json;

ordered_json object_of(const MonthOfFigures& month) {
    ordered_json figures = ordered_json::object();
    for (const auto& [code, count] : month.figures) figures[code] = count;
    return {{"month", month_text(month.first)}, {"figures", std::move(figures)}};
}

}  // namespace

std::string month_of_figures_json(TeamId team, const MonthOfFigures& month) {
    auto json = object_of(month);
    json["team"] = team.text();
    return json.dump();
}

std::string team_figures_json(TeamId team, const std::vector<MonthOfFigures>& months) {
    ordered_json json{{"team", team.text()}, {"months", ordered_json::array()}};
    for (const auto& month : months) json["months"].push_back(object_of(month));
    return json.dump();
}

}  // namespace prevenance::forms
