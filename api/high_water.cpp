#include "api/high_water.h"

#include "storage/instance_settings.h"
#include "storage/root_keys.h"

#include <algorithm>

namespace prevenance::api {
namespace {

constexpr std::string_view name = "latest_instant";

std::optional<Instant> read_instant(const std::optional<Bytes>& stored) {
    return stored ? parse_iso_instant(text_of(*stored)) : std::nullopt;
}

}  // namespace

Instant FlooredClock::now() const {
    return std::max(inner_->now(), Instant{std::chrono::seconds{floor_.load()}});
}

void FlooredClock::raise(Instant floor) {
    const auto seconds = floor.time_since_epoch().count();
    auto present = floor_.load();
    while (present < seconds && !floor_.compare_exchange_weak(present, seconds)) {
    }
}

std::optional<Instant> latest_instant_in_keys(const storage::Reader& keys) {
    return read_instant(storage::find_key_setting(keys, name));
}

std::optional<Instant> latest_instant_in_cases(const storage::Reader& cases) {
    return read_instant(storage::find_instance_setting(cases, name));
}

// keys.db first: where the machine stops in between, it is the newer of the two, which is no fault.
void note_instant(storage::Database& keys, storage::Database& cases, Instant now, bool even_back) {
    const auto text = iso_instant(now);
    keys.write([&](storage::Transaction& transaction) {
        const auto stored = latest_instant_in_keys(transaction);
        if (even_back || !stored || *stored < now)
            storage::set_key_setting(transaction, name, bytes_of(text));
    });
    cases.write([&](storage::Transaction& transaction) {
        const auto stored = latest_instant_in_cases(transaction);
        if (even_back || !stored || *stored < now)
            storage::set_instance_setting(transaction, name, bytes_of(text));
    });
}

}  // namespace prevenance::api
