// A service with its mailbox, an employee and the alerts that employee sends, for tests. The mailbox is
// opened through its pages; alerts are made with the same steps as the public page: invitation, code,
// receipt, seal, outbox. Every word about the person carries a canary.
#pragma once

#include "api/jobs/deliver_outbox.h"
#include "domain/alert.h"
#include "storage/database.h"
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>

namespace prevenance::api {

inline constexpr const char* canary = "CANARI";

struct SentAlert {
    AlertId id;
    ReceiptId receipt;
    std::string path() const { return "/boite/" + id.text(); }
};

class MailboxCase : public testing::Test {
protected:
    MailboxCase();

    // Signs in and keeps the visitor; a second call with the same name signs in again.
    Visitor signed_in(const std::string& login, Role role);
    // The first physician opens the mailbox; the second one, where `with_colleague`, asks to come in and is
    // let in.
    void open_the_mailbox(bool with_colleague = false);

    SentAlert send_alert();
    SentAlert send_own_request();
    // Without a channel: notices are cancelled, alerts are delivered.
    OutboxRun deliver();
    SentAlert delivered_alert();

    void withdraw(const SentAlert& sent);
    // Changes rows as somebody could who writes the database file: without the triggers that forbid it.
    void tamper(const std::function<void(storage::Transaction&)>& work);
    void write(const std::function<void(storage::Transaction&)>& work);
    std::int64_t number(storage::Sql sql, std::initializer_list<storage::Value> values = {});

    TestInstance instance;
    AccountId referent = instance.add_account(Role::referent, "referente@structure.example");
    AccountId physician = instance.add_account(Role::physician, "docteure@service.example");
    AccountId colleague = instance.add_account(Role::physician, "collegue@service.example");
    AccountId cell = instance.add_account(Role::cell_member, "cellule@service.example");
    EmployeeId employee = instance.add_employee("0042", "CANARI-Camille", "CANARI-Durand");

    static constexpr const char* physician_login = "docteure@service.example";
    static constexpr const char* colleague_login = "collegue@service.example";
    static constexpr const char* cell_login = "cellule@service.example";
    static constexpr const char* referent_login = "referente@structure.example";

private:
    Alert proposal(AlertKind kind);
    ConsentReceipt receipt_for(const Alert& alert);
    SentAlert store(const ConsentedAlert& consented, std::optional<InvitationId> invitation,
                    const Bytes& lock);
    InvitationId hand_over(const Bytes& lock, const Bytes& content, InvitationId id);
};

}  // namespace prevenance::api
