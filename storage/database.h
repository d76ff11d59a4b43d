// One SQLite file, opened like a safe: WAL, synchronous=FULL, foreign keys, one writer.
//
// The writer is one thread, which also does every checkpoint (SQLite 3.40.1 can lose pages when two
// connections write or checkpoint at once). What is queued for it is taken together: each piece of work
// runs in its own savepoint, all of them share one fsync, and each is answered only after that fsync.
//
// The surprise: work that changes a row and writes no audit entry is rolled back and fails. No audit, no write.
#pragma once

#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <future>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "domain/canonical_bytes.h"
#include "domain/calendar.h"
#include "domain/id.h"

struct sqlite3;
struct sqlite3_stmt;

namespace prevenance::storage {

// Corruption, a full or failing disk, or misuse. Never a client's mistake.
class DatabaseError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// A rule of the schema was broken: a duplicate, a missing parent. Stories that can meet one catch it.
class ConstraintViolated : public DatabaseError {
public:
    using DatabaseError::DatabaseError;
};

// The file has a schema that this program does not know yet.
class WrittenByNewerVersion : public DatabaseError {
public:
    using DatabaseError::DatabaseError;
};

// Only literals become SQL: nothing made at run time converts to this type.
class Sql {
public:
    consteval Sql(const char* literal) : text_(literal) {}  // NOLINT: implicit on purpose
    const char* text() const { return text_; }

private:
    const char* text_;
};

// What is bound to a "?". Dates are stored as days since 1970, instants as seconds since 1970.
class Value {
public:
    Value() = default;
    Value(std::nullopt_t) {}
    Value(bool flag) : content_(static_cast<std::int64_t>(flag)) {}
    template <std::integral T>
    Value(T number) : content_(static_cast<std::int64_t>(number)) {}
    Value(std::string_view text) : content_(text) {}
    Value(const std::string& text) : content_(std::string_view{text}) {}
    Value(const char* text) : content_(std::string_view{text}) {}
    Value(ByteView bytes) : content_(bytes) {}
    Value(const Bytes& bytes) : content_(ByteView{bytes}) {}
    Value(const Digest& digest) : content_(ByteView{digest}) {}
    Value(Date date) : content_(static_cast<std::int64_t>(date.time_since_epoch().count())) {}
    Value(Instant instant) : content_(static_cast<std::int64_t>(instant.time_since_epoch().count())) {}
    template <class Tag>
    Value(const Id<Tag>& id) : content_(ByteView{id.bytes}) {}
    template <class T>
    Value(const std::optional<T>& value) {
        if (value) *this = Value{*value};
    }

    using Content = std::variant<std::monostate, std::int64_t, std::string_view, ByteView>;
    const Content& content() const { return content_; }

private:
    Content content_;
};

// The present row of a query; valid inside the callback only.
class Row {
public:
    explicit Row(sqlite3_stmt* statement) : statement_(statement) {}

    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    std::string text(int column) const;
    std::string_view text_view(int column) const;  // valid as long as the row
    Bytes blob(int column) const;
    Digest digest(int column) const;
    Date date(int column) const;
    Instant instant(int column) const;
    template <class AnyId>
    AnyId id(int column) const {
        return AnyId{id_bytes(column)};
    }
    template <class AnyId>
    std::optional<AnyId> optional_id(int column) const {
        if (is_null(column)) return std::nullopt;
        return AnyId{id_bytes(column)};
    }
    std::optional<Date> optional_date(int column) const;
    std::optional<Instant> optional_instant(int column) const;
    std::optional<std::string> optional_text(int column) const;
    std::optional<Bytes> optional_blob(int column) const;

private:
    IdBytes id_bytes(int column) const;
    sqlite3_stmt* statement_;
};

// One connection with its prepared statements. Not for other folders: they get a Reader or a Transaction.
class Connection;

class Reader {
public:
    explicit Reader(Connection& connection) : connection_(&connection) {}

    void each(Sql sql, std::initializer_list<Value> values, const std::function<void(const Row&)>& take) const;

    // All rows, each made into a T by `make`.
    template <class Make>
    auto all(Sql sql, std::initializer_list<Value> values, Make make) const {
        std::vector<std::decay_t<std::invoke_result_t<Make, const Row&>>> rows;
        each(sql, values, [&](const Row& row) { rows.push_back(make(row)); });
        return rows;
    }

    // The only row, or nothing.
    template <class Make>
    auto one(Sql sql, std::initializer_list<Value> values, Make make) const {
        std::optional<std::decay_t<std::invoke_result_t<Make, const Row&>>> found;
        each(sql, values, [&](const Row& row) { found = make(row); });
        return found;
    }

