#include "api/people.h"

#include <algorithm>

#include "api/person_keys.h"
#include "domain/canonical_bytes.h"
#include "domain/folded_text.h"
#include "storage/person_keys.h"

namespace prevenance::api {
namespace {

using Words = Sensitive<std::string>;

constexpr std::string_view person_form = "prevenance person 1";

std::string tenant_of(EmployerScope scope) { return scope.employer().text(); }

SealedPlace person_place(const std::string& tenant, EmployeeId id) {
    return {tenant, "employee", id.text(), "sealed_person"};
}

Words person_words(const Employee& employee) {
    const auto bytes = CanonicalWriter{person_form}
                           .text(employee.payroll_number.reveal())
                           .text(employee.given_name.reveal())
                           .text(employee.family_name.reveal())
                           .number(static_cast<std::uint64_t>(employee.birth_year.value_or(0)))
                           .take();
    return Words{std::string{bytes.begin(), bytes.end()}};
}

std::optional<Employee> employee_from(const storage::EmployeeRecord& record, EmployerScope scope, const Words& words) {
    CanonicalReader reader{bytes_of(words.reveal()), person_form};
    Employee employee;
    employee.id = record.id;
    employee.employer = scope.employer();
    employee.team = record.team;
    employee.payroll_number = Words{reader.text()};
    employee.given_name = Words{reader.text()};
    employee.family_name = Words{reader.text()};
    const auto birth_year = static_cast<int>(reader.number());
    if (birth_year != 0) employee.birth_year = birth_year;
    employee.job_family = record.job_family;
    employee.entry = record.entered_on;
    employee.exit = record.left_on;
    employee.informed_on = record.informed_on;
    if (!reader.complete()) return std::nullopt;
    return employee;
}

storage::EmployeeRecord sealed_with(Services& services, EmployerScope scope, const Employee& employee,
                                    const integrations::FieldKey& key) {
    const auto tenant = tenant_of(scope);
    return {employee.id,
            employee.team,
            seal_words(services, key, person_place(tenant, employee.id), person_words(employee)),
            payroll_index(services, scope, employee.payroll_number),
            employee.job_family,
            employee.entry,
            employee.exit,
            employee.informed_on};
}

}  // namespace

storage::EmployeeRecord seal_new_employee(Services& services, EmployerScope scope, const Employee& employee) {
    const auto key = make_person_key(services, employee.id.bytes);
    return sealed_with(services, scope, employee, key);
}

std::vector<storage::EmployeeRecord> seal_new_employees(Services& services, EmployerScope scope,
                                                        const std::vector<Employee>& employees) {
    std::vector<IdBytes> people;
    for (const auto& employee : employees) people.push_back(employee.id.bytes);
    const auto keys = make_person_keys(services, people);
    std::vector<storage::EmployeeRecord> records;
    for (std::size_t i = 0; i < employees.size(); ++i)
        records.push_back(sealed_with(services, scope, employees[i], keys[i]));
    return records;
}

Result<storage::EmployeeRecord> seal_changed_employee(Services& services, EmployerScope scope,
                                                      const Employee& employee) {
    const auto key = find_person_key(services, employee.id.bytes);
    if (!key) return std::unexpected(key.error());
    return sealed_with(services, scope, employee, *key);
}

std::vector<Employee> open_employees(const Services& services, EmployerScope scope,
                                     const std::vector<storage::EmployeeRecord>& records) {
    const auto tenant = tenant_of(scope);
    std::vector<Employee> employees;
    services.keys.read([&](const storage::Reader& reader) {
        for (const auto& record : records) {
            const KeyId id{record.id.bytes};
            const auto wrapped = storage::find_person_key(reader, id);
            if (!wrapped) continue;
            const auto key = integrations::unwrap_field_key(*wrapped, id, services.root);
            if (!key) continue;
            const auto words = open_words(services, *key, person_place(tenant, record.id), record.sealed_person);
            if (!words) continue;
            if (auto employee = employee_from(record, scope, *words)) employees.push_back(std::move(*employee));
        }
        return true;
    });
    return employees;
}

namespace {

std::vector<Employee> opened_by_name(const Services& services, EmployerScope scope,
                                     const std::vector<storage::EmployeeRecord>& records) {
    auto employees = open_employees(services, scope, records);
    std::ranges::sort(employees, {}, [](const Employee& employee) {
        return std::tuple{employee.family_name.reveal(), employee.given_name.reveal(), employee.id};
    });
    return employees;
}

}  // namespace

std::vector<Employee> employees_of(const Services& services, EmployerScope scope) {
    return opened_by_name(services, scope, services.cases.read([&](const storage::Reader& reader) {
        return storage::Employees{reader, scope}.all();
    }));
}

std::vector<Employee> people_seen_by(const Services& services, const Scope& scope) {
    const auto employer = EmployerScope::of(scope);
    if (!employer) return {};
    auto records = services.cases.read(
        [&](const storage::Reader& reader) { return storage::Employees{reader, *employer}.all(); });
    std::erase_if(records, [&](const auto& record) { return !may_see_team(scope, record.team); });
    return opened_by_name(services, *employer, records);
}

bool may_see_team(const Scope& scope, TeamId team) {
    if (scope.role == Role::referent) return true;
    return scope.role == Role::manager && std::ranges::find(scope.teams, team) != scope.teams.end();
}

namespace {

Result<Employee> opened(const Services& services, EmployerScope scope,
                        const std::optional<storage::EmployeeRecord>& record) {
    if (!record) return fail(ErrorCode::not_found);
    auto employees = open_employees(services, scope, {*record});
    if (employees.empty()) return fail(ErrorCode::not_found);
    return std::move(employees.front());
}

}  // namespace

Result<Employee> find_employee(const Services& services, EmployerScope scope, EmployeeId id) {
    return opened(services, scope, services.cases.read([&](const storage::Reader& reader) {
        return storage::Employees{reader, scope}.find(id);
    }));
}

Result<Employee> find_employee_by_payroll(const Services& services, EmployerScope scope, const Words& payroll_number) {
    const auto index = payroll_index(services, scope, payroll_number);
    return opened(services, scope, services.cases.read([&](const storage::Reader& reader) {
        return storage::Employees{reader, scope}.find_by_payroll(index);
    }));
}

Bytes payroll_index(const Services& services, EmployerScope scope, const Words& payroll_number) {
    const auto index =
        integrations::blind_index(services.root, tenant_of(scope), "employee.payroll_number", payroll_number);
    return {index.begin(), index.end()};
}

std::string full_name(const Employee& employee) {
    return employee.given_name.reveal() + " " + employee.family_name.reveal();
}

bool is_named(const Employee& employee, const std::string& search) {
    const auto words = folded_words(search);
    const auto name = folded(full_name(employee));
    return std::ranges::all_of(words, [&](const auto& word) { return name.find(word) != std::string::npos; });
}

bool may_see(const Scope& scope, const Employee& employee) {
    if (scope.employer != employee.employer) return false;
    return may_see_team(scope, employee.team);
}

}  // namespace prevenance::api
