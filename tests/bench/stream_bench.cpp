// All 29 rules of config/rules over everybody's facts straight from a database file, one team at a time,
// beside reading the same rows and doing nothing with them. One thread, in turns.
//   stream_bench --write FILE 570000    the file to read
//   stream_bench FILE [runs]            screens it, and reads it in two ways; ratios and peak memory
//   stream_bench FILE --screen-only     for the memory of screening alone
#include "api/coded_teams.h"
#include "rules/rule_file.h"
#include "rules/screener.h"
#include "rules/signal_catalogue.h"
#include "storage/fact_statements.h"
#include "storage/migrations.h"
#include "storage/organisations.h"
#include "tests/bench/stopwatch.h"
#include "tests/bench/stream_file.h"
#include "tests/bench/workload.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <string_view>
#include <sys/resource.h>

namespace {

using namespace prevenance;
using namespace prevenance::bench;

std::string read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

[[noreturn]] void give_up(std::string_view what) {
    fmt::print(stderr, "{}\n", what);
    std::exit(2);
}

rules::RuleSet all_rules() {
    const std::filesystem::path source = PREVENANCE_SOURCE_DIR;
    const auto catalogue =
        rules::read_signal_catalogue("signals.yaml", read_text(source / "config/signals.yaml"));
    if (!catalogue) give_up(catalogue.error().detail);
    std::vector<rules::RuleText> texts;
    for (const auto& entry : std::filesystem::directory_iterator(source / "config/rules"))
        if (entry.path().extension() == ".yaml")
            texts.push_back({entry.path().filename().string(), read_text(entry.path())});
    std::ranges::sort(texts, {}, &rules::RuleText::file);
    auto rules = rules::read_rules(texts, *catalogue, [](std::string_view) { return std::string(64, '0'); });
    if (!rules) give_up(rules.error().detail);
    return std::move(*rules);
}

struct Screened {
    std::size_t teams = 0, people = 0, facts = 0, findings = 0, team_findings = 0, evidence = 0;
};

Screened screen(const storage::Reader& reader, const rules::RuleSet& rules) {
    Screened total;
    rules::EvidenceLog log;
    rules::Screener screener{rules};
    api::CodedTeams teams{reader, rules};
    const auto employers = reader.all("SELECT id FROM employer", {},
                                      [](const storage::Row& row) { return row.id<EmployerId>(0); });
    for (const auto& employer : employers)
        teams.each(EmployerScope::for_job(employer), [&] {
            log.clear();
            total.team_findings += teams.team_findings(screening_day()).size();
            screener.screen(teams.people(), screening_day(), log);
            ++total.teams;
            total.people += teams.people().size();
            total.findings += log.fired.size();
            total.evidence += log.facts.size();
            for (std::size_t i = 0; i < teams.people().size(); ++i)
                total.facts += teams.people().facts(i).size();
        });
    return total;
}

// What a reader must do with a row at least: look at each of its columns.
std::uint64_t look_at(sqlite3_stmt* row) {
    std::uint64_t seen = 0;
    for (int column = 0; column < sqlite3_column_count(row); ++column)
        switch (sqlite3_column_type(row, column)) {
            case SQLITE_INTEGER:
                seen += static_cast<std::uint64_t>(sqlite3_column_int64(row, column));
                break;
            case SQLITE_TEXT:
                seen += sqlite3_column_text(row, column)[0];
                break;
            case SQLITE_BLOB:
                seen += static_cast<const unsigned char*>(sqlite3_column_blob(row, column))[0];
                break;
            default:
                break;
        }
    return seen;
}

class Rival {
public:
    explicit Rival(const char* file) {
        sqlite3* opened = nullptr;
        if (sqlite3_open_v2(file, &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK)
            give_up("cannot open the file");
        database_.reset(opened);
        sqlite3_exec(opened, "PRAGMA cache_size=-65536", nullptr, nullptr,
                     nullptr);  // as the service's writer
    }

    // Everything with one SELECT, in whatever order it lies there.
    std::size_t read_in_any_order() {
        std::size_t rows = 0;
        const auto statement = prepared(
            "SELECT id, type, happened_on, NULL, recorded_at, employee, team FROM signal "
            "UNION ALL SELECT id, category, starts_on, ends_on, recorded_at, employee, NULL FROM absence "
            "UNION ALL SELECT id, kind, starts_on, ends_on, recorded_at, employee, NULL FROM legal_stop "
            "UNION ALL SELECT id, code, starts_on, ends_on, recorded_at, employee, NULL FROM milestone "
            "UNION ALL SELECT id, 'ENTRETIEN', held_on, NULL, recorded_at, employee, NULL FROM interview "
            "UNION ALL SELECT id, 'MESURES_RECUES', NULL, NULL, sent_at, employee, NULL FROM measures "
            "UNION ALL SELECT measures, 'MESURES_REPONDUES', NULL, NULL, answered_at, NULL, NULL FROM "
            "measure "
            "UNION ALL SELECT count, code, from_on, to_on, recorded_at, NULL, team FROM team_figure "
            "UNION ALL SELECT id, NULL, entered_on, left_on, NULL, NULL, team FROM employee");
        while (sqlite3_step(statement.get()) == SQLITE_ROW) ++rows, seen_ += look_at(statement.get());
        return rows;
    }

    // Employer after employer, person after person: the order that screening needs, with the statements of
    // the stream.
    std::size_t read_in_order() {
        std::size_t rows = 0;
        const auto employers = prepared("SELECT id FROM employer");
        const std::array statements{prepared(storage::fact_statements::members),
                                    prepared(storage::fact_statements::facts),
                                    prepared(storage::fact_statements::figures)};
        while (sqlite3_step(employers.get()) == SQLITE_ROW)
            for (const auto& statement : statements) {
                sqlite3_bind_blob(statement.get(), 1, sqlite3_column_blob(employers.get(), 0), 16,
                                  SQLITE_STATIC);
                while (sqlite3_step(statement.get()) == SQLITE_ROW) ++rows, seen_ += look_at(statement.get());
                sqlite3_reset(statement.get());
            }
        return rows;
    }

    std::uint64_t seen() const { return seen_; }

private:
    using Statement = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;
    Statement prepared(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(database_.get(), sql, -1, &statement, nullptr) != SQLITE_OK)
            give_up(sqlite3_errmsg(database_.get()));
        return {statement, sqlite3_finalize};
    }

