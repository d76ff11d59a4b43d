#include "integrations/totp.h"

#include "domain/canonical_bytes.h"

#include <liboath/oath.h>

#include <algorithm>
#include <cstdlib>

namespace prevenance::integrations {
namespace {

constexpr unsigned step_seconds = 30;
constexpr unsigned digit_count = 6;

using Digits = std::array<char, digit_count + 1>;

Digits digits_of_step(std::span<const std::uint8_t> seed, std::uint64_t step) {
    Digits digits{};
    const auto* bytes = reinterpret_cast<const char*>(seed.data());
    oath_hotp_generate(bytes, seed.size(), step, digit_count, false, OATH_HOTP_DYNAMIC_TRUNCATION,
                       digits.data());
    return digits;
}

bool is_same(const Digits& expected, std::string_view typed) {
    return equal_in_constant_time(bytes_of({expected.data(), digit_count}), bytes_of(typed));
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    constexpr std::string_view kept = "-._~@";
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (plain || kept.find(c) != std::string_view::npos) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += {'%', hex[byte >> 4U], hex[byte & 0x0FU]};
    }
    return encoded;
}

}  // namespace

TotpSeed TotpSeed::draw(Randomness& randomness) {
    TotpSeed seed;
    seed.bytes_ = Secret<20>::random(randomness);
    return seed;
}

std::optional<TotpSeed> TotpSeed::parse(const Sensitive<std::string>& base32) {
    char* decoded = nullptr;
    std::size_t size = 0;
    const auto& text = base32.reveal();
    if (oath_base32_decode(text.data(), text.size(), &decoded, &size) != OATH_OK) return std::nullopt;
    TotpSeed seed;
    const auto target = seed.bytes_.writable();
    const bool fits = size == target.size();
    if (fits) std::copy_n(decoded, size, target.begin());
    wipe({reinterpret_cast<std::uint8_t*>(decoded), size});
    std::free(decoded);
    if (!fits) return std::nullopt;
    return seed;
}

Sensitive<std::string> TotpSeed::base32() const {
    char* encoded = nullptr;
    std::size_t size = 0;
    const auto bytes = bytes_.view();
    if (oath_base32_encode(reinterpret_cast<const char*>(bytes.data()), bytes.size(), &encoded, &size) !=
        OATH_OK) {
        throw std::bad_alloc();
    }
    std::string text(encoded, size);
    wipe({reinterpret_cast<std::uint8_t*>(encoded), size});
    std::free(encoded);
    return Sensitive<std::string>(std::move(text));
}

std::optional<std::uint64_t> TotpSeed::matching_step(std::string_view digits, Instant now,
                                                     std::optional<std::uint64_t> last_used) const {
    const auto seconds = now.time_since_epoch().count();
    if (seconds < step_seconds) return std::nullopt;
    const auto current = static_cast<std::uint64_t>(seconds) / step_seconds;
    std::optional<std::uint64_t> matched;
    for (const auto step : {current - 1, current, current + 1}) {
        const bool unused = !last_used || step > *last_used;
        if (is_same(digits_of_step(bytes_.view(), step), digits) && unused && !matched) matched = step;
    }
    return matched;
}

std::string TotpSeed::digits(Instant now) const {
    const auto step = static_cast<std::uint64_t>(now.time_since_epoch().count()) / step_seconds;
    return std::string(digits_of_step(bytes_.view(), step).data(), digit_count);
}

Sensitive<std::string> TotpSeed::enrolment_uri(std::string_view issuer,
                                               const Sensitive<std::string>& account) const {
    const auto name = percent_encoded(issuer);
    return Sensitive<std::string>("otpauth://totp/" + name + ":" + percent_encoded(account.reveal()) +
                                  "?secret=" + base32().reveal() + "&issuer=" + name +
                                  "&algorithm=SHA1&digits=6&period=30");
}

}  // namespace prevenance::integrations
