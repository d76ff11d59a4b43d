// The invitation an employer hands over: the text the physician would read, encrypted so that only the paper
// code opens it. Once prepared, no server, administrator or employer key does.
//
// Answering destroys `SealedInvitation::content` in storage; `InvitationLock` stays, so that the same code
// can withdraw the agreement or open a reply.
#pragma once

#include "domain/alert.h"
#include "domain/consent.h"
#include "integrations/box_key.h"
#include "integrations/invitation_code.h"
#include "integrations/root_key.h"
#include "integrations/signing_key.h"
#include "integrations/slow_hash.h"

#include <optional>
#include <string>

namespace prevenance::integrations {

// What recognises the code. It holds nothing about the person and opens nothing.
struct InvitationLock {
    InvitationId invitation;
    Salt salt{};
    HashCost cost;
    SigningPublicKey one_time_key;
    BoxPublicKey reply_key;
    KeyId pepper{};  // the root key whose pepper it was made with; zeros: the installation's first
    bool operator==(const InvitationLock&) const = default;
};

// What an answer, five wrong codes or the fourteenth day destroy.
struct InvitationContent {
    Digest commitment{};  // to the key the code gives; checked before anything is opened
    Bytes wrapped_key;
    Bytes ciphertext;
    bool operator==(const InvitationContent&) const = default;
};

struct SealedInvitation {
    InvitationLock lock;
    InvitationContent content;
    bool operator==(const SealedInvitation&) const = default;
};

struct PreparedInvitation {
    SealedInvitation sealed;
    InvitationCode code;  // shown once, then forgotten
};

// A code that opens no message: for somebody who wrote alone, to come back with.
struct PreparedCode {
    InvitationLock lock;
    InvitationCode code;
    Digest receipt_opening{};
};

// An invitation whose code was typed. It lives for one request.
class OpenedInvitation {
public:
    OpenedInvitation(OpenedInvitation&&) = default;
    OpenedInvitation& operator=(OpenedInvitation&&) = default;

    // Everything the physician would read, before the person strikes lines out and adds words.
    const Alert& proposed() const { return proposed_; }

    // What opens the receipt's commitment to the person (integrations/receipt_proof.h). It comes from the
    // code alone, so that the person can have it again.
    const Digest& receipt_opening() const { return receipt_opening_; }

    // « Envoyer ». `alert` is the proposed one less the facts struck out, with the person's own words,
    // contact wish and language; anything else that differs is refused (conflict), as is a receipt for
    // another alert. The one-time key signs, and is gone.
    Result<ConsentedAlert> consent(Alert alert, ConsentReceipt receipt) &&;

private:
    friend class Invitations;
    OpenedInvitation(Alert proposed, SigningKey one_time_key, const Digest& receipt_opening)
        : proposed_(std::move(proposed)),
          one_time_key_(std::move(one_time_key)),
          receipt_opening_(receipt_opening) {}

    Alert proposed_;
    SigningKey one_time_key_;
    Digest receipt_opening_;
};

class Invitations {
public:
    Invitations(const RootKey& root, SlowHash& slow_hash, Randomness& randomness);

    // `proposed` already has the id its alert will have, and no own words. Errors: too_large; those of
    // SlowHash.
    Result<PreparedInvitation> prepare(const InvitationId& id, const Alert& proposed);

    // Errors: those of SlowHash.
    Result<PreparedCode> prepare_code(const InvitationId& id);

    // Errors: invalid (field "code", "code_wrong") for a wrong code, and the same, at the same cost, where
    // there is no invitation or nothing is left to open; internal where the stored bytes were altered;
    // those of SlowHash. Counting attempts is the caller's, before it calls.
    Result<OpenedInvitation> open(const std::optional<SealedInvitation>& sealed, const InvitationCode& code);

    // Whether this is the invitation's code: for withdrawal, and for replies. A missing invitation costs the
    // same and matches nothing. Errors: those of SlowHash.
    Result<bool> code_matches(const std::optional<InvitationLock>& lock, const InvitationCode& code);

    // The same question; where the code is the right one, with what opens the receipt given with it.
    Result<std::optional<Digest>> receipt_opening(const std::optional<InvitationLock>& lock,
                                                  const InvitationCode& code);

    // A word from the service to the person, which only the paper code opens.
    Result<Bytes> seal_reply(const InvitationLock& lock, const Sensitive<std::string>& text) const;
    Result<Sensitive<std::string>> open_reply(ByteView sealed, const InvitationLock& lock,
                                              const InvitationCode& code);

private:
    struct DrawnCode {
        InvitationCode code;
        InvitationLock lock;
        SecretKey key;
    };
    Result<DrawnCode> draw_code(const InvitationId& id);
    Result<SecretKey> code_key(const InvitationCode& code, const Salt& salt, const HashCost& cost,
                               const KeyId& pepper);

    Peppers peppers_;
    SlowHash& slow_hash_;
    Randomness& randomness_;
};

}  // namespace prevenance::integrations
