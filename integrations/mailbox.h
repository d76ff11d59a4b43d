// The mailbox of an occupational health service: one X25519 key for the group, its private half sealed to
// each member. Alerts are sealed to its public half only after the roster says that this is the key.
//
// A roster lists the key and the members. Each one is signed twice: by a member of the roster before it (the
// first by its founder), and by the instance, whose key is outside the database. Whoever can write the
// database but has neither key cannot make alerts go to a key of their own.
//
// The surprise: a roster with another key does not make that key trusted at once. A change is announced by
// its roster and waits 72 hours; until then alerts go to the key before, unless the roster revokes it.
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/id.h"
#include "integrations/fingerprint.h"
#include "integrations/member_keys.h"
#include "integrations/signing_key.h"

#include <chrono>
#include <optional>
#include <span>
#include <vector>

namespace prevenance::integrations {

struct RosterMember {
    AccountId account;
    SigningPublicKey signing_key;
    BoxPublicKey box_key;
    bool operator==(const RosterMember&) const = default;
};

// How long a changed key is announced before anything is sealed to it.
inline constexpr std::chrono::hours key_change_delay{72};

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
    bool revokes_key_before = false;  // nothing is sealed between the change and its 72 hours
    // After a change of root key: the same words, signed by the present one. Stored beside the roster.
    std::optional<Signature> renewed_signature{};
    bool operator==(const Roster&) const = default;
};

// For storage; decode_roster refuses (malformed) anything else, and checks no signature.
Bytes encode_roster(const Roster& roster);
Result<Roster> decode_roster(ByteView bytes);

// For a change of root key: whether this instance key signed the roster, and its signature by another.
bool instance_signed(const Roster& roster, const SigningPublicKey& instance);
Signature instance_signature_of(const Roster& roster, const SigningKey& instance);

struct AnnouncedKey {
    KeyId id;
    Digest fingerprint{};
    AccountId announced_by;
    Instant announced_at;
    Instant usable_from;
};

// A mailbox key that its rosters vouch for. Only trusted_mailbox_key makes one, and the sealer takes no
// other.
class TrustedMailboxKey {
public:
    const OhServiceId& oh_service() const { return oh_service_; }
    const KeyId& id() const { return id_; }
    const BoxPublicKey& key() const { return key_; }
    Digest fingerprint() const { return key_fingerprint(key_); }
    std::size_t member_count() const { return member_count_; }  // a mailbox with one member is a risk to show
    const std::optional<AnnouncedKey>& announced() const { return announced_; }  // waits for its 72 hours

private:
    friend Result<TrustedMailboxKey> trusted_mailbox_key(std::span<const Roster>, const OhServiceId&,
                                                         const SigningPublicKey&, Instant);
    TrustedMailboxKey(OhServiceId oh_service, KeyId id, BoxPublicKey key, std::size_t member_count,
                      std::optional<AnnouncedKey> announced)
        : oh_service_(oh_service), id_(id), key_(key), member_count_(member_count), announced_(announced) {}

    OhServiceId oh_service_;
    KeyId id_;
    BoxPublicKey key_;
    std::size_t member_count_;
    std::optional<AnnouncedKey> announced_;
};

// `rosters` are all of the service's, oldest first. Error: forbidden, with the reason, where one does not
// follow from the one before, or a signature fails, or the key before a waiting one was revoked. Nothing may
// be sealed then.
Result<TrustedMailboxKey> trusted_mailbox_key(std::span<const Roster> rosters, const OhServiceId& oh_service,
                                              const SigningPublicKey& instance, Instant now);

// The same at the moment the last roster was signed: a key that was announced then is not trusted yet.
Result<TrustedMailboxKey> trusted_mailbox_key(std::span<const Roster> rosters, const OhServiceId& oh_service,
                                              const SigningPublicKey& instance);

// The same checks without a moment: for opening, which a waiting key does not stop.
std::optional<Error> fault_in_rosters(std::span<const Roster> rosters, const OhServiceId& oh_service,
                                      const SigningPublicKey& instance);

// Of rosters that verify: the key that waits for its 72 hours; none where none does.
std::optional<AnnouncedKey> announced_key(std::span<const Roster> rosters, Instant now);

// The mailbox's private half, held for one request of one member.
class MailboxKey {
public:
    const OhServiceId& oh_service() const { return oh_service_; }
    const KeyId& id() const { return id_; }
    const BoxKeyPair& pair() const { return pair_; }

private:
    friend Result<MailboxKey> open_mailbox_key(ByteView, const Roster&, const AccountId&, const MemberKeys&);
    friend Result<MailboxKey> open_former_key(ByteView, std::span<const Roster>, const KeyId&,
                                              const AccountId&, const MemberKeys&);
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

// A member who is present lets a colleague in, or in again with new keys. Errors: forbidden where the rosters
// do not verify or the present member is not in the last one; conflict where the newcomer already is.
Result<RosterChange> add_member(std::span<const Roster> rosters, const PresentMember& present,
                                ByteView sealed_key_of_present, const RosterMember& newcomer,
                                const SigningKey& instance, Instant now);

// Error: forbidden, where the sealed key is not this member's, or not of this roster's mailbox.
Result<MailboxKey> open_mailbox_key(ByteView sealed_key, const Roster& roster, const AccountId& account,
                                    const MemberKeys& keys);

// A key of earlier rosters, for a member of the last one. Errors: those of open_mailbox_key.
Result<MailboxKey> open_former_key(ByteView sealed_key, std::span<const Roster> rosters, const KeyId& key,
                                   const AccountId& account, const MemberKeys& keys);

// A key that is open, sealed to a colleague. Error: invalid, where the colleague's public key is none.
Result<Bytes> seal_to_member(const MailboxKey& key, const RosterMember& member);

// A roster without the one who leaves, with a new key, sealed to each who stays.
struct KeyShare {
    AccountId member;
    Bytes sealed_key;
};
struct Departure {
    Roster roster;
    std::vector<KeyShare> shares;
};

// What a departure says and does besides.
struct DepartureTerms {
    AccountId leaver;
    bool revoke_key_before = false;
};

// Errors: forbidden where the rosters do not verify or the present member is not in the last one; not_found
// where the leaver is not; conflict where somebody would take out themselves, since they would see the new
// key.
Result<Departure> remove_member(std::span<const Roster> rosters, const PresentMember& present,
                                const DepartureTerms& terms, const SigningKey& instance, Instant now,
                                Randomness& randomness);

}  // namespace prevenance::integrations
