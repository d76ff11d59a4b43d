// An alert opened for the member who asks, inside this request and with that member's keys. Everything a
// physician reads or does about an alert passes here: what is not verified is neither shown nor acted on.
#pragma once

#include "api/call.h"
#include "domain/alert.h"
#include "domain/alert_state.h"
#include "domain/consent.h"
#include "domain/error.h"
#include "integrations/sealer.h"
#include "storage/alerts.h"
#include "storage/invitations.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace prevenance::api {

struct OpenedAlert {
    storage::AlertRecord record;
    Alert alert;  // its facts, words and ways to reach the person are gone where the agreement is spent
    ConsentReceipt receipt;
    std::vector<std::string> doubts;  // why to ask whether the answer is the person's own
    bool spent = false;               // the agreement ended with the day of the first visit
};

// The row is there, the content is not: the agreement was withdrawn, or the alert was set aside before.
struct HiddenAlert {
    storage::AlertRecord record;
};

// A check failed now, for the first time: to be set aside in the transaction that answers.
struct FaultyAlert {
    storage::AlertRecord record;
    integrations::QuarantineReason reason;
};

using AlertOpening = std::variant<OpenedAlert, HiddenAlert, FaultyAlert>;

// What is stored about an alert, and what it is looked at with.
struct StoredAlert {
    storage::AlertRecord alert;
    std::optional<storage::ReceiptRecord> receipt;
    std::vector<std::string> doubts;
};
struct MailboxEye {
    const integrations::MailboxKey& mailbox;
    const integrations::RootKey& root;  // whose instance key signed the envelope
    Date today;
};

// A delivered alert of this mailbox, or nothing.
std::optional<StoredAlert> find_alert(const storage::Reader& reader, MailboxScope scope, AlertId id);
// The mailbox's check: the only way from stored bytes to something that is shown.
AlertOpening look_at(StoredAlert stored, const MailboxEye& eye);

// `alert` of the path. Errors: not_found for a missing alert and another service's alike; forbidden where the
// physician is no member of the mailbox; unauthenticated where the session holds no keys.
Result<AlertOpening> open_alert(const Call& call);

// The same, to do something about it. Error conflict, with the reason, where it is hidden, faulty or closed.
Result<OpenedAlert> open_alert_to_act(const Call& call);

// The same, once the person's agreement was confirmed by voice. Error conflict before that.
Result<OpenedAlert> open_confirmed_alert(const Call& call);
inline constexpr auto unconfirmed_words =
    "Accord non confirmé\u00a0: vous pouvez seulement appeler la personne.";

// Whether what open_alert_to_act allowed is still allowed, seen from inside the act's transaction.
bool may_still_act(const storage::Mailbox& mailbox, AlertId id);

AlertState state_of_record(const storage::AlertRecord& record, bool measures_sent);

}  // namespace prevenance::api
