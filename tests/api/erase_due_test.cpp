// What a night erases, held against a second opinion that knows the table of periods and nothing of the SQL.
#include "api/jobs/erase_due.h"

#include "api/jobs/nightly.h"
#include "api/keeping_time.h"
#include "api/people.h"
#include "api/retention_words.h"
#include "storage/person_keys.h"
#include "storage/processing_choices.h"
#include "storage/memberships.h"
#include "storage/period_counts.h"
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <optional>
#include <random>
#include <set>

namespace prevenance::api {
namespace {

Date day(const char* text) {
    return *parse_iso_date(text);
}

// One row that a night may erase, as the test knows it.
struct Row {
    std::string table;
    IdBytes id{};
    Date on;                         // what its period counts from
    std::optional<Date> until = {};  // of a talk: the next one
    bool no_follow_up = false;       // of a talk
    bool legal = false;              // of a suggestion
    IdBytes talk{};                  // that it rests on
};

struct Person {
    EmployeeId id;
    std::optional<Date> left_on;
    std::vector<Row> rows;
    bool frozen = false;
    std::optional<std::string> asks = {};  // what an open request is for
};

// The table of periods, said again in another way.
class SecondOpinion {
public:
    explicit SecondOpinion(Date today) : today_(today) {}

    std::set<IdBytes> kept(Person person) const {
        const bool rows_stay = person.frozen || (person.asks && *person.asks != "erasure");
        std::size_t before = rows_stay ? person.rows.size() : 0;
        while (before != person.rows.size()) {
            before = person.rows.size();
            const auto rows = person.rows;
            std::erase_if(person.rows, [&](const Row& row) { return goes(row, rows, person.left_on); });
        }
        std::set<IdBytes> ids;
        for (const auto& row : person.rows) ids.insert(row.id);
        const bool long_gone = person.left_on && over(*person.left_on, 12);
        const bool held =
            std::ranges::any_of(person.rows, [](const Row& row) { return row.table != "rights_request"; });
        if (held || person.frozen || person.asks || !long_gone) ids.insert(person.id.bytes);
        return ids;
    }

private:
    bool over(Date from, int months) const { return add_months(from, Months{months}) < today_; }

    static bool is_step(const Row& row) {
        return (row.table == "interview" && !row.no_follow_up) || row.table == "visit_request" ||
               row.table == "invitation" || row.table == "measures" || row.table == "action_plan";
    }
    bool followed(const std::vector<Row>& rows) const {
        return std::ranges::any_of(rows, [&](const Row& row) {
            return is_step(row) && !over(std::max(row.on, row.until.value_or(row.on)), 24);
        });
    }
    static bool is_needed(const Row& talk, const std::vector<Row>& rows) {
        return std::ranges::any_of(rows, [&](const Row& row) {
            return (row.table == "visit_request" || row.table == "invitation") && row.talk == talk.id;
        });
    }

    bool goes(const Row& row, const std::vector<Row>& rows, std::optional<Date> left_on) const {
        const bool gone = left_on && *left_on + Days{31} < today_;
        const bool long_gone = left_on && over(*left_on, 60);
        if (row.table == "signal") return gone || (over(row.on, 6) && !followed(rows));
        if (row.table == "rights_request") return over(row.on, 60);
        if (row.table == "absence") return gone || over(row.on, 12);
        if (row.table == "suggestion" && row.legal) return long_gone;
        if (row.table == "suggestion") return gone || (over(row.on, 6) && !followed(rows));
        if (row.table == "legal_stop" || row.table == "milestone") return long_gone;
        if (row.table == "visit_request" || row.table == "measures" || row.table == "action_plan")
            return !followed(rows);
        if (row.table == "invitation") return over(row.on + Days{14}, 6) && (gone || !followed(rows));
        if (is_needed(row, rows)) return false;
        return gone || (row.no_follow_up ? over(row.on, 2) : !followed(rows));
    }

    Date today_;
};

class Retention : public testing::Test {
protected:
    template <class Work>
    void write(Work work) {
        auto& services = instance.services();
        services.cases.write([&](storage::Transaction& transaction) {
            work(transaction);
            services.audit.record(transaction,
                                  {instance.clock().now(), std::nullopt, "test.prepare", std::nullopt});
        });
    }

    IdBytes fresh() { return instance.services().randomness.new_id<FactId>().bytes; }

    Person person(int number, std::optional<Date> left_on) {
        Person made{instance.add_employee("p" + std::to_string(number), "Essai", "Numéro"), left_on, {}};
        if (left_on)
            write([&](auto& transaction) {
                transaction.execute("UPDATE employee SET entered_on = 0, left_on = ? WHERE id = ?",
                                    {left_on, made.id});
            });
        return made;
    }

