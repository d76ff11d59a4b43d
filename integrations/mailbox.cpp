#include "integrations/mailbox.h"

#include "integrations/digest.h"

#include <algorithm>

namespace prevenance::integrations {
namespace {

constexpr std::string_view roster_form = "prevenance roster 1";
constexpr std::string_view revoking_roster_form = "prevenance revoking roster 1";
constexpr std::string_view signed_roster_form = "prevenance signed roster 1";
constexpr std::string_view private_half_form = "prevenance mailbox private half 1";
constexpr std::uint64_t most_members = 1000;

Bytes roster_message(const Roster& roster) {
    CanonicalWriter writer(roster.revokes_key_before ? revoking_roster_form : roster_form,
                           256 + roster.members.size() * 96);
    writer.id(roster.oh_service)
        .number(roster.number)
        .text(iso_instant(roster.signed_at))
        .id(roster.mailbox_key_id)
        .field(roster.mailbox_key.bytes)
        .number(roster.members.size());
    for (const auto& member : roster.members) {
        writer.id(member.account).field(member.signing_key.bytes).field(member.box_key.bytes);
    }
    return writer.field(roster.previous).id(roster.signed_by).take();
}

std::optional<Roster> read_roster_message(ByteView bytes, bool revoking = false) {
    CanonicalReader reader(bytes, revoking ? revoking_roster_form : roster_form);
    Roster roster;
    roster.revokes_key_before = revoking;
    roster.oh_service = reader.id<OhServiceId>();
    roster.number = reader.number();
    const auto signed_at = parse_iso_instant(reader.text());
    roster.mailbox_key_id = reader.id<KeyId>();
    roster.mailbox_key.bytes = reader.array<32>();
    const auto count = std::min(reader.number(), most_members);
    for (std::uint64_t i = 0; i < count && !reader.failed(); ++i) {
        const auto account = reader.id<AccountId>();
        const auto signing_key = reader.array<32>();
        roster.members.push_back({account, {signing_key}, {reader.array<32>()}});
    }
    roster.previous = reader.array<32>();
    roster.signed_by = reader.id<AccountId>();
    if (!reader.complete() || !signed_at) return std::nullopt;
    roster.signed_at = *signed_at;
    return roster;
}

const RosterMember* find_member(const Roster& roster, const AccountId& account) {
    const auto found = std::ranges::find(roster.members, account, &RosterMember::account);
    return found == roster.members.end() ? nullptr : &*found;
}

std::unexpected<Error> distrust(const std::string& reason) {
    return fail(ErrorCode::forbidden, "La clé de la boîte du service n’est pas sûre : " + reason +
                                          " Rien ne peut lui être envoyé.");
}

void sign_roster(Roster& roster, const PresentMember& member, const SigningKey& instance) {
    roster.signed_by = member.account;
    const auto message = roster_message(roster);
    roster.member_signature = member.keys.signing().sign(message);
    roster.instance_signature = instance.sign(message);
}

// The roster that follows: the same members and key, not signed yet. Time does not run backwards in a chain.
Roster next_roster(const Roster& last, Instant now) {
    auto roster = last;
    ++roster.number;
    roster.signed_at = std::max(now, last.signed_at);
    roster.previous = digest_of(encode_roster(last));
    roster.revokes_key_before = false;
    roster.renewed_signature.reset();
    return roster;
}

// `authority` is the roster whose members may sign this one: the one before, or the first one itself.
bool is_signed(const Roster& roster, const Roster& authority, const SigningPublicKey& instance) {
    const auto* signer = find_member(authority, roster.signed_by);
    if (signer == nullptr) return false;
    const auto message = roster_message(roster);
    return signed_by(signer->signing_key, message, roster.member_signature) &&
           instance_signed(roster, instance);
}

bool follows(const Roster& roster, const Roster* before) {
    if (before == nullptr) return roster.number == 1 && roster.previous == Digest{};
    return roster.number == before->number + 1 && roster.signed_at >= before->signed_at &&
           roster.previous == digest_of(encode_roster(*before));
}

struct Standing {
    KeyId id;
    BoxPublicKey key;
    std::optional<AnnouncedKey> announced;
    BoxPublicKey announced_key;
    bool revoked = false;

    void let_wait_end(Instant now) {
        if (!announced || now < announced->usable_from) return;
        id = announced->id;
        key = announced_key;
        announced.reset();
        revoked = false;
    }

