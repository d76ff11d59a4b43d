#include "api/connection.h"

#include "api/connection_watch.h"
#include "api/reply_text.h"
#include "api/request_identity.h"

#include <cerrno>
#include <sys/socket.h>
#include <utility>

namespace prevenance::api {
namespace {

// After our last byte the client may still be sending. Closing at once would make the kernel answer those
// bytes with a reset, and a reset may overtake and destroy the reply; so the socket stays open this long.
constexpr std::chrono::seconds linger{2};

std::string_view request_id_of(const RequestHead& head) {
    const auto found = head.headers.find("x-request-id");
    return found == head.headers.end() ? std::string_view{} : std::string_view{found->second};
}

}  // namespace

Connection::Connection(int socket, std::string client_address, ConnectionRules rules,
                       std::shared_ptr<ConnectionWatch> watch)
    : socket_(socket),
      client_address_(std::move(client_address)),
      rules_(rules),
      watch_(std::move(watch)),
      reader_(rules.limits) {
    set_deadline(rules_.request_deadline);
}

std::optional<Request> Connection::receive(std::string_view bytes) {
    const std::lock_guard guard(mutex_);
    if (state_ == State::answering || state_ == State::writing) {
        close_after_ =
            true;  // they are dropped: a request read ahead could be taken for the rest of this one
        return std::nullopt;
    }
    if (state_ != State::reading) return std::nullopt;
    // One deadline from the first byte to the last: a client that drips one byte at a time moves nothing.
    if (!reader_.started()) set_deadline(rules_.request_deadline);

    switch (reader_.feed(bytes)) {
        case RequestReader::Progress::needs_more:
            offer_to_continue();
            return std::nullopt;
        case RequestReader::Progress::refused:
            refuse(reader_.refusal());
            return std::nullopt;
        case RequestReader::Progress::complete:
            return take_request();
    }
    return std::nullopt;
}

Request Connection::take_request() {
    auto& head = reader_.head();
    close_after_ = head.close_after || reader_.has_bytes_beyond();
    head_only_ = head.method == "HEAD";
    request_id_ = request_identity(request_id_of(head));
    Request request{std::move(head.method),  std::move(head.path), std::move(head.query),
                    std::move(head.headers), reader_.take_body(),  request_id_,
                    client_address_};
    reader_.restart();
    continue_offered_ = false;
    state_ = State::answering;
    deadline_ = Instant::max();  // how long an answer may take is for those to say who work on it
    return request;
}

void Connection::offer_to_continue() {
    if (continue_offered_ || !reader_.awaits_continue()) return;
    continue_offered_ = true;
    output_ += "HTTP/1.1 100 Continue\r\n\r\n";
    push_output();
}

void Connection::client_left() {
    const std::lock_guard guard(mutex_);
    state_ = State::gone;
    output_.clear();
    deadline_ = Instant::max();
}

void Connection::answer(Reply reply) {
    const std::lock_guard guard(mutex_);
    if (state_ == State::answering) write(std::move(reply));
}

void Connection::turn_away(int status) {
    const std::lock_guard guard(mutex_);
    if (state_ != State::answering) return;
    close_after_ = true;
    write(plain_error(status));
}

void Connection::cut() {
    const std::lock_guard guard(mutex_);
    if (state_ != State::gone) cut_off();
}

void Connection::write_on() {
    const std::lock_guard guard(mutex_);
    if (state_ != State::gone) push_output();
}

void Connection::enforce_deadline(Instant now) {
    const std::lock_guard guard(mutex_);
    if (state_ == State::gone || now < deadline_) return;
    if (state_ == State::reading && reader_.started()) return refuse(408);
    cut_off();
}

// After a refusal nobody knows where the next request would begin; so there is none on this connection.
// Staying open here is how the rest of a rejected body comes to be executed as a request.
void Connection::refuse(int status) {
    const auto& head = reader_.head();
    request_id_ = request_identity(request_id_of(head));
    head_only_ = head.method == "HEAD";
    close_after_ = true;
    write(plain_error(status));
}

void Connection::write(Reply reply) {
    if (reply.body.size() > rules_.limits.reply || !is_writable(reply)) reply = plain_error(500);
    output_ += reply_text(reply, {request_id_, head_only_, close_after_, std::chrono::system_clock::now()});
    state_ = State::writing;
    set_deadline(rules_.request_deadline);
    push_output();
}

void Connection::push_output() {
    while (written_ < output_.size()) {
        const auto sent = ::send(socket_, output_.data() + written_, output_.size() - written_,
                                 MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent >= 0) {
            written_ += static_cast<std::size_t>(sent);
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            return watch_->write_later(shared_from_this());
        } else if (errno != EINTR) {
            return cut_off();
        }
    }
    output_.clear();
    written_ = 0;
    if (state_ == State::writing) finish_reply();
}

void Connection::finish_reply() {
    if (!close_after_) {
        state_ = State::reading;
        return set_deadline(rules_.keep_alive);
    }
    ::shutdown(socket_, SHUT_WR);
    state_ = State::finished;
    set_deadline(linger);
}

// Only Pistache closes a socket, on its I/O thread; this makes that thread notice.
void Connection::cut_off() {
    ::shutdown(socket_, SHUT_RDWR);
    output_.clear();
    written_ = 0;
    state_ = State::finished;
    deadline_ = Instant::max();
}

void Connection::set_deadline(std::chrono::seconds from_now) {
    deadline_ = std::chrono::steady_clock::now() + from_now;
}

}  // namespace prevenance::api
