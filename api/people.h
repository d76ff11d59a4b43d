// Employees with their names: the coded rows of storage, opened with each person's own key.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/services.h"
#include "domain/account.h"
#include "domain/organisation.h"
#include "storage/employees.h"

namespace prevenance::api {

// Makes the person's key, then the row to store. Waits for the disk of keys.db.
storage::EmployeeRecord seal_new_employee(Services& services, EmployerScope scope, const Employee& employee);

// The same for many people, with one wait for the disk.
std::vector<storage::EmployeeRecord> seal_new_employees(Services& services, EmployerScope scope,
                                                        const std::vector<Employee>& employees);

// The row after a correction of an existing person. Error not_found: the person was erased.
Result<storage::EmployeeRecord> seal_changed_employee(Services& services, EmployerScope scope,
                                                      const Employee& employee);

// A person whose key was destroyed is left out: there is nothing left to show.
std::vector<Employee> open_employees(const Services& services, EmployerScope scope,
                                     const std::vector<storage::EmployeeRecord>& records);

// Everybody of one employer, by family name.
std::vector<Employee> employees_of(const Services& services, EmployerScope scope);

// Error not_found for a missing, a foreign and an erased person alike.
Result<Employee> find_employee(const Services& services, EmployerScope scope, EmployeeId id);
Result<Employee> find_employee_by_payroll(const Services& services, EmployerScope scope,
                                          const Sensitive<std::string>& payroll_number);

// For uniqueness only; the same number has the same index within one employer.
Bytes payroll_index(const Services& services, EmployerScope scope, const Sensitive<std::string>& payroll_number);

// "Camille Durand"
std::string full_name(const Employee& employee);

// Everybody whom `scope` may see, by family name.
std::vector<Employee> people_seen_by(const Services& services, const Scope& scope);

// The own teams of a manager, every team of a référent; `team` belongs to the employer of `scope`.
bool may_see_team(const Scope& scope, TeamId team);

// Whether every word of a search stands in the name; accents and capitals make no difference.
bool is_named(const Employee& employee, const std::string& search);

// What a manager may see: the people of the own teams; a référent sees everybody.
bool may_see(const Scope& scope, const Employee& employee);

}  // namespace prevenance::api
