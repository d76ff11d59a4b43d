// How long people waited, from real rows: the last day of each class, those who wait, who is not there any more,
// and everybody once.
#include "storage/followed_alerts.h"

#include "storage/erasure.h"
#include "storage/period_counts.h"
#include "storage/service_cases.h"
#include "tests/storage/alert_rows.h"
#include "tests/storage/temporary_database.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

namespace prevenance::storage {
namespace {

constexpr int year = 2026;

Date day(std::string_view text) {
    return *parse_iso_date(text);
}

// Noon in France.
Instant noon(Date date) {
    return Instant{date} + std::chrono::hours{11};
}

class FollowedAlertsTest : public testing::Test {
protected:
    FollowedAlertsTest() { write(add_structure); }

    void write(const std::function<void(Transaction&)>& work) {
        database->write([&](Transaction& transaction) {
            work(transaction);
            plain_audit_log().record(transaction, {Instant{}, std::nullopt, "test", std::nullopt});
        });
    }

    EmployeeId person() {
        const auto id = numbered<EmployeeId>(++numbers);
        write([&](Transaction& transaction) { add_person(transaction, id, day("2020-01-01")); });
        return id;
    }

    AlertId message(EmployeeId from, Instant arrived_at) {
        const auto id = numbered<AlertId>(++numbers);
        write([&](Transaction& transaction) { add_message(transaction, {id, numbers, from, arrived_at}); });
        return id;
    }

    AlertId message_of_somebody(std::string_view arrived_on) { return message(person(), noon(day(arrived_on))); }

    void confirm(AlertId alert, Instant at) {
        write([&](Transaction& transaction) {
            transaction.execute("UPDATE alert_follow_up SET confirmed_at = ? WHERE alert = ?", {at, alert});
        });
    }

    void hold_visit(AlertId alert, Date on) {
        confirm(alert, noon(on));
        write([&](Transaction& transaction) {
            transaction.execute("UPDATE alert_follow_up SET visit_kind = 'other', visit_on = ? WHERE alert = ?",
                                {on, alert});
            ServiceCases{transaction, MailboxScope::for_job(service_of_rows)}.note_visit(
                transaction, alert, {"other", on, "held", on});
        });
    }

    void withdraw(AlertId alert) {
        write([&](Transaction& transaction) {
            transaction.execute(
                "UPDATE receipt SET withdrawn_at = 1 WHERE id = (SELECT receipt FROM sealed_alert WHERE id = ?)",
                {alert});
        });
    }

    // Persons counted for an indicator in the publication of that year.
    std::size_t counted(std::string_view indicator, int of_year = year) {
        const Date first{std::chrono::year{of_year} / 1 / 1};
        const Date last{std::chrono::year{of_year} / 12 / 31};
        const KeyedHash plain = [](ByteView bytes) {
            Digest digest{};
            for (std::size_t i = 0; i < bytes.size(); ++i) digest[i % digest.size()] += bytes[i];
            return digest;
        };
        return database->read([&](const Reader& reader) {
            std::size_t persons = 0;
            for (const auto& [employer, people] : PeriodCounts{reader, plain, {first, last}}.people(indicator))
                persons += people.size();
            return persons;
        });
    }

    // The figures in which whoever stands in the database is counted; everybody is in exactly one class of visits.
    std::set<std::string> figures_of_one() {
        std::set<std::string> figures;
        for (const auto* indicator : {"voice_within_15", "voice_over_15", "visit_within_30", "visit_within_60",
                                      "visit_over_60", "visit_waiting"})
            if (counted(indicator) == 1) figures.insert(indicator);
        return figures;
    }

