// What the database itself refuses of a case, with every check of the program passed over: no note without a
// voice that confirmed, none after a withdrawal, no document without a visit, no word to the employer of an
// own request.
#include "storage/service_cases.h"

#include "storage/retention.h"
#include "tests/storage/alert_rows.h"
#include "tests/storage/temporary_database.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace prevenance::storage {
namespace {

const OhServiceId service = service_of_rows;
const OhServiceId other_service = numbered<OhServiceId>(4);
const EmployeeId person = numbered<EmployeeId>(7);
const AlertId alert = numbered<AlertId>(10);  // from a card
const AlertId own_request = numbered<AlertId>(11);
const Date arrival{std::chrono::year{2026} / std::chrono::March / 2};

class ServiceCasesTest : public testing::Test {
protected:
    ServiceCasesTest() {
        write([&](Transaction& transaction) {
            add_structure(transaction);
            transaction.execute("INSERT INTO oh_service VALUES (?, 'S', 'R', '01')", {other_service});
            add_person(transaction, person, arrival - Days{900});
            add_message(transaction, {alert, 20, person, Instant{arrival}, true});
            add_message(transaction, {own_request, 21, person, Instant{arrival}, false});
        });
    }

    void write(const std::function<void(Transaction&)>& work) {
        database->write([&](Transaction& transaction) {
            work(transaction);
            plain_audit_log().record(transaction, {Instant{}, std::nullopt, "test", std::nullopt});
        });
    }
    void note(const std::function<void(const ServiceCases&, Transaction&)>& work) {
        write([&](Transaction& transaction) {
            work(ServiceCases{transaction, MailboxScope::for_job(service)}, transaction);
        });
    }
    void refuses(const std::function<void(const ServiceCases&, Transaction&)>& work) {
        EXPECT_THROW(note(work), ConstraintViolated);
    }
    void confirm(AlertId id) {
        write([&](Transaction& transaction) {
            transaction.execute("UPDATE alert_follow_up SET confirmed_at = ? WHERE alert = ?",
                                {Instant{arrival}, id});
        });
    }
    void hold_visit(AlertId id) {
        write([&](Transaction& transaction) {
            transaction.execute(
                "UPDATE alert_follow_up SET visit_kind = 'other', visit_on = ?1, visited_on = ?1 WHERE alert "
                "= ?2",
                {arrival + Days{7}, id});
        });
    }
    void withdraw(std::uint8_t number) {
        write([&](Transaction& transaction) {
            transaction.execute("UPDATE receipt SET withdrawn_at = ? WHERE id = ?",
                                {Instant{arrival} + std::chrono::hours{1000}, numbered<ReceiptId>(number)});
        });
    }
    std::optional<CaseRecord> found(AlertId id, OhServiceId of = service) {
        return database->read([&](const Reader& reader) {
            return ServiceCases{reader, MailboxScope::for_job(of)}.find(id);
        });
    }
    std::int64_t number(Sql sql) {
        return database->read([&](const Reader& reader) { return reader.number(sql); });
    }
    std::int64_t rows() {
        return number(
            "SELECT (SELECT count(*) FROM service_case) + (SELECT count(*) FROM case_visit) + "
            "(SELECT count(*) FROM case_document) + (SELECT count(*) FROM case_contact) + "
            "(SELECT count(*) FROM case_follow_up)");
    }
    // Every note a case can have.
    void fill(AlertId id, bool with_employer) {
        confirm(id);
        hold_visit(id);
        note([&](const ServiceCases& cases, Transaction& transaction) {
            cases.note_visit(transaction, id, {"other", arrival + Days{7}, "held", arrival + Days{7}});
            cases.add(transaction, id, CaseDocument{"ATTESTATION_SUIVI", arrival + Days{7}});
            cases.add(transaction, id, CaseContact{"employee", arrival + Days{8}, {}, {}});
            if (with_employer)
                cases.add(transaction, id, CaseContact{"employer", arrival + Days{9}, {}, arrival + Days{8}});
            cases.add(transaction, id,
                      CaseContact{"partner", arrival + Days{9}, "cap_emploi", arrival + Days{8}});
            cases.enter(transaction, id, arrival + Days{10});
            cases.leave(transaction, id, arrival + Days{79}, ExitKind::positive, CaseOutcome::internal_post);
            cases.ask(transaction, id, 6, arrival + Days{280});
            EXPECT_TRUE(cases.answer(transaction, id,
                                     {{6, std::nullopt, arrival + Days{290}}, true, "adapted", false}));
        });
    }

