// How many requests the program works on at this moment, and whether it takes more.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>

namespace prevenance::api {

class Admission : public std::enable_shared_from_this<Admission> {
public:
    explicit Admission(std::size_t limit) : limit_(limit) {}

    // A ticket to keep until the request is answered; nullptr where the house is full or closing. It may
    // outlive the server: a worker that answers long after stop() still gives its ticket back.
    std::shared_ptr<const void> admit() {
        const std::lock_guard guard(mutex_);
        if (closed_ || inside_ >= limit_) return nullptr;
        ++inside_;
        return {this, [house = shared_from_this()](const void*) { house->leave(); }};
    }

    void close() {
        const std::lock_guard guard(mutex_);
        closed_ = true;
    }

    void wait_until_empty(std::chrono::seconds patience) {
        std::unique_lock lock(mutex_);
        emptied_.wait_for(lock, patience, [this] { return inside_ == 0; });
    }

private:
    void leave() {
        const std::lock_guard guard(mutex_);
        if (--inside_ == 0) emptied_.notify_all();
    }

    const std::size_t limit_;
    std::mutex mutex_;
    std::condition_variable emptied_;
    std::size_t inside_ = 0;
    bool closed_ = false;
};

}  // namespace prevenance::api
