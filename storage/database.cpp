#include "storage/database.h"

#include <cctype>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>

#include <sqlite3.h>

namespace prevenance::storage {
namespace {

[[noreturn]] void fail_with(sqlite3* handle, std::string_view what) {
    const int code = sqlite3_extended_errcode(handle);
    std::string message{what};
    message += ": ";
    message += sqlite3_errmsg(handle);
    if ((code & 0xFF) == SQLITE_CONSTRAINT) throw ConstraintViolated(message);
    throw DatabaseError(message);
}

struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

struct CloseHandle {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
using Handle = std::unique_ptr<sqlite3, CloseHandle>;

Handle open(const std::filesystem::path& file, int flags) {
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    Handle handle{raw};
    if (code != SQLITE_OK) throw DatabaseError("cannot open " + file.string() + ": " + sqlite3_errstr(code));
    sqlite3_extended_result_codes(raw, 1);
    sqlite3_busy_timeout(raw, 5000);
    return handle;
}

void run(sqlite3* handle, const char* sql) {
    if (sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail_with(handle, sql);
}

void bind(sqlite3_stmt* statement, int position, const Value& value) {
    struct Binder {
        sqlite3_stmt* statement;
        int position;
        int operator()(std::monostate) const { return sqlite3_bind_null(statement, position); }
        int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, position, number); }
        int operator()(std::string_view text) const {
            return sqlite3_bind_text(statement, position, text.data() ? text.data() : "",
                                     static_cast<int>(text.size()), SQLITE_STATIC);
        }
        int operator()(ByteView bytes) const {
            return bytes.empty() ? sqlite3_bind_zeroblob(statement, position, 0)
                                 : sqlite3_bind_blob(statement, position, bytes.data(),
                                                     static_cast<int>(bytes.size()), SQLITE_STATIC);
        }
    };
    if (std::visit(Binder{statement, position}, value.content()) != SQLITE_OK)
        fail_with(sqlite3_db_handle(statement), "bind");
}

}  // namespace

class Connection {
public:
    Connection(const std::filesystem::path& file, int flags) : handle_(open(file, flags)) {}

    sqlite3* handle() const { return handle_.get(); }

