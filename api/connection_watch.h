// The clock of the server: one thread which ends connections whose deadline has passed, continues replies
// that slow clients take piece by piece, and nudges the I/O threads.
#pragma once

#include "api/connection.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_set>
#include <vector>

namespace prevenance::api {

class ConnectionWatch {
public:
    ConnectionWatch() = default;
    ConnectionWatch(const ConnectionWatch&) = delete;
    ConnectionWatch& operator=(const ConnectionWatch&) = delete;
    ~ConnectionWatch() { stop(); }

    void start(std::function<void()> nudge);
    void stop();

    void add(std::shared_ptr<Connection> connection);
    void remove(const std::shared_ptr<Connection>& connection);
    void write_later(std::shared_ptr<Connection> connection);

    std::size_t size() const;
    void cut_all(std::chrono::milliseconds patience);  // returns early once the last one is closed
    void forget_all();  // once no I/O thread is left to close what a stuck handler kept open

private:
    void run(const std::function<void()>& nudge);
    std::vector<std::shared_ptr<Connection>> all() const;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::unordered_set<std::shared_ptr<Connection>> connections_;
    std::vector<std::shared_ptr<Connection>> slow_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace prevenance::api
