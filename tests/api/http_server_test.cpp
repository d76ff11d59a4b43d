// The server over real sockets: each refusal with its status and the closed connection that must follow, and
// what a client may rely on when nothing is wrong.
#include "api/http_server.h"

#include "tests/stress/raw_client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <pthread.h>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace prevenance::tests {
namespace {

using namespace std::chrono_literals;
using api::HttpServer;
using api::HttpSettings;
using api::Reply;
using api::Request;
using api::Responder;

constexpr auto identity = "0b8a5a2e-31c4-4f7c-9d3e-6a1f0c2b4d5e";
const std::string host = "Host: localhost\r\n";
const std::string hello = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n";

std::string get(const std::string& path) {
    return "GET " + path + " HTTP/1.1\r\n" + host + "\r\n";
}

std::string post(const std::string& fields, const std::string& body) {
    return "POST /length HTTP/1.1\r\n" + host + fields + "\r\n" + body;
}

// A handler with one address for each thing a handler can do, right or wrong.
class HttpServerTest : public testing::Test {
protected:
    HttpServerTest() : HttpServerTest(HttpSettings{}) {}
    explicit HttpServerTest(HttpSettings settings)
        : server_(
              [&] {
                  settings.port = 0;
                  return settings;
              }(),
              [this](Request request, Responder responder) {
                  handle(std::move(request), std::move(responder));
              }) {
        server_.start();
    }
    ~HttpServerTest() override {
        release();
        for (auto& worker : workers_) worker.join();
        server_.stop();
    }

    RawClient client() const { return RawClient(server_.port()); }

    // The reply to `bytes` on a connection of their own.
    std::optional<RawReply> reply_to(const std::string& bytes) const {
        auto one = client();
        one.send(bytes);
        return one.read_reply();
    }

    void expect_refusal(int status, const std::string& bytes, const std::string& what) const {
        auto one = client();
        one.send(bytes);
        const auto reply = one.read_reply();
        ASSERT_TRUE(reply) << what << ": no reply";
        EXPECT_EQ(reply->status, status) << what;
        EXPECT_EQ(reply->header("connection"), "close") << what;
        EXPECT_EQ(reply->header("x-request-id").size(), 36U) << what;
        EXPECT_TRUE(one.is_closed_by_server()) << what << ": not closed, or another reply followed";
        EXPECT_EQ(reply_to(hello).value_or(RawReply{}).body, "hello")
            << "the server no longer serves after " << what;
    }

    void wait_for_calls(int wanted) const {
        while (calls_.load() < wanted) std::this_thread::yield();
    }

    // Lets the answers to /held go.
    void release() {
        released_ = true;
        released_.notify_all();
    }

    std::atomic<int> calls_ = 0;

private:
    void handle(Request request, Responder responder) {
        ++calls_;
        const auto text = [&](std::string body) {
            responder.send({200, "text/plain; charset=utf-8", std::move(body), {}});
        };
        if (request.path == "/hello") return text("hello");
        if (request.path == "/length") return text(std::to_string(request.body.size()));
        if (request.path == "/who")
            return text(request.method + " " + request.client_address + " " + request.query);
        if (request.path == "/header") return text(std::string(request.header("x-thing")));
        if (request.path == "/big") return text(std::string(std::stoul(request.query), 'b'));
        if (request.path == "/throw") throw std::runtime_error("secret of the database");
        if (request.path == "/throw-number") throw 42;
        if (request.path == "/answer-then-throw") {
            text("one");
            throw std::runtime_error("secret of the database");
        }
        if (request.path == "/twice") {
            text("one");
            return text("two");
        }
        if (request.path == "/forget") return;
        if (request.path == "/split")
            return responder.send({200, "text/plain", "x", {{"Location", "/a\r\nX-Evil: 1"}}});
        if (request.path == "/own-header")
            return responder.send({200, "text/plain", "x", {{"Content-Length", "7"}}});
        if (request.path == "/headers") {
            return responder.send(
                {200, "text/html", "x", {{"Set-Cookie", "a=1"}, {"Set-Cookie", "b=2"}, {"X-Own", "é"}}});
        }
        if (request.path == "/empty") return responder.send({204, "", "", {}});
        if (request.path == "/held") return hold(std::move(responder));
        responder.send({404, "text/plain; charset=utf-8", request.path, {}});
    }

