// The one door of the process: HTTP/1.1 on a loopback address. Pistache listens, accepts and reads;
// framing requests and writing replies is our own, because Pistache 0.0.5 used the ordinary way hands one
// client's answer to another (docs/decisions/0003-pistache-in-a-cage.md). Never TLS in here: a proxy in
// front does that. Writing in here raises no SIGPIPE; main ignores it for the sake of everything else.
#pragma once

#include "api/http_limits.h"
#include "api/request.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace prevenance::api {

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

    void start();  // returns when the port is open; throws std::runtime_error where it cannot be
    std::uint16_t port() const;  // the port in use, after start()
    // Refuses new requests (503), waits for the answers under way, five seconds at most, then closes.
    void stop();

private:
    class Cage;
    std::unique_ptr<Cage> cage_;
};

}  // namespace prevenance::api
