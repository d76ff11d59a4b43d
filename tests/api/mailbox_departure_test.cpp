// A member who leaves a mailbox: a new key, announced and waiting, and what each of them may open before,
// during and after.
#include "api/mailboxes.h"
#include "storage/accounts.h"
#include "storage/mailboxes.h"
#include "tests/api/mailbox_case.h"

#include <gtest/gtest.h>

namespace prevenance::api {
namespace {

class LeavingTheMailbox : public MailboxCase {
protected:
    LeavingTheMailbox() { open_the_mailbox(true); }

    Reply take_out(AccountId leaver, bool revoke = false) {
        auto visitor = signed_in(physician_login, Role::physician);
        visitor.get("/boite/membres");
        Fields fields{{"account", leaver.text()}};
        if (revoke) fields.insert({"revoke", "yes"});
        return visitor.post("/boite/membres/retirer", fields);
    }
    KeyId trusted_id() { return trusted_key_of(instance.services(), instance.oh_service)->id(); }
    bool opens(const std::string& login, const SentAlert& sent) {
        return shows(signed_in(login, Role::physician).get(sent.path()), "trois absences courtes");
    }
    static constexpr std::chrono::hours three_days{72};
};

TEST_F(LeavingTheMailbox, the_old_key_serves_for_72_hours_and_then_the_new_one) {
    const auto before = trusted_id();
    ASSERT_EQ(take_out(colleague).status, 303);
    EXPECT_EQ(trusted_id(), before);
    instance.clock().move(three_days - std::chrono::minutes{10});
    EXPECT_EQ(trusted_id(), before);
    instance.clock().move(std::chrono::minutes{10});
    EXPECT_NE(trusted_id(), before);
    EXPECT_FALSE(trusted_key_of(instance.services(), instance.oh_service)->announced());
}

TEST_F(LeavingTheMailbox, who_stays_opens_what_came_before_during_and_after_and_who_left_opens_nothing) {
    const auto early = delivered_alert();
    ASSERT_TRUE(opens(colleague_login, early));
    ASSERT_EQ(take_out(colleague).status, 303);
    const auto meanwhile = delivered_alert();
    instance.clock().move(three_days);
    const auto late = delivered_alert();
    for (const auto& sent : {early, meanwhile, late}) {
        EXPECT_TRUE(opens(physician_login, sent));
        EXPECT_FALSE(opens(colleague_login, sent));
    }
    EXPECT_EQ(number("SELECT count(*) FROM mailbox_former_key WHERE account = ?", {colleague}), 0);
}

TEST_F(LeavingTheMailbox, a_revoked_key_receives_nothing_and_reading_goes_on) {
    const auto early = delivered_alert();
    ASSERT_EQ(take_out(colleague, true).status, 303);
    EXPECT_FALSE(trusted_key_of(instance.services(), instance.oh_service));
    EXPECT_TRUE(opens(physician_login, early));
    auto visitor = signed_in(physician_login, Role::physician);
    EXPECT_TRUE(shows(visitor.get("/boite/membres"), "l’ancienne est révoquée"));
    instance.clock().move(three_days);
    EXPECT_TRUE(trusted_key_of(instance.services(), instance.oh_service));
    EXPECT_TRUE(opens(physician_login, delivered_alert()));
}

TEST_F(LeavingTheMailbox, every_member_is_told_by_page_and_by_notice_and_it_is_on_record) {
    ASSERT_EQ(take_out(colleague).status, 303);
    EXPECT_EQ(number("SELECT count(*) FROM outbox WHERE kind = 'notice' AND recipient = ?", {physician}), 1);
    EXPECT_EQ(number("SELECT count(*) FROM audit_entry WHERE action = 'mailbox.take_out'"), 1);
    auto visitor = signed_in(physician_login, Role::physician);
    for (const auto* page : {"/boite", "/boite/membres"})
        EXPECT_TRUE(shows(visitor.get(page), "Une nouvelle clé de la boîte a été annoncée")) << page;
    instance.clock().move(three_days);
    auto later = signed_in(physician_login, Role::physician);
    EXPECT_FALSE(shows(later.get("/boite"), "Une nouvelle clé de la boîte a été annoncée"));
}

TEST_F(LeavingTheMailbox, a_newcomer_opens_what_came_before_and_after_the_change) {
    const auto early = delivered_alert();
    ASSERT_EQ(take_out(colleague).status, 303);
    instance.clock().move(three_days);
    const auto late = delivered_alert();
    const auto newcomer = instance.add_account(Role::physician, "nouvelle@service.example");
    auto asking = signed_in("nouvelle@service.example", Role::physician);
    asking.get("/boite/membres");
    ASSERT_EQ(asking.post("/boite/membres/demander", {}).status, 303);
    auto member = signed_in(physician_login, Role::physician);
    member.get("/boite/membres");
    ASSERT_EQ(member.post("/boite/membres/admettre", {{"account", newcomer.text()}}).status, 303);
    EXPECT_TRUE(opens("nouvelle@service.example", early));
    EXPECT_TRUE(opens("nouvelle@service.example", late));
}

TEST_F(LeavingTheMailbox, a_closed_account_is_named_until_it_is_taken_out) {
    write([&](storage::Transaction& transaction) {
        storage::Accounts::disable(transaction, colleague, instance.clock().now());
    });
    auto visitor = signed_in(physician_login, Role::physician);
    EXPECT_TRUE(shows(visitor.get("/boite"), "Le compte de Essai collegue@service.example est fermé"));
    ASSERT_EQ(take_out(colleague).status, 303);
    EXPECT_FALSE(shows(signed_in(physician_login, Role::physician).get("/boite"), "est fermé"));
}

TEST_F(LeavingTheMailbox, only_a_member_takes_out_a_member_and_nobody_the_own_self) {
    EXPECT_EQ(take_out(physician).status, 409);
    EXPECT_EQ(take_out(cell).status, 404);
    const auto stranger = instance.add_account(Role::physician, "autre@service.example");
    auto outside = signed_in("autre@service.example", Role::physician);
    outside.get("/boite/membres");
    EXPECT_EQ(outside.post("/boite/membres/retirer", {{"account", colleague.text()}}).status, 404);
    EXPECT_EQ(take_out(stranger).status, 404);
    EXPECT_EQ(number("SELECT count(*) FROM mailbox_roster"), 2);
}

TEST_F(LeavingTheMailbox, nobody_chosen_is_said_beside_the_field) {
    auto visitor = signed_in(physician_login, Role::physician);
    visitor.get("/boite/membres");
    const auto reply = visitor.post("/boite/membres/retirer", {});
    EXPECT_EQ(reply.status, 422);
    EXPECT_TRUE(shows(reply, "Choisissez la personne à retirer."));
}

}  // namespace
}  // namespace prevenance::api
