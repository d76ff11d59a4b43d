// Three months of log, of which two are closed, and somebody with the file and a tool.
#include "storage/audit_verification.h"

#include "storage/audit_segments.h"
#include "tests/storage/temporary_database.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <ostream>

namespace prevenance::storage {
namespace {

constexpr AccountId somebody{{7}};
constexpr IdBytes something{9};

Instant at(const char* date, int minute = 0) {
    return Instant{*parse_iso_date(date)} + std::chrono::hours{9} + std::chrono::minutes{minute};
}

bool every_signature(const AuditCheckpoint&) {
    return true;
}

class ThreeMonths : public testing::Test {
protected:
    ThreeMonths() { fill(*open_cases(folder)); }

    // Entries 1–5 in January, 6–11 in February, 12–16 in March; a checkpoint at the end.
    static void fill(Database& database, const char* third_action = "signal.read") {
        record(database, "2026-01-10",
               {"signal.record", "signal.read", third_action, "figures.export", "signal.read"});
        close(database, "2026-02-01");
        record(database, "2026-02-10",
               {"signal.read", "signal.read", "alert.settle", "signal.read", "signal.read"});
        close(database, "2026-03-01");
        record(database, "2026-03-10", {"signal.read", "signal.read", "signal.read", "signal.read"});
        database.write([](Transaction& transaction) {
            add_checkpoint(transaction, present_state(transaction, at("2026-03-10", 30)));
        });
    }
    static void record(Database& database, const char* date, const std::vector<const char*>& actions) {
        int minute = 0;
        for (const auto* action : actions)
            database.write([&](Transaction& transaction) {
                plain_audit_log().record(transaction, {at(date, ++minute), somebody, action, something});
            });
    }
    static void close(Database& database, const char* date) {
        EXPECT_TRUE(database.write([&](Transaction& transaction) {
            return close_segment(transaction, plain_audit_log(), at(date));
        }));
    }
    void tamper(const std::string& sql) const {
        sqlite3* handle = nullptr;
        ASSERT_EQ(sqlite3_open((folder.path() / "prevenance.db").c_str(), &handle), SQLITE_OK);
        char* trouble = nullptr;
        const auto all =
            "DROP TRIGGER audit_is_append_only; DROP TRIGGER closed_segment_does_not_change;"
            "DROP TRIGGER segment_row_stays;" +
            sql;
        EXPECT_EQ(sqlite3_exec(handle, all.c_str(), nullptr, nullptr, &trouble), SQLITE_OK) << trouble;
        sqlite3_close(handle);
    }
    AuditReport verified() const {
        return open_cases(folder)->read(
            [](const Reader& reader) { return verify_audit(reader, plain_audit_log(), every_signature); });
    }
    std::int64_t thin(std::int64_t segment, const char* date) {
        return open_cases(folder)->write([&](Transaction& transaction) {
            return thin_segment(transaction, plain_audit_log(), segment, at(date));
        });
    }
    std::int64_t erase(std::int64_t segment, const char* date) {
        return open_cases(folder)->write([&](Transaction& transaction) {
            return delete_segment(transaction, plain_audit_log(), segment, at(date));
        });
    }
    static AuditCheckpoint state_of(const Database& database) {
        return database.read(
            [](const Reader& reader) { return present_state(reader, at("2026-03-10", 30)); });
    }
    static WitnessComparison compared(const Database& database, const AuditCheckpoint& kept) {
        return database.read([&](const Reader& reader) { return compare_with_witness(reader, kept); });
    }