    Row talk(const Person& who, Date on, std::optional<Date> again, bool no_follow_up) {
        Row row{"interview", fresh(), on, again, no_follow_up};
        write([&](auto& transaction) {
            transaction.execute(
                "INSERT INTO interview(id, employer, employee, held_on, mode, accompanied, wish, "
                "talk_again_on, "
                "recorded_at, recorded_by) VALUES (?, ?, ?, ?, 'phone', 0, ?, ?, 0, ?)",
                {ByteView{row.id}, instance.employer, who.id, on,
                 no_follow_up ? "no_follow_up" : "talk_again", again, account});
            transaction.execute("INSERT INTO interview_topic(interview, topic) VALUES (?, 'X')",
                                {ByteView{row.id}});
        });
        return row;
    }

    Row row_of(const Person& who, const std::string& table, Date on, const IdBytes& talk_id = {}) {
        Row row{table, fresh(), on};
        row.talk = talk_id;
        write([&](auto& transaction) { insert(transaction, who, row); });
        return row;
    }

    void insert(storage::Transaction& transaction, const Person& who, Row& row) {
        const ByteView id{row.id};
        const Instant at = Instant{row.on} + std::chrono::hours{12};
        if (row.table == "signal")
            transaction.execute(
                "INSERT INTO signal(id, employer, employee, type, happened_on, recorded_at, recorded_by) "
                "VALUES (?, ?, ?, 'TENSIONS', ?, ?, ?)",
                {id, instance.employer, who.id, row.on, at, account});
        if (row.table == "absence")
            transaction.execute(
                "INSERT INTO absence(id, employer, employee, category, starts_on, ends_on, recorded_at) "
                "VALUES (?, ?, ?, 'MALADIE', ?, ?, ?) ON CONFLICT DO NOTHING",
                {id, instance.employer, who.id, row.on - Days{2}, row.on, at});
        if (row.table == "suggestion") insert_suggestion(transaction, who, row);
        if (row.table == "legal_stop")
            transaction.execute(
                "INSERT INTO legal_stop(id, employer, employee, kind, starts_on, recorded_at, "
                "recorded_by) VALUES (?, ?, ?, 'AT', ?, ?, ?) ON CONFLICT DO NOTHING",
                {id, instance.employer, who.id, row.on, at, account});
        if (row.table == "milestone")
            transaction.execute(
                "INSERT INTO milestone(id, employer, employee, code, starts_on, recorded_at) "
                "VALUES (?, ?, ?, 'VISITE_5_ANS', ?, ?) ON CONFLICT DO NOTHING",
                {id, instance.employer, who.id, row.on, at});
        if (row.table == "visit_request")
            transaction.execute(
                "INSERT INTO visit_request(id, employer, employee, interview, sealed_motive, informed_on, "
                "requested_at, requested_by) VALUES (?, ?, ?, ?, x'00', ?, ?, ?)",
                {id, instance.employer, who.id, ByteView{row.talk}, row.on, at, account});
        if (row.table == "rights_request") insert_request(transaction, who, row.id, "access", row.on);
        if (row.table == "invitation") insert_invitation(transaction, who, row);
        if (row.table == "action_plan") {
            transaction.execute(
                "INSERT INTO action_plan(id, employer, employee, document_kind, document_on, exchanged_on, "
                "revision, made_at, made_by) VALUES (?, ?, ?, 'measures_proposal', ?, ?, 1, ?, ?)",
                {id, instance.employer, who.id, row.on, row.on, at, account});
            transaction.execute(
                "INSERT INTO plan_action(plan, position, code, owner, due_on) VALUES (?, 0, 'X', 'X', ?)",
                {id, row.on});
        }
        if (row.table == "measures") {
            transaction.execute(
                "INSERT INTO measures(id, employer, employee, oh_service, talked_with_employee_on, "
                "talked_with_employer_on, sent_at, sent_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                {id, instance.employer, who.id, instance.oh_service, row.on, row.on, at, account});
            transaction.execute("INSERT INTO measure(measures, position, code) VALUES (?, 0, 'X')", {id});
        }
    }

    // Numbered from the highest: a night erases requests, and their number would be another's.
    void insert_request(storage::Transaction& transaction, const Person& who, const IdBytes& id,
                        const std::string& kind, std::optional<Date> answered_on) {
        const auto at = answered_on ? std::optional{Instant{*answered_on}} : std::nullopt;
        transaction.execute(
            "INSERT INTO rights_request(id, employer, employee, year, position, kind, received_on, "
            "recorded_at, sealed_words, answered_at, outcome) "
            "SELECT ?1, ?2, ?3, 2020, coalesce(max(position), 0) + 1, ?4, 0, 0, "
            "x'00', ?5, CASE WHEN ?5 IS NULL THEN NULL ELSE 'granted' END FROM rights_request",
            {ByteView{id}, instance.employer, who.id, kind, at});
    }

    void ask(Person& who, const std::string& kind) {
        who.asks = kind;
        write([&](auto& transaction) { insert_request(transaction, who, fresh(), kind, std::nullopt); });
    }
    void answer_all() {
        write([&](auto& transaction) {
            transaction.execute(
                "UPDATE rights_request SET answered_at = ?, outcome = 'granted' "
                "WHERE answered_at IS NULL",
                {instance.clock().now()});
        });
    }

    template <class Change>
    void choose(Change change) {
        write([&](auto& transaction) {
            change(storage::ProcessingChoices{transaction, EmployerScope::for_job(instance.employer)},
                   transaction);
        });
    }
    void freeze(Person& who) {
        who.frozen = true;
        choose([&](const auto& choices, auto& transaction) {
            choices.limit(transaction, who.id, instance.clock().now());
        });
    }
    void object(const Person& who) {
        choose([&](const auto& choices, auto& transaction) {
            choices.object(transaction, who.id, instance.clock().now());
        });
    }

    // One row in each table about people, all of them years old.
    std::vector<Row> everything_about(const Person& who) {
        const auto long_ago = day("2018-06-01");
        std::vector<Row> rows{talk(who, long_ago, std::nullopt, false)};
        for (const std::string table : {"signal", "absence", "suggestion", "legal_stop", "milestone",
                                        "visit_request", "invitation", "measures", "action_plan", "rights_request"})
            rows.push_back(row_of(who, table, long_ago, rows.front().id));
        object(who);
        return rows;
    }

    // How many rows of each table that points at people point at this one.
    std::map<std::string, std::int64_t> rows_pointing_at(EmployeeId person) {
        return instance.services().cases.read([&](const storage::Reader& reader) {
            std::map<std::string, std::int64_t> rows;
            for (const auto& table :
                 reader.all("SELECT m.name FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f "
                            "WHERE m.type = 'table' AND f.\"table\" = 'employee'",
                            {}, [](const storage::Row& row) { return row.text(0); }))
                rows[table] = number_about(table, person);
            return rows;
        });
    }
    // The name of a table is no parameter of a statement.
    std::int64_t number_about(const std::string& table, EmployeeId person) {
        using storage::Sql;
        static const std::map<std::string, Sql> known{
            {"signal", Sql{"SELECT count(*) FROM signal WHERE employee = ?"}},
            {"absence", Sql{"SELECT count(*) FROM absence WHERE employee = ?"}},
            {"suggestion", Sql{"SELECT count(*) FROM suggestion WHERE employee = ?"}},
            {"legal_stop", Sql{"SELECT count(*) FROM legal_stop WHERE employee = ?"}},
            {"milestone", Sql{"SELECT count(*) FROM milestone WHERE employee = ?"}},
            {"interview", Sql{"SELECT count(*) FROM interview WHERE employee = ?"}},
            {"visit_request", Sql{"SELECT count(*) FROM visit_request WHERE employee = ?"}},
            {"invitation", Sql{"SELECT count(*) FROM invitation WHERE employee = ?"}},
            {"measures", Sql{"SELECT count(*) FROM measures WHERE employee = ?"}},
            {"action_plan", Sql{"SELECT count(*) FROM action_plan WHERE employee = ?"}},
            {"rights_request", Sql{"SELECT count(*) FROM rights_request WHERE employee = ?"}},
            {"processing_choice", Sql{"SELECT count(*) FROM processing_choice WHERE employee = ?"}},
        };
        const auto found = known.find(table);
        if (found != known.end()) return number(found->second, {person});
        ADD_FAILURE() << table << " points at people: teach storage/retention.cpp and storage/erasure.cpp";
        return 0;
    }

    void insert_suggestion(storage::Transaction& transaction, const Person& who, Row& row) {
        row.legal = row.id.front() % 2 == 0;
        transaction.execute(
            "INSERT INTO archived_rule(content_hash, rule, version, content, first_used_at) "
            "VALUES ('h', 'S1', '1', '', 0) ON CONFLICT DO NOTHING",
            {});
        transaction.execute(
            "INSERT INTO suggestion(id, employer, employee, rule, content_hash, family, as_of, raised_at) "
            "VALUES (?, ?, ?, 'S1', 'h', ?, ?, 0)",
            {ByteView{row.id}, instance.employer, who.id, row.legal ? "legal" : "signal", row.on});
        transaction.execute(
            "INSERT INTO suggestion_evidence(suggestion, position, code, starts_on) VALUES (?, 0, 'X', ?)",
            {ByteView{row.id}, row.on});
    }

    // With a receipt or without: the invitation goes on the same night.
    void insert_invitation(storage::Transaction& transaction, const Person& who, const Row& row) {
        const ByteView id{row.id};
        transaction.execute(
            "INSERT INTO invitation(id, employer, employee, interview, oh_service, locator, "
            "handed_over_on, handed_over_by, closes_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {id, instance.employer, who.id, ByteView{row.talk}, instance.oh_service, id_text(row.id), row.on,
             account, row.on + Days{14}});
        transaction.execute(
            "INSERT INTO invitation_content(invitation, lock, destroyed_at) VALUES (?, x'00', 0)", {id});
        if (row.id.front() % 2 == 0) return;
        const auto receipt = instance.services().randomness.new_id<ReceiptId>();
        transaction.execute(
            "INSERT INTO receipt(id, invitation, oh_service, canonical, receipt_hash, given_at, expires_on, "
            "lock) VALUES (?, ?, ?, x'00', ?, ?, ?, x'00')",
            {receipt, id, instance.oh_service, Digest{}, Instant{row.on}, add_months(row.on, Months{6})});
    }

