#include "integrations/mailbox.h"

#include "integrations/digest.h"

#include <algorithm>

namespace prevenance::integrations {
namespace {

constexpr std::string_view roster_form = "prevenance roster 1";
constexpr std::string_view signed_roster_form = "prevenance signed roster 1";
constexpr std::string_view private_half_form = "prevenance mailbox private half 1";
constexpr std::uint64_t most_members = 1000;

Bytes roster_message(const Roster& roster) {
    CanonicalWriter writer(roster_form, 256 + roster.members.size() * 96);
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

std::optional<Roster> read_roster_message(ByteView bytes) {
    CanonicalReader reader(bytes, roster_form);
    Roster roster;
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

// `authority` is the roster whose members may sign this one: the one before, or the first one itself.
bool is_signed(const Roster& roster, const Roster& authority, const SigningPublicKey& instance) {
    const auto* signer = find_member(authority, roster.signed_by);
    if (signer == nullptr) return false;
    const auto message = roster_message(roster);
    return signed_by(signer->signing_key, message, roster.member_signature) &&
           signed_by(instance, message, roster.instance_signature);
}

bool follows(const Roster& roster, const Roster* before) {
    if (before == nullptr) return roster.number == 1 && roster.previous == Digest{};
    return roster.number == before->number + 1 && roster.previous == digest_of(encode_roster(*before));
}

Bytes private_half_message(const Roster& roster, const AccountId& account, const GuardedKey& key) {
    return key.with([&](auto bytes) {
        return CanonicalWriter(private_half_form)
            .id(roster.oh_service)
            .id(roster.mailbox_key_id)
            .id(account)
            .field(bytes)
            .take();
    });
}

Result<Bytes> seal_private_half(const Roster& roster, const RosterMember& member, const GuardedKey& key) {
    auto message = private_half_message(roster, member.account, key);
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
    auto roster = read_roster_message(reader.field());
    const auto member_signature = reader.array<64>();
    const auto instance_signature = reader.array<64>();
    if (!reader.complete() || !roster)
        return fail(ErrorCode::malformed, "Une liste de membres est illisible.");
    roster->member_signature = member_signature;
    roster->instance_signature = instance_signature;
    return *std::move(roster);
}

Result<TrustedMailboxKey> trusted_mailbox_key(std::span<const Roster> rosters, const OhServiceId& oh_service,
                                              const SigningPublicKey& instance) {
    if (rosters.empty()) return distrust("aucune liste de membres n’est enregistrée.");
    const Roster* before = nullptr;
    for (const auto& roster : rosters) {
        if (roster.oh_service != oh_service) return distrust("une liste est celle d’un autre service.");
        if (!follows(roster, before)) return distrust("une liste ne suit pas la précédente.");
        const auto& authority = before == nullptr ? roster : *before;
        if (!is_signed(roster, authority, instance)) return distrust("une signature ne correspond pas.");
        before = &roster;
    }
    const auto& last = rosters.back();
    return TrustedMailboxKey(oh_service, last.mailbox_key_id, last.mailbox_key, last.members.size());
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
    auto sealed = seal_private_half(roster, roster.members.front(), pair.private_key());
    if (!sealed) return std::unexpected(sealed.error());
    return RosterChange{std::move(roster), *std::move(sealed)};
}

Result<RosterChange> add_member(std::span<const Roster> rosters, const PresentMember& present,
                                ByteView sealed_key_of_present, const RosterMember& newcomer,
                                const SigningKey& instance, Instant now) {
    if (rosters.empty()) return distrust("aucune liste de membres n’est enregistrée.");
    const auto& last = rosters.back();
    const auto trusted = trusted_mailbox_key(rosters, last.oh_service, instance.public_key());
    if (!trusted) return std::unexpected(trusted.error());
    const auto key = open_mailbox_key(sealed_key_of_present, last, present.account, present.keys);
    if (!key) return std::unexpected(key.error());
    if (find_member(last, newcomer.account) != nullptr) {
        return fail(ErrorCode::conflict, "Cette personne est déjà membre de la boîte.");
    }
    auto roster = last;
    ++roster.number;
    roster.signed_at = now;
    roster.previous = digest_of(encode_roster(last));
    roster.members.push_back(newcomer);
    sign_roster(roster, present, instance);
    auto sealed = seal_private_half(roster, newcomer, key->pair().private_key());
    if (!sealed) return std::unexpected(sealed.error());
    return RosterChange{std::move(roster), *std::move(sealed)};
}

Result<MailboxKey> open_mailbox_key(ByteView sealed_key, const Roster& roster, const AccountId& account,
                                    const MemberKeys& keys) {
    const auto refused = [] {
        return fail(ErrorCode::forbidden,
                    "Vos clés n’ouvrent pas cette boîte. Demandez à un collègue de vous y ajouter.");
    };
    const auto plain = keys.box().open(sealed_key);
    if (!plain || find_member(roster, account) == nullptr) return refused();
    CanonicalReader reader(*plain, private_half_form);
    const auto oh_service = reader.id<OhServiceId>();
    const auto id = reader.id<KeyId>();
    const auto owner = reader.id<AccountId>();
    const auto private_half = reader.field();
    const bool same = oh_service == roster.oh_service && id == roster.mailbox_key_id && owner == account;
    if (!reader.complete() || !same || private_half.size() != GuardedKey::size) return refused();
    auto pair = BoxKeyPair::from_private_key(private_half.first<GuardedKey::size>());
    if (!(pair.public_key() == roster.mailbox_key)) return refused();
    return MailboxKey(oh_service, id, std::move(pair));
}

}  // namespace prevenance::integrations
