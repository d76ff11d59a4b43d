// Screening straight from the rows, team by team, finds what the engine finds in the timelines of the case
// file: random people, facts of every table, two employers in one database.
#include "api/coded_teams.h"

#include "rules/engine.h"
#include "rules/screener.h"
#include "storage/case_file.h"
#include "tests/rules/shipped_rules.h"
#include "tests/storage/temporary_database.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>

namespace prevenance::api {
namespace {

using storage::Transaction;

const Date today = *parse_iso_date("2026-03-12");

constexpr std::array<const char*, 9> signal_codes{
    "RETARDS_OUBLIS",      "TENSIONS",          "DEMANDE_HORAIRES",
    "OBS_RETARD",          "OBS_ANNUL_TARDIVE", "CHANGEMENT_ORGANISATION",
    "ACCIDENT_OU_PRESQUE", "SOUHAITE_ECHANGE",  "A_CODE_NO_RULE_NAMES"};
constexpr std::array<const char*, 6> milestone_codes{
    "VISITE_2_ANS", "VISITE_5_ANS", "MI_CARRIERE_OUVERTE", "MI_CARRIERE", "ENTRETIEN_PARCOURS", "REPRISE"};

class RandomInstance {
public:
    explicit RandomInstance(std::uint32_t seed) : random_(seed) {
        database_->write([&](Transaction& transaction) {
            transaction.mark_audited();
            service_ = new_id<OhServiceId>();
            transaction.execute("INSERT INTO oh_service VALUES (?, 'S', 'R', '01')", {service_});
            for (const auto* siret : {"00000001800010", "00000002600013"}) add_employer(transaction, siret);
        });
    }

    const storage::Database& database() const { return *database_; }
    const std::vector<EmployerId>& employers() const { return employers_; }

private:
    template <class AnyId>
    AnyId new_id() {
        AnyId id;
        for (auto& byte : id.bytes) byte = static_cast<std::uint8_t>(random_());
        return id;
    }
    int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint32_t>(limit)); }
    Date past_day(int days) { return today - Days{below(days)}; }
    Instant recorded_after(Date start) {
        return Instant{start + Days{below(4) == 0 ? below(40) : 0}} + std::chrono::hours{below(24)};
    }

    void add_employer(Transaction& transaction, const char* siret) {
        const auto employer = new_id<EmployerId>();
        employers_.push_back(employer);
        transaction.execute("INSERT INTO employer(id, name, siret, idcc, naf, mode, oh_service) "
                            "VALUES (?, 'E', ?, '2941', '8810A', 'provider', ?)",
                            {employer, siret, service_});
        account_ = new_id<AccountId>();
        transaction.execute(
            "INSERT INTO account(id, role, employer, login_index, sealed_profile, password, created_at) "
            "VALUES (?1, 'referent', ?2, ?1, x'02', x'03', 0)",
            {account_, employer});
        for (const int members : {25, 12, 1, 0}) add_team(transaction, employer, members);
    }

    void add_team(Transaction& transaction, EmployerId employer, int members) {
        const auto team = new_id<TeamId>();
        transaction.execute("INSERT INTO team VALUES (?1, ?2, ?3)", {team, employer, team.text()});
        for (int i = 0; i < members; ++i) add_person(transaction, employer, team);
        for (int i = below(6); i > 0; --i) add_team_signal(transaction, employer, team);
        for (int month = 1; month < 14; ++month) add_figures(transaction, employer, team, month);
    }

    void add_team_signal(Transaction& transaction, EmployerId employer, TeamId team) {
        const auto start = past_day(400);
        transaction.execute(
            "INSERT INTO signal(id, employer, team, type, happened_on, recorded_at, recorded_by) "
            "VALUES (?, ?, ?, 'EQUIPE_TENSIONS', ?, ?, ?)",
            {new_id<FactId>(), employer, team, start, recorded_after(start), account_});
    }

