#include "domain/delivery_schedule.h"

#include <gtest/gtest.h>

namespace prevenance {
namespace {

using namespace std::chrono_literals;

TEST(DeliverySchedule, starts_at_once_and_grows_to_ten_hours) {
    const std::vector<std::chrono::seconds> expected{0s, 5s, 5min, 30min, 2h, 5h, 10h, 10h};
    for (std::size_t i = 0; i < expected.size(); ++i)
        EXPECT_EQ(pause_before_attempt(static_cast<int>(i) + 1), expected[i]) << "attempt " << i + 1;
}

TEST(DeliverySchedule, hands_over_to_a_human_after_about_a_day) {
    std::chrono::seconds total{0};
    int attempt = 1;
    for (; pause_before_attempt(attempt); ++attempt) total += *pause_before_attempt(attempt);
    EXPECT_EQ(attempt, 9);
    EXPECT_EQ(total, 27h + 35min + 5s);
}

TEST(DeliverySchedule, has_no_attempt_before_the_first) {
    EXPECT_FALSE(pause_before_attempt(0));
    EXPECT_FALSE(pause_before_attempt(-1));
}

// A server that is down for an hour must not cost the notice.
TEST(DeliverySchedule, outlives_an_hour_without_a_server) {
    std::chrono::seconds elapsed{0};
    int attempt = 1;
    while (elapsed <= 1h) elapsed += pause_before_attempt(++attempt).value();
    EXPECT_TRUE(pause_before_attempt(attempt));
}

}  // namespace
}  // namespace prevenance
