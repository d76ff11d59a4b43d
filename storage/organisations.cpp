#include "storage/organisations.h"

namespace prevenance::storage {
namespace {

Employer employer_in(const Row& row) {
    return {row.id<EmployerId>(0),
            row.text(1),
            Siret::parse(row.text(2)).value(),
            row.text(3),
            row.text(4),
            row.text(5) == "agent" ? EmploymentMode::agent : EmploymentMode::provider,
            row.optional_id<OhServiceId>(6)};
}

OhService oh_service_in(const Row& row) { return {row.id<OhServiceId>(0), row.text(1), row.text(2), row.text(3)}; }

Network network_in(const Row& row) { return {row.id<NetworkId>(0), row.text(1)}; }

Team team_in(const Row& row) { return {row.id<TeamId>(0), row.id<EmployerId>(1), row.text(2)}; }

}  // namespace

std::optional<Employer> Organisations::employer(EmployerId id) const {
    return reader_.one("SELECT id, name, siret, idcc, naf, mode, oh_service FROM employer WHERE id = ?", {id},
                       employer_in);
}

std::optional<Employer> Organisations::employer_by_siret(const Siret& siret) const {
    return reader_.one("SELECT id, name, siret, idcc, naf, mode, oh_service FROM employer WHERE siret = ?",
                       {siret.digits()}, employer_in);
}

std::vector<Employer> Organisations::employers() const {
    return reader_.all("SELECT id, name, siret, idcc, naf, mode, oh_service FROM employer ORDER BY name, id", {},
                       employer_in);
}

std::vector<Team> Organisations::teams(EmployerId employer) const {
    return reader_.all("SELECT id, employer, name FROM team WHERE employer = ? ORDER BY name", {employer}, team_in);
}

std::optional<Team> Organisations::team(EmployerId employer, TeamId id) const {
    return reader_.one("SELECT id, employer, name FROM team WHERE employer = ? AND id = ?", {employer, id}, team_in);
}

std::optional<OhService> Organisations::oh_service(OhServiceId id) const {
    return reader_.one("SELECT id, name, retention_officer, phone FROM oh_service WHERE id = ?", {id}, oh_service_in);
}

std::vector<OhService> Organisations::oh_services() const {
    return reader_.all("SELECT id, name, retention_officer, phone FROM oh_service ORDER BY name", {}, oh_service_in);
}

std::optional<Network> Organisations::network(NetworkId id) const {
    return reader_.one("SELECT id, name FROM network WHERE id = ?", {id}, network_in);
}

std::vector<Network> Organisations::networks() const {
    return reader_.all("SELECT id, name FROM network ORDER BY name", {}, network_in);
}

std::optional<Date> Organisations::staff_informed_on(EmployerId employer) const {
    return reader_
        .one("SELECT staff_informed_on FROM employer WHERE id = ?", {employer},
             [](const Row& row) { return row.optional_date(0); })
        .value_or(std::nullopt);
}

std::string Organisations::department_of(EmployerId employer) const {
    return reader_
        .one("SELECT coalesce(department, '') FROM employer WHERE id = ?", {employer},
             [](const Row& row) { return row.text(0); })
        .value_or("");
}

void Organisations::add(Transaction& transaction, const Employer& employer) {
    transaction.execute(
        "INSERT INTO employer(id, name, siret, idcc, naf, mode, oh_service) VALUES (?, ?, ?, ?, ?, ?, ?)",
        {employer.id, employer.name, employer.siret.digits(), employer.idcc, employer.naf,
         employer.mode == EmploymentMode::agent ? "agent" : "provider", employer.oh_service});
}

void Organisations::add(Transaction& transaction, const Team& team) {
    transaction.execute("INSERT INTO team(id, employer, name) VALUES (?, ?, ?)", {team.id, team.employer, team.name});
}

void Organisations::add(Transaction& transaction, const OhService& service) {
    transaction.execute("INSERT INTO oh_service(id, name, retention_officer, phone) VALUES (?, ?, ?, ?)",
                        {service.id, service.name, service.retention_officer, service.phone});
}

void Organisations::add(Transaction& transaction, const Network& network) {
    transaction.execute("INSERT INTO network(id, name) VALUES (?, ?)", {network.id, network.name});
}

void Organisations::set_staff_informed_on(Transaction& transaction, EmployerId employer, Date date) {
    transaction.execute("UPDATE employer SET staff_informed_on = ? WHERE id = ?", {date, employer});
}

void Organisations::set_department(Transaction& transaction, EmployerId employer, std::string_view code) {
    transaction.execute("UPDATE employer SET department = nullif(?, '') WHERE id = ?", {code, employer});
}

}  // namespace prevenance::storage