    void add_figures(Transaction& transaction, EmployerId employer, TeamId team, int months_ago) {
        const auto first = add_months(first_of_month(today), Months{-months_ago});
        const auto last = add_months(first, Months{1}) - Days{1};
        for (const char* code : {"HEURES_TRAVAILLEES", "SANS_REUNION", "TOURNEES_SEULES", "INTERVENTIONS"})
            transaction.execute("INSERT INTO team_figure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                {new_id<FactId>(), employer, team, code, first, last, below(3'000),
                                 recorded_after(last), account_});
    }

    void add_person(Transaction& transaction, EmployerId employer, TeamId team) {
        const auto person = new_id<EmployeeId>();
        const auto entry = past_day(2'500);
        const auto exit = below(5) == 0 ? std::optional{std::max(entry, past_day(500))} : std::nullopt;
        transaction.execute(
            "INSERT INTO employee(id, employer, team, sealed_person, payroll_index, job_family, entered_on, "
            "left_on) "
            "VALUES (?1, ?2, ?3, x'00', ?1, 'AAD', ?4, ?5)",
            {person, employer, team, entry, exit});
        for (int left = below(14); left > 0; --left) add_absence(transaction, employer, person);
        for (int left = below(14); left > 0; --left) add_signal(transaction, employer, person);
        for (int left = below(4); left > 0; --left) add_milestone(transaction, employer, person);
        if (below(3) == 0) add_stop(transaction, employer, person);
        if (below(3) == 0) add_talk(transaction, employer, person);
        if (below(3) == 0) add_measures(transaction, employer, person);
    }

    std::optional<Date> some_end(Date start) {
        if (below(15) == 0) return std::nullopt;
        return start + Days{below(6) == 0 ? below(90) : below(7)};
    }

    void add_absence(Transaction& transaction, EmployerId employer, EmployeeId person) {
        const auto start = past_day(800);
        transaction.execute(
            "INSERT OR IGNORE INTO absence(id, employer, employee, category, starts_on, ends_on, "
            "recorded_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            {new_id<FactId>(), employer, person, below(5) == 0 ? "IMPREVUE" : "MALADIE", start,
             some_end(start), recorded_after(start)});
    }

    void add_signal(Transaction& transaction, EmployerId employer, EmployeeId person) {
        const auto start = past_day(600);
        transaction.execute(
            "INSERT INTO signal(id, employer, employee, type, happened_on, recorded_at, recorded_by) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            {new_id<FactId>(), employer, person,
             signal_codes[static_cast<std::size_t>(below(static_cast<int>(signal_codes.size())))], start,
             recorded_after(start), account_});
    }

    void add_milestone(Transaction& transaction, EmployerId employer, EmployeeId person) {
        const std::string_view code =
            milestone_codes[static_cast<std::size_t>(below(static_cast<int>(milestone_codes.size())))];
        const auto start = past_day(1'900);
        const bool spans = code == "MI_CARRIERE_OUVERTE" || code == "REPRISE";
        transaction.execute(
            "INSERT OR IGNORE INTO milestone VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
            {new_id<FactId>(), employer, person, code, start,
             spans ? std::optional{start + Days{below(1'200)}} : std::nullopt, recorded_after(start)});
    }

    void add_stop(Transaction& transaction, EmployerId employer, EmployeeId person) {
        const auto start = past_day(400);
        transaction.execute("INSERT INTO legal_stop VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                            {new_id<FactId>(), employer, person, below(3) == 0 ? "MP" : "AT", start,
                             some_end(start), recorded_after(start), account_});
    }

    void add_talk(Transaction& transaction, EmployerId employer, EmployeeId person) {
        const auto held = past_day(300);
        transaction.execute(
            "INSERT INTO interview(id, employer, employee, held_on, mode, accompanied, wish, recorded_at, "
            "recorded_by) VALUES (?, ?, ?, ?, 'phone', 0, 'no_follow_up', ?, ?)",
            {new_id<FactId>(), employer, person, held, recorded_after(held), account_});
    }

    void add_measures(Transaction& transaction, EmployerId employer, EmployeeId person) {
        const auto sent = recorded_after(past_day(200));
        const auto id = new_id<FactId>();
        transaction.execute(
            "INSERT INTO measures(id, employer, employee, oh_service, talked_with_employee_on, "
            "talked_with_employer_on, sent_at, sent_by) VALUES (?1, ?2, ?3, ?4, 1, 1, ?5, ?6)",
            {id, employer, person, service_, sent, account_});
        for (int position = 0, count = below(3); position < count; ++position)
            transaction.execute(
                "INSERT INTO measure(measures, position, code, answered_at) VALUES (?, ?, 'M', ?)",
                {id, position,
                 below(3) == 0 ? std::nullopt : std::optional{sent + std::chrono::hours{below(900)}}});
    }

    std::mt19937 random_;
    storage::TemporaryFolder folder_;
    std::unique_ptr<storage::Database> database_ = storage::open_cases(folder_);
    OhServiceId service_;
    AccountId account_;
    std::vector<EmployerId> employers_;
};

using Subject = Finding::Subject;

std::map<Subject, std::vector<Finding>> from_timelines(const storage::Reader& reader, EmployerScope scope,
                                                       const rules::RuleSet& rules) {
    std::map<Subject, std::vector<Finding>> found;
    const storage::CaseFile file{reader, scope};
    for (const auto& person : file.timelines())
        found[person.employee] = rules::evaluate(rules, person, today);
    for (const auto& team : file.team_timelines()) found[team.team] = rules::evaluate(rules, team, today);
    return found;
}

std::map<Subject, std::vector<Finding>> from_rows(const storage::Reader& reader, EmployerScope scope,
                                                  const rules::RuleSet& rules, std::size_t read_at_once) {
    std::map<Subject, std::vector<Finding>> found;
    CodedTeams teams{reader, rules, read_at_once};
    teams.each(scope, [&] {
        found[teams.team()] = teams.team_findings(today);
        for (std::size_t place = 0; place < teams.people().size(); ++place)
            found[teams.people().employee(place)] = rules::findings_about(teams.people(), place, today);
    });
    return found;
}

TEST(CodedTeams, FindWhatTheTimelinesOfTheCaseFileFind) {
    const auto& rules = rules::shipped_rules();
    std::set<std::string> held;
    for (std::uint32_t seed = 1; seed <= 6; ++seed) {
        const RandomInstance instance{seed};
        for (const auto& employer : instance.employers())
            instance.database().read([&](const storage::Reader& reader) {
                const auto scope = EmployerScope::for_job(employer);
                const auto expected = from_timelines(reader, scope, rules);
                const auto found = from_rows(reader, scope, rules, 38);
                EXPECT_EQ(found.size(), 25U + 12U + 1U + 4U) << "people and teams, seed " << seed;
                EXPECT_EQ(found, expected) << "read at once, seed " << seed;
                EXPECT_EQ(from_rows(reader, scope, rules, 37), expected) << "team by team, seed " << seed;
                for (const auto& [subject, findings] : found)
                    for (const auto& finding : findings) held.insert(finding.rule().id);
                return true;
            });
    }
    EXPECT_GE(held.size(), 15U) << "a comparison of nothing with nothing would say little";
}

// The log of facts, which screens a team at once, has the same rules and people.
TEST(CodedTeams, AreScreenedAtOnceAsOneByOne) {
    const auto& rules = rules::shipped_rules();
    const RandomInstance instance{7};
    instance.database().read([&](const storage::Reader& reader) {
        CodedTeams teams{reader, rules};
        rules::Screener screener{rules};
        teams.each(EmployerScope::for_job(instance.employers().front()), [&] {
            rules::EvidenceLog log;
            screener.screen(teams.people(), today, log);
            std::vector<std::pair<std::size_t, std::string>> at_once, one_by_one;
            for (const auto& fired : log.fired)
                at_once.emplace_back(fired.person, rules.rules()[fired.rule].identity.id);
            for (std::size_t place = 0; place < teams.people().size(); ++place)
                for (const auto& finding : rules::findings_about(teams.people(), place, today))
                    one_by_one.emplace_back(place, finding.rule().id);
            EXPECT_EQ(at_once, one_by_one);
        });
        return true;
    });
}

}  // namespace
}  // namespace prevenance::api
