// Passkeys from page to page: adding, signing in, removing, and everything that must not open.
#include "storage/passkeys.h"

#include "tests/api/passkey_holder.h"

#include <gtest/gtest.h>

namespace prevenance::api {
namespace {

using tests::SoftwareAuthenticator;

class PasskeyPages : public testing::Test {
protected:
    void SetUp() override { referent_ = instance_.add_account(Role::referent, "referente"); }

    Visitor signed_in(const std::string& login, Role role) {
        Visitor visitor{instance_};
        visitor.sign_in(login, role);
        return visitor;
    }
    Visitor with_passkey(SoftwareAuthenticator& device) {
        auto visitor = signed_in("referente", Role::referent);
        add_passkey(visitor, device);
        return visitor;
    }
    // Failures make the next attempt wait; tests have time.
    void wait() { instance_.clock().move(std::chrono::minutes{2}); }
    std::vector<storage::PasskeyRecord> passkeys_of(AccountId account) {
        return instance_.services().cases.read(
            [&](const storage::Reader& reader) { return storage::Passkeys{reader}.of(account); });
    }
    bool is_signed_in(Visitor& visitor) { return visitor.get("/mon-compte").status == 200; }

    TestInstance instance_{PREVENANCE_SOURCE_DIR, passkey_address};
    AccountId referent_;
};

TEST_F(PasskeyPages, a_passkey_takes_the_place_of_the_code) {
    for (const auto kind : {SoftwareAuthenticator::Kind::es256, SoftwareAuthenticator::Kind::ed25519}) {
        SoftwareAuthenticator device{kind};
        auto visitor = with_passkey(device);
        EXPECT_FALSE(is_signed_in(visitor));  // what proves who she is changed
        const auto reply = sign_in_with(visitor, device, "referente");
        EXPECT_EQ(reply.status, 303) << reply.body;
        EXPECT_EQ(header(reply, "Location"), "/a-faire");
        EXPECT_TRUE(is_signed_in(visitor));
        EXPECT_TRUE(shows(visitor.get("/mon-compte"), "mon téléphone"));
    }
}

TEST_F(PasskeyPages, the_code_stays_the_other_way_in) {
    SoftwareAuthenticator device;
    with_passkey(device);
    auto visitor = signed_in("referente", Role::referent);
    EXPECT_TRUE(is_signed_in(visitor));
}

TEST_F(PasskeyPages, the_password_alone_opens_no_page) {
    SoftwareAuthenticator device;
    with_passkey(device);
    Visitor visitor{instance_};
    EXPECT_EQ(ask_with_password(visitor, "referente").status, 200);
    EXPECT_FALSE(is_signed_in(visitor));
    for (const auto& [name, value] : std::map<std::string, std::string>{visitor.cookies()}) {
        visitor.cookies()["prevenance"] =
            value;  // the cookie of the first step, under the name of a session's
        EXPECT_FALSE(is_signed_in(visitor)) << name;
    }
}

TEST_F(PasskeyPages, a_physicians_own_keys_open_after_the_passkey) {
    instance_.add_account(Role::physician, "medecin");
    auto visitor = signed_in("medecin", Role::physician);
    SoftwareAuthenticator device;
    add_passkey(visitor, device);
    ASSERT_EQ(sign_in_with(visitor, device, "medecin").status, 303);
    visitor.get("/boite/ouvrir");
    const auto founded = visitor.post("/boite/ouvrir", {});
    EXPECT_EQ(founded.status, 303) << founded.body;
}

TEST_F(PasskeyPages, a_challenge_is_answered_once) {
    SoftwareAuthenticator device;
    auto visitor = with_passkey(device);
    const auto page = ask_with_password(visitor, "referente");
    const auto answer = fields_of(device.answer(passkey_place, attribute(page, "data-challenge")));
    const auto cookies = visitor.cookies();
    EXPECT_EQ(visitor.post("/connexion/cle", answer).status, 303);
    Visitor thief{instance_};
    thief.cookies() = cookies;
    EXPECT_EQ(thief.post("/connexion/cle", answer).status, 422);
    EXPECT_FALSE(is_signed_in(thief));
}

TEST_F(PasskeyPages, a_wrong_answer_uses_the_challenge_up) {
    SoftwareAuthenticator device;
    SoftwareAuthenticator other;
    auto visitor = with_passkey(device);
    const auto page = ask_with_password(visitor, "referente");
    const auto challenge = attribute(page, "data-challenge");
    const auto cookies = visitor.cookies();
    EXPECT_EQ(visitor.post("/connexion/cle", fields_of(other.answer(passkey_place, challenge))).status, 422);
    wait();
    visitor.cookies() = cookies;
    EXPECT_EQ(visitor.post("/connexion/cle", fields_of(device.answer(passkey_place, challenge))).status, 422);
    EXPECT_FALSE(is_signed_in(visitor));
}

TEST_F(PasskeyPages, the_challenge_of_another_browser_is_refused) {
    SoftwareAuthenticator device;
    auto visitor = with_passkey(device);
    ask_with_password(visitor, "referente");
    Visitor elsewhere{instance_};
    const auto theirs = ask_with_password(elsewhere, "referente");
    const auto answer = fields_of(device.answer(passkey_place, attribute(theirs, "data-challenge")));
    EXPECT_EQ(visitor.post("/connexion/cle", answer).status, 422);
    EXPECT_FALSE(is_signed_in(visitor));
}

TEST_F(PasskeyPages, a_challenge_older_than_five_minutes_is_refused) {
    SoftwareAuthenticator device;
    auto visitor = with_passkey(device);
    const auto page = ask_with_password(visitor, "referente");
    instance_.clock().move(std::chrono::seconds{301});
    const auto answer = fields_of(device.answer(passkey_place, attribute(page, "data-challenge")));
    EXPECT_EQ(visitor.post("/connexion/cle", answer).status, 422);
}

TEST_F(PasskeyPages, every_lie_of_browser_or_device_is_refused) {
    SoftwareAuthenticator device;
    auto visitor = with_passkey(device);
    const std::vector<tests::Lie> lies{{.type = "webauthn.create"},
                                       {.origin = "https://mal.example"},
                                       {.origin = "http://localhost:8081"},
                                       {.host = "mal.example"},
                                       {.cross_origin = true},
                                       {.flags = 0x01},
                                       {.flags = 0x04}};
    for (std::size_t i = 0; i < lies.size(); ++i) {
        EXPECT_EQ(sign_in_with(visitor, device, "referente", lies[i]).status, 422) << i;
        EXPECT_FALSE(is_signed_in(visitor)) << i;
        wait();
    }
    EXPECT_EQ(sign_in_with(visitor, device, "referente").status, 303);
}

TEST_F(PasskeyPages, a_count_that_goes_back_is_refused) {
    SoftwareAuthenticator device;
    auto visitor = with_passkey(device);
    EXPECT_EQ(sign_in_with(visitor, device, "referente", {.count = 9}).status, 303);
    for (const std::uint32_t count : {9U, 3U, 0U}) {
        Visitor thief{instance_};
        EXPECT_EQ(sign_in_with(thief, device, "referente", {.count = count}).status, 422) << count;
        wait();
    }
    Visitor owner{instance_};
    EXPECT_EQ(sign_in_with(owner, device, "referente", {.count = 10}).status, 303);
}

TEST_F(PasskeyPages, somebody_elses_passkey_opens_no_account_but_theirs) {
    instance_.add_account(Role::referent, "collegue");
    SoftwareAuthenticator own;
    SoftwareAuthenticator theirs;
    with_passkey(own);
    auto colleague = signed_in("collegue", Role::referent);
    add_passkey(colleague, theirs);
    Visitor visitor{instance_};
    EXPECT_EQ(sign_in_with(visitor, theirs, "referente").status, 422);
    EXPECT_FALSE(is_signed_in(visitor));
}

// The one medium finding of SecureDrop's audit of 2024: enrolling a second factor for somebody else.
TEST_F(PasskeyPages, nobody_enrols_a_passkey_for_somebody_else) {
    const auto colleague = instance_.add_account(Role::referent, "collegue");
    auto visitor = signed_in("referente", Role::referent);
    const auto page = visitor.get("/mon-compte/cles-de-securite/ajouter");
    SoftwareAuthenticator device;
    auto fields = fields_of(device.make(passkey_place, attribute(page, "data-challenge")), "à moi");
    for (const auto* name : {"account", "account_id", "user", "user_id", "owner", "login", "id"})
        fields.emplace(name, colleague.text());
    EXPECT_EQ(visitor.post("/mon-compte/cles-de-securite/ajouter?account=" + colleague.text(), fields).status,
              303);
    EXPECT_EQ(passkeys_of(colleague).size(), 0U);
    EXPECT_EQ(passkeys_of(referent_).size(), 1U);
}

TEST_F(PasskeyPages, a_challenge_of_another_session_enrols_nothing) {
    instance_.add_account(Role::referent, "collegue");
    auto visitor = signed_in("referente", Role::referent);
    auto colleague = signed_in("collegue", Role::referent);
    const auto page = visitor.get("/mon-compte/cles-de-securite/ajouter");
    colleague.get("/mon-compte/cles-de-securite/ajouter");
    SoftwareAuthenticator device;
    const auto fields = fields_of(device.make(passkey_place, attribute(page, "data-challenge")), "planted");
    EXPECT_EQ(colleague.post("/mon-compte/cles-de-securite/ajouter", fields).status, 422);
    // One for signing in or proving enrols nothing either.
    const auto entering = ask_with_password(visitor, "referente");
    EXPECT_EQ(attribute(entering, "data-challenge"), "");  // no passkey yet: nothing is asked
    EXPECT_EQ(passkeys_of(referent_).size(), 0U);
}

TEST_F(PasskeyPages, the_same_passkey_belongs_to_one_account) {
    instance_.add_account(Role::referent, "collegue");
    SoftwareAuthenticator device;
    with_passkey(device);
    auto colleague = signed_in("collegue", Role::referent);
    const auto page = colleague.get("/mon-compte/cles-de-securite/ajouter");
    const auto fields = fields_of(device.make(passkey_place, attribute(page, "data-challenge")), "copie");
    EXPECT_EQ(colleague.post("/mon-compte/cles-de-securite/ajouter", fields).status, 409);
}

TEST_F(PasskeyPages, a_foreign_and_a_missing_passkey_answer_the_same_when_removed) {
    instance_.add_account(Role::referent, "collegue");
    SoftwareAuthenticator device;
    with_passkey(device);
    const auto foreign = passkeys_of(referent_).front().id;
    auto colleague = signed_in("collegue", Role::referent);
    const auto missing = instance_.services().randomness.new_id<PasskeyId>();
    const auto body_for = [&](PasskeyId id) {
        colleague.get("/mon-compte");
        const auto reply = colleague.post("/mon-compte/cles-de-securite/" + id.text() + "/retirer", {});
        EXPECT_EQ(reply.status, 404);
        return reply.body.size();
    };
    EXPECT_EQ(body_for(foreign), body_for(missing));
    EXPECT_EQ(passkeys_of(referent_).size(), 1U);
}

TEST_F(PasskeyPages, the_last_second_factor_is_never_removed) {
    SoftwareAuthenticator device;
    auto visitor = with_passkey(device);
    const auto id = passkeys_of(referent_).front().id;
    instance_.services().cases.write([&](storage::Transaction& transaction) {
        transaction.execute("UPDATE account SET sealed_totp = NULL WHERE id = ?", {referent_});
        transaction.mark_housekeeping();
    });
    ASSERT_EQ(sign_in_with(visitor, device, "referente").status, 303);
    visitor.get("/mon-compte");
    EXPECT_EQ(visitor.post("/mon-compte/cles-de-securite/" + id.text() + "/retirer", {}).status, 409);
    EXPECT_EQ(passkeys_of(referent_).size(), 1U);
}

TEST_F(PasskeyPages, a_removed_passkey_opens_nothing_and_ends_every_session) {
    SoftwareAuthenticator device;
    with_passkey(device);
    auto visitor = signed_in("referente", Role::referent);
    auto elsewhere = signed_in("referente", Role::referent);
    visitor.get("/mon-compte");
    const auto id = passkeys_of(referent_).front().id;
    EXPECT_EQ(visitor.post("/mon-compte/cles-de-securite/" + id.text() + "/retirer", {}).status, 303);
    EXPECT_FALSE(is_signed_in(visitor));
    EXPECT_FALSE(is_signed_in(elsewhere));
    Visitor thief{instance_};
    EXPECT_EQ(attribute(ask_with_password(thief, "referente"), "data-challenge"), "");
}

TEST_F(PasskeyPages, replacing_a_lost_second_factor_takes_the_passkeys_too) {
    SoftwareAuthenticator device;
    with_passkey(device);
    instance_.add_account(Role::administrator, "administratrice");
    auto administrator = signed_in("administratrice", Role::administrator);
    administrator.get("/administration");
    EXPECT_EQ(
        administrator.post("/administration/comptes/" + referent_.text() + "/second-facteur", {}).status,
        200);
    EXPECT_EQ(passkeys_of(referent_).size(), 0U);
}

TEST_F(PasskeyPages, managers_may_have_one_too) {
    instance_.add_account(Role::manager, "responsable");
    auto visitor = signed_in("responsable", Role::manager);
    EXPECT_TRUE(shows(visitor.get("/mon-compte"), "Ajouter une clé de sécurité"));
    EXPECT_EQ(visitor.get("/mon-compte/cles-de-securite/ajouter").status, 200);
}

TEST_F(PasskeyPages, only_pages_that_ask_for_a_passkey_carry_a_script) {
    SoftwareAuthenticator device;
    auto visitor = with_passkey(device);
    const auto policy = [](const Reply& reply) { return header(reply, "Content-Security-Policy"); };
    const auto asking = ask_with_password(visitor, "referente");
    EXPECT_NE(policy(asking).find("script-src 'self'"), std::string::npos);
    EXPECT_TRUE(shows(asking, "JavaScript"));
    EXPECT_TRUE(shows(asking, "le code à 6 chiffres"));
    ASSERT_EQ(sign_in_with(visitor, device, "referente").status, 303);
    for (const auto* path : {"/mon-compte", "/a-faire", "/connexion", "/salaries"}) {
        const auto page = visitor.get(path);
        EXPECT_EQ(policy(page).find("script-src"), std::string::npos) << path;
        EXPECT_EQ(page.body.find("<script"), std::string::npos) << path;
    }
}

TEST(PasskeysWithoutAName, an_address_that_is_a_number_says_that_the_code_stays) {
    TestInstance instance;
    instance.add_account(Role::referent, "referente");
    Visitor visitor{instance};
    visitor.sign_in("referente", Role::referent);
    EXPECT_TRUE(shows(visitor.get("/mon-compte"), "Le code à 6 chiffres reste valable"));
    EXPECT_EQ(visitor.get("/mon-compte/cles-de-securite/ajouter").status, 404);
}

}  // namespace
}  // namespace prevenance::api
