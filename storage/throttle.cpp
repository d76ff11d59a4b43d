#include "storage/throttle.h"

#include <algorithm>

namespace prevenance::storage {
namespace {

using namespace std::chrono_literals;

constexpr auto longest_wait = 60s;
constexpr auto memory = 1h;

std::chrono::seconds wait_after(std::int64_t failures) {
    if (failures > 6) return longest_wait;
    return std::min<std::chrono::seconds>(longest_wait, std::chrono::seconds{1LL << (failures - 1)});
}

struct Attempts {
    std::int64_t failures = 0;
    Instant window_started_at;
};

Attempts attempts_of(const Reader& reader, const Digest& subject) {
    return reader
        .one("SELECT failures, window_started_at FROM throttle WHERE subject = ?", {subject},
             [](const Row& row) { return Attempts{row.integer(0), row.instant(1)}; })
        .value_or(Attempts{});
}

void store(Transaction& transaction, const Digest& subject, const Attempts& attempts, Instant next) {
    transaction.execute(
        "INSERT INTO throttle(subject, failures, window_started_at, next_attempt_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(subject) DO UPDATE SET failures = excluded.failures, "
        "window_started_at = excluded.window_started_at, next_attempt_at = excluded.next_attempt_at",
        {subject, attempts.failures, attempts.window_started_at, next});
    transaction.mark_housekeeping();
}

}  // namespace

Instant next_attempt_at(const Reader& reader, const Digest& subject, Instant now) {
    return reader
        .one("SELECT next_attempt_at FROM throttle WHERE subject = ?", {subject},
             [](const Row& row) { return row.instant(0); })
        .value_or(now);
}

void count_failure(Transaction& transaction, const Digest& subject, Instant now) {
    auto attempts = attempts_of(transaction, subject);
    if (now - attempts.window_started_at > memory) attempts = {0, now};
    ++attempts.failures;
    attempts.window_started_at = now;
    store(transaction, subject, attempts, now + wait_after(attempts.failures));
}

void forget_failures(Transaction& transaction, const Digest& subject) {
    transaction.execute("DELETE FROM throttle WHERE subject = ?", {subject});
    transaction.mark_housekeeping();
}

bool count_use(Transaction& transaction, const Digest& subject, int limit, std::chrono::seconds window, Instant now) {
    auto uses = attempts_of(transaction, subject);
    if (now - uses.window_started_at >= window) uses = {0, now};
    if (uses.failures >= limit) return false;
    ++uses.failures;
    store(transaction, subject, uses, now);
    return true;
}

void return_use(Transaction& transaction, const Digest& subject) {
    transaction.execute("UPDATE throttle SET failures = failures - 1 WHERE subject = ? AND failures > 0", {subject});
    transaction.mark_housekeeping();
}

}  // namespace prevenance::storage
