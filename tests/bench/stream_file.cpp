#include "tests/bench/stream_file.h"

#include "domain/fact.h"
#include "storage/database.h"
#include "storage/migrations.h"
#include "tests/bench/workload.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace prevenance::bench {
namespace {

constexpr int employees_of_an_employer = 200;
constexpr int employees_in_a_team = 20;
constexpr int teams_of_an_employer = employees_of_an_employer / employees_in_a_team;
constexpr int history = 730;  // days

enum class Kind : std::uint8_t {
    signal,
    absence,
    legal_stop,
    milestone,
    interview,
    measures,
    team_signal,
    figure
};

struct Drawn {
    std::int32_t recorded;  // days since 1970, as the others
    std::int32_t start;
    std::int16_t days;  // 0: no end
    Kind kind;
    std::uint8_t code;
    std::uint32_t subject;  // employee, or team
};

constexpr std::array<const char*, 10> signals{"RETARDS_OUBLIS",    "TENSIONS",
                                              "DEMANDE_HORAIRES",  "OBS_RETARD",
                                              "DIFFICULTE_TACHES", "OBS_POSITIF",
                                              "OBS_ANNUL_TARDIVE", "EVENEMENT_DIFFICILE",
                                              "SOUHAITE_ECHANGE",  "CHANGEMENT_ORGANISATION"};
constexpr std::array<const char*, 2> absences{"MALADIE", "IMPREVUE"};
constexpr std::array<const char*, 2> stops{"AT", "MP"};
constexpr std::array<const char*, 7> milestones{"VISITE_2_ANS",       "VISITE_3_ANS", "VISITE_4_ANS",
                                                "VISITE_5_ANS",       "MI_CARRIERE",  "ENTRETIEN_PARCOURS",
                                                "MI_CARRIERE_OUVERTE"};
constexpr std::array<const char*, 2> team_signals{"EQUIPE_TENSIONS", "EQUIPE_SURCHARGE"};
constexpr std::array<const char*, 4> figures{"HEURES_TRAVAILLEES", "INTERVENTIONS", "SANS_REUNION",
                                             "TOURNEES_SEULES"};

class Draw {
public:
    explicit Draw(int employees) {
        for (std::uint32_t employee = 0; employee < static_cast<std::uint32_t>(employees); ++employee)
            draw_employee(employee);
        for (std::uint32_t team = 0; team < static_cast<std::uint32_t>(employees / employees_in_a_team);
             ++team)
            draw_team(team);
        std::ranges::stable_sort(facts, {}, &Drawn::recorded);
    }

