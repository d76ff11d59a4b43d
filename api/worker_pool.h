// The threads that run endpoints. Blocking work never runs on the threads that read and write sockets.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace prevenance::api {

class WorkerPool {
public:
    WorkerPool(std::size_t threads, std::size_t queue_limit) : queue_limit_(queue_limit) {
        for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { take_turns(); });
    }
    ~WorkerPool() {
        {
            const std::lock_guard lock{mutex_};
            stopping_ = true;
        }
        wake_.notify_all();
        for (auto& thread : threads_) thread.join();
    }
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    // False where too much waits already.
    bool post(std::function<void()> task) {
        {
            const std::lock_guard lock{mutex_};
            if (stopping_ || queue_.size() >= queue_limit_) return false;
            queue_.push_back(std::move(task));
        }
        wake_.notify_one();
        return true;
    }

private:
    void take_turns() {
        while (true) {
            std::function<void()> task;
            {
                std::unique_lock lock{mutex_};
                wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
                if (queue_.empty()) return;
                task = std::move(queue_.front());
                queue_.pop_front();
            }
            task();
        }
    }

    std::size_t queue_limit_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> queue_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace prevenance::api
