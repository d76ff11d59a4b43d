#include "tests/bench/one_new_fact.h"

#include "rules/screener.h"
#include "tests/bench/stopwatch.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

namespace prevenance::bench {
namespace {

using namespace prevenance::rules;

struct NewFact {
    std::size_t employee;
    std::size_t place;  // among the employee's facts
    std::int32_t day;
};

std::vector<NewFact> facts_of_the_year(const std::vector<DrawnEmployee>& population, std::size_t step) {
    const auto last = static_cast<std::int32_t>(screening_day().time_since_epoch().count());
    std::vector<NewFact> facts;
    for (std::size_t employee = 0; employee < population.size(); ++employee)
        for (std::size_t place = 0; place < population[employee].facts.size(); ++place)
            if (const auto day = population[employee].facts[place].start; day > last - 365)
                facts.push_back({employee, place, day});
    std::ranges::stable_sort(facts, {}, &NewFact::day);
    std::vector<NewFact> chosen;
    for (std::size_t i = 0; i < facts.size(); i += step) chosen.push_back(facts[i]);
    return chosen;
}

void execute(sqlite3* database, const char* statement) {
    if (sqlite3_exec(database, statement, nullptr, nullptr, nullptr) == SQLITE_OK) return;
    std::fprintf(stderr, "%s: %s\n", statement, sqlite3_errmsg(database));
    std::exit(2);
}

using Connection = std::unique_ptr<sqlite3, int (*)(sqlite3*)>;
using Statement = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;

class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "prevenance-bench-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) std::exit(2);
        folder_ = pattern;
    }
    ~TemporaryFolder() { std::filesystem::remove_all(folder_); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    std::filesystem::path path(const char* name) const { return folder_ / name; }

private:
    std::filesystem::path folder_;
};

Statement prepare(sqlite3* database, const char* text) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(database, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
        std::fprintf(stderr, "%s: %s\n", text, sqlite3_errmsg(database));
        std::exit(2);
    }
    return {statement, sqlite3_finalize};
}

