#include "integrations/slow_hash.h"

#include <sodium.h>

namespace prevenance::integrations {
namespace {

constexpr HashCost most{16, 1024ULL * 1024 * 1024};

// The hash counts memory in whole KiB: any other number of bytes was altered, and would not be noticed.
bool within(const HashCost& cost, const HashCost& least) {
    return cost.memory_bytes % 1024 == 0 && cost.operations >= least.operations &&
           cost.memory_bytes >= least.memory_bytes && cost.operations <= most.operations &&
           cost.memory_bytes <= most.memory_bytes;
}

}  // namespace

Salt new_salt(Randomness& randomness) {
    static_assert(sizeof(Salt) == crypto_pwhash_SALTBYTES);
    Salt salt{};
    randomness.fill(salt);
    return salt;
}

Result<SecretKey> SlowHash::hash(ByteView secret, const Salt& salt, const HashCost& cost) {
    if (!within(cost, settings_.least))
        return fail(ErrorCode::internal, "Les paramètres de hachage ont été altérés.");
    if (!enter()) {
        return fail(ErrorCode::unavailable, "Le service est très demandé. Réessayez dans quelques secondes.");
    }
    SecretKey key;
    const auto target = key.writable();
    const int failed = crypto_pwhash(target.data(), target.size(),
                                     reinterpret_cast<const char*>(secret.data()), secret.size(), salt.data(),
                                     cost.operations, cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
    leave();
    if (failed != 0)
        return fail(ErrorCode::unavailable, "La mémoire manque sur le serveur. Réessayez plus tard.");
    return key;
}

bool SlowHash::enter() {
    std::unique_lock lock(mutex_);
    if (running_ >= settings_.at_once && waiting_ >= settings_.most_waiting) return false;
    ++waiting_;
    freed_.wait(lock, [this] { return running_ < settings_.at_once; });
    --waiting_;
    ++running_;
    return true;
}

void SlowHash::leave() {
    {
        const std::lock_guard lock(mutex_);
        --running_;
    }
    freed_.notify_one();
}

}  // namespace prevenance::integrations
