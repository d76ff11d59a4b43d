// A forgotten password, with the printed code and without: what survives, what does not, and what an
// administrator can and cannot do.
#include "storage/recovery.h"

#include "api/mailboxes.h"
#include "tests/api/mailbox_case.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

namespace prevenance::api {
namespace {

constexpr const char* new_password = "quatre chevaux sans lune rousse";

class Recovery : public MailboxCase {
protected:
    Recovery() {
        open_the_mailbox(true);
        instance.add_account(Role::administrator, "administration");
        sent = delivered_alert();
    }

    static std::string handed_code(const Reply& page) {
        const std::string mark = "class=\"handed-code\">";
        const auto from = page.body.find(mark);
        if (from == std::string::npos) return {};
        return page.body.substr(from + mark.size(),
                                page.body.find('<', from + mark.size()) - from - mark.size());
    }
    // A code that was printed and not retyped yet.
    std::string print_code(Visitor& member) {
        member.get("/mon-compte/code-de-secours");
        return handed_code(member.post("/mon-compte/code-de-secours", {}));
    }
    std::string verified_code() {
        auto member = signed_in(physician_login, Role::physician);
        const auto code = print_code(member);
        EXPECT_EQ(retype(member, code).status, 303);
        return code;
    }
    static Reply retype(Visitor& member, const std::string& code) {
        return member.post("/mon-compte/code-de-secours/verifier", {{"recovery_code", code}});
    }
    std::string reset_code(AccountId account) {
        auto administrator = signed_in("administration", Role::administrator);
        administrator.get("/administration");
        const auto slip =
            administrator.post("/administration/comptes/" + account.text() + "/mot-de-passe", {});
        EXPECT_EQ(slip.status, 200);
        return handed_code(slip);
    }
    Fields form(const std::string& code) {
        return {{"login", physician_login},
                {"code", code},
                {"totp", instance.second_factor(physician_login)},
                {"new_password", new_password},
                {"new_password_again", new_password}};
    }
    Reply set_password(const Fields& fields) {
        Visitor visitor{instance};
        visitor.get("/nouveau-mot-de-passe");
        return visitor.post("/nouveau-mot-de-passe", fields);
    }
    Reply sign_in_with(const std::string& password) {
        instance.clock().move(std::chrono::minutes{2});
        Visitor visitor{instance};
        visitor.get("/connexion");
        const auto reply = visitor.post("/connexion", {{"login", physician_login},
                                                       {"password", password},
                                                       {"totp", instance.second_factor(physician_login)}});
        signed_in_page = reply.status == 303 ? visitor.get(sent.path()) : Reply{};
        return reply;
    }

