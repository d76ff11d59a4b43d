#include "storage/throttle.h"

#include <gtest/gtest.h>

#include "tests/storage/temporary_database.h"

namespace prevenance::storage {
namespace {

using namespace std::chrono_literals;

constexpr Digest subject{1};
constexpr Digest other_subject{2};
constexpr Instant noon{std::chrono::seconds{1'773'309'600}};

std::chrono::seconds wait_after(Database& database, Instant now) {
    return database.write([&](Transaction& transaction) {
        count_failure(transaction, subject, now);
        return next_attempt_at(transaction, subject, now) - now;
    });
}

TEST(Throttle, waits_double_up_to_a_minute) {
    const TemporaryFolder folder;
    const auto database = open_cases(folder);
    std::vector<std::chrono::seconds> waits;
    for (int i = 0; i < 9; ++i) waits.push_back(wait_after(*database, noon));
    EXPECT_EQ(waits, (std::vector<std::chrono::seconds>{1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s, 60s}));
}

TEST(Throttle, an_hour_without_failure_and_a_success_forget) {
    const TemporaryFolder folder;
    const auto database = open_cases(folder);
    for (int i = 0; i < 5; ++i) wait_after(*database, noon);
    EXPECT_EQ(wait_after(*database, noon + 61min), 1s);
    database->write([](Transaction& transaction) { forget_failures(transaction, subject); });
    EXPECT_EQ(wait_after(*database, noon + 61min), 1s);
}

TEST(Throttle, subjects_do_not_slow_each_other) {
    const TemporaryFolder folder;
    const auto database = open_cases(folder);
    for (int i = 0; i < 5; ++i) wait_after(*database, noon);
    const auto next = database->read([](const Reader& reader) { return next_attempt_at(reader, other_subject, noon); });
    EXPECT_EQ(next, noon);
}

TEST(Throttle, a_use_is_refused_beyond_the_limit_until_the_window_ends) {
    const TemporaryFolder folder;
    const auto database = open_cases(folder);
    const auto use = [&](Instant now) {
        return database->write(
            [&](Transaction& transaction) { return count_use(transaction, subject, 3, 60s, now); });
    };
    EXPECT_TRUE(use(noon));
    EXPECT_TRUE(use(noon + 1s));
    EXPECT_TRUE(use(noon + 2s));
    EXPECT_FALSE(use(noon + 59s));
    EXPECT_TRUE(use(noon + 60s));
}

}  // namespace
}  // namespace prevenance::storage
