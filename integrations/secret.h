// Memory for secrets. Secret<N> is wiped when it goes; GuardedKey is, besides, locked in memory, between
// guard pages, and unreadable except while it is in use. Neither is copied, streamed or formatted.
#pragma once

#include "domain/clock.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace prevenance::integrations {

// Overwrites the bytes in a way the compiler may not leave out.
void wipe(std::span<std::uint8_t> bytes);

// Equal or not, in a time that does not depend on where they differ. Different sizes are different.
bool equal_in_constant_time(std::span<const std::uint8_t> left, std::span<const std::uint8_t> right);

template <std::size_t Size>
class Secret {
public:
    Secret() = default;
    ~Secret() { wipe(bytes_); }
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept : bytes_(other.bytes_) { wipe(other.bytes_); }
    Secret& operator=(Secret&& other) noexcept {
        if (this == &other) return *this;
        bytes_ = other.bytes_;
        wipe(other.bytes_);
        return *this;
    }

    static Secret random(Randomness& randomness) {
        Secret secret;
        randomness.fill(secret.bytes_);
        return secret;
    }

    std::span<const std::uint8_t, Size> view() const { return bytes_; }
    std::span<std::uint8_t, Size> writable() { return bytes_; }

private:
    std::array<std::uint8_t, Size> bytes_{};
};

using SecretKey = Secret<32>;

// A vector whose memory is wiped before it is given back: decrypted words pass through it.
template <class T>
struct WipingAllocator {
    using value_type = T;
    WipingAllocator() = default;
    template <class U>
    explicit WipingAllocator(const WipingAllocator<U>&) noexcept {}
    T* allocate(std::size_t count) { return std::allocator<T>{}.allocate(count); }
    void deallocate(T* memory, std::size_t count) noexcept {
        wipe({memory, count});
        std::allocator<T>{}.deallocate(memory, count);
    }
    bool operator==(const WipingAllocator&) const = default;
};

using WipedBytes = std::vector<std::uint8_t, WipingAllocator<std::uint8_t>>;

class GuardedKey {
public:
    static constexpr std::size_t size = 32;

    explicit GuardedKey(std::span<const std::uint8_t, size> key);
    GuardedKey(GuardedKey&&) noexcept;
    GuardedKey& operator=(GuardedKey&&) noexcept;
    ~GuardedKey();

    // Calls `use` with the key, readable during the call only. Several threads may be in it at once.
    template <class Use>
    auto with(Use&& use) const {
        const Opening opening(*this);
        return std::forward<Use>(use)(opening.key());
    }

private:
    struct Memory;
    class Opening {
    public:
        explicit Opening(const GuardedKey& key);
        ~Opening();
        Opening(const Opening&) = delete;
        Opening& operator=(const Opening&) = delete;
        std::span<const std::uint8_t, size> key() const;

    private:
        Memory& memory_;
    };

    std::unique_ptr<Memory> memory_;
};

}  // namespace prevenance::integrations
