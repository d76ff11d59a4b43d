// From an agreement to what is stored: the notice in words, the receipt, the sealed alert and its place in
// the outbox. Shared by the answer to an invitation and by the employee's own request; the proof of the
// agreement comes from the caller's own request and from nowhere else.
#pragma once

#include "api/services.h"
#include "domain/alert.h"
#include "domain/consent.h"
#include "domain/organisation.h"
#include "domain/receipt_details.h"
#include "forms/template_data.h"
#include "integrations/mailbox.h"
#include "storage/database.h"
#include "storage/invitations.h"

#include <string>
#include <vector>

namespace prevenance::api {

struct Agreement {
    forms::Html notice;      // as it is shown before and after
    std::string new_key_from;  // when an announced key of the mailbox will serve; empty: none is announced
    ConsentReceipt receipt;  // its notice_hash is of exactly that notice
    ReceiptDetails details;
};

// `alert` decides the channel and the categories; `opening` is the one of the person's code.
Agreement agreement_for(Services& services, const OhService& service,
                        const integrations::TrustedMailboxKey& mailbox, const Alert& alert,
                        const Digest& opening, const std::string& language, Instant now);

// The notice of a receipt in words. Its hash is not the receipt's where the words of the template have
// changed since.
forms::Html notice_of(const Services& services, const OhService& service, const ConsentReceipt& receipt,
                      const std::string& language);

// Everything that has to be written together.
struct SealedAgreement {
    storage::ReceiptRecord receipt;
    SealedAlert alert;
    OutboxId outbox;
    ReceiptDetails details;
    std::vector<std::string> doubts;  // of an answer that may not be the person's own
    std::optional<storage::OwnRequestCode> own_request_code;
};

// `lock` is the invitation's, empty for an own request. Errors: those of Sealer::seal.
Result<SealedAgreement> seal_agreement(Services& services, ConsentedAlert consented, ReceiptDetails details,
                                       const integrations::TrustedMailboxKey& mailbox,
                                       std::optional<InvitationId> invitation, Bytes lock);

// Receipt, alert, outbox; within the act's transaction.
void store_agreement(storage::Transaction& transaction, const SealedAgreement& agreement, Instant now);

enum class Withdrawal {
    nothing_stood,    // it was withdrawn already
    before_delivery,  // cancelled: nobody read it
    after_delivery    // hidden from here on
};

// Within the act's transaction.
Withdrawal withdraw_agreement(storage::Transaction& transaction, const storage::ReceiptRecord& receipt,
                              Instant now);

}  // namespace prevenance::api
