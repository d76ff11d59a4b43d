// Employers, their teams, occupational health services, networks; who belongs to which network stands in
// storage/memberships.h. Nothing in here is about one person.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/organisation.h"
#include "storage/database.h"

namespace prevenance::storage {

class Organisations {
public:
    explicit Organisations(const Reader& reader) : reader_(reader) {}

    std::optional<Employer> employer(EmployerId id) const;
    std::optional<Employer> employer_by_siret(const Siret& siret) const;
    std::vector<Employer> employers() const;
    std::vector<Team> teams(EmployerId employer) const;
    std::optional<Team> team(EmployerId employer, TeamId id) const;
    std::optional<OhService> oh_service(OhServiceId id) const;
    std::vector<OhService> oh_services() const;
    std::optional<Network> network(NetworkId id) const;
    std::vector<Network> networks() const;
    // The day on which the employer told its staff and their representatives; none: not yet.
    std::optional<Date> staff_informed_on(EmployerId employer) const;
    // Of the main establishment: "43", "2A", of config/departments.csv; empty: not known.
    std::string department_of(EmployerId employer) const;

    static void add(Transaction& transaction, const Employer& employer);
    static void add(Transaction& transaction, const Team& team);
    static void add(Transaction& transaction, const OhService& service);
    static void add(Transaction& transaction, const Network& network);
    static void set_staff_informed_on(Transaction& transaction, EmployerId employer, Date date);
    // Empty: not known any more.
    static void set_department(Transaction& transaction, EmployerId employer, std::string_view code);

private:
    const Reader& reader_;
};

}  // namespace prevenance::storage
