// Seals a consented alert to a mailbox, and opens it there. The envelope's body:
//
//   content    sealed box of the content key (crypto_box_seal to the mailbox, binds the alert's id)
//              | commitment to that key | XChaCha20-Poly1305 box of the padded message and its one-time
//              signature, whose associated data is the header: alert, service, kind, mailbox key, receipt
//              hash
//   signature  of the instance (Ed25519), over header and content
//
// The surprise: opening is where trust is made. An envelope that fails one check is set aside with a reason
// and never shown; every reason below has a test that breaks just that.
#pragma once

#include "domain/alert.h"
#include "domain/calendar.h"
#include "integrations/mailbox.h"
#include "integrations/root_key.h"

#include <expected>
#include <optional>
#include <string_view>

namespace prevenance::integrations {

enum class QuarantineReason {
    other_mailbox,         // sealed to another service or another key
    instance_signature,    // altered on its way, or not from this instance
    receipt_missing,       // no record of an agreement
    receipt_mismatch,      // the record is not the one the envelope was sealed with
    receipt_expired,       // the agreement ended before today
    malformed,             // signed by us and yet unreadable
    key_sealed_elsewhere,  // the mailbox's private half does not open the content key
    commitment,            // the content key is not the one that was committed to
    content,               // the content does not open in this place
    message_mismatch,      // the content speaks of another alert than the envelope
    one_time_signature     // not signed by the code of the invitation
};

// Stable, ASCII, for the audit log and the quarantine table: "receipt_expired".
std::string_view quarantine_code(QuarantineReason reason);

// What the mailbox knows apart from the envelope.
struct MailboxKnowledge {
    const MailboxKey& mailbox;                     // open in this member's request only
    InstanceSigners instance;                      // RootKey::signers()
    std::optional<SigningPublicKey> one_time_key;  // InvitationLock::one_time_key; none for an own request
    std::optional<ConsentReceipt> receipt;         // the stored record, unless withdrawn
    Date today;
};

class Sealer {
public:
    Sealer(const RootKey& root, Randomness& randomness)
        : instance_(root.instance_signing_key()), randomness_(randomness) {}

    SigningPublicKey instance_public_key() const { return instance_.public_key(); }

    // Errors: conflict where the agreement names another key or service than `mailbox`, or its one-time
    // signature does not fit the words; too_large above 16 KiB.
    Result<SealedAlert> seal(const ConsentedAlert& consented, const TrustedMailboxKey& mailbox);

    // What can be checked on the way, without a key of the mailbox: that it was sealed here and that an
    // agreement stands behind it. No fault on the way is no proof: the mailbox checks again.
    static std::optional<QuarantineReason> fault_on_the_way(const SealedAlert& sealed,
                                                            const InstanceSigners& instance,
                                                            const std::optional<ConsentReceipt>& receipt,
                                                            Date today);

    // Seeing an alert's id for the first time is the caller's to check: it has the table.
    static std::expected<Alert, QuarantineReason> open(const SealedAlert& sealed,
                                                       const MailboxKnowledge& known);

private:
    SigningKey instance_;
    Randomness& randomness_;
};

}  // namespace prevenance::integrations
