#include "storage/accounts.h"
#include "storage/organisations.h"
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>

namespace prevenance::api {
namespace {

class Administration : public testing::Test {
protected:
    Administration() : admin(instance) {
        instance.add_account(Role::administrator, "admin");
        admin.sign_in("admin", Role::administrator);
    }
    Fields employer_fields(const std::string& siret) const {
        return {{"name", "Aide du Val"},
                {"siret", siret},
                {"idcc", "2941"},
                {"naf", "88.10A"},
                {"mode", "provider"}};
    }

    TestInstance instance;
    Visitor admin;
};

// What stands between a heading and the end of its element.
std::string handed_over(const Reply& reply, std::size_t nth) {
    std::size_t at = 0;
    for (std::size_t i = 0; i <= nth; ++i) at = reply.body.find("handed-code\">", at) + 13;
    return reply.body.substr(at, reply.body.find('<', at) - at);
}

// The password that was drawn for a new account.
std::string new_manager(TestInstance& instance, Visitor& admin) {
    admin.get("/administration/comptes/ajouter");
    const auto shown = admin.post("/administration/comptes/ajouter", {{"role", "manager"},
                                                                      {"login", "nouvelle"},
                                                                      {"display_name", "Nouvelle Personne"},
                                                                      {"employer", instance.employer.text()},
                                                                      {"teams", instance.team.text()}});
    instance.know_seed("nouvelle", handed_over(shown, 1));
    return handed_over(shown, 0);
}

Reply enter_as(TestInstance& instance, Visitor& person, const std::string& login,
               const std::string& password) {
    person.get("/connexion");
    return person.post("/connexion",
                       {{"login", login}, {"password", password}, {"totp", instance.second_factor(login)}});
}

TEST_F(Administration, lists_accounts_and_warns_of_a_single_administrator) {
    instance.add_account(Role::referent, "referente");
    auto page = admin.get("/administration");
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(shows(page, "Essai referente") && shows(page, "Aide à domicile Exemple"));
    EXPECT_TRUE(shows(page, "Vous êtes le seul compte d’administration"));
    instance.add_account(Role::administrator, "admin2");
    page = admin.get("/administration");
    EXPECT_FALSE(shows(page, "Vous êtes le seul compte d’administration"));
}

TEST_F(Administration, is_for_administrators_only) {
    instance.add_account(Role::referent, "referente");
    Visitor referent{instance};
    referent.sign_in("referente", Role::referent);
    for (const auto* path :
         {"/administration", "/administration/organisations", "/administration/comptes/ajouter"}) {
        EXPECT_EQ(referent.get(path).status, 403) << path;
        EXPECT_EQ(Visitor{instance}.get(path).status, 303) << path;
    }
    EXPECT_EQ(referent.post("/administration/reseaux/ajouter", {{"name", "X"}}).status, 403);
}

TEST_F(Administration, a_new_manager_enters_with_the_password_shown_once) {
    admin.get("/administration/comptes/ajouter");
    const auto shown = admin.post("/administration/comptes/ajouter", {{"role", "manager"},
                                                                      {"login", "nouvelle@exemple.fr"},
                                                                      {"display_name", "Nouvelle Personne"},
                                                                      {"employer", instance.employer.text()},
                                                                      {"teams", instance.team.text()}});
    ASSERT_EQ(shown.status, 200) << shown.body;
    EXPECT_TRUE(shows(shown, "vaut sept jours"));
    instance.know_seed("nouvelle@exemple.fr", handed_over(shown, 1));
    Visitor person{instance};
    EXPECT_EQ(enter_as(instance, person, "nouvelle@exemple.fr", handed_over(shown, 0)).status, 303);
    EXPECT_FALSE(shows(admin.get("/administration"), handed_over(shown, 0)));
}

TEST_F(Administration, a_first_password_opens_nothing_but_the_page_that_replaces_it) {
    const auto first = new_manager(instance, admin);
    Visitor person{instance};
    ASSERT_EQ(enter_as(instance, person, "nouvelle", first).status, 303);
    for (const auto* path :
         {"/a-faire", "/signaler", "/mon-compte", "/mon-compte/cles-de-securite/ajouter"}) {
        const auto reply = person.get(path);
        EXPECT_EQ(reply.status, 303) << path;
        EXPECT_EQ(header(reply, "Location"), "/mon-mot-de-passe") << path;
    }
    const auto page = person.get("/mon-mot-de-passe");
    EXPECT_TRUE(shows(page, "Le mot de passe qu’on vous a remis sert à entrer une fois"));
    EXPECT_EQ(header(person.post("/mon-compte/sessions/terminer", {}), "Location"), "/mon-mot-de-passe");
    person.get("/mon-mot-de-passe");
    const auto kept =
        person.post("/mon-mot-de-passe",
                    {{"current_password", first}, {"new_password", first}, {"new_password_again", first}});
    EXPECT_EQ(kept.status, 422);
    EXPECT_TRUE(shows(kept, "C’est le mot de passe qu’on vous a remis. Choisissez-en un autre."));
    const std::string own = "quatre mots vraiment sans lien";
    EXPECT_EQ(person
                  .post("/mon-mot-de-passe",
                        {{"current_password", first}, {"new_password", own}, {"new_password_again", own}})
                  .status,
              303);
    instance.clock().move(std::chrono::days{8});
    Visitor later{instance};
    EXPECT_EQ(enter_as(instance, later, "nouvelle", own).status, 303);
    EXPECT_EQ(later.get("/a-faire").status, 200);
}

TEST_F(Administration, a_first_password_that_nobody_used_ends_after_a_week_and_a_paper_helps) {
    const auto first = new_manager(instance, admin);
    instance.clock().move(std::chrono::days{7} - std::chrono::minutes{5});
    Visitor in_time{instance};
    EXPECT_EQ(enter_as(instance, in_time, "nouvelle", first).status, 303);
    instance.clock().move(std::chrono::minutes{5});
    Visitor late{instance};
    const auto over = enter_as(instance, late, "nouvelle", first);
    EXPECT_EQ(over.status, 422);
    EXPECT_TRUE(shows(over, "valait sept jours") && shows(over, "Demandez à l’administrateur un papier"));
    instance.clock().move(std::chrono::minutes{2});
    EXPECT_FALSE(shows(enter_as(instance, late, "nouvelle", "un autre mot de passe"), "valait sept jours"))
        << "only whoever knows it is told";
}

TEST_F(Administration, a_new_physician_gets_a_code_to_scan_and_its_secret_in_letters) {
    admin.get("/administration/comptes/ajouter");
    const auto shown =
        admin.post("/administration/comptes/ajouter", {{"role", "physician"},
                                                       {"login", "docteur"},
                                                       {"display_name", "Docteur Essai"},
                                                       {"oh_service", instance.oh_service.text()}});
    ASSERT_EQ(shown.status, 200) << shown.body;
    EXPECT_NE(shown.body.find("<svg class=\"qr\""), std::string::npos);
    EXPECT_EQ(handed_over(shown, 1).size(), 32U);
}

TEST_F(Administration, an_account_form_says_every_error_and_keeps_what_was_typed) {
    admin.get("/administration/comptes/ajouter");
    const auto page = admin.post("/administration/comptes/ajouter",
                                 {{"role", "manager"}, {"login", "a b"}, {"display_name", "Camille Gardée"}});
    EXPECT_EQ(page.status, 422);
    EXPECT_TRUE(shows(page, "ne contient pas d’espace") && shows(page, "Choisissez la structure") &&
                shows(page, "au moins une équipe"));
    EXPECT_TRUE(shows(page, "Camille Gardée"));
    EXPECT_TRUE(shows(page, "Erreur : Ajouter un compte"));
}

TEST_F(Administration, a_team_of_another_employer_and_a_taken_name_are_refused) {
    admin.get("/administration/comptes/ajouter");
    const auto page = admin.post("/administration/comptes/ajouter", {{"role", "manager"},
                                                                     {"login", "ADMIN"},
                                                                     {"display_name", "X"},
                                                                     {"employer", instance.employer.text()},
                                                                     {"teams", instance.other_team.text()}});
    EXPECT_EQ(page.status, 422);
    EXPECT_TRUE(shows(page, "déjà pris") && shows(page, "pas de cette structure"));
}

TEST_F(Administration, a_closed_account_is_out_at_once) {
    const auto id = instance.add_account(Role::manager, "responsable");
    Visitor manager{instance};
    manager.sign_in("responsable", Role::manager);
    admin.get("/administration");
    EXPECT_EQ(admin.post("/administration/comptes/" + id.text() + "/fermer", {}).status, 303);
    EXPECT_EQ(manager.get("/mon-compte").status, 303);
    EXPECT_TRUE(shows(admin.get("/administration"), "Compte fermé"));
}

TEST_F(Administration, nobody_closes_the_own_account_and_a_missing_one_looks_the_same) {
    const auto own = instance.services().cases.read(
        [](const storage::Reader& reader) { return storage::Accounts{reader}.all().front().id; });
    admin.get("/administration");
    EXPECT_EQ(admin.post("/administration/comptes/" + own.text() + "/fermer", {}).status, 404);
    admin.get("/administration");
    EXPECT_EQ(admin.post("/administration/comptes/" + AccountId{}.text() + "/fermer", {}).status, 404);
}

TEST_F(Administration, a_lost_telephone_gets_a_new_secret_and_ends_the_sessions) {
    const auto id = instance.add_account(Role::referent, "referente");
    Visitor referent{instance};
    referent.sign_in("referente", Role::referent);
    admin.get("/administration");
    const auto shown = admin.post("/administration/comptes/" + id.text() + "/second-facteur", {});
    EXPECT_EQ(shown.status, 200);
    EXPECT_EQ(handed_over(shown, 0).size(), 32U);
    EXPECT_EQ(referent.get("/mon-compte").status, 303);
}

TEST_F(Administration, a_siret_spoilt_by_a_spreadsheet_is_named_so) {
    admin.get("/administration/structures/ajouter");
    EXPECT_TRUE(shows(admin.post("/administration/structures/ajouter", employer_fields("2,601E+13")),
                      "abîmé par un tableur"));
    admin.get("/administration/structures/ajouter");
    EXPECT_TRUE(shows(admin.post("/administration/structures/ajouter", employer_fields("732829320")),
                      "c’est un SIREN"));
    admin.get("/administration/structures/ajouter");
    EXPECT_TRUE(shows(admin.post("/administration/structures/ajouter", employer_fields("73282932000075")),
                      "clé de contrôle"));
    admin.get("/administration/structures/ajouter");
    EXPECT_TRUE(shows(admin.post("/administration/structures/ajouter", employer_fields("73282932000074")),
                      "déjà enregistrée"));
    EXPECT_FALSE(shows(admin.get("/administration/organisations"), "Aide du Val"));
}

TEST_F(Administration, organisations_are_added_and_shown) {
    const auto post = [&](const std::string& kind, const Fields& fields) {
        const auto path = "/administration/" + kind + "/ajouter";
        admin.get(path);
        return admin.post(path, fields).status;
    };
    auto agent = employer_fields("552 100 554 00013");
    agent.erase("mode");
    agent.emplace("mode", "agent");
    EXPECT_EQ(post("structures", agent), 303);
    EXPECT_EQ(post("equipes", {{"employer", instance.employer.text()}, {"name", "Secteur Ouest"}}), 303);
    EXPECT_EQ(post("equipes", {{"employer", instance.employer.text()}, {"name", "Secteur Ouest"}}), 422);
    EXPECT_EQ(
        post("services",
             {{"name", "Santé Ville"}, {"retention_officer", "Lou Essai"}, {"phone", "01 00 00 00 02"}}),
        303);
    EXPECT_EQ(post("reseaux", {{"name", "Réseau Neuf"}}), 303);
    const auto members = "/administration/reseaux/" + instance.network.text();
    const Fields membership{{"employer", instance.employer.text()}, {"first_day", "2026-03-12"}};
    admin.get(members);
    EXPECT_EQ(admin.post(members + "/entrees", membership).status, 303);
    admin.get(members);
    EXPECT_EQ(admin.post(members + "/entrees", membership).status, 422);
    const auto page = admin.get("/administration/organisations");
    for (const auto* words : {"Aide du Val", "mandataire, suivi par le service national (SPSTN)",
                              "Secteur Ouest", "Santé Ville", "Réseau Neuf", "Réseaux : Réseau Exemple"})
        EXPECT_TRUE(shows(page, words)) << words;
}

TEST(OwnAccount, the_password_changes_and_every_session_ends) {
    TestInstance instance;
    instance.add_account(Role::manager, "responsable");
    Visitor here{instance};
    Visitor elsewhere{instance};
    here.sign_in("responsable", Role::manager);
    elsewhere.sign_in("responsable", Role::manager);
    const std::string better = "quatre mots vraiment sans lien";
    EXPECT_TRUE(shows(here.get("/mon-compte"), "Celle-ci"));
    const auto changed = here.post("/mon-mot-de-passe", {{"current_password", TestInstance::test_password},
                                                         {"new_password", better},
                                                         {"new_password_again", better}});
    EXPECT_EQ(changed.status, 303) << changed.body;
    EXPECT_EQ(elsewhere.get("/mon-compte").status, 303);
    Visitor again{instance};
    again.get("/connexion");
    EXPECT_EQ(again
                  .post("/connexion", {{"login", "responsable"},
                                       {"password", better},
                                       {"totp", instance.second_factor("responsable")}})
                  .status,
              303);
}

TEST(OwnAccount, a_stolen_password_is_refused_where_the_operator_gave_a_list) {
    TestInstance instance;
    instance.add_account(Role::manager, "responsable");
    const std::string stolen = "quatre chevaux sans lune";  // one of the list, and long enough
    const auto choose = [&](const std::string& password) {
        instance.clock().move(std::chrono::minutes{2});
        Visitor visitor{instance};
        visitor.sign_in("responsable", Role::manager);
        visitor.get("/mon-compte");
        return visitor.post("/mon-mot-de-passe", {{"current_password", TestInstance::test_password},
                                                  {"new_password", password},
                                                  {"new_password_again", password}});
    };
    const auto list =
        std::filesystem::path(PREVENANCE_SOURCE_DIR) / "tests/integrations/files/breached_passwords.txt";
    ASSERT_TRUE(instance.restart([&](Settings& settings) { settings.breached_passwords = list; }));
    const auto refused = choose(stolen);
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(shows(refused, "dans une liste de mots de passe volés"));
    ASSERT_TRUE(
        instance.restart([&](Settings& settings) { settings.breached_passwords = "/nowhere/list.txt"; }));
    const auto unread = choose("quatre mots vraiment sans lien");
    EXPECT_EQ(unread.status, 422) << "a list that went away lets nothing pass";
    EXPECT_TRUE(shows(unread, "La liste des mots de passe volés ne se lit pas"));
    ASSERT_TRUE(instance.restart());
    EXPECT_EQ(choose(stolen).status, 303) << "without a list it may be taken";
}

TEST(OwnAccount, a_physician_keeps_the_own_keys_through_a_change_of_password) {
    TestInstance instance;
    const auto id = instance.add_account(Role::physician, "docteur");
    const auto keys_now = [&] {
        return instance.services()
            .cases.read([&](const storage::Reader& reader) { return storage::Accounts{reader}.find(id); })
            ->member_keys;
    };
    const auto before = keys_now();
    Visitor physician{instance};
    physician.sign_in("docteur", Role::physician);
    physician.get("/mon-compte");
    const std::string better = "quatre mots vraiment sans lien";
    EXPECT_EQ(physician
                  .post("/mon-mot-de-passe", {{"current_password", TestInstance::test_password},
                                              {"new_password", better},
                                              {"new_password_again", better}})
                  .status,
              303);
    ASSERT_TRUE(keys_now());
    EXPECT_NE(keys_now(), before);
    // Signing in opens the member's keys with the new password, and wraps them for the session.
    instance.clock().move(std::chrono::minutes{2});
    Visitor again{instance};
    again.get("/connexion");
    const auto in =
        again.post("/connexion",
                   {{"login", "docteur"}, {"password", better}, {"totp", instance.second_factor("docteur")}});
    ASSERT_EQ(in.status, 303) << in.body;
    const auto sessions = instance.services().cases.read(
        [&](const storage::Reader& reader) { return storage::Accounts{reader}.sessions_of(id); });
    ASSERT_EQ(sessions.size(), 1U);
    EXPECT_TRUE(sessions.front().sealed_member_key);
}

TEST(OwnAccount, a_wrong_or_weak_password_changes_nothing_and_guessing_gets_slower) {
    TestInstance instance;
    instance.add_account(Role::manager, "responsable");
    Visitor visitor{instance};
    visitor.sign_in("responsable", Role::manager);
    visitor.get("/mon-compte");
    const auto refused = visitor.post(
        "/mon-mot-de-passe",
        {{"current_password", "faux"}, {"new_password", "court"}, {"new_password_again", "autre"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(shows(refused, "pas votre mot de passe actuel") && shows(refused, "trop court") &&
                shows(refused, "différents"));
    EXPECT_EQ(visitor.post("/mon-mot-de-passe", {{"current_password", "faux"}}).status, 429);
    EXPECT_EQ(visitor.get("/mon-compte").status, 200);
}

TEST(OwnAccount, an_access_key_is_shown_once_and_stops_when_it_is_taken_back) {
    TestInstance instance;
    instance.add_account(Role::referent, "referente");
    Visitor referent{instance};
    referent.sign_in("referente", Role::referent);
    referent.get("/mon-compte");
    const auto shown = referent.post("/mon-compte/cles", {{"label", "Paie"}});
    ASSERT_EQ(shown.status, 200) << shown.body;
    const auto key = handed_over(shown, 0);
    EXPECT_EQ(call_api(instance, key, "GET", "/api/v1/employees").status, 200);
    const auto page = referent.get("/mon-compte");
    EXPECT_FALSE(shows(page, key));
    const auto at = page.body.find("/mon-compte/cles/") + 17;
    const auto id = page.body.substr(at, 36);
    EXPECT_EQ(referent.post("/mon-compte/cles/" + id + "/retirer", {}).status, 303);
    EXPECT_EQ(call_api(instance, key, "GET", "/api/v1/employees").status, 401);
}

TEST(OwnAccount, nobody_takes_back_a_key_of_somebody_else) {
    TestInstance instance;
    const auto other =
        instance.add_account_of(Role::referent, "autre", instance.other_employer, instance.other_team);
    const auto key = instance.add_api_key(other);
    const auto id = instance.services().cases.read([&](const storage::Reader& reader) {
        return storage::Accounts{reader}.api_keys_of(other).front().id;
    });
    instance.add_account(Role::referent, "referente");
    Visitor referent{instance};
    referent.sign_in("referente", Role::referent);
    referent.get("/mon-compte");
    EXPECT_EQ(referent.post("/mon-compte/cles/" + KeyId{id}.text() + "/retirer", {}).status, 404);
    EXPECT_EQ(call_api(instance, key, "GET", "/api/v1/employees").status, 200);
}

TEST(Health, answers_without_signing_in_and_tells_nothing_of_the_machine) {
    TestInstance instance;
    Visitor anybody{instance};
    EXPECT_EQ(anybody.get("/healthz").body, "{\"status\":\"ok\",\"checks\":[]}");
    const auto ready = anybody.get("/readyz");
    EXPECT_EQ(ready.status, 200);
    EXPECT_NE(ready.body.find("\"status\":\"ok\""), std::string::npos);
    EXPECT_EQ(ready.body.find(instance.folder().string()), std::string::npos);
}

TEST(Health, a_request_under_a_foreign_name_is_refused) {
    TestInstance instance;
    Request request;
    request.method = "GET";
    request.path = "/healthz";
    request.headers["host"] = "evil.example";
    EXPECT_EQ(instance.ask(request).status, 400);
}

}  // namespace
}  // namespace prevenance::api
