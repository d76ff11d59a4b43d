// Framing without sockets: what is refused, as early as the bytes allow, and laws for all inputs.
#include "api/request_reader.h"

#include <gtest/gtest.h>
// After gtest, which it extends.
#include "api/reply_text.h"
#include "api/request_identity.h"
#include "api/request_target.h"

#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace prevenance::api {
namespace {

using Progress = RequestReader::Progress;

TEST(RequestTarget, IsDecodedExactlyOnce) {
    EXPECT_EQ(parse_request_target("/equipes/%C3%A9quipe%20nord?q=%C3%A9")->path, "/equipes/équipe nord");
    EXPECT_EQ(parse_request_target("/a?q=%C3%A9&r=1")->query, "q=%C3%A9&r=1");
    EXPECT_EQ(parse_request_target("/100%2525")->path, "/100%25");
    EXPECT_EQ(parse_request_target("/")->path, "/");
    EXPECT_EQ(parse_request_target("/a/")->path, "/a/");
    EXPECT_EQ(parse_request_target("/a...b/..c")->path, "/a...b/..c");
}

TEST(RequestTarget, RefusesWhateverHasASecondReading) {
    for (const char* target : {"",
                               "*",
                               "a",
                               "http://localhost/a",
                               "//",
                               "//a",
                               "/a//b",
                               "/..",
                               "/../a",
                               "/a/..",
                               "/a/./b",
                               "/%2e%2e/a",
                               "/a/%2E%2e",
                               "/a%2fb",
                               "/a%2F..%2fb",
                               "/%00",
                               "/%0d%0aX:1",
                               "/%7f",
                               "/%",
                               "/%4",
                               "/%zz",
                               "/a\\b",
                               "/%5c",
                               "/a#b",
                               "/a b",
                               "/\x01",
                               "/\xc3\xa9",
                               "/%ff",
                               "/%c0%ae",
                               "/%ed%a0%80",
                               "/%f4%90%80%80",
                               "/%c3"}) {
        EXPECT_FALSE(parse_request_target(target)) << target;
    }
}

RC_GTEST_PROP(RequestTarget, NeverYieldsAPathThatRoutingCouldMisread, (const std::string& text)) {
    const auto target = parse_request_target("/" + text);
    if (!target) return;
    RC_ASSERT(is_valid_utf8(target->path));
    RC_ASSERT(target->path.find("//") == std::string::npos);
    RC_ASSERT(("/" + target->path + "/").find("/../") == std::string::npos);
    RC_ASSERT(target->path.find('\0') == std::string::npos);
}

// However the network cuts a request, it is the same request.
RC_GTEST_PROP(RequestReader, DoesNotDependOnHowTheBytesArrive, (const std::string& body)) {
    const std::string text = "PUT /a?b=c HTTP/1.1\r\nHost: localhost\r\nX-Thing: 1\r\nContent-Length: " +
                             std::to_string(body.size()) + "\r\n\r\n" + body;
    RequestReader reader{HttpLimits{}};
    std::size_t position = 0;
    auto progress = Progress::needs_more;
    while (position < text.size()) {
        RC_ASSERT(progress == Progress::needs_more);
        const auto piece = *rc::gen::inRange<std::size_t>(1, 40);
        progress = reader.feed(std::string_view(text).substr(position, piece));
        position += piece;
    }
    RC_ASSERT(progress == Progress::complete);
    RC_ASSERT(!reader.has_bytes_beyond());
    RC_ASSERT(reader.head().headers.at("x-thing") == "1");
    RC_ASSERT(reader.take_body() == body);
}

// Whatever comes in, the reader ends in one of its three states and holds no more than it may.
RC_GTEST_PROP(RequestReader, TakesAnyBytesWithoutHarm, (const std::string& noise)) {
    RequestReader reader{HttpLimits{}};
    const auto start =
        *rc::gen::element<std::string>("", "GET / HTTP/1.1\r\n", "POST /a HTTP/1.1\r\nHost: a\r\n");
    const auto progress = reader.feed(start + noise);
    RC_ASSERT(progress != Progress::refused || (reader.refusal() >= 400 && reader.refusal() < 600));
}

TEST(RequestReader, RefusesBeforeTheHeadHasEnded) {
    const auto refusal = [](const std::string& bytes) {
        RequestReader reader{HttpLimits{}};
        return reader.feed(bytes) == Progress::refused ? reader.refusal() : 0;
    };
    EXPECT_EQ(refusal("\x16\x03\x01\x02"), 400) << "TLS on the plain port";
    EXPECT_EQ(refusal("GET / HTTP/1.1\nHost"), 400) << "a lone line feed";
    EXPECT_EQ(refusal("GET / HTTP/1.1\rHost"), 400) << "a lone carriage return";
    EXPECT_EQ(refusal(std::string("GET /\0", 6)), 400) << "NUL";
    EXPECT_EQ(refusal("GET /" + std::string(9'000, 'a')), 414);
    EXPECT_EQ(refusal("GET / HTTP/1.1\r\nX: " + std::string(17'000, 'a')), 431);
}

TEST(RequestReader, TakesTheLongestRequestLineAndNotOneByteMore) {
    const HttpLimits limits;
    const auto outcome = [&](std::size_t line) {
        const std::string frame = "GET / HTTP/1.1";
        RequestReader reader{limits};
        const auto progress = reader.feed("GET /" + std::string(line - frame.size(), 'a') +
                                          " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        return progress == Progress::complete ? 200 : reader.refusal();
    };
    EXPECT_EQ(outcome(limits.request_line), 200);
    EXPECT_EQ(outcome(limits.request_line + 1), 414);
}

TEST(RequestHead, JoinsListsAndRefusesOtherRepetitions) {
    const auto parse = [](const std::string& fields) {
        return parse_request_head("GET / HTTP/1.1\r\nHost: localhost\r\n" + fields, HttpLimits{});
    };
    EXPECT_EQ(parse("Accept: a\r\nAccept: b\r\n").head.headers.at("accept"), "a, b");
    EXPECT_EQ(parse("Cookie: a=1\r\nCookie: b=2\r\n").head.headers.at("cookie"), "a=1; b=2");
    EXPECT_EQ(parse("Authorization: a\r\nAuthorization: b\r\n").refusal, 400);
    EXPECT_EQ(parse("X-Request-Id: a\r\nX-Request-Id: a\r\n").refusal, 400);
    EXPECT_EQ(parse("Idempotency-Key: a\r\nidempotency-key: b\r\n").refusal, 400);
    EXPECT_EQ(parse("Cookie: foo; bar\r\nAccept: *\r\nDate: garbage\r\nCache-Control: foo\r\n").refusal, 0);
}

TEST(RequestIdentity, IsTheClientsOwnOnlyWhereItIsAUuid) {
    const std::string lower = "0b8a5a2e-31c4-4f7c-9d3e-6a1f0c2b4d5e";
    EXPECT_EQ(request_identity(lower), lower);
    EXPECT_EQ(request_identity("0B8A5A2E-31C4-4F7C-9D3E-6A1F0C2B4D5E"),
              "0B8A5A2E-31C4-4F7C-9D3E-6A1F0C2B4D5E");
    for (const char* other :
         {"", "1", "0b8a5a2e31c44f7c9d3e6a1f0c2b4d5e", "0b8a5a2e-31c4-4f7c-9d3e-6a1f0c2b4d5g",
          "0b8a5a2e-31c4-4f7c-9d3e-6a1f0c2b4d5e0"}) {
        const auto fresh = request_identity(other);
        EXPECT_NE(fresh, other);
        EXPECT_EQ(fresh.size(), 36U);
        EXPECT_EQ(request_identity(fresh), fresh) << "a fresh one is a UUID itself";
    }
    EXPECT_NE(request_identity(""), request_identity(""));
}

TEST(ReplyText, WritesTheDateInEnglishGmt) {
    const auto moment = std::chrono::sys_days{std::chrono::year{2026} / 3 / 9} + std::chrono::hours{7} +
                        std::chrono::minutes{5} + std::chrono::seconds{1};
    const auto text = reply_text({200, "", "", {}}, {"id", false, false, moment});
    EXPECT_NE(text.find("\r\nDate: Mon, 09 Mar 2026 07:05:01 GMT\r\n"), std::string::npos) << text;
}

RC_GTEST_PROP(ReplyText, NoHeaderCanEndItsOwnLine, (const std::string& name, const std::string& value)) {
    const Reply reply{200, "text/plain", "", {{name, value}}};
    if (!is_writable(reply)) return;
    const auto text = reply_text(reply, {"id", false, false, {}});
    std::size_t lines = 0;
    for (auto at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", at + 2)) ++lines;
    RC_ASSERT(lines == 7U);  // status, date, identity, type, the header, length, and the empty line
}

}  // namespace
}  // namespace prevenance::api
