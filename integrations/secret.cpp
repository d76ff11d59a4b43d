#include "integrations/secret.h"

#include <sodium.h>

#include <algorithm>
#include <mutex>
#include <new>

namespace prevenance::integrations {

void wipe(std::span<std::uint8_t> bytes) {
    sodium_memzero(bytes.data(), bytes.size());
}

bool equal_in_constant_time(std::span<const std::uint8_t> left, std::span<const std::uint8_t> right) {
    return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

// The readers are counted, because one thread must not close the page another is reading.
struct GuardedKey::Memory {
    Memory() : bytes(static_cast<std::uint8_t*>(sodium_malloc(size))) {
        if (bytes == nullptr) throw std::bad_alloc();
    }
    ~Memory() { sodium_free(bytes); }
    Memory(const Memory&) = delete;
    Memory& operator=(const Memory&) = delete;

    std::uint8_t* bytes;
    std::mutex mutex;
    int readers = 0;
};

GuardedKey::GuardedKey(std::span<const std::uint8_t, size> key) : memory_(std::make_unique<Memory>()) {
    std::ranges::copy(key, memory_->bytes);
    sodium_mprotect_noaccess(memory_->bytes);
}

GuardedKey::GuardedKey(GuardedKey&&) noexcept = default;
GuardedKey& GuardedKey::operator=(GuardedKey&&) noexcept = default;
GuardedKey::~GuardedKey() = default;

GuardedKey::Opening::Opening(const GuardedKey& key) : memory_(*key.memory_) {
    const std::lock_guard lock(memory_.mutex);
    if (memory_.readers++ == 0) sodium_mprotect_readonly(memory_.bytes);
}

GuardedKey::Opening::~Opening() {
    const std::lock_guard lock(memory_.mutex);
    if (--memory_.readers == 0) sodium_mprotect_noaccess(memory_.bytes);
}

std::span<const std::uint8_t, GuardedKey::size> GuardedKey::Opening::key() const {
    return std::span<const std::uint8_t, size>(memory_.bytes, size);
}

}  // namespace prevenance::integrations
