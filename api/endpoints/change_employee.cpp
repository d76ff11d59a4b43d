#include "api/endpoints/change_employee.h"

#include "api/career_window.h"
#include "api/employer_asked.h"
#include "api/error_reply.h"
#include "api/page_reply.h"
#include "api/people.h"
#include "api/screening.h"
#include "api/services.h"
#include "forms/employee_form.h"
#include "forms/employee_json.h"
#include "forms/employee_page.h"
#include "forms/french.h"
#include "storage/employees.h"
#include "storage/organisations.h"

namespace prevenance::api {
namespace {

using storage::EmployeeRecord;

std::vector<Team> teams_of(const Call& call) {
    return call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.teams(call.employer().employer());
    });
}

std::string typed(const std::optional<Date>& date) {
    return date ? forms::numeric_date(*date) : std::string{};
}

void fill_with(const Employee& person, forms::EmployeeFormView& view) {
    view.given_name = person.given_name.reveal();
    view.family_name = person.family_name.reveal();
    view.payroll_number = person.payroll_number.reveal();
    view.birth_year = person.birth_year ? std::to_string(*person.birth_year) : std::string{};
    view.team = person.team.text();
    view.job_family = person.job_family;
    view.entered_on = forms::numeric_date(person.entry);
    view.left_on = typed(person.exit);
    view.informed_on = typed(person.informed_on);
}

void fill_with(const forms::PostedForm& form, forms::EmployeeFormView& view) {
    view.given_name = form.value("given_name");
    view.family_name = form.value("family_name");
    view.payroll_number = form.value("payroll_number");
    view.birth_year = form.value("birth_year");
    view.team = form.value("team");
    view.job_family = form.value("job_family");
    view.entered_on = form.value("entered_on");
    view.left_on = form.value("left_on");
    view.informed_on = form.value("informed_on");
}

// `person` is nothing for somebody new. What was typed wins over what is stored.
Reply form_page(const Call& call, const std::optional<Employee>& person, std::vector<FieldError> errors) {
    forms::EmployeeFormView view;
    view.is_new = !person;
    view.post_path = call.request.path;
    view.back_path = person ? "/salaries/" + person->id.text() : "/salaries";
    const auto teams = teams_of(call);
    for (const auto& team : teams) view.teams.push_back({team.id.text(), team.name});
    if (person) fill_with(*person, view);
    if (call.request.method == "POST") fill_with(call.form, view);
    if (view.team.empty() && teams.size() == 1) view.team = teams.front().id.text();
    auto data = forms::employee_form_data(view, call.services.job_families, errors);
    return page_reply(call, person ? "Corriger la fiche de " + full_name(*person) : "Ajouter une personne",
                      "employee_form", std::move(data), std::move(errors));
}

Reply refused(const Call& call, const std::optional<Employee>& person, std::vector<FieldError> errors) {
    if (call.face == Face::json) return error_reply(call, {ErrorCode::invalid, {}, std::move(errors)});
    return form_page(call, person, std::move(errors));
}

std::vector<FieldError> payroll_number_taken() {
    return {{"payroll_number", "taken",
             "Ce matricule est déjà celui d’une autre personne de votre structure. Vérifiez-le."}};
}

Result<Employee> read_form(const Call& call) {
    auto employee = forms::read_employee_form(call.form, call.services.job_families, call.today());
    if (!employee) return employee;
    const auto team = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.team(call.employer().employer(), employee->team);
    });
    if (!team) return fail({{"team", "unknown_team", "Cette équipe n’existe pas dans votre structure."}});
    employee->employer = call.employer().employer();
    return employee;
}

bool is_taken(const Call& call, const Employee& employee) {
    const auto index = payroll_index(call.services, call.employer(), employee.payroll_number);
    const auto holder = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Employees{reader, call.employer()}.find_by_payroll(index);
    });
    return holder && holder->id != employee.id;
}

Reply added(const Call& call, const Employee& employee) {
    if (call.face == Face::page) return see_other("/salaries/" + employee.id.text(), "salarie");
    auto reply = json_reply(201, forms::employee_json(employee));
    reply.headers.emplace_back("Location", "/api/v1/employees/" + employee.id.text());
    return reply;
}

// Goes through the writer, so that the same form sent twice gets its first answer and not this refusal.
Answer refuse_in_turn(Reply refusal) {
    return Act{std::nullopt, [refusal = std::move(refusal)](storage::Transaction&) { return refusal; }};
}

void keep_window(storage::Transaction& transaction, const Call& call, EmployeeId person,
                 std::optional<int> birth_year) {
    keep_career_window(transaction, call.services, call.employer(), person, birth_year, call.scope().account,
                       call.now);
}

void screen_around(storage::Transaction& transaction, const Call& call, const EmployeeRecord& record) {
    screen_employee(transaction, call.services, call.employer(), record.id, call.now);
    screen_team(transaction, call.services, call.employer(), record.team, call.now);
}

}  // namespace

Answer show_new_employee(const Call& call) {
    return form_page(call, std::nullopt, {});
}

Answer add_employee(const Call& call) {
    auto employee = read_form(call);
    if (!employee) return refused(call, std::nullopt, employee.error().fields);
    employee->id = call.services.randomness.new_id<EmployeeId>();
    auto refusal = refused(call, std::nullopt, payroll_number_taken());
    if (is_taken(call, *employee)) return refuse_in_turn(std::move(refusal));
    const auto record = seal_new_employee(call.services, call.employer(), *employee);
    return Act{employee->id.bytes, [call, record, refusal = std::move(refusal),
                                    birth_year = employee->birth_year, reply = added(call, *employee)](storage::Transaction& transaction) {
                   const storage::Employees employees{transaction, call.employer()};
                   if (employees.find_by_payroll(record.payroll_index)) return refusal;
                   employees.add(transaction, record);
                   keep_window(transaction, call, record.id, birth_year);
                   screen_around(transaction, call, record);
                   return reply;
               }};
}

Answer show_employee_form(const Call& call) {
    const auto person = employee_in_path(call);
    if (!person) return error_reply(call, person.error());
    return read_about(person->id, form_page(call, *person, {}));
}

Answer change_employee(const Call& call) {
    const auto person = employee_in_path(call);
    if (!person) return error_reply(call, person.error());
    auto changed = read_form(call);
    if (!changed) return refused(call, *person, changed.error().fields);
    changed->id = person->id;
    auto refusal = refused(call, *person, payroll_number_taken());
    if (is_taken(call, *changed)) return refuse_in_turn(std::move(refusal));
    const auto record = seal_changed_employee(call.services, call.employer(), *changed);
    if (!record) return error_reply(call, record.error());
    return Act{person->id.bytes, [call, record = *record, refusal = std::move(refusal),
                                  birth_year = changed->birth_year, former_team = person->team](storage::Transaction& transaction) {
                   const storage::Employees employees{transaction, call.employer()};
                   const auto holder = employees.find_by_payroll(record.payroll_index);
                   if (holder && holder->id != record.id) return refusal;
                   employees.change(transaction, record);
                   keep_window(transaction, call, record.id, birth_year);
                   screen_around(transaction, call, record);
                   if (former_team != record.team)
                       screen_team(transaction, call.services, call.employer(), former_team, call.now);
                   return see_other("/salaries/" + record.id.text(), "salarie-corrige");
               }};
}

}  // namespace prevenance::api
