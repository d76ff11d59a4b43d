#include "api/request_identity.h"

#include "domain/id.h"

#include <cstdint>
#include <sys/random.h>

namespace prevenance::api {
namespace {

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const bool hexadecimal =
            std::string_view("0123456789abcdefABCDEF").find(text[i]) != std::string_view::npos;
        if (dash ? text[i] != '-' : !hexadecimal) return false;
    }
    return true;
}

// It identifies, it protects nothing: a short read, which the kernel excludes for 16 bytes, would do no harm.
std::string fresh_uuid() {
    IdBytes bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) < 0) return id_text(bytes);
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x40);  // RFC 9562: version 4,
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);  // variant 10
    return id_text(bytes);
}

}  // namespace

std::string request_identity(std::string_view from_client) {
    return is_uuid(from_client) ? std::string(from_client) : fresh_uuid();
}

}  // namespace prevenance::api