    SentAlert sent;
    Reply signed_in_page;
};

TEST_F(Recovery, a_code_is_shown_once_and_counts_only_when_it_was_retyped) {
    auto member = signed_in(physician_login, Role::physician);
    EXPECT_TRUE(shows(member.get("/boite"), "Vous n’avez pas de code de secours."));
    const auto code = print_code(member);
    EXPECT_EQ(std::ranges::count_if(code, [](char c) { return c != '-'; }), 27);
    EXPECT_TRUE(shows(member.get("/mon-compte/code-de-secours"), "n’a pas été retapé"));
    EXPECT_FALSE(shows(member.get("/mon-compte/code-de-secours/verifier"), code));
    EXPECT_EQ(retype(member, code).status, 303);
    EXPECT_TRUE(shows(member.get("/mon-compte/code-de-secours"), "Votre code de secours est prêt"));
    EXPECT_FALSE(shows(member.get("/boite"), "Vous n’avez pas de code de secours."));
}

TEST_F(Recovery, lower_case_spaces_and_the_letter_o_are_taken_and_a_slip_is_named) {
    auto member = signed_in(physician_login, Role::physician);
    auto code = print_code(member);
    auto wrong = code;
    wrong[0] = wrong[0] == 'A' ? 'B' : 'A';
    EXPECT_TRUE(shows(retype(member, wrong), "Un caractère du code ne correspond pas."));
    EXPECT_TRUE(shows(retype(member, code.substr(0, 10)), "Le code compte 27 caractères"));
    EXPECT_TRUE(shows(retype(member, "U" + code.substr(1)), "jamais la lettre U"));
    for (auto& c : code) c = c == '0' ? 'o' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    std::ranges::replace(code, '-', ' ');
    EXPECT_EQ(retype(member, code).status, 303);
}

TEST_F(Recovery, an_older_code_counts_until_the_newer_one_was_retyped) {
    const auto first = verified_code();
    auto member = signed_in(physician_login, Role::physician);
    print_code(member);
    auto fields = form(reset_code(physician));
    fields.insert({"recovery_code", first});
    fields.erase("totp");
    fields.insert({"totp", instance.second_factor(physician_login)});
    EXPECT_EQ(set_password(fields).status, 303);
}

TEST_F(Recovery, with_the_code_the_alerts_of_before_open_after_a_reset) {
    const auto code = verified_code();
    auto fields = form(reset_code(physician));
    fields.insert({"recovery_code", code});
    ASSERT_EQ(header(set_password(fields), "Location"), "/connexion?fait=mot-de-passe");
    EXPECT_NE(sign_in_with(TestInstance::test_password).status, 303) << "the old password is gone";
    ASSERT_EQ(sign_in_with(new_password).status, 303);
    EXPECT_TRUE(shows(signed_in_page, "trois absences courtes"));
}

TEST_F(Recovery, without_the_code_nothing_opens_until_a_colleague_lets_the_person_in_again) {
    auto fields = form(reset_code(physician));
    fields.insert({"without_recovery", "yes"});
    ASSERT_EQ(header(set_password(fields), "Location"), "/connexion?fait=nouvelles-cles");
    ASSERT_EQ(sign_in_with(new_password).status, 303);
    EXPECT_FALSE(shows(signed_in_page, "trois absences courtes"));

    instance.clock().move(std::chrono::minutes{2});
    Visitor member{instance};
    member.get("/connexion");
    member.post("/connexion", {{"login", physician_login},
                               {"password", new_password},
                               {"totp", instance.second_factor(physician_login)}});
    EXPECT_TRUE(shows(member.get("/boite/membres"), "Demander à entrer"));
    ASSERT_EQ(member.post("/boite/membres/demander", {}).status, 303);
    auto other = signed_in(colleague_login, Role::physician);
    other.get("/boite/membres");
    ASSERT_EQ(other.post("/boite/membres/admettre", {{"account", physician.text()}}).status, 303);
    EXPECT_TRUE(shows(member.get(sent.path()), "trois absences courtes"));
}

TEST_F(Recovery, the_second_factor_is_never_left_out) {
    const auto code = verified_code();
    auto fields = form(reset_code(physician));
    fields.insert({"recovery_code", code});
    fields.erase("totp");
    EXPECT_EQ(set_password(fields).status, 422);
    fields.insert({"totp", "000000"});
    EXPECT_EQ(set_password(fields).status, 429) << "a guess makes the next one wait";
    EXPECT_EQ(sign_in_with(TestInstance::test_password).status, 303) << "the old password still stands";
}

TEST_F(Recovery, a_reset_code_opens_once_for_one_account_and_for_one_day) {
    const auto code = reset_code(colleague);
    EXPECT_EQ(set_password(form(code)).status, 422) << "somebody else's paper";
    const auto own = reset_code(physician);
    instance.clock().move(std::chrono::hours{25});
    EXPECT_EQ(set_password(form(own)).status, 422) << "a day later";
    const auto fresh = reset_code(physician);
    auto fields = form(fresh);
    fields.insert({"without_recovery", "yes"});
    EXPECT_EQ(set_password(fields).status, 303);
    instance.clock().move(std::chrono::minutes{5});
    EXPECT_EQ(set_password(form(fresh)).status, 422) << "used up";
}

TEST_F(Recovery, five_wrong_codes_make_the_paper_worthless) {
    const auto code = reset_code(physician);
    const auto other = reset_code(colleague);
    for (int i = 0; i < 5; ++i) {
        instance.clock().move(std::chrono::minutes{2});
        EXPECT_EQ(set_password(form(other)).status, 422);
    }
    instance.clock().move(std::chrono::minutes{2});
    auto fields = form(code);
    fields.insert({"without_recovery", "yes"});
    EXPECT_EQ(set_password(fields).status, 422);
}

TEST_F(Recovery, every_error_is_said_at_once_and_the_paper_is_not_used_up) {
    auto fields = form(reset_code(physician));
    fields.erase("new_password");
    fields.insert({"new_password", "court"});
    const auto reply = set_password(fields);
    EXPECT_EQ(reply.status, 422);
    EXPECT_TRUE(shows(reply, "Les deux nouveaux mots de passe sont différents."));
    EXPECT_TRUE(shows(reply, "Donnez votre code de secours, ou cochez que vous ne l’avez plus."));
    EXPECT_EQ(number("SELECT count(*) FROM password_reset"), 1);
}

TEST_F(Recovery, the_administrator_sees_no_password_and_starts_nothing_for_the_own_account) {
    auto administrator = signed_in("administration", Role::administrator);
    administrator.get("/administration");
    const auto slip = administrator.post("/administration/comptes/" + physician.text() + "/mot-de-passe", {});
    EXPECT_FALSE(shows(slip, TestInstance::test_password));
    auto physician_visitor = signed_in(physician_login, Role::physician);
    physician_visitor.get("/mon-compte");
    EXPECT_EQ(
        physician_visitor.post("/administration/comptes/" + colleague.text() + "/mot-de-passe", {}).status,
        403);
}

}  // namespace
}  // namespace prevenance::api
