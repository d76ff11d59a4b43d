// A TCP client that sends exactly the bytes it is told and can leave in every way a client can leave.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace prevenance::tests {

struct RawReply {
    int status = 0;
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;

    std::string header(const std::string& name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string{} : found->second;
    }
};

enum class Body { expected, none };  // none: the answer to HEAD

class RawClient {
public:
    using Duration = std::chrono::milliseconds;

    RawClient() = default;  // not connected
    // Connects from `source`; all of 127.0.0.0/8 is ours, and one address alone runs out of ports.
    explicit RawClient(std::uint16_t port, const std::string& source = "127.0.0.1");
    ~RawClient() { leave(); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;
    RawClient(RawClient&& other) noexcept;
    RawClient& operator=(RawClient&& other) noexcept;

    bool connected() const { return socket_ >= 0; }
    bool send(std::string_view bytes) const;      // false: the server has closed
    void shrink_receive_buffer(int bytes) const;  // makes a slow reader
    void leave();                                 // FIN
    void reset();                                 // RST

    // The next reply, nothing where it does not come whole within `patience`.
    std::optional<RawReply> read_reply(Duration patience = std::chrono::seconds(10),
                                       Body body = Body::expected);
    // Reads on for at most `patience`: did the server close, without another byte?
    bool is_closed_by_server(Duration patience = std::chrono::seconds(10));
    // Whether a byte lies ready that nobody asked for.
    bool has_unread_bytes();
    // Whatever has come by now, at least one byte unless `patience` ends.
    std::string read_some(Duration patience);

private:
    bool receive(Duration patience);  // false: closed or nothing came

    int socket_ = -1;
    std::string received_;
    bool closed_ = false;
};

// The reply at the start of `bytes` and its length, where it is whole.
struct ParsedReply {
    RawReply reply;
    std::size_t length = 0;
};
std::optional<ParsedReply> parse_reply(std::string_view bytes, Body body);

}  // namespace prevenance::tests
