// The whole way of an alert, for tests: a mailbox with two members, an invitation about a fictitious person,
// an answer. Every word about the person carries a canary, so that a test can look for it in produced bytes.
#pragma once

#include "integrations/digest.h"
#include "integrations/invitations.h"
#include "integrations/own_request.h"
#include "integrations/sealer.h"
#include "tests/integrations/keyed_test.h"

namespace prevenance::integrations {

inline constexpr std::string_view canary = "CANARI";

class AlertStreetTest : public KeyedTest {
protected:
    AlertStreetTest() {
        const auto added = add_member(rosters_, founder_.present(), founded_.sealed_key, colleague_.entry(),
                                      instance_, now_);
        rosters_.push_back(added.value().roster);
    }

    Alert proposal() {
        return {.id = new_id<AlertId>(),
                .oh_service = oh_service_,
                .employer = new_id<EmployerId>(),
                .kind = AlertKind::consented_alert,
                .person_name = words("CANARI-Élodie Vasseur"),
                .employer_name = words("CANARI-Aide Lorraine"),
                .facts = {words("CANARI-trois absences courtes"), words("CANARI-changement de secteur"),
                          words("CANARI-planning modifié")},
                .own_words = {},
                .contact = {},
                .language = "fr"};
    }

    Alert answer_to(Alert alert) {
        alert.facts.erase(alert.facts.begin() + 1);
        alert.own_words = words("CANARI-je voudrais en parler");
        alert.contact = {words("CANARI-06 39 98 00 00"), words("CANARI-le soir")};
        return alert;
    }

    ConsentReceipt receipt_for(const Alert& alert) {
        return {.id = new_id<ReceiptId>(),
                .alert = alert.id,
                .recipient = alert.oh_service,
                .mailbox_key_fingerprint = mailbox().fingerprint(),
                .notice_version = "1",
                .notice_hash = digest_of(bytes_of("the notice as shown")),
                .purpose = "visite avec le médecin du travail",
                .categories = {"identity", "work_facts", "own_words", "contact"},
                .given_at = now_,
                .expires_on = consent_expiry(now_),
                .channel =
                    alert.kind == AlertKind::own_request ? ConsentChannel::own_request : ConsentChannel::web,
                .withdrawal = "avec le même code"};
    }

    TrustedMailboxKey mailbox() {
        return trusted_mailbox_key(rosters_, oh_service_, instance_.public_key()).value();
    }

    MailboxKey open_mailbox() {
        return open_mailbox_key(founded_.sealed_key, rosters_.back(), founder_.account, founder_.keys)
            .value();
    }

    OhServiceId oh_service_ = new_id<OhServiceId>();
    SigningKey instance_ = root_.instance_signing_key();
    Member founder_ = new_member(randomness_);
    Member colleague_ = new_member(randomness_);
    RosterChange founded_ =
        found_mailbox(oh_service_, founder_.present(), instance_, now_, randomness_).value();
    std::vector<Roster> rosters_ = {founded_.roster};
    Invitations invitations_{root_, slow_hash_, randomness_};
    Sealer sealer_{root_, randomness_};
};

}  // namespace prevenance::integrations
