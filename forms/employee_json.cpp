#include "forms/employee_json.h"

#include <nlohmann/json.hpp>

namespace prevenance::forms {
namespace {

using nlohmann::ordered_json;

ordered_json day_or_null(const std::optional<Date>& date) {
    return date ? ordered_json(iso_date(*date)) : ordered_json();
}

ordered_json object_of(const Employee& employee) {
    return {{"id", employee.id.text()},
            {"payroll_number", employee.payroll_number.reveal()},
            {"given_name", employee.given_name.reveal()},
            {"family_name", employee.family_name.reveal()},
            {"birth_year", employee.birth_year ? ordered_json(*employee.birth_year) : ordered_json()},
            {"team", employee.team.text()},
            {"job_family", employee.job_family},
            {"entered_on", iso_date(employee.entry)},
            {"left_on", day_or_null(employee.exit)},
            {"informed_on", day_or_null(employee.informed_on)}};
}

}  // namespace

std::string employee_json(const Employee& employee) {
    return object_of(employee).dump();
}

std::string employees_json(const std::vector<Employee>& employees, const std::string& next) {
    ordered_json json{{"employees", ordered_json::array()}};
    for (const auto& employee : employees) json["employees"].push_back(object_of(employee));
    json["next"] = next.empty() ? ordered_json() : ordered_json(next);
    return json.dump();
}

std::string teams_json(const std::vector<Team>& teams) {
    ordered_json json{{"teams", ordered_json::array()}};
    for (const auto& team : teams) json["teams"].push_back({{"id", team.id.text()}, {"name", team.name}});
    return json.dump();
}

}  // namespace prevenance::forms
