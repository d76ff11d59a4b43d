// A real HttpServer whose handler behaves like the worst of a program: it answers some requests at once on
// the I/O thread and the others from worker threads after a short random time, so that answers are under way
// while their clients leave. The body of each answer names the request it belongs to.
#pragma once

#include "api/http_server.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace prevenance::tests {

// What the answer to a request must be, whoever asks.
std::string expected_echo(std::string_view request_id, std::string_view body);

class DelayedEcho {
public:
    explicit DelayedEcho(std::uint16_t port = 0, std::size_t workers = 4);
    ~DelayedEcho();
    DelayedEcho(const DelayedEcho&) = delete;
    DelayedEcho& operator=(const DelayedEcho&) = delete;

    std::uint16_t port() const { return server_.port(); }

private:
    void handle(api::Request request, api::Responder responder);
    void work(unsigned seed);

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::function<void()>> tasks_;
    bool stopping_ = false;
    std::vector<std::thread> workers_;
    api::HttpServer server_;
};

}  // namespace prevenance::tests
