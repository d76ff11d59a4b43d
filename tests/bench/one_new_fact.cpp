#include "tests/bench/one_new_fact.h"

#include "rules/engine.h"
#include "tests/bench/stopwatch.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

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

void run(sqlite3* database, const char* statement) {
    if (sqlite3_exec(database, statement, nullptr, nullptr, nullptr) == SQLITE_OK) return;
    std::fprintf(stderr, "%s: %s\n", statement, sqlite3_errmsg(database));
    std::exit(2);
}

using Connection = std::unique_ptr<sqlite3, int (*)(sqlite3*)>;
using Statement = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;

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
    run(database.get(),
        "CREATE TABLE fact (id INTEGER PRIMARY KEY, employee INTEGER NOT NULL, type TEXT NOT NULL, "
        "start INTEGER NOT NULL, end INTEGER NOT NULL, reason TEXT);"
        "CREATE TABLE protected (reason TEXT PRIMARY KEY) WITHOUT ROWID;"
        "INSERT INTO protected VALUES ('maternity'), ('paternity'), ('work_accident'), "
        "('occupational_disease'),"
        "('disability'), ('strike'), ('union'), ('bereavement')");
    run(database.get(), "BEGIN");
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
    run(database.get(), "COMMIT");
    run(database.get(), "CREATE INDEX fact_of_employee ON fact(employee, start); ANALYZE");
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

// Without the rule about the team, which does not depend on the employee's facts.
unsigned ask(sqlite3_stmt* statement, int employee, std::int32_t day) {
    sqlite3_bind_int(statement, 1, employee);
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
    std::vector<unsigned> found(order.size()), expected(order.size());
    EvidenceLog log;
    std::vector<double> engine, sqlite;
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
                expected[i] = ask(statement.get(), static_cast<int>(order[i].employee), order[i].day);
        }));
    }
    NewFactTimes times{1000 * median(engine) / static_cast<double>(order.size()),
                       1000 * median(sqlite) / static_cast<double>(order.size()), order.size(), 0};
    for (std::size_t i = 0; i < order.size(); ++i) times.differences += found[i] != expected[i];
    return times;
}

}  // namespace prevenance::bench
