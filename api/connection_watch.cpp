#include "api/connection_watch.h"

#include <utility>

namespace prevenance::api {
namespace {

using namespace std::chrono_literals;

constexpr auto round_time = 50ms;  // between two nudges
constexpr auto slow_write_time =
    2ms;  // between two attempts to write on, while a client takes a reply slowly
constexpr auto deadline_time = 250ms;  // how late a deadline may be noticed

}  // namespace

void ConnectionWatch::start(std::function<void()> nudge) {
    thread_ = std::thread([this, nudge = std::move(nudge)] { run(nudge); });
}

void ConnectionWatch::stop() {
    {
        const std::lock_guard guard(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void ConnectionWatch::add(std::shared_ptr<Connection> connection) {
    const std::lock_guard guard(mutex_);
    connections_.insert(std::move(connection));
}

void ConnectionWatch::remove(const std::shared_ptr<Connection>& connection) {
    const std::lock_guard guard(mutex_);
    connections_.erase(connection);
    if (connections_.empty()) changed_.notify_all();
}

void ConnectionWatch::write_later(std::shared_ptr<Connection> connection) {
    const std::lock_guard guard(mutex_);
    slow_.push_back(std::move(connection));
    if (slow_.size() == 1) changed_.notify_all();
}

std::size_t ConnectionWatch::size() const {
    const std::lock_guard guard(mutex_);
    return connections_.size();
}

std::vector<std::shared_ptr<Connection>> ConnectionWatch::all() const {
    const std::lock_guard guard(mutex_);
    return {connections_.begin(), connections_.end()};
}

// In rounds, because clients go on connecting while the door is still open.
void ConnectionWatch::cut_all(std::chrono::milliseconds patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < end) {
        for (const auto& connection : all()) connection->cut();
        std::unique_lock lock(mutex_);
        if (changed_.wait_for(lock, round_time, [this] { return connections_.empty(); })) return;
    }
}

void ConnectionWatch::forget_all() {
    for (const auto& connection : all()) {
        connection->client_left();
        remove(connection);
    }
}

// A connection is never spoken to while this object's mutex is held: connections call write_later with
// their own held, and the two orders together would stop the server for good.
void ConnectionWatch::run(const std::function<void()>& nudge) {
    auto next_nudge = std::chrono::steady_clock::now();
    auto next_deadlines = next_nudge;
    while (true) {
        std::vector<std::shared_ptr<Connection>> slow;
        {
            std::unique_lock lock(mutex_);
            if (slow_.empty()) {
                changed_.wait_until(lock, next_nudge, [this] { return stopping_ || !slow_.empty(); });
            } else {
                changed_.wait_for(lock, slow_write_time, [this] { return stopping_; });
            }
            if (stopping_) return;
            slow.swap(slow_);
        }
        for (const auto& connection : slow) connection->write_on();

        const auto now = std::chrono::steady_clock::now();
        if (now >= next_nudge) {
            nudge();
            next_nudge = now + round_time;
        }
        if (now >= next_deadlines) {
            for (const auto& connection : all()) connection->enforce_deadline(now);
            next_deadlines = now + deadline_time;
        }
    }
}

}  // namespace prevenance::api
