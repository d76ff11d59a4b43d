// What an employee agreed to, and the proof that it was the employee. The receipt is a record without a
// name: it is kept, given to the person, and hashed into the sealed alert. The proof is the act itself; it
// has no public constructor, because a proof that anybody can write proves nothing.
//
// Fields of the receipt after ISO/IEC TS 27560:2023 (consent record information structure).
#pragma once

#include "domain/calendar.h"
#include "domain/canonical_bytes.h"
#include "domain/error.h"
#include "domain/id.h"

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace prevenance {

namespace integrations {
class OpenedInvitation;
class OwnRequest;
}  // namespace integrations

enum class ConsentChannel {
    web,         // the employee's answer to an invitation, with the paper code
    own_request  // the public page; the employer never sees that it exists
};

struct ConsentReceipt {
    ReceiptId id;
    AlertId alert;  // one receipt, one alert
    OhServiceId recipient;
    Digest mailbox_key_fingerprint{};  // of the key the alert may be sealed to, and of no other
    std::string notice_version;
    Digest notice_hash{};  // of the notice as it was shown
    std::string purpose;
    std::vector<std::string> categories;  // "identity", "work_facts", "own_words", "contact"
    Instant given_at;
    Date expires_on;  // the last day on which the service may open the alert
    ConsentChannel channel = ConsentChannel::web;
    std::string withdrawal;  // how to take it back, as it was shown
    bool operator==(const ConsentReceipt&) const = default;
};

// Six months after the day the consent was given, on a French calendar.
Date consent_expiry(Instant given_at);

// What is hashed, stored and given to the person. parse_receipt refuses whatever canonical_bytes would not
// have written.
Bytes canonical_bytes(const ConsentReceipt& receipt);
Result<ConsentReceipt> parse_receipt(ByteView bytes);

// The signature, over the alert's message, of the key that exists only in the paper code.
struct OneTimeSignature {
    std::array<std::uint8_t, 32> public_key{};
    std::array<std::uint8_t, 64> signature{};
    bool operator==(const OneTimeSignature&) const = default;
};

// Made in two places: by an invitation opened with its code, and by the employee's own request. It moves,
// so that one act gives one alert.
class ConsentProof {
public:
    ConsentProof(ConsentProof&&) = default;
    ConsentProof& operator=(ConsentProof&&) = default;
    ConsentProof(const ConsentProof&) = delete;
    ConsentProof& operator=(const ConsentProof&) = delete;
    ~ConsentProof() = default;

    const ConsentReceipt& receipt() const { return receipt_; }
    // Nothing for an own request, which has no code.
    const std::optional<OneTimeSignature>& one_time_signature() const { return one_time_signature_; }

private:
    friend class integrations::OpenedInvitation;
    friend class integrations::OwnRequest;
    ConsentProof(ConsentReceipt receipt, std::optional<OneTimeSignature> signature)
        : receipt_(std::move(receipt)), one_time_signature_(signature) {}

    ConsentReceipt receipt_;
    std::optional<OneTimeSignature> one_time_signature_;
};

}  // namespace prevenance
