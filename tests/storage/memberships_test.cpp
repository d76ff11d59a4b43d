#include "storage/memberships.h"

#include "storage/migrations.h"
#include "storage/organisations.h"
#include "tests/storage/temporary_database.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace prevenance::storage {
namespace {

Date on(const char* text) {
    return *parse_iso_date(text);
}

template <class AnyId>
AnyId numbered(std::uint8_t number) {
    AnyId id;
    id.bytes.fill(number);
    return id;
}

const Period quarter{on("2026-01-01"), on("2026-03-31")};
const Period year{on("2026-01-01"), on("2026-12-31")};

void add_employer(Transaction& transaction, EmployerId id, const char* siret) {
    Organisations::add(transaction, Employer{id, std::string{"Structure "} + siret, *Siret::parse(siret), "2941",
                                             "8810A", EmploymentMode::provider, std::nullopt});
}

class MembershipsTest : public testing::Test {
protected:
    MembershipsTest() {
        database.write([&](Transaction& transaction) {
            Organisations::add(transaction, Network{network, "Un réseau"});
            Organisations::add(transaction, Network{other_network, "Un autre"});
            add_employer(transaction, employer, "73282932000074");
            add_employer(transaction, neighbour, "55210055400013");
        });
    }
    void join(const char* first_day) {
        database.write([&](Transaction& transaction) { join_network(transaction, network, employer, on(first_day)); });
    }
    void leave(const char* last_day) {
        database.write([&](Transaction& transaction) { leave_network(transaction, network, employer, on(last_day)); });
    }
    void note(NetworkId of, Period period, const std::vector<CountedMember>& members) {
        database.write([&](Transaction& transaction) { note_counted_members(transaction, of, period, members); });
    }
    std::vector<Stay> stays() {
        return database.read([&](const Reader& reader) { return stays_in(reader, network); });
    }
    std::vector<EmployerId> throughout(Period period) {
        return database.read([&](const Reader& reader) { return members_throughout(reader, network, period); });
    }
    std::vector<EmployerId> as_published(Period period) {
        return database.read([&](const Reader& reader) { return members_as_published(reader, network, period); });
    }
    std::optional<std::string> counted_under(EmployerId who) {
        return database.read([&](const Reader& reader) { return department_as_counted(reader, who, year); });
    }

