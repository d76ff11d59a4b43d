#include "api/http_server.h"

#include "api/admission.h"
#include "api/connection.h"
#include "api/connection_watch.h"

#include <pistache/listener.h>
#include <pistache/peer.h>
#include <pistache/tcp.h>
#include <pistache/transport.h>

#include <algorithm>
#include <mutex>
#include <pthread.h>
#include <signal.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <unordered_map>
#include <utility>
#include <vector>

// What Pistache does in here: open the port, accept, spread connections over I/O threads, read. What it does
// not: its parser loops for ever on a chunked body cut inside a line end, recurses to death on a long path
// and takes what follows a rejected body for a request; its writer queues answers by socket number, so that
// they reach the client who got the number next; its time-outs close sockets without telling the handler.
// None of that code is reached from this file: see docs/decisions/0003-pistache-in-a-cage.md.

namespace prevenance::api {
namespace {

namespace tcp = Pistache::Tcp;

constexpr int pending_connections = 1024;
constexpr std::chrono::seconds drain_patience{5};
constexpr std::chrono::seconds close_patience{2};

// What the I/O threads share.
struct House {
    House(const HttpSettings& settings, RequestHandler request_handler)
        : rules{settings.limits, settings.request_deadline, settings.keep_alive},
          handler(std::move(request_handler)) {}

    const ConnectionRules rules;
    const RequestHandler handler;
    const std::shared_ptr<Admission> admission = std::make_shared<Admission>(rules.limits.requests_in_flight);
    const std::shared_ptr<ConnectionWatch> watch = std::make_shared<ConnectionWatch>();
};

void dispatch(const House& house, const std::shared_ptr<Connection>& connection, Request request) {
    const auto ticket = house.admission->admit();
    if (!ticket) return connection->turn_away(503);
    const Responder responder([connection, ticket](Reply reply) { connection->answer(std::move(reply)); });
    try {
        house.handler(std::move(request), responder);
    } catch (...) {
        // Whatever it was, an exception must neither end the I/O thread nor reach the client as text.
        responder.send(plain_error(500));
    }
}

// Pistache makes one copy per I/O thread, and each sees only the clients of its thread.
class Door : public tcp::Handler {
    PROTOTYPE_OF(tcp::Handler, Door)

public:
    explicit Door(std::shared_ptr<House> house) : house_(std::move(house)) {}

    void onConnection(const std::shared_ptr<tcp::Peer>& peer) override {
        if (peer->address().port() == Pistache::Port(0)) return;  // a nudge, not a client
        auto connection =
            std::make_shared<Connection>(peer->fd(), peer->address().host(), house_->rules, house_->watch);
        connections_[peer.get()] = connection;
        house_->watch->add(connection);
        if (house_->watch->size() > house_->rules.limits.connections) connection->cut();
    }

    void onInput(const char* bytes, std::size_t size, const std::shared_ptr<tcp::Peer>& peer) override {
        const auto connection = connections_.at(peer.get());
        if (auto request = connection->receive({bytes, size}))
            dispatch(*house_, connection, std::move(*request));
    }

    // Called before the socket is closed, on the only thread that closes it.
    void onDisconnection(const std::shared_ptr<tcp::Peer>& peer) override {
        const auto found = connections_.find(peer.get());
        if (found == connections_.end()) return;
        found->second->client_left();
        house_->watch->remove(found->second);
        connections_.erase(found);
    }

private:
    std::unordered_map<const tcp::Peer*, std::shared_ptr<Connection>> connections_;
    std::shared_ptr<House> house_;
};

// An accepted connection is pushed to its I/O thread through a queue whose reader empties the wake-up signal
// after looking at the queue: a push between the two is slept over, until the next push. So there is always
// a next one: a socket whose other end is closed already, which the I/O thread meets, finds at its end and
// closes. Twenty a second cost nothing measurable and bound the wait to 50 ms.
class NudgedTransport : public tcp::Transport {
public:
    struct List {
        std::mutex mutex;
        std::vector<tcp::Transport*> transports;
    };

    NudgedTransport(const std::shared_ptr<tcp::Handler>& handler, std::shared_ptr<List> list)
        : Transport(handler), handler_(handler), list_(std::move(list)) {}

    std::shared_ptr<Pistache::Aio::Handler> clone() const override {
        return std::make_shared<NudgedTransport>(handler_->clone(), list_);
    }

    void registerPoller(Pistache::Polling::Epoll& poller) override {
        Transport::registerPoller(poller);
        const std::lock_guard guard(list_->mutex);
        list_->transports.push_back(this);
    }

