// What a receipt says beside the record that the alert is bound to: who it is about, without a name, in which
// language the notice was read, and whom the person may turn to. It is signed with the receipt
// (forms/receipt_json.h) and kept beside it; no check of a mailbox depends on it. Receipts given before it
// existed have none.
//
// Fields after ISO/IEC TS 27560:2023, those of which ConsentReceipt has none.
#pragma once

#include "domain/canonical_bytes.h"
#include "domain/error.h"

#include <string>
#include <vector>

namespace prevenance {

struct ReceiptParty {
    std::string role;  // "recipient": the health service; "source": the employer who noted the work facts
    std::string name;
    std::string contact;
    bool operator==(const ReceiptParty&) const = default;
};

struct ReceiptDetails {
    std::string language = "fr";  // of the notice as it was shown: "fr", "fr-facile"
    Digest person_commitment{};   // to the person's name; opened by what stands in the person's own copy
    std::vector<ReceiptParty> parties;
    bool operator==(const ReceiptDetails&) const = default;
};

// What is stored. parse_receipt_details refuses whatever canonical_bytes would not have written.
Bytes canonical_bytes(const ReceiptDetails& details);
Result<ReceiptDetails> parse_receipt_details(ByteView bytes);

}  // namespace prevenance
