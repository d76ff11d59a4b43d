#include "storage/statistics.h"

#include "storage/migrations.h"
#include "tests/storage/temporary_database.h"

#include <gtest/gtest.h>

namespace prevenance::storage {
namespace {

NetworkId network_number(std::uint8_t number) {
    NetworkId id;
    id.bytes.fill(number);
    return id;
}

Publication publication_of(NetworkId network, std::uint8_t number) {
    PublicationId id;
    id.bytes.fill(number);
    return {id,
            network,
            "Réseau Exemple",
            *parse_iso_date("2026-01-01"),
            *parse_iso_date("2026-03-31"),
            Instant{*parse_iso_date("2026-04-01")} + std::chrono::hours{1},
            {{"signals", "Personnes avec au moins un signal", 25, std::nullopt},
             {"talks", "Personnes reçues pour un échange", std::nullopt, HiddenBecause::too_few_people},
             {"signals", "Personnes avec au moins un signal", 15, std::nullopt, CellDimension::department, "43",
              "Haute-Loire"}},
            1,
            std::array<std::uint8_t, 64>{number}};
}

class StatisticsTest : public testing::Test {
protected:
    bool publish(NetworkId of_network, const Publication& publication) {
        return database.write([&](Transaction& transaction) {
            return Statistics{transaction, NetworkScope::for_job(of_network)}.publish(transaction,
                                                                                      publication);
        });
    }
    std::vector<Publication> publications(NetworkId of_network) {
        return database.read([&](const Reader& reader) {
            return Statistics{reader, NetworkScope::for_job(of_network)}.publications();
        });
    }

    TemporaryFolder folder;
    Database database{settings_at(folder.path() / "statistics.db", AuditRule::kept_elsewhere),
                      statistics_migrations()};
    NetworkId network = network_number(1);
    NetworkId other = network_number(2);
};

TEST_F(StatisticsTest, gives_back_what_was_published_value_or_reason) {
    ASSERT_TRUE(publish(network, publication_of(network, 10)));
    const auto found = publications(network);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].cells, publication_of(network, 10).cells);
    EXPECT_EQ(found[0].network_name, "Réseau Exemple");
    EXPECT_EQ(found[0].published_at, publication_of(network, 10).published_at);
    EXPECT_EQ(found[0].definitions, 1);
    EXPECT_EQ(found[0].signature, publication_of(network, 10).signature);
    EXPECT_EQ(found[0].hidden_percent(), 34);  // one of three, rounded up
    EXPECT_EQ(canonical_publication("ici", found[0]), canonical_publication("ici", publication_of(network, 10)));
}

// Whatever a reader could see of a publication is under its signature.
TEST_F(StatisticsTest, no_part_of_a_publication_can_change_and_keep_the_canonical_form) {
    const auto original = canonical_publication("ici", publication_of(network, 10));
    const std::vector<void (*)(Publication&)> changes{
        [](Publication& one) { one.id.bytes[3] ^= 1; },
        [](Publication& one) { one.network.bytes[3] ^= 1; },
        [](Publication& one) { one.network_name += " "; },
        [](Publication& one) { one.starts_on += Days{1}; },
        [](Publication& one) { one.ends_on += Days{1}; },
        [](Publication& one) { one.published_at += std::chrono::seconds{1}; },
        [](Publication& one) { ++one.definitions; },
        [](Publication& one) { one.cells[0].indicator = "talks"; },
        [](Publication& one) { one.cells[0].label += "s"; },
        [](Publication& one) { one.cells[0].value = 30; },
        [](Publication& one) { one.cells[1].hidden_because = HiddenBecause::too_few_employers; },
        [](Publication& one) { one.cells[2].dimension = CellDimension::size_class; },
        [](Publication& one) { one.cells[2].category = "42"; },
        [](Publication& one) { one.cells[2].category_label = "Loire"; },
        [](Publication& one) { one.cells.pop_back(); },
        [](Publication& one) { std::swap(one.cells[0], one.cells[2]); }};
    for (std::size_t i = 0; i < changes.size(); ++i) {
        auto changed = publication_of(network, 10);
        changes[i](changed);
        EXPECT_NE(canonical_publication("ici", changed), original) << "change " << i;
    }
    EXPECT_NE(canonical_publication("ailleurs", publication_of(network, 10)), original);
}

