// What a service noted of its accompaniments, of its own mailbox only. Days and closed answers: no column
// takes words, so none takes health. Whatever was noted is there for nobody once the agreement is withdrawn:
// `find` and `all` know no such case any more.
//
// The surprise: a case outlives the six months of the message's agreement (quarantined as "receipt_expired"),
// because whoever accepted the accompaniment is followed up to 24 months after it. The message itself stays
// hidden.
#pragma once

#include "domain/account.h"
#include "domain/activity_report.h"
#include "domain/id.h"
#include "domain/service_case.h"
#include "storage/database.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::storage {

struct CaseVisit {
    std::string kind;  // as in alert_follow_up
    Date planned_on;
    std::string result;  // "held", "absent", "postponed"
    Date result_on;
};

struct CaseDocument {
    std::string kind;  // "ATTESTATION_SUIVI", "PROPOSITION_MESURES", "AVIS_APTITUDE", "AVIS_INAPTITUDE"
    Date issued_on;
};

struct CaseContact {
    std::string with_whom;  // "employee", "employer", "partner"
    Date held_on;
    std::optional<std::string> partner_kind;
    std::optional<Date> agreed_on;  // by the person, to this contact
};

struct CaseFollowUp {
    FollowUp dates;
    std::optional<bool> still_in_work;
    std::optional<std::string> post;  // "same", "adapted", "other"
    std::optional<bool> help_wished;
    bool by_the_person = false;  // with the code, and not told to the service
};

// The questions of a follow-up that wait for whoever holds the code of a receipt.
struct WaitingQuestion {
    AlertId alert;
    OhServiceId oh_service;
    int months = 6;
};
// The earliest; nothing where nobody was asked, or the agreement is withdrawn.
std::optional<WaitingQuestion> waiting_question(const Reader& reader, ReceiptId receipt);

// A delivered alert with the dates the service noted about it.
struct CaseLine {
    AlertId alert;
    ReceiptId receipt;
    CaseDates dates;
    Instant delivered_at;
    std::optional<Instant> first_read_at;
    std::optional<Instant> confirmed_at;
    std::optional<std::string> visit_kind;  // of the visit that is planned, or of the one that was held last
    std::optional<Date> visit_on;
    std::optional<Instant> closed_at;
    std::optional<Instant> measures_sent_at;  // the first time
    bool expired = false;                     // the message's own agreement: it is not shown any more
    std::vector<FollowUp> follow_ups;

    CaseDiary diary() const;
};

struct CaseRecord {
    CaseLine line;
    std::vector<CaseVisit> visits;  // in the order of noting
    std::vector<CaseDocument> documents;
    std::vector<CaseContact> contacts;
    std::vector<CaseFollowUp> follow_ups;  // by months
};

class ServiceCases {
public:
    ServiceCases(const Reader& reader, MailboxScope scope) : reader_(reader), scope_(scope) {}

    // Nothing for another service's, a withdrawn one and one whose envelope failed a check.
    std::optional<CaseRecord> find(AlertId alert) const;
    std::vector<CaseLine> all() const;  // oldest first

    // How often the service exchanged with each kind of partner, in cases that stand.
    std::map<std::string, int> partner_contacts() const;

    // The person of this case does not work any more for the employer whose card the message came with. False
    // for an own request, about whose employer nothing is looked up.
    bool left_the_employer(AlertId alert, Date today) const;

    // Each fails (ConstraintViolated) where the database's own lock is closed. Whether a move may be made is
    // asked before, of domain/service_case.h, in the same transaction.
    void enter(Transaction& transaction, AlertId alert, Date on) const;
    void decline(Transaction& transaction, AlertId alert, Date on, std::optional<CaseOutcome> outcome) const;
    void leave(Transaction& transaction, AlertId alert, Date on, ExitKind exit, CaseOutcome outcome) const;
    // Also takes the visit out of what is planned, or, where it was held, notes its day (alert_follow_up).
    void note_visit(Transaction& transaction, AlertId alert, const CaseVisit& visit) const;
    void add(Transaction& transaction, AlertId alert, const CaseDocument& document) const;
    void add(Transaction& transaction, AlertId alert, const CaseContact& contact) const;
    void ask(Transaction& transaction, AlertId alert, int months, Date on) const;
    // False where nobody was asked, or an answer is noted already.
    bool answer(Transaction& transaction, AlertId alert, const CaseFollowUp& answer) const;

    // Of the service, for a year; those of the domain where it set none.
    ActivityTargets targets() const;
    void set_targets(Transaction& transaction, const ActivityTargets& targets) const;

private:
    const Reader& reader_;
    MailboxScope scope_;
};

}  // namespace prevenance::storage