// As it is usually done: a table, an index on employee and day, a list of protected reasons. In memory.
Connection database_of(const std::vector<DrawnEmployee>& population) {
    sqlite3* opened = nullptr;
    sqlite3_open(":memory:", &opened);
    Connection database(opened, sqlite3_close);
    execute(database.get(),
            "CREATE TABLE fact (id INTEGER PRIMARY KEY, employee INTEGER NOT NULL, type TEXT NOT NULL, "
            "start INTEGER NOT NULL, end INTEGER NOT NULL, reason TEXT);"
            "CREATE TABLE protected (reason TEXT PRIMARY KEY) WITHOUT ROWID;"
            "INSERT INTO protected VALUES ('maternity'), ('paternity'), ('work_accident'), "
            "('occupational_disease'),"
            "('disability'), ('strike'), ('union'), ('bereavement')");
    execute(database.get(), "BEGIN");
    const auto insert = prepare(
        database.get(), "INSERT INTO fact (employee, type, start, end, reason) VALUES (?, ?, ?, ?, ?)");
    const auto bind_text = [&](int column, std::string_view text) {
        sqlite3_bind_text(insert.get(), column, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
    };
    for (const auto& employee : population)
        for (const auto& fact : employee.facts) {
            sqlite3_bind_int(insert.get(), 1, employee.number);
            bind_text(2, fact.type);
            sqlite3_bind_int(insert.get(), 3, fact.start);
            sqlite3_bind_int(insert.get(), 4, fact.end);
            if (fact.reason.empty())
                sqlite3_bind_null(insert.get(), 5);
            else
                bind_text(5, fact.reason);
            sqlite3_step(insert.get());
            sqlite3_reset(insert.get());
        }
    execute(database.get(), "COMMIT");
    execute(database.get(), "CREATE INDEX fact_of_employee ON fact(employee, start); ANALYZE");
    return database;
}

// ?1 employee, ?2 the day. One row: what the rules about a person need.
constexpr const char* aggregate =
    "SELECT count(*) FILTER (WHERE open AND length <= 7 AND start > ?2 - 180),"
    " count(*) FILTER (WHERE open AND length <= 7 AND start > ?2 - 90),"
    " count(*) FILTER (WHERE type = 'behaviour_change' AND start > ?2 - 90),"
    " coalesce(sum(length) FILTER (WHERE open), 0),"
    " coalesce(max(length) FILTER (WHERE type = 'absence'), 0),"
    " count(*) FILTER (WHERE type = 'accident'),"
    " count(*) FILTER (WHERE type = 'visit_request' AND start > ?2 - 60)"
    " FROM (SELECT type, start, end - start + 1 AS length,"
    " type = 'absence' AND reason NOT IN (SELECT reason FROM protected) AS open"
    " FROM fact WHERE employee = ?1 AND start > ?2 - 365 AND start <= ?2)";

IdBytes id_of(std::uint64_t number) {
    IdBytes id;  // spread as random ones are
    for (std::size_t at = 0; at < id.size(); at += 8) {
        const std::uint64_t mixed = (number * 2 + at / 8 + 1) * 0x9E37'79B9'7F4A'7C15U;
        const std::uint64_t spread = (mixed ^ mixed >> 29U) * 0xBF58'476D'1CE4'E5B9U;
        std::memcpy(&id[at], &spread, 8);
    }
    return id;
}

void bind_id(sqlite3_stmt* statement, int column, const IdBytes& id) {
    sqlite3_bind_blob(statement, column, id.data(), static_cast<int>(id.size()), SQLITE_TRANSIENT);
}

// The tables of the service, as far as these rules look at them, in a file with a write-ahead log; written in
// the order in which things happened. The drawn people sometimes have two absences that begin on one day,
// which the service's own table refuses: here the index is not unique.
Connection file_of(const std::vector<DrawnEmployee>& population, const std::filesystem::path& file) {
    sqlite3* opened = nullptr;
    sqlite3_open(file.c_str(), &opened);
    Connection database(opened, sqlite3_close);
    execute(
        database.get(),
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;"
        "CREATE TABLE signal (id BLOB NOT NULL PRIMARY KEY, employer BLOB NOT NULL, employee BLOB, "
        "type TEXT NOT NULL, happened_on INTEGER NOT NULL, recorded_at INTEGER NOT NULL, recorded_by BLOB "
        "NOT "
        "NULL) STRICT;"
        "CREATE INDEX signal_of_employee ON signal(employee, happened_on);"
        "CREATE TABLE absence (id BLOB NOT NULL PRIMARY KEY, employer BLOB NOT NULL, employee BLOB NOT NULL, "
        "category TEXT NOT NULL, starts_on INTEGER NOT NULL, ends_on INTEGER, recorded_at INTEGER NOT NULL) "
        "STRICT;"
        "CREATE INDEX absence_of_employee ON absence(employee, starts_on); BEGIN");
    const auto signal =
        prepare(database.get(), "INSERT INTO signal VALUES (?1, ?2, ?3, ?4, ?5, ?5 * 86400, ?2)");
    const auto absence =
        prepare(database.get(), "INSERT INTO absence VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?5 * 86400)");
    std::vector<std::pair<const DrawnFact*, int>> facts;
    for (const auto& employee : population)
        for (const auto& fact : employee.facts) facts.emplace_back(&fact, employee.number);
    std::ranges::stable_sort(facts, {}, [](const auto& each) { return each.first->start; });
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const auto& [fact, employee] = facts[i];
        const bool absent = fact->type == "absence";
        const std::string_view code = !absent                      ? fact->type
                                      : is_protected(fact->reason) ? "IMPREVUE"
                                                                   : "MALADIE";
        sqlite3_stmt* const insert = absent ? absence.get() : signal.get();
        bind_id(insert, 1, id_of(1'000'000 + i));
        bind_id(insert, 2, id_of(900'000));
        bind_id(insert, 3, id_of(static_cast<std::uint64_t>(employee)));
        sqlite3_bind_text(insert, 4, code.data(), static_cast<int>(code.size()), SQLITE_STATIC);
        sqlite3_bind_int(insert, 5, fact->start);
        if (absent) sqlite3_bind_int(insert, 6, fact->end);
        sqlite3_step(insert);
        sqlite3_reset(insert);
    }
    execute(database.get(), "COMMIT; PRAGMA wal_checkpoint(TRUNCATE); ANALYZE");
    return database;
}

// The same row from the two tables.
constexpr const char* aggregate_of_tables =
    "SELECT count(*) FILTER (WHERE type = 'MALADIE' AND length <= 7 AND start > ?2 - 180),"
    " count(*) FILTER (WHERE type = 'MALADIE' AND length <= 7 AND start > ?2 - 90),"
    " count(*) FILTER (WHERE type = 'behaviour_change' AND start > ?2 - 90),"
    " coalesce(sum(length) FILTER (WHERE type = 'MALADIE'), 0),"
    " coalesce(max(length) FILTER (WHERE type IN ('MALADIE', 'IMPREVUE')), 0),"
    " count(*) FILTER (WHERE type = 'accident'),"
    " count(*) FILTER (WHERE type = 'visit_request' AND start > ?2 - 60)"
    " FROM (SELECT category AS type, starts_on AS start, ends_on - starts_on + 1 AS length FROM absence"
    " WHERE employee = ?1 AND starts_on > ?2 - 365 AND starts_on <= ?2"
    " UNION ALL SELECT type, happened_on, 1 FROM signal"
    " WHERE employee = ?1 AND happened_on > ?2 - 365 AND happened_on <= ?2)";

// The published comparison of engines: a table clustered by employee and day, pages of 8 KiB, mapped into
// memory, opened for reading.
Connection clustered_file_of(const std::vector<DrawnEmployee>& population,
                             const std::filesystem::path& file) {
    sqlite3* opened = nullptr;
    sqlite3_open(file.c_str(), &opened);
    Connection making(opened, sqlite3_close);
    execute(making.get(),
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;"
            "CREATE TABLE signal_c (employee INTEGER, start INTEGER, seq INTEGER, type TEXT, end INTEGER, "
            "reason TEXT, PRIMARY KEY (employee, start, seq)) WITHOUT ROWID; BEGIN");
    const auto insert = prepare(making.get(), "INSERT INTO signal_c VALUES (?, ?, ?, ?, ?, nullif(?, ''))");
    int sequence = 0;
    for (const auto& employee : population)
        for (const auto& fact : employee.facts) {
            sqlite3_bind_int(insert.get(), 1, employee.number);
            sqlite3_bind_int(insert.get(), 2, fact.start);
            sqlite3_bind_int(insert.get(), 3, ++sequence);
            sqlite3_bind_text(insert.get(), 4, fact.type.data(), static_cast<int>(fact.type.size()),
                              SQLITE_STATIC);
            sqlite3_bind_int(insert.get(), 5, fact.end);
            sqlite3_bind_text(insert.get(), 6, fact.reason.empty() ? "" : fact.reason.data(),
                              static_cast<int>(fact.reason.size()), SQLITE_STATIC);
            sqlite3_step(insert.get());
            sqlite3_reset(insert.get());
        }
    execute(making.get(), "COMMIT; ANALYZE");
    sqlite3* reading = nullptr;
    sqlite3_open_v2(file.c_str(), &reading, SQLITE_OPEN_READONLY, nullptr);
    Connection database(reading, sqlite3_close);
    execute(database.get(),
            "PRAGMA mmap_size=1073741824; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY");
    return database;
}

// The same row in the words of that comparison, with what the day allows and the rule that took the place of
// a score.
constexpr const char* aggregate_of_cluster =
    "SELECT sum(type = 'absence' AND op AND len <= 7 AND start > ?2 - 180),"
    " sum(type = 'absence' AND op AND len <= 7 AND start > ?2 - 90),"
    " sum(type = 'behaviour_change' AND start > ?2 - 90),"
    " sum(CASE WHEN type = 'absence' AND op THEN len ELSE 0 END),"
    " max(CASE WHEN type = 'absence' THEN len ELSE 0 END),"
    " sum(type = 'accident'),"
    " sum(type = 'visit_request' AND start > ?2 - 60)"
    " FROM (SELECT employee, type, start, end, end - start + 1 AS len, (reason IS NULL OR reason NOT IN "
    "('maternity', 'paternity', 'work_accident', 'occupational_disease', 'disability', 'strike', 'union', "
    "'bereavement')) AS op FROM signal_c WHERE employee = ?1 AND start > ?2 - 365 AND start <= ?2)"
    " GROUP BY employee";

// Without the rule about the team, which does not depend on the employee's facts.
unsigned ask(sqlite3_stmt* statement, std::int32_t day) {
    sqlite3_bind_int(statement, 2, day);
    sqlite3_step(statement);
    const auto value = [&](int column) { return sqlite3_column_int(statement, column); };
    const int short180 = value(0), short90 = value(1);
    const bool rules[] = {short180 >= 3,  short90 >= 2 && value(2) >= 1,
                          value(3) >= 20, value(4) >= 30,
                          value(5) >= 2,  short90 >= 2 && short90 > short180 - short90,
                          false,          value(6) >= 1};
    sqlite3_reset(statement);
    unsigned answer = 0;
    for (unsigned rule = 0; rule < 8; ++rule) answer |= static_cast<unsigned>(rules[rule]) << rule;
    if ((answer & 0x7FU) != 0 && (answer & 0x80U) == 0) answer |= 0x100U;
    return answer;
}

// One rival: its statement over its tables, and what it answered.
class Rival {
public:
    Rival(Connection database, const char* text)
        : database_(std::move(database)), statement_(prepare(database_.get(), text)) {}

    template <class BindEmployee>
    void run(const std::vector<NewFact>& order, BindEmployee bind_employee) {
        answers_.resize(order.size());
        // Inside a transaction, as the service does it: it asks in the one in which it has written the fact.
        execute(database_.get(), "BEGIN");
        times_.push_back(milliseconds([&] {
            for (std::size_t i = 0; i < order.size(); ++i) {
                bind_employee(statement_.get(), i);
                answers_[i] = ask(statement_.get(), order[i].day);
            }
        }));
        execute(database_.get(), "COMMIT");
    }

    RivalTime result(const char* name, const std::vector<unsigned>& expected) const {
        RivalTime result{name, 1000 * median(times_) / static_cast<double>(answers_.size()), 0};
        for (std::size_t i = 0; i < answers_.size(); ++i) result.differences += answers_[i] != expected[i];
        return result;
    }

private:
    Connection database_;
    Statement statement_;
    std::vector<double> times_;
    std::vector<unsigned> answers_;
};

}  // namespace

NewFactTimes time_new_facts(const Population& population, const std::vector<DrawnEmployee>& drawn,
                            std::size_t step, int runs) {
    const auto order = facts_of_the_year(drawn, step);
    const TemporaryFolder folder;
    Rival in_memory(database_of(drawn), aggregate);
    Rival of_tables(file_of(drawn, folder.path("facts.db")), aggregate_of_tables);
    Rival clustered(clustered_file_of(drawn, folder.path("clustered.db")), aggregate_of_cluster);
    std::vector<IdBytes> ids;
    for (const NewFact& fact : order) ids.push_back(id_of(fact.employee));
    const auto bind_number = [&](sqlite3_stmt* statement, std::size_t i) {
        sqlite3_bind_int(statement, 1, static_cast<int>(order[i].employee));
    };
    std::vector<unsigned> found(order.size());
    std::vector<double> engine;
    Screener screener(population.rules());
    EvidenceLog log;
    for (int run = 0; run < runs; ++run) {
        engine.push_back(milliseconds([&] {
            for (std::size_t i = 0; i < order.size(); ++i) {
                log.clear();
                screener.screen_person(population, order[i].employee, Date{Days{order[i].day}}, log);
                found[i] = 0;
                for (const Fired& fired : log.fired) found[i] |= 1U << fired.rule;
            }
        }));
        in_memory.run(order, bind_number);
        of_tables.run(order, [&](sqlite3_stmt* statement, std::size_t i) { bind_id(statement, 1, ids[i]); });
        clustered.run(order, bind_number);
    }
    return {1000 * median(engine) / static_cast<double>(order.size()),
            order.size(),
            {in_memory.result("one table in memory", found),
             of_tables.result("the service's tables in a file", found),
             clustered.result("a clustered table in a file", found)}};
}

}  // namespace prevenance::bench
