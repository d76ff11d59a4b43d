#include "integrations/passkeys.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <memory>

namespace prevenance::integrations {
namespace {

constexpr std::size_t longest_field = 4096;  // bytes; authenticator data of one key is some hundred
constexpr std::uint8_t person_present = 0x01;
constexpr std::uint8_t person_verified = 0x04;

struct FreeRegistration {
    void operator()(fido_cred_t* made) const { fido_cred_free(&made); }
};
struct FreeAssertion {
    void operator()(fido_assert_t* given) const { fido_assert_free(&given); }
};
struct FreeEs256 {
    void operator()(es256_pk_t* key) const { es256_pk_free(&key); }
};
struct FreeEddsa {
    void operator()(eddsa_pk_t* key) const { eddsa_pk_free(&key); }
};
using MadeCredential = std::unique_ptr<fido_cred_t, FreeRegistration>;
using GivenAssertion = std::unique_ptr<fido_assert_t, FreeAssertion>;

std::unexpected<Error> refused() {
    return fail(ErrorCode::unauthenticated);
}

bool was_asked(const PasskeySite& site, const PasskeyChallenge& challenge, const PasskeyClientData& said,
               std::string_view type) {
    return said.type == type && said.challenge == to_base64url(challenge) && said.origin == site.origin &&
           !said.cross_origin;
}

bool is_of_site(const PasskeySite& site, ByteView authenticator_data) {
    std::array<std::uint8_t, crypto_hash_sha256_BYTES> hash{};
    const auto host = bytes_of(site.host);
    crypto_hash_sha256(hash.data(), host.data(), host.size());
    return authenticator_data.size() >= hash.size() &&
           std::ranges::equal(hash, authenticator_data.first(hash.size()));
}

// libfido2 wants to know the algorithm before it reads; what a browser claims of it is not needed.
MadeCredential read_credential(ByteView authenticator_data, int algorithm) {
    MadeCredential made{fido_cred_new()};
    if (!made || fido_cred_set_type(made.get(), algorithm) != FIDO_OK) return nullptr;
    if (fido_cred_set_authdata_raw(made.get(), authenticator_data.data(), authenticator_data.size()) !=
        FIDO_OK)
        return nullptr;
    return made;
}

PasskeyCredential kept_of(const fido_cred_t* made, int algorithm) {
    const auto* id = fido_cred_id_ptr(made);
    const auto* key = fido_cred_pubkey_ptr(made);
    return {Bytes(id, id + fido_cred_id_len(made)), algorithm, Bytes(key, key + fido_cred_pubkey_len(made)),
            fido_cred_sigcount(made)};
}

bool is_person_verified(std::uint8_t flags) {
    return (flags & person_present) != 0 && (flags & person_verified) != 0;
}

bool verifies(const fido_assert_t* given, const PasskeyCredential& credential) {
    const auto& bytes = credential.public_key;
    if (credential.algorithm == COSE_ES256) {
        const std::unique_ptr<es256_pk_t, FreeEs256> key{es256_pk_new()};
        return key && es256_pk_from_ptr(key.get(), bytes.data(), bytes.size()) == FIDO_OK &&
               fido_assert_verify(given, 0, COSE_ES256, key.get()) == FIDO_OK;
    }
    const std::unique_ptr<eddsa_pk_t, FreeEddsa> key{eddsa_pk_new()};
    return credential.algorithm == COSE_EDDSA && key &&
           eddsa_pk_from_ptr(key.get(), bytes.data(), bytes.size()) == FIDO_OK &&
           fido_assert_verify(given, 0, COSE_EDDSA, key.get()) == FIDO_OK;
}

// Everything the signature must cover. Presence and verification are demanded here; fido_assert_verify looks.
GivenAssertion given_assertion(const PasskeySite& site, const PasskeyAssertion& assertion,
                               ByteView authenticator_data, ByteView signature) {
    GivenAssertion given{fido_assert_new()};
    const auto said = bytes_of(assertion.client_data.text);
    const bool taken =
        given && fido_assert_set_clientdata(given.get(), said.data(), said.size()) == FIDO_OK &&
        fido_assert_set_rp(given.get(), site.host.c_str()) == FIDO_OK &&
        fido_assert_set_up(given.get(), FIDO_OPT_TRUE) == FIDO_OK &&
        fido_assert_set_uv(given.get(), FIDO_OPT_TRUE) == FIDO_OK &&
        fido_assert_set_count(given.get(), 1) == FIDO_OK &&
        fido_assert_set_authdata_raw(given.get(), 0, authenticator_data.data(), authenticator_data.size()) ==
            FIDO_OK &&
        fido_assert_set_sig(given.get(), 0, signature.data(), signature.size()) == FIDO_OK;
    return taken ? std::move(given) : nullptr;
}

bool count_rises(std::uint32_t before, std::uint32_t now) {
    return now > before || (now == 0 && before == 0);
}

}  // namespace

std::optional<Bytes> from_base64url(std::string_view text) {
    if (text.size() > longest_field) return std::nullopt;
    if (text.empty()) return Bytes{};  // libsodium takes no null pointer, not even of nothing
    Bytes bytes(text.size());
    std::size_t size = 0;
    if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return std::nullopt;
    bytes.resize(size);
    return bytes;
}

std::string to_base64url(ByteView bytes) {
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
    text.pop_back();  // the closing zero
    return text;
}

Result<PasskeyCredential> read_registration(const PasskeySite& site, const PasskeyChallenge& challenge,
                                            const PasskeyRegistration& registration) {
    if (!was_asked(site, challenge, registration.client_data, "webauthn.create")) return refused();
    const auto data = from_base64url(registration.authenticator_data);
    if (!data || !is_of_site(site, *data)) return refused();
    for (const int algorithm : {COSE_ES256, COSE_EDDSA}) {
        const auto made = read_credential(*data, algorithm);
        if (!made || !is_person_verified(fido_cred_flags(made.get()))) continue;
        auto kept = kept_of(made.get(), algorithm);
        if (kept.id.empty() || kept.id.size() > 1023 || kept.public_key.empty()) return refused();
        return kept;
    }
    return refused();
}

Result<std::uint32_t> verify_assertion(const PasskeySite& site, const PasskeyChallenge& challenge,
                                       const PasskeyCredential& credential,
                                       const PasskeyAssertion& assertion) {
    if (!was_asked(site, challenge, assertion.client_data, "webauthn.get")) return refused();
    const auto data = from_base64url(assertion.authenticator_data);
    const auto signature = from_base64url(assertion.signature);
    const auto id = from_base64url(assertion.credential);
    if (!data || !signature || !id || *id != credential.id) return refused();
    const auto given = given_assertion(site, assertion, *data, *signature);
    if (!given || !verifies(given.get(), credential)) return refused();
    const auto count = fido_assert_sigcount(given.get(), 0);
    if (!count_rises(credential.sign_count, count)) return refused();
    return count;
}

}  // namespace prevenance::integrations