    void hold(Responder responder) {
        workers_.emplace_back([this, responder = std::move(responder)] {
            released_.wait(false);
            responder.send({200, "text/plain", "held", {}});
        });
    }

    std::atomic<bool> released_ = false;
    std::vector<std::thread> workers_;
    HttpServer server_;
};

TEST_F(HttpServerTest, RefusesARequestLineThatIsNotOne) {
    expect_refusal(400, "GET /hello\r\n\r\n", "no version");
    expect_refusal(505, "GET /hello \r\n\r\n", "empty version");
    expect_refusal(505, "GET /hello H\r\n\r\n", "a letter as version");
    expect_refusal(505, "GET /hello HTTP/2.0\r\n" + host + "\r\n", "HTTP/2.0");
    expect_refusal(505, "GET /hello HTTP/1.2\r\n" + host + "\r\n", "HTTP/1.2");
    expect_refusal(400, "GET  /hello HTTP/1.1\r\n" + host + "\r\n", "two blanks");
    expect_refusal(400, "GET\t/hello HTTP/1.1\r\n" + host + "\r\n", "a tab");
    expect_refusal(400, "\r\n" + hello, "an empty line first");
    expect_refusal(400, "\x16\x03\x01\x02\x01\x01\xfc", "TLS");
    expect_refusal(501, "BREW / HTTP/1.1\r\n" + host + "\r\n", "unknown method");
    expect_refusal(501, "get /hello HTTP/1.1\r\n" + host + "\r\n", "method in lower case");
    expect_refusal(405, "TRACE / HTTP/1.1\r\n" + host + "\r\n", "TRACE");
    expect_refusal(405, "CONNECT / HTTP/1.1\r\n" + host + "\r\n", "CONNECT");
    expect_refusal(414, "GET /" + std::string(10'000, 'a') + " HTTP/1.1\r\n" + host + "\r\n", "long target");
    expect_refusal(414, "GET " + std::string(15'000, '/') + " HTTP/1.1\r\n" + host + "\r\n",
                   "15 kB of slashes");
    expect_refusal(400, "GET " + std::string(8'000, '/') + "hello HTTP/1.1\r\n" + host + "\r\n",
                   "8 kB of slashes");
    EXPECT_EQ(calls_.load(), 16) << "only the health checks reached the handler";
}

TEST_F(HttpServerTest, RefusesATargetWithASecondReadingBeforeRouting) {
    for (const char* target : {"xhello", "*", "http://localhost/hello", "/../etc/passwd",
                               "/a/../../etc/passwd", "/%2e%2e/etc", "//hello", "/a//b", "/a%2fb", "/%00",
                               "/a\\b", "/%5C", "/%zz", "/%ff", "/\xc3\xa9", "/hello#x", "/%0d%0aX:1"}) {
        expect_refusal(400, get(target), target);
    }
    expect_refusal(400, "GET /hel\r\nlo HTTP/1.1\r\n" + host + "\r\n", "line end in the target");
    expect_refusal(400, std::string("GET /a\0b HTTP/1.1\r\n", 20) + host + "\r\n", "NUL in the target");
    EXPECT_EQ(reply_to(get("/%C3%A9%2525"))->body, "/é%25");
}

TEST_F(HttpServerTest, RefusesHeadersThatAreNotHeaders) {
    const auto with = [](const std::string& field) {
        return "GET /hello HTTP/1.1\r\n" + host + field + "\r\n\r\n";
    };
    expect_refusal(400, with("Foo"), "no colon");
    expect_refusal(400, with("Foo : x"), "blank before the colon");
    expect_refusal(400, with(": x"), "no name");
    expect_refusal(400, with("Foo: a\r\n b"), "folded value");
    expect_refusal(400, with("Foo: a\nBar: b"), "lone line feed");
    expect_refusal(400, with("Foo: a\rb"), "lone carriage return");
    expect_refusal(400, with(std::string("Foo: a\0b", 8)), "NUL in a value");
    expect_refusal(400, with(std::string("F\0o: a", 6)), "NUL in a name");
    expect_refusal(400, with("Foo: \x01"), "control byte in a value");
    expect_refusal(400, with("F(o: a"), "bracket in a name");
    expect_refusal(400, "GET /hello HTTP/1.1\r\n\r\n", "no Host");
    expect_refusal(400, with("Host: other"), "two Hosts");
    expect_refusal(400, "GET /hello HTTP/1.1\r\nHost: a b\r\n\r\n", "blank in Host");
    expect_refusal(400, "GET /hello HTTP/1.1\r\nHost:\r\n\r\n", "empty Host");
    expect_refusal(400, with("Authorization: a\r\nAuthorization: b"), "two Authorizations");
    expect_refusal(400, "GET /hello HTTP/1.1\nHost: localhost\n\n", "line feeds only");
}

TEST_F(HttpServerTest, LimitsTheHead) {
    const auto with_fields = [](int count) {
        std::string text = "GET /hello HTTP/1.1\r\n" + host;
        for (int i = 1; i < count; ++i) text += "X-" + std::to_string(i) + ": v\r\n";
        return text + "\r\n";
    };
    EXPECT_EQ(reply_to(with_fields(64))->status, 200);
    expect_refusal(431, with_fields(65), "65 fields");
    expect_refusal(431, "GET /hello HTTP/1.1\r\n" + host + "X: " + std::string(20'000, 'a') + "\r\n\r\n",
                   "20 kB field");
}

TEST_F(HttpServerTest, TakesOneUnambiguousContentLengthOnly) {
    EXPECT_EQ(reply_to(post("Content-Length: 5\r\n", "hello"))->body, "5");
    EXPECT_EQ(reply_to(post("Content-Length: 0\r\n", ""))->body, "0");
    for (const char* value : {"+5", "5abc", "abc", "-1", "0x5", "", "5, 5", "5 5", "5;5", "5."}) {
        expect_refusal(400, post("Content-Length: " + std::string(value) + "\r\n", "hello"), value);
    }
    expect_refusal(413, post("Content-Length: 99999999999999999999999\r\n", "hello"), "more than any number");
    expect_refusal(413, post("Content-Length: 22020097\r\n", ""), "one byte over the limit");
    expect_refusal(400, post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), "twice the same");
    expect_refusal(400, post("Content-Length: 5\r\nContent-Length: 3\r\n", "hello"), "twice, different");
    expect_refusal(400, post("Content-Length : 5\r\n", "hello"), "blank before the colon");
}

TEST_F(HttpServerTest, RefusesEveryTransferEncoding) {
    const std::string chunks = "5\r\nhello\r\n0\r\n\r\n";
    expect_refusal(411, post("Transfer-Encoding: chunked\r\n", chunks), "chunked");
    expect_refusal(411, post("Transfer-Encoding: gzip, chunked\r\n", chunks), "gzip, chunked");
    expect_refusal(411, post("Transfer-Encoding:\tchunked\r\n", chunks), "a tab before chunked");
    expect_refusal(411, post("Transfer-Encoding: xchunked\r\n", chunks), "no such coding");
    expect_refusal(411, post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
                   "both lengths");
    expect_refusal(400, post("Transfer-Encoding : chunked\r\n", chunks), "blank before the colon");
    expect_refusal(400, post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", chunks),
                   "twice");
}

TEST_F(HttpServerTest, AChunkedBodyCutInsideALineEndStopsNobody) {
    auto one = client();
    one.send(post("Transfer-Encoding: chunked\r\n", "5\r\nhello\r"));
    one.send("\n0\r\n\r\n");
    EXPECT_EQ(one.read_reply()->status, 411);
    EXPECT_TRUE(one.is_closed_by_server());
    EXPECT_EQ(reply_to(hello)->body, "hello");
}

TEST_F(HttpServerTest, NeverRunsTheRestOfARefusedBodyAsARequest) {
    for (const char* length : {"30000000", "abc"}) {
        auto one = client();
        one.send(post("Content-Length: " + std::string(length) + "\r\n", ""));
        const auto reply = one.read_reply();
        ASSERT_TRUE(reply);
        EXPECT_GE(reply->status, 400);
        one.send(std::string(5'000, 'A'));
        one.send(hello);
        EXPECT_TRUE(one.is_closed_by_server());
    }
    EXPECT_EQ(calls_.load(), 0);
}

TEST_F(HttpServerTest, KeepsTheConnectionForTheNextRequest) {
    auto one = client();
    for (int i = 0; i < 3; ++i) {
        one.send(hello);
        const auto reply = one.read_reply();
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->body, "hello");
        EXPECT_EQ(reply->header("connection"), "");
        EXPECT_EQ(reply->header("server"), "");
    }
}

TEST_F(HttpServerTest, ClosesWhenTheClientWantsIt) {
    for (const auto& question : {"GET /hello HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n",
                                 "GET /hello HTTP/1.1\r\n" + host + "Connection: keep-alive, Close\r\n\r\n",
                                 std::string("GET /hello HTTP/1.0\r\n\r\n")}) {
        auto one = client();
        one.send(question);
        const auto reply = one.read_reply();
        ASSERT_TRUE(reply) << question;
        EXPECT_EQ(reply->body, "hello");
        EXPECT_EQ(reply->header("connection"), "close");
        EXPECT_TRUE(one.is_closed_by_server()) << question;
    }
}

TEST_F(HttpServerTest, AnswersTheFirstOfTwoRequestsSentAtOnceAndCloses) {
    auto one = client();
    one.send(hello + get("/length"));
    const auto reply = one.read_reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->body, "hello");
    EXPECT_EQ(reply->header("connection"), "close");
    EXPECT_TRUE(one.is_closed_by_server());
    EXPECT_EQ(calls_.load(), 1);
}

TEST_F(HttpServerTest, ARequestSentDuringTheFirstIsNotRun) {
    auto one = client();
    one.send(get("/held"));
    wait_for_calls(1);
    one.send(hello);
    EXPECT_FALSE(one.read_reply(50ms));
    release();
    const auto reply = one.read_reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->body, "held");
    EXPECT_TRUE(one.is_closed_by_server());
    EXPECT_EQ(calls_.load(), 1);
}

TEST_F(HttpServerTest, TakesARequestByteByByte) {
    auto one = client();
    for (const char byte : post("Content-Length: 5\r\n", "hello")) one.send(std::string(1, byte));
    EXPECT_EQ(one.read_reply()->body, "5");
}

TEST_F(HttpServerTest, TakesABodyOfTwentyMebibytesAndRefusesMoreThanTheLimit) {
    const std::size_t size = 20 * 1024 * 1024;
    EXPECT_EQ(
        reply_to(post("Content-Length: " + std::to_string(size) + "\r\n", std::string(size, 'z')))->body,
        std::to_string(size));
}

TEST_F(HttpServerTest, OffersToContinueOnce) {
    auto one = client();
    one.send(post("Expect: 100-continue\r\nContent-Length: 5\r\n", ""));
    EXPECT_EQ(one.read_reply()->status, 100);
    one.send("he");
    one.send("llo");
    EXPECT_EQ(one.read_reply()->body, "5");
    expect_refusal(417, post("Expect: a-miracle\r\nContent-Length: 5\r\n", "hello"), "another expectation");
    expect_refusal(413, post("Expect: 100-continue\r\nContent-Length: 99000000\r\n", ""),
                   "too much, announced");
}

TEST_F(HttpServerTest, AnswersHeadWithTheLengthAndWithoutTheBody) {
    auto one = client();
    one.send("HEAD /hello HTTP/1.1\r\n" + host + "\r\n");
    const auto reply = one.read_reply(10s, Body::none);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 200);
    EXPECT_EQ(reply->header("content-length"), "5");
    EXPECT_FALSE(one.has_unread_bytes());
    one.send(hello);
    EXPECT_EQ(one.read_reply()->body, "hello") << "the connection is in step";
}

TEST_F(HttpServerTest, EchoesTheClientsRequestIdOrMakesOne) {
    EXPECT_EQ(reply_to("GET /hello HTTP/1.1\r\n" + host + "X-Request-Id: " + identity + "\r\n\r\n")
                  ->header("x-request-id"),
              identity);
    EXPECT_EQ(reply_to("GET /nowhere HTTP/1.1\r\n" + host + "X-Request-Id: " + identity + "\r\n\r\n")
                  ->header("x-request-id"),
              identity);
    EXPECT_EQ(
        reply_to(post("X-Request-Id: " + std::string(identity) + "\r\nTransfer-Encoding: chunked\r\n", ""))
            ->header("x-request-id"),
        identity)
        << "a refusal is an answer too";
    const auto first = reply_to(hello)->header("x-request-id");
    EXPECT_EQ(first.size(), 36U);
    EXPECT_NE(first, reply_to(hello)->header("x-request-id"));
    EXPECT_NE(
        reply_to("GET /hello HTTP/1.1\r\n" + host + "X-Request-Id: <b>\r\n\r\n")->header("x-request-id"),
        "<b>");
}

TEST_F(HttpServerTest, WritesTheHandlersHeadersAndKeepsItsOwn) {
    const auto reply = reply_to(get("/headers"));
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->header("content-type"), "text/html");
    EXPECT_EQ(reply->header("x-own"), "é");
    EXPECT_EQ(reply->header("set-cookie"), "b=2");
    EXPECT_EQ(reply->header("date").size(), 29U);
    const auto empty = reply_to(get("/empty"));
    EXPECT_EQ(empty->status, 204);
    EXPECT_EQ(empty->header("content-length"), "");
}

TEST_F(HttpServerTest, RefusesToWriteAHeaderThatWouldSplitTheReply) {
    for (const char* path : {"/split", "/own-header"}) {
        const auto reply = reply_to(get(path));
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->status, 500);
        EXPECT_EQ(reply->header("x-evil"), "");
        EXPECT_EQ(reply->header("content-length"), std::to_string(reply->body.size()));
    }
}

TEST_F(HttpServerTest, NoExceptionReachesTheClientOrEndsTheServer) {
    for (const char* path : {"/throw", "/throw-number", "/forget"}) {
        const auto reply = reply_to(get(path));
        ASSERT_TRUE(reply) << path;
        EXPECT_EQ(reply->status, 500);
        EXPECT_EQ(reply->body.find("secret"), std::string::npos);
        EXPECT_NE(reply->body.find("Réessayez"), std::string::npos);
    }
}

TEST_F(HttpServerTest, AnswersOnce) {
    for (const char* path : {"/answer-then-throw", "/twice"}) {
        auto one = client();
        one.send(get(path));
        EXPECT_EQ(one.read_reply()->body, "one");
        one.send(hello);
        EXPECT_EQ(one.read_reply()->body, "hello") << "no second answer may lie in between";
    }
}

TEST_F(HttpServerTest, AnswersOverTheLimitBecomeA500) {
    EXPECT_EQ(reply_to(get("/big?1048576"))->body.size(), 1'048'576U);
    EXPECT_EQ(reply_to(get("/big?1048577"))->status, 500);
}

TEST_F(HttpServerTest, AnAnswerToAClientWhoLeftGoesNowhere) {
    {
        auto leaving = client();
        leaving.send(get("/held"));
        wait_for_calls(1);
        leaving.reset();
    }
    // The next clients get the socket number of the one who left.
    std::vector<RawClient> next;
    for (int i = 0; i < 20; ++i) next.push_back(client());
    release();
    for (auto& one : next) {
        one.send(hello);
        EXPECT_EQ(one.read_reply()->body, "hello");
        EXPECT_FALSE(one.has_unread_bytes());
    }
}

TEST_F(HttpServerTest, HandsOverWhatTheHandlerNeeds) {
    EXPECT_EQ(reply_to(get("/who?a=%20b"))->body, "GET 127.0.0.1 a=%20b");
    EXPECT_EQ(reply_to("GET /header HTTP/1.1\r\n" + host + "X-THING: \t v w \r\n\r\n")->body, "v w");
}

TEST_F(HttpServerTest, SurvivesThousandsWhoOnlyConnect) {
    for (int i = 0; i < 2'000; ++i) {
        auto one = client();
        if (i % 2 == 0) one.send(hello.substr(0, static_cast<std::size_t>(i) % 30));
    }
    std::vector<RawClient> idle;
    for (int i = 0; i < 300; ++i) idle.push_back(client());
    EXPECT_EQ(reply_to(hello)->body, "hello");
}

class ImpatientServerTest : public HttpServerTest {
protected:
    ImpatientServerTest() : HttpServerTest(impatient()) {}
    static HttpSettings impatient() {
        HttpSettings settings;
        settings.request_deadline = 1s;
        settings.keep_alive = 1s;
        settings.limits.requests_in_flight = 1;
        settings.limits.connections = 8;
        return settings;
    }
    // Drips header bytes, faster than any time-out between two of them.
    static bool drip_until_closed(RawClient& one) {
        const auto end = std::chrono::steady_clock::now() + 10s;
        while (std::chrono::steady_clock::now() < end) {
            if (!one.send("a")) return true;
            if (const auto reply = one.read_reply(50ms))
                return reply->status == 408 && one.is_closed_by_server();
        }
        return false;
    }
};

TEST_F(ImpatientServerTest, CutsASlowHead) {
    auto one = client();
    one.send("GET / HTTP/1.1\r\nX-Slow: ");
    EXPECT_TRUE(drip_until_closed(one));
}

TEST_F(ImpatientServerTest, CutsASlowBody) {
    auto one = client();
    one.send(post("Content-Length: 100000\r\n", ""));
    EXPECT_TRUE(drip_until_closed(one));
}

TEST_F(ImpatientServerTest, CutsASlowSecondRequest) {
    auto one = client();
    one.send(hello);
    EXPECT_EQ(one.read_reply()->body, "hello");
    one.send("GET / HTTP/1.1\r\nX-Slow: ");
    EXPECT_TRUE(drip_until_closed(one));
}

TEST_F(ImpatientServerTest, ClosesSilentAndIdleConnections) {
    auto silent = client();
    auto idle = client();
    idle.send(hello);
    EXPECT_EQ(idle.read_reply()->body, "hello");
    EXPECT_TRUE(silent.is_closed_by_server());
    EXPECT_TRUE(idle.is_closed_by_server());
}

TEST_F(ImpatientServerTest, SaysSoWhenTooManyRequestsAreUnderWay) {
    auto first = client();
    first.send(get("/held"));
    wait_for_calls(1);
    const auto refused = reply_to(hello);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->status, 503);
    EXPECT_EQ(refused->header("retry-after"), "2");
    release();
    EXPECT_EQ(first.read_reply()->body, "held");
    // The place is free a moment after the answer is out.
    const auto end = std::chrono::steady_clock::now() + 10s;
    while (reply_to(hello)->status != 200) ASSERT_LT(std::chrono::steady_clock::now(), end);
}

