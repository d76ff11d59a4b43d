#include "api/jobs/nightly.h"

#include "api/jobs/job_loop.h"
#include "storage/answered_requests.h"
#include "storage/case_file.h"
#include "storage/instance_settings.h"
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

namespace prevenance::api {
namespace {

Date day(const char* text) {
    return *parse_iso_date(text);
}

Instant at(const char* date, int hour_utc, int minute = 0) {
    return Instant{day(date)} + std::chrono::hours{hour_utc} + std::chrono::minutes{minute};
}

std::vector<storage::SuggestionRecord> open_suggestions(TestInstance& instance) {
    return instance.services().cases.read([&](const storage::Reader& reader) {
        return storage::CaseFile{reader, EmployerScope::for_job(instance.employer)}.open_suggestions();
    });
}

// A stop that began on 10 February: its 31st day is 12 March.
void add_long_stop(TestInstance& instance) {
    const auto person = instance.add_employee("0042", "Camille", "Essai");
    auto& services = instance.services();
    services.cases.write([&](storage::Transaction& transaction) {
        storage::CaseFile{transaction, EmployerScope::for_job(instance.employer)}.add(
            transaction,
            storage::AbsenceRecord{services.randomness.new_id<FactId>(), person, "MALADIE", day("2026-02-10"),
                                   std::nullopt, at("2026-02-10", 9), std::nullopt});
        services.audit.record(transaction, {at("2026-02-10", 9), std::nullopt, "test.prepare", person.bytes});
    });
}

TEST(Nightly, begins_at_two_in_paris_in_winter_and_in_summer) {
    TestInstance instance;
    auto& services = instance.services();
    EXPECT_FALSE(night_is_due(services, at("2026-01-15", 0, 59)));
    EXPECT_TRUE(night_is_due(services, at("2026-01-15", 1)));
    EXPECT_FALSE(night_is_due(services, at("2026-07-14", 23, 59)));
    EXPECT_TRUE(night_is_due(services, at("2026-07-15", 0)));
}

TEST(Nightly, a_night_is_worked_through_once_and_a_missed_one_is_made_up_for) {
    TestInstance instance;
    auto& services = instance.services();
    run_nightly(services, at("2026-03-12", 2));
    EXPECT_FALSE(night_is_due(services, at("2026-03-12", 22)));
    EXPECT_FALSE(night_is_due(services, at("2026-03-13", 0)));
    EXPECT_TRUE(night_is_due(services, at("2026-03-13", 1)));
    EXPECT_TRUE(night_is_due(services, at("2026-03-20", 15)));
}

TEST(Nightly, time_alone_raises_a_suggestion_and_only_once) {
    TestInstance instance;
    add_long_stop(instance);
    const auto before = run_nightly(instance.services(), at("2026-03-11", 2));
    EXPECT_TRUE(before.failed.empty());
    EXPECT_TRUE(open_suggestions(instance).empty());
    run_nightly(instance.services(), at("2026-03-12", 2));
    run_nightly(instance.services(), at("2026-03-12", 3));
    run_nightly(instance.services(), at("2026-03-13", 2));
    ASSERT_EQ(open_suggestions(instance).size(), 1U);
    EXPECT_EQ(open_suggestions(instance).front().rule, "L1");
}

TEST(Nightly, screening_is_on_record_for_each_employer) {
    TestInstance instance;
    run_nightly(instance.services(), at("2026-03-12", 2));
    for (const auto employer : {instance.employer, instance.other_employer}) {
        const auto acts = instance.services().cases.read([&](const storage::Reader& reader) {
            return instance.services().audit.acts_on(reader, employer.bytes);
        });
        EXPECT_EQ(std::ranges::count(acts, "job.screen", &storage::RecordedAct::action), 1);
        EXPECT_TRUE(std::ranges::all_of(acts, [](const auto& act) { return !act.actor; }));
    }
}

TEST(Nightly, answers_are_kept_for_seven_days) {
    TestInstance instance;
    auto& services = instance.services();
    services.cases.write([&](storage::Transaction& transaction) {
        storage::remember_answer(transaction, AccountId{}, "ancienne", {}, at("2026-03-01", 9));
        storage::remember_answer(transaction, AccountId{}, "récente", {}, at("2026-03-08", 9));
        transaction.mark_housekeeping();
    });
    run_nightly(services, at("2026-03-12", 2));
    const auto known = [&](const char* key) {
        return services.cases.read([&](const storage::Reader& reader) {
            return storage::find_answered(reader, AccountId{}, key).has_value();
        });
    };
    EXPECT_FALSE(known("ancienne"));
    EXPECT_TRUE(known("récente"));
}

TEST(JobLoop, runs_the_night_that_is_due_and_stops_when_told) {
    TestInstance instance;
    add_long_stop(instance);
    {
        const JobLoop loop{instance.services(), nullptr, std::chrono::milliseconds{5}};
        const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds{60};
        while (night_is_due(instance.services(), instance.clock().now()) &&
               std::chrono::steady_clock::now() < limit)
            std::this_thread::yield();
    }
    EXPECT_FALSE(night_is_due(instance.services(), instance.clock().now()));
    EXPECT_EQ(open_suggestions(instance).size(), 1U);
}

}  // namespace
}  // namespace prevenance::api
