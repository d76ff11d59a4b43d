// Argon2id (version 1.3, libsodium's crypto_pwhash) behind a gate. One hash takes 128 MiB and about 0.3 s of
// a core, so that guessing is expensive; the gate lets four run at once, makes a bounded number wait, and
// turns the others away, so that a flood of sign-ins cannot take the machine's memory.
#pragma once

#include "domain/canonical_bytes.h"
#include "domain/clock.h"
#include "domain/error.h"
#include "integrations/secret.h"

#include <array>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace prevenance::integrations {

// Stored beside each salt, so that the cost can rise and old hashes still verify.
struct HashCost {
    std::uint64_t operations = 3;
    std::uint64_t memory_bytes = 128ULL * 1024 * 1024;
    bool operator==(const HashCost&) const = default;
};

using Salt = std::array<std::uint8_t, 16>;

Salt new_salt(Randomness& randomness);

struct SlowHashSettings {
    HashCost cost;   // of new hashes
    HashCost least;  // a stored cost below it is refused: it was altered
    int at_once = 4;
    int most_waiting = 32;
};

class SlowHash {
public:
    explicit SlowHash(SlowHashSettings settings = {}) : settings_(settings) {}

    const HashCost& cost() const { return settings_.cost; }

    // Blocks while others are hashing. Errors: unavailable where too many wait already or memory is short;
    // internal where the stored cost is outside what the settings allow.
    Result<SecretKey> hash(ByteView secret, const Salt& salt, const HashCost& cost);

private:
    bool enter();
    void leave();

    SlowHashSettings settings_;
    std::mutex mutex_;
    std::condition_variable freed_;
    int running_ = 0;
    int waiting_ = 0;
};

}  // namespace prevenance::integrations