    // A literal has one address for the whole program, so the address is the key.
    sqlite3_stmt* prepared(Sql sql) {
        auto& statement = statements_[sql.text()];
        if (!statement) {
            sqlite3_stmt* raw = nullptr;
            if (sqlite3_prepare_v3(handle(), sql.text(), -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr) != SQLITE_OK)
                fail_with(handle(), sql.text());
            statement.reset(raw);
        }
        return statement.get();
    }

private:
    Handle handle_;
    std::unordered_map<const char*, Statement> statements_;
};

namespace {

// A statement in use: bound on entry, reset on exit, also when a callback throws.
class Running {
public:
    Running(Connection& connection, Sql sql, std::initializer_list<Value> values)
        : statement_(connection.prepared(sql)) {
        if (sqlite3_stmt_busy(statement_) != 0) throw DatabaseError("a query runs inside itself");
        if (static_cast<int>(values.size()) != sqlite3_bind_parameter_count(statement_))
            throw DatabaseError(std::string{"wrong number of values for "} + sql.text());
        int position = 0;
        for (const auto& value : values) bind(statement_, ++position, value);
    }
    ~Running() {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    bool step() {
        const int code = sqlite3_step(statement_);
        if (code == SQLITE_ROW) return true;
        if (code != SQLITE_DONE) fail_with(sqlite3_db_handle(statement_), "step");
        return false;
    }
    sqlite3_stmt* statement() const { return statement_; }

private:
    sqlite3_stmt* statement_;
};

}  // namespace

bool Row::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::int64_t Row::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Row::text(int column) const { return std::string{text_view(column)}; }

std::string_view Row::text_view(int column) const {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {data ? data : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Bytes Row::blob(int column) const {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    return {data, data + sqlite3_column_bytes(statement_, column)};
}

Digest Row::digest(int column) const {
    const auto bytes = blob(column);
    Digest digest{};
    if (bytes.size() != digest.size()) throw DatabaseError("a digest of the wrong length");
    std::copy(bytes.begin(), bytes.end(), digest.begin());
    return digest;
}

Date Row::date(int column) const { return Date{Days{integer(column)}}; }

Instant Row::instant(int column) const { return Instant{std::chrono::seconds{integer(column)}}; }

std::optional<Date> Row::optional_date(int column) const {
    if (is_null(column)) return std::nullopt;
    return date(column);
}

std::optional<Instant> Row::optional_instant(int column) const {
    if (is_null(column)) return std::nullopt;
    return instant(column);
}

std::optional<std::string> Row::optional_text(int column) const {
    if (is_null(column)) return std::nullopt;
    return text(column);
}

std::optional<Bytes> Row::optional_blob(int column) const {
    if (is_null(column)) return std::nullopt;
    return blob(column);
}

IdBytes Row::id_bytes(int column) const {
    IdBytes bytes{};
    if (sqlite3_column_bytes(statement_, column) != static_cast<int>(bytes.size()))
        throw DatabaseError("an identifier of the wrong length");
    std::memcpy(bytes.data(), sqlite3_column_blob(statement_, column), bytes.size());
    return bytes;
}

void Reader::each(Sql sql, std::initializer_list<Value> values, const std::function<void(const Row&)>& take) const {
    Running running{*connection_, sql, values};
    while (running.step()) take(Row{running.statement()});
}

std::int64_t Reader::number(Sql sql, std::initializer_list<Value> values) const {
    return one(sql, values, [](const Row& row) { return row.integer(0); }).value_or(0);
}

int Transaction::execute(Sql sql, std::initializer_list<Value> values) {
    Running running{*connection_, sql, values};
    while (running.step()) {
    }
    return sqlite3_changes(connection_->handle());
}

namespace {

// Nothing waits in the log: then the file alone is read, and no file is made beside it.
bool has_empty_log(const std::filesystem::path& file) {
    std::error_code trouble;
    const auto log = std::filesystem::path{file.string() + "-wal"};
    return !std::filesystem::exists(log, trouble) || std::filesystem::file_size(log, trouble) == 0;
}

std::string uri_of(const std::filesystem::path& file) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(file).string()) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || c == '/' || c == '.' || c == '-' || c == '_') {
            uri += c;
            continue;
        }
        uri += '%';
        uri += digits[byte >> 4U];
        uri += digits[byte & 15U];
    }
    return uri + "?immutable=1";
}

}  // namespace

void glance(const std::filesystem::path& file, const std::function<void(const Reader&)>& look) {
    const auto alone = has_empty_log(file);
    Connection connection{alone ? std::filesystem::path{uri_of(file)} : file,
                          SQLITE_OPEN_READONLY | (alone ? SQLITE_OPEN_URI : 0)};
    look(Reader{connection});
}

// The one thread that writes.
class Database::Writer {
public:
    Writer(const DatabaseSettings& settings, const std::vector<std::string_view>& migrations)
        : settings_(settings),
          connection_(settings.file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) {
        run(connection_.handle(),
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            "PRAGMA trusted_schema=OFF; PRAGMA secure_delete=ON; PRAGMA cell_size_check=ON;"
            "PRAGMA cache_size=-65536;");  // 64 MiB: identifiers are random, so writes touch pages all over
        std::filesystem::permissions(settings.file, std::filesystem::perms::owner_read |
                                                        std::filesystem::perms::owner_write);
        migrate(migrations);
        thread_ = std::thread([this] { take_turns(); });
    }

    ~Writer() {
        {
            const std::lock_guard lock{mutex_};
            stopping_ = true;
        }
        wake_.notify_all();
        thread_.join();
    }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    bool queue(Work work, Done done) {
        {
            const std::lock_guard lock{mutex_};
            if (stopping_ || queue_.size() >= settings_.queue_limit) return false;
            queue_.push_back({std::move(work), std::move(done), nullptr});
        }
        wake_.notify_one();
        return true;
    }

