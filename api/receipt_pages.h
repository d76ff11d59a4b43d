// The receipt in the person's hands: a page to print, and a signed file to keep. Both can be had again with
// the code, for as long as the receipt is kept.
#pragma once

#include "api/call.h"
#include "api/consent.h"
#include "domain/consent.h"
#include "domain/organisation.h"
#include "integrations/root_key.h"

#include <map>
#include <optional>
#include <string>

namespace prevenance::api {

struct GivenReceipt {
    ConsentReceipt receipt;
    std::optional<ReceiptDetails> details;  // none: given before receipts were signed
    Digest opening{};                       // of the commitment to the person
    std::string path;                       // to come back to
    std::string code;                       // as typed, for the forms of the page
    std::string locator;  // of an own request just sent, whose code is shown once; else empty
    std::string new_code;
};

Reply receipt_page(const Call& call, const OhService& service, const GivenReceipt& given);
// A download. Receipts without details are not signed: 409 says so.
Reply receipt_file(const Call& call, const GivenReceipt& given);

// Receipt, signature and opening, as the file holds them.
std::string signed_receipt_json(const integrations::RootKey& root, const ConsentReceipt& receipt,
                                const ReceiptDetails& details, const Digest& opening);

std::optional<ReceiptDetails> details_of(const Services& services, ReceiptId receipt);

// What the person reads after withdrawing.
std::map<Withdrawal, Reply> withdrawal_pages(const Call& call);

}  // namespace prevenance::api
