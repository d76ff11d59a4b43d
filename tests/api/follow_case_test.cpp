// An accompaniment from the voice to the last follow-up, on the physician's side; and everything that the
// state, the agreement and somebody faster refuse. What the employer sees of it is in indistinguishable_test.
#include "api/demo_cases.h"
#include "api/jobs/announce_lists.h"
#include "api/jobs/end_agreements.h"
#include "storage/alerts.h"
#include "storage/audit_log.h"
#include "storage/organisations.h"
#include "storage/service_cases.h"
#include "tests/api/invitation_scene.h"
#include "tests/api/mailbox_case.h"

#include <gtest/gtest.h>

namespace prevenance::api {
namespace {

using namespace std::chrono_literals;

class FollowCase : public MailboxCase {
protected:
    FollowCase() { open_the_mailbox(true); }

    std::string today() { return iso_date(in_paris(instance.clock().now()).date); }
    std::string in_days(int days) { return iso_date(in_paris(instance.clock().now()).date + Days{days}); }
    std::string case_path(const SentAlert& sent) { return sent.path() + "/dossier"; }
    Visitor& doctor() {
        if (!doctor_) doctor_.emplace(signed_in(physician_login, Role::physician));
        return *doctor_;
    }
    Visitor again() { return signed_in(physician_login, Role::physician); }
    void confirm(const SentAlert& sent) {
        doctor().get(sent.path());
        ASSERT_EQ(
            doctor().post(sent.path() + "/confirmer", {{"talked_on", today()}, {"talked", "true"}}).status,
            303);
    }
    void plan_visit(const SentAlert& sent, const std::string& kind = "employee_request") {
        doctor().get(sent.path());
        ASSERT_EQ(
            doctor().post(sent.path() + "/visite", {{"visit_kind", kind}, {"visit_on", today()}}).status,
            303);
    }
    // Loads the page of the case, then posts with the version it carried.
    Reply move(Visitor& visitor, const SentAlert& sent, const std::string& form, Fields fields) {
        const auto page = visitor.get(case_path(sent));
        EXPECT_EQ(page.status, 200);
        fields.emplace("version", header(page, "ETag").substr(1, 16));
        return visitor.post(case_path(sent) + "/" + form, fields);
    }
    Reply move(const SentAlert& sent, const std::string& form, const Fields& fields) {
        return move(doctor(), sent, form, fields);
    }
    void enter(const SentAlert& sent) {
        const auto done = move(
            sent, "entree", {{"proposal_answer", "enter"}, {"proposed_on", today()}, {"accepted", "true"}});
        ASSERT_EQ(done.status, 303) << done.body;
    }
    void leave(const SentAlert& sent) {
        const auto done = move(
            sent, "sortie", {{"left_on", today()}, {"exit_kind", "positive"}, {"outcome", "internal_post"}});
        ASSERT_EQ(done.status, 303) << done.body;
    }
    void wait(std::chrono::seconds time) {
        instance.clock().move(time);
        doctor_.reset();
    }
    std::int64_t rows() {
        return number(
            "SELECT (SELECT count(*) FROM service_case) + (SELECT count(*) FROM case_visit) + "
            "(SELECT count(*) FROM case_document) + (SELECT count(*) FROM case_contact) + "
            "(SELECT count(*) FROM case_follow_up)");
    }
    std::vector<std::string> acts_on(const SentAlert& sent) {
        return instance.services().cases.read([&](const storage::Reader& reader) {
            std::vector<std::string> actions;
            for (const auto& act : instance.services().audit.acts_on(reader, sent.id.bytes))
                actions.push_back(act.action);
            return actions;
        });
    }

private:
    std::optional<Visitor> doctor_;
};

TEST_F(FollowCase, a_case_goes_from_the_voice_to_the_last_follow_up) {
    const auto sent = delivered_alert();
    confirm(sent);
    plan_visit(sent);
    EXPECT_EQ(move(sent, "visite", {{"visit_result", "held"}, {"result_on", today()}}).status, 303);
    EXPECT_EQ(move(sent, "document", {{"document_kind", "ATTESTATION_SUIVI"}, {"issued_on", today()}}).status,
              303);
    EXPECT_EQ(
        move(sent, "echange",
             {{"with_whom", "employer"}, {"held_on", today()}, {"agreed", "true"}, {"agreed_on", today()}})
            .status,
        303);
    EXPECT_EQ(move(sent, "echange",
                   {{"with_whom", "partner"},
                    {"held_on", today()},
                    {"partner_kind", "cap_emploi"},
                    {"agreed", "true"},
                    {"agreed_on", today()}})
                  .status,
              303);
    enter(sent);
    EXPECT_TRUE(shows(doctor().get(case_path(sent)), "En cours"));
    wait(69 * 24h);
    leave(sent);
    wait(190 * 24h);
    EXPECT_EQ(move(sent, "suivi-demande", {{"asked_months", "6"}, {"asked_on", today()}}).status, 303);
    EXPECT_EQ(move(sent, "suivi-reponse",
                   {{"answered_months", "6"},
                    {"answered_on", today()},
                    {"still_in_work", "yes"},
                    {"post", "adapted"},
                    {"help_wished", "no"}})
                  .status,
              303);
    const auto page = doctor().get(case_path(sent));
    for (const auto* words :
         {"message de la personne reçu", "accord confirmé de vive voix",
          "visite faite, à la demande de la personne", "document remis : Attestation de suivi",
          "échange avec l’employeur (accord de la personne le", "échange avec un partenaire : Cap emploi",
          "entrée dans l’accompagnement", "sortie de l’accompagnement, positive", "Suite : Poste interne",
          "toujours en emploi, le même poste, aménagé", "ne souhaite pas d’aide",
          "L’accord donné avec le message a pris fin", "demander le suivi à 12 mois"})
        EXPECT_TRUE(shows(page, words)) << words << "\n" << page.body;
    EXPECT_TRUE(shows(page, sent.receipt.text()));
    EXPECT_FALSE(shows(page, canary)) << "the page of the case holds no word of anybody";
    const auto acts = acts_on(sent);
    for (const auto* action :
         {"case.read", "case.visit_result", "case.document", "case.contact", "case.proposal_answered",
          "case.leave", "case.follow_up_asked", "case.follow_up_answered"})
        EXPECT_TRUE(std::ranges::count(acts, action)) << action;
}

TEST_F(FollowCase, nothing_but_the_voice_comes_first) {
    const auto sent = delivered_alert();
    doctor().get(sent.path());
    const auto page = doctor().get(case_path(sent));
    EXPECT_TRUE(shows(page, "L’accord n’est pas encore confirmé de vive voix."));
    EXPECT_FALSE(shows(page, "Noter l’échange")) << "no form for what cannot be";
    const auto refused =
        move(sent, "entree", {{"proposal_answer", "enter"}, {"proposed_on", today()}, {"accepted", "true"}});
    EXPECT_EQ(refused.status, 409);
    EXPECT_TRUE(shows(refused, "Appelez d’abord la personne"));
    EXPECT_EQ(
        move(sent, "echange",
             {{"with_whom", "employer"}, {"held_on", today()}, {"agreed", "true"}, {"agreed_on", today()}})
            .status,
        409);
    EXPECT_EQ(rows(), 0);
}

TEST_F(FollowCase, a_move_that_the_state_does_not_allow_says_what_to_do_first) {
    const auto sent = delivered_alert();
    confirm(sent);
    const auto document =
        move(sent, "document", {{"document_kind", "AVIS_APTITUDE"}, {"issued_on", today()}});
    EXPECT_EQ(document.status, 409);
    EXPECT_TRUE(shows(document, "Notez d’abord la visite qui a eu lieu."));
    const auto exit =
        move(sent, "sortie", {{"left_on", today()}, {"exit_kind", "positive"}, {"outcome", "retraining"}});
    EXPECT_EQ(exit.status, 409);
    EXPECT_TRUE(shows(exit, "Notez d’abord son entrée."));
    const auto follow_up = move(sent, "suivi-demande", {{"asked_months", "6"}, {"asked_on", today()}});
    EXPECT_EQ(follow_up.status, 409);
    EXPECT_TRUE(shows(follow_up, "Notez d’abord la sortie."));
    const auto visit = move(sent, "visite", {{"visit_result", "held"}, {"result_on", today()}});
    EXPECT_EQ(visit.status, 409);
    EXPECT_TRUE(shows(visit, "Aucune visite n’est prévue."));
    EXPECT_EQ(rows(), 0);
    enter(sent);
    EXPECT_TRUE(shows(move(sent, "entree", {{"proposal_answer", "decline"}, {"proposed_on", today()}}),
                      "L’entrée est déjà notée."));
    leave(sent);
    EXPECT_TRUE(shows(move(sent, "suivi-demande", {{"asked_months", "6"}, {"asked_on", today()}}),
                      "Ce suivi a son jour"));
    EXPECT_TRUE(shows(move(sent, "suivi-reponse",
                           {{"answered_months", "6"},
                            {"answered_on", today()},
                            {"still_in_work", "no"},
                            {"help_wished", "yes"}}),
                      "Une réponse suit une question."));
    EXPECT_EQ(rows(), 1);
}

TEST_F(FollowCase, a_wrong_form_says_every_error_and_keeps_what_was_typed) {
    const auto sent = delivered_alert();
    confirm(sent);
    const auto contact = move(sent, "echange", {{"with_whom", "employer"}, {"held_on", in_days(1)}});
    EXPECT_EQ(contact.status, 422);
    EXPECT_TRUE(shows(contact, "La date ne peut pas être dans le futur."));
    EXPECT_TRUE(shows(contact, "Cochez la case si la personne est d’accord pour cet échange."));
    EXPECT_TRUE(shows(contact, "Indiquez le jour où la personne a donné cet accord."));
    EXPECT_NE(contact.body.find("value=\"" + in_days(1) + "\""), std::string::npos);
    EXPECT_NE(contact.body.find("value=\"employer\" checked"), std::string::npos);
    const auto exit = move(sent, "sortie", {{"left_on", in_days(-40)}, {"outcome", "guérison"}});
    EXPECT_TRUE(shows(exit, "Le dossier est arrivé le"));
    EXPECT_TRUE(shows(exit, "Choisissez le type de sortie."));
    EXPECT_TRUE(shows(exit, "Choisissez la suite."));
    EXPECT_TRUE(shows(move(sent, "entree", {{"proposal_answer", "enter"}, {"proposed_on", today()}}),
                      "L’accompagnement ne commence pas sans elle."));
    EXPECT_EQ(rows(), 0);
}

TEST_F(FollowCase, no_field_takes_a_word) {
    const auto sent = delivered_alert();
    confirm(sent);
    plan_visit(sent);
    const auto page = doctor().get(case_path(sent));
    EXPECT_EQ(page.body.find("<textarea"), std::string::npos);
    EXPECT_EQ(page.body.find("type=\"text\""), std::string::npos);
    EXPECT_EQ(move(sent, "document",
                   {{"document_kind", "AVIS_APTITUDE"}, {"issued_on", today()}, {"note", "CANARI-lombalgie"}})
                  .status,
              409);
    EXPECT_EQ(move(sent, "echange",
                   {{"with_whom", "employee"},
                    {"held_on", today()},
                    {"partner_kind", "CANARI-lombalgie"},
                    {"note", "CANARI-lombalgie"}})
                  .status,
              303);
    EXPECT_EQ(number("SELECT count(*) FROM case_contact WHERE partner_kind IS NOT NULL"), 0);
    EXPECT_FALSE(shows(doctor().get(case_path(sent)), "lombalgie"));
}

TEST_F(FollowCase, two_people_who_move_one_case_at_once_are_told) {
    const auto sent = delivered_alert();
    confirm(sent);
    auto second = signed_in(colleague_login, Role::physician);
    EXPECT_EQ(second.get(case_path(sent)).status, 200);
    const auto seen_by_second = second.hidden("version");
    enter(sent);
    const auto late =
        second.post(case_path(sent) + "/entree",
                    {{"proposal_answer", "decline"}, {"proposed_on", today()}, {"version", seen_by_second}});
    EXPECT_EQ(late.status, 409);
    EXPECT_TRUE(shows(late, "Une autre personne vient d’agir sur ce dossier"));
    EXPECT_TRUE(shows(late, "entrée dans l’accompagnement")) << "where it is now";
    EXPECT_EQ(number("SELECT count(*) FROM service_case WHERE entered_on IS NOT NULL"), 1);
    // What was typed stays, and goes through with the page's new version where it is still possible.
    EXPECT_EQ(second
                  .post(case_path(sent) + "/echange",
                        {{"with_whom", "employee"}, {"held_on", today()}, {"version", seen_by_second}})
                  .status,
              409);
    EXPECT_NE(second.hidden("version"), seen_by_second);
    EXPECT_EQ(
        second
            .post(case_path(sent) + "/echange",
                  {{"with_whom", "employee"}, {"held_on", today()}, {"version", second.hidden("version")}})
            .status,
        303);
    second.get(case_path(sent));
    EXPECT_EQ(
        second.post(case_path(sent) + "/echange", {{"with_whom", "employee"}, {"held_on", today()}}).status,
        409)
        << "a form without a version is not trusted";
}

TEST_F(FollowCase, a_stale_form_keeps_what_was_typed) {
    const auto sent = delivered_alert();
    confirm(sent);
    const auto stale = [&] {
        doctor().get(case_path(sent));
        return doctor().post(
            case_path(sent) + "/echange",
            {{"with_whom", "employee"}, {"held_on", today()}, {"version", "0123456789abcdef"}});
    }();
    EXPECT_EQ(stale.status, 409);
    EXPECT_NE(stale.body.find("value=\"employee\" checked"), std::string::npos);
    EXPECT_NE(stale.body.find("value=\"" + today() + "\""), std::string::npos);
}

TEST_F(FollowCase, the_pages_of_the_message_know_the_version_too) {
    const auto sent = delivered_alert();
    confirm(sent);
    doctor().get(sent.path());
    const auto version = doctor().hidden("version");
    EXPECT_EQ(version.size(), 16U);
    auto second = signed_in(colleague_login, Role::physician);
    second.get(sent.path());
    EXPECT_EQ(
        second
            .post(sent.path() + "/visite",
                  {{"visit_kind", "other"}, {"visit_on", in_days(9)}, {"version", second.hidden("version")}})
            .status,
        303);
    const auto late =
        doctor().post(sent.path() + "/visite",
                      {{"visit_kind", "mid_career"}, {"visit_on", in_days(3)}, {"version", version}});
    EXPECT_EQ(late.status, 409);
    EXPECT_TRUE(shows(late, "Une autre personne vient d’agir sur ce dossier."));
    EXPECT_NE(late.body.find("value=\"" + in_days(3) + "\""), std::string::npos);
    EXPECT_EQ(number("SELECT count(*) FROM alert_follow_up WHERE visit_kind = 'other'"), 1);
}

TEST_F(FollowCase, a_program_names_the_version_in_its_header) {
    const auto sent = delivered_alert();
    confirm(sent);
    const auto page = doctor().get(case_path(sent));
    const auto tag = header(page, "ETag");
    EXPECT_EQ(tag, "\"" + doctor().hidden("version") + "\"");
    doctor().headers()["if-match"] = "\"0123456789abcdef\"";
    const Fields contact{{"with_whom", "employee"}, {"held_on", today()}};
    EXPECT_EQ(doctor().post(case_path(sent) + "/echange", contact).status, 412);
    doctor().headers()["if-match"] = tag;
    EXPECT_EQ(doctor().post(case_path(sent) + "/echange", contact).status, 303);
}

TEST_F(FollowCase, a_double_click_and_the_back_button_give_the_first_answer_again) {
    const auto sent = delivered_alert();
    confirm(sent);
    doctor().get(case_path(sent));
    const Fields form{{"proposal_answer", "enter"},
                      {"proposed_on", today()},
                      {"accepted", "true"},
                      {"version", doctor().hidden("version")},
                      {"form_token", doctor().hidden("form_token")},
                      {"submission_key", doctor().hidden("submission_key")}};
    const auto first = doctor().post_exactly(case_path(sent) + "/entree", form);
    const auto second = doctor().post_exactly(case_path(sent) + "/entree", form);
    EXPECT_EQ(first.status, 303);
    EXPECT_EQ(second.status, 303) << second.body;
    EXPECT_EQ(header(second, "Location"), header(first, "Location"));
    EXPECT_EQ(header(second, "Idempotency-Replayed"), "true");
    EXPECT_EQ(rows(), 1);
}

TEST_F(FollowCase, somebody_who_did_not_come_can_be_asked_again) {
    const auto sent = delivered_alert();
    confirm(sent);
    plan_visit(sent);
    EXPECT_EQ(move(sent, "visite", {{"visit_result", "absent"}, {"result_on", today()}}).status, 303);
    EXPECT_TRUE(shows(doctor().get(case_path(sent)), "la personne n’est pas venue à la visite prévue le"));
    EXPECT_TRUE(shows(doctor().get(sent.path()), "Prévoir une visite"));
    plan_visit(sent);
    EXPECT_EQ(move(sent, "visite", {{"visit_result", "held"}, {"result_on", today()}}).status, 303);
    EXPECT_TRUE(shows(doctor().get("/boite"), "Visite faite"));
    EXPECT_EQ(number("SELECT count(*) FROM case_visit"), 2);
}

TEST_F(FollowCase, a_pre_return_visit_gives_no_attestation_of_follow_up) {
    const auto sent = delivered_alert();
    confirm(sent);
    plan_visit(sent, "pre_return");
    ASSERT_EQ(move(sent, "visite", {{"visit_result", "held"}, {"result_on", today()}}).status, 303);
    const auto refused =
        move(sent, "document", {{"document_kind", "ATTESTATION_SUIVI"}, {"issued_on", today()}});
    EXPECT_EQ(refused.status, 409);
    EXPECT_TRUE(shows(refused, "Une visite de préreprise ne donne pas lieu à une attestation de suivi."));
}

TEST_F(FollowCase, the_employer_of_an_own_request_is_no_choice) {
    const auto sent = send_own_request();
    deliver();
    confirm(sent);
    const auto page = doctor().get(case_path(sent));
    EXPECT_TRUE(shows(page, "Son employeur ne sait rien de ce dossier."));
    EXPECT_EQ(page.body.find("value=\"employer\""), std::string::npos);
    const auto refused =
        move(sent, "echange",
             {{"with_whom", "employer"}, {"held_on", today()}, {"agreed", "true"}, {"agreed_on", today()}});
    EXPECT_EQ(refused.status, 409);
    EXPECT_TRUE(shows(refused, "son employeur ne sait rien de ce dossier"));
    EXPECT_EQ(rows(), 0);
}

TEST_F(FollowCase, after_a_withdrawal_nothing_is_shown_and_nothing_is_added) {
    const auto sent = delivered_alert();
    confirm(sent);
    enter(sent);
    leave(sent);
    EXPECT_TRUE(shows(doctor().get("/boite/rapport"), "Sortie positive"));
    const auto version = doctor().hidden("version");
    withdraw(sent);
    wait(190 * 24h);
    const auto page = doctor().get(case_path(sent));
    EXPECT_EQ(page.status, 409);
    EXPECT_TRUE(shows(page, "La personne a retiré son accord"));
    EXPECT_FALSE(shows(page, "entrée dans l’accompagnement"));
    doctor().get("/boite/membres");
    const auto refused = doctor().post(case_path(sent) + "/suivi-demande",
                                       {{"asked_months", "6"}, {"asked_on", today()}, {"version", version}});
    EXPECT_EQ(refused.status, 409);
    EXPECT_TRUE(shows(refused, "La personne a retiré son accord"));
    EXPECT_EQ(rows(), 1);
    EXPECT_TRUE(shows(doctor().get("/boite/liste"), "Rien à faire d’ici là."));
    EXPECT_TRUE(shows(doctor().get("/boite/rapport"), "0 prescription reçue, 0 entrée."));
}

TEST_F(FollowCase, a_follow_up_of_somebody_who_left_the_employer_says_so) {
    const auto sent = delivered_alert();
    confirm(sent);
    enter(sent);
    leave(sent);
    EXPECT_FALSE(shows(doctor().get(case_path(sent)), "ne travaille plus chez l’employeur"));
    write([&](storage::Transaction& transaction) {
        transaction.execute("UPDATE employee SET left_on = ? WHERE id = ?",
                            {in_paris(instance.clock().now()).date + Days{30}, employee});
    });
    wait(190 * 24h);
    const auto page = doctor().get(case_path(sent));
    EXPECT_TRUE(shows(page, "La personne ne travaille plus chez l’employeur du message."));
    EXPECT_TRUE(shows(page, "Noter la demande"));
}

TEST_F(FollowCase, the_six_months_of_the_message_end_and_the_accompaniment_goes_on) {
    const auto sent = delivered_alert();
    const auto other = delivered_alert();
    confirm(sent);
    enter(sent);
    confirm(other);
    wait(200 * 24h);
    set_expired_alerts_aside(instance.services(), instance.clock().now());
    EXPECT_FALSE(shows(doctor().get(sent.path()), canary));
    EXPECT_EQ(doctor().get(case_path(sent)).status, 200);
    leave(sent);
    EXPECT_EQ(doctor().get(case_path(other)).status, 409) << "nobody had entered there";
    doctor().get(case_path(sent));
    EXPECT_EQ(doctor()
                  .post(case_path(other) + "/entree", {{"proposal_answer", "enter"},
                                                       {"proposed_on", today()},
                                                       {"accepted", "true"},
                                                       {"version", doctor().hidden("version")}})
                  .status,
              409);
}

TEST_F(FollowCase, a_case_under_way_is_not_closed_before_its_exit) {
    const auto sent = delivered_alert();
    confirm(sent);
    enter(sent);
    doctor().get(sent.path());
    const auto refused = doctor().post(sent.path() + "/clore", {});
    EXPECT_EQ(refused.status, 409);
    EXPECT_TRUE(shows(refused, "notez d’abord la sortie"));
    leave(sent);
    doctor().get(sent.path());
    EXPECT_EQ(doctor().post(sent.path() + "/clore", {}).status, 303);
    wait(190 * 24h);
    EXPECT_EQ(move(sent, "suivi-demande", {{"asked_months", "6"}, {"asked_on", today()}}).status, 303)
        << "follow-ups come after the closing";
}

TEST_F(FollowCase, nobody_but_a_member_of_the_own_mailbox_reaches_it) {
    const auto sent = delivered_alert();
    confirm(sent);
    enter(sent);
    EXPECT_EQ(signed_in(cell_login, Role::cell_member).get(case_path(sent)).status, 403);
    EXPECT_EQ(signed_in(referent_login, Role::referent).get(case_path(sent)).status, 403);
    instance.add_account(Role::physician, "nouvelle@service.example");
    EXPECT_EQ(signed_in("nouvelle@service.example", Role::physician).get(case_path(sent)).status, 403);
    const auto own_service = instance.oh_service;
    instance.oh_service = instance.services().randomness.new_id<OhServiceId>();
    write([&](storage::Transaction& transaction) {
        storage::Organisations::add(transaction,
                                    OhService{instance.oh_service, "Autre service", "X", "01 00 00 00 02"});
    });
    instance.add_account(Role::physician, "ailleurs@autre.example");
    instance.oh_service = own_service;
    auto elsewhere = signed_in("ailleurs@autre.example", Role::physician);
    EXPECT_EQ(elsewhere.get(case_path(sent)).status, 404);
    for (const auto* page : {"/boite/liste", "/boite/circuit", "/boite/statistiques", "/boite/rapport"}) {
        const auto seen = elsewhere.get(page);
        EXPECT_EQ(seen.status, 200) << page;
        EXPECT_FALSE(shows(seen, sent.receipt.text().substr(0, 8))) << page;
    }
    EXPECT_TRUE(shows(elsewhere.get("/boite/rapport"), "0 prescription reçue, 0 entrée."));
}

// --- lists and reports

TEST_F(FollowCase, the_list_of_the_fortnight_names_nobody) {
    const auto sent = delivered_alert();
    auto page = doctor().get("/boite/liste");
    EXPECT_TRUE(shows(page, sent.receipt.text().substr(0, 8)));
    EXPECT_TRUE(shows(page, "Autres dossiers ouverts")) << "the call is due in fifteen days";
    EXPECT_FALSE(shows(page, canary));
    wait(24h);
    page = doctor().get("/boite/liste");
    EXPECT_TRUE(shows(page, "appeler la personne"));
    EXPECT_TRUE(shows(page, "Dossiers où quelque chose est à faire"));
    const auto csv = doctor().get("/boite/liste/tableur.csv");
    EXPECT_EQ(csv.body.substr(0, 3), "\xEF\xBB\xBF");
    EXPECT_NE(csv.body.find(sent.receipt.text() + ";12/03/2026;Nouvelle;;27/03/2026;appeler la personne"),
              std::string::npos)
        << csv.body;
    const auto plain = doctor().get("/boite/liste/donnees.csv");
    EXPECT_NE(plain.body.find(sent.receipt.text() + ",2026-03-12,,2026-03-27,call,0"), std::string::npos)
        << plain.body;
    EXPECT_FALSE(shows(csv, canary));
}

TEST_F(FollowCase, members_are_told_every_second_monday_where_something_is_due) {
    const auto now_on = [&](int year, int month, int day) {
        instance.clock().set(Date{std::chrono::year{year} / month / day});
        return instance.clock().now();
    };
    auto& services = instance.services();
    EXPECT_EQ(announce_lists(services, now_on(2026, 3, 16)), 0) << "a Monday, and nothing is due";
    delivered_alert();
    const auto queued = [&] {
        return number(
            "SELECT count(*) FROM outbox WHERE kind = 'notice' AND delivered_at IS NULL AND cancelled_at IS "
            "NULL");
    };
    ASSERT_EQ(queued(), 0);
    int told = 0;
    for (int day = 17; day <= 31; ++day) told += announce_lists(services, now_on(2026, 3, day));
    EXPECT_EQ(told, 1) << "one Monday of two";
    EXPECT_EQ(queued(), 2) << "each physician once, and nobody of the cell, who may not read the list";
}

TEST_F(FollowCase, the_inbox_says_what_is_to_do_and_filters_by_its_address) {
    const auto sent = delivered_alert();
    const auto other = send_own_request();
    deliver();
    confirm(sent);
    const auto all = doctor().get("/boite");
    EXPECT_TRUE(shows(all, "Suite du dossier"));
    EXPECT_TRUE(shows(all, "À faire avant le vendredi 27 mars 2026 : appeler la personne."));
    EXPECT_NE(doctor().get("/boite?etat=a-lire").body.find(other.id.text()), std::string::npos);
    EXPECT_EQ(doctor().get("/boite?etat=a-lire").body.find(sent.id.text()), std::string::npos);
    EXPECT_NE(doctor().get("/boite?etat=en-cours").body.find(sent.id.text()), std::string::npos);
    EXPECT_TRUE(shows(doctor().get("/boite?etat=terminees"), "Rien à afficher pour ce filtre."));
    EXPECT_NE(doctor().get("/boite?etat=nimporte").body.find(sent.id.text()), std::string::npos);
    EXPECT_FALSE(shows(all, canary));
}

TEST_F(FollowCase, the_report_counts_and_names_nobody) {
    const auto sent = delivered_alert();
    const auto declined = send_own_request();
    deliver();
    for (const auto& one : {sent, declined}) confirm(one);
    enter(sent);
    ASSERT_EQ(move(declined, "entree", {{"proposal_answer", "decline"}, {"proposed_on", today()}}).status,
              303);
    wait(69 * 24h);
    leave(sent);
    const auto page = doctor().get("/boite/rapport");
    for (const auto* words :
         {"2 prescriptions reçues, 2 entrées.", "69 jours", "50,00 %", "100,00 %", "Refus d’intégration",
          "Aménagement du poste", "Pas atteint", "(n = 2)", "(n = 1)"})
        EXPECT_TRUE(shows(page, words)) << words;
    EXPECT_FALSE(shows(page, canary));
    const auto csv = doctor().get("/boite/rapport/tableur.csv");
    EXPECT_EQ(csv.body.substr(0, 3), "\xEF\xBB\xBF");
    EXPECT_NE(csv.body.find(";Statuts;Sortie positive;1;50,00"), std::string::npos) << csv.body;
    EXPECT_NE(csv.body.find(";Compteurs;Durée moyenne, en jours;69;"), std::string::npos) << csv.body;
    const auto plain = doctor().get("/boite/rapport/donnees.csv?du=2026-01-01&au=2026-12-31");
    EXPECT_NE(plain.body.find(",statuses,exit_positive,1,50.00"), std::string::npos) << plain.body;
    for (const auto* sheet : {"/boite/rapport/cpom", "/boite/rapport/prc"}) {
        const auto seen = doctor().get(sheet);
        EXPECT_EQ(seen.status, 200) << sheet;
        EXPECT_TRUE(shows(seen, "69 jours")) << sheet;
        EXPECT_FALSE(shows(seen, canary)) << sheet;
    }
    EXPECT_TRUE(shows(signed_in(cell_login, Role::cell_member).get("/boite/rapport"), "69 jours"));
}

TEST_F(FollowCase, a_period_that_cannot_be_is_refused_and_stays_typed) {
    const auto wrong = doctor().get("/boite/rapport?du=2026-05-01&au=2026-01-31");
    EXPECT_EQ(wrong.status, 422);
    EXPECT_TRUE(shows(wrong, "La période finit avant de commencer."));
    EXPECT_NE(wrong.body.find("value=\"2026-05-01\""), std::string::npos);
    EXPECT_EQ(doctor().get("/boite/rapport?du=hier").status, 422);
    EXPECT_EQ(doctor().get("/boite/rapport?du=1990-01-01&au=2026-01-31").status, 422);
    EXPECT_EQ(doctor().get("/boite/rapport?du=2025-01-01").status, 200);
}

TEST_F(FollowCase, the_circuit_counts_the_stages_and_the_partners) {
    const auto sent = delivered_alert();
    delivered_alert();
    confirm(sent);
    ASSERT_EQ(move(sent, "echange",
                   {{"with_whom", "partner"},
                    {"held_on", today()},
                    {"partner_kind", "carsat_social"},
                    {"agreed", "true"},
                    {"agreed_on", today()}})
                  .status,
              303);
    const auto page = doctor().get("/boite/circuit");
    EXPECT_TRUE(shows(page, "Service social de la Carsat"));
    EXPECT_NE(page.body.find(
                  "Message reçu et lu</th><td>La personne, un médecin du travail</td><td>1</td><td>1</td>"),
              std::string::npos)
        << page.body;
    EXPECT_FALSE(shows(page, sent.receipt.text().substr(0, 8)));
    const auto own = doctor().get("/boite/statistiques");
    EXPECT_TRUE(shows(own, "L’accord confirmé de vive voix"));
    EXPECT_TRUE(shows(own, "0 jour"));
}

TEST_F(FollowCase, targets_are_the_services_own) {
    EXPECT_TRUE(shows(doctor().get("/boite/rapport"), "80"));
    doctor().get("/boite/rapport/objectifs");
    const auto wrong = doctor().post(
        "/boite/rapport/objectifs",
        {{"referrals_per_year", "beaucoup"}, {"files_per_year", "-1"}, {"kept_in_work_percent", "101"}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_TRUE(shows(wrong, "Écrivez un nombre entier, de 0 à 100."));
    EXPECT_NE(wrong.body.find("value=\"beaucoup\""), std::string::npos);
    EXPECT_EQ(
        doctor()
            .post("/boite/rapport/objectifs",
                  {{"referrals_per_year", "0"}, {"files_per_year", "7"}, {"kept_in_work_percent", "60"}})
            .status,
        303);
    const auto report = doctor().get("/boite/rapport");
    EXPECT_TRUE(shows(report, "60,00 %"));
    EXPECT_TRUE(shows(report, "Atteint"));
    EXPECT_EQ(signed_in(cell_login, Role::cell_member).get("/boite/rapport/objectifs").status, 403);
}

TEST_F(FollowCase, a_demonstration_has_cases_in_every_state) {
    const auto service = instance.services().cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.oh_service(instance.oh_service).value();
    });
    ASSERT_TRUE(tell_demo_cases(instance.services(), service, physician));
    const auto year = iso_date(in_paris(instance.clock().now()).date - Days{600});
    const auto report = doctor().get("/boite/rapport?du=" + year + "&au=" + today());
    for (const auto* words : {"9 prescriptions reçues, 7 entrées.", "(n = 7)", "(n = 4)", "75,00 %"})
        EXPECT_TRUE(shows(report, words)) << words << report.body;
    const auto list = doctor().get("/boite/liste");
    for (const auto* words : {"appeler la personne", "proposer l’accompagnement",
                              "demander le suivi à 6 mois", "noter la réponse au suivi à 6 mois"})
        EXPECT_TRUE(shows(list, words)) << words << list.body;
    EXPECT_TRUE(shows(doctor().get("/boite/circuit"), "Cap emploi"));
    for (const auto& alert : instance.services().cases.read([&](const storage::Reader& reader) {
             return storage::ServiceCases{reader, MailboxScope::for_job(instance.oh_service)}.all();
         }))
        EXPECT_EQ(doctor().get("/boite/" + alert.alert.text() + "/dossier").status,
                  alert.expired && !alert.dates.entered_on ? 409 : 200);
}

// --- the person whose case it is

TEST(CaseOfACard, the_person_reads_what_the_service_noted_and_the_employer_does_not) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    scene.send(card);
    run_outbox(scene.instance.services(), nullptr, scene.instance.clock().now());
    const auto today = in_paris(scene.instance.clock().now()).date;
    scene.instance.services().cases.write([&](storage::Transaction& transaction) {
        const auto scope = MailboxScope::for_job(scene.instance.oh_service);
        const storage::Mailbox mailbox{transaction, scope};
        const storage::ServiceCases cases{transaction, scope};
        const auto alert = mailbox.delivered().at(0).id;
        mailbox.confirm(transaction, alert, scene.physician, scene.instance.clock().now());
        cases.add(transaction, alert, storage::CaseContact{"partner", today, "mdph", today});
        cases.enter(transaction, alert, today);
        scene.instance.services().audit.record(
            transaction, {scene.instance.clock().now(), scene.physician, "case.contact", alert.bytes});
    });
    Visitor person{scene.instance};
    const auto held = person.post_exactly(card.path() + "/donnees", {{"code", card.code}});
    EXPECT_EQ(held.status, 200);
    EXPECT_TRUE(shows(held, "entrée dans l’accompagnement")) << held.body;
    EXPECT_TRUE(shows(held, "Maison départementale des personnes handicapées"));
    EXPECT_TRUE(shows(held, "Suite de votre message au service de santé au travail"));
    Visitor referent{scene.instance};
    referent.sign_in("referente", Role::referent);
    const auto file = referent.get("/salaries/" + scene.person.text());
    EXPECT_EQ(file.status, 200);
    EXPECT_FALSE(shows(file, "accompagnement"));
}

}  // namespace
}  // namespace prevenance::api