    std::unique_ptr<sqlite3, int (*)(sqlite3*)> database_{nullptr, sqlite3_close_v2};
    std::uint64_t seen_ = 0;
};

long peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

int run(const char* file, int runs, bool screen_only) {
    const auto rules = all_rules();
    storage::Database database({.file = file}, storage::case_migrations());
    Rival rival(file);
    std::vector<double> screening, any_order, in_order;
    Screened found;
    std::size_t rows_any = 0, rows_ordered = 0;
    for (int i = 0; i < runs; ++i) {
        // On the writer's connection and thread, as the nightly job does it.
        screening.push_back(database.write([&](storage::Transaction& transaction) {
            return milliseconds([&] { found = screen(transaction, rules); });
        }));
        if (screen_only) continue;
        in_order.push_back(milliseconds([&] { rows_ordered = rival.read_in_order(); }));
        any_order.push_back(milliseconds([&] { rows_any = rival.read_in_any_order(); }));
    }
    fmt::print("{} rules, {} teams, {} people, {} facts that rules count\n", rules.rules().size(),
               found.teams, found.people, found.facts);
    fmt::print("{} rules hold for somebody, {} facts of evidence; {} findings about teams\n", found.findings,
               found.evidence, found.team_findings);
    fmt::print("screening with evidence   {:9.0f} ms  {:.2f} us a person\n", median(screening),
               1000 * median(screening) / static_cast<double>(found.people));
    fmt::print("peak resident memory      {:9} MB\n", peak_megabytes());
    if (screen_only) return 0;
    fmt::print("reading in that order     {:9.0f} ms  {} rows; screening takes {:.2f} times as long\n",
               median(in_order), rows_ordered, median(screening) / median(in_order));
    fmt::print("reading in any order      {:9.0f} ms  {} rows; screening takes {:.2f} times as long\n",
               median(any_order), rows_any, median(screening) / median(any_order));
    return rival.seen() == 0 ? 1 : 0;
}

}  // namespace

int main(int count, char** arguments) {
    const std::string_view mode = count > 1 ? arguments[1] : "";
    if (mode == "--write" && count > 3) {
        write_stream_file(arguments[2], std::atoi(arguments[3]));
        return 0;
    }
    if (count < 2)
        give_up("stream_bench --write FILE EMPLOYEES, or stream_bench FILE [runs | --screen-only]");
    const std::string_view option = count > 2 ? arguments[2] : "3";
    return option == "--screen-only" ? run(arguments[1], 1, true)
                                     : run(arguments[1], std::atoi(option.data()), false);
}
