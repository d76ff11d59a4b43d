#include <gtest/gtest.h>

#include "tests/api/test_instance.h"

namespace prevenance::api {
namespace {

TEST(SignIn, a_manager_signs_in_with_password_and_code) {
    TestInstance instance;
    instance.add_account(Role::manager, "responsable");
    Visitor visitor{instance};
    visitor.get("/connexion");
    const auto reply = visitor.post("/connexion", {{"login", " Responsable "},
                                                   {"password", TestInstance::test_password},
                                                   {"totp", instance.second_factor("responsable")}});
    EXPECT_EQ(reply.status, 303);
    EXPECT_EQ(header(reply, "Location"), "/a-faire");
    EXPECT_NE(header(reply, "Set-Cookie").find("HttpOnly; SameSite=Lax"), std::string::npos);
}

TEST(SignIn, every_role_needs_a_second_factor) {
    TestInstance instance;
    for (const auto& [role, name] : role_names) {
        const std::string login{name};
        instance.add_account(role, login);
        Visitor visitor{instance};
        visitor.get("/connexion");
        const Fields alone{{"login", login}, {"password", TestInstance::test_password}};
        EXPECT_EQ(visitor.post("/connexion", alone).status, 422) << name;
        instance.clock().move(std::chrono::minutes{2});
        auto both = alone;
        both.emplace("totp", instance.second_factor(login));
        EXPECT_EQ(visitor.post("/connexion", both).status, 303) << name;
    }
}

TEST(SignIn, a_referent_needs_the_code_and_each_code_opens_once) {
    TestInstance instance;
    instance.add_account(Role::referent, "referente");
    Visitor visitor{instance};
    visitor.get("/connexion");
    const Fields without{{"login", "referente"}, {"password", TestInstance::test_password}};
    EXPECT_EQ(visitor.post("/connexion", without).status, 422);
    instance.clock().move(std::chrono::minutes{2});
    auto with = without;
    with.emplace("totp", instance.second_factor("referente"));
    EXPECT_EQ(visitor.post("/connexion", with).status, 303);
    Visitor thief{instance};
    thief.get("/connexion");
    EXPECT_EQ(thief.post("/connexion", with).status, 422);
}

TEST(SignIn, unknown_name_and_wrong_password_get_the_same_words) {
    TestInstance instance;
    instance.add_account(Role::manager, "responsable");
    const auto page_for = [&](const std::string& login) {
        Visitor visitor{instance};
        visitor.get("/connexion");
        auto page = visitor.post("/connexion", {{"login", login}, {"password", "ce n'est pas le bon"}}).body;
        const auto at = page.find(login);
        return page.erase(at, login.size());
    };
    EXPECT_EQ(page_for("responsable"), page_for("personne"));
}

TEST(SignIn, failures_make_the_next_attempt_wait_but_never_lock) {
    TestInstance instance;
    instance.add_account(Role::manager, "responsable");
    Visitor visitor{instance};
    visitor.get("/connexion");
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(visitor.post("/connexion", {{"login", "responsable"}, {"password", "faux"}}).status, 422);
        EXPECT_EQ(visitor.post("/connexion", {{"login", "responsable"}, {"password", TestInstance::test_password}}).status, 429);
        instance.clock().move(std::chrono::seconds{60});
    }
    EXPECT_EQ(visitor
                  .post("/connexion", {{"login", "responsable"},
                                       {"password", TestInstance::test_password},
                                       {"totp", instance.second_factor("responsable")}})
                  .status,
              303);
}

TEST(SignIn, the_way_back_never_leaves_this_site) {
    TestInstance instance;
    instance.add_account(Role::manager, "responsable");
    for (const auto* elsewhere : {"//mal.example", "https://mal.example", "/\\mal.example", "javascript:1"}) {
        Visitor visitor{instance};
        visitor.get("/connexion");
        const auto reply = visitor.post("/connexion", {{"login", "responsable"},
                                                       {"password", TestInstance::test_password},
                                                       {"totp", instance.second_factor("responsable")},
                                                       {"go_to", elsewhere}});
        EXPECT_EQ(header(reply, "Location"), "/a-faire") << elsewhere;
    }
}

TEST(SignIn, signing_out_ends_the_session_and_needs_the_form_token) {
    TestInstance instance;
    instance.add_account(Role::manager, "responsable");
    Visitor visitor{instance};
    visitor.sign_in("responsable", Role::manager);
    EXPECT_EQ(visitor.post_exactly("/deconnexion", {}).status, 403);
    EXPECT_EQ(visitor.get("/").status, 303);
    visitor.get("/connexion");
    const auto out = visitor.post("/deconnexion", {});
    EXPECT_EQ(out.status, 303);
    EXPECT_EQ(visitor.get("/").status, 200);
}

}  // namespace
}  // namespace prevenance::api