    static void nudge(List& list) {
        const std::lock_guard guard(list.mutex);
        for (auto* transport : list.transports) {
            int ends[2] = {-1, -1};
            if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0) return;
            ::close(ends[1]);
            const Pistache::Address nobody(Pistache::Ipv4::loopback(), Pistache::Port(0));
            transport->handleNewPeer(tcp::Peer::Create(ends[0], nobody));
        }
    }

private:
    std::shared_ptr<tcp::Handler> handler_;
    std::shared_ptr<List> list_;
};

// Without a free descriptor Pistache's accepting thread spins and nobody new is served; so connections end
// where the descriptors the rest of the program needs begin.
HttpSettings within_descriptors(HttpSettings settings) {
    constexpr rlim_t for_the_rest = 256;
    rlimit descriptors{};
    if (::getrlimit(RLIMIT_NOFILE, &descriptors) != 0) return settings;
    const rlim_t wanted = settings.limits.connections + for_the_rest;
    if (descriptors.rlim_cur < wanted) {
        descriptors.rlim_cur = std::min(wanted, descriptors.rlim_max);
        ::setrlimit(RLIMIT_NOFILE, &descriptors);
        ::getrlimit(RLIMIT_NOFILE, &descriptors);
    }
    const rlim_t room = std::max(descriptors.rlim_cur, for_the_rest + 1) - for_the_rest;
    settings.limits.connections = std::min<std::size_t>(settings.limits.connections, room);
    return settings;
}

// Threads inherit it: a signal meant for main must not interrupt an I/O thread.
class SignalsBlocked {
public:
    SignalsBlocked() {
        sigset_t all;
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~SignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;

private:
    sigset_t before_{};
};

}  // namespace

class HttpServer::Cage {
public:
    Cage(HttpSettings settings, RequestHandler handler)
        : settings_(within_descriptors(std::move(settings))),
          house_(std::make_shared<House>(settings_, std::move(handler))) {}

    ~Cage() { stop(); }
    Cage(const Cage&) = delete;
    Cage& operator=(const Cage&) = delete;

    void start() {
        const SignalsBlocked blocked;
        auto listener = std::make_unique<tcp::Listener>();
        const auto door = std::make_shared<Door>(house_);
        listener->init(static_cast<std::size_t>(settings_.io_threads), socket_options(), "http",
                       pending_connections);
        listener->setHandler(door);
        listener->setTransportFactory(
            [door, list = transports_] { return std::make_shared<NudgedTransport>(door->clone(), list); });
        bind(*listener);
        listener->runThreaded();
        house_->watch->start([list = transports_] { NudgedTransport::nudge(*list); });
        listener_ = std::move(listener);
    }

    std::uint16_t port() const {
        return listener_ ? static_cast<std::uint16_t>(listener_->getPort()) : std::uint16_t{0};
    }

    void stop() {
        if (!listener_) return;
        house_->admission->close();
        house_->admission->wait_until_empty(drain_patience);
        house_->watch->cut_all(close_patience);
        house_->watch->stop();
        listener_.reset();  // ends and joins Pistache's threads
        house_->watch->forget_all();
    }

private:
    static Pistache::Flags<tcp::Options> socket_options() {
        return Pistache::Flags<tcp::Options>(tcp::Options::ReuseAddr) | tcp::Options::NoDelay |
               tcp::Options::CloseOnExec;
    }

    void bind(tcp::Listener& listener) const {
        try {
            listener.bind(Pistache::Address(settings_.address, Pistache::Port(settings_.port)));
        } catch (const std::exception& reason) {
            throw std::runtime_error("cannot listen on " + settings_.address + ":" +
                                     std::to_string(settings_.port) + ": " + reason.what());
        }
    }

    const HttpSettings settings_;
    const std::shared_ptr<House> house_;
    const std::shared_ptr<NudgedTransport::List> transports_ = std::make_shared<NudgedTransport::List>();
    std::unique_ptr<tcp::Listener> listener_;
};

HttpServer::HttpServer(HttpSettings settings, RequestHandler handler)
    : cage_(std::make_unique<Cage>(std::move(settings), std::move(handler))) {}

HttpServer::~HttpServer() = default;

void HttpServer::start() {
    cage_->start();
}

std::uint16_t HttpServer::port() const {
    return cage_->port();
}

void HttpServer::stop() {
    cage_->stop();
}

}  // namespace prevenance::api