    using Employers = std::vector<EmployerId>;
    NetworkId network = numbered<NetworkId>(1);
    NetworkId other_network = numbered<NetworkId>(2);
    EmployerId employer = numbered<EmployerId>(3);
    EmployerId neighbour = numbered<EmployerId>(4);
    TemporaryFolder folder;
    Database database{settings_at(folder.path() / "prevenance.db", AuditRule::kept_elsewhere), case_migrations()};
};

TEST_F(MembershipsTest, a_member_is_one_from_the_first_to_the_last_day) {
    join("2026-01-01");
    EXPECT_EQ(throughout(quarter), Employers{employer});
    leave("2026-03-31");
    EXPECT_EQ(throughout(quarter), Employers{employer});
    leave("2026-03-30");
    EXPECT_EQ(throughout(quarter), Employers{});
}

TEST_F(MembershipsTest, one_day_late_is_too_late) {
    join("2026-01-02");
    EXPECT_EQ(throughout(quarter), Employers{});
    EXPECT_EQ(throughout({on("2026-04-01"), on("2026-06-30")}), Employers{employer});
}

TEST_F(MembershipsTest, a_second_stay_leaves_the_first_as_it_was) {
    join("2025-01-01");
    leave("2025-06-30");
    join("2026-02-01");
    leave("2026-05-31");
    EXPECT_EQ(stays(), (std::vector<Stay>{{employer, on("2025-01-01"), on("2025-06-30")},
                                          {employer, on("2026-02-01"), on("2026-05-31")}}));
    EXPECT_EQ(throughout(quarter), Employers{});
    EXPECT_EQ(throughout({on("2025-04-01"), on("2025-06-30")}), Employers{employer});
}

TEST_F(MembershipsTest, two_stays_without_a_day_between_are_one) {
    join("2026-01-01");
    leave("2026-02-14");
    join("2026-02-15");
    EXPECT_EQ(stays(), (std::vector<Stay>{{employer, on("2026-01-01")}}));
    EXPECT_EQ(throughout(quarter), Employers{employer});
}

TEST_F(MembershipsTest, a_last_day_before_the_first_is_not_kept) {
    join("2026-01-01");
    EXPECT_THROW(leave("2025-12-31"), ConstraintViolated);
    EXPECT_EQ(throughout(quarter), Employers{employer});
}

TEST_F(MembershipsTest, a_published_period_is_read_from_its_note_whatever_is_corrected_later) {
    join("2025-01-01");
    note(network, quarter, {{employer, "43"}});
    leave("2026-01-15");
    EXPECT_EQ(throughout(quarter), Employers{});
    EXPECT_EQ(as_published(quarter), Employers{employer});
}

TEST_F(MembershipsTest, a_period_that_counted_nobody_stays_one_of_nobody) {
    note(network, quarter, {});
    join("2025-01-01");
    EXPECT_EQ(as_published(quarter), Employers{});
}

TEST_F(MembershipsTest, without_a_note_a_published_period_has_the_members_of_today) {
    join("2025-01-01");
    note(other_network, quarter, {});
    note(network, {on("2026-04-01"), on("2026-06-30")}, {});
    EXPECT_EQ(as_published(quarter), Employers{employer});
}

TEST_F(MembershipsTest, a_note_that_is_written_again_takes_the_place_of_the_first) {
    note(network, quarter, {{employer, "43"}});
    note(network, quarter, {{neighbour, "42"}});
    EXPECT_EQ(as_published(quarter), Employers{neighbour});
    EXPECT_EQ(counted_under(employer), std::nullopt);
}

TEST_F(MembershipsTest, the_latest_note_of_the_year_says_the_departement) {
    note(network, {on("2025-10-01"), on("2025-12-31")}, {{employer, "07"}});
    EXPECT_EQ(counted_under(employer), std::nullopt) << "another year";
    note(network, quarter, {{employer, ""}});
    EXPECT_EQ(counted_under(employer), "");
    note(other_network, {on("2026-04-01"), on("2026-06-30")}, {{employer, "43"}});
    EXPECT_EQ(counted_under(employer), "43");
}

TEST_F(MembershipsTest, a_departement_is_known_until_it_is_taken_back) {
    const auto department = [&] {
        return database.read([&](const Reader& reader) { return Organisations{reader}.department_of(employer); });
    };
    EXPECT_EQ(department(), "");
    for (const auto* code : {"2A", "971", ""}) {
        database.write([&](Transaction& transaction) { Organisations::set_department(transaction, employer, code); });
        EXPECT_EQ(department(), code);
    }
}

TEST(MembershipsMigration, keeps_every_membership_there_was) {
    const TemporaryFolder folder;
    const auto settings = settings_at(folder.path() / "prevenance.db", AuditRule::kept_elsewhere);
    const auto network = numbered<NetworkId>(1);
    const auto stays = std::to_array<Stay>({{numbered<EmployerId>(3), on("2025-01-01")},
                                            {numbered<EmployerId>(4), on("2025-01-01"), on("2025-06-30")}});
    auto migrations = case_migrations();
    const auto ours = std::ranges::find_if(
        migrations, [](std::string_view text) { return text.find("CREATE TABLE membership") != text.npos; });
    {
        Database before{settings, {migrations.begin(), ours}};
        before.write([&](Transaction& transaction) {
            Organisations::add(transaction, Network{network, "Un réseau"});
            add_employer(transaction, stays[0].employer, "73282932000074");
            add_employer(transaction, stays[1].employer, "55210055400013");
            for (const auto& stay : stays)
                transaction.execute(
                    "INSERT INTO network_member(network, employer, joined_on, left_on) VALUES (?, ?, ?, ?)",
                    {network, stay.employer, stay.first_day, stay.last_day});
        });
    }
    Database after{settings, migrations};
    EXPECT_EQ(after.read([&](const Reader& reader) { return stays_in(reader, network); }),
              std::vector<Stay>(stays.begin(), stays.end()));
    EXPECT_EQ(after.integrity(), "ok");
}

}  // namespace
}  // namespace prevenance::storage