    std::int64_t number(Sql sql, std::initializer_list<Value> values = {}) const;

protected:
    Connection* connection_;
};

class Transaction : public Reader {
public:
    explicit Transaction(Connection& connection) : Reader(connection) {}

    // The number of rows changed.
    int execute(Sql sql, std::initializer_list<Value> values = {});

    // Called by storage/audit_log only: it says that what this work did is on record.
    void mark_audited() { audited_ = true; }
    bool audited() const { return audited_; }

    // For rows that tell nothing about a person: sessions, throttles, the state of a queue.
    void mark_housekeeping() { audited_ = true; }

    // Undoes everything this work did, when it has ended. For a story that finds out late.
    void roll_back() { rolled_back_ = true; }
    bool rolled_back() const { return rolled_back_; }

private:
    bool audited_ = false;
    bool rolled_back_ = false;
};

enum class AuditRule {
    required,     // no audit, no write
    kept_elsewhere  // keys.db, statistics.db: the audit entry stands in prevenance.db
};

struct DatabaseSettings {
    std::filesystem::path file;
    AuditRule audit = AuditRule::required;
    std::size_t queue_limit = 10'000;  // pieces of work waiting for the writer
    std::size_t group_limit = 512;     // pieces of work that share one fsync
};

// Looks at a file as it lies and changes nothing, not even its schema; before Database opens it. Throws
// DatabaseError where there is no such file or SQLite cannot read it: cut short, overwritten, no database.
void glance(const std::filesystem::path& file, const std::function<void(const Reader&)>& look);

class Database {
public:
    // Opens or makes the file and brings its schema up to `migrations` (SQL texts, in order).
    // Throws DatabaseError where the file cannot be opened, WrittenByNewerVersion where it was written by a
    // newer program.
    Database(DatabaseSettings settings, const std::vector<std::string_view>& migrations);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // Runs `look` on a connection that cannot write, with one view of the data throughout.
    template <class Look>
    auto read(Look look) const {
        using Seen = std::invoke_result_t<Look, const Reader&>;
        std::optional<Seen> seen;
        with_reader([&](const Reader& reader) { seen.emplace(look(reader)); });
        return std::move(*seen);
    }

    using Work = std::function<void(Transaction&)>;
    using Done = std::function<void(std::exception_ptr)>;  // null: it is on disk

    // Queues `work` for the writer; `done` is called on the writer's thread after the fsync, or with what
    // went wrong. False where the queue is full: nothing was queued and `done` is not called.
    bool write_later(Work work, Done done);

    // Queues, waits, and gives back what `work` returned. Throws what it threw, and DatabaseError where the
    // queue is full. Never from the writer's own thread.
    template <class Do>
    auto write(Do work) {
        using Made = std::invoke_result_t<Do, Transaction&>;
        if constexpr (std::is_void_v<Made>) {
            write_and_wait([&](Transaction& transaction) { work(transaction); });
        } else {
            std::optional<Made> made;
            write_and_wait([&](Transaction& transaction) { made.emplace(work(transaction)); });
            return std::move(*made);
        }
    }

    // "ok" from SQLite's own integrity and foreign key checks, else what they found.
    std::string integrity() const;

    // Moves everything committed into the file itself and empties the write-ahead log, so that what was deleted
    // is on the disk no more (secure_delete overwrote it in the file). Waits for the disk. False where somebody
    // read for so long that the log could not be emptied: try again.
    bool empty_log();

private:
    class Writer;
    class ReaderPool;
    void with_reader(const std::function<void(const Reader&)>& look) const;
    void write_and_wait(const Work& work);

    std::unique_ptr<Writer> writer_;
    std::unique_ptr<ReaderPool> readers_;
};

// A file that another process may be writing: opened to look, never to write, to checkpoint or to migrate. It
// takes no lock that anybody waits for.
class DatabaseView {
public:
    // Throws DatabaseError where there is no such file or where its schema is not exactly that of `migrations`,
    // WrittenByNewerVersion where it is a later one.
    DatabaseView(const std::filesystem::path& file, const std::vector<std::string_view>& migrations);
    ~DatabaseView();
    DatabaseView(const DatabaseView&) = delete;
    DatabaseView& operator=(const DatabaseView&) = delete;

    // Runs `look` with one view of the data throughout.
    template <class Look>
    auto read(Look look) const {
        using Seen = std::invoke_result_t<Look, const Reader&>;
        std::optional<Seen> seen;
        with_reader([&](const Reader& reader) { seen.emplace(look(reader)); });
        return std::move(*seen);
    }

private:
    void with_reader(const std::function<void(const Reader&)>& look) const;

    std::unique_ptr<Connection> connection_;
};

}  // namespace prevenance::storage
