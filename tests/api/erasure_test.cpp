// Erasing a person: what is gone, what stays, what an old backup cannot bring back, what lies on the disk.
#include "api/erasure.h"

#include "api/people.h"
#include "api/person_keys.h"
#include "api/screening.h"
#include "storage/alerts.h"
#include "storage/case_file.h"
#include "storage/erasure.h"
#include "storage/invitations.h"
#include "storage/processing_choices.h"
#include "tests/api/invitation_scene.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace prevenance::api {
namespace {

std::string bytes_of_file(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::stringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
}

// Every file of the data folder, the write-ahead logs included.
bool lies_on_disk(const TestInstance& instance, std::string_view needle) {
    for (const auto& entry : std::filesystem::directory_iterator(instance.folder() / "data"))
        if (bytes_of_file(entry.path()).find(needle) != std::string::npos) return true;
    return false;
}

std::string text(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

class Erasure : public testing::Test {
protected:
    Services& services() { return scene.instance.services(); }
    EmployerScope scope() { return EmployerScope::for_job(scene.instance.employer); }
    Instant now() { return scene.instance.clock().now(); }

    std::optional<storage::EmployeeRecord> row(EmployeeId id) {
        return services().cases.read([&](const storage::Reader& reader) {
            return storage::Employees{reader, scope()}.find(id);
        });
    }
    std::optional<storage::ReceiptRecord> receipt() {
        return services().cases.read([](const storage::Reader& reader) {
            const auto id = reader.one("SELECT id FROM receipt", {},
                                       [](const storage::Row& found) { return found.id<ReceiptId>(0); });
            return id ? storage::find_receipt(reader, *id) : std::nullopt;
        });
    }
    void erase(EmployeeId id) { ASSERT_TRUE(erase_person(services(), scope(), id, std::nullopt, now())); }
    bool chain_holds() {
        return !services().cases.read(
            [&](const storage::Reader& reader) { return services().audit.first_break(reader); });
    }
    void withdraw(const Card& card) {
        Visitor person{scene.instance};
        ASSERT_EQ(person.post_exactly(card.path() + "/retrait", {{"code", card.code}}).status, 200);
    }
    void deliver_everything() {
        services().cases.write([&](storage::Transaction& transaction) {
            transaction.execute("UPDATE sealed_alert SET delivered_at = ?", {now()});
            transaction.mark_housekeeping();
        });
    }
    // prevenance.db as a nightly backup would have it: one whole file.
    void keep_backup() {
        ASSERT_TRUE(services().cases.empty_log());
        std::filesystem::copy_file(data() / "prevenance.db", scene.instance.folder() / "backup.db");
    }
    void restore_backup() {
        ASSERT_TRUE(scene.instance.restart([&](Settings&) {
            std::filesystem::remove(data() / "prevenance.db-wal");
            std::filesystem::remove(data() / "prevenance.db-shm");
            std::filesystem::copy_file(scene.instance.folder() / "backup.db", data() / "prevenance.db",
                                       std::filesystem::copy_options::overwrite_existing);
        }));
    }
    std::filesystem::path data() { return scene.instance.folder() / "data"; }

    InvitationScene scene;
};

TEST_F(Erasure, takes_the_key_and_every_row_and_leaves_the_others_alone) {
    const auto other = scene.instance.add_employee("0902", "Claude", "Voisin");
    scene.record_signal(other, "RETARDS_OUBLIS", "2026-02-18");
    scene.hand_over();
    erase(scene.person);
    EXPECT_FALSE(find_employee(services(), scope(), scene.person));
    EXPECT_FALSE(find_person_key(services(), scene.person.bytes));
    services().cases.read([&](const storage::Reader& reader) {
        const auto rows = storage::rows_about(reader, scene.person);
        EXPECT_EQ(rows.signals + rows.absences + rows.talks + rows.invitations + rows.suggestions, 0);
        EXPECT_EQ(storage::rows_about(reader, other).signals, 1);
        return true;
    });
    EXPECT_EQ(full_name(find_employee(services(), scope(), other).value()), "Claude Voisin");
    EXPECT_EQ(services().cases.integrity(), "ok");
    EXPECT_TRUE(chain_holds());
}

TEST_F(Erasure, leaves_neither_ciphertexts_nor_keys_in_any_file) {
    const auto other = scene.instance.add_employee("0902", "Claude", "Voisin");
    const auto sealed = text(row(scene.person)->sealed_person);
    const auto index = text(row(scene.person)->payroll_index);
    const auto others = text(row(other)->sealed_person);
    const auto wrapped = text(*services().keys.read([&](const storage::Reader& reader) {
        return reader.one("SELECT wrapped_key FROM person_key WHERE id = ?", {scene.person},
                          [](const storage::Row& found) { return found.blob(0); });
    }));
    ASSERT_TRUE(lies_on_disk(scene.instance, sealed));
    ASSERT_TRUE(lies_on_disk(scene.instance, index));
    ASSERT_TRUE(lies_on_disk(scene.instance, wrapped));
    erase(scene.person);
    EXPECT_FALSE(lies_on_disk(scene.instance, sealed));
    EXPECT_FALSE(lies_on_disk(scene.instance, index));
    EXPECT_FALSE(lies_on_disk(scene.instance, wrapped));
    EXPECT_TRUE(lies_on_disk(scene.instance, others)) << "somebody else's words went too";
    EXPECT_FALSE(scene.on_disk("CANARI-Vasseur"));
}

TEST_F(Erasure, of_another_employers_person_is_refused_like_that_of_nobody) {
    const auto foreign = scene.instance.add_employee_of(scene.instance.other_employer,
                                                        scene.instance.other_team, "1", "Autre", "Personne");
    const auto nobody = services().randomness.new_id<EmployeeId>();
    EXPECT_EQ(erase_person(services(), scope(), foreign, std::nullopt, now()).error().code,
              ErrorCode::not_found);
    EXPECT_EQ(erase_person(services(), scope(), nobody, std::nullopt, now()).error().code,
              ErrorCode::not_found);
    EXPECT_TRUE(find_person_key(services(), foreign.bytes));
}

TEST_F(Erasure, a_backup_put_back_revives_nobody) {
    ASSERT_TRUE(scene.instance.restart());
    const auto other = scene.instance.add_employee("0902", "Claude", "Voisin");
    keep_backup();
    erase(scene.person);
    restore_backup();
    EXPECT_FALSE(row(scene.person));
    EXPECT_FALSE(find_employee(services(), scope(), scene.person));
    EXPECT_EQ(full_name(find_employee(services(), scope(), other).value()), "Claude Voisin");
    EXPECT_TRUE(chain_holds());
    EXPECT_EQ(services().cases.integrity(), "ok");
}

TEST_F(Erasure, a_backup_put_back_revives_no_agreement_and_shows_no_alert) {
    const auto card = scene.hand_over();
    ASSERT_EQ(scene.send(card).status, 200);
    deliver_everything();
    keep_backup();
    withdraw(card);
    restore_backup();
    ASSERT_TRUE(receipt());
    EXPECT_TRUE(receipt()->withdrawn_at) << "the agreement stands again";
    services().cases.read([&](const storage::Reader& reader) {
        const auto alerts =
            storage::Mailbox{reader, MailboxScope::for_job(scene.instance.oh_service)}.delivered();
        EXPECT_EQ(alerts.size(), 1U);
        EXPECT_TRUE(alerts.front().withdrawn_at);
        return true;
    });
    EXPECT_TRUE(chain_holds());
    const auto entries = services().cases.read([](const storage::Reader& reader) {
        return reader.number("SELECT count(*) FROM audit_entry WHERE action = 'restore.undo_again'");
    });
    EXPECT_EQ(entries, 1);
}

TEST_F(Erasure, and_a_withdrawal_of_one_person_both_hold_after_a_restore) {
    const auto card = scene.hand_over();
    ASSERT_EQ(scene.send(card).status, 200);
    deliver_everything();
    keep_backup();
    withdraw(card);
    erase(scene.person);
    restore_backup();
    EXPECT_FALSE(row(scene.person));
    EXPECT_TRUE(receipt()->withdrawn_at);
    EXPECT_TRUE(chain_holds());
    EXPECT_EQ(services().cases.integrity(), "ok");
}

TEST_F(Erasure, a_backup_from_before_the_sending_keeps_a_withdrawn_card_closed) {
    const auto card = scene.hand_over();
    keep_backup();
    ASSERT_EQ(scene.send(card).status, 200);
    withdraw(card);
    restore_backup();
    EXPECT_EQ(scene.count("content"), 0);
    EXPECT_EQ(scene.send(card).status, 200);
    EXPECT_EQ(scene.count("receipt"), 0) << "a withdrawn card sent again";
}

TEST_F(Erasure, a_backup_put_back_keeps_a_refused_card_closed_and_lets_a_sent_one_send_again) {
    const auto refused = scene.hand_over();
    scene.person = scene.instance.add_employee("0902", "Claude", "Voisin");
    scene.record_talk(scene.person);
    scene.record_signal(scene.person, "RETARDS_OUBLIS", "2026-02-18");
    const auto sent = scene.hand_over();
    keep_backup();
    ASSERT_EQ(scene.answer(refused, {{"answer", "refuse"}}).status, 200);
    const Fields words{{"kept", "0"}, {"reach", "06 39 98 00 00"}, {"language", "fr"}};
    ASSERT_EQ(scene.send(sent, words).status, 200);
    EXPECT_EQ(scene.count("receipt"), 1);
    restore_backup();
    EXPECT_EQ(scene.count("receipt"), 0);
    EXPECT_EQ(scene.count("content"), 1);
    ASSERT_EQ(scene.send(sent, words).status, 200);
    EXPECT_EQ(scene.count("receipt"), 1);
}

TEST_F(Erasure, an_objection_holds_after_a_restore_and_one_taken_back_does_not) {
    const auto other = scene.instance.add_employee("0902", "Claude", "Voisin");
    keep_backup();
    const auto choose = [&](auto change) {
        services().cases.write([&](storage::Transaction& transaction) {
            change(storage::ProcessingChoices{transaction, scope()}, transaction);
            transaction.mark_housekeeping();
        });
        ship_tombstones(services(), now());
    };
    choose([&](const auto& choices, auto& transaction) { choices.object(transaction, scene.person, now()); });
    choose([&](const auto& choices, auto& transaction) { choices.limit(transaction, other, now()); });
    choose([&](const auto& choices, auto& transaction) { choices.resume(transaction, other); });
    restore_backup();
    services().cases.read([&](const storage::Reader& reader) {
        const storage::ProcessingChoices choices{reader, scope()};
        EXPECT_TRUE(choices.of(scene.person).objected_at);
        EXPECT_FALSE(choices.of(other).stops_signals());
        return true;
    });
}

TEST_F(Erasure, a_keys_file_put_back_with_the_list_kept_elsewhere_loses_the_key_again) {
    ASSERT_TRUE(services().keys.empty_log());
    std::filesystem::copy_file(data() / "keys.db", scene.instance.folder() / "keys-backup.db");
    keep_backup();
    erase(scene.person);
    const auto kept =
        services().keys.read([](const storage::Reader& reader) { return storage::tombstones(reader); });
    ASSERT_EQ(kept.size(), 1U);
    ASSERT_TRUE(scene.instance.restart([&](Settings&) {
        for (const auto* name : {"keys.db", "prevenance.db"}) {
            std::filesystem::remove(data() / (std::string{name} + "-wal"));
            std::filesystem::remove(data() / (std::string{name} + "-shm"));
        }
        const auto over = std::filesystem::copy_options::overwrite_existing;
        std::filesystem::copy_file(scene.instance.folder() / "keys-backup.db", data() / "keys.db", over);
        std::filesystem::copy_file(scene.instance.folder() / "backup.db", data() / "prevenance.db", over);
    }));
    ASSERT_TRUE(find_employee(services(), scope(), scene.person)) << "both files are of yesterday";
    EXPECT_EQ(take_back_tombstones(services(), kept), 1);
    EXPECT_EQ(take_back_tombstones(services(), kept), 0);
    EXPECT_EQ(replay_tombstones(services(), now()).people, 1);
    EXPECT_FALSE(find_person_key(services(), scene.person.bytes));
    EXPECT_FALSE(row(scene.person));
}

TEST_F(Erasure, of_the_facts_alone_keeps_the_file_and_what_the_legal_calendar_needs) {
    scene.record_absence(scene.person, "2025-10-01", "2025-11-20");
    keep_backup();
    ASSERT_TRUE(erase_facts(services(), scope(), scene.person, std::nullopt, now()));
    const auto check = [&] {
        EXPECT_TRUE(find_employee(services(), scope(), scene.person));
        services().cases.read([&](const storage::Reader& reader) {
            const storage::CaseFile file{reader, scope()};
            EXPECT_TRUE(file.signals_about(scene.person).empty());
            const auto absences = file.absences_of(scene.person);
            EXPECT_EQ(absences.size(), 1U) << "a long absence belongs to the legal calendar";
            return true;
        });
    };
    check();
    restore_backup();
    check();
    EXPECT_TRUE(chain_holds());
}

TEST_F(Erasure, what_was_noted_after_the_facts_were_erased_is_not_taken_by_a_restart) {
    ASSERT_TRUE(erase_facts(services(), scope(), scene.person, std::nullopt, now()));
    scene.instance.clock().move(std::chrono::hours{1});
    scene.record_signal(scene.person, "RETARDS_OUBLIS", "2026-03-11");
    ASSERT_TRUE(scene.instance.restart());
    services().cases.read([&](const storage::Reader& reader) {
        EXPECT_EQ(storage::rows_about(reader, scene.person).signals, 1);
        return true;
    });
}

// Whoever adds a table about people meets this test: erasing has to know it.
TEST_F(Erasure, knows_every_table_that_points_at_a_person_or_a_card) {
    const auto pointing = services().cases.read([](const storage::Reader& reader) {
        return reader.all(
            "SELECT DISTINCT m.name FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f "
            "WHERE m.type = 'table' AND f.\"table\" IN ('employee', 'invitation', 'interview', 'absence') "
            "ORDER BY m.name",
            {}, [](const storage::Row& found) { return found.text(0); });
    });
    const std::vector<std::string> known{"absence",           "absence_change", "action_plan",       "interview",
                                         "interview_topic",   "invitation",     "invitation_content",
                                         "legal_stop",        "measures",       "milestone",
                                         "processing_choice", "receipt",        "replaced_invitation",
                                         "rights_request",    "signal",         "suggestion",
                                         "visit_request"};
    EXPECT_EQ(pointing, known);
}

TEST_F(Erasure, rules_about_signals_leave_somebody_alone_who_objected_and_the_calendar_goes_on) {
    for (const auto* day : {"2026-02-10", "2026-02-20", "2026-03-02"})
        scene.record_absence(scene.person, day, day);
    scene.record_absence(scene.person, "2026-03-03", "2026-04-30");
    const auto screen = [&] {
        services().cases.write([&](storage::Transaction& transaction) {
            screen_employer(transaction, services(), scope(), now());
            screen_employee(transaction, services(), scope(), scene.person, now());
            transaction.mark_housekeeping();
        });
    };
    const auto open = [&](RuleFamily family) {
        return services().cases.read([&](const storage::Reader& reader) {
            return std::ranges::count_if(
                storage::CaseFile{reader, scope()}.suggestions_about(scene.person),
                [&](const auto& suggestion) { return suggestion.is_open() && suggestion.family == family; });
        });
    };
    scene.instance.clock().set(*parse_iso_date("2026-04-08"));
    screen();
    ASSERT_GT(open(RuleFamily::signal), 0);
    const auto deadlines = open(RuleFamily::legal);
    ASSERT_GT(deadlines, 0);
    services().cases.write([&](storage::Transaction& transaction) {
        storage::ProcessingChoices{transaction, scope()}.object(transaction, scene.person, now());
        transaction.mark_housekeeping();
    });
    screen();
    EXPECT_EQ(open(RuleFamily::signal), 0);
    EXPECT_EQ(open(RuleFamily::legal), deadlines);
    services().cases.write([&](storage::Transaction& transaction) {
        storage::ProcessingChoices{transaction, scope()}.resume(transaction, scene.person);
        transaction.mark_housekeeping();
    });
    screen();
    EXPECT_EQ(open(RuleFamily::legal), deadlines);
}

}  // namespace
}  // namespace prevenance::api
