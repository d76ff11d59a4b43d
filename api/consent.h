// From an agreement to what is stored: the notice in words, the receipt, the sealed alert and its place in
// the outbox. Shared by the answer to an invitation and by the employee's own request; the proof of the
// agreement comes from the caller's own request and from nowhere else.
#pragma once

#include "api/services.h"
#include "domain/alert.h"
#include "domain/consent.h"
#include "domain/organisation.h"
#include "forms/template_data.h"
#include "integrations/mailbox.h"
#include "storage/database.h"
#include "storage/invitations.h"

namespace prevenance::api {

struct Agreement {
    forms::Html notice;      // as it is shown before and after
    ConsentReceipt receipt;  // its notice_hash is of exactly that notice
};

// `alert` decides the channel and the categories.
Agreement agreement_for(Services& services, const OhService& service,
                        const integrations::TrustedMailboxKey& mailbox, const Alert& alert, Instant now);

// Everything that has to be written together.
struct SealedAgreement {
    storage::ReceiptRecord receipt;
    SealedAlert alert;
    OutboxId outbox;
};

// `lock` is the invitation's, empty for an own request. Errors: those of Sealer::seal.
Result<SealedAgreement> seal_agreement(Services& services, ConsentedAlert consented,
                                       const integrations::TrustedMailboxKey& mailbox,
                                       std::optional<InvitationId> invitation, Bytes lock);

// Receipt, alert, outbox; within the act's transaction.
void store_agreement(storage::Transaction& transaction, const SealedAgreement& agreement, Instant now);

}  // namespace prevenance::api
