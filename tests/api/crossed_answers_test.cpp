// The worst this service could do is to show one person's page to another. So many clients, half of which
// leave at a random moment, ask a real server, and each who stays compares every byte of the answer.
#include "tests/stress/aborting_clients.h"
#include "tests/stress/delayed_echo.h"
#include "tests/stress/raw_client.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <iterator>
#include <thread>

namespace prevenance::tests {
namespace {

std::ptrdiff_t open_descriptors() {
    const std::filesystem::directory_iterator descriptors("/proc/self/fd");
    return std::distance(begin(descriptors), end(descriptors));
}

// Connections end on the I/O threads, a moment after their clients have left.
bool eventually_at_most(std::ptrdiff_t wanted) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (open_descriptors() > wanted) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::yield();
    }
    return true;
}

TEST(CrossedAnswers, NoneInFiftyThousandRequestsHalfOfThemAborted) {
    const DelayedEcho server;
    const auto before = open_descriptors();

    const auto report = run_aborting_clients({.port = server.port(), .requests = 50'000});

    RecordProperty("report", to_text(report));
    EXPECT_EQ(report.requests, 50'000U);
    EXPECT_EQ(report.foreign, 0U) << to_text(report);
    EXPECT_EQ(report.unanswered, 0U) << to_text(report);
    EXPECT_EQ(report.other_status, 0U) << to_text(report);
    EXPECT_EQ(report.checked + report.aborted, report.requests);
    EXPECT_GT(report.aborted, 20'000U) << "too few clients left early for this to prove anything";
    EXPECT_GT(report.checked, 20'000U) << "too few answers were looked at for this to prove anything";
    EXPECT_TRUE(eventually_at_most(before))
        << "descriptors leak: " << before << " before, " << open_descriptors();
}

// An answer that a lost wake-up leaves lying comes late or never; so each must come soon.
TEST(CrossedAnswers, NoAnswerIsLeftLyingOnAnIdleServer) {
    const DelayedEcho server;
    for (int round = 0; round < 500; ++round) {
        RawClient first(server.port());
        RawClient second(server.port());
        const std::string question = "GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n";
        ASSERT_TRUE(first.send(question));
        ASSERT_TRUE(second.send(question));
        ASSERT_TRUE(first.read_reply(std::chrono::seconds(2))) << "round " << round;
        ASSERT_TRUE(second.read_reply(std::chrono::seconds(2))) << "round " << round;
    }
}

}  // namespace
}  // namespace prevenance::tests