    void follow(const Roster& roster) {
        let_wait_end(roster.signed_at);
        if (roster.mailbox_key_id == id && roster.mailbox_key == key) {
            announced.reset();
            revoked = false;
            return;
        }
        revoked = revoked || roster.revokes_key_before;
        if (announced && announced->id == roster.mailbox_key_id && announced_key == roster.mailbox_key)
            return;
        announced = AnnouncedKey{roster.mailbox_key_id, key_fingerprint(roster.mailbox_key), roster.signed_by,
                                 roster.signed_at, roster.signed_at + key_change_delay};
        announced_key = roster.mailbox_key;
    }
};

// Which key counts at `now`, of rosters that verify.
Standing standing_at(std::span<const Roster> rosters, Instant now) {
    Standing standing{rosters.front().mailbox_key_id, rosters.front().mailbox_key, std::nullopt, {}, false};
    for (const auto& roster : rosters.subspan(1)) standing.follow(roster);
    standing.let_wait_end(now);
    return standing;
}

std::optional<std::string> fault_in_chain(std::span<const Roster> rosters, const OhServiceId& oh_service,
                                          const SigningPublicKey& instance) {
    const Roster* before = nullptr;
    for (const auto& roster : rosters) {
        if (roster.oh_service != oh_service) return "une liste est celle d’un autre service.";
        if (!follows(roster, before)) return "une liste ne suit pas la précédente.";
        const auto& authority = before == nullptr ? roster : *before;
        if (!is_signed(roster, authority, instance)) return "une signature ne correspond pas.";
        before = &roster;
    }
    return std::nullopt;
}

Bytes private_half_message(const OhServiceId& service, const KeyId& id, const AccountId& account,
                           const GuardedKey& key) {
    return key.with([&](auto bytes) {
        return CanonicalWriter(private_half_form).id(service).id(id).id(account).field(bytes).take();
    });
}

Result<Bytes> seal_private_half(const OhServiceId& service, const KeyId& id, const RosterMember& member,
                                const GuardedKey& key) {
    auto message = private_half_message(service, id, member.account, key);
    auto sealed = seal_to(member.box_key, message);
    wipe(message);
    if (!sealed) return fail(ErrorCode::invalid, "La clé publique de ce membre n’est pas valable.");
    return std::move(*sealed);
}

}  // namespace

Bytes encode_roster(const Roster& roster) {
    return CanonicalWriter(signed_roster_form, 512 + roster.members.size() * 96)
        .field(roster_message(roster))
        .field(roster.member_signature)
        .field(roster.instance_signature)
        .take();
}

Result<Roster> decode_roster(ByteView bytes) {
    CanonicalReader reader(bytes, signed_roster_form);
    const auto message = reader.field();
    auto roster = read_roster_message(message);
    if (!roster) roster = read_roster_message(message, true);
    const auto member_signature = reader.array<64>();
    const auto instance_signature = reader.array<64>();
    if (!reader.complete() || !roster)
        return fail(ErrorCode::malformed, "Une liste de membres est illisible.");
    roster->member_signature = member_signature;
    roster->instance_signature = instance_signature;
    return *std::move(roster);
}

bool instance_signed(const Roster& roster, const SigningPublicKey& instance) {
    const auto message = roster_message(roster);
    return signed_by(instance, message, roster.instance_signature) ||
           (roster.renewed_signature && signed_by(instance, message, *roster.renewed_signature));
}

Signature instance_signature_of(const Roster& roster, const SigningKey& instance) {
    return instance.sign(roster_message(roster));
}

std::optional<Error> fault_in_rosters(std::span<const Roster> rosters, const OhServiceId& oh_service,
                                      const SigningPublicKey& instance) {
    if (rosters.empty()) return distrust("aucune liste de membres n’est enregistrée.").error();
    if (const auto fault = fault_in_chain(rosters, oh_service, instance)) return distrust(*fault).error();
    return std::nullopt;
}

std::optional<AnnouncedKey> announced_key(std::span<const Roster> rosters, Instant now) {
    if (rosters.empty()) return std::nullopt;
    return standing_at(rosters, now).announced;
}

Result<TrustedMailboxKey> trusted_mailbox_key(std::span<const Roster> rosters, const OhServiceId& oh_service,
                                              const SigningPublicKey& instance) {
    return trusted_mailbox_key(rosters, oh_service, instance,
                               rosters.empty() ? Instant{} : rosters.back().signed_at);
}

Result<TrustedMailboxKey> trusted_mailbox_key(std::span<const Roster> rosters, const OhServiceId& oh_service,
                                              const SigningPublicKey& instance, Instant now) {
    if (const auto fault = fault_in_rosters(rosters, oh_service, instance)) return std::unexpected(*fault);
    const auto standing = standing_at(rosters, now);
    if (standing.announced && standing.revoked)
        return distrust("l’ancienne est révoquée et la nouvelle attend ses 72 heures.");
    return TrustedMailboxKey(oh_service, standing.id, standing.key, rosters.back().members.size(),
                             standing.announced);
}

Result<RosterChange> found_mailbox(const OhServiceId& oh_service, const PresentMember& founder,
                                   const SigningKey& instance, Instant now, Randomness& randomness) {
    const auto pair = BoxKeyPair::from_seed(SecretKey::random(randomness));
    Roster roster{
        .oh_service = oh_service,
        .signed_at = now,
        .mailbox_key_id = randomness.new_id<KeyId>(),
        .mailbox_key = pair.public_key(),
        .members = {{founder.account, founder.keys.signing().public_key(), founder.keys.box().public_key()}},
        .signed_by = founder.account};
    sign_roster(roster, founder, instance);
    auto sealed =
        seal_private_half(oh_service, roster.mailbox_key_id, roster.members.front(), pair.private_key());
    if (!sealed) return std::unexpected(sealed.error());
    return RosterChange{std::move(roster), *std::move(sealed)};
}

Result<RosterChange> add_member(std::span<const Roster> rosters, const PresentMember& present,
                                ByteView sealed_key_of_present, const RosterMember& newcomer,
                                const SigningKey& instance, Instant now) {
    if (rosters.empty()) return distrust("aucune liste de membres n’est enregistrée.");
    const auto& last = rosters.back();
    if (const auto fault = fault_in_chain(rosters, last.oh_service, instance.public_key()))
        return distrust(*fault);
    const auto key = open_mailbox_key(sealed_key_of_present, last, present.account, present.keys);
    if (!key) return std::unexpected(key.error());
    const auto* already = find_member(last, newcomer.account);
    if (newcomer.account == present.account || (already != nullptr && *already == newcomer)) {
        return fail(ErrorCode::conflict, "Cette personne est déjà membre de la boîte.");
    }
    auto roster = next_roster(last, now);
    std::erase_if(roster.members, [&](const auto& member) { return member.account == newcomer.account; });
    roster.members.push_back(newcomer);
    sign_roster(roster, present, instance);
    auto sealed = seal_to_member(*key, newcomer);
    if (!sealed) return std::unexpected(sealed.error());
    return RosterChange{std::move(roster), *std::move(sealed)};
}

Result<Departure> remove_member(std::span<const Roster> rosters, const PresentMember& present,
                                const DepartureTerms& terms, const SigningKey& instance, Instant now,
                                Randomness& randomness) {
    if (rosters.empty()) return distrust("aucune liste de membres n’est enregistrée.");
    const auto& last = rosters.back();
    if (const auto fault = fault_in_chain(rosters, last.oh_service, instance.public_key()))
        return distrust(*fault);
    const auto* remover = find_member(last, present.account);
    if (remover == nullptr || !(remover->signing_key == present.keys.signing().public_key()))
        return fail(ErrorCode::forbidden, "Seul un membre de la boîte peut en retirer un autre.");
    if (terms.leaver == present.account)
        return fail(ErrorCode::conflict, "Un ou une collègue doit vous retirer de la boîte.");
    if (find_member(last, terms.leaver) == nullptr) return fail(ErrorCode::not_found);
    const auto pair = BoxKeyPair::from_seed(SecretKey::random(randomness));
    auto roster = next_roster(last, now);
    std::erase_if(roster.members, [&](const auto& member) { return member.account == terms.leaver; });
    roster.mailbox_key_id = randomness.new_id<KeyId>();
    roster.mailbox_key = pair.public_key();
    roster.revokes_key_before = terms.revoke_key_before;
    sign_roster(roster, present, instance);
    Departure departure{std::move(roster), {}};
    for (const auto& member : departure.roster.members) {
        auto sealed = seal_private_half(departure.roster.oh_service, departure.roster.mailbox_key_id, member,
                                        pair.private_key());
        if (!sealed) return std::unexpected(sealed.error());
        departure.shares.push_back({member.account, *std::move(sealed)});
    }
    return departure;
}

Result<Bytes> seal_to_member(const MailboxKey& key, const RosterMember& member) {
    return seal_private_half(key.oh_service(), key.id(), member, key.pair().private_key());
}

Result<MailboxKey> open_mailbox_key(ByteView sealed_key, const Roster& roster, const AccountId& account,
                                    const MemberKeys& keys) {
    return open_former_key(sealed_key, std::span(&roster, 1), roster.mailbox_key_id, account, keys);
}

Result<MailboxKey> open_former_key(ByteView sealed_key, std::span<const Roster> rosters, const KeyId& key,
                                   const AccountId& account, const MemberKeys& keys) {
    const auto refused = [] {
        return fail(ErrorCode::forbidden,
                    "Vos clés n’ouvrent pas cette boîte. Demandez à un collègue de vous y ajouter.");
    };
    const auto named = std::ranges::find(rosters, key, &Roster::mailbox_key_id);
    if (named == rosters.end() || find_member(rosters.back(), account) == nullptr) return refused();
    const auto plain = keys.box().open(sealed_key);
    if (!plain) return refused();
    CanonicalReader reader(*plain, private_half_form);
    const auto oh_service = reader.id<OhServiceId>();
    const auto id = reader.id<KeyId>();
    const auto owner = reader.id<AccountId>();
    const auto private_half = reader.field();
    const bool same = oh_service == named->oh_service && id == key && owner == account;
    if (!reader.complete() || !same || private_half.size() != GuardedKey::size) return refused();
    auto pair = BoxKeyPair::from_private_key(private_half.first<GuardedKey::size>());
    if (!(pair.public_key() == named->mailbox_key)) return refused();
    return MailboxKey(oh_service, id, std::move(pair));
}

}  // namespace prevenance::integrations
