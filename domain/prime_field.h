// Whole numbers modulo the prime 2^61 - 1. A remainder by this prime is two shifts and two additions.
#pragma once

#include <cstdint>
#include <span>

namespace prevenance::prime_field {

inline constexpr std::uint64_t prime = (1ULL << 61U) - 1;

__extension__ using Wide = unsigned __int128;

// Any number of 128 bits, to what remains of it: below the prime.
constexpr std::uint64_t remainder(Wide number) {
    const auto low = static_cast<std::uint64_t>(number) & prime;
    const auto middle = static_cast<std::uint64_t>(number >> 61U) & prime;
    const auto high = static_cast<std::uint64_t>(number >> 122U);
    std::uint64_t sum = low + middle;
    if (sum >= prime) sum -= prime;
    sum += high;
    return sum >= prime ? sum - prime : sum;
}

constexpr std::uint64_t plus(std::uint64_t one, std::uint64_t other) {
    const auto sum = one + other;
    return sum >= prime ? sum - prime : sum;
}

constexpr std::uint64_t minus(std::uint64_t one, std::uint64_t other) {
    return one >= other ? one - other : one + prime - other;
}

constexpr std::uint64_t times(std::uint64_t one, std::uint64_t other) {
    return remainder(static_cast<Wide>(one) * other);
}

// Of a number that is not 0. Fermat: the power prime - 2.
constexpr std::uint64_t inverse(std::uint64_t number) {
    std::uint64_t result = 1;
    for (auto power = prime - 2; power > 0; power >>= 1U) {
        if ((power & 1U) != 0) result = times(result, number);
        number = times(number, number);
    }
    return result;
}

// The sum of products, as many as the shorter has. A product has 122 bits, so 32 of them fit before a remainder is taken.
constexpr std::uint64_t product_sum(std::span<const std::uint64_t> one, std::span<const std::uint64_t> other) {
    const auto count = one.size() < other.size() ? one.size() : other.size();
    Wide sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        sum += static_cast<Wide>(one[i]) * other[i];
        if (i % 32 == 31) sum = remainder(sum);
    }
    return remainder(sum);
}

// Well spread numbers below the prime and above 0, always the same for the same `place` (SplitMix64: Steele, Lea and Flood, 2014).
constexpr std::uint64_t spread(std::uint64_t place) {
    auto mixed = (place + 1) * 0x9E3779B97F4A7C15ULL;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    return (mixed ^ (mixed >> 31U)) % (prime - 1) + 1;
}

}  // namespace prevenance::prime_field
