// The proof asked again before what gives access to others: ten minutes after the last one, losing nothing.
#include "storage/accounts.h"
#include "tests/api/passkey_holder.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace prevenance::api {
namespace {

using namespace std::chrono_literals;
using tests::SoftwareAuthenticator;

class ProofOfIdentity : public testing::Test {
protected:
    void SetUp() override {
        referent_ = instance_.add_account(Role::referent, "referente");
        visitor_.sign_in("referente", Role::referent);
    }

    std::size_t api_keys() {
        return instance_.services().cases.read([&](const storage::Reader& reader) {
            return storage::Accounts{reader}.api_keys_of(referent_).size();
        });
    }
    Reply ask_for_a_key(const std::string& label) {
        visitor_.get("/mon-compte");
        return visitor_.post("/mon-compte/cles", {{"label", label}});
    }
    // What the hidden fields of the page carry, and the password with the code of now.
    Fields proof(const std::string& password = TestInstance::test_password) {
        return {{"password", password},
                {"totp", instance_.second_factor("referente")},
                {"go_to", visitor_.hidden("go_to")},
                {"resume_path", visitor_.hidden("resume_path")},
                {"resume.label", visitor_.hidden("resume.label")}};
    }

    TestInstance instance_{PREVENANCE_SOURCE_DIR, passkey_address};
    AccountId referent_;
    Visitor visitor_{instance_};
};

TEST_F(ProofOfIdentity, signing_in_is_a_proof_for_ten_minutes) {
    instance_.clock().move(10min);
    EXPECT_EQ(ask_for_a_key("paie").status, 200);
    EXPECT_EQ(api_keys(), 1U);
}

TEST_F(ProofOfIdentity, after_that_it_is_asked_again_and_what_was_typed_is_kept) {
    instance_.clock().move(10min + 1s);
    const auto asked = ask_for_a_key("logiciel de paie");
    EXPECT_EQ(asked.status, 401);
    EXPECT_TRUE(shows(asked, "Ce que vous avez écrit est gardé"));
    EXPECT_EQ(api_keys(), 0U);
    EXPECT_EQ(visitor_.hidden("resume.label"), "logiciel de paie");

    const auto proved = visitor_.post("/mon-compte/preuve", proof());
    ASSERT_EQ(proved.status, 200) << proved.body;
    EXPECT_EQ(api_keys(), 0U);  // one button, pressed by the person
    const auto done = visitor_.post("/mon-compte/cles", {{"label", visitor_.hidden("label")}});
    EXPECT_EQ(done.status, 200) << done.body;
    EXPECT_TRUE(shows(done, "logiciel de paie"));
    EXPECT_EQ(api_keys(), 1U);
}

TEST_F(ProofOfIdentity, a_page_is_reached_after_the_proof) {
    instance_.clock().move(14min);
    const auto sent = visitor_.get("/mon-compte/cles-de-securite/ajouter");
    EXPECT_EQ(sent.status, 303);
    EXPECT_EQ(header(sent, "Location"), "/mon-compte/preuve?vers=%2Fmon-compte%2Fcles-de-securite%2Fajouter");
    EXPECT_EQ(visitor_.get(header(sent, "Location")).status, 200);
    const auto proved = visitor_.post("/mon-compte/preuve", proof());
    EXPECT_EQ(header(proved, "Location"), "/mon-compte/cles-de-securite/ajouter");
    EXPECT_EQ(visitor_.get("/mon-compte/cles-de-securite/ajouter").status, 200);
}

TEST_F(ProofOfIdentity, it_never_leads_to_another_site) {
    for (const auto* elsewhere : {"//mal.example", "https://mal.example", "/\\mal.example", "javascript:1"}) {
        visitor_.get("/mon-compte/preuve");
        auto fields = proof();
        fields.erase("go_to");
        fields.emplace("go_to", elsewhere);
        EXPECT_EQ(header(visitor_.post("/mon-compte/preuve", fields), "Location"), "/mon-compte")
            << elsewhere;
    }
}

TEST_F(ProofOfIdentity, the_session_goes_on_under_a_new_secret) {
    Visitor thief{instance_};
    thief.cookies() = visitor_.cookies();
    ASSERT_EQ(thief.get("/mon-compte").status, 200);
    visitor_.get("/mon-compte/preuve");
    ASSERT_EQ(visitor_.post("/mon-compte/preuve", proof()).status, 303);
    EXPECT_EQ(visitor_.get("/mon-compte").status, 200);
    EXPECT_EQ(thief.get("/mon-compte").status, 303);
}

TEST_F(ProofOfIdentity, it_does_not_make_a_session_longer_than_ten_hours) {
    for (int i = 0; i < 59; ++i) {
        instance_.clock().move(9min + 30s);  // and half a minute for the code
        visitor_.get("/mon-compte/preuve");
        ASSERT_EQ(visitor_.post("/mon-compte/preuve", proof()).status, 303) << i;
    }
    instance_.clock().move(10min + 1s);
    EXPECT_EQ(visitor_.get("/mon-compte").status, 303);
}

TEST_F(ProofOfIdentity, a_wrong_password_a_wrong_code_and_a_used_code_prove_nothing_and_slow_down) {
    instance_.clock().move(12min);
    visitor_.get("/mon-compte/preuve");
    EXPECT_EQ(visitor_.post("/mon-compte/preuve", proof("ce n'est pas le bon")).status, 422);
    EXPECT_EQ(visitor_.post("/mon-compte/preuve", {{"password", "encore un"}, {"totp", "000000"}}).status,
              429);
    instance_.clock().move(1min);
    visitor_.get("/mon-compte/preuve");
    EXPECT_EQ(
        visitor_.post("/mon-compte/preuve", {{"password", TestInstance::test_password}, {"totp", "000000"}})
            .status,
        422);
    instance_.clock().move(1min);
    visitor_.get("/mon-compte/preuve");
    const auto fields = proof();
    ASSERT_EQ(visitor_.post("/mon-compte/preuve", fields).status, 303);
    visitor_.get("/mon-compte/preuve");
    EXPECT_EQ(visitor_.post("/mon-compte/preuve", fields).status, 422);
}

TEST_F(ProofOfIdentity, a_passkey_proves_by_itself) {
    SoftwareAuthenticator device;
    add_passkey(visitor_, device);
    ASSERT_EQ(sign_in_with(visitor_, device, "referente").status, 303);
    instance_.clock().move(11min);
    const auto page = ask_for_a_key("planning");
    EXPECT_EQ(page.status, 401);
    auto fields = fields_of(device.answer(passkey_place, attribute(page, "data-challenge")));
    fields.emplace("resume_path", visitor_.hidden("resume_path"));
    fields.emplace("resume.label", visitor_.hidden("resume.label"));
    ASSERT_EQ(visitor_.post("/mon-compte/preuve", fields).status, 200);
    EXPECT_EQ(visitor_.post("/mon-compte/cles", {{"label", visitor_.hidden("label")}}).status, 200);

    instance_.clock().move(1min);
    visitor_.get("/mon-compte/preuve");
    EXPECT_EQ(visitor_.post("/mon-compte/preuve", fields).status, 422);  // the same signature a second time
}

TEST_F(ProofOfIdentity, a_challenge_of_the_sign_in_page_proves_nothing) {
    SoftwareAuthenticator device;
    add_passkey(visitor_, device);
    ASSERT_EQ(sign_in_with(visitor_, device, "referente").status, 303);
    Visitor elsewhere{instance_};
    const auto theirs = ask_with_password(elsewhere, "referente");
    visitor_.get("/mon-compte/preuve");
    const auto fields = fields_of(device.answer(passkey_place, attribute(theirs, "data-challenge")));
    EXPECT_EQ(visitor_.post("/mon-compte/preuve", fields).status, 422);
}

TEST_F(ProofOfIdentity, a_forged_form_is_refused_before_anything_is_asked) {
    instance_.clock().move(11min);
    EXPECT_EQ(visitor_.post_exactly("/mon-compte/cles", {{"label", "planted"}}).status, 403);
}

TEST_F(ProofOfIdentity, a_clock_that_went_back_proves_nothing) {
    instance_.clock().move(-1h);
    EXPECT_EQ(ask_for_a_key("paie").status, 401);
}

TEST(FreshProof, is_demanded_by_every_route_that_gives_access_to_others) {
    const auto gives_access = [](const Route& route) {
        if (route.audit == "rights.copy") return true;  // everything about a person, to be carried away
        if (route.method != "POST" || route.face() == Face::json) return false;
        const auto names = {"account.", "passkey.", "mailbox.", "api_key.add", "own_account.change_password"};
        return std::ranges::any_of(names,
                                   [&](std::string_view name) { return route.audit.starts_with(name); });
    };
    std::size_t found = 0;
    for (const auto& route : routes()) {
        if (!gives_access(route)) continue;
        ++found;
        EXPECT_EQ(route.proof, Proof::fresh) << route.pattern;
    }
    EXPECT_GE(found, 9U);
}

}  // namespace
}  // namespace prevenance::api