    TemporaryFolder folder;
    std::unique_ptr<Database> database = open_cases(folder);
};

TEST_F(ServiceCasesTest, what_is_noted_is_read_back) {
    fill(alert, true);
    const auto record = found(alert);
    ASSERT_TRUE(record);
    const auto& dates = record->line.dates;
    EXPECT_EQ(dates.entered_on, arrival + Days{10});
    EXPECT_EQ(dates.left_on, arrival + Days{79});
    EXPECT_EQ(dates.exit, ExitKind::positive);
    EXPECT_EQ(dates.outcome, CaseOutcome::internal_post);
    EXPECT_FALSE(dates.is_own_request);
    ASSERT_EQ(record->visits.size(), 1U);
    EXPECT_EQ(record->documents.at(0).kind, "ATTESTATION_SUIVI");
    ASSERT_EQ(record->contacts.size(), 3U);
    EXPECT_EQ(record->contacts[0].with_whom, "employee");
    ASSERT_EQ(record->follow_ups.size(), 1U);
    EXPECT_EQ(record->follow_ups[0].post, "adapted");
    EXPECT_EQ(record->follow_ups[0].help_wished, false);
    const auto lines = database->read([&](const Reader& reader) {
        return ServiceCases{reader, MailboxScope::for_job(service)}.all();
    });
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].dates, dates);
    EXPECT_EQ(lines[0].follow_ups, record->line.follow_ups);
}

TEST_F(ServiceCasesTest, another_services_case_is_nobodys) {
    fill(alert, true);
    EXPECT_FALSE(found(alert, other_service));
    EXPECT_TRUE(database
                    ->read([&](const Reader& reader) {
                        return ServiceCases{reader, MailboxScope::for_job(other_service)}.all();
                    })
                    .empty());
}

TEST_F(ServiceCasesTest, nothing_is_noted_before_the_voice) {
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.enter(transaction, alert, arrival);
    });
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.decline(transaction, alert, arrival, std::nullopt);
    });
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.note_visit(transaction, alert, {"other", arrival, "absent", arrival});
    });
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.add(transaction, alert, CaseContact{"employer", arrival, {}, arrival});
    });
    EXPECT_EQ(rows(), 0);
}

TEST_F(ServiceCasesTest, the_employer_is_spoken_to_with_an_agreement_only_and_never_about_an_own_request) {
    confirm(alert);
    confirm(own_request);
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.add(transaction, alert, CaseContact{"employer", arrival, {}, {}});
    });
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.add(transaction, alert, CaseContact{"employer", arrival, {}, arrival + Days{1}});
    });
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.add(transaction, alert, CaseContact{"partner", arrival, "cap_emploi", {}});
    });
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.add(transaction, own_request, CaseContact{"employer", arrival, {}, arrival});
    });
    note([](const ServiceCases& cases, Transaction& transaction) {
        cases.add(transaction, alert, CaseContact{"employer", arrival, {}, arrival});
    });
    EXPECT_EQ(rows(), 1);
}

TEST_F(ServiceCasesTest, the_order_of_things_is_the_databases_too) {
    confirm(alert);
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.add(transaction, alert, CaseDocument{"AVIS_APTITUDE", arrival});
    });
    hold_visit(alert);
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.add(transaction, alert, CaseDocument{"AVIS_APTITUDE", arrival + Days{6}});
    });
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.add(transaction, alert, CaseDocument{"COMPTE_RENDU", arrival + Days{7}});
    });
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.ask(transaction, alert, 6, arrival);
    });
    note([](const ServiceCases& cases, Transaction& transaction) {
        cases.enter(transaction, alert, arrival);
    });
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.leave(transaction, alert, arrival - Days{1}, ExitKind::positive, CaseOutcome::retraining);
    });
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.enter(transaction, alert, arrival);
    });
    refuses([](const ServiceCases&, Transaction& transaction) {
        transaction.execute("UPDATE service_case SET left_on = entered_on, exit_kind = 'positive'");
    });
    refuses([](const ServiceCases&, Transaction& transaction) {
        transaction.execute("UPDATE service_case SET outcome = 'unfitness'");
    });
    refuses([](const ServiceCases&, Transaction& transaction) {
        transaction.execute("UPDATE service_case SET entered_on = entered_on - 1");
    });
    EXPECT_EQ(rows(), 1);
}

