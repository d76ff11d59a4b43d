#include "integrations/session_secret.h"

#include <sodium.h>

namespace prevenance::integrations {
namespace {

constexpr KeyPurpose wrapping{"PVSESSON", 1};
constexpr KeyPurpose forms{"PVSESSON", 2};
constexpr KeyPurpose lookup{"PVSESSON", 3};
constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

std::string base64url(std::span<const std::uint8_t, 32> bytes) {
    std::string text(sodium_base64_ENCODED_LEN(32, variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
    text.pop_back();  // the terminating zero
    return text;
}

}  // namespace

SessionSecret SessionSecret::draw(Randomness& randomness) {
    SessionSecret secret;
    secret.bytes_ = SecretKey::random(randomness);
    return secret;
}

std::optional<SessionSecret> SessionSecret::parse(std::string_view cookie) {
    SessionSecret secret;
    const auto target = secret.bytes_.writable();
    std::size_t size = 0;
    const char* end = nullptr;
    const int refused = sodium_base642bin(target.data(), target.size(), cookie.data(), cookie.size(), nullptr,
                                          &size, &end, variant);
    if (refused != 0 || size != target.size() || end != cookie.data() + cookie.size()) return std::nullopt;
    return secret;
}

Sensitive<std::string> SessionSecret::cookie() const {
    return Sensitive<std::string>(base64url(bytes_.view()));
}

Digest SessionSecret::stored_hash() const {
    const auto key = derive_key(bytes_.view(), lookup);
    return keyed_digest(key.view(), bytes_of("prevenance session 1"));
}

SecretKey SessionSecret::wrapping_key() const {
    return derive_key(bytes_.view(), wrapping);
}

std::string SessionSecret::form_token() const {
    return base64url(derive_key(bytes_.view(), forms).view());
}

bool SessionSecret::has_form_token(std::string_view token) const {
    return equal_in_constant_time(bytes_of(form_token()), bytes_of(token));
}

}  // namespace prevenance::integrations
