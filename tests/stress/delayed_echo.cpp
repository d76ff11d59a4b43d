#include "tests/stress/delayed_echo.h"

#include <chrono>
#include <random>
#include <utility>

namespace prevenance::tests {
namespace {

constexpr int longest_delay_in_microseconds = 400;

api::HttpSettings settings_for(std::uint16_t port) {
    api::HttpSettings settings;
    settings.port = port;
    return settings;
}

}  // namespace

std::string expected_echo(std::string_view request_id, std::string_view body) {
    return "answer to " + std::string(request_id) + ": " + std::string(body);
}

DelayedEcho::DelayedEcho(std::uint16_t port, std::size_t workers)
    : server_(settings_for(port), [this](api::Request request, api::Responder responder) {
          handle(std::move(request), std::move(responder));
      }) {
    for (std::size_t i = 0; i < workers; ++i) {
        workers_.emplace_back([this, seed = static_cast<unsigned>(i + 1)] { work(seed); });
    }
    server_.start();
}

DelayedEcho::~DelayedEcho() {
    server_.stop();
    {
        const std::lock_guard guard(mutex_);
        stopping_ = true;
    }
    arrived_.notify_all();
    for (auto& worker : workers_) worker.join();
}

void DelayedEcho::handle(api::Request request, api::Responder responder) {
    auto answer = [responder, id = request.request_id, body = std::move(request.body)] {
        responder.send({200, "text/plain; charset=utf-8", expected_echo(id, body), {}});
    };
    if (request.path == "/at-once") return answer();
    {
        const std::lock_guard guard(mutex_);
        tasks_.emplace_back(std::move(answer));
    }
    arrived_.notify_one();
}

void DelayedEcho::work(unsigned seed) {
    std::minstd_rand random(seed);
    std::uniform_int_distribution<> delay(0, longest_delay_in_microseconds);
    while (true) {
        std::function<void()> task;
        {
            std::unique_lock lock(mutex_);
            arrived_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
            if (tasks_.empty()) return;
            task = std::move(tasks_.front());
            tasks_.pop_front();
        }
        std::this_thread::sleep_for(std::chrono::microseconds(delay(random)));
        task();
    }
}

}  // namespace prevenance::tests
