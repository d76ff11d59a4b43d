// The mailbox of an occupational health service: one X25519 key for the group, its private half sealed to
// each member. Alerts are sealed to its public half only after the roster says that this is the key.
//
// A roster lists the key and the members. Each one is signed twice: by a member of the roster before it (the
// first by its founder), and by the instance, whose key is outside the database. Whoever can write the
// database but has neither key cannot make alerts go to a key of their own.
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/id.h"
#include "integrations/fingerprint.h"
#include "integrations/member_keys.h"
#include "integrations/signing_key.h"

#include <span>
#include <vector>

namespace prevenance::integrations {

struct RosterMember {
    AccountId account;
    SigningPublicKey signing_key;
    BoxPublicKey box_key;
    bool operator==(const RosterMember&) const = default;
};

struct Roster {
    OhServiceId oh_service;
    std::uint64_t number = 1;  // 1, 2, 3… without a gap
    Instant signed_at;
    KeyId mailbox_key_id;
    BoxPublicKey mailbox_key;
    std::vector<RosterMember> members;
    Digest previous{};  // of the roster before; zeros in the first
    AccountId signed_by;
    Signature member_signature{};
    Signature instance_signature{};
    bool operator==(const Roster&) const = default;
};

// For storage; decode_roster refuses (malformed) anything else, and checks no signature.
Bytes encode_roster(const Roster& roster);
Result<Roster> decode_roster(ByteView bytes);

// A mailbox key that its rosters vouch for. Only trusted_mailbox_key makes one, and the sealer takes no
// other.
class TrustedMailboxKey {
public:
    const OhServiceId& oh_service() const { return oh_service_; }
    const KeyId& id() const { return id_; }
    const BoxPublicKey& key() const { return key_; }
    Digest fingerprint() const { return key_fingerprint(key_); }
    std::size_t member_count() const { return member_count_; }  // a mailbox with one member is a risk to show

private:
    friend Result<TrustedMailboxKey> trusted_mailbox_key(std::span<const Roster>, const OhServiceId&,
                                                         const SigningPublicKey&);
    TrustedMailboxKey(OhServiceId oh_service, KeyId id, BoxPublicKey key, std::size_t member_count)
        : oh_service_(oh_service), id_(id), key_(key), member_count_(member_count) {}

    OhServiceId oh_service_;
    KeyId id_;
    BoxPublicKey key_;
    std::size_t member_count_;
};

// `rosters` are all of the service's, oldest first. Error: forbidden, with the reason, where one does not
// follow from the one before, or a signature fails. Nothing may be sealed then.
Result<TrustedMailboxKey> trusted_mailbox_key(std::span<const Roster> rosters, const OhServiceId& oh_service,
                                              const SigningPublicKey& instance);

// The mailbox's private half, held for one request of one member.
class MailboxKey {
public:
    const OhServiceId& oh_service() const { return oh_service_; }
    const KeyId& id() const { return id_; }
    const BoxKeyPair& pair() const { return pair_; }

private:
    friend Result<MailboxKey> open_mailbox_key(ByteView, const Roster&, const AccountId&, const MemberKeys&);
    MailboxKey(OhServiceId oh_service, KeyId id, BoxKeyPair pair)
        : oh_service_(oh_service), id_(id), pair_(std::move(pair)) {}

    OhServiceId oh_service_;
    KeyId id_;
    BoxKeyPair pair_;
};

// A roster to append, and the private half sealed to the member who just came in.
struct RosterChange {
    Roster roster;
    Bytes sealed_key;
};

struct PresentMember {
    const AccountId& account;
    const MemberKeys& keys;
};

Result<RosterChange> found_mailbox(const OhServiceId& oh_service, const PresentMember& founder,
                                   const SigningKey& instance, Instant now, Randomness& randomness);

// A member who is present lets a colleague in. Errors: forbidden where the rosters do not verify or the
// present member is not in the last one; conflict where the newcomer already is.
Result<RosterChange> add_member(std::span<const Roster> rosters, const PresentMember& present,
                                ByteView sealed_key_of_present, const RosterMember& newcomer,
                                const SigningKey& instance, Instant now);

// Error: forbidden, where the sealed key is not this member's, or not of this roster's mailbox.
Result<MailboxKey> open_mailbox_key(ByteView sealed_key, const Roster& roster, const AccountId& account,
                                    const MemberKeys& keys);

}  // namespace prevenance::integrations
