#include "api/mailboxes.h"
#include "integrations/digest.h"
#include "storage/alerts.h"
#include "storage/audit_log.h"
#include "storage/organisations.h"
#include "tests/api/mailbox_case.h"

#include <gtest/gtest.h>

namespace prevenance::api {
namespace {

class FollowAlert : public MailboxCase {
protected:
    FollowAlert() { open_the_mailbox(true); }

    std::string quarantine_of(const SentAlert& sent) {
        return instance.services().cases.read([&](const storage::Reader& reader) {
            return storage::Mailbox{reader, MailboxScope::for_job(instance.oh_service)}
                .find(sent.id)
                ->quarantined_because.value_or("none");
        });
    }
    Bytes envelope_of(const SentAlert& sent) {
        return instance.services().cases.read([&](const storage::Reader& reader) {
            return storage::Mailbox{reader, MailboxScope::for_job(instance.oh_service)}
                .find(sent.id)
                ->envelope;
        });
    }
    void put_envelope(const SentAlert& sent, const Bytes& envelope) {
        tamper([&](storage::Transaction& transaction) {
            transaction.execute("UPDATE sealed_alert SET envelope = ? WHERE id = ?", {envelope, sent.id});
        });
    }
    // Opens the alert and expects that it is set aside and shows nothing, now and the next time.
    void expect_set_aside(const SentAlert& sent, const std::string& reason,
                          const std::string& words = "Cette alerte est mise à l’écart") {
        auto visitor = signed_in(physician_login, Role::physician);
        for (int time = 0; time < 2; ++time) {
            const auto page = visitor.get(sent.path());
            EXPECT_EQ(page.status, 200);
            EXPECT_TRUE(shows(page, words)) << reason;
            EXPECT_FALSE(shows(page, canary)) << reason;
        }
        EXPECT_EQ(quarantine_of(sent), reason);
        EXPECT_TRUE(shows(visitor.get("/boite"), "Mise à l’écart"));
        visitor.get("/boite/membres");
        EXPECT_EQ(visitor.post(sent.path() + "/confirmer", {{"talked_on", "2026-03-12"}, {"talked", "true"}})
                      .status,
                  409);
    }
    std::string today() { return iso_date(in_paris(instance.clock().now()).date); }
    std::string in_days(int days) { return iso_date(in_paris(instance.clock().now()).date + Days{days}); }
    void confirm(Visitor& visitor, const SentAlert& sent) {
        visitor.get(sent.path());
        ASSERT_EQ(
            visitor.post(sent.path() + "/confirmer", {{"talked_on", today()}, {"talked", "true"}}).status,
            303);
    }
};

TEST_F(FollowAlert, a_physician_reads_what_the_person_sent_and_the_reading_is_on_record) {
    const auto sent = delivered_alert();
    auto visitor = signed_in(physician_login, Role::physician);
    const auto inbox = visitor.get("/boite");
    EXPECT_TRUE(shows(inbox, "Nouvelle"));
    EXPECT_FALSE(shows(inbox, canary)) << "the list opens nothing";
    const auto page = visitor.get(sent.path());
    EXPECT_EQ(page.status, 200);
    for (const auto* words :
         {"CANARI-Camille Durand", "CANARI-trois absences courtes", "CANARI-je voudrais en parler",
          "CANARI-06 39 98 00 00", "CANARI-le soir", "les faits de travail qu’elle a gardés",
          "Accord à confirmer de vive voix avant tout échange.",
          "Le dossier médical reste dans votre logiciel."})
        EXPECT_TRUE(shows(page, words)) << words;
    EXPECT_TRUE(shows(visitor.get("/boite"), "Lue"));
    const auto acts = instance.services().cases.read([&](const storage::Reader& reader) {
        return instance.services().audit.acts_on(reader, sent.id.bytes);
    });
    EXPECT_EQ(
        std::ranges::count_if(
            acts, [&](const auto& act) { return act.action == "alert.read" && act.actor == physician; }),
        1);
}

TEST_F(FollowAlert, the_second_physician_opens_it_too) {
    const auto sent = delivered_alert();
    EXPECT_TRUE(shows(signed_in(colleague_login, Role::physician).get(sent.path()), "CANARI-Camille Durand"));
}

TEST_F(FollowAlert, a_physician_of_the_service_who_is_no_member_opens_nothing) {
    const auto sent = delivered_alert();
    instance.add_account(Role::physician, "nouvelle@service.example");
    auto visitor = signed_in("nouvelle@service.example", Role::physician);
    const auto page = visitor.get(sent.path());
    EXPECT_EQ(page.status, 403);
    EXPECT_TRUE(shows(page, "Vous n’êtes pas membre de la boîte."));
    visitor.get("/boite/membres");
    EXPECT_EQ(visitor.post(sent.path() + "/confirmer", {{"talked_on", today()}, {"talked", "true"}}).status,
              403);
    EXPECT_EQ(number("SELECT count(*) FROM alert_follow_up WHERE first_read_at IS NOT NULL"), 0);
}

TEST_F(FollowAlert, the_cell_sees_dates_and_states_and_no_way_in) {
    const auto sent = delivered_alert();
    auto visitor = signed_in(cell_login, Role::cell_member);
    const auto inbox = visitor.get("/boite");
    EXPECT_TRUE(shows(inbox, "Nouvelle"));
    EXPECT_FALSE(shows(inbox, sent.id.text()));
    EXPECT_FALSE(shows(inbox, canary));
    EXPECT_EQ(visitor.get(sent.path()).status, 403);
    EXPECT_EQ(visitor.get(sent.path() + "/preconisations").status, 403);
}

TEST_F(FollowAlert, nobody_else_reaches_it) {
    const auto sent = delivered_alert();
    instance.add_account(Role::administrator, "administration");
    instance.add_account(Role::network_analyst, "analyste");
    for (const auto& [login, role] :
         std::initializer_list<std::pair<std::string, Role>>{{referent_login, Role::referent},
                                                             {"administration", Role::administrator},
                                                             {"analyste", Role::network_analyst}})
        EXPECT_EQ(signed_in(login, role).get(sent.path()).status, 403) << login;
    Visitor stranger{instance};
    EXPECT_EQ(stranger.get(sent.path()).status, 303) << "asked to sign in";
}

TEST_F(FollowAlert, another_services_alert_and_a_missing_one_give_the_same_bytes) {
    const auto sent = delivered_alert();
    const auto own_service = instance.oh_service;
    instance.oh_service = instance.services().randomness.new_id<OhServiceId>();
    write([&](storage::Transaction& transaction) {
        storage::Organisations::add(transaction,
                                    OhService{instance.oh_service, "Autre service", "X", "01 00 00 00 02"});
    });
    instance.add_account(Role::physician, "ailleurs@autre.example");
    instance.oh_service = own_service;
    auto visitor = signed_in("ailleurs@autre.example", Role::physician);
    const auto bytes_at = [&](const std::string& path) {
        const auto reply = visitor.get(path);
        EXPECT_EQ(reply.status, 404);
        auto body = reply.body;  // the request's own number is the only difference
        const auto from = body.find("Si vous appelez, donnez ce numéro");
        const auto end = body.find("</p>", from);
        EXPECT_NE(end, std::string::npos);
        if (end != std::string::npos) body.erase(from, end - from);
        return body;
    };
    const auto missing = AlertId{};
    EXPECT_EQ(bytes_at(sent.path()), bytes_at("/boite/" + missing.text()));
    EXPECT_EQ(bytes_at(sent.path()), bytes_at("/boite/pas-un-identifiant"));
    EXPECT_EQ(bytes_at(sent.path() + "/preconisations"),
              bytes_at("/boite/" + missing.text() + "/preconisations"));
    EXPECT_FALSE(shows(visitor.get("/boite"), sent.id.text()));
}

TEST_F(FollowAlert, an_altered_envelope_is_set_aside) {
    const auto sent = delivered_alert();
    auto envelope = envelope_of(sent);
    envelope[envelope.size() / 2] ^= 1U;
    put_envelope(sent, envelope);
    expect_set_aside(sent, "instance_signature");
}

TEST_F(FollowAlert, an_unreadable_envelope_is_set_aside) {
    const auto sent = delivered_alert();
    put_envelope(sent, Bytes(40, 7));
    expect_set_aside(sent, "malformed");
}

TEST_F(FollowAlert, an_envelope_in_another_alerts_place_is_set_aside) {
    const auto sent = delivered_alert();
    const auto other = delivered_alert();
    put_envelope(sent, envelope_of(other));
    expect_set_aside(sent, "message_mismatch");
}

TEST_F(FollowAlert, an_agreement_changed_in_the_database_is_found_out) {
    const auto sent = delivered_alert();
    tamper([&](storage::Transaction& transaction) {
        transaction.execute("UPDATE receipt SET canonical = x'00' WHERE id = ?", {sent.receipt});
    });
    expect_set_aside(sent, "receipt_mismatch");
}

TEST_F(FollowAlert, a_lock_changed_in_the_database_is_found_out) {
    const auto sent = delivered_alert();
    tamper([&](storage::Transaction& transaction) {
        transaction.execute("UPDATE receipt SET lock = x'00' WHERE id = ?", {sent.receipt});
    });
    expect_set_aside(sent, "one_time_signature");
}

TEST_F(FollowAlert, an_alert_moved_to_another_service_does_not_open_there) {
    const auto sent = delivered_alert();
    const auto other = instance.services().randomness.new_id<OhServiceId>();
    write([&](storage::Transaction& transaction) {
        storage::Organisations::add(transaction, OhService{other, "Autre service", "X", "01 00 00 00 02"});
    });
    instance.oh_service = other;
    instance.add_account(Role::physician, "ailleurs@autre.example");
    auto visitor = signed_in("ailleurs@autre.example", Role::physician);
    visitor.get("/boite/ouvrir");
    visitor.post("/boite/ouvrir", {});
    tamper([&](storage::Transaction& transaction) {
        transaction.execute("UPDATE sealed_alert SET oh_service = ? WHERE id = ?", {other, sent.id});
    });
    const auto page = visitor.get(sent.path());
    EXPECT_TRUE(shows(page, "Cette alerte est mise à l’écart"));
    EXPECT_FALSE(shows(page, canary));
    EXPECT_EQ(quarantine_of(sent), "other_mailbox");
}

TEST_F(FollowAlert, an_agreement_that_ended_is_not_read_any_more) {
    const auto sent = delivered_alert();
    instance.clock().move(std::chrono::hours{24 * 200});
    expect_set_aside(sent, "receipt_expired", "L’accord de la personne a pris fin.");
}

TEST_F(FollowAlert, a_withdrawn_agreement_hides_everything_and_says_when) {
    const auto sent = delivered_alert();
    auto visitor = signed_in(physician_login, Role::physician);
    EXPECT_TRUE(shows(visitor.get(sent.path()), "CANARI-Camille Durand"));
    withdraw(sent);
    const auto page = visitor.get(sent.path());
    EXPECT_TRUE(shows(page, "Accord retiré le"));
    EXPECT_FALSE(shows(page, canary));
    EXPECT_TRUE(shows(visitor.get("/boite"), "Accord retiré le"));
    visitor.get("/boite/membres");
    EXPECT_EQ(visitor.post(sent.path() + "/confirmer", {{"talked_on", today()}, {"talked", "true"}}).status,
              409);
    EXPECT_EQ(visitor.get(sent.path() + "/preconisations").status, 409);
}

TEST_F(FollowAlert, the_voice_comes_before_the_visit) {
    const auto sent = delivered_alert();
    auto visitor = signed_in(physician_login, Role::physician);
    const Fields visit{{"visit_kind", "employee_request"}, {"visit_on", in_days(7)}};
    visitor.get(sent.path());
    const auto too_early = visitor.post(sent.path() + "/visite", visit);
    EXPECT_EQ(too_early.status, 409);
    EXPECT_TRUE(shows(too_early, "Accord non confirmé : vous pouvez seulement appeler la personne."));
    visitor.get(sent.path());
    EXPECT_EQ(visitor.post(sent.path() + "/visite-faite", {{"visited_on", today()}}).status, 409);
    confirm(visitor, sent);
    EXPECT_TRUE(shows(visitor.get("/boite"), "Contact"));
    visitor.get(sent.path());
    EXPECT_EQ(header(visitor.post(sent.path() + "/visite", visit), "Location"),
              sent.path() + "?fait=visite-prevue");
    EXPECT_TRUE(shows(visitor.get("/boite"), "Visite prévue"));
    EXPECT_TRUE(shows(visitor.get(sent.path()), "à la demande de la personne"));
    EXPECT_EQ(visitor.post(sent.path() + "/visite-faite", {{"visited_on", today()}}).status, 303);
    EXPECT_TRUE(shows(visitor.get("/boite"), "Visite faite"));
}

TEST_F(FollowAlert, a_refused_form_says_every_error_and_shows_nothing_of_the_alert) {
    const auto sent = delivered_alert();
    auto visitor = signed_in(physician_login, Role::physician);
    visitor.get(sent.path());
    const auto empty = visitor.post(sent.path() + "/confirmer", {{"talked_on", in_days(1)}});
    EXPECT_EQ(empty.status, 422);
    EXPECT_TRUE(shows(empty, "Cochez la case si la personne a confirmé son accord de vive voix."));
    EXPECT_TRUE(shows(empty, "Il y a des erreurs à corriger"));
    EXPECT_FALSE(shows(empty, canary)) << "a reading without a record";
    confirm(visitor, sent);
    visitor.get(sent.path());
    const auto passed = visitor.post(sent.path() + "/visite", {{"visit_on", in_days(-1)}});
    EXPECT_TRUE(shows(passed, "La date est passée : notez plutôt le résultat."));
    EXPECT_TRUE(shows(passed, "Choisissez le type de visite."));
    EXPECT_EQ(number("SELECT count(*) FROM alert_follow_up WHERE visit_on IS NOT NULL"), 0);
}

TEST_F(FollowAlert, a_closed_case_can_be_read_and_not_acted_on) {
    const auto sent = delivered_alert();
    auto visitor = signed_in(physician_login, Role::physician);
    visitor.get(sent.path());
    EXPECT_EQ(visitor.post(sent.path() + "/clore", {}).status, 303);
    EXPECT_TRUE(shows(visitor.get("/boite"), "Close"));
    EXPECT_TRUE(shows(visitor.get(sent.path()), "Dossier clos le"));
    EXPECT_EQ(visitor
                  .post_exactly(sent.path() + "/confirmer", {{"talked_on", today()},
                                                             {"talked", "true"},
                                                             {"form_token", visitor.hidden("form_token")}})
                  .status,
              409);
}

TEST_F(FollowAlert, an_own_request_is_read_and_says_that_the_employer_does_not_know) {
    const auto sent = send_own_request();
    deliver();
    const auto page = signed_in(physician_login, Role::physician).get(sent.path());
    EXPECT_TRUE(shows(page, "CANARI-je demande une visite"));
    EXPECT_TRUE(shows(page, "Son employeur ne sait pas qu’elle l’a fait."));
}

}  // namespace
}  // namespace prevenance::api
