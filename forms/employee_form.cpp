#include "forms/employee_form.h"

#include "forms/field_reader.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

using Words = Sensitive<std::string>;

constexpr int youngest = 14;
constexpr int oldest = 100;
// People are often entered before their first day; a year with a wrong digit is not.
constexpr Months furthest_entry{12};

int year_of(Date date) {
    return static_cast<int>(std::chrono::year_month_day{date}.year());
}

std::optional<int> read_birth_year(const PostedForm& form, FieldReader& reader, Date today) {
    const auto text = form.value("birth_year");
    if (text.empty()) return std::nullopt;
    const bool four_digits =
        text.size() == 4 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (!four_digits) {
        reader.refuse("birth_year", "not_a_year", "Écrivez l’année seulement, avec quatre chiffres : 1980.");
        return std::nullopt;
    }
    const int year = std::stoi(text);
    if (year < year_of(today) - oldest || year > year_of(today) - youngest)
        reader.refuse("birth_year", "impossible_year",
                      "Cette année de naissance n’est pas possible. Vérifiez-la.");
    return year;
}

void read_period(FieldReader& reader, Employee& employee, Date today) {
    const auto entry = reader.required_date("entered_on", "Indiquez la date d’entrée.");
    employee.exit = reader.optional_date("left_on");
    if (!entry) return;
    employee.entry = *entry;
    if (*entry > add_months(today, furthest_entry))
        reader.refuse("entered_on", "too_far",
                      "Cette date d’entrée est dans plus d’un an. Vérifiez l’année.");
    if (employee.exit && *employee.exit < *entry)
        reader.refuse("left_on", "end_before_start", "La date de sortie est avant la date d’entrée.");
}

}  // namespace

Result<Employee> read_employee_form(const PostedForm& form, const JobFamilies& job_families, Date today) {
    FieldReader reader{form};
    Employee employee;
    employee.given_name = Words{reader.required_text("given_name", 80, "Indiquez le prénom.")};
    employee.family_name = Words{reader.required_text("family_name", 80, "Indiquez le nom.")};
    employee.payroll_number =
        Words{reader.required_text("payroll_number", 40, "Indiquez le matricule de paie.")};
    employee.birth_year = read_birth_year(form, reader, today);
    if (const auto team = reader.required_id<TeamId>("team", "Choisissez une équipe.")) employee.team = *team;
    employee.job_family = reader.one_of("job_family", job_families.codes(), "Choisissez un métier.");
    read_period(reader, employee, today);
    employee.informed_on = reader.optional_date("informed_on");
    if (employee.informed_on && *employee.informed_on > today)
        reader.refuse("informed_on", "date_in_future", "La date ne peut pas être dans le futur.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return employee;
}

Result<Date> read_informed_on(const PostedForm& form, Date today) {
    FieldReader reader{form};
    const auto date = reader.past_date("informed_on", "Indiquez la date.", today);
    if (!date) return fail(reader.take_errors());
    return *date;
}

Result<std::string> read_team_name(const PostedForm& form) {
    FieldReader reader{form};
    auto name = reader.required_text("name", 80, "Donnez un nom à l’équipe.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return name;
}

}  // namespace prevenance::forms
