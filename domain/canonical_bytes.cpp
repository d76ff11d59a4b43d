#include "domain/canonical_bytes.h"

#include <algorithm>

namespace prevenance {
namespace {

constexpr std::size_t length_size = 4;

void append_big_endian(Bytes& bytes, std::uint64_t number, std::size_t size) {
    for (std::size_t i = size; i > 0; --i)
        bytes.push_back(static_cast<std::uint8_t>(number >> (8 * (i - 1))));
}

std::uint64_t big_endian(ByteView bytes) {
    std::uint64_t number = 0;
    for (const auto byte : bytes) number = (number << 8U) | byte;
    return number;
}

}  // namespace

std::string_view text_of(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

ByteView bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

CanonicalWriter::CanonicalWriter(std::string_view form, std::size_t capacity) {
    bytes_.reserve(capacity);
    text(form);
}

CanonicalWriter& CanonicalWriter::field(ByteView bytes) {
    append_big_endian(bytes_, bytes.size(), length_size);
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return *this;
}

CanonicalWriter& CanonicalWriter::number(std::uint64_t number) {
    append_big_endian(bytes_, sizeof number, length_size);
    append_big_endian(bytes_, number, sizeof number);
    return *this;
}

CanonicalReader::CanonicalReader(ByteView bytes, std::string_view form) : rest_(bytes) {
    if (!std::ranges::equal(field(), bytes_of(form))) failed_ = true;
}

ByteView CanonicalReader::field() {
    if (failed_ || rest_.size() < length_size) {
        failed_ = true;
        return {};
    }
    const auto size = big_endian(rest_.first(length_size));
    rest_ = rest_.subspan(length_size);
    if (size > rest_.size()) {
        failed_ = true;
        return {};
    }
    const auto found = rest_.first(size);
    rest_ = rest_.subspan(size);
    return found;
}

std::string CanonicalReader::text() {
    const auto found = field();
    return {found.begin(), found.end()};
}

std::uint64_t CanonicalReader::number() {
    std::array<std::uint8_t, sizeof(std::uint64_t)> digits{};
    copy_exactly(digits);
    return big_endian(digits);
}

void CanonicalReader::copy_exactly(std::span<std::uint8_t> target) {
    const auto found = field();
    if (failed_ || found.size() != target.size()) {
        failed_ = true;
        return;
    }
    std::ranges::copy(found, target.begin());
}

}  // namespace prevenance
