// What the rules get to read: timelines of people and teams, one employer at a time, and what a database of
// the first version holds after an upgrade.
#include "storage/case_file.h"

#include "storage/interviews.h"
#include "storage/measures.h"
#include "storage/migrations.h"
#include "storage/milestones.h"
#include "storage/rule_thresholds.h"
#include "storage/team_figures.h"
#include "tests/storage/temporary_database.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

namespace prevenance::storage {
namespace {

template <class AnyId>
AnyId numbered(std::uint8_t number) {
    AnyId id;
    id.bytes.fill(number);
    return id;
}

Date day(const char* text) {
    return *parse_iso_date(text);
}

Instant noon(const char* text) {
    return Instant{day(text)} + std::chrono::hours{11};
}

const EmployerId employer = numbered<EmployerId>(1);
const EmployerId other_employer = numbered<EmployerId>(2);
const OhServiceId service = numbered<OhServiceId>(3);
const TeamId team = numbered<TeamId>(4);
const TeamId other_team = numbered<TeamId>(5);
const AccountId account = numbered<AccountId>(6);
const EmployeeId anne = numbered<EmployeeId>(7);
const EmployeeId bruno = numbered<EmployeeId>(8);
const EmployeeId stranger = numbered<EmployeeId>(9);

// Only what the first version of the schema knows.
void add_cases(Transaction& transaction) {
    transaction.execute("INSERT INTO oh_service VALUES (?, 'S', 'R', '01')", {service});
    for (const auto& [id, siret] :
         {std::pair{employer, "00000001800010"}, {other_employer, "00000002600013"}})
        transaction.execute(
            "INSERT INTO employer(id, name, siret, idcc, naf, mode, oh_service) "
            "VALUES (?, 'E', ?, '2941', '8810A', 'provider', ?)",
            {id, siret, service});
    transaction.execute("INSERT INTO team VALUES (?, ?, 'T')", {team, employer});
    transaction.execute("INSERT INTO team VALUES (?, ?, 'T')", {other_team, other_employer});
    transaction.execute(
        "INSERT INTO account(id, role, employer, login_index, sealed_profile, password, created_at) "
        "VALUES (?, 'referent', ?, x'01', x'02', x'03', 0)",
        {account, employer});
    const auto add_person = [&](EmployeeId id, EmployerId of, TeamId in) {
        transaction.execute(
            "INSERT INTO employee(id, employer, team, sealed_person, payroll_index, job_family, entered_on) "
            "VALUES (?, ?, ?, x'00', ?, 'AAD', ?)",
            {id, of, in, id, day("2020-01-06")});
    };
    add_person(anne, employer, team);
    add_person(bruno, employer, team);
    add_person(stranger, other_employer, other_team);
    const CaseFile file{transaction, EmployerScope::for_job(employer)};
    file.add(transaction, AbsenceRecord{numbered<FactId>(20), anne, "MALADIE", day("2026-02-02"),
                                        day("2026-02-04"), noon("2026-02-05"), std::nullopt});
    file.add(transaction, LegalStopRecord{numbered<FactId>(21), anne, "AT", day("2026-01-05"),
                                          day("2026-01-09"), noon("2026-01-06"), account});
    file.add(transaction, LegalStopRecord{numbered<FactId>(22), bruno, "MP", day("2026-01-05"), std::nullopt,
                                          noon("2026-01-06"), account});
    file.add(transaction, SignalRecord{numbered<FactId>(23), bruno, std::nullopt, "TENSIONS",
                                       day("2026-02-01"), noon("2026-02-01"), account, std::nullopt});
    file.add(transaction, SignalRecord{numbered<FactId>(24), std::nullopt, team, "EQUIPE_TENSIONS",
                                       day("2026-02-01"), noon("2026-02-01"), account, std::nullopt});
}

void add_first_rows(Transaction& transaction) {
    add_cases(transaction);
    plain_audit_log().record(transaction, {Instant{}, std::nullopt, "test", std::nullopt});
}

void append_number(Bytes& bytes, std::uint64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(number >> shift));
}

// The entry as the first version of the program wrote it: previous hash, number, time, actor, action, object.
void record_as_the_first_version(Transaction& transaction) {
    const std::string action = "test";
    Bytes bytes;
    append_number(bytes, 0);
    append_number(bytes, 1);
    append_number(bytes, 0);
    append_number(bytes, 0);
    append_number(bytes, action.size());
    bytes.insert(bytes.end(), action.begin(), action.end());
    append_number(bytes, anne.bytes.size());
    bytes.insert(bytes.end(), anne.bytes.begin(), anne.bytes.end());
    transaction.execute(
        "INSERT INTO audit_entry(sequence, at, action, object, previous, entry_hash) VALUES (1, 0, ?, ?, x'', ?)",
        {action, anne, plain_audit_log().keyed_hash()(bytes)});
    transaction.mark_audited();
}

class CaseFileTest : public testing::Test {
protected:
    CaseFileTest() { database->write(add_first_rows); }

