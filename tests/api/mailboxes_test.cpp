#include "api/mailboxes.h"

#include "api/sessions.h"
#include "storage/mailboxes.h"
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>

namespace prevenance::api {
namespace {

using integrations::MemberKeys;

class Mailboxes : public testing::Test {
protected:
    void write(const std::function<void(storage::Transaction&)>& work) {
        instance.services().cases.write([&](storage::Transaction& transaction) {
            work(transaction);
            instance.services().audit.record(
                transaction, {instance.clock().now(), std::nullopt, "test.prepare", std::nullopt});
        });
    }
    void found() {
        const auto change = found_mailbox_for(instance.services(), instance.oh_service,
                                              {founder, founder_keys}, instance.clock().now());
        ASSERT_TRUE(change);
        write([&](auto& transaction) { append(transaction, instance.oh_service, *change); });
    }
    void newcomer_applies() {
        const auto application =
            application_of(instance.services(), instance.oh_service, {newcomer, newcomer_keys});
        write([&](auto& transaction) {
            apply(transaction, instance.oh_service, newcomer, application, instance.clock().now());
        });
    }
    Result<MailboxChange> admit_newcomer() {
        return admit(instance.services(), instance.oh_service, {founder, founder_keys}, newcomer,
                     instance.clock().now());
    }

    TestInstance instance;
    AccountId founder = instance.add_account(Role::physician, "premiere");
    AccountId newcomer = instance.add_account(Role::physician, "second");
    MemberKeys founder_keys = MemberKeys::draw(instance.services().randomness);
    MemberKeys newcomer_keys = MemberKeys::draw(instance.services().randomness);
};

TEST_F(Mailboxes, nothing_can_be_sealed_to_a_service_without_a_mailbox) {
    EXPECT_FALSE(trusted_key_of(instance.services(), instance.oh_service));
}

TEST_F(Mailboxes, a_founded_mailbox_is_trusted_and_is_founded_once) {
    found();
    const auto key = trusted_key_of(instance.services(), instance.oh_service);
    ASSERT_TRUE(key);
    EXPECT_EQ(key->member_count(), 1U);
    const auto again = found_mailbox_for(instance.services(), instance.oh_service, {newcomer, newcomer_keys},
                                         instance.clock().now());
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::conflict);
}

TEST_F(Mailboxes, a_member_who_applied_is_admitted_with_the_same_key) {
    found();
    const auto before = trusted_key_of(instance.services(), instance.oh_service)->fingerprint();
    EXPECT_EQ(admit_newcomer().error().code, ErrorCode::not_found);
    newcomer_applies();
    EXPECT_EQ(applicants(instance.services(), instance.oh_service), std::vector{newcomer});
    const auto change = admit_newcomer();
    ASSERT_TRUE(change);
    write([&](auto& transaction) { append(transaction, instance.oh_service, *change); });
    const auto after = trusted_key_of(instance.services(), instance.oh_service);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->member_count(), 2U);
    EXPECT_EQ(after->fingerprint(), before);
    EXPECT_TRUE(applicants(instance.services(), instance.oh_service).empty());
}

TEST_F(Mailboxes, an_altered_application_is_not_admitted) {
    found();
    auto application = application_of(instance.services(), instance.oh_service, {newcomer, newcomer_keys});
    application.back() ^= 1U;  // the instance's signature: keys put in by whoever writes only the database
    write([&](auto& transaction) {
        apply(transaction, instance.oh_service, newcomer, application, instance.clock().now());
    });
    const auto change = admit_newcomer();
    ASSERT_FALSE(change);
    EXPECT_EQ(change.error().code, ErrorCode::forbidden);
}

TEST_F(Mailboxes, nobody_outside_the_roster_lets_anybody_in) {
    found();
    newcomer_applies();
    const auto change = admit(instance.services(), instance.oh_service, {newcomer, newcomer_keys}, newcomer,
                              instance.clock().now());
    EXPECT_FALSE(change);
}

TEST_F(Mailboxes, two_who_found_at_the_same_moment_found_one) {
    const auto first = found_mailbox_for(instance.services(), instance.oh_service, {founder, founder_keys},
                                         instance.clock().now());
    const auto second = found_mailbox_for(instance.services(), instance.oh_service, {newcomer, newcomer_keys},
                                          instance.clock().now());
    write([&](auto& transaction) { append(transaction, instance.oh_service, *first); });
    EXPECT_THROW(write([&](auto& transaction) { append(transaction, instance.oh_service, *second); }),
                 storage::ConstraintViolated);
}

TEST_F(Mailboxes, the_key_opens_in_the_session_of_a_member_and_in_no_other) {
    const auto signed_in = [&](const std::string& login) {
        Visitor visitor{instance};
        visitor.get("/connexion");
        const auto reply = visitor.post("/connexion", {{"login", login},
                                                       {"password", TestInstance::test_password},
                                                       {"totp", instance.second_factor(login)}});
        Request request;
        const auto cookie = header(reply, "Set-Cookie");
        request.headers["cookie"] = cookie.substr(0, cookie.find(';'));
        return who_asks(request, instance.services(), instance.clock().now()).value();
    };
    const auto member = signed_in("premiere");
    EXPECT_EQ(open_mailbox(instance.services(), member).error().code, ErrorCode::not_found);
    const auto keys = open_member_keys(instance.services(), member);
    ASSERT_TRUE(keys);
    const auto change =
        found_mailbox_for(instance.services(), instance.oh_service, {founder, *keys}, instance.clock().now());
    write([&](auto& transaction) { append(transaction, instance.oh_service, *change); });
    EXPECT_TRUE(open_mailbox(instance.services(), member));
    EXPECT_EQ(open_mailbox(instance.services(), signed_in("second")).error().code, ErrorCode::forbidden);
}

}  // namespace
}  // namespace prevenance::api
