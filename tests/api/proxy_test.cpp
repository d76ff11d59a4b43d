// The whole way a request takes in a real house: a real nginx with the configuration this project ships, in
// front of a real server.
#include "tests/stress/aborting_clients.h"
#include "tests/stress/delayed_echo.h"
#include "tests/stress/raw_client.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <signal.h>
#include <sstream>
#include <stdexcept>
#include <stdlib.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace prevenance::tests {
namespace {

namespace fs = std::filesystem;

constexpr auto identity = "0b8a5a2e-31c4-4f7c-9d3e-6a1f0c2b4d5e";

std::string file_text(const fs::path& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// Fails where the shipped file no longer says what the test replaces: it would test something else.
void replace_once(std::string& text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    if (at == std::string::npos || text.find(from, at + 1) != std::string::npos) {
        throw std::runtime_error("config/nginx/prevenance.conf must say exactly once: " + from);
    }
    text.replace(at, from.size(), to);
}

// A port nobody uses now. Another process could take it before nginx does; then nginx says so and the test
// fails.
std::uint16_t free_port() {
    const DelayedEcho probe(0, 1);
    return probe.port();
}

class Nginx {
public:
    Nginx(std::uint16_t server_port, std::uint16_t port) : port_(port) {
        std::string pattern = (fs::temp_directory_path() / "prevenance-nginx-XXXXXX").string();
        if (!::mkdtemp(pattern.data())) throw std::runtime_error("cannot make " + pattern);
        folder_ = pattern;
        write_configuration(server_port);
        start();
    }

    ~Nginx() {
        ::kill(process_, SIGQUIT);
        ::waitpid(process_, nullptr, 0);
        fs::remove_all(folder_);
    }
    Nginx(const Nginx&) = delete;
    Nginx& operator=(const Nginx&) = delete;

private:
    void write_configuration(std::uint16_t server_port) const {
        auto site = file_text(fs::path(PREVENANCE_SOURCE_DIR) / "config/nginx/prevenance.conf");
        replace_once(site, "server 127.0.0.1:8080;", "server 127.0.0.1:" + std::to_string(server_port) + ";");
        replace_once(site, "listen 127.0.0.1:8081;", "listen 127.0.0.1:" + std::to_string(port_) + ";");
        std::ofstream file(folder_ / "nginx.conf");
        file << "daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log error.log warn;\n"
             << "events { worker_connections 1024; }\nhttp {\n";
        for (const auto* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
            file << kind << "_temp_path " << kind << ";\n";
        }
        file << site << "}\n";
    }

    void start() {
        process_ = ::fork();
        if (process_ == 0) {
            const auto prefix = folder_.string() + "/";
            ::setenv("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", 1);
            ::execlp("nginx", "nginx", "-p", prefix.c_str(), "-c", "nginx.conf", "-e", "error.log", nullptr);
            ::_exit(127);
        }
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!RawClient(port_).connected()) {
            int status = 0;
            if (::waitpid(process_, &status, WNOHANG) == process_)
                throw std::runtime_error(why_it_ended(status));
            if (std::chrono::steady_clock::now() > end)
                throw std::runtime_error("nginx did not open its port");
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    }

    std::string why_it_ended(int status) const {
        if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
            return "nginx is not installed (apt install nginx-light)";
        return "nginx ended at once: " + file_text(folder_ / "error.log");
    }

    const std::uint16_t port_;
    fs::path folder_;
    pid_t process_ = -1;
};

class ProxyTest : public testing::Test {
protected:
    RawClient client() const { return RawClient(proxy_port_); }

    std::optional<RawReply> reply_to(const std::string& head, const std::string& body = {}) const {
        auto one = client();
        one.send(head + "\r\n");
        one.send(body);
        return one.read_reply(std::chrono::seconds(30));
    }

    static std::string post(const std::string& path) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n";
    }

    const std::uint16_t proxy_port_ = free_port();
    DelayedEcho server_;
    Nginx nginx_{server_.port(), proxy_port_};
};

TEST_F(ProxyTest, NoAnswerIsCrossedThroughNginxWithConnectionsKeptOpen) {
    const auto report = run_aborting_clients({.port = proxy_port_, .requests = 50'000, .seed = 3});

    RecordProperty("report", to_text(report));
    EXPECT_EQ(report.foreign, 0U) << to_text(report);
    EXPECT_EQ(report.unanswered, 0U) << to_text(report);
    EXPECT_EQ(report.other_status, 0U) << to_text(report);
    EXPECT_GT(report.aborted, 20'000U);
    EXPECT_GT(report.checked, 20'000U);
}

TEST_F(ProxyTest, TheRequestIdGoesThereAndBack) {
    const auto reply =
        reply_to(post("/later") + "X-Request-Id: " + identity + "\r\nContent-Length: 4\r\n", "text");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->header("x-request-id"), identity);
    EXPECT_EQ(reply->body, expected_echo(identity, "text"));
}

TEST_F(ProxyTest, AChunkedBodyArrivesWithALength) {
    auto one = client();
    one.send(post("/later") + "X-Request-Id: " + identity +
             "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r");
    one.send("\n6\r\n world\r\n0\r\n\r\n");
    const auto reply = one.read_reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 200);
    EXPECT_EQ(reply->body, expected_echo(identity, "hello world"));
}

TEST_F(ProxyTest, ABodyOverTwentyMebibytesStopsAtNginx) {
    const auto reply = reply_to(post("/at-once") + "Content-Length: 20971521\r\n");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 413);
}

TEST_F(ProxyTest, ABodyOfExactlyTwentyMebibytesReachesTheServer) {
    const std::size_t size = 20 * 1024 * 1024;
    const auto reply = reply_to(post("/at-once") + "X-Request-Id: " + identity +
                                    "\r\nContent-Length: " + std::to_string(size) + "\r\n",
                                std::string(size, 'z'));
    ASSERT_TRUE(reply);
    // Its echo is over the limit of a reply: the server read the whole body and answered for itself.
    EXPECT_EQ(reply->status, 500);
    EXPECT_EQ(reply->header("x-request-id"), identity);
}

TEST_F(ProxyTest, WhatNginxLetsThroughIsStillRefusedByTheServer) {
    const auto reply =
        reply_to("GET /a%2fb HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: " + std::string(identity) + "\r\n");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 400);
    EXPECT_EQ(reply->header("x-request-id"), identity);
}

}  // namespace
}  // namespace prevenance::tests
