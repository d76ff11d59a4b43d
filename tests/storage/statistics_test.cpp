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
             {"talks", "Personnes reçues pour un échange", std::nullopt, HiddenBecause::too_few_people}}};
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
