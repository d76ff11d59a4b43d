#include "tests/stress/raw_client.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cctype>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace prevenance::tests {
namespace {

sockaddr_in address_of(const std::string& host, std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    ::inet_pton(AF_INET, host.c_str(), &address.sin_addr);
    return address;
}

int connected_socket(std::uint16_t port, const std::string& source) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return -1;
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    ::setsockopt(socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
    const auto from = address_of(source, 0);
    const auto to = address_of("127.0.0.1", port);
    const bool connected = ::bind(socket, reinterpret_cast<const sockaddr*>(&from), sizeof from) == 0 &&
                           ::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
    if (connected) return socket;
    ::close(socket);
    return -1;
}

std::string lower_case(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

}  // namespace

std::optional<ParsedReply> parse_reply(std::string_view bytes, Body body) {
    const auto end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos || bytes.size() < 12) return std::nullopt;
    ParsedReply parsed;
    parsed.reply.status = std::stoi(std::string(bytes.substr(9, 3)));
    auto lines = bytes.substr(0, end + 2);
    lines.remove_prefix(lines.find("\r\n") + 2);
    while (!lines.empty()) {
        const auto line = lines.substr(0, lines.find("\r\n"));
        const auto colon = std::min(line.find(": "), line.size());
        parsed.reply.headers[lower_case(line.substr(0, colon))] =
            line.substr(std::min(colon + 2, line.size()));
        lines.remove_prefix(line.size() + 2);
    }
    const auto length_text = parsed.reply.header("content-length");
    const bool has_body = body == Body::expected && !length_text.empty() && parsed.reply.status >= 200;
    const std::size_t length = has_body ? std::stoul(length_text) : 0;
    if (bytes.size() < end + 4 + length) return std::nullopt;
    parsed.reply.body = bytes.substr(end + 4, length);
    parsed.length = end + 4 + length;
    return parsed;
}

RawClient::RawClient(std::uint16_t port, const std::string& source)
    : socket_(connected_socket(port, source)) {}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      received_(std::move(other.received_)),
      closed_(other.closed_) {}

RawClient& RawClient::operator=(RawClient&& other) noexcept {
    std::swap(socket_, other.socket_);
    std::swap(received_, other.received_);
    std::swap(closed_, other.closed_);
    return *this;
}

bool RawClient::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void RawClient::shrink_receive_buffer(int bytes) const {
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
}

void RawClient::leave() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
}

void RawClient::reset() {
    const linger at_once{1, 0};
    if (socket_ >= 0) ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    leave();
}

bool RawClient::receive(Duration patience) {
    pollfd waiting{socket_, POLLIN, 0};
    if (closed_ || ::poll(&waiting, 1, static_cast<int>(patience.count())) <= 0) return false;
    std::array<char, 16384> buffer;
    const auto count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (count <= 0) {
        closed_ = true;
        return false;
    }
    received_.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
}

std::optional<RawReply> RawClient::read_reply(Duration patience, Body body) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (true) {
        if (auto parsed = parse_reply(received_, body)) {
            received_.erase(0, parsed->length);
            return std::move(parsed->reply);
        }
        const auto left = std::chrono::duration_cast<Duration>(end - std::chrono::steady_clock::now());
        if (left.count() <= 0 || !receive(left)) return std::nullopt;
    }
}

bool RawClient::is_closed_by_server(Duration patience) {
    if (received_.empty()) receive(patience);
    return closed_ && received_.empty();
}

bool RawClient::has_unread_bytes() {
    if (received_.empty()) receive(Duration(0));
    return !received_.empty();
}

std::string RawClient::read_some(Duration patience) {
    if (received_.empty()) receive(patience);
    return std::exchange(received_, {});
}

}  // namespace prevenance::tests
