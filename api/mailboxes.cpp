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
    const auto stored = services.cases.read(
        [&](const storage::Reader& reader) { return storage::rosters_of(reader, service); });
    std::vector<Roster> rosters;
    for (const auto& bytes : stored) {
        auto roster = integrations::decode_roster(bytes);
        if (!roster) return std::unexpected(roster.error());
        rosters.push_back(std::move(*roster));
    }
    return rosters;
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

}  // namespace

Result<integrations::TrustedMailboxKey> trusted_key_of(const Services& services, OhServiceId service) {
    const auto rosters = rosters_of(services, service);
    if (!rosters) return std::unexpected(rosters.error());
    return integrations::trusted_mailbox_key(*rosters, service,
                                             services.root.instance_signing_key().public_key());
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
    if (!member.scope.oh_service) return fail(ErrorCode::forbidden);
    const auto service = *member.scope.oh_service;
    const auto rosters = rosters_of(services, service);
    if (!rosters) return std::unexpected(rosters.error());
    if (rosters->empty()) return fail(ErrorCode::not_found);
    const auto trusted = trusted_key_of(services, service);
    if (!trusted) return std::unexpected(trusted.error());
    if (!is_member(*rosters, member.scope.account)) return fail(ErrorCode::forbidden);
    const auto keys = open_member_keys(services, member);
    if (!keys) return std::unexpected(keys.error());
    return integrations::open_mailbox_key(sealed_key_of(services, service, member.scope.account),
                                          rosters->back(), member.scope.account, *keys);
}

Result<MailboxChange> found_mailbox_for(Services& services, OhServiceId service, const PresentMember& founder,
                                        Instant now) {
    const auto rosters = rosters_of(services, service);
    if (!rosters) return std::unexpected(rosters.error());
    if (!rosters->empty()) return fail(ErrorCode::conflict, "La boîte de ce service est déjà ouverte.");
    auto change = integrations::found_mailbox(service, founder, services.root.instance_signing_key(), now,
                                              services.randomness);
    if (!change) return std::unexpected(change.error());
    return MailboxChange{std::move(*change), founder.account};
}

void append(storage::Transaction& transaction, OhServiceId service, const MailboxChange& change) {
    const auto number = static_cast<std::int64_t>(change.change.roster.number);
    storage::append_roster(transaction, service, number, integrations::encode_roster(change.change.roster));
    storage::set_sealed_mailbox_key(transaction, service, change.member, change.change.sealed_key);
    storage::forget_application(transaction, service, change.member);
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
    return MailboxChange{std::move(*change), newcomer};
}

}  // namespace prevenance::api
