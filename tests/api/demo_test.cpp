#include "api/demo.h"

#include "api/demo_history.h"
#include "api/people.h"
#include "integrations/random.h"
#include "integrations/sodium.h"
#include "storage/case_file.h"
#include "storage/organisations.h"
#include "storage/statistics.h"
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <unistd.h>

namespace prevenance::api {
namespace {

Date day(const char* text) {
    return *parse_iso_date(text);
}

// An installation with nothing in it, at ten in the morning of a day that stands still.
class EmptyInstance {
public:
    explicit EmptyInstance(Date today) : folder_(make_folder()) {
        integrations::SystemRandomness randomness;
        EXPECT_TRUE(integrations::prepare_sodium());
        EXPECT_TRUE(integrations::RootKey::create(folder_ / "root.key", randomness));
        Settings settings;
        settings.data = folder_ / "data";
        settings.root_key = folder_ / "root.key";
        settings.resources = PREVENANCE_SOURCE_DIR;
        settings.fast_passwords = true;
        settings.demo = true;
        auto clock = std::make_unique<SetClock>();
        clock->set(today);
        instance_ = Instance::open(settings, std::move(clock)).value();
    }
    ~EmptyInstance() {
        instance_.reset();
        std::filesystem::remove_all(folder_);
    }
    Services& services() { return instance_->services(); }

private:
    static std::filesystem::path make_folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "prevenance-demo-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        return pattern;
    }
    std::filesystem::path folder_;
    std::unique_ptr<Instance> instance_;
};

// What can be read of everybody, without the identifiers, which are random.
std::set<std::string> everything_told(Services& services) {
    std::set<std::string> told;
    return services.cases.read([&](const storage::Reader& reader) {
        for (const auto& employer : storage::Organisations{reader}.employers()) {
            const auto scope = EmployerScope::for_job(employer.id);
            const storage::CaseFile file{reader, scope};
            for (const auto& person : employees_of(services, scope)) {
                const auto who = employer.name + "/" + person.payroll_number.reveal() + "/" +
                                 full_name(person) + "/" + iso_date(person.entry);
                told.insert(who);
                const auto timeline = file.timeline(person.id).value();
                for (const auto& fact : timeline.facts)
                    told.insert(who + "/" + fact.code + "/" + iso_date(fact.start) + "/" +
                                (fact.end ? iso_date(*fact.end) : "") + "/" + iso_date(fact.recorded_on));
            }
        }
        return told;
    });
}

std::vector<storage::Publication> publications(Services& services) {
    const auto networks = services.cases.read(
        [](const storage::Reader& reader) { return storage::Organisations{reader}.networks(); });
    return services.statistics.read([&](const storage::Reader& reader) {
        return storage::Statistics{reader, NetworkScope::for_job(networks.at(0).id)}.publications();
    });
}

std::map<std::string, int> open_rules(Services& services, EmployerId employer) {
    std::map<std::string, int> rules;
    return services.cases.read([&](const storage::Reader& reader) {
        for (const auto& one : storage::CaseFile{reader, EmployerScope::for_job(employer)}.open_suggestions())
            ++rules[one.rule];
        return rules;
    });
}

TEST(DemoHistory, the_same_day_gives_the_same_history_and_another_day_another) {
    EXPECT_EQ(invent_employers(day("2026-11-21")), invent_employers(day("2026-11-21")));
    EXPECT_NE(invent_employers(day("2026-11-21")), invent_employers(day("2026-11-22")));
}

TEST(DemoHistory, three_employers_of_different_sizes_with_valid_and_clearly_fictitious_numbers) {
    const auto employers = invent_employers(day("2026-11-21"));
    ASSERT_EQ(employers.size(), 3U);
    std::vector<long> present;
    for (const auto& employer : employers) {
        EXPECT_TRUE(Siret::parse(employer.siret)) << employer.siret;
        EXPECT_TRUE(employer.siret.starts_with("0000000")) << employer.siret;
        EXPECT_NE(employer.name.find("(fictif)"), std::string::npos);
        present.push_back(
            std::ranges::count_if(employer.people, [](const DemoPerson& one) { return !one.exit; }));
    }
    EXPECT_NEAR(static_cast<double>(present[0]), 36, 5);
    EXPECT_NEAR(static_cast<double>(present[1]), 105, 10);
    EXPECT_NEAR(static_cast<double>(present[2]), 150, 15);
}

TEST(DemoHistory, nothing_happens_in_the_future_twice_at_once_or_to_people_who_are_not_there) {
    for (const auto* today : {"2026-11-21", "2026-03-01", "2027-01-01", "2024-02-29"})
        for (const auto& employer : invent_employers(day(today)))
            for (const auto& person : employer.people) {
                std::optional<Date> free_from;
                for (const auto& one : person.absences) {
                    EXPECT_GE(one.starts_on, person.entry);
                    EXPECT_LE(one.starts_on, day(today));
                    EXPECT_TRUE(!free_from || one.starts_on > *free_from) << iso_date(one.starts_on);
                    free_from = one.ends_on.value_or(Date::max());
                }
                for (const auto& one : person.signals) {
                    EXPECT_GE(one.happened_on, person.entry);
                    EXPECT_LE(one.happened_on, person.exit.value_or(day(today)));
                }
                for (const auto& one : person.legal_stops) EXPECT_LE(one.starts_on, one.ends_on);
            }
}

// domain: turnover of 20 to 35 % a year, 9 to 13 % of the days lost, 95 % women.
TEST(DemoHistory, proportions_are_those_of_the_sector) {
    const auto today = day("2026-11-21");
    const auto year_ago = today - Days{365};
    double exits = 0, present = 0, days_there = 0, days_lost = 0, people = 0;
    for (const auto& employer : invent_employers(today))
        for (const auto& person : employer.people) {
            ++people;
            if (!person.exit) ++present;
            if (person.exit && *person.exit > year_ago) ++exits;
            const auto from = std::max(person.entry, demo_starts_on(today));
            const auto to = person.exit.value_or(today);
            days_there += static_cast<double>((to - from).count()) + 1;
            for (const auto& one : person.absences)
                days_lost +=
                    static_cast<double>((std::min(one.ends_on.value_or(today), to) - one.starts_on).count()) +
                    1;
        }
    EXPECT_GT(people, 350);
    EXPECT_GE(exits / present, 0.20);
    EXPECT_LE(exits / present, 0.35);
    EXPECT_GE(days_lost / days_there, 0.09);
    EXPECT_LE(days_lost / days_there, 0.13);
}

TEST(Demo, two_demonstrations_of_one_day_tell_the_same) {
    EmptyInstance first{day("2026-11-21")};
    EmptyInstance second{day("2026-11-21")};
    ASSERT_TRUE(seed_demo(first.services()));
    ASSERT_TRUE(seed_demo(second.services()));
    const auto told = everything_told(first.services());
    EXPECT_GT(told.size(), 1'000U);
    EXPECT_EQ(told, everything_told(second.services()));
}

TEST(Demo, seeding_again_changes_nothing_and_gives_the_same_accesses) {
    EmptyInstance instance{day("2026-11-21")};
    const auto first = seed_demo(instance.services());
    const auto told = everything_told(instance.services());
    const auto second = seed_demo(instance.services());
    ASSERT_TRUE(first && second);
    EXPECT_EQ(told, everything_told(instance.services()));
    ASSERT_EQ(first->size(), second->size());
    for (std::size_t i = 0; i < first->size(); ++i) {
        EXPECT_EQ(first->at(i).login, second->at(i).login);
        EXPECT_EQ(first->at(i).totp_seed, second->at(i).totp_seed);
    }
}

TEST(Demo, never_beside_data_that_no_demonstration_made) {
    TestInstance real;
    const auto refused = seed_demo(real.services());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::conflict);
}

TEST(Demo, each_role_can_enter_with_a_second_factor) {
    EmptyInstance instance{day("2026-11-21")};
    const auto accesses = seed_demo(instance.services()).value();
    std::map<Role, int> roles;
    for (const auto& access : accesses) {
        ++roles[access.role];
        EXPECT_EQ(access.totp_seed.size(), 32U) << access.login;
        EXPECT_FALSE(access.first_step.empty()) << access.login;
    }
    EXPECT_EQ(roles, (std::map<Role, int>{{Role::manager, 3},
                                          {Role::referent, 3},
                                          {Role::physician, 2},
                                          {Role::cell_member, 1},
                                          {Role::network_analyst, 1},
                                          {Role::administrator, 1}}));
}

TEST(Demo, every_employer_has_a_story_for_each_kind_of_first_screen) {
    EmptyInstance instance{day("2026-11-21")};
    ASSERT_TRUE(seed_demo(instance.services()));
    const auto employers = instance.services().cases.read(
        [](const storage::Reader& reader) { return storage::Organisations{reader}.employers(); });
    int team_stories = 0, complaints = 0, late_changes = 0;
    for (const auto& employer : employers) {
        auto rules = open_rules(instance.services(), employer.id);
        for (const auto* rule : {"S7", "S1", "S5", "L1", "L2", "L4", "L5", "L6", "L8"})
            EXPECT_GE(rules[rule], 1) << employer.name << rule;
        team_stories += rules["T1"];
        complaints += rules["T11"];
        late_changes += rules["T10"];
    }
    EXPECT_GE(team_stories, 1);
    EXPECT_GE(complaints, 1);
    EXPECT_GE(late_changes, 1);
}

// A visitor sees published figures and hidden ones, whatever the day the demonstration is started.
TEST(Demo, the_last_year_shows_some_figures_and_hides_some) {
    for (const auto* today : {"2026-11-21", "2026-01-01", "2026-03-31", "2026-07-14", "2028-02-29"}) {
        EmptyInstance instance{day(today)};
        ASSERT_TRUE(seed_demo(instance.services()));
        const auto published = publications(instance.services());
        ASSERT_GE(published.size(), 5U) << today;
        const auto year = std::ranges::find_if(
            published, [](const auto& one) { return one.ends_on - one.starts_on > Days{300}; });
        ASSERT_NE(year, published.end()) << today;
        const auto shown =
            std::ranges::count_if(year->cells, [](const auto& cell) { return cell.value.has_value(); });
        EXPECT_GE(shown, 3) << today;
        EXPECT_LT(shown, static_cast<long>(year->cells.size())) << today;
    }
}

// Between one and two people in ten over two years: enough to see the service work, few enough to be
// believed.
TEST(Demo, few_people_get_a_suggestion) {
    EmptyInstance instance{day("2026-11-21")};
    ASSERT_TRUE(seed_demo(instance.services()));
    const auto share = instance.services().cases.read([](const storage::Reader& reader) {
        return static_cast<double>(
                   reader.number("SELECT count(DISTINCT employee) FROM suggestion WHERE family = 'signal'")) /
               static_cast<double>(reader.number("SELECT count(*) FROM employee"));
    });
    EXPECT_GE(share, 0.05);
    EXPECT_LE(share, 0.20);
}

}  // namespace
}  // namespace prevenance::api