    void write(const std::function<void(Transaction&)>& work) {
        database->write([&](Transaction& transaction) {
            work(transaction);
            plain_audit_log().record(transaction, {Instant{}, std::nullopt, "test", std::nullopt});
        });
    }
    template <class Look>
    auto look(Look take, EmployerId of = employer) {
        return database->read([&](const Reader& reader) {
            return take(CaseFile{reader, EmployerScope::for_job(of)});
        });
    }
    Timeline timeline_of(EmployeeId person) {
        return look([&](const CaseFile& file) { return file.timeline(person); }).value();
    }
    void add_measures(std::uint8_t number, std::vector<std::optional<Instant>> answers) {
        write([&](Transaction& transaction) {
            const auto id = numbered<MeasuresId>(number);
            transaction.execute(
                "INSERT INTO measures(id, employer, employee, oh_service, talked_with_employee_on, "
                "talked_with_employer_on, sent_at, sent_by) VALUES (?, ?, ?, ?, 0, 0, ?, ?)",
                {id, employer, anne, service, noon("2026-02-10"), account});
            int position = 0;
            for (const auto& answered_at : answers)
                transaction.execute(
                    "INSERT INTO measure(measures, position, code, answered_at) VALUES (?, ?, 'X', ?)",
                    {id, position++, answered_at});
        });
    }

