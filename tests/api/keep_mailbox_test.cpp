#include "storage/organisations.h"
#include "tests/api/mailbox_case.h"

#include <gtest/gtest.h>

namespace prevenance::api {
namespace {

using KeepMailbox = MailboxCase;

TEST_F(KeepMailbox, the_first_physician_is_brought_to_the_page_that_opens_it) {
    auto visitor = signed_in(physician_login, Role::physician);
    const auto inbox = visitor.get("/boite");
    EXPECT_EQ(header(inbox, "Location"), "/boite/ouvrir");
    const auto page = visitor.get("/boite/ouvrir");
    EXPECT_TRUE(shows(page, "Ouvrir la boîte du service"));
    EXPECT_TRUE(shows(page, "Santé au travail Exemple"));
    EXPECT_EQ(header(visitor.post("/boite/ouvrir", {}), "Location"), "/boite/membres?fait=boite-ouverte");
    const auto members = visitor.get("/boite/membres");
    EXPECT_TRUE(shows(members, "La boîte n’a qu’un seul membre."));
    EXPECT_TRUE(shows(members, "Essai docteure@service.example (vous)"));
}

TEST_F(KeepMailbox, it_is_opened_once) {
    open_the_mailbox();
    auto second = signed_in(colleague_login, Role::physician);
    second.get("/boite/membres");
    EXPECT_EQ(second.post("/boite/ouvrir", {}).status, 409);
    EXPECT_EQ(number("SELECT count(*) FROM mailbox_roster"), 1);
}

TEST_F(KeepMailbox, a_colleague_asks_and_is_let_in_by_a_member) {
    open_the_mailbox();
    auto second = signed_in(colleague_login, Role::physician);
    EXPECT_TRUE(shows(second.get("/boite"), "Vous n’êtes pas encore membre de la boîte"));
    EXPECT_TRUE(shows(second.get("/boite/membres"), "Demander à entrer"));
    second.post("/boite/membres/demander", {});
    EXPECT_TRUE(shows(second.get("/boite/membres"), "Votre demande attend."));

    auto first = signed_in(physician_login, Role::physician);
    EXPECT_TRUE(shows(first.get("/boite"), "1 personne demande à entrer"));
    EXPECT_TRUE(shows(first.get("/boite/membres"), "Faire entrer Essai collegue@service.example"));
    EXPECT_EQ(first.post("/boite/membres/admettre", {{"account", colleague.text()}}).status, 303);
    const auto members = first.get("/boite/membres");
    EXPECT_FALSE(shows(members, "La boîte n’a qu’un seul membre."));
    EXPECT_TRUE(shows(members, "Essai collegue@service.example"));
}

TEST_F(KeepMailbox, both_members_see_the_same_words_for_the_key) {
    open_the_mailbox(true);
    const auto words = [&](const std::string& login) {
        const auto page = signed_in(login, Role::physician).get("/boite/membres").body;
        const auto from = page.find("<strong>", page.find("Les mots de la clé"));
        return page.substr(from, page.find("</strong>", from) - from);
    };
    EXPECT_EQ(words(physician_login), words(colleague_login));
    EXPECT_EQ(std::ranges::count(words(physician_login), ' '), 7);
}

TEST_F(KeepMailbox, nobody_lets_themselves_in_and_nobody_who_did_not_ask_comes_in) {
    open_the_mailbox();
    auto second = signed_in(colleague_login, Role::physician);
    second.get("/boite/membres");
    EXPECT_EQ(second.post("/boite/membres/admettre", {{"account", colleague.text()}}).status, 404);
    second.get("/boite/membres");
    second.post("/boite/membres/demander", {});
    second.get("/boite/membres");
    EXPECT_EQ(second.post("/boite/membres/admettre", {{"account", colleague.text()}}).status, 403);
    auto first = signed_in(physician_login, Role::physician);
    first.get("/boite/membres");
    EXPECT_EQ(first.post("/boite/membres/admettre", {{"account", cell.text()}}).status, 404);
    EXPECT_EQ(number("SELECT count(*) FROM mailbox_roster"), 1);
}

TEST_F(KeepMailbox, only_physicians_reach_the_members_and_only_the_service_reaches_the_box) {
    open_the_mailbox();
    instance.add_account(Role::administrator, "administration");
    instance.add_account(Role::manager, "responsable");
    for (const auto& [login, role] :
         std::initializer_list<std::pair<std::string, Role>>{{referent_login, Role::referent},
                                                             {"administration", Role::administrator},
                                                             {"responsable", Role::manager}}) {
        auto visitor = signed_in(login, role);
        for (const auto* path : {"/boite", "/boite/membres", "/boite/ouvrir"})
            EXPECT_EQ(visitor.get(path).status, 403) << login << path;
    }
    auto team = signed_in(cell_login, Role::cell_member);
    EXPECT_EQ(team.get("/boite").status, 200);
    EXPECT_EQ(team.get("/boite/membres").status, 403);
    EXPECT_EQ(team.post("/boite/membres/demander", {}).status, 403);
}

TEST_F(KeepMailbox, a_key_swapped_in_the_database_is_announced_and_nothing_opens) {
    open_the_mailbox();
    const auto sent = delivered_alert();
    tamper([&](storage::Transaction& transaction) {
        transaction.execute("DROP TRIGGER roster_is_append_only");
        transaction.execute(
            "UPDATE mailbox_roster SET roster = CAST(substr(roster, 1, length(roster) - 1) || "
            "CASE substr(roster, -1) WHEN x'00' THEN x'01' ELSE x'00' END AS BLOB)");
    });
    auto visitor = signed_in(physician_login, Role::physician);
    EXPECT_EQ(visitor.get("/boite/membres").status, 403);
    const auto alert = visitor.get(sent.path());
    EXPECT_EQ(alert.status, 403);
    EXPECT_FALSE(shows(alert, canary));
}

}  // namespace
}  // namespace prevenance::api
