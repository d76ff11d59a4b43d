#include "api/passkeys.h"

#include "api/assets.h"
#include "api/person_keys.h"
#include "api/services.h"
#include "forms/passkey_form.h"
#include "integrations/passkeys.h"

#include <algorithm>

namespace prevenance::api {
namespace {

bool is_number_address(std::string_view host) {
    return host.starts_with('[') || host.find_first_not_of("0123456789.") == std::string_view::npos;
}

SealedPlace label_place(PasskeyId id) {
    return {"", "passkey", id.text(), "sealed_label"};
}

}  // namespace

Bytes seal_passkey_label(Services& services, const integrations::FieldKey& key, PasskeyId id,
                         const Sensitive<std::string>& label) {
    return seal_words(services, key, label_place(id), label);
}

Result<Sensitive<std::string>> open_passkey_label(const Services& services,
                                                  const storage::PasskeyRecord& passkey) {
    const auto key = find_person_key(services, passkey.account.bytes);
    if (!key) return std::unexpected(key.error());
    return open_words(services, *key, label_place(passkey.id), passkey.sealed_label);
}

std::optional<PasskeySite> passkey_site(const Settings& settings) {
    std::string_view host = settings.public_address;
    host.remove_prefix(std::min(host.find("//") + 2, host.size()));
    host = host.substr(0, host.find(':'));
    if (host.empty() || is_number_address(host)) return std::nullopt;
    if (!settings.is_https() && host != "localhost") return std::nullopt;
    return PasskeySite{std::string{host}, settings.public_address};
}

std::vector<storage::PasskeyRecord> passkeys_of(const Call& call, AccountId account) {
    return call.services.cases.read(
        [&](const storage::Reader& reader) { return storage::Passkeys{reader}.of(account); });
}

forms::PasskeyQuestion ask_for_passkey(const Call& call, const Asked& asked,
                                       const std::vector<storage::PasskeyRecord>& known) {
    PasskeyChallenge challenge{};
    call.services.randomness.fill(challenge);
    const storage::ChallengeRecord record{asked.asker, asked.account, challenge, call.now,
                                          asked.sealed_member_key};
    call.services.cases.write([&](storage::Transaction& transaction) {
        storage::Passkeys::ask(transaction, asked.purpose, record);
    });
    forms::PasskeyQuestion question;
    question.challenge = integrations::to_base64url(challenge);
    question.host = passkey_site(call.services.settings).value().host;
    for (const auto& passkey : known)
        question.credentials.push_back(integrations::to_base64url(passkey.credential.id));
    question.script = asset_address(call.services.settings, call.services.keyed_hash, "passkey.js");
    return question;
}

std::optional<storage::ChallengeRecord> take_challenge(const Call& call, storage::PasskeyPurpose purpose,
                                                       const Digest& asker) {
    return call.services.cases.write([&](storage::Transaction& transaction) {
        return storage::Passkeys::take(transaction, purpose, asker, call.now);
    });
}

Result<ProvedPasskey> check_passkey(const Call& call, const storage::ChallengeRecord& challenge) {
    const auto site = passkey_site(call.services.settings);
    const auto assertion = forms::read_passkey_assertion(call.form);
    if (!site || !assertion) return fail(ErrorCode::unauthenticated);
    const auto credential = integrations::from_base64url(assertion->credential);
    if (!credential) return fail(ErrorCode::unauthenticated);
    const auto passkey = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Passkeys{reader}.find(challenge.account, *credential);
    });
    if (!passkey) return fail(ErrorCode::unauthenticated);
    const auto count =
        integrations::verify_assertion(*site, challenge.challenge, passkey->credential, *assertion);
    if (!count) return std::unexpected(count.error());
    return ProvedPasskey{passkey->id, *count};
}

}  // namespace prevenance::api
