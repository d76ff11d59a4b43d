#include "integrations/padding.h"

#include <algorithm>

namespace prevenance::integrations {
namespace {

constexpr std::uint8_t mark = 0x80;
constexpr std::size_t classes[] = {1024, 4096, 16384};

WipedBytes padded_to(ByteView plain, std::size_t size) {
    WipedBytes padded(size);
    std::ranges::copy(plain, padded.begin());
    padded[plain.size()] = mark;
    return padded;
}

}  // namespace

WipedBytes padded_to_block(ByteView plain, std::size_t block) {
    return padded_to(plain, (plain.size() / block + 1) * block);
}

Result<WipedBytes> padded_to_class(ByteView plain) {
    for (const auto size : classes) {
        if (plain.size() < size) return padded_to(plain, size);
    }
    return fail(ErrorCode::too_large,
                "Le message est trop long. Raccourcissez-le, puis envoyez-le à nouveau.");
}

// The bytes were authenticated before they come here, so the time this takes tells an attacker nothing.
bool remove_padding(WipedBytes& padded) {
    const auto last =
        std::find_if(padded.rbegin(), padded.rend(), [](std::uint8_t byte) { return byte != 0; });
    if (last == padded.rend() || *last != mark) return false;
    padded.erase(std::next(last).base(), padded.end());
    return true;
}

}  // namespace prevenance::integrations