TEST_F(StatisticsTest, takes_no_publication_without_signature_or_version_and_no_cell_twice) {
    auto unsigned_one = publication_of(network, 10);
    unsigned_one.signature.reset();
    EXPECT_THROW(publish(network, unsigned_one), DatabaseError);
    auto without_version = publication_of(network, 10);
    without_version.definitions = 0;
    EXPECT_THROW(publish(network, without_version), DatabaseError);
    auto twice = publication_of(network, 10);
    twice.cells.push_back(twice.cells[2]);
    EXPECT_THROW(publish(network, twice), ConstraintViolated);
    EXPECT_TRUE(publications(network).empty());
}

TEST(StatisticsBefore, a_file_from_before_signatures_is_read_as_it_was) {
    const TemporaryFolder folder;
    const auto file = folder.path() / "statistics.db";
    const auto network = network_number(1);
    {
        Database old{settings_at(file, AuditRule::kept_elsewhere), {statistics_migrations().front()}};
        old.write([&](Transaction& transaction) {
            transaction.execute(
                "INSERT INTO publication(id, network, network_name, period_starts_on, period_ends_on, "
                "published_at) VALUES (?, ?, 'Avant', 0, 89, 7776000)",
                {network_number(9), network});
            transaction.execute(
                "INSERT INTO cell(publication, position, indicator, label, value) VALUES (?, 1, 'signals', 'S', 20)",
                {network_number(9)});
        });
    }
    const Database present{settings_at(file, AuditRule::kept_elsewhere), statistics_migrations()};
    const auto found = present.read([&](const Reader& reader) {
        return Statistics{reader, NetworkScope::for_job(network)}.publications();
    });
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].definitions, 0);
    EXPECT_FALSE(found[0].signature);
    EXPECT_EQ(found[0].cells, (std::vector<PublishedCell>{{"signals", "S", 20, std::nullopt}}));
}

TEST_F(StatisticsTest, publishes_a_period_once) {
    ASSERT_TRUE(publish(network, publication_of(network, 10)));
    auto second = publication_of(network, 11);
    second.cells[0].value = 30;
    EXPECT_FALSE(publish(network, second));
    ASSERT_EQ(publications(network).size(), 1U);
    EXPECT_EQ(publications(network)[0].cells[0].value, 25);
}

TEST_F(StatisticsTest, a_network_sees_its_own_publications_only) {
    ASSERT_TRUE(publish(network, publication_of(network, 10)));
    EXPECT_TRUE(publications(other).empty());
    const auto seen = database.read([&](const Reader& reader) {
        return Statistics{reader, NetworkScope::for_job(other)}
            .publication(publication_of(network, 10).id)
            .has_value();
    });
    EXPECT_FALSE(seen);
}

TEST_F(StatisticsTest, a_published_figure_is_frozen) {
    ASSERT_TRUE(publish(network, publication_of(network, 10)));
    const auto refuses = [&](auto change) {
        EXPECT_THROW(database.write([&](Transaction& transaction) { change(transaction); }), DatabaseError);
    };
    refuses(
        [](Transaction& transaction) { transaction.execute("UPDATE cell SET value = 30 WHERE value = 25"); });
    refuses(
        [](Transaction& transaction) { transaction.execute("UPDATE publication SET network_name = 'x'"); });
    refuses([](Transaction& transaction) { transaction.execute("DELETE FROM cell"); });
    refuses([](Transaction& transaction) { transaction.execute("DELETE FROM publication"); });
    EXPECT_EQ(publications(network)[0].cells, publication_of(network, 10).cells);
}

TEST_F(StatisticsTest, a_cell_has_a_value_or_a_reason_never_both_or_none) {
    for (const bool both : {true, false}) {
        auto wrong = publication_of(network, 10);
        wrong.cells[0].value = both ? std::optional{25} : std::nullopt;
        wrong.cells[0].hidden_because = both ? std::optional{HiddenBecause::too_few_people} : std::nullopt;
        EXPECT_THROW(publish(network, wrong), ConstraintViolated);
        EXPECT_TRUE(publications(network).empty());
    }
}

}  // namespace
}  // namespace prevenance::storage