    // As « Mes données » tells it.
    std::optional<Date> told_about(const Person& who, const Row& row) {
        return instance.services().cases.read([&](const storage::Reader& reader) -> std::optional<Date> {
            const KeepingTime keeping{reader, instance.services().settings.retention, who.id, who.left_on,
                                      today()};
            if (row.table == "signal") return keeping.of_signal(row.on);
            if (row.table == "absence") return keeping.of_absence(row.on);
            if (row.table == "suggestion" && !row.legal) return keeping.of_suggestion(row.on);
            if (row.table == "visit_request" || row.table == "measures" || row.table == "action_plan")
                return keeping.of_case();
            if (row.table == "invitation") return std::nullopt;
            if (row.table != "interview") return keeping.of_legal_calendar();
            const storage::Interviews talks{reader, EmployerScope::for_job(instance.employer)};
            return keeping.of_talk(reader, talks.find(InterviewId{row.id}).value());
        });
    }

    std::set<IdBytes> left() {
        std::set<IdBytes> ids;
        instance.services().cases.read([&](const storage::Reader& reader) {
            const auto take = [&](const storage::Row& row) { ids.insert(row.id<FactId>(0).bytes); };
            reader.each(
                "SELECT id FROM signal UNION ALL SELECT id FROM absence UNION ALL SELECT id FROM suggestion "
                "UNION ALL SELECT id FROM legal_stop UNION ALL SELECT id FROM milestone UNION ALL "
                "SELECT id FROM interview UNION ALL SELECT id FROM visit_request UNION ALL "
                "SELECT id FROM invitation UNION ALL SELECT id FROM measures UNION ALL SELECT id FROM action_plan "
                "UNION ALL SELECT id FROM "
                "rights_request UNION ALL SELECT id FROM employee",
                {}, take);
            return true;
        });
        return ids;
    }
    std::int64_t number(storage::Sql sql, std::initializer_list<storage::Value> values = {}) {
        return instance.services().cases.read(
            [&](const storage::Reader& reader) { return reader.number(sql, values); });
    }
    bool has_key(const IdBytes& id) {
        return instance.services().keys.read([&](const storage::Reader& keys) {
            return storage::find_person_key(keys, KeyId{id}).has_value();
        });
    }
    RetentionCounts erase() { return erase_due(instance.services(), instance.clock().now()); }
    Date today() { return in_paris(instance.clock().now()).date; }

