#include "storage/audit_log.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "tests/storage/temporary_database.h"

namespace prevenance::storage {
namespace {

constexpr AccountId somebody{{7}};
constexpr IdBytes something{9};

void record_five(Database& database) {
    for (int i = 0; i < 5; ++i)
        database.write([&](Transaction& transaction) {
            plain_audit_log().record(transaction, {Instant{std::chrono::seconds{90 * i}}, somebody, "signal.record",
                                                   i % 2 == 0 ? std::optional{something} : std::nullopt});
        });
}

std::optional<std::int64_t> first_break(const Database& database) {
    return database.read([](const Reader& reader) { return plain_audit_log().first_break(reader); });
}

// Somebody with the file and a tool, who goes around the triggers.
void tamper(const TemporaryFolder& folder, const std::string& sql) {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open((folder.path() / "prevenance.db").c_str(), &handle), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(handle, ("DROP TRIGGER audit_is_append_only;" + sql).c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(handle);
}

TEST(AuditLog, an_untouched_chain_holds) {
    const TemporaryFolder folder;
    const auto database = open_cases(folder);
    EXPECT_EQ(first_break(*database), std::nullopt);
    record_five(*database);
    EXPECT_EQ(first_break(*database), std::nullopt);
}

TEST(AuditLog, tells_what_was_done_to_one_object_to_the_minute) {
    const TemporaryFolder folder;
    const auto database = open_cases(folder);
    record_five(*database);
    const auto acts = database->read([](const Reader& reader) { return plain_audit_log().acts_on(reader, something); });
    ASSERT_EQ(acts.size(), 3U);
    EXPECT_EQ(acts[1].action, "signal.record");
    EXPECT_EQ(acts[1].actor, somebody);
    EXPECT_EQ(acts[1].at, Instant{std::chrono::seconds{180}});
}

TEST(AuditLog, an_entry_cannot_be_changed_through_the_program) {
    const TemporaryFolder folder;
    const auto database = open_cases(folder);
    record_five(*database);
    EXPECT_THROW(database->write([](Transaction& transaction) {
        transaction.execute("UPDATE audit_entry SET action = 'nothing' WHERE sequence = 2");
        transaction.mark_audited();
    }),
                 DatabaseError);
}

class TamperedAuditLog : public testing::TestWithParam<std::pair<const char*, std::int64_t>> {};

TEST_P(TamperedAuditLog, is_found_where_it_was_touched) {
    const TemporaryFolder folder;
    {
        const auto database = open_cases(folder);
        record_five(*database);
    }
    tamper(folder, GetParam().first);
    EXPECT_EQ(first_break(*open_cases(folder)), GetParam().second);
}

INSTANTIATE_TEST_SUITE_P(
    Ways, TamperedAuditLog,
    testing::Values(std::pair{"UPDATE audit_entry SET action = 'signal.remove' WHERE sequence = 3", 3},
                    std::pair{"UPDATE audit_entry SET at = at + 60 WHERE sequence = 1", 1},
                    std::pair{"UPDATE audit_entry SET actor = x'00000000000000000000000000000001' WHERE sequence = 2", 2},
                    std::pair{"UPDATE audit_entry SET object = NULL WHERE sequence = 5", 5},
                    std::pair{"DELETE FROM audit_entry WHERE sequence = 4", 5},
                    std::pair{"UPDATE audit_entry SET sequence = 9 WHERE sequence = 5", 9}));

}  // namespace
}  // namespace prevenance::storage