TEST_F(ImpatientServerTest, ClosesConnectionsBeyondItsLimitAndServesTheRest) {
    std::vector<RawClient> first;
    for (int i = 0; i < 8; ++i) {
        first.push_back(client());
        first.back().send(hello);
        ASSERT_TRUE(first.back().read_reply());
    }
    auto beyond = client();
    EXPECT_TRUE(beyond.is_closed_by_server());
    first.front().send(hello);
    EXPECT_EQ(first.front().read_reply()->body, "hello");
}

// Replies the kernel cannot take whole, so that the rest waits for the client.
class LargeReplyTest : public HttpServerTest {
protected:
    LargeReplyTest() : HttpServerTest(generous()) {}
    static HttpSettings generous() {
        HttpSettings settings;
        settings.limits.reply = large;
        settings.request_deadline = 5s;
        return settings;
    }
    RawClient slow_client() const {
        auto one = client();
        one.shrink_receive_buffer(32 * 1024);
        one.send(get("/big?" + std::to_string(large)));
        return one;
    }
    static constexpr std::size_t large = 24 * 1024 * 1024;
};

TEST_F(LargeReplyTest, ASlowReaderDelaysNobodyAndGetsItsWholeAnswer) {
    std::vector<RawClient> slow;
    for (int i = 0; i < 4; ++i) slow.push_back(slow_client());
    wait_for_calls(4);
    for (int i = 0; i < 100; ++i) ASSERT_EQ(reply_to(hello).value_or(RawReply{}).body, "hello");
    std::vector<std::thread> readers;
    for (auto& one : slow) {
        readers.emplace_back([&one] {
            EXPECT_EQ(one.read_reply(60s).value_or(RawReply{}).body.size(), large);
            one.send(hello);
            EXPECT_EQ(one.read_reply().value_or(RawReply{}).body, "hello") << "the connection is in step";
        });
    }
    for (auto& reader : readers) reader.join();
}

