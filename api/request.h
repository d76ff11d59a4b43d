// A request and its reply as the rest of the program sees them. Nothing in here knows Pistache: should it
// ever have to go, api/http_server.cpp is the one file that changes.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prevenance::api {

struct Request {
    std::string method;                          // "GET", "POST", …: one of the allowed ones
    std::string path;                            // decoded once, valid UTF-8, no "..", "//" or NUL
    std::string query;                           // raw, still percent-encoded, without the "?"
    std::map<std::string, std::string> headers;  // names in lower case, one value each
    std::string body;
    std::string request_id;      // the client's X-Request-Id where it is a UUID, else a new one
    std::string client_address;  // of the peer; a trusted proxy's word is read in api/routes

    std::string_view header(const std::string& name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string_view{} : std::string_view{found->second};
    }
};

struct Reply {
    int status = 200;
    std::string media_type = "text/html; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;  // CR and LF are refused when it is written
};

// The reply to what could not be served: a status and one French sentence, never an exception's text.
Reply plain_error(int status);

// Answers one request, at most once, from any thread. What is sent after the client left goes nowhere; a
// Responder that is destroyed unanswered answers 500, so that no client waits for ever.
class Responder {
public:
    using Send = std::function<void(Reply)>;
    explicit Responder(Send send) : state_(std::make_shared<State>(std::move(send))) {}

    void send(Reply reply) const { state_->send(std::move(reply)); }

private:
    struct State {
        explicit State(Send s) : send_once(std::move(s)) {}
        State(const State&) = delete;
        State& operator=(const State&) = delete;
        ~State() {
            if (!answered) send(plain_error(500));
        }
        void send(Reply reply) {
            if (answered.exchange(true)) return;
            const auto once = std::exchange(send_once, nullptr);
            once(std::move(reply));
        }
        std::atomic<bool> answered = false;  // two threads may answer at the same moment
        Send send_once;
    };
    std::shared_ptr<State> state_;
};

// Called on an I/O thread for each complete request; must return at once and answer later through the
// Responder, because a handler that blocks stops every connection of that thread.
using RequestHandler = std::function<void(Request, Responder)>;

}  // namespace prevenance::api
