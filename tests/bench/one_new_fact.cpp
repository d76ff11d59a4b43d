#include "tests/bench/one_new_fact.h"

#include "rules/engine.h"
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

class TemporaryFile {
public:
    TemporaryFile() {
        std::string pattern = (std::filesystem::temp_directory_path() / "prevenance-bench-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) std::exit(2);
        folder_ = pattern;
    }
    ~TemporaryFile() { std::filesystem::remove_all(folder_); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    std::filesystem::path path() const { return folder_ / "facts.db"; }

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

}  // namespace

NewFactTimes time_new_facts(const Population& population, const std::vector<DrawnEmployee>& drawn,
                            std::size_t step) {
    const auto order = facts_of_the_year(drawn, step);
    const auto database = database_of(drawn);
    const auto statement = prepare(database.get(), aggregate);
    const TemporaryFile file;
    const auto tables = file_of(drawn, file.path());
    const auto of_tables = prepare(tables.get(), aggregate_of_tables);
    std::vector<unsigned> found(order.size()), expected(order.size()), in_tables(order.size());
    std::vector<IdBytes> ids;
    for (const NewFact& fact : order) ids.push_back(id_of(fact.employee));
    EvidenceLog log;
    std::vector<double> engine, sqlite, in_file;
    for (int run = 0; run < 3; ++run) {
        engine.push_back(milliseconds([&] {
            for (std::size_t i = 0; i < order.size(); ++i) {
                log.clear();
                screen_person(population, order[i].employee, Date{Days{order[i].day}}, log);
                found[i] = 0;
                for (const Fired& fired : log.fired) found[i] |= 1U << fired.rule;
            }
        }));
        sqlite.push_back(milliseconds([&] {
            for (std::size_t i = 0; i < order.size(); ++i)
                sqlite3_bind_int(statement.get(), 1, static_cast<int>(order[i].employee)),
                    expected[i] = ask(statement.get(), order[i].day);
        }));
        // Inside a transaction, as the service does it: it asks in the one in which it has written the fact.
        execute(tables.get(), "BEGIN");
        in_file.push_back(milliseconds([&] {
            for (std::size_t i = 0; i < order.size(); ++i)
                bind_id(of_tables.get(), 1, ids[i]), in_tables[i] = ask(of_tables.get(), order[i].day);
        }));
        execute(tables.get(), "COMMIT");
    }
    NewFactTimes times{1000 * median(engine) / static_cast<double>(order.size()),
                       1000 * median(sqlite) / static_cast<double>(order.size()),
                       1000 * median(in_file) / static_cast<double>(order.size()), order.size(), 0};
    for (std::size_t i = 0; i < order.size(); ++i)
        times.differences += found[i] != expected[i] || found[i] != in_tables[i];
    return times;
}

}  // namespace prevenance::bench
