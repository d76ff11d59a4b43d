// Employers, their teams and employees, the occupational health service (SPSTI), the sector network.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "domain/calendar.h"
#include "domain/id.h"
#include "domain/sensitive.h"

namespace prevenance {

// SIRET: 14 digits, of which the Luhn sum is a multiple of ten. La Poste (SIREN 356000000) numbers its
// establishments so that the plain sum of the digits is a multiple of five instead.
class Siret {
public:
    static std::optional<Siret> parse(std::string_view text);  // spaces allowed
    const std::string& digits() const { return digits_; }
    bool operator==(const Siret&) const = default;

private:
    explicit Siret(std::string digits) : digits_(std::move(digits)) {}
    std::string digits_;
};

// Prestataire: the structure employs. Mandataire: the client employs, and the national service for
// home employees (SPSTN) follows the worker, not the structure's SPSTI.
enum class EmploymentMode { provider, agent };

struct Employer {
    EmployerId id;
    std::string name;
    Siret siret;
    std::string idcc;  // collective agreement, four digits: 2941, 3127, 3239
    std::string naf;   // activity code: 8810A
    EmploymentMode mode = EmploymentMode::provider;
    std::optional<OhServiceId> oh_service;
    bool operator==(const Employer&) const = default;
};

struct Team {
    TeamId id;
    EmployerId employer;
    std::string name;
    bool operator==(const Team&) const = default;
};

struct Employee {
    EmployeeId id;
    EmployerId employer;
    TeamId team;
    Sensitive<std::string> payroll_number;  // leading zeros kept
    Sensitive<std::string> given_name;
    Sensitive<std::string> family_name;
    std::optional<int> birth_year;  // the year at most, never the date
    std::string job_family;         // AAD, AES, ADVF, TISF… (config/job_families)
    Date entry;
    std::optional<Date> exit;
    std::optional<Date> informed_on;  // the day the person was told of the service (L1222-4)
    bool operator==(const Employee&) const = default;
};

struct OhService {
    OhServiceId id;
    std::string name;
    std::string retention_officer;  // the named référent PDP
    std::string phone;
    bool operator==(const OhService&) const = default;
};

struct Network {
    NetworkId id;
    std::string name;
    bool operator==(const Network&) const = default;
};

}  // namespace prevenance
