// The employer's own request for a visit: after a talk, in the employer's words, on paper.
#include "tests/api/employer_case.h"

#include <gtest/gtest.h>

#include <fstream>

namespace prevenance::api {
namespace {

constexpr auto motive = "Les tournées de Camille comptent beaucoup de transferts et deux coupures longues.";

struct AfterATalk : EmployerCase {
    AfterATalk()
        : fact(add_signal(employee, "DIFFICULTE_TACHES", "2026-03-02")),
          path("/salaries/" + employee.text() + "/demande-de-visite") {
        add_signal(employee, "OBS_RETARD", "2026-03-04");
        record_talk(employee);
    }
    Fields complete() const {
        return {{"object", "tasks_difficult"},
                {"motive", motive},
                {"informed_on", "2026-03-12"},
                {"decided", "true"},
                {"facts", fact.text()}};
    }
    Reply ask(const Fields& fields) {
        referent.get(path);
        return referent.post(path, fields);
    }
    FactId fact;
    std::string path;
};

TEST(VisitRequest, becomes_a_letter_in_the_employers_words_with_the_ticked_facts_only) {
    AfterATalk given;
    const auto reply = given.ask(given.complete());
    ASSERT_EQ(reply.status, 303) << reply.body;
    const auto letter = given.referent.get(header(reply, "Location"));
    EXPECT_EQ(letter.status, 200);
    for (const auto* words :
         {"Le service n’a rien envoyé.", "Aide à domicile Exemple", "Santé au travail Exemple",
          "À l’attention du médecin du travail", "article R4624-34", "Camille Durand", "Aide à domicile",
          motive, "Des tâches du poste sont devenues difficiles à tenir", "Difficulté dans certaines tâches",
          "Nous avons échangé le mercredi 11 mars 2026", "le jeudi 12 mars 2026",
          "aucune information de santé", "Essai referente", "Copie remise à la personne"})
        EXPECT_TRUE(shows(letter, words)) << words;
    EXPECT_FALSE(shows(letter, "Arrivée au moins 10 minutes")) << "a fact that was not ticked";
    expect_no_forbidden_words(letter);
}

TEST(VisitRequest, sends_nothing) {
    AfterATalk given;
    ASSERT_EQ(given.ask(given.complete()).status, 303);
    EXPECT_EQ(given.count("SELECT count(*) FROM outbox"), 0);
    EXPECT_EQ(given.count("SELECT count(*) FROM captured_mail"), 0);
    EXPECT_EQ(given.count("SELECT count(*) FROM sealed_alert"), 0);
}

TEST(VisitRequest, needs_a_talk_first) {
    EmployerCase given;
    const auto path = "/salaries/" + given.employee.text() + "/demande-de-visite";
    const auto page = given.referent.get(path);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(shows(page, "Parlez d’abord avec Camille Durand."));
    EXPECT_EQ(page.body.find("<textarea"), std::string::npos);
    given.referent.get("/salaries/" + given.employee.text() + "/entretien");
    const auto reply = given.referent.post(path, {{"object", "tasks_difficult"},
                                                  {"motive", motive},
                                                  {"informed_on", "2026-03-12"},
                                                  {"decided", "true"}});
    EXPECT_EQ(reply.status, 409);
    EXPECT_EQ(given.count("SELECT count(*) FROM visit_request"), 0);
}

TEST(VisitRequest, words_about_health_are_named_and_refused) {
    AfterATalk given;
    const auto words = "Camille a mal au DOS et semble Dépressive.";
    const auto reply = given.ask(with(given.complete(), "motive", words));
    EXPECT_EQ(reply.status, 422);
    EXPECT_TRUE(shows(reply, "dos"));
    EXPECT_TRUE(shows(reply, words)) << "what was typed is kept, to be reworded";
    EXPECT_EQ(given.count("SELECT count(*) FROM visit_request"), 0);
}

TEST(VisitRequest, every_mistake_is_said_at_once) {
    AfterATalk given;
    const auto reply = given.ask({});
    EXPECT_EQ(reply.status, 422);
    for (const auto* words :
         {"Choisissez l’objet de la demande.", "Décrivez en quelques mots",
          "Indiquez quand vous avez informé la personne", "Confirmez que vous avez décidé"})
        EXPECT_TRUE(shows(reply, words)) << words;
}

TEST(VisitRequest, each_field_has_its_bounds) {
    AfterATalk given;
    const auto stranger = given.instance.add_employee("00050", "Alix", "Autre");
    const auto foreign = given.add_signal(stranger, "OBS_RETARD", "2026-03-01");
    for (const auto& [name, value] :
         std::initializer_list<std::pair<std::string, std::string>>{{"informed_on", "2026-03-13"},
                                                                    {"informed_on", "2026-03-10"},
                                                                    {"informed_on", "31/02/2026"},
                                                                    {"object", "health"},
                                                                    {"motive", std::string(501, 'a')},
                                                                    {"facts", foreign.text()},
                                                                    {"facts", "tous"}})
        EXPECT_EQ(given.ask(with(given.complete(), name, value)).status, 422)
            << name << "=" << value.substr(0, 20);
    EXPECT_EQ(given.count("SELECT count(*) FROM visit_request"), 0);
}

TEST(VisitRequest, the_motive_is_on_disk_as_a_ciphertext_only) {
    AfterATalk given;
    ASSERT_EQ(given.ask(given.complete()).status, 303);
    for (const auto* file : {"prevenance.db", "prevenance.db-wal"}) {
        std::ifstream stream{given.instance.folder() / "data" / file, std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
        EXPECT_EQ(bytes.find("coupures longues"), std::string::npos) << file;
        EXPECT_EQ(bytes.find("Durand"), std::string::npos) << file;
    }
}

TEST(VisitRequest, markup_in_the_motive_is_shown_as_typed) {
    AfterATalk given;
    const auto reply = given.ask(with(given.complete(), "motive", "<script>alert(1)</script> & tournée"));
    ASSERT_EQ(reply.status, 303);
    const auto letter = given.referent.get(header(reply, "Location"));
    EXPECT_EQ(letter.body.find("<script>"), std::string::npos);
    EXPECT_TRUE(shows(letter, "& tournée"));
}

TEST(VisitRequest, other_employers_and_other_roles_find_nothing) {
    AfterATalk given;
    const auto made = header(given.ask(given.complete()), "Location");
    const auto letter = made.substr(0, made.find('?'));
    given.instance.add_account_of(Role::referent, "ailleurs", given.instance.other_employer,
                                  given.instance.other_team);
    given.instance.add_account(Role::manager, "responsable");
    Visitor elsewhere{given.instance};
    elsewhere.sign_in("ailleurs", Role::referent);
    Visitor manager{given.instance};
    manager.sign_in("responsable", Role::manager);
    for (const auto& path : {letter, given.path}) {
        EXPECT_EQ(elsewhere.get(path).status, 404) << path;
        EXPECT_EQ(manager.get(path).status, 403) << path;
    }
    EXPECT_EQ(elsewhere.post(given.path, given.complete()).status, 404);
    EXPECT_EQ(manager.post(given.path, given.complete()).status, 403);
    EXPECT_EQ(given.count("SELECT count(*) FROM visit_request"), 1);
}

}  // namespace
}  // namespace prevenance::api