    TemporaryFolder folder;
    std::unique_ptr<Database> database = open_cases(folder);
    std::uint8_t numbers = 20;
};

using Figures = std::set<std::string>;

TEST_F(FollowedAlertsTest, a_voice_on_day_15_is_early_and_on_day_16_late) {
    const auto alert = message_of_somebody("2026-03-01");
    confirm(alert, noon(day("2026-03-16")));
    EXPECT_EQ(figures_of_one(), (Figures{"voice_within_15", "visit_waiting"}));
    confirm(alert, noon(day("2026-03-17")));
    EXPECT_EQ(figures_of_one(), (Figures{"voice_over_15", "visit_waiting"}));
}

class VisitOnDay : public FollowedAlertsTest, public testing::WithParamInterface<std::pair<int, const char*>> {};

TEST_P(VisitOnDay, is_in_one_class) {
    const auto [days, expected] = GetParam();
    hold_visit(message_of_somebody("2026-03-01"), day("2026-03-01") + Days{days});
    for (const auto* indicator : {"visit_within_30", "visit_within_60", "visit_over_60", "visit_waiting"})
        EXPECT_EQ(counted(indicator), std::string{indicator} == expected ? 1U : 0U) << indicator;
    EXPECT_EQ(counted("alerts_followed"), 1U);
}

INSTANTIATE_TEST_SUITE_P(LastDays, VisitOnDay,
                         testing::Values(std::pair{0, "visit_within_30"}, std::pair{30, "visit_within_30"},
                                         std::pair{31, "visit_within_60"}, std::pair{60, "visit_within_60"},
                                         std::pair{61, "visit_over_60"}, std::pair{305, "visit_over_60"},
                                         std::pair{306, "visit_waiting"}));  // 1 January: after the year

TEST_F(FollowedAlertsTest, who_waits_is_counted_and_has_no_voice) {
    message_of_somebody("2026-03-01");
    EXPECT_EQ(figures_of_one(), Figures{"visit_waiting"});
    EXPECT_EQ(counted("alerts_followed"), 1U);
}

// Sixty days after 1 November is 31 December; whoever writes a day later is counted a year later.
TEST_F(FollowedAlertsTest, everybody_is_counted_in_one_year_and_was_watched_for_sixty_days) {
    message_of_somebody("2025-11-01");
    EXPECT_EQ(counted("alerts_followed"), 0U);
    message_of_somebody("2025-11-02");
    EXPECT_EQ(counted("alerts_followed"), 1U);
    message_of_somebody("2026-11-01");
    EXPECT_EQ(counted("alerts_followed"), 2U);
    message_of_somebody("2026-11-02");
    EXPECT_EQ(counted("alerts_followed"), 2U);
    EXPECT_EQ(counted("alerts_followed", 2025), 1U);
    EXPECT_EQ(counted("alerts_followed", 2027), 1U);
}

// Half an hour after midnight in France is the day before in the database.
TEST_F(FollowedAlertsTest, days_are_those_of_a_french_wall) {
    const auto alert = message(person(), *parse_iso_instant("2026-06-30T22:30:00Z"));
    hold_visit(alert, day("2026-07-31"));
    EXPECT_EQ(counted("visit_within_30"), 1U);
}

TEST_F(FollowedAlertsTest, a_second_visit_does_not_lengthen_the_wait) {
    const auto alert = message_of_somebody("2026-03-01");
    hold_visit(alert, day("2026-03-11"));
    hold_visit(alert, day("2026-06-11"));
    EXPECT_EQ(counted("visit_within_30"), 1U);
    EXPECT_EQ(counted("visit_over_60"), 0U);
}

TEST_F(FollowedAlertsTest, a_visit_noted_before_results_were_kept_counts) {
    const auto alert = message_of_somebody("2026-03-01");
    confirm(alert, noon(day("2026-03-02")));
    write([&](Transaction& transaction) {
        transaction.execute(
            "UPDATE alert_follow_up SET visit_kind = 'other', visit_on = ?1, visited_on = ?1 WHERE alert = ?2",
            {day("2026-04-15"), alert});
    });
    EXPECT_EQ(counted("visit_within_60"), 1U);
}

TEST_F(FollowedAlertsTest, who_writes_twice_is_one_person_and_waits_from_the_first_message) {
    const auto who = person();
    message(who, noon(day("2026-03-01")));
    hold_visit(message(who, noon(day("2026-04-20"))), day("2026-04-30"));  // 60 days after the first, 10 after this
    EXPECT_EQ(counted("alerts_followed"), 1U);
    EXPECT_EQ(counted("visit_within_60"), 1U);
    EXPECT_EQ(counted("visit_within_30"), 0U);
    EXPECT_EQ(counted("visit_waiting"), 0U);
}

// The second message came too late for this year, and answers the first all the same.
TEST_F(FollowedAlertsTest, a_visit_after_a_late_second_message_ends_the_wait) {
    const auto who = person();
    message(who, noon(day("2026-10-01")));
    hold_visit(message(who, noon(day("2026-11-20"))), day("2026-12-10"));
    EXPECT_EQ(counted("alerts_followed"), 1U);
    EXPECT_EQ(counted("visit_over_60"), 1U);
}

TEST_F(FollowedAlertsTest, who_withdrew_is_not_there_and_does_not_wait) {
    const auto who = person();
    const auto first = message(who, noon(day("2026-03-01")));
    withdraw(first);
    EXPECT_EQ(counted("alerts_followed"), 0U);
    EXPECT_EQ(counted("visit_waiting"), 0U);
    hold_visit(message(who, noon(day("2026-05-01"))), day("2026-05-21"));
    EXPECT_EQ(counted("visit_within_30"), 1U);  // from the message that stands
}

TEST_F(FollowedAlertsTest, who_was_erased_is_not_there) {
    const auto who = person();
    message(who, noon(day("2026-03-01")));
    write([&](Transaction& transaction) { purge_rows(transaction, who); });
    EXPECT_EQ(counted("alerts_followed"), 0U);
    EXPECT_EQ(counted("visit_waiting"), 0U);
}

TEST_F(FollowedAlertsTest, an_own_request_is_in_no_figure) {
    const auto alert = numbered<AlertId>(200);
    const auto who = person();
    write([&](Transaction& transaction) {
        add_message(transaction, {alert, 200, who, noon(day("2026-03-01")), false});
    });
    EXPECT_EQ(counted("alerts_followed"), 0U);
    EXPECT_EQ(counted("visit_waiting"), 0U);
}

TEST_F(FollowedAlertsTest, the_classes_are_together_everybody) {
    for (int i = 0; i < 40; ++i) {
        const auto wrote_on = day("2025-12-01") + Days{8 * i};
        const auto alert = message(person(), noon(wrote_on));
        if (i % 4 != 0) hold_visit(alert, wrote_on + Days{5 * i});
    }
    std::size_t in_classes = 0;
    for (const auto* indicator : {"visit_within_30", "visit_within_60", "visit_over_60", "visit_waiting"}) {
        EXPECT_GT(counted(indicator), 0U) << indicator;
        in_classes += counted(indicator);
    }
    EXPECT_EQ(in_classes, 40U);
    EXPECT_EQ(counted("alerts_followed"), 40U);
}

TEST(CountsFollowed, knows_the_figures_of_delays_alone) {
    EXPECT_NE(counts_followed("visit_waiting"), nullptr);
    for (const auto* other : {"alerts", "stage_visit", "visit_later", ""}) EXPECT_EQ(counts_followed(other), nullptr);
}

}  // namespace
}  // namespace prevenance::storage
