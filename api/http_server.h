// The one door of the process: HTTP/1.1 on a loopback address. It frames requests itself before Pistache
// parses them, because Pistache 0.0.5 used the ordinary way hands one client's answer to another
// (docs/decisions/0003-pistache-in-a-cage.md). Never TLS in here: a proxy in front does that.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "api/request.h"

namespace prevenance::api {

struct HttpLimits {
    std::size_t request_line = 8 * 1024;        // bytes; longer: 414
    std::size_t head = 16 * 1024;               // bytes; longer: 431
    std::size_t header_fields = 64;             // more: 431
    std::size_t body = 21 * 1024 * 1024;        // bytes; more: 413 at once. Routes re-check their own, lower limit
    std::size_t reply = 1024 * 1024;            // bytes; a longer reply becomes a 500, because Pistache would spin
    std::size_t requests_in_flight = 10'000;    // more: 503 with Retry-After
};

struct HttpSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  // 0: the system chooses, see HttpServer::port
    int io_threads = 2;
    HttpLimits limits{};
    std::chrono::seconds request_deadline{20};  // for the whole head and body
    std::chrono::seconds keep_alive{60};
};

class HttpServer {
public:
    HttpServer(HttpSettings settings, RequestHandler handler);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    void start();                // returns when the port is open; throws std::runtime_error where it cannot be
    std::uint16_t port() const;  // the port in use, after start()
    // Refuses new requests (503), waits for the answers under way, five seconds at most, then closes.
    void stop();

private:
    class Cage;
    std::unique_ptr<Cage> cage_;
};

}  // namespace prevenance::api
