// What a night erases, held against a second opinion that knows the table of periods and nothing of the SQL.
#include "api/jobs/erase_due.h"

#include "api/jobs/nightly.h"
#include "api/people.h"
#include "storage/person_keys.h"
#include "storage/quarter_counts.h"
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <optional>
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
};

// The table of periods, said again in another way.
class SecondOpinion {
public:
    explicit SecondOpinion(Date today) : today_(today) {}

    std::set<IdBytes> kept(Person person) const {
        std::size_t before = 0;
        do {
            before = person.rows.size();
            const auto rows = person.rows;
            std::erase_if(person.rows, [&](const Row& row) { return goes(row, rows, person.left_on); });
        } while (person.rows.size() != before);
        std::set<IdBytes> ids;
        for (const auto& row : person.rows) ids.insert(row.id);
        const bool long_gone = person.left_on && over(*person.left_on, 12);
        if (!ids.empty() || !long_gone) ids.insert(person.id.bytes);
        return ids;
    }

private:
    bool over(Date from, int months) const { return add_months(from, Months{months}) < today_; }

    static bool is_step(const Row& row) {
        return (row.table == "interview" && !row.no_follow_up) || row.table == "visit_request" ||
               row.table == "invitation" || row.table == "measures";
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
        if (row.table == "absence") return gone || over(row.on, 12);
        if (row.table == "suggestion" && row.legal) return long_gone;
        if (row.table == "suggestion") return gone || (over(row.on, 6) && !followed(rows));
        if (row.table == "legal_stop" || row.table == "milestone") return long_gone;
        if (row.table == "visit_request" || row.table == "measures") return !followed(rows);
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
        if (row.table == "invitation") insert_invitation(transaction, who, row);
        if (row.table == "measures") {
            transaction.execute(
                "INSERT INTO measures(id, employer, employee, oh_service, talked_with_employee_on, "
                "talked_with_employer_on, sent_at, sent_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                {id, instance.employer, who.id, instance.oh_service, row.on, row.on, at, account});
            transaction.execute("INSERT INTO measure(measures, position, code) VALUES (?, 0, 'X')", {id});
        }
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

    std::set<IdBytes> left() {
        std::set<IdBytes> ids;
        instance.services().cases.read([&](const storage::Reader& reader) {
            const auto take = [&](const storage::Row& row) { ids.insert(row.id<FactId>(0).bytes); };
            reader.each(
                "SELECT id FROM signal UNION ALL SELECT id FROM absence UNION ALL SELECT id FROM suggestion "
                "UNION ALL SELECT id FROM legal_stop UNION ALL SELECT id FROM milestone UNION ALL "
                "SELECT id FROM interview UNION ALL SELECT id FROM visit_request UNION ALL "
                "SELECT id FROM invitation UNION ALL SELECT id FROM measures UNION ALL SELECT id FROM "
                "employee",
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
            for (const std::string table : {"signal", "absence", "suggestion", "suggestion", "legal_stop",
                                            "milestone", "visit_request", "invitation", "measures"})
                if (*rc::gen::inRange(0, 3) > 0)
                    who.rows.push_back(
                        row_of(who, table, ago(*rc::gen::element(200, 400, 1500)), who.rows.front().id));
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
        RC_ASSERT(counts.held_back.empty());
        const auto again = erase();
        RC_ASSERT(left() == remaining);
        RC_ASSERT(std::ranges::all_of(again.erased, [](const auto& count) { return count.second == 0; }));
    }));
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
    EXPECT_NE(page.body.find("<td>1</td><td>—</td><td>6 mois après le fait."), std::string::npos)
        << page.body;
    run_nightly(instance.services(), instance.clock().now());
    page = administrator.get("/administration/conservation");
    EXPECT_TRUE(shows(page, "Dernière nuit faite : jeudi 12 mars 2026") || shows(page, "12 mars 2026"));
    EXPECT_NE(page.body.find("<td>0</td><td>1</td><td>6 mois après le fait."), std::string::npos)
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
        transaction.execute(
            "INSERT INTO network_member(network, employer, joined_on) VALUES (?, ?, 0) "
            "ON CONFLICT DO NOTHING",
            {instance.network, instance.employer});
    });
    row_of(who, "signal", day("2025-02-03"));
    row_of(who, "signal", day("2025-11-03"));
    row_of(other, "signal", day("2025-03-03"));
    talk(who, day("2025-02-20"), std::nullopt, true);
    const auto counted = [&] {
        return services.cases.read([&](const storage::Reader& reader) {
            const storage::QuarterCounts counts{
                reader, services.keyed_hash, instance.network, {day("2025-01-01"), day("2025-12-31")}};
            const storage::QuarterCounts quarter{
                reader, services.keyed_hash, instance.network, {day("2025-04-01"), day("2025-06-30")}};
            const auto people = counts.people_with_signals({"TENSIONS"});
            const auto talked = counts.people_talked_with();
            EXPECT_TRUE(quarter.people_with_signals({"TENSIONS"}).empty());
            EXPECT_TRUE(counts.people_with_signals({"OBS_RETARD"}).empty());
            return std::pair{people.empty() ? 0 : people.front().persons,
                             talked.empty() ? 0 : talked.front().persons};
        });
    };
    EXPECT_EQ(counted(), std::pair(2, 1));
    instance.clock().set(day("2026-01-02"));
    EXPECT_EQ(erase().erased.at("signals"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM interview"), 0);
    EXPECT_EQ(counted(), std::pair(2, 1));
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