    TestInstance instance;
    AccountId account = instance.add_account(Role::referent, "referente");
};

TEST(KeptSince, is_the_first_day_whose_period_is_not_over) {
    EXPECT_TRUE(rc::check([] {
        const auto today = day("2024-01-01") + Days{*rc::gen::inRange(0, 1500)};
        const Months period{*rc::gen::inRange(1, 61)};
        const auto first = kept_since(today, period);
        RC_ASSERT(add_months(first, period) >= today);
        RC_ASSERT(add_months(first - Days{1}, period) < today);
    }));
}

TEST_F(Retention, leaves_exactly_what_a_second_opinion_leaves_and_twice_changes_nothing) {
    int people = 0;
    EXPECT_TRUE(rc::check([&] {
        instance.clock().set(day("2026-01-01") + Days{*rc::gen::inRange(0, 730)});
        const auto ago = [&](int most) { return today() - Days{*rc::gen::inRange(0, most)}; };
        std::vector<Person> made;
        for (int i = 0; i < 3; ++i) {
            const bool has_left = *rc::gen::inRange(0, 2) == 1;
            auto who = person(++people,
                              has_left ? std::optional{ago(*rc::gen::element(50, 500, 2200))} : std::nullopt);
            const bool again = *rc::gen::inRange(0, 2) == 1;
            const auto held = ago(1200);
            who.rows.push_back(talk(who, held, again ? std::optional{held + Days{90}} : std::nullopt,
                                    !again && *rc::gen::inRange(0, 2) == 1));
            who.rows.push_back(talk(who, ago(200), std::nullopt, *rc::gen::inRange(0, 2) == 1));
            for (const std::string table :
                 {"signal", "absence", "suggestion", "suggestion", "legal_stop", "milestone", "visit_request",
                  "invitation", "measures", "action_plan", "rights_request"})
                if (*rc::gen::inRange(0, 3) > 0)
                    who.rows.push_back(
                        row_of(who, table, ago(*rc::gen::element(200, 400, 1500)), who.rows.front().id));
            const int wish = *rc::gen::inRange(0, 8);
            if (wish == 1) freeze(who);
            if (wish == 2) object(who);
            if (wish == 3) ask(who, "erasure");
            if (wish == 4) ask(who, "correction");
            made.push_back(std::move(who));
        }
        std::set<IdBytes> expected;
        for (const auto& who : made) expected.merge(SecondOpinion{today()}.kept(who));
        const auto foreseen = preview_erasure(instance.services(), instance.clock().now());
        const auto counts = erase();
        const auto remaining = left();
        for (const auto& who : made) {
            const auto is_there = [&](const IdBytes& id) { return remaining.contains(id); };
            RC_ASSERT(is_there(who.id.bytes) == expected.contains(who.id.bytes));
            RC_ASSERT(has_key(who.id.bytes) == expected.contains(who.id.bytes));
            for (const auto& row : who.rows)
                if (is_there(row.id) != expected.contains(row.id))
                    RC_FAIL(row.table + " of " + iso_date(row.on) + " on " + iso_date(today()) +
                            (is_there(row.id) ? " stayed" : " went"));
        }
        RC_ASSERT(foreseen.erased == counts.erased);
        RC_ASSERT(foreseen.frozen == counts.frozen);
        RC_ASSERT(foreseen.request_waits == counts.request_waits);
        RC_ASSERT(counts.held_back.empty());
        const auto again = erase();
        RC_ASSERT(left() == remaining);
        RC_ASSERT(std::ranges::all_of(again.erased, [](const auto& count) { return count.second == 0; }));
    }));
}

TEST_F(Retention, whoever_left_long_ago_goes_from_every_table_also_after_requests_and_an_objection) {
    const auto who = person(1, day("2019-01-01"));
    everything_about(who);
    for (const auto& [table, rows] : rows_pointing_at(who.id))
        ASSERT_GT(rows, 0) << table << ": this test makes no row of it";
    const auto counts = erase();
    EXPECT_TRUE(counts.held_back.empty());
    EXPECT_EQ(counts.erased.at("people"), 1);
    for (const auto& [table, rows] : rows_pointing_at(who.id)) EXPECT_EQ(rows, 0) << table;
    EXPECT_FALSE(has_key(who.id.bytes));
}

// The register proves that requests were answered; it no longer says whose they were.
TEST_F(Retention, an_answered_request_loses_its_author_with_the_file_and_goes_five_years_after_the_answer) {
    const auto who = person(1, day("2024-01-01"));
    row_of(who, "rights_request", day("2024-02-01"));
    EXPECT_EQ(erase().erased.at("people"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM rights_request WHERE employee IS NULL AND sealed_words IS NULL "
                     "AND about_fact IS NULL AND outcome = 'granted'"),
              1);
    instance.clock().set(day("2029-02-01"));
    erase();
    EXPECT_EQ(number("SELECT count(*) FROM rights_request"), 1);
    instance.clock().set(day("2029-02-02"));
    EXPECT_EQ(erase().erased.at("rights_requests"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM rights_request"), 0);
}

TEST_F(Retention, a_remark_stays_beside_its_fact_as_long_as_the_fact_does) {
    const auto who = person(1, std::nullopt);
    const auto stop = row_of(who, "legal_stop", day("2018-06-01"));
    row_of(who, "rights_request", day("2018-06-02"));
    write([&](auto& transaction) {
        transaction.execute("UPDATE rights_request SET kind = 'remark', about_fact = ?", {ByteView{stop.id}});
    });
    EXPECT_EQ(erase().erased.at("rights_requests"), 0);
    write([&](auto& transaction) {
        transaction.execute("DELETE FROM legal_stop WHERE id = ?", {ByteView{stop.id}});
    });
    EXPECT_EQ(erase().erased.at("rights_requests"), 1);
}

TEST_F(Retention, nothing_leaves_about_somebody_who_waits_for_an_answer) {
    auto who = person(1, day("2019-01-01"));
    everything_about(who);
    ask(who, "access");
    const auto before = left();
    EXPECT_EQ(preview_erasure(instance.services(), instance.clock().now()).request_waits.at("signals"), 1);
    EXPECT_EQ(erase().request_waits.at("signals"), 1);
    EXPECT_EQ(left(), before);
    answer_all();
    EXPECT_EQ(erase().erased.at("people"), 1);
}

// Facts that are due go: that is what was asked for. The file stays, because somebody has to answer.
TEST_F(Retention, somebody_who_waits_for_an_erasure_is_erased_but_for_the_file_to_answer_with) {
    auto who = person(1, day("2019-01-01"));
    everything_about(who);
    ask(who, "erasure");
    const auto counts = erase();
    EXPECT_EQ(counts.erased.at("signals"), 1);
    EXPECT_EQ(counts.erased.at("people"), 0);
    EXPECT_EQ(counts.request_waits.at("people"), 1);
    EXPECT_TRUE(has_key(who.id.bytes));
    answer_all();
    EXPECT_EQ(erase().erased.at("people"), 1);
    EXPECT_FALSE(has_key(who.id.bytes));
}

// Article 18: the person may need what is held against the employer, and asked that it be kept.
TEST_F(Retention, nothing_leaves_about_somebody_who_had_the_data_frozen_until_it_is_taken_back) {
    auto who = person(1, day("2019-01-01"));
    everything_about(who);
    freeze(who);
    const auto before = left();
    const auto foreseen = preview_erasure(instance.services(), instance.clock().now());
    const auto counts = erase();
    EXPECT_EQ(left(), before);
    EXPECT_EQ(counts.frozen, foreseen.frozen);
    EXPECT_EQ(counts.frozen.at("signals"), 1);
    EXPECT_TRUE(counts.request_waits.empty());
    EXPECT_EQ(erase().frozen.at("signals"), 1) << "the second night too";
    choose([&](const auto& choices, auto& transaction) { choices.resume(transaction, who.id); });
    EXPECT_EQ(erase().erased.at("people"), 1);
}

TEST_F(Retention, an_import_stays_while_an_absence_it_explains_is_frozen) {
    auto who = person(1, std::nullopt);
    const auto absence = row_of(who, "absence", day("2024-06-01"));
    write([&](auto& transaction) {
        transaction.execute(
            "INSERT INTO absence_import(id, employer, file_hash, layout_hash, choices, uploaded_at) "
            "VALUES (?, ?, x'00', x'00', '', ?)",
            {ByteView{fresh()}, instance.employer, Instant{day("2024-06-02")}});
        transaction.execute(
            "INSERT INTO absence_change(import, absence, category_before) "
            "SELECT id, ?, 'IMPREVUE' FROM absence_import",
            {ByteView{absence.id}});
    });
    freeze(who);
    EXPECT_EQ(erase().frozen.at("imports"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM absence_change"), 1);
    choose([&](const auto& choices, auto& transaction) { choices.resume(transaction, who.id); });
    EXPECT_EQ(erase().erased.at("imports"), 1);
}

TEST_F(Retention, the_page_and_the_count_beside_it_say_how_many_are_spared_and_why) {
    auto frozen = person(1, std::nullopt);
    row_of(frozen, "signal", day("2025-06-01"));
    row_of(frozen, "signal", day("2025-06-02"));
    freeze(frozen);
    auto waiting = person(2, std::nullopt);
    row_of(waiting, "signal", day("2025-06-01"));
    ask(waiting, "correction");
    instance.add_account(Role::administrator, "admin");
    Visitor administrator{instance};
    administrator.sign_in("admin", Role::administrator);
    const auto page = administrator.get("/administration/conservation");
    EXPECT_TRUE(shows(page, "2 gardés : la personne a demandé le gel.")) << page.body;
    EXPECT_TRUE(shows(page, "1 gardé : une demande de la personne attend sa réponse.")) << page.body;
}

// « Mes données » asks the other way round: until which day? Whoever left may lose a case a little earlier
// than was said, because what kept it together goes; never later.
TEST_F(Retention, the_last_day_that_a_person_is_told_is_the_one_before_the_night_that_erases) {
    std::minstd_rand draw{20260312};
    const auto below = [&](int end) { return static_cast<int>(draw() % static_cast<unsigned>(end)); };
    for (int number_of = 1; number_of <= 14; ++number_of) {
        instance.clock().set(day("2026-03-12"));
        const bool has_left = number_of % 2 == 0;
        const auto who =
            person(number_of, has_left ? std::optional{today() - Days{below(25)}} : std::nullopt);
        std::vector<Row> rows{talk(who, today() - Days{below(50)}, std::nullopt, number_of % 3 == 0)};
        for (const std::string table : {"signal", "absence", "suggestion", "legal_stop", "milestone"})
            rows.push_back(row_of(who, table, today() - Days{below(50)}));
        if (number_of % 4 > 1) rows.push_back(row_of(who, "visit_request", today() - Days{3}, rows[0].id));
        if (number_of % 5 == 0) rows.push_back(row_of(who, "invitation", today() - Days{2}, rows[0].id));
        if (number_of % 7 == 0) rows.push_back(row_of(who, "measures", today() - Days{1}));
        std::multimap<Date, Row> told;
        for (const auto& row : rows)
            if (const auto until = told_about(who, row)) told.emplace(*until, row);
        EXPECT_GE(told.size(), has_left ? 6U : 3U);
        for (auto first = told.begin(); first != told.end();) {
            const auto until = first->first;
            const auto after = told.upper_bound(until);
            instance.clock().set(until);
            erase();
            for (auto row = first; row != after; ++row)
                EXPECT_TRUE(has_left || left().contains(row->second.id))
                    << row->second.table << " went before " << iso_date(until);
            instance.clock().set(until + Days{1});
            erase();
            for (auto row = first; row != after; ++row)
                EXPECT_FALSE(left().contains(row->second.id))
                    << row->second.table << " stayed after " << iso_date(until);
            first = after;
        }
    }
}

TEST_F(Retention, a_person_is_told_no_end_while_the_data_are_frozen) {
    auto who = person(1, std::nullopt);
    const auto row = row_of(who, "signal", today());
    EXPECT_TRUE(told_about(who, row));
    freeze(who);
    EXPECT_FALSE(told_about(who, row));
}

TEST(HeldWords, give_the_numbers_of_the_configuration) {
    RetentionSettings settings;
    settings.signals_months = 3;
    settings.after_departure_days = 10;
    settings.legal_months = 36;
    settings.audit_readings_months = 7;
    const auto words = held_words(settings);
    EXPECT_NE(words.at(HeldKind::signal).find("3 mois après le fait"), std::string::npos);
    EXPECT_NE(words.at(HeldKind::signal).find("au plus 10 jours après votre départ"), std::string::npos);
    EXPECT_EQ(words.at(HeldKind::milestone), "3 ans après votre départ.");
    EXPECT_EQ(words.at(HeldKind::reading), "7 mois au plus.");
    const auto frozen = held_words_while_frozen(settings);
    EXPECT_EQ(frozen.at(HeldKind::signal), "tant que dure le gel que vous avez demandé.");
    EXPECT_EQ(frozen.at(HeldKind::reading), "7 mois au plus.");
}

TEST_F(Retention, a_preview_changes_nothing_at_all) {
    const auto who = person(1, day("2019-01-01"));
    row_of(who, "signal", day("2018-12-01"));
    const auto before = left();
    const auto entries = number("SELECT count(*) FROM audit_entry");
    const auto counts = preview_erasure(instance.services(), instance.clock().now());
    EXPECT_EQ(counts.erased.at("signals"), 1);
    EXPECT_EQ(counts.erased.at("people"), 1);
    EXPECT_EQ(left(), before);
    EXPECT_EQ(number("SELECT count(*) FROM audit_entry"), entries);
    EXPECT_TRUE(has_key(who.id.bytes));
}

TEST_F(Retention, the_log_gives_a_number_and_names_nobody) {
    const auto who = person(1, std::nullopt);
    for (int i = 0; i < 3; ++i) row_of(who, "signal", day("2025-06-01"));
    erase();
    EXPECT_EQ(number("SELECT count(*) FROM audit_entry WHERE action = 'retention.erase signals 3'"), 1);
    EXPECT_EQ(
        number("SELECT count(*) FROM audit_entry WHERE action LIKE 'retention.%' AND object IS NOT NULL"), 0);
}

// An installation that was closed for years, then opened: more rows than one transaction takes.
TEST_F(Retention, many_rows_go_in_small_transactions) {
    const auto who = person(1, std::nullopt);
    for (int i = 0; i < 450; ++i) row_of(who, "signal", day("2025-06-01") - Days{i % 300});
    EXPECT_EQ(erase().erased.at("signals"), 450);
    EXPECT_EQ(number("SELECT count(*) FROM audit_entry WHERE action LIKE 'retention.erase signals %'"), 3);
    const auto nights = instance.services().cases.read(
        [](const storage::Reader& reader) { return storage::nights_of_retention(reader, 3); });
    ASSERT_EQ(nights.size(), 1U);
    EXPECT_EQ(nights.front().erased.at("signals"), 450);
}

TEST_F(Retention, a_closed_account_loses_its_name_and_its_key_and_what_it_did_stays_told_by_role) {
    const auto closed = instance.add_account(Role::referent, "partie");
    write([&](auto& transaction) {
        transaction.execute("UPDATE account SET disabled_at = ? WHERE id = ?",
                            {Instant{day("2025-03-01")}, closed});
    });
    EXPECT_EQ(erase().erased.at("accounts"), 1);
    EXPECT_FALSE(has_key(closed.bytes));
    EXPECT_TRUE(has_key(account.bytes));
    EXPECT_EQ(
        number(
            "SELECT count(*) FROM account WHERE id = ? AND role = 'referent' AND length(sealed_profile) = 0 "
            "AND length(password) = 0 AND sealed_totp IS NULL",
            {closed}),
        1);
    Visitor administrator{instance};
    instance.add_account(Role::administrator, "admin");
    administrator.sign_in("admin", Role::administrator);
    EXPECT_EQ(administrator.get("/administration").status, 200);
}

// Whether somebody sent, refused or said nothing: the same entries, the same numbers.
TEST_F(Retention, numbers_and_entries_of_a_night_do_not_tell_who_had_answered) {
    const auto night = [](bool answered) {
        TestInstance other;
        auto& services = other.services();
        const auto receipt = services.randomness.new_id<ReceiptId>();
        if (answered)
            services.cases.write([&](storage::Transaction& transaction) {
                transaction.execute(
                    "INSERT INTO receipt(id, oh_service, canonical, receipt_hash, given_at, expires_on, "
                    "lock) VALUES (?, ?, x'00', ?, 0, 0, x'')",
                    {receipt, other.oh_service, Digest{}});
                services.audit.record(transaction,
                                      {other.clock().now(), std::nullopt, "test.prepare", std::nullopt});
            });
        const auto last = services.cases.read([](const storage::Reader& reader) {
            return reader.number("SELECT max(sequence) FROM audit_entry");
        });
        const auto counts = erase_due(services, other.clock().now());
        EXPECT_EQ(services.cases.read([](const storage::Reader& reader) {
            return reader.number("SELECT count(*) FROM receipt");
        }),
                  0);
        auto told = services.cases.read([&](const storage::Reader& reader) {
            return reader.all("SELECT action FROM audit_entry WHERE sequence > ?", {last},
                              [](const storage::Row& row) { return row.text(0); });
        });
        for (const auto& [kind, erased] : counts.erased) told.push_back(kind + " " + std::to_string(erased));
        return told;
    };
    EXPECT_EQ(night(true), night(false));
}

TEST_F(Retention, the_administrator_reads_periods_sources_and_numbers_and_nobody_else_does) {
    const auto who = person(1, std::nullopt);
    row_of(who, "signal", day("2025-06-01"));
    instance.add_account(Role::administrator, "admin");
    Visitor administrator{instance};
    administrator.sign_in("admin", Role::administrator);
    auto page = administrator.get("/administration/conservation");
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(shows(page, "Aucune nuit n’a encore été faite."));
    EXPECT_NE(page.body.find("Faits de travail sans suite</dt><dd>Cette nuit\u00A0: 1</dd>"),
              std::string::npos)
        << page.body;
    EXPECT_TRUE(shows(page, "6 mois après le fait."));
    EXPECT_TRUE(shows(page, "prescription de cinq ans"));
    EXPECT_EQ(page.body.find("Préconisations et réponses</dt><dd>Cette nuit"), std::string::npos)
        << "a kind of which nothing is due fills no line";
    run_nightly(instance.services(), instance.clock().now());
    page = administrator.get("/administration/conservation");
    EXPECT_TRUE(shows(page, "Dernière nuit faite : jeudi 12 mars 2026") || shows(page, "12 mars 2026"));
    EXPECT_NE(
        page.body.find(
            "Faits de travail sans suite</dt><dd>Cette nuit\u00A0: 0<br>La nuit dernière\u00A0: 1</dd>"),
        std::string::npos)
        << page.body;
    Visitor referent{instance};
    referent.sign_in("referente", Role::referent);
    EXPECT_EQ(referent.get("/administration/conservation").status, 403);
}

// A year's figures come out when most of the year's facts are gone, and protect each other by counting again.
TEST_F(Retention, figures_count_a_person_once_whether_the_facts_are_erased_or_not) {
    auto& services = instance.services();
    const auto who = person(1, std::nullopt);
    const auto other = person(2, std::nullopt);
    write([&](auto& transaction) {
        storage::join_network(transaction, instance.network, instance.employer, day("2025-01-01"));
    });
    row_of(who, "signal", day("2025-02-03"));
    row_of(who, "signal", day("2025-11-03"));
    row_of(other, "signal", day("2025-03-03"));
    talk(who, day("2025-02-20"), std::nullopt, true);
    const auto counted = [&] {
        return services.cases.read([&](const storage::Reader& reader) {
            const storage::PeriodCounts counts{
                reader, services.keyed_hash, {day("2025-01-01"), day("2025-12-31")}};
            const storage::PeriodCounts quarter{
                reader, services.keyed_hash, {day("2025-04-01"), day("2025-06-30")}};
            auto people = counts.people_with_signals({"TENSIONS"});
            auto talked = counts.people("talks");
            EXPECT_TRUE(quarter.people_with_signals({"TENSIONS"}).empty());
            EXPECT_TRUE(counts.people_with_signals({"OBS_RETARD"}).empty());
            return std::pair{people[instance.employer].size(), talked[instance.employer].size()};
        });
    };
    const std::pair<std::size_t, std::size_t> both{2, 1};
    EXPECT_EQ(counted(), both);
    instance.clock().set(day("2026-01-02"));
    EXPECT_EQ(erase().erased.at("signals"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM interview"), 0);
    EXPECT_EQ(counted(), both);
    instance.clock().set(day("2027-04-02"));
    erase();
    EXPECT_EQ(number("SELECT count(*) FROM erased_count"), 0) << "a quarter after the year, nothing is left";
}

TEST(RetentionTable, has_a_line_with_a_period_and_a_source_for_each_kind) {
    const auto lines = retention_table(RetentionSettings{});
    for (const auto& kind : storage::retention_kinds()) {
        const auto line = std::ranges::find(lines, kind.name, &RetentionLine::kind);
        ASSERT_NE(line, lines.end()) << kind.name;
        EXPECT_EQ(line->counted, !kind.tells_answers) << kind.name;
        EXPECT_FALSE(line->period.empty() || line->source.empty()) << kind.name;
    }
}

}  // namespace
}  // namespace prevenance::api
