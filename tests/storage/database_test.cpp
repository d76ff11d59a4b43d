#include "storage/database.h"

#include <atomic>
#include <csignal>
#include <thread>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "storage/migrations.h"
#include "tests/storage/temporary_database.h"

namespace prevenance::storage {
namespace {

const std::vector<std::string_view> one_table{"CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;"};

std::unique_ptr<Database> open_notes(const TemporaryFolder& folder) {
    return std::make_unique<Database>(settings_at(folder.path() / "notes.db", AuditRule::kept_elsewhere), one_table);
}

std::int64_t count_notes(const Database& database) {
    return database.read([](const Reader& reader) { return reader.number("SELECT count(*) FROM note"); });
}

void add_note(Transaction& transaction, const std::string& text) {
    transaction.execute("INSERT INTO note(text) VALUES (?)", {text});
}

TEST(Database, opens_like_a_safe) {
    const TemporaryFolder folder;
    const auto database = open_notes(folder);
    database->write([](Transaction& transaction) {
        EXPECT_EQ(transaction.number("PRAGMA synchronous"), 2);
        EXPECT_EQ(transaction.number("PRAGMA foreign_keys"), 1);
        EXPECT_EQ(transaction.number("PRAGMA secure_delete"), 1);
        EXPECT_EQ(transaction.number("PRAGMA trusted_schema"), 0);
    });
    EXPECT_EQ(std::filesystem::status(folder.path() / "notes.db").permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    EXPECT_EQ(database->integrity(), "ok");
}

TEST(Database, a_reader_cannot_write) {
    const TemporaryFolder folder;
    const auto database = open_notes(folder);
    EXPECT_THROW(database->read([](const Reader& reader) {
        reader.each("INSERT INTO note(text) VALUES ('x')", {}, [](const Row&) {});
        return true;
    }),
                 DatabaseError);
    EXPECT_EQ(count_notes(*database), 0);
}

TEST(Database, a_write_without_an_audit_entry_fails_and_leaves_nothing) {
    const TemporaryFolder folder;
    const auto database = open_cases(folder);
    const auto add_network = [](Transaction& transaction) {
        transaction.execute("INSERT INTO network(id, name) VALUES (?, 'R')", {NetworkId{{1}}});
    };
    EXPECT_THROW(database->write(add_network), DatabaseError);
    const auto networks = [&] {
        return database->read([](const Reader& reader) { return reader.number("SELECT count(*) FROM network"); });
    };
    EXPECT_EQ(networks(), 0);
    database->write([&](Transaction& transaction) {
        add_network(transaction);
        plain_audit_log().record(transaction, {Instant{}, std::nullopt, "test", std::nullopt});
    });
    EXPECT_EQ(networks(), 1);
}

TEST(Database, work_that_fails_takes_only_itself_back) {
    const TemporaryFolder folder;
    const auto database = open_notes(folder);
    std::atomic<int> failures = 0;
    std::atomic<int> done = 0;
    for (int i = 0; i < 50; ++i) {
        database->write_later(
            [i](Transaction& transaction) {
                add_note(transaction, "note " + std::to_string(i));
                if (i % 5 == 0) throw std::runtime_error("this one fails");
            },
            [&](const std::exception_ptr& trouble) {
                if (trouble) ++failures;
                ++done;
            });
    }
    database->write([](Transaction&) {});  // what was queued before is done when this is
    EXPECT_EQ(done, 50);
    EXPECT_EQ(failures, 10);
    EXPECT_EQ(count_notes(*database), 40);
}

TEST(Database, a_broken_rule_of_the_schema_has_its_own_type) {
    const TemporaryFolder folder;
    const auto database = open_notes(folder);
    database->write([](Transaction& transaction) { add_note(transaction, "twice"); });
    EXPECT_THROW(database->write([](Transaction& transaction) { add_note(transaction, "twice"); }), ConstraintViolated);
    EXPECT_EQ(count_notes(*database), 1);
}

TEST(Database, rolling_back_late_undoes_everything) {
    const TemporaryFolder folder;
    const auto database = open_notes(folder);
    const int answer = database->write([](Transaction& transaction) {
        add_note(transaction, "not to stay");
        transaction.roll_back();
        return 7;
    });
    EXPECT_EQ(answer, 7);
    EXPECT_EQ(count_notes(*database), 0);
}

TEST(Database, a_full_queue_is_said_and_nothing_is_lost) {
    const TemporaryFolder folder;
    auto settings = settings_at(folder.path() / "notes.db", AuditRule::kept_elsewhere);
    settings.queue_limit = 2;
    Database database{settings, one_table};
    std::promise<void> release;
    auto released = release.get_future().share();
    std::promise<void> begun;
    database.write_later(
        [&](Transaction&) {
            begun.set_value();
            released.wait();
        },
        [](const std::exception_ptr&) {});
    begun.get_future().wait();
    const auto note = [](const std::string& text) {
        return [text](Transaction& transaction) { add_note(transaction, text); };
    };
    EXPECT_TRUE(database.write_later(note("a"), [](const std::exception_ptr&) {}));
    EXPECT_TRUE(database.write_later(note("b"), [](const std::exception_ptr&) {}));
    EXPECT_FALSE(database.write_later(note("c"), [](const std::exception_ptr&) {}));
    release.set_value();
    // The queue has room again once the first group is done.
    while (!database.write_later(note("d"), [](const std::exception_ptr&) {})) std::this_thread::yield();
    while (count_notes(database) < 3) std::this_thread::yield();
    EXPECT_EQ(count_notes(database), 3);
}

TEST(Database, many_threads_write_and_each_sees_its_own_row) {
    const TemporaryFolder folder;
    const auto database = open_notes(folder);
    std::vector<std::thread> threads;
    std::atomic<int> seen = 0;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 50; ++i) {
                const auto text = std::to_string(t) + "/" + std::to_string(i);
                database->write([&](Transaction& transaction) { add_note(transaction, text); });
                seen += static_cast<int>(database->read([&](const Reader& reader) {
                    return reader.number("SELECT count(*) FROM note WHERE text = ?", {text});
                }));
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(seen, 400);
}

TEST(Database, one_look_sees_one_state) {
    const TemporaryFolder folder;
    const auto database = open_notes(folder);
    database->read([&](const Reader& reader) {
        EXPECT_EQ(reader.number("SELECT count(*) FROM note"), 0);
        database->write([](Transaction& transaction) { add_note(transaction, "meanwhile"); });
        EXPECT_EQ(reader.number("SELECT count(*) FROM note"), 0);
        return true;
    });
    EXPECT_EQ(count_notes(*database), 1);
}

TEST(Database, an_older_program_refuses_a_newer_file) {
    const TemporaryFolder folder;
    const auto settings = settings_at(folder.path() / "notes.db", AuditRule::kept_elsewhere);
    { Database newer{settings, {one_table.front(), "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;"}}; }
    EXPECT_THROW((Database{settings, one_table}), DatabaseError);
}

TEST(Database, an_unusable_file_says_which) {
    try {
        Database database{settings_at("/nowhere/at/all.db", AuditRule::kept_elsewhere), one_table};
        FAIL() << "opened a file in a folder that does not exist";
    } catch (const DatabaseError& error) {
        EXPECT_NE(std::string{error.what()}.find("/nowhere/at/all.db"), std::string::npos);
    }
}

// The process is killed while it writes; every row it acknowledged through the pipe must be there afterwards.
TEST(Database, killing_the_process_loses_no_acknowledged_row) {
    const TemporaryFolder folder;
    for (int round = 0; round < 5; ++round) {
        int ends[2] = {};
        ASSERT_EQ(::pipe(ends), 0);
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            const auto database = open_notes(folder);
            for (int i = 0;; ++i) {
                const auto text = std::to_string(round) + "-" + std::to_string(i);
                database->write([&](Transaction& transaction) { add_note(transaction, text); });
                if (::write(ends[1], &i, sizeof i) != sizeof i) ::_exit(1);
            }
        }
        ::close(ends[1]);
        int last = -1;
        int received = 0;
        while (received < 200 && ::read(ends[0], &last, sizeof last) == sizeof last) ++received;
        ::kill(child, SIGKILL);
        while (::read(ends[0], &last, sizeof last) == sizeof last) {
        }
        ::waitpid(child, nullptr, 0);
        ::close(ends[0]);

        const auto database = open_notes(folder);
        EXPECT_EQ(database->integrity(), "ok");
        const auto pattern = std::to_string(round) + "-%";
        const auto found = database->read([&](const Reader& reader) {
            return reader.number("SELECT count(*) FROM note WHERE text LIKE ?", {pattern});
        });
        EXPECT_GE(found, last + 1) << "round " << round;
    }
}

}  // namespace
}  // namespace prevenance::storage
