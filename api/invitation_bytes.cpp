#include "api/invitation_bytes.h"

#include <array>
#include <cctype>

namespace prevenance::api {
namespace {

constexpr std::string_view lock_form = "prevenance invitation lock 2";
constexpr std::string_view first_lock_form = "prevenance invitation lock 1";  // before peppers had names
constexpr std::string_view content_form = "prevenance invitation content 1";
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t locator_length = 13;

char as_symbol(char typed) {
    const auto upper = static_cast<char>(std::toupper(static_cast<unsigned char>(typed)));
    if (upper == 'O') return '0';
    if (upper == 'I' || upper == 'L') return '1';
    return upper;
}

}  // namespace

Bytes encode_lock(const integrations::InvitationLock& lock) {
    return CanonicalWriter(lock_form)
        .id(lock.invitation)
        .field(lock.salt)
        .number(lock.cost.operations)
        .number(lock.cost.memory_bytes)
        .field(lock.one_time_key.bytes)
        .field(lock.reply_key.bytes)
        .id(lock.pepper)
        .take();
}

namespace {

std::optional<integrations::InvitationLock> read_lock(ByteView bytes, bool names_pepper) {
    CanonicalReader reader(bytes, names_pepper ? lock_form : first_lock_form);
    integrations::InvitationLock lock;
    lock.invitation = reader.id<InvitationId>();
    lock.salt = reader.array<16>();
    lock.cost.operations = reader.number();
    lock.cost.memory_bytes = reader.number();
    lock.one_time_key.bytes = reader.array<32>();
    lock.reply_key.bytes = reader.array<32>();
    if (names_pepper) lock.pepper = reader.id<KeyId>();
    if (!reader.complete()) return std::nullopt;
    return lock;
}

}  // namespace

std::optional<integrations::InvitationLock> decode_lock(ByteView bytes) {
    auto lock = read_lock(bytes, true);
    return lock ? lock : read_lock(bytes, false);
}

Bytes encode_content(const integrations::InvitationContent& content) {
    return CanonicalWriter(content_form, content.ciphertext.size() + content.wrapped_key.size() + 128)
        .field(content.commitment)
        .field(content.wrapped_key)
        .field(content.ciphertext)
        .take();
}

std::optional<integrations::InvitationContent> decode_content(ByteView bytes) {
    CanonicalReader reader(bytes, content_form);
    integrations::InvitationContent content;
    content.commitment = reader.array<32>();
    const auto wrapped_key = reader.field();
    content.wrapped_key = {wrapped_key.begin(), wrapped_key.end()};
    const auto ciphertext = reader.field();
    content.ciphertext = {ciphertext.begin(), ciphertext.end()};
    if (!reader.complete()) return std::nullopt;
    return content;
}

std::string draw_locator(Randomness& randomness) {
    std::array<std::uint8_t, locator_length> random{};
    randomness.fill(random);
    std::string locator;
    for (const auto byte : random) locator += alphabet[byte % alphabet.size()];  // 256 is a multiple of 32
    return locator;
}

std::optional<std::string> read_locator(std::string_view typed) {
    std::string locator;
    for (const char c : typed) {
        if (c == '-' || c == ' ') continue;
        const auto symbol = as_symbol(c);
        if (alphabet.find(symbol) == std::string_view::npos) return std::nullopt;
        locator += symbol;
    }
    if (locator.size() != locator_length) return std::nullopt;
    return locator;
}

std::string shown_locator(const std::string& locator) {
    return locator.substr(0, 4) + "-" + locator.substr(4, 4) + "-" + locator.substr(8);
}

}  // namespace prevenance::api