TEST_F(LargeReplyTest, CutsAClientThatDoesNotTakeItsAnswer) {
    auto stuck = slow_client();
    std::this_thread::sleep_for(6s);  // the passing of the deadline is the subject
    std::size_t taken = 0;
    for (auto part = stuck.read_some(10s); !part.empty(); part = stuck.read_some(10s)) taken += part.size();
    EXPECT_LT(taken, large) << "the answer came whole: the server went on beyond the deadline";
    EXPECT_TRUE(stuck.is_closed_by_server());
}

TEST_F(LargeReplyTest, ManyWhoLeaveInTheMiddleOfTheirAnswerLeaveNothingBehind) {
    for (int i = 0; i < 40; ++i) {
        auto leaving = slow_client();
        leaving.read_some(10s);
        if (i % 2 == 0) leaving.reset();
    }
    EXPECT_EQ(reply_to(hello).value_or(RawReply{}).body, "hello");
}

// A server whose answers the test gives by hand.
struct ManualServer {
    ManualServer()
        : server({.port = 0}, [this](Request request, Responder responder) {
              if (request.path == "/wait") return waiting.set_value(std::move(responder));
              responder.send({200, "text/plain", "now", {}});
          }) {
        server.start();
    }
    std::promise<Responder> waiting;
    HttpServer server;
};

