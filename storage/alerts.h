// Sealed alerts in a service's mailbox and what the service did about each. The envelope is bytes here; only a
// member of the mailbox opens it, in the own request.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/account.h"
#include "domain/alert.h"
#include "domain/canonical_bytes.h"
#include "domain/id.h"
#include "storage/database.h"

namespace prevenance::storage {

struct AlertRecord {
    AlertId id;
    ReceiptId receipt;
    Bytes envelope;
    Instant sealed_at;
    std::optional<Instant> delivered_at;
    std::optional<std::string> quarantined_because;
    std::optional<Instant> withdrawn_at;  // of the agreement: the envelope is not shown any more
    // What the service did.
    std::optional<Instant> first_read_at;
    std::optional<Instant> confirmed_at;  // by voice, with the person
    std::optional<std::string> visit_kind;
    std::optional<Date> visit_on;
    std::optional<Date> visited_on;
    std::optional<Instant> closed_at;
};

// Fails (ConstraintViolated) without a standing receipt of the same service: the database's own lock.
void add_alert(Transaction& transaction, const SealedAlert& alert, ReceiptId receipt, Instant now);

// What delivery may know of an alert: nothing in it opens the envelope.
struct AlertOnItsWay {
    OhServiceId oh_service;
    ReceiptId receipt;
    Bytes envelope;
};
std::optional<AlertOnItsWay> find_alert_on_its_way(const Reader& reader, AlertId id);

// By the receipt's row, so that a receipt whose bytes were altered can still be withdrawn.
std::optional<AlertId> find_alert_of(const Reader& reader, ReceiptId receipt);

class Mailbox {
public:
    Mailbox(const Reader& reader, MailboxScope scope) : reader_(reader), scope_(scope) {}

    std::optional<AlertRecord> find(AlertId id) const;
    std::vector<AlertRecord> delivered() const;  // newest first; withdrawn ones too

    // Which employee of which employer the invitation of this alert was about; none for an own request.
    struct Origin {
        EmployerId employer;
        EmployeeId employee;
    };
    std::optional<Origin> origin_of(AlertId id) const;

    void mark_read(Transaction& transaction, AlertId id, AccountId by, Instant now) const;
    bool confirm(Transaction& transaction, AlertId id, AccountId by, Instant now) const;
    // False where the person's agreement was not confirmed by voice.
    bool plan_visit(Transaction& transaction, AlertId id, std::string_view kind, Date on) const;
    bool record_visit(Transaction& transaction, AlertId id, Date on) const;
    void close(Transaction& transaction, AlertId id, Instant now) const;
    void quarantine(Transaction& transaction, AlertId id, std::string_view because) const;

private:
    const Reader& reader_;
    MailboxScope scope_;
};

// Those whose agreement ended before `today`, of every mailbox, and for good: a clock that goes back afterwards
// shows none of them again. The number set aside.
int set_expired_aside(Transaction& transaction, Date today);

// False where the agreement was withdrawn meanwhile: it is cancelled instead.
bool deliver_alert(Transaction& transaction, AlertId id, Instant now);

}  // namespace prevenance::storage
