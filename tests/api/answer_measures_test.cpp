// Work measures a physician proposed: read, acknowledged and answered by the employer.
#include "api/sent_measures.h"
#include "storage/measures.h"
#include "tests/api/employer_case.h"

#include <gtest/gtest.h>

namespace prevenance::api {
namespace {

struct TwoMeasures : EmployerCase {
    TwoMeasures() : physician(instance.add_account(Role::physician, "medecin")) {
        auto& services = instance.services();
        measures.id = services.randomness.new_id<MeasuresId>();
        measures.employer = instance.employer;
        measures.employee = employee;
        measures.oh_service = instance.oh_service;
        measures.talked_with_employee_on = *parse_iso_date("2026-03-09");
        measures.talked_with_employer_on = *parse_iso_date("2026-03-10");
        measures.review_on = parse_iso_date("2026-06-15");
        measures.sent_at = instance.clock().now();
        measures.sent_by = physician;
        const auto tenant = instance.employer.text();
        const auto key = find_person_key(services, employee.bytes).value();
        storage::MeasureRecord first;
        first.code = "pair_for_transfers";
        first.sealed_detail =
            seal_words(services, key, measure_place(tenant, measures.id, 0, "sealed_detail"),
                       Sensitive<std::string>{"Chez deux personnes aidées, le matin."});
        storage::MeasureRecord second;
        second.position = 1;
        second.code = "no_split_shifts";
        measures.measures = {first, second};
        services.cases.write([&](storage::Transaction& transaction) {
            storage::SentMeasures{transaction, MailboxScope::for_job(instance.oh_service)}.add(transaction,
                                                                                               measures);
            services.audit.record(transaction,
                                  {measures.sent_at, physician, "test.prepare", measures.id.bytes});
        });
        path = "/preconisations/" + measures.id.text();
    }
    Reply answer(const Fields& fields) {
        referent.get(path);
        return referent.post(path + "/reponse", fields);
    }
    AccountId physician;
    storage::MeasuresRecord measures;
    std::string path;
};

TEST(Measures, show_work_and_dates_and_never_why) {
    TwoMeasures given;
    const auto page = given.referent.get(given.path);
    EXPECT_EQ(page.status, 200);
    for (const auto* words :
         {"Mesures de travail proposées pour Camille Durand", "Travailler à deux pour les transferts",
          "Chez deux personnes aidées, le matin.", "Pas de coupure longue dans la journée",
          "Il n’a pas à dire pourquoi", "Essai medecin", "Santé au travail Exemple", "Le 9 mars 2026",
          "Le 15 juin 2026", "L4624-6"})
        EXPECT_TRUE(shows(page, words)) << words;
    expect_no_forbidden_words(page);
}

TEST(Measures, are_acknowledged_once_by_a_named_human) {
    TwoMeasures given;
    given.referent.get(given.path);
    EXPECT_EQ(given.referent.post(given.path + "/connaissance", {}).status, 303);
    given.instance.clock().move(std::chrono::minutes{2});
    given.referent.get(given.path);
    EXPECT_EQ(given.referent.post(given.path + "/connaissance", {}).status, 303);
    EXPECT_EQ(given.count("SELECT count(*) FROM measures WHERE acknowledged_by = ? AND acknowledged_at < ?",
                          {given.referent_account, given.instance.clock().now()}),
              1);
    const auto page = given.referent.get(given.path);
    EXPECT_TRUE(shows(page, "Vous en avez pris connaissance le 12 mars 2026."));
    EXPECT_FALSE(shows(page, "J’ai pris connaissance"));
}

TEST(Measures, each_gets_its_own_answer) {
    TwoMeasures given;
    const auto reply =
        given.answer({{"answer_0", "accepted"},
                      {"due_on_0", "2026-04-01"},
                      {"answer_1", "impossible"},
                      {"reason_1", "Les repas du midi sont à des heures fixées par les personnes aidées."}});
    ASSERT_EQ(reply.status, 303) << reply.body;
    const auto page = given.referent.get(header(reply, "Location"));
    EXPECT_TRUE(shows(page, "Acceptée, en place au plus tard le 1er avr. 2026"));
    EXPECT_TRUE(shows(page, "Impossible"));
    EXPECT_TRUE(shows(page, "heures fixées par les personnes aidées"));
    EXPECT_FALSE(shows(page, "Envoyer mes réponses"));
    EXPECT_EQ(given.count("SELECT count(*) FROM measures WHERE acknowledged_at IS NOT NULL"), 1);
    EXPECT_EQ(given.count("SELECT count(*) FROM measure WHERE answer = 'impossible' AND due_on IS NULL AND "
                          "instr(CAST(sealed_reason AS TEXT), 'heures') = 0"),
              1);
}

TEST(Measures, one_may_be_answered_later_and_none_twice) {
    TwoMeasures given;
    ASSERT_EQ(given.answer({{"answer_1", "accepted"}, {"due_on_1", "2026-04-01"}}).status, 303);
    const auto page = given.referent.get(given.path);
    EXPECT_TRUE(shows(page, "Envoyer mes réponses"));
    EXPECT_EQ(given.answer({{"answer_1", "impossible"}, {"reason_1", "Finalement non."}}).status, 422);
    ASSERT_EQ(given
                  .answer({{"answer_0", "otherwise"},
                           {"reason_0", "Un seul binôme, le mardi."},
                           {"due_on_0", "2026-05-04"}})
                  .status,
              303);
    EXPECT_EQ(given.answer({{"answer_0", "impossible"}, {"reason_0", "Finalement non."}}).status, 409);
    EXPECT_EQ(given.count("SELECT count(*) FROM measure WHERE answer = 'impossible'"), 0);
}

TEST(Measures, a_refusal_without_a_reason_does_not_pass) {
    TwoMeasures given;
    const auto reply =
        given.answer({{"answer_0", "impossible"}, {"answer_1", "otherwise"}, {"due_on_1", "2026-03-11"}});
    EXPECT_EQ(reply.status, 422);
    for (const auto* words :
         {"Expliquez pourquoi cette mesure est impossible. Le médecin et la personne liront ce motif.",
          "Expliquez ce que vous ferez à la place.", "Cette date est passée."})
        EXPECT_TRUE(shows(reply, words)) << words;
    EXPECT_EQ(given.answer({}).status, 422);
    EXPECT_EQ(given.answer({{"answer_0", "peut-être"}}).status, 422);
    EXPECT_EQ(given.answer({{"answer_0", "accepted"}}).status, 422) << "no date";
    EXPECT_EQ(given.answer({{"answer_0", "impossible"}, {"reason_0", "Elle est malade."}}).status, 422);
    EXPECT_EQ(given.count("SELECT count(*) FROM measure WHERE answer IS NOT NULL"), 0);
}

TEST(Measures, other_employers_and_other_roles_find_nothing) {
    TwoMeasures given;
    given.instance.add_account_of(Role::referent, "ailleurs", given.instance.other_employer,
                                  given.instance.other_team);
    given.instance.add_account(Role::manager, "responsable");
    Visitor elsewhere{given.instance};
    elsewhere.sign_in("ailleurs", Role::referent);
    Visitor manager{given.instance};
    manager.sign_in("responsable", Role::manager);
    EXPECT_EQ(elsewhere.get(given.path).status, 404);
    EXPECT_EQ(manager.get(given.path).status, 403);
    for (const auto* act : {"/connaissance", "/reponse"}) {
        EXPECT_EQ(elsewhere.post(given.path + act, {{"answer_0", "impossible"}, {"reason_0", "Non."}}).status,
                  404);
        EXPECT_EQ(manager.post(given.path + act, {{"answer_0", "impossible"}, {"reason_0", "Non."}}).status,
                  403);
    }
    EXPECT_EQ(given.count("SELECT count(*) FROM measure WHERE answer IS NOT NULL"), 0);
    EXPECT_EQ(given.count("SELECT count(*) FROM measures WHERE acknowledged_at IS NOT NULL"), 0);
}

}  // namespace
}  // namespace prevenance::api