    TemporaryFolder folder;
};

TEST_F(ThreeMonths, an_untouched_log_holds_with_its_closed_months_and_checkpoints) {
    const auto report = verified();
    EXPECT_TRUE(report.holds());
    EXPECT_EQ(report.state.entries, 16);
    EXPECT_EQ(report.read, 16);
    EXPECT_EQ(report.state.segments, 2);
    EXPECT_EQ(report.checkpoints, 1);
}

TEST_F(ThreeMonths, a_month_is_closed_once_and_never_before_it_is_over) {
    const auto database = open_cases(folder);
    const auto close_on = [&](const char* date) {
        return database->write([&](Transaction& transaction) {
            return close_segment(transaction, plain_audit_log(), at(date));
        });
    };
    EXPECT_FALSE(close_on("2026-03-31"));
    EXPECT_TRUE(close_on("2026-04-01"));
    EXPECT_FALSE(close_on("2026-04-02"));
}

TEST_F(ThreeMonths, an_old_month_is_thinned_then_deleted_and_the_rest_still_verifies) {
    EXPECT_EQ(thin(1, "2027-01-10"), 4);  // the export stays
    auto report = verified();
    EXPECT_TRUE(report.holds());
    EXPECT_EQ(report.stubs, 4);
    EXPECT_EQ(erase(1, "2031-01-10"), 1);
    report = verified();
    EXPECT_TRUE(report.holds());
    EXPECT_EQ(report.deleted_segments, 1);
    EXPECT_EQ(erase(2, "2031-02-10"), 6);
    EXPECT_TRUE(verified().holds());
}

TEST_F(ThreeMonths, a_log_of_which_every_month_was_deleted_goes_on) {
    const auto database = open_cases(folder);
    for (const std::int64_t segment : {1, 2})
        database->write([&](Transaction& transaction) {
            delete_segment(transaction, plain_audit_log(), segment, at("2031-02-10"));
        });
    record(*database, "2031-02-11", {"signal.read"});
    EXPECT_EQ(database->read([](const Reader& reader) { return plain_audit_log().first_break(reader); }),
              std::nullopt);
}

TEST_F(ThreeMonths, a_month_that_went_before_any_installation_may_is_found) {
    thin(1, "2026-07-09");
    const auto report = verified();
    ASSERT_EQ(report.findings.size(), 1U);
    EXPECT_EQ(report.findings[0], (AuditFinding{AuditFault::deleted_too_early, 1, 1}));
}

struct Tampering {
    const char* name;
    const char* sql;
    AuditFinding first;
};
void PrintTo(const Tampering& tampering, std::ostream* stream) {
    *stream << tampering.name;
}

class TamperedMonths : public ThreeMonths, public testing::WithParamInterface<Tampering> {};

TEST_P(TamperedMonths, are_found_where_they_were_touched) {
    tamper(GetParam().sql);
    const auto report = verified();
    ASSERT_FALSE(report.findings.empty());
    EXPECT_EQ(report.findings.front(), GetParam().first)
        << static_cast<int>(report.findings.front().fault) << " at " << report.findings.front().sequence
        << " in " << report.findings.front().segment;
}

INSTANTIATE_TEST_SUITE_P(
    Ways, TamperedMonths,
    testing::Values(
        Tampering{"edited",
                  "UPDATE audit_entry SET action = 'nothing' WHERE sequence = 8",
                  {AuditFault::entry_broken, 8, 2}},
        Tampering{"edited_in_the_open_month",
                  "UPDATE audit_entry SET actor = NULL WHERE sequence = 14",
                  {AuditFault::entry_broken, 14, 0}},
        Tampering{"deleted_in_the_middle",
                  "DELETE FROM audit_entry WHERE sequence = 14",
                  {AuditFault::entry_broken, 15, 0}},
        Tampering{"deleted_at_the_end_of_a_closed_month",
                  "DELETE FROM audit_entry WHERE sequence = 11",
                  {AuditFault::segment_incomplete, 11, 2}},
        Tampering{"swapped",
                  "UPDATE audit_entry SET sequence = 99 WHERE sequence = 13;"
                  "UPDATE audit_entry SET sequence = 13 WHERE sequence = 14;"
                  "UPDATE audit_entry SET sequence = 14 WHERE sequence = 99",
                  {AuditFault::entry_broken, 13, 0}},
        Tampering{
            "chained_again_without_the_key",
            "UPDATE audit_entry SET action = 'nothing', entry_hash = randomblob(32) WHERE sequence = 14;"
            "UPDATE audit_entry SET previous = (SELECT entry_hash FROM audit_entry WHERE sequence = 14) "
            "WHERE sequence = 15",
            {AuditFault::entry_broken, 14, 0}},
        Tampering{"tail_cut_below_a_checkpoint",
                  "DELETE FROM audit_entry WHERE sequence > 14",
                  {AuditFault::tail_missing, 15, 0}},
        Tampering{"checkpoint_moved_to_another_entry",
                  "UPDATE audit_checkpoint SET entries = 15",
                  {AuditFault::history_rewritten, 15, 0}},
        Tampering{"root_replaced",
                  "UPDATE audit_segment SET root = randomblob(32) WHERE number = 1",
                  {AuditFault::segment_broken, 1, 1}},
        Tampering{"seal_replaced",
                  "UPDATE audit_segment SET seal = randomblob(32) WHERE number = 1",
                  {AuditFault::segment_broken, 1, 1}},
        Tampering{"month_emptied",
                  "DELETE FROM audit_entry WHERE sequence <= 5",
                  {AuditFault::segment_incomplete, 1, 1}},
        Tampering{"month_emptied_and_called_deleted",
                  "DELETE FROM audit_entry WHERE sequence <= 5;"
                  "UPDATE audit_segment SET deleted_at = 2000000000 WHERE number = 1",
                  {AuditFault::segment_broken, 1, 1}},
        Tampering{"month_emptied_with_its_row",
                  "DELETE FROM audit_entry WHERE sequence <= 5; DELETE FROM audit_segment WHERE number = 1",
                  {AuditFault::segment_broken, 6, 2}},
        Tampering{"every_month_row_gone", "DELETE FROM audit_segment", {AuditFault::months_rewritten, 16, 2}},
        Tampering{"an_entry_made_a_hash",
                  "INSERT INTO audit_stub SELECT sequence, entry_hash FROM audit_entry WHERE sequence = 9;"
                  "DELETE FROM audit_entry WHERE sequence = 9",
                  {AuditFault::segment_incomplete, 11, 2}},
        Tampering{"an_entry_of_the_open_month_made_a_hash",
                  "INSERT INTO audit_stub SELECT sequence, entry_hash FROM audit_entry WHERE sequence = 14;"
                  "DELETE FROM audit_entry WHERE sequence = 14",
                  {AuditFault::entry_broken, 16, 0}},
        Tampering{"an_entry_added_before_the_first",
                  "INSERT INTO audit_entry(sequence, at, action, previous, entry_hash) "
                  "VALUES (0, 0, 'signal.read', x'', randomblob(32))",
                  {AuditFault::entry_broken, 0, 0}}),
    [](const auto& tampering) { return std::string{tampering.param.name}; });

// Whoever has the root key can chain and seal again; what a witness kept is out of reach.
TEST_F(ThreeMonths, a_history_written_again_with_the_key_is_seen_by_the_witness_alone) {
    const auto kept = state_of(*open_cases(folder));
    const TemporaryFolder other;
    const auto rewritten = open_cases(other);
    fill(*rewritten, "signal.delete");
    EXPECT_EQ(rewritten->read([](const Reader& reader) { return plain_audit_log().first_break(reader); }),
              std::nullopt);
    const auto comparison = compared(*rewritten, kept);
    ASSERT_EQ(comparison.findings.size(), 2U);
    EXPECT_EQ(comparison.findings[0].fault, AuditFault::months_rewritten);
    EXPECT_EQ(comparison.findings[1].fault, AuditFault::history_rewritten);
}

TEST_F(ThreeMonths, a_tail_cut_off_with_its_checkpoints_is_seen_by_the_witness_alone) {
    const auto kept = state_of(*open_cases(folder));
    tamper("DELETE FROM audit_checkpoint; DELETE FROM audit_entry WHERE sequence > 14");
    EXPECT_TRUE(verified().holds());
    const auto comparison = compared(*open_cases(folder), kept);
    ASSERT_EQ(comparison.findings.size(), 1U);
    EXPECT_EQ(comparison.findings[0], (AuditFinding{AuditFault::tail_missing, 15, 0}));
}

TEST_F(ThreeMonths, a_witness_agrees_as_long_as_the_log_only_grows_thins_and_ages) {
    const auto kept = state_of(*open_cases(folder));
    record(*open_cases(folder), "2026-03-12", {"signal.read", "signal.read"});
    close(*open_cases(folder), "2026-04-01");
    thin(3, "2027-04-01");
    EXPECT_TRUE(compared(*open_cases(folder), kept).findings.empty());
    EXPECT_TRUE(compared(*open_cases(folder), kept).compared_head);
    erase(3, "2031-04-01");
    EXPECT_TRUE(compared(*open_cases(folder), kept).findings.empty());
    EXPECT_FALSE(compared(*open_cases(folder), kept).compared_head);
    EXPECT_TRUE(verified().holds());
}

}  // namespace
}  // namespace prevenance::storage
