#include "tests/integrations/smtp_server.h"

#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace prevenance::integrations {
namespace {

// Debian's own interpreter: the one that sees the package python3-aiosmtpd.
constexpr const char* python = "/usr/bin/python3";

pid_t spawn(std::vector<std::string> words, int input, int output) {
    std::vector<char*> pointers;
    for (auto& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    pid_t process = -1;
    const int failed = posix_spawn(&process, python, &actions, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw std::runtime_error("the SMTP server did not start");
    return process;
}

struct BoundSocket {
    int handle;
    int port;
};

BoundSocket bound_socket() {
    const int handle = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(handle, generic, length) != 0 || getsockname(handle, generic, &length) != 0)
        throw std::runtime_error("no free port");
    return {handle, ntohs(address.sin_port)};
}

}  // namespace

SmtpServer::SmtpServer(const std::vector<std::string>& arguments) {
    // O_CLOEXEC: another server must not inherit these ends, or closing them here would end nothing.
    std::array<int, 2> input{};
    std::array<int, 2> output{};
    if (pipe2(input.data(), O_CLOEXEC) != 0 || pipe2(output.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");
    std::vector<std::string> words{python,
                                   std::string{PREVENANCE_SOURCE_DIR} + "/tests/integrations/smtp_server.py"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    process_ = spawn(std::move(words), input[0], output[1]);
    close(input[0]);
    close(output[1]);
    to_server_ = input[1];
    from_server_ = output[0];
    const auto first = read_line(30'000);
    if (!first || !first->starts_with("PORT ")) throw std::runtime_error("the SMTP server does not listen");
    port_ = std::stoi(first->substr(5));
}

SmtpServer::~SmtpServer() {
    close(to_server_);
    close(from_server_);
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
}

std::optional<std::string> SmtpServer::next_message(int limit_milliseconds) {
    return read_line(limit_milliseconds);
}

std::optional<std::string> SmtpServer::read_line(int limit_milliseconds) {
    using Clock = std::chrono::steady_clock;
    const auto deadline = Clock::now() + std::chrono::milliseconds{limit_milliseconds};
    while (!pending_.contains('\n')) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        pollfd waiting{from_server_, POLLIN, 0};
        if (left.count() <= 0 || poll(&waiting, 1, static_cast<int>(left.count())) <= 0) return std::nullopt;
        std::array<char, 4096> buffer{};
        const auto count = read(from_server_, buffer.data(), buffer.size());
        if (count <= 0) return std::nullopt;
        pending_.append(buffer.data(), static_cast<std::size_t>(count));
    }
    const auto end = pending_.find('\n');
    auto line = pending_.substr(0, end);
    pending_.erase(0, end + 1);
    return line;
}

SilentServer::SilentServer() {
    const auto bound = bound_socket();
    listener_ = bound.handle;
    port_ = bound.port;
    if (listen(listener_, 8) != 0) throw std::runtime_error("no listening socket");
}

SilentServer::~SilentServer() {
    close(listener_);
}

int unused_port() {
    const auto bound = bound_socket();
    close(bound.handle);
    return bound.port;
}

}  // namespace prevenance::integrations
