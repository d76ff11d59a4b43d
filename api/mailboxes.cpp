#include "api/mailboxes.h"

#include "storage/accounts.h"
#include "storage/mailboxes.h"

#include <algorithm>
#include <stdexcept>

namespace prevenance::api {
namespace {

using integrations::MemberKeys;
using integrations::PresentMember;
using integrations::Roster;
using integrations::RosterMember;

constexpr std::string_view application_form = "prevenance mailbox application 1";

Result<std::vector<Roster>> rosters_of(const Services& services, OhServiceId service) {
    return services.cases.read([&](const storage::Reader& reader) { return read_rosters(reader, service); });
}

std::optional<integrations::Signature> read_signature(const Bytes& bytes) {
    integrations::Signature signature{};
    if (bytes.size() != signature.size()) return std::nullopt;
    std::ranges::copy(bytes, signature.begin());
    return signature;
}

Bytes sealed_key_of(const Services& services, OhServiceId service, AccountId member) {
    return services.cases
        .read([&](const storage::Reader& reader) {
            return storage::sealed_mailbox_key(reader, service, member);
        })
        .value_or(Bytes{});
}

bool is_member(const std::vector<Roster>& rosters, AccountId account) {
    if (rosters.empty()) return false;
    const auto& members = rosters.back().members;
    return std::ranges::find(members, account, &RosterMember::account) != members.end();
}

Bytes signed_part(OhServiceId service, const RosterMember& member) {
    return CanonicalWriter(application_form)
        .id(service)
        .id(member.account)
        .field(member.signing_key.bytes)
        .field(member.box_key.bytes)
        .take();
}

std::optional<RosterMember> read_application(const Services& services, ByteView bytes, OhServiceId service,
                                             AccountId applicant) {
    CanonicalReader reader(bytes, application_form);
    const RosterMember member{applicant, {reader.array<32>()}, {reader.array<32>()}};
    const integrations::Signature own = reader.array<64>();
    const integrations::Signature instance = reader.array<64>();
    if (!reader.complete()) return std::nullopt;
    const auto message = signed_part(service, member);
    if (!integrations::signed_by(member.signing_key, message, own)) return std::nullopt;
    if (!integrations::signed_by(services.root.instance_signing_key().public_key(), message, instance))
        return std::nullopt;
    return member;
}

// What the present member may still open, sealed to the newcomer as well.
std::vector<storage::FormerMailboxKey> former_keys_for(const Services& services, OhServiceId service,
                                                       const std::vector<Roster>& rosters,
                                                       const PresentMember& present, const RosterMember& newcomer) {
    const auto own = services.cases.read([&](const storage::Reader& reader) {
        return storage::former_mailbox_keys(reader, service, present.account);
    });
    std::vector<storage::FormerMailboxKey> former;
    for (const auto& share : own) {
        const auto key =
            integrations::open_former_key(share.sealed_key, rosters, share.key, present.account, present.keys);
        if (!key) continue;
        auto sealed = integrations::seal_to_member(*key, newcomer);
        if (sealed) former.push_back({share.key, newcomer.account, std::move(*sealed)});
    }
    return former;
}

}  // namespace

Result<std::vector<Roster>> read_rosters(const storage::Reader& reader, OhServiceId service) {
    std::vector<Roster> rosters;
    for (const auto& bytes : storage::rosters_of(reader, service)) {
        auto roster = integrations::decode_roster(bytes);
        if (!roster) return std::unexpected(roster.error());
        rosters.push_back(std::move(*roster));
    }
    for (const auto& renewal : storage::roster_renewals(reader, service)) {
        const auto number = static_cast<std::uint64_t>(renewal.number);
        const auto found = std::ranges::find(rosters, number, &Roster::number);
        if (found != rosters.end()) found->renewed_signature = read_signature(renewal.signature);
    }
    return rosters;
}

Result<integrations::TrustedMailboxKey> trusted_key_of(const Services& services, OhServiceId service) {
    const auto rosters = rosters_of(services, service);
    if (!rosters) return std::unexpected(rosters.error());
    return integrations::trusted_mailbox_key(*rosters, service,
                                             services.root.instance_signing_key().public_key(),
                                             services.clock.now());
}

KeyNews key_news_of(const Services& services, OhServiceId service) {
    const auto now = services.clock.now();
    const auto present = services.root.instance_signing_key().public_key();
    const auto rosters = rosters_of(services, service);
    if (!rosters) return {std::nullopt, rosters.error().detail};
    if (const auto fault = integrations::fault_in_rosters(*rosters, service, present))
        return {std::nullopt, fault->detail};
    const auto trusted = integrations::trusted_mailbox_key(*rosters, service, present, now);
    return {integrations::announced_key(*rosters, now), trusted ? std::string{} : trusted.error().detail};
}

std::string fingerprint_words(const Services& services, const Digest& fingerprint) {
    const auto words = integrations::FingerprintWords::read(services.settings.resources / "config" /
                                                            "fingerprint_words.txt");
    if (!words) throw std::runtime_error(words.error().detail);
    return words->words(fingerprint);
}

Result<MemberKeys> open_member_keys(const Services& services, const SignedIn& member) {
    const std::string cookie{member.session_secret.begin(), member.session_secret.end()};
    const auto secret = integrations::SessionSecret::parse(cookie);
    if (!secret) return fail(ErrorCode::unauthenticated);
    const auto session = services.cases.read([&](const storage::Reader& reader) {
        return storage::Accounts{reader}.session(secret->stored_hash());
    });
    if (!session || session->account != member.scope.account || !session->sealed_member_key)
        return fail(ErrorCode::unauthenticated);
    return MemberKeys::open_in_session(*session->sealed_member_key, *secret, session->account);
}

Result<integrations::MailboxKey> open_mailbox(const Services& services, const SignedIn& member) {
    return open_mailbox_for(services, member, KeyId{});
}

Result<integrations::MailboxKey> open_mailbox_for(const Services& services, const SignedIn& member, KeyId key) {
    if (!member.scope.oh_service) return fail(ErrorCode::forbidden);
    const auto service = *member.scope.oh_service;
    const auto account = member.scope.account;
    const auto rosters = rosters_of(services, service);
    if (!rosters) return std::unexpected(rosters.error());
    if (rosters->empty()) return fail(ErrorCode::not_found);
    // As of the last roster: a revoked key that waits stops the sealing, never the reading.
    if (const auto fault = integrations::fault_in_rosters(
            *rosters, service, services.root.instance_signing_key().public_key()))
        return std::unexpected(*fault);
    if (!is_member(*rosters, account)) return fail(ErrorCode::forbidden);
    const auto keys = open_member_keys(services, member);
    if (!keys) return std::unexpected(keys.error());
    const auto former = services.cases.read(
        [&](const storage::Reader& reader) { return storage::former_mailbox_keys(reader, service, account); });
    const auto named = std::ranges::find(former, key, &storage::FormerMailboxKey::key);
    if (named != former.end())
        return integrations::open_former_key(named->sealed_key, *rosters, key, account, *keys);
    return integrations::open_mailbox_key(sealed_key_of(services, service, account), rosters->back(), account,
                                          *keys);
}

Result<MailboxChange> found_mailbox_for(Services& services, OhServiceId service, const PresentMember& founder,
                                        Instant now) {
    const auto rosters = rosters_of(services, service);
    if (!rosters) return std::unexpected(rosters.error());
    if (!rosters->empty()) return fail(ErrorCode::conflict, "La boîte de ce service est déjà ouverte.");
    auto change = integrations::found_mailbox(service, founder, services.root.instance_signing_key(), now,
                                              services.randomness);
    if (!change) return std::unexpected(change.error());
    return MailboxChange{std::move(*change), founder.account, {}};
}

void append(storage::Transaction& transaction, OhServiceId service, const MailboxChange& change) {
    const auto number = static_cast<std::int64_t>(change.change.roster.number);
    storage::append_roster(transaction, service, number, integrations::encode_roster(change.change.roster));
    storage::set_sealed_mailbox_key(transaction, service, change.member, change.change.sealed_key);
    for (const auto& former : change.former) storage::add_former_mailbox_key(transaction, service, former);
    storage::forget_application(transaction, service, change.member);
}

Result<MailboxDeparture> take_out(Services& services, OhServiceId service, const PresentMember& present,
                                  const integrations::DepartureTerms& terms, Instant now) {
    const auto rosters = rosters_of(services, service);
    if (!rosters) return std::unexpected(rosters.error());
    auto departure =
        integrations::remove_member(*rosters, present, terms, services.root.instance_signing_key(), now,
                                    services.randomness);
    if (!departure) return std::unexpected(departure.error());
    return MailboxDeparture{std::move(*departure), terms.leaver, rosters->back().mailbox_key_id};
}

void append(storage::Transaction& transaction, OhServiceId service, const MailboxDeparture& change) {
    const auto number = static_cast<std::int64_t>(change.departure.roster.number);
    storage::append_roster(transaction, service, number, integrations::encode_roster(change.departure.roster));
    storage::set_mailbox_keys_aside(transaction, service, change.key_before);
    storage::forget_mailbox_keys(transaction, service, change.leaver);
    for (const auto& share : change.departure.shares)
        storage::set_sealed_mailbox_key(transaction, service, share.member, share.sealed_key);
}

Bytes application_of(const Services& services, OhServiceId service, const PresentMember& applicant) {
    const RosterMember member{applicant.account, applicant.keys.signing().public_key(),
                              applicant.keys.box().public_key()};
    const auto message = signed_part(service, member);
    return CanonicalWriter(application_form)
        .field(member.signing_key.bytes)
        .field(member.box_key.bytes)
        .field(applicant.keys.signing().sign(message))
        .field(services.root.instance_signing_key().sign(message))
        .take();
}

void apply(storage::Transaction& transaction, OhServiceId service, AccountId applicant, ByteView application,
           Instant now) {
    storage::set_application(transaction, service, applicant, application, now);
}

std::vector<AccountId> applicants(const Services& services, OhServiceId service) {
    return services.cases.read(
        [&](const storage::Reader& reader) { return storage::applicants(reader, service); });
}

Result<MailboxChange> admit(const Services& services, OhServiceId service, const PresentMember& present,
                            AccountId newcomer, Instant now) {
    const auto rosters = rosters_of(services, service);
    if (!rosters) return std::unexpected(rosters.error());
    const auto application = services.cases.read(
        [&](const storage::Reader& reader) { return storage::find_application(reader, service, newcomer); });
    if (!application) return fail(ErrorCode::not_found);
    const auto member = read_application(services, *application, service, newcomer);
    if (!member)
        return fail(ErrorCode::forbidden,
                    "La demande de cette personne a été altérée. Elle doit se reconnecter.");
    auto change =
        integrations::add_member(*rosters, present, sealed_key_of(services, service, present.account),
                                 *member, services.root.instance_signing_key(), now);
    if (!change) return std::unexpected(change.error());
    return MailboxChange{std::move(*change), newcomer,
                         former_keys_for(services, service, *rosters, present, *member)};
}

}  // namespace prevenance::api
