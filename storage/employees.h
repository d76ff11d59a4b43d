// The employees of one employer, as coded rows: names and payroll numbers are ciphertexts here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/account.h"
#include "domain/calendar.h"
#include "domain/canonical_bytes.h"
#include "domain/id.h"
#include "storage/database.h"

namespace prevenance::storage {

struct EmployeeRecord {
    EmployeeId id;
    TeamId team;
    Bytes sealed_person;
    Bytes payroll_index;
    std::string job_family;
    Date entered_on;
    std::optional<Date> left_on;
    std::optional<Date> informed_on;
};

class Employees {
public:
    Employees(const Reader& reader, EmployerScope scope) : reader_(reader), scope_(scope) {}

    // Nothing for a missing employee and for another employer's: the two look alike.
    std::optional<EmployeeRecord> find(EmployeeId id) const;
    std::optional<EmployeeRecord> find_by_payroll(ByteView payroll_index) const;
    std::vector<EmployeeRecord> all() const;
    // At most `limit`, by identifier, those after `after`.
    std::vector<EmployeeRecord> page(std::optional<EmployeeId> after, int limit) const;
    std::vector<EmployeeRecord> of_team(TeamId team) const;

    // Throws ConstraintViolated where the payroll number is taken.
    void add(Transaction& transaction, const EmployeeRecord& employee) const;
    void change(Transaction& transaction, const EmployeeRecord& employee) const;
    void set_payroll_index(Transaction& transaction, EmployeeId id, ByteView payroll_index) const;
    void set_informed_on(Transaction& transaction, EmployeeId id, Date date) const;

private:
    const Reader& reader_;
    EmployerScope scope_;
};

}  // namespace prevenance::storage