    TemporaryFolder folder;
    std::unique_ptr<Database> database = open_cases(folder);
};

std::vector<std::string> codes_of(const Timeline& timeline) {
    std::vector<std::string> codes;
    for (const auto& fact : timeline.facts) codes.push_back(fact.code);
    return codes;
}

const Fact& fact_of(const Timeline& timeline, const std::string& code) {
    return *std::ranges::find(timeline.facts, code, &Fact::code);
}

TEST(Upgrade, a_database_of_the_first_version_keeps_everything_and_learns_the_new_tables) {
    const TemporaryFolder folder;
    const auto file = folder.path() / "prevenance.db";
    {
        Database before{settings_at(file, AuditRule::required), {case_migrations().front()}};
        before.write([](Transaction& transaction) {
            add_cases(transaction);
            record_as_the_first_version(transaction);
        });
    }
    Database after{settings_at(file, AuditRule::required), case_migrations()};
    EXPECT_EQ(after.integrity(), "ok");
    after.read([](const Reader& reader) {
        EXPECT_EQ(reader.number("PRAGMA user_version"), static_cast<std::int64_t>(case_migrations().size()));
        EXPECT_EQ(reader.number("SELECT count(*) FROM audit_entry"), 1);
        const CaseFile cases{reader, EmployerScope::for_job(employer)};
        EXPECT_EQ(codes_of(cases.timeline(anne).value()), (std::vector<std::string>{"AT", "MALADIE"}));
        return true;
    });
    after.write([](Transaction& transaction) {
        Milestones{transaction, EmployerScope::for_job(employer)}.add(
            transaction, {numbered<FactId>(30), anne, "VISITE_5_ANS", day("2021-03-02"), std::nullopt,
                          noon("2026-03-12"), std::nullopt});
        plain_audit_log().record(transaction, {Instant{}, std::nullopt, "test", std::nullopt});
    });
    after.read([](const Reader& reader) {
        EXPECT_EQ(plain_audit_log().first_break(reader), std::nullopt);
        EXPECT_EQ(plain_audit_log().acts_on(reader, anne.bytes).size(), 1U);
        EXPECT_EQ(CaseFile(reader, EmployerScope::for_job(employer)).timeline(anne).value().facts.size(), 3U);
        return true;
    });
}

TEST_F(CaseFileTest, milestones_talks_and_measures_stand_in_the_timeline) {
    add_measures(40, {noon("2026-02-12"), noon("2026-02-14")});
    write([](Transaction& transaction) {
        const auto scope = EmployerScope::for_job(employer);
        const Milestones milestones{transaction, scope};
        milestones.add(transaction, {numbered<FactId>(30), anne, "VISITE_5_ANS", day("2021-03-02"),
                                     std::nullopt, noon("2026-02-20"), account});
        milestones.add(transaction, {numbered<FactId>(31), anne, "REPRISE", day("2026-02-15"),
                                     day("2026-03-01"), noon("2026-02-20"), account});
        InterviewRecord talk;
        talk.id = numbered<InterviewId>(32);
        talk.employee = anne;
        talk.held_on = day("2026-02-18");
        talk.recorded_at = noon("2026-02-19");
        talk.recorded_by = account;
        Interviews{transaction, scope}.add(transaction, talk);
    });
    const auto timeline = timeline_of(anne);
    EXPECT_EQ(codes_of(timeline), (std::vector<std::string>{"VISITE_5_ANS", "AT", "MALADIE", "MESURES_RECUES",
                                                            "MESURES_REPONDUES", "REPRISE", "ENTRETIEN"}));
    const auto& talk = fact_of(timeline, "ENTRETIEN");
    EXPECT_EQ(talk.id, numbered<FactId>(32));
    EXPECT_EQ(talk.start, day("2026-02-18"));
    EXPECT_EQ(talk.recorded_on, day("2026-02-19"));
    EXPECT_EQ(fact_of(timeline, "REPRISE").end, day("2026-03-01"));
    EXPECT_EQ(fact_of(timeline, "MESURES_RECUES").start, day("2026-02-10"));
    EXPECT_EQ(fact_of(timeline, "MESURES_REPONDUES").start, day("2026-02-14"));
}

TEST_F(CaseFileTest, measures_count_as_answered_only_when_the_last_one_is) {
    add_measures(40, {noon("2026-02-12"), std::nullopt});
    EXPECT_EQ(codes_of(timeline_of(anne)), (std::vector<std::string>{"AT", "MALADIE", "MESURES_RECUES"}));
}

// One row makes two facts: a suggestion that rests on both must be able to tell them apart.
TEST_F(CaseFileTest, every_fact_has_an_identifier_of_its_own_and_keeps_it) {
    add_measures(40, {noon("2026-02-12")});
    const auto first = timeline_of(anne);
    std::set<FactId> ids;
    for (const auto& fact : first.facts) EXPECT_TRUE(ids.insert(fact.id).second) << fact.code;
    EXPECT_EQ(fact_of(first, "MESURES_RECUES").id, numbered<FactId>(40));
    EXPECT_EQ(timeline_of(anne), first);
}

TEST_F(CaseFileTest, everybody_at_once_is_the_same_as_one_by_one) {
    add_measures(40, {noon("2026-02-12")});
    const auto all = look([](const CaseFile& file) { return file.timelines(); });
    ASSERT_EQ(all.size(), 2U);
    for (const auto& timeline : all) EXPECT_EQ(timeline, timeline_of(timeline.employee));
    const auto teams = look([](const CaseFile& file) { return file.team_timelines(); });
    ASSERT_EQ(teams.size(), 1U);
    EXPECT_EQ(teams.front(), look([](const CaseFile& file) { return file.team_timeline(team); }));
}

TEST_F(CaseFileTest, a_team_has_its_members_absences_and_accidents_and_nothing_else_about_them) {
    write([](Transaction& transaction) {
        Milestones{transaction, EmployerScope::for_job(employer)}.add(
            transaction, {numbered<FactId>(30), anne, "MI_CARRIERE", day("2025-03-02"), std::nullopt,
                          noon("2026-02-20"), account});
        TeamFigures{transaction, EmployerScope::for_job(employer)}.add(
            transaction, {numbered<FactId>(33), team, "INTERVENTIONS", day("2026-01-01"), day("2026-01-31"),
                          812, noon("2026-02-03"), account});
    });
    const auto timeline = look([](const CaseFile& file) { return file.team_timeline(team); }).value();
    ASSERT_EQ(timeline.members.size(), 2U);
    ASSERT_EQ(timeline.members[0].facts.size(), 2U);
    EXPECT_EQ(timeline.members[0].facts[0].code, "AT");
    EXPECT_EQ(timeline.members[0].facts[1].code, "MALADIE");
    EXPECT_TRUE(
        timeline.members[1].facts.empty());  // an occupational disease and a signal are not the team's
    ASSERT_EQ(timeline.facts.size(), 1U);
    EXPECT_EQ(timeline.facts[0].code, "EQUIPE_TENSIONS");
    const TeamFigure expected{"INTERVENTIONS", day("2026-01-01"), day("2026-01-31"), 812, day("2026-02-03")};
    EXPECT_EQ(timeline.figures, (std::vector<TeamFigure>{expected}));
}

TEST_F(CaseFileTest, another_employer_sees_changes_and_removes_nothing) {
    const auto milestone = numbered<FactId>(30);
    write([&](Transaction& transaction) {
        Milestones{transaction, EmployerScope::for_job(employer)}.add(
            transaction,
            {milestone, anne, "REPRISE", day("2026-01-12"), std::nullopt, noon("2026-02-20"), account});
        TeamFigures{transaction, EmployerScope::for_job(employer)}.add(
            transaction, {numbered<FactId>(33), team, "INTERVENTIONS", day("2026-01-01"), day("2026-01-31"),
                          812, noon("2026-02-03"), account});
        const Milestones foreign{transaction, EmployerScope::for_job(other_employer)};
        const TeamFigures foreign_figures{transaction, EmployerScope::for_job(other_employer)};
        EXPECT_FALSE(foreign.find(milestone));
        EXPECT_TRUE(foreign.about(anne).empty());
        EXPECT_FALSE(foreign.change_end(transaction, anne, "REPRISE", day("2026-01-12"), day("2026-02-01")));
        EXPECT_FALSE(foreign.remove(transaction, milestone));
        foreign.remove_all(transaction, anne, "REPRISE");
        EXPECT_TRUE(foreign_figures.of_team(team).empty());
        EXPECT_EQ(foreign_figures.remove(transaction, team, day("2026-01-01")), 0);
        const Milestones own{transaction, EmployerScope::for_job(employer)};
        EXPECT_EQ(own.find(milestone).value().ends_on, std::nullopt);
        EXPECT_TRUE(own.change_end(transaction, anne, "REPRISE", day("2026-01-12"), day("2026-02-01")));
        EXPECT_EQ(own.find(milestone).value().ends_on, day("2026-02-01"));
        EXPECT_TRUE(own.remove(transaction, milestone));
    });
    EXPECT_FALSE(look([](const CaseFile& file) { return file.timeline(anne); }, other_employer));
    EXPECT_FALSE(look([](const CaseFile& file) { return file.team_timeline(team); }, other_employer));
    EXPECT_FALSE(look([](const CaseFile& file) { return file.team_of(anne); }, other_employer));
}

TEST_F(CaseFileTest, a_visit_has_one_day_and_is_noted_once) {
    const auto add = [&](std::optional<Date> end) {
        write([&](Transaction& transaction) {
            Milestones{transaction, EmployerScope::for_job(employer)}.add(
                transaction, {numbered<FactId>(30), anne, "MI_CARRIERE", day("2026-01-12"), end,
                              noon("2026-02-20"), account});
        });
    };
    EXPECT_THROW(add(day("2026-01-13")), ConstraintViolated);
    add(std::nullopt);
    EXPECT_THROW(add(std::nullopt), ConstraintViolated);
}

TEST_F(CaseFileTest, the_last_value_of_a_threshold_counts_and_the_others_stay) {
    write([](Transaction& transaction) {
        const RuleThresholds thresholds{transaction, EmployerScope::for_job(employer)};
        thresholds.set(transaction, {"S1", "few", 4, account, noon("2026-01-12")});
        thresholds.set(transaction, {"S1", "several", 5, account, noon("2026-01-12")});
        thresholds.set(transaction, {"S1", "few", 5, account, noon("2026-02-12")});
        thresholds.set(transaction, {"S1", "several", std::nullopt, account, noon("2026-02-12")});
    });
    database->read([](const Reader& reader) {
        const RuleThresholds thresholds{reader, EmployerScope::for_job(employer)};
        const auto in_force = thresholds.in_force();
        EXPECT_EQ(in_force,
                  (std::vector<RuleThresholdRecord>{{"S1", "few", 5, account, noon("2026-02-12")}}));
        EXPECT_EQ(thresholds.history("S1").size(), 4U);
        EXPECT_EQ(thresholds.history("S1").front().threshold, "several");
        EXPECT_TRUE(RuleThresholds(reader, EmployerScope::for_job(other_employer)).in_force().empty());
        return true;
    });
    EXPECT_THROW(
        write([](Transaction& transaction) { transaction.execute("UPDATE rule_threshold SET value = 3"); }),
        DatabaseError);
}

}  // namespace
}  // namespace prevenance::storage
