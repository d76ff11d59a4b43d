#include "api/person_keys.h"
#include "api/sent_measures.h"
#include "storage/measures.h"
#include "tests/api/mailbox_case.h"

#include <gtest/gtest.h>

namespace prevenance::api {
namespace {

class ProposeMeasures : public MailboxCase {
protected:
    ProposeMeasures() { open_the_mailbox(); }

    std::string today() { return iso_date(in_paris(instance.clock().now()).date); }
    std::string in_days(int days) { return iso_date(in_paris(instance.clock().now()).date + Days{days}); }
    Visitor confirming(const SentAlert& sent) {
        auto visitor = signed_in(physician_login, Role::physician);
        visitor.get(sent.path());
        visitor.post(sent.path() + "/confirmer", {{"talked_on", today()}, {"talked", "true"}});
        visitor.get(sent.path() + "/preconisations");
        return visitor;
    }
    Fields filled() {
        return {{"measure", "pair_for_transfers"},
                {"measure", "travel_limit"},
                {"detail_travel_limit", "Vingt minutes au plus entre deux domiciles"},
                {"talked_with_employee_on", today()},
                {"talked_with_employer_on", today()},
                {"review_on", in_days(90)}};
    }
    std::vector<storage::MeasuresRecord> received() {
        return instance.services().cases.read([&](const storage::Reader& reader) {
            return storage::ReceivedMeasures{reader, EmployerScope::for_job(instance.employer)}.about(
                employee);
        });
    }
};

TEST_F(ProposeMeasures, they_are_read_again_then_sent_and_arrive_at_the_employer) {
    const auto sent = delivered_alert();
    auto visitor = confirming(sent);
    const auto preview = visitor.post(sent.path() + "/preconisations/relire", filled());
    ASSERT_EQ(preview.status, 200);
    for (const auto* words :
         {"Voici exactement ce que l’employeur lira", "CANARI-Camille CANARI-Durand",
          "Travailler à deux pour les transferts", "Vingt minutes au plus entre deux domiciles",
          "Santé au travail Exemple", "Envoyer à l’employeur"})
        EXPECT_TRUE(shows(preview, words)) << words;
    EXPECT_FALSE(shows(preview, "je voudrais en parler"));
    EXPECT_TRUE(received().empty()) << "nothing leaves before it was read again";

    EXPECT_EQ(header(visitor.post(sent.path() + "/preconisations", filled()), "Location"),
              sent.path() + "?fait=mesures-envoyees");
    const auto measures = received();
    ASSERT_EQ(measures.size(), 1U);
    EXPECT_EQ(measures[0].alert, std::nullopt) << "the employer's side never learns of an alert";
    ASSERT_EQ(measures[0].measures.size(), 2U);
    EXPECT_EQ(measures[0].measures[0].code, "pair_for_transfers");
    EXPECT_EQ(measures[0].measures[0].sealed_detail, std::nullopt);
    const auto key = find_person_key(instance.services(), employee.bytes).value();
    const auto employer = instance.employer.text();
    const auto detail =
        open_words(instance.services(), key, measure_place(employer, measures[0].id, 1, "sealed_detail"),
                   measures[0].measures[1].sealed_detail.value());
    EXPECT_EQ(detail->reveal(), "Vingt minutes au plus entre deux domiciles");
    EXPECT_FALSE(open_words(instance.services(), key,
                            measure_place(employer, measures[0].id, 0, "sealed_detail"),
                            measures[0].measures[1].sealed_detail.value()))
        << "a ciphertext moved to another measure must not open";
    EXPECT_EQ(number("SELECT count(*) FROM outbox WHERE kind = 'notice' AND recipient = ?", {referent}), 1);
    EXPECT_TRUE(shows(visitor.get("/boite"), "Préconisations"));
}

TEST_F(ProposeMeasures, the_same_form_sent_twice_sends_once) {
    const auto sent = delivered_alert();
    auto visitor = confirming(sent);
    visitor.post(sent.path() + "/preconisations/relire", filled());
    auto form = filled();
    form.emplace("form_token", visitor.hidden("form_token"));
    form.emplace("submission_key", visitor.hidden("submission_key"));
    EXPECT_EQ(visitor.post_exactly(sent.path() + "/preconisations", form).status, 303);
    EXPECT_EQ(visitor.post_exactly(sent.path() + "/preconisations", form).status, 303);
    EXPECT_EQ(received().size(), 1U);
}

TEST_F(ProposeMeasures, every_error_is_said_at_once_and_what_was_typed_is_kept) {
    const auto sent = delivered_alert();
    auto visitor = confirming(sent);
    const auto page =
        visitor.post(sent.path() + "/preconisations/relire", {{"detail_breaks", "Une pause à dix heures"},
                                                              {"talked_with_employee_on", in_days(1)},
                                                              {"review_on", today()}});
    EXPECT_EQ(page.status, 422);
    for (const auto* words :
         {"Choisissez au moins une mesure.", "Cochez cette mesure, ou effacez sa précision.",
          "Indiquez le jour de l’échange avec l’employeur", "Choisissez un jour à venir",
          "Une pause à dix heures"})
        EXPECT_TRUE(shows(page, words)) << words;
}

TEST_F(ProposeMeasures, words_about_health_do_not_pass_also_when_the_preview_is_left_out) {
    const auto sent = delivered_alert();
    auto visitor = confirming(sent);
    auto form = filled();
    form.emplace("detail_pair_for_transfers", "à cause de sa hernie discale");
    for (const auto* step : {"/preconisations/relire", "/preconisations"}) {
        const auto page = visitor.post(sent.path() + step, form);
        EXPECT_EQ(page.status, 422) << step;
        EXPECT_TRUE(shows(page, "hernie")) << step;
        visitor.get(sent.path() + "/preconisations");
    }
    EXPECT_TRUE(received().empty());
}

TEST_F(ProposeMeasures, nothing_is_proposed_before_the_voice) {
    const auto sent = delivered_alert();
    auto visitor = signed_in(physician_login, Role::physician);
    visitor.get(sent.path());
    EXPECT_EQ(visitor.get(sent.path() + "/preconisations").status, 409);
    visitor.get(sent.path());
    EXPECT_EQ(visitor.post(sent.path() + "/preconisations", filled()).status, 409);
    EXPECT_TRUE(received().empty());
}

TEST_F(ProposeMeasures, an_own_request_becomes_a_letter_and_reaches_no_employer) {
    const auto sent = send_own_request();
    deliver();
    auto visitor = confirming(sent);
    EXPECT_TRUE(shows(visitor.get(sent.path() + "/preconisations"), "Cette personne a écrit seule"));
    const auto letter = visitor.post(sent.path() + "/preconisations/relire", filled());
    EXPECT_TRUE(shows(letter, "Voici la lettre à imprimer"));
    EXPECT_TRUE(shows(letter, "CANARI-Camille Durand"));
    EXPECT_FALSE(shows(letter, "Envoyer à l’employeur"));
    EXPECT_EQ(visitor.post(sent.path() + "/preconisations", filled()).status, 409);
    EXPECT_EQ(number("SELECT count(*) FROM measures"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM outbox WHERE recipient = ?", {referent}), 0);
}

TEST_F(ProposeMeasures, an_agreement_withdrawn_while_the_form_is_open_stops_the_sending) {
    const auto sent = delivered_alert();
    auto visitor = confirming(sent);
    visitor.post(sent.path() + "/preconisations/relire", filled());
    withdraw(sent);
    EXPECT_EQ(visitor.post(sent.path() + "/preconisations", filled()).status, 409);
    EXPECT_TRUE(received().empty());
}

TEST_F(ProposeMeasures, the_case_page_shows_what_the_employer_answered) {
    const auto sent = delivered_alert();
    auto visitor = confirming(sent);
    visitor.post(sent.path() + "/preconisations/relire", filled());
    visitor.post(sent.path() + "/preconisations", filled());
    EXPECT_TRUE(shows(visitor.get(sent.path()), "L’employeur ne les a pas encore lues."));
    const auto id = received()[0].id;
    const auto key = find_person_key(instance.services(), employee.bytes).value();
    const auto place = measure_place(instance.employer.text(), id, 1, "sealed_reason");
    storage::MeasureRecord answer;
    answer.position = 1;
    answer.answer = "impossible";
    answer.sealed_reason =
        seal_words(instance.services(), key, place, Sensitive<std::string>{"Le secteur est trop étendu"});
    write([&](storage::Transaction& transaction) {
        const storage::ReceivedMeasures measures{transaction, EmployerScope::for_job(instance.employer)};
        EXPECT_TRUE(measures.acknowledge(transaction, id, referent, instance.clock().now()));
        EXPECT_TRUE(measures.answer(transaction, id, answer, instance.clock().now()));
    });
    const auto page = visitor.get(sent.path());
    EXPECT_TRUE(shows(page, "Lues par l’employeur le"));
    EXPECT_TRUE(shows(page, "Impossible. Motif écrit : Le secteur est trop étendu"));
}

}  // namespace
}  // namespace prevenance::api
