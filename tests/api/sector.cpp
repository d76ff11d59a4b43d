#include "tests/api/sector.h"

#include "storage/case_file.h"
#include "storage/memberships.h"
#include "storage/organisations.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>

namespace prevenance::api {

using storage::Transaction;

EmployerId Sector::add_employer(int people, int signalled, const char* type, Date on) {
    const auto employer = add_outsider(people, signalled, type, on);
    join(employer, day("2025-01-01"));
    return employer;
}

EmployerId Sector::add_outsider(int people, int signalled, const char* type, Date on) {
    auto& services = instance_.services();
    const auto employer = services.randomness.new_id<EmployerId>();
    const auto team = services.randomness.new_id<TeamId>();
    const auto siret = next_siret();
    write([&](Transaction& transaction) {
        storage::Organisations::add(transaction,
                                    Employer{employer, "Structure " + siret.digits(), siret, "2941", "8810A",
                                             EmploymentMode::provider, instance_.oh_service});
        storage::Organisations::add(transaction, Team{team, employer, "Équipe"});
    });
    for (int i = 0; i < people; ++i) {
        const auto number = std::to_string(++people_);
        const auto person = instance_.add_employee_of(employer, team, number, "Prénom" + number, "Nom" + number);
        if (i < signalled) add_signal(employer, person, type, on);
    }
    return employer;
}

void Sector::add_signal(EmployerId employer, EmployeeId person, const std::string& type, Date on) {
    auto& services = instance_.services();
    if (!author_) author_ = instance_.add_account(Role::referent, "auteur-des-signaux");
    write([&](Transaction& transaction) {
        storage::CaseFile{transaction, EmployerScope::for_job(employer)}.add(
            transaction,
            storage::SignalRecord{services.randomness.new_id<FactId>(), person, std::nullopt, type, on,
                                  Instant{on} + std::chrono::hours{9}, *author_, std::nullopt});
    });
}

Network Sector::add_network(const std::string& name, const std::vector<EmployerId>& employers) {
    const Network added{instance_.services().randomness.new_id<NetworkId>(), name};
    write([&](Transaction& transaction) {
        storage::Organisations::add(transaction, added);
        for (const auto& employer : employers)
            storage::join_network(transaction, added.id, employer, day("2025-01-01"));
    });
    return added;
}

void Sector::set_department(EmployerId employer, const char* code) {
    write([&](Transaction& transaction) { storage::Organisations::set_department(transaction, employer, code); });
}

void Sector::join(EmployerId employer, Date first_day) {
    write([&](Transaction& transaction) {
        storage::join_network(transaction, instance_.network, employer, first_day);
    });
}

void Sector::leave(EmployerId employer, Date last_day) {
    write([&](Transaction& transaction) {
        storage::leave_network(transaction, instance_.network, employer, last_day);
    });
}

storage::Publication Sector::publish(const Network& of, storage::Period period) {
    publish_period(instance_.services(), std::span{&of, 1}, period, night_after(period));
    return instance_.services().statistics.read([&](const storage::Reader& reader) {
        return *storage::Statistics{reader, NetworkScope::for_job(of.id)}.of_period(period.starts_on, period.ends_on);
    });
}

Instant Sector::night_after(storage::Period period) const {
    return std::max(instance_.clock().now(), Instant{period.ends_on + Days{1}} + std::chrono::hours{1});
}

Network Sector::network() const {
    return instance_.services().cases.read([&](const storage::Reader& reader) {
        return *storage::Organisations{reader}.network(instance_.network);
    });
}

void Sector::write(const std::function<void(Transaction&)>& work) {
    instance_.services().cases.write([&](Transaction& transaction) {
        work(transaction);
        instance_.services().audit.record(transaction,
                                          {instance_.clock().now(), std::nullopt, "test.prepare", std::nullopt});
    });
}

Siret Sector::next_siret() {
    for (;;)
        if (const auto siret = Siret::parse("00000010" + std::to_string(100'000 + ++tried_))) return *siret;
}

const storage::PublishedCell& cell_of(const storage::Publication& publication, const std::string& indicator) {
    return *std::ranges::find(publication.cells, indicator, &storage::PublishedCell::indicator);
}

std::string shown_in(const storage::Publication& publication, const std::string& indicator) {
    return std::to_string(cell_of(publication, indicator).value.value_or(-1));
}

void expect_about(const storage::PublishedCell& cell, int persons) {
    ASSERT_TRUE(cell.value) << cell.indicator;
    EXPECT_EQ(*cell.value % 5, 0) << cell.indicator;
    EXPECT_NEAR(*cell.value, persons, 7) << cell.indicator;
}

}  // namespace prevenance::api