    std::vector<Drawn> facts;
    std::vector<std::int32_t> entries;
    std::vector<std::int32_t> exits;  // 0: none

private:
    int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint32_t>(limit)); }
    std::int32_t any_day() { return last_ - below(history); }

    void draw_employee(std::uint32_t employee) {
        entries.push_back(last_ - below(5'000));
        exits.push_back(below(10) == 0 ? std::max(entries.back(), last_ - below(history)) : 0);
        for (int left = below(11); left > 0; --left)
            add(Kind::absence, below(6) == 0, any_day(), below(12) == 0 ? 8 + below(70) : 1 + below(6),
                employee);
        for (int left = below(13); left > 0; --left)
            add(Kind::signal, below(below(5) == 0 ? 10 : 7), any_day(), 0, employee);
        if (below(12) == 0) add(Kind::legal_stop, below(8) == 0, any_day(), 1 + below(50), employee);
        if (below(4) == 0) add(Kind::interview, 0, any_day(), 0, employee);
        if (below(50) == 0) add(Kind::measures, below(4) != 0, any_day(), 0, employee);
        add(Kind::milestone, below(4), last_ - below(1'500), 0, employee);
        if (below(12) == 0) draw_mid_career(employee);
    }

    void draw_mid_career(std::uint32_t employee) {
        add(Kind::milestone, 6, last_ - below(700), 1'095, employee);
        if (below(2) == 0) return;
        add(Kind::milestone, 4, last_ - below(300), 0, employee);
        if (below(2) == 0) add(Kind::milestone, 5, last_ - below(200), 0, employee);
    }

    void draw_team(std::uint32_t team) {
        for (int left = below(4); left > 0; --left) add(Kind::team_signal, below(2), any_day(), 0, team);
        for (int month = 0; month < 24; ++month)
            for (int code = 0; code < 4; ++code) add(Kind::figure, code, last_ - 30 * month - 29, 30, team);
    }

    void add(Kind kind, int code, std::int32_t start, int days, std::uint32_t subject) {
        const auto recorded = std::min(last_, start + (below(4) == 0 ? below(30) : 0));
        facts.push_back({recorded, start, static_cast<std::int16_t>(days), kind,
                         static_cast<std::uint8_t>(code), subject});
    }

    std::mt19937 random_{20251231};
    std::int32_t last_ = static_cast<std::int32_t>(screening_day().time_since_epoch().count());
};

class File {
public:
    explicit File(const std::filesystem::path& file) {
        { const storage::Database made({.file = file}, storage::case_migrations()); }
        sqlite3* opened = nullptr;
        sqlite3_open(file.c_str(), &opened);
        database_.reset(opened);
        run("PRAGMA synchronous=OFF; PRAGMA cache_size=-2000000; PRAGMA wal_autocheckpoint=0; BEGIN");
    }
    ~File() { run("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)"); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    void run(const char* sql) {
        if (sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) give_up(sql);
    }
    sqlite3_stmt* prepared(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(database_.get(), sql, -1, &statement, nullptr) != SQLITE_OK) give_up(sql);
        statements_.emplace_back(statement, sqlite3_finalize);
        return statement;
    }
    void step(sqlite3_stmt* statement) {
        if (sqlite3_step(statement) != SQLITE_DONE) give_up(sqlite3_sql(statement));
        sqlite3_reset(statement);
    }

private:
    [[noreturn]] void give_up(const char* sql) {
        fmt::print(stderr, "{}: {}\n", sql, sqlite3_errmsg(database_.get()));
        std::exit(2);
    }
    std::unique_ptr<sqlite3, int (*)(sqlite3*)> database_{nullptr, sqlite3_close_v2};
    std::vector<std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>> statements_;
};

class Writing {
public:
    Writing(const std::filesystem::path& file, const Draw& draw) : file_(file), draw_(draw) {}

    void write() {
        for (std::size_t i = 0; i < draw_.entries.size(); i += employees_of_an_employer) add_employer();
        add_employees();
        for (const Drawn& fact : draw_.facts) add(fact);
    }

private:
    IdBytes new_id() {
        IdBytes id;
        for (std::size_t at = 0; at < id.size(); at += 8) {
            const auto number = random_();
            std::memcpy(&id[at], &number, 8);
        }
        return id;
    }
    static void bind(sqlite3_stmt* statement, int at, const IdBytes& id) {
        sqlite3_bind_blob(statement, at, id.data(), 16, SQLITE_TRANSIENT);
    }
    static void bind(sqlite3_stmt* statement, int at, const char* text) {
        sqlite3_bind_text(statement, at, text, -1, SQLITE_TRANSIENT);
    }
    static void bind(sqlite3_stmt* statement, int at, std::int64_t number) {
        sqlite3_bind_int64(statement, at, number);
    }
    template <class... Values>
    void insert(sqlite3_stmt* statement, const Values&... values) {
        int at = 0;
        (bind(statement, ++at, values), ...);
        file_.step(statement);
    }

    void add_employer() {
        const auto number = static_cast<int>(employers_.size());
        employers_.push_back(new_id());
        insert(employer_, employers_.back(), fmt::format("{:014}", number).c_str());
        accounts_.push_back(new_id());
        insert(account_, accounts_.back(), employers_.back());
        for (int team = 0; team < teams_of_an_employer; ++team) {
            teams_.push_back(new_id());
            insert(team_, teams_.back(), employers_.back(), fmt::format("T{}", team).c_str());
        }
    }

    // In any order: people of one team do not come at the same time.
    void add_employees() {
        employees_.resize(draw_.entries.size());
        std::vector<std::uint32_t> order(employees_.size());
        for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
        std::ranges::shuffle(order, random_);
        for (const auto employee : order) {
            employees_[employee] = new_id();
            insert(employee_, employees_[employee], employers_[employee / employees_of_an_employer],
                   teams_[employee / employees_in_a_team], employees_[employee],
                   static_cast<std::int64_t>(draw_.entries[employee]));
            if (draw_.exits[employee] != 0)
                insert(exit_, employees_[employee], static_cast<std::int64_t>(draw_.exits[employee]));
        }
    }

    void add(const Drawn& fact) {
        const bool of_team = fact.kind == Kind::team_signal || fact.kind == Kind::figure;
        const std::uint32_t employer =
            fact.subject /
            static_cast<std::uint32_t>(of_team ? teams_of_an_employer : employees_of_an_employer);
        const auto& by = accounts_[employer];
        const auto& of = employers_[employer];
        const auto& subject = of_team ? teams_[fact.subject] : employees_[fact.subject];
        const std::int64_t start = fact.start, end = start + fact.days - 1;
        const std::int64_t recorded = std::int64_t{fact.recorded} * 86'400 + 36'000;
        const auto id = new_id();
        switch (fact.kind) {
            case Kind::signal:
                insert(signal_, id, of, subject, signals[fact.code], start, recorded, by);
                break;
            case Kind::team_signal:
                insert(team_signal_, id, of, subject, team_signals[fact.code], start, recorded, by);
                break;
            case Kind::absence:
                insert(absence_, id, of, subject, absences[fact.code], start, end, recorded);
                break;
            case Kind::legal_stop:
                insert(stop_, id, of, subject, stops[fact.code], start, end, recorded, by);
                break;
            case Kind::milestone:
                insert(milestone_, id, of, subject, milestones[fact.code], start, fact.days == 0 ? -1 : end,
                       recorded);
                break;
            case Kind::interview:
                insert(interview_, id, of, subject, start, recorded, by);
                break;
            case Kind::figure:
                insert(figure_, id, of, subject, figures[fact.code], start, end, recorded, by,
                       std::int64_t{fact.code == 0 ? 2'000 : 9});
                break;
            case Kind::measures:
                insert(measures_, id, of, subject, start, recorded, by);
                insert(measure_, id, std::int64_t{fact.code == 0 ? -1 : recorded + 86'400});
                break;
        }
    }

    File file_;
    const Draw& draw_;
    std::mt19937_64 random_{570'000};
    std::vector<IdBytes> employers_, accounts_, teams_, employees_;
    sqlite3_stmt* employer_ =
        file_.prepared("INSERT INTO employer(id, name, siret, idcc, naf, mode) "
                       "VALUES (?1, 'E', ?2, '2941', '8810A', 'provider')");
    sqlite3_stmt* account_ = file_.prepared(
        "INSERT INTO account(id, role, employer, login_index, sealed_profile, password, created_at) "
        "VALUES (?1, 'referent', ?2, ?1, zeroblob(96), zeroblob(80), 0)");
    sqlite3_stmt* team_ = file_.prepared("INSERT INTO team VALUES (?, ?, ?)");
    sqlite3_stmt* employee_ = file_.prepared(
        "INSERT INTO employee(id, employer, team, sealed_person, payroll_index, job_family, entered_on) "
        "VALUES (?, ?, ?, zeroblob(160), ?, 'AAD', ?)");
    sqlite3_stmt* exit_ = file_.prepared("UPDATE employee SET left_on = ?2 WHERE id = ?1");
    sqlite3_stmt* signal_ = file_.prepared(
        "INSERT INTO signal(id, employer, employee, type, happened_on, recorded_at, recorded_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)");
    sqlite3_stmt* team_signal_ = file_.prepared(
        "INSERT INTO signal(id, employer, team, type, happened_on, recorded_at, recorded_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)");
    // One absence a day and person, one stop, one milestone: a second one that is drawn is left out.
    sqlite3_stmt* absence_ = file_.prepared(
        "INSERT OR IGNORE INTO absence(id, employer, employee, category, starts_on, ends_on, recorded_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)");
    sqlite3_stmt* stop_ = file_.prepared("INSERT OR IGNORE INTO legal_stop VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    sqlite3_stmt* milestone_ =
        file_.prepared("INSERT OR IGNORE INTO milestone VALUES (?, ?, ?, ?, ?, nullif(?, -1), ?, NULL)");
    sqlite3_stmt* interview_ = file_.prepared(
        "INSERT INTO interview(id, employer, employee, held_on, mode, accompanied, wish, recorded_at, "
        "recorded_by) "
        "VALUES (?, ?, ?, ?, 'phone', 0, 'no_follow_up', ?, ?)");
    sqlite3_stmt* figure_ = file_.prepared(
        "INSERT INTO team_figure(id, employer, team, code, from_on, to_on, recorded_at, recorded_by, count) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    sqlite3_stmt* measures_ = file_.prepared(
        "INSERT INTO measures(id, employer, employee, oh_service, talked_with_employee_on, "
        "talked_with_employer_on, "
        "sent_at, sent_by) VALUES (?1, ?2, ?3, x'00', ?4, ?4, ?5, ?6)");
    sqlite3_stmt* measure_ = file_.prepared(
        "INSERT INTO measure(measures, position, code, answered_at) VALUES (?, 1, 'M', nullif(?, -1))");
};

}  // namespace

void write_stream_file(const std::filesystem::path& file, int employees) {
    const int whole =
        (employees + employees_of_an_employer - 1) / employees_of_an_employer * employees_of_an_employer;
    const Draw draw(whole);
    Writing(file, draw).write();
}

}  // namespace prevenance::bench
