// Byte strings, and the one canonical form in which values are hashed, signed, sealed or used as associated
// data. It is not a general serialisation: a form has exactly one writer and one reader, which name the
// same fields in the same order.
//
// Grammar: each field is its length in four bytes, big-endian, then that many bytes. A number is a field of
// eight bytes, big-endian. The first field of every form names what it is and its version
// ("prevenance receipt 1"), so that bytes signed as one thing can never be read as another.
#pragma once

#include "domain/id.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using Digest = std::array<std::uint8_t, 32>;  // BLAKE2b-256, see integrations/digest.h

ByteView bytes_of(std::string_view text);
std::string_view text_of(ByteView bytes);

class CanonicalWriter {
public:
    // `capacity` in bytes: writers of secret words reserve all they need, so that growing leaves no copies.
    explicit CanonicalWriter(std::string_view form, std::size_t capacity = 256);

    CanonicalWriter& field(ByteView bytes);
    CanonicalWriter& text(std::string_view text) { return field(bytes_of(text)); }
    CanonicalWriter& number(std::uint64_t number);
    template <class Tag>
    CanonicalWriter& id(const Id<Tag>& id) {
        return field(id.bytes);
    }

    const Bytes& bytes() const { return bytes_; }
    Bytes take() { return std::move(bytes_); }

private:
    Bytes bytes_;
};

// Reads in the order of writing. A missing or misshapen field yields an empty value and makes `complete()`
// false for good: a caller reads all fields, then asks once.
class CanonicalReader {
public:
    CanonicalReader(ByteView bytes, std::string_view form);

    ByteView field();  // a view into the bytes given to the constructor
    std::string text();
    std::uint64_t number();
    template <std::size_t Size>
    std::array<std::uint8_t, Size> array() {
        std::array<std::uint8_t, Size> copy{};
        copy_exactly(copy);
        return copy;
    }
    template <class AnyId>
    AnyId id() {
        return AnyId{array<16>()};
    }

    // Every field was there and nothing follows the last one.
    bool complete() const { return !failed_ && rest_.empty(); }
    bool failed() const { return failed_; }

private:
    void copy_exactly(std::span<std::uint8_t> target);

    ByteView rest_;
    bool failed_ = false;
};

}  // namespace prevenance