    bool empty_log() {
        std::promise<bool> emptied;
        {
            const std::lock_guard lock{mutex_};
            if (stopping_) return false;
            log_to_empty_.push_back(&emptied);
        }
        wake_.notify_one();
        return emptied.get_future().get();
    }

    bool is_this_thread() const { return std::this_thread::get_id() == thread_.get_id(); }

private:
    struct Piece {
        Work work;
        Done done;
        std::exception_ptr trouble;
    };

    void migrate(const std::vector<std::string_view>& migrations) {
        auto* handle = connection_.handle();
        const auto present = Reader{connection_}.number("PRAGMA user_version");
        if (present > static_cast<std::int64_t>(migrations.size()))
            throw WrittenByNewerVersion(settings_.file.string() + " was written by a newer version of prevenance");
        for (auto next = static_cast<std::size_t>(present); next < migrations.size(); ++next) {
            run(handle, "BEGIN IMMEDIATE");
            run(handle, std::string{migrations[next]}.c_str());
            run(handle, ("PRAGMA user_version=" + std::to_string(next + 1)).c_str());
            run(handle, "COMMIT");
        }
    }

    void take_turns() {
        while (wait_for_work()) {
            auto group = next_group();
            if (!group.empty()) commit(group);
            for (auto& piece : group) piece.done(piece.trouble);
            empty_log_for_those_who_wait();
        }
    }

    // False where there is nothing left to do before stopping.
    bool wait_for_work() {
        std::unique_lock lock{mutex_};
        wake_.wait(lock, [this] { return stopping_ || !queue_.empty() || !log_to_empty_.empty(); });
        return !queue_.empty() || !log_to_empty_.empty();
    }

    void empty_log_for_those_who_wait() {
        std::vector<std::promise<bool>*> waiting;
        {
            const std::lock_guard lock{mutex_};
            waiting.swap(log_to_empty_);
        }
        if (waiting.empty()) return;
        try {
            const bool emptied = Reader{connection_}.number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
            for (auto* promise : waiting) promise->set_value(emptied);
        } catch (...) {
            for (auto* promise : waiting) promise->set_exception(std::current_exception());
        }
    }

    std::vector<Piece> next_group() {
        const std::lock_guard lock{mutex_};
        std::vector<Piece> group;
        while (!queue_.empty() && group.size() < settings_.group_limit) {
            group.push_back(std::move(queue_.front()));
            queue_.pop_front();
        }
        return group;
    }

    void commit(std::vector<Piece>& group) {
        try {
            Transaction control{connection_};
            control.execute("BEGIN IMMEDIATE");
            for (auto& piece : group) attempt(piece);
            control.execute("COMMIT");
        } catch (...) {
            const auto trouble = std::current_exception();
            if (sqlite3_get_autocommit(connection_.handle()) == 0) run(connection_.handle(), "ROLLBACK");
            for (auto& piece : group)
                if (!piece.trouble) piece.trouble = trouble;
        }
    }

    // A piece that fails takes only itself back; its neighbours in the group are committed.
    void attempt(Piece& piece) {
        Transaction transaction{connection_};
        transaction.execute("SAVEPOINT piece");
        const auto before = sqlite3_total_changes64(connection_.handle());
        try {
            piece.work(transaction);
            const bool changed = sqlite3_total_changes64(connection_.handle()) != before;
            if (changed && !transaction.audited() && !transaction.rolled_back() &&
                settings_.audit == AuditRule::required)
                throw DatabaseError("a write without an audit entry");
        } catch (...) {
            piece.trouble = std::current_exception();
        }
        if (piece.trouble || transaction.rolled_back()) transaction.execute("ROLLBACK TO piece");
        transaction.execute("RELEASE piece");
    }

    DatabaseSettings settings_;
    Connection connection_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Piece> queue_;
    std::vector<std::promise<bool>*> log_to_empty_;
    bool stopping_ = false;
    std::thread thread_;
};