TEST(HttpServerStop, WaitsForAnswersUnderWayAndRefusesNewRequests) {
    ManualServer manual;
    RawClient under_way(manual.server.port());
    RawClient idle(manual.server.port());
    under_way.send(get("/wait"));
    const auto responder = manual.waiting.get_future().get();
    idle.send(hello);
    ASSERT_EQ(idle.read_reply()->status, 200);

    auto stopped = std::async(std::launch::async, [&] { manual.server.stop(); });
    std::optional<RawReply> refusal;
    do {  // until stop() has shut the door
        RawClient late(manual.server.port());
        late.send(hello);
        refusal = late.read_reply();
        ASSERT_TRUE(refusal);
    } while (refusal->status == 200);
    EXPECT_EQ(refusal->status, 503);
    EXPECT_EQ(refusal->header("retry-after"), "2");

    responder.send({200, "text/plain", "in time", {}});
    EXPECT_EQ(under_way.read_reply().value_or(RawReply{}).body, "in time");
    stopped.get();
    EXPECT_TRUE(idle.is_closed_by_server());
}

TEST(HttpServerStop, AnAnswerAfterItGoesNowhere) {
    std::optional<Responder> late;
    {
        ManualServer manual;
        RawClient waiting(manual.server.port());
        waiting.send(get("/wait"));
        late = manual.waiting.get_future().get();
        waiting.leave();
        manual.server.stop();
    }
    late->send({200, "text/plain", "too late", {}});
    late.reset();
}

TEST(HttpServerStart, SaysWhichAddressIsTaken) {
    ManualServer manual;
    HttpServer second({.port = manual.server.port()}, [](Request, Responder) {});
    try {
        second.start();
        FAIL() << "two servers on one port";
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find(std::to_string(manual.server.port())), std::string::npos);
    }
}

TEST(HttpServerStart, CanBeDoneAgainOnTheSamePort) {
    std::uint16_t port = 0;
    for (int i = 0; i < 5; ++i) {
        HttpServer server({.port = port}, [](Request, Responder responder) {
            responder.send({204, "", "", {}});
        });
        server.start();
        port = server.port();
        RawClient client(port);
        client.send(hello);
        EXPECT_EQ(client.read_reply()->status, 204);
    }
}

}  // namespace
}  // namespace prevenance::tests