TEST_F(ServiceCasesTest, after_a_withdrawal_nothing_is_added_and_nothing_is_shown) {
    confirm(alert);
    hold_visit(alert);
    note([](const ServiceCases& cases, Transaction& transaction) {
        cases.enter(transaction, alert, arrival + Days{10});
        cases.leave(transaction, alert, arrival + Days{20}, ExitKind::negative, CaseOutcome::unfitness);
        cases.ask(transaction, alert, 6, arrival + Days{210});
    });
    const auto before = rows();
    withdraw(20);
    EXPECT_FALSE(found(alert));
    for (const auto& line : database->read([&](const Reader& reader) {
             return ServiceCases{reader, MailboxScope::for_job(service)}.all();
         }))
        EXPECT_NE(line.alert, alert);
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.answer(transaction, alert, {{6, std::nullopt, arrival + Days{220}}, true, "same", false});
    });
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.add(transaction, alert, CaseContact{"employee", arrival + Days{30}, {}, {}});
    });
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.add(transaction, alert, CaseDocument{"AVIS_INAPTITUDE", arrival + Days{30}});
    });
    EXPECT_EQ(rows(), before);
}

TEST_F(ServiceCasesTest, an_answer_says_all_or_nothing) {
    confirm(alert);
    note([](const ServiceCases& cases, Transaction& transaction) {
        cases.enter(transaction, alert, arrival);
        cases.leave(transaction, alert, arrival + Days{5}, ExitKind::positive, CaseOutcome::retraining);
        cases.ask(transaction, alert, 12, arrival + Days{370});
    });
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.answer(transaction, alert,
                     {{12, std::nullopt, arrival + Days{371}}, true, std::nullopt, false});
    });
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.answer(transaction, alert, {{12, std::nullopt, arrival + Days{371}}, false, "same", false});
    });
    refuses([](const ServiceCases& cases, Transaction& transaction) {
        cases.answer(transaction, alert,
                     {{12, std::nullopt, arrival + Days{369}}, false, std::nullopt, true});
    });
    note([](const ServiceCases& cases, Transaction& transaction) {
        EXPECT_FALSE(
            cases.answer(transaction, alert, {{6, std::nullopt, arrival + Days{371}}, false, {}, true}));
        EXPECT_TRUE(
            cases.answer(transaction, alert, {{12, std::nullopt, arrival + Days{371}}, false, {}, true}));
        EXPECT_FALSE(
            cases.answer(transaction, alert, {{12, std::nullopt, arrival + Days{372}}, false, {}, true}));
    });
}

TEST_F(ServiceCasesTest, a_visit_without_the_person_can_be_planned_again) {
    confirm(alert);
    write([&](Transaction& transaction) {
        transaction.execute("UPDATE alert_follow_up SET visit_kind = 'other', visit_on = ? WHERE alert = ?",
                            {arrival + Days{7}, alert});
    });
    note([](const ServiceCases& cases, Transaction& transaction) {
        cases.note_visit(transaction, alert, {"other", arrival + Days{7}, "absent", arrival + Days{7}});
    });
    const auto record = found(alert);
    EXPECT_FALSE(record->line.visit_on);
    EXPECT_EQ(record->visits.at(0).result, "absent");
}

TEST_F(ServiceCasesTest, only_a_card_tells_that_somebody_left_the_employer) {
    const auto left = [&](AlertId id, Date today) {
        return database->read([&](const Reader& reader) {
            return ServiceCases{reader, MailboxScope::for_job(service)}.left_the_employer(id, today);
        });
    };
    EXPECT_FALSE(left(alert, arrival));
    write([&](Transaction& transaction) {
        transaction.execute("UPDATE employee SET left_on = ?", {arrival + Days{50}});
    });
    EXPECT_FALSE(left(alert, arrival + Days{50})) << "the last day of work";
    EXPECT_TRUE(left(alert, arrival + Days{51}));
    EXPECT_FALSE(left(own_request, arrival + Days{51}));
}

TEST_F(ServiceCasesTest, it_is_erased_with_its_alert_and_not_before_its_last_follow_up) {
    fill(alert, true);
    const auto due = [&](Date today) {
        return database->read([&](const Reader& reader) {
            RetentionLimits limits{};
            limits.alerts = add_months(today, Months{-24});
            limits.withdrawn_alerts = today - Days{30};
            limits.accompaniments = add_months(today, Months{-27});
            std::vector<Bytes> keys;
            for (const auto& kind : retention_kinds())
                if (kind.name == "alerts")
                    for (const auto& row : kind.due(reader, limits)) keys.push_back(row.key);
            return keys;
        });
    };
    const Bytes key{alert.bytes.begin(), alert.bytes.end()};
    const auto exit = arrival + Days{79};
    EXPECT_FALSE(std::ranges::count(due(add_months(exit, Months{26})), key)) << "the follow-up of 24 months";
    EXPECT_TRUE(std::ranges::count(due(add_months(exit, Months{28})), key));
    write([&](Transaction& transaction) {
        for (const auto& kind : retention_kinds())
            if (kind.name == "alerts") kind.erase(transaction, key);
    });
    EXPECT_EQ(rows(), 0);
}

}  // namespace
}  // namespace prevenance::storage
