// The latest instant that this installation has seen. A clock that is set back must not wake what expired:
// codes, sessions, agreements. The instant is stored in keys.db, then in prevenance.db, which also tells a
// keys.db that is older than the data.
#pragma once

#include "domain/clock.h"
#include "storage/database.h"

#include <atomic>
#include <memory>
#include <optional>

namespace prevenance::api {

// Never says an instant before the floor.
class FlooredClock final : public Clock {
public:
    explicit FlooredClock(std::unique_ptr<Clock> inner) : inner_(std::move(inner)) {}

    Instant now() const override;
    void raise(Instant floor);

private:
    std::unique_ptr<Clock> inner_;
    std::atomic<std::int64_t> floor_{0};  // seconds since 1970
};

std::optional<Instant> latest_instant_in_keys(const storage::Reader& keys);
std::optional<Instant> latest_instant_in_cases(const storage::Reader& cases);

// Waits for the disk, twice. An instant before the stored one changes nothing, unless `even_back`.
void note_instant(storage::Database& keys, storage::Database& cases, Instant now, bool even_back = false);

}  // namespace prevenance::api
