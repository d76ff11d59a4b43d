// One client's connection, and the guard that keeps its answers from everybody else.
//
// A socket is a number, and the kernel gives the number of a closed socket to the next client at once. An
// answer written to a remembered number therefore lands, sooner or later, at a stranger. The remedy is one
// mutex per connection: whoever writes holds it and looks whether the client is still there; the I/O thread
// takes it to say the client has left, before it lets the socket be closed. While the mutex is held and the
// client is there, the number is this client's.
//
// The one surprise: answers are written by the thread that answers, not queued for an I/O thread. A queue
// keyed by socket numbers is where Pistache loses answers and gives them to others.
#pragma once

#include "api/http_limits.h"
#include "api/request.h"
#include "api/request_reader.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace prevenance::api {

class ConnectionWatch;

struct ConnectionRules {
    HttpLimits limits;
    std::chrono::seconds request_deadline;  // for a whole request to come, and for a whole reply to be taken
    std::chrono::seconds keep_alive;        // between two requests
};

class Connection : public std::enable_shared_from_this<Connection> {
public:
    using Instant = std::chrono::steady_clock::time_point;

    Connection(int socket, std::string client_address, ConnectionRules rules,
               std::shared_ptr<ConnectionWatch> watch);

    // By the I/O thread: the next complete request, where these bytes complete one. The connection then
    // takes no other before answer() or turn_away(); bytes that come meanwhile close it after the answer.
    std::optional<Request> receive(std::string_view bytes);
    // By the I/O thread, before the socket is closed. Nothing is written after it returns.
    void client_left();

    // By any thread; does nothing where the client has left.
    void answer(Reply reply);
    void turn_away(int status);  // answers with plain_error(status) and closes
    void cut();                  // closes without a word

    // By the watch.
    void write_on();  // the next part of a reply the client takes slowly
    void enforce_deadline(Instant now);

private:
    // reading → answering → writing → reading, or → finished once our half is closed; → gone from anywhere.
    enum class State { reading, answering, writing, finished, gone };

    // All of these with the mutex held.
    Request take_request();
    void offer_to_continue();
    void refuse(int status);
    void write(Reply reply);
    void push_output();
    void finish_reply();
    void cut_off();
    void set_deadline(std::chrono::seconds from_now);

    const int socket_;
    const std::string client_address_;
    const ConnectionRules rules_;
    const std::shared_ptr<ConnectionWatch> watch_;

    std::mutex mutex_;
    State state_ = State::reading;
    RequestReader reader_;
    bool continue_offered_ = false;
    std::string request_id_;  // of the request being answered, like the next two
    bool head_only_ = false;
    bool close_after_ = false;
    std::string output_;
    std::size_t written_ = 0;
    Instant deadline_;
};

}  // namespace prevenance::api