// Connections that cannot write, made when they are first needed and kept.
class Database::ReaderPool {
public:
    explicit ReaderPool(std::filesystem::path file) : file_(std::move(file)) {}

    std::unique_ptr<Connection> take() {
        {
            const std::lock_guard lock{mutex_};
            if (!idle_.empty()) {
                auto connection = std::move(idle_.back());
                idle_.pop_back();
                return connection;
            }
        }
        auto connection = std::make_unique<Connection>(file_, SQLITE_OPEN_READWRITE);
        run(connection->handle(),
            "PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0; PRAGMA trusted_schema=OFF;");
        return connection;
    }

    void give_back(std::unique_ptr<Connection> connection) {
        const std::lock_guard lock{mutex_};
        idle_.push_back(std::move(connection));
    }

private:
    std::filesystem::path file_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> idle_;
};

Database::Database(DatabaseSettings settings, const std::vector<std::string_view>& migrations)
    : writer_(std::make_unique<Writer>(settings, migrations)),
      readers_(std::make_unique<ReaderPool>(settings.file)) {}

Database::~Database() = default;

void Database::with_reader(const std::function<void(const Reader&)>& look) const {
    auto connection = readers_->take();
    run(connection->handle(), "BEGIN");  // one view of the data for the whole look
    try {
        look(Reader{*connection});
    } catch (...) {
        run(connection->handle(), "COMMIT");
        readers_->give_back(std::move(connection));
        throw;
    }
    run(connection->handle(), "COMMIT");
    readers_->give_back(std::move(connection));
}

bool Database::write_later(Work work, Done done) { return writer_->queue(std::move(work), std::move(done)); }

void Database::write_and_wait(const Work& work) {
    if (writer_->is_this_thread()) throw DatabaseError("the writer cannot wait for itself");
    std::promise<void> promise;
    auto written = promise.get_future();
    const bool queued = write_later(work, [&promise](const std::exception_ptr& trouble) {
        if (trouble) promise.set_exception(trouble);
        else promise.set_value();
    });
    if (!queued) throw DatabaseError("the queue of the writer is full");
    written.get();
}

bool Database::empty_log() {
    if (writer_->is_this_thread()) throw DatabaseError("the writer cannot wait for itself");
    return writer_->empty_log();
}

DatabaseView::DatabaseView(const std::filesystem::path& file, const std::vector<std::string_view>& migrations)
    : connection_(std::make_unique<Connection>(file, SQLITE_OPEN_READONLY)) {
    // The last connection to close would checkpoint; the writer of the other process does that alone.
    sqlite3_db_config(connection_->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    run(connection_->handle(), "PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0; PRAGMA trusted_schema=OFF;");
    const auto present = Reader{*connection_}.number("PRAGMA user_version");
    const auto known = static_cast<std::int64_t>(migrations.size());
    if (present > known)
        throw WrittenByNewerVersion(file.string() + " was written by a newer version of prevenance");
    if (present < known) throw DatabaseError(file.string() + " was not brought up to this version yet");
}

DatabaseView::~DatabaseView() = default;

void DatabaseView::with_reader(const std::function<void(const Reader&)>& look) const {
    run(connection_->handle(), "BEGIN");
    try {
        look(Reader{*connection_});
    } catch (...) {
        run(connection_->handle(), "COMMIT");
        throw;
    }
    run(connection_->handle(), "COMMIT");
}

std::string Database::integrity() const {
    return read([](const Reader& reader) {
        std::string trouble;
        reader.each("PRAGMA integrity_check", {}, [&](const Row& row) {
            if (row.text(0) != "ok") trouble += row.text(0) + "\n";
        });
        reader.each("PRAGMA foreign_key_check", {}, [&](const Row& row) {
            trouble += "foreign key broken in " + row.text(0) + "\n";
        });
        return trouble.empty() ? std::string{"ok"} : trouble;
    });
}

}  // namespace prevenance::storage
