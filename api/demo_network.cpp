#include "api/demo_network.h"

#include "api/demo_history.h"
#include "api/jobs/publish_statistics.h"
#include "domain/network_cubes.h"

#include <algorithm>
#include <array>
#include <map>

namespace prevenance::api {
namespace {

constexpr std::uint64_t figures_seed = 60'000;
constexpr std::uint64_t steps_seed = 70'000;
constexpr std::uint32_t invented_employers = 60;
constexpr int years_back = 3;

struct InventedDepartment {
    const char* code;
    int weight;  // of 60 employers
};
constexpr std::array<InventedDepartment, 4> departments{{{"42", 20}, {"43", 19}, {"63", 17}, {"07", 4}}};
constexpr std::array<const char*, 4> job_families{"AAD", "AES", "ADVF", "ASECT"};

// So many of a hundred people of a quarter have a signal of the family.
struct InventedFamily {
    const char* indicator;
    int percent;
};
constexpr std::array<InventedFamily, 4> families{
    {{"signals_work", 9}, {"signals_requests", 8}, {"signals_relations", 8}, {"signals_events", 7}}};

// One step after another: of a hundred people who came so far in a year, so many go on.
struct InventedStep {
    const char* indicator;
    const char* after;
    int percent;
};
constexpr std::array<InventedStep, 27> steps{{{"invitations", "talks", 70},
                                              {"alerts", "invitations", 80},
                                              {"stage_voice", "alerts", 85},
                                              {"stage_visit", "stage_voice", 92},
                                              {"alerts_followed", "alerts", 88},
                                              {"voice_within_15", "alerts_followed", 55},
                                              {"voice_over_15", "alerts_followed", 60},
                                              {"visit_within_30", "alerts_followed", 40},
                                              {"visit_within_60", "alerts_followed", 42},
                                              {"visit_over_60", "alerts_followed", 40},
                                              {"visit_waiting", "alerts_followed", 100},
                                              {"stage_entered", "stage_visit", 70},
                                              {"stage_left", "stage_entered", 60},
                                              {"outcome_declined", "stage_visit", 15},
                                              {"outcome_in_work", "stage_left", 70},
                                              {"outcome_not_in_work", "stage_left", 100},
                                              {"asked_after_6", "stage_left", 92},
                                              {"in_work_after_6", "asked_after_6", 55},
                                              {"lost_after_6", "asked_after_6", 50},
                                              {"asked_after_12", "stage_left", 88},
                                              {"in_work_after_12", "asked_after_12", 52},
                                              {"lost_after_12", "asked_after_12", 50},
                                              {"asked_after_24", "stage_left", 85},
                                              {"in_work_after_24", "asked_after_24", 45},
                                              {"lost_after_24", "asked_after_24", 55},
                                              {"measures_asked", "stage_visit", 80},
                                              {"measures_done", "measures_asked", 70}}};

// Whoever is in one of these is not in the next ones.
bool excludes(std::string_view one, std::string_view other) {
    const auto both_begin = [&](std::string_view start) { return one.starts_with(start) && other.starts_with(start); };
    if (both_begin("visit_") || both_begin("voice_") || both_begin("outcome_")) return true;
    return one.starts_with("in_work_") && other.starts_with("lost_") && one.ends_with(other.substr(5));
}

std::uint8_t periods_of(unsigned quarters) {
    return static_cast<std::uint8_t>(quarters == 0 ? 0 : quarters | 1U << whole_year);
}

class InventedYear {
public:
    InventedYear(NetworkId network, int year, Date today)
        : chance_(figures_seed + static_cast<std::uint64_t>(year)),
          chance_of_steps_(steps_seed + static_cast<std::uint64_t>(year)) {
        for (std::size_t quarter = 0; quarter < whole_year; ++quarter)
            is_last_[quarter] = quarter_of(Date{std::chrono::year{year} / 1 / 1} + Days{92 * quarter}).ends_on +
                                    Days{92} >= today;
        draw_employers(network);
        for (std::uint32_t employer = 0; employer < invented_employers; ++employer)
            for (int i = 0; i < staff_[employer]; ++i) draw_person(employer);
    }

    YearOfCounts take() { return std::move(counts_); }

private:
    // The same 60 every year: their own chance, not the year's.
    void draw_employers(NetworkId id) {
        DemoRandomness chance{figures_seed};
        CubeNetwork network{id, {}};
        for (const auto* job : job_families) counts_.job_families.emplace_back(job);
        for (const auto& department : departments)
            for (int i = 0; i < department.weight; ++i) {
                const auto number = static_cast<std::uint32_t>(counts_.employers.size());
                staff_.push_back(chance.happens(200'000) ? chance.between(50, 90) : chance.between(12, 45));
                counts_.employers.push_back(
                    {chance.new_id<EmployerId>(), department.code, size_class_of(staff_.back())});
                for (auto& members : network.members) members.push_back(number);
            }
        counts_.networks.push_back(std::move(network));
    }

    void draw_person(std::uint32_t employer) {
        const auto key = static_cast<std::uint64_t>(chance_.below(1 << 30)) << 34U |
                         static_cast<std::uint64_t>(chance_.below(1 << 30)) << 4U |
                         static_cast<std::uint64_t>(chance_.below(16));
        const auto job = static_cast<std::uint32_t>(chance_.happens(550'000) ? 0 : chance_.below(4));
        const CubePerson person{key, employer, job, 0};
        count("employees", person, chance_.happens(900'000) ? 15U : 15U << chance_.below(4) & 15U);
        const auto signalled = draw_signals(person);
        const auto suggested = some_of(signalled, 650'000);
        const auto talked = some_of(suggested, 700'000);
        count("suggestions", person, suggested);
        count("talks", person, talked);
        draw_steps(person, talked);
    }

    unsigned some_of(unsigned quarters, int per_million) {
        unsigned some = 0;
        for (unsigned quarter = 0; quarter < whole_year; ++quarter)
            if ((quarters >> quarter & 1U) != 0 && chance_.happens(per_million)) some |= 1U << quarter;
        return some;
    }

    unsigned draw_signals(const CubePerson& person) {
        unsigned signalled = 0;
        for (const auto& family : families) {
            unsigned quarters = 0;
            for (unsigned quarter = 0; quarter < whole_year; ++quarter)
                if (chance_.below(100) < family.percent * unrest(person, family, quarter)) quarters |= 1U << quarter;
            count(family.indicator, person, quarters);
            signalled |= quarters;
        }
        count("signals", person, signalled);
        return signalled;
    }

    // In the last quarter one département departs from its usual level: something to observe early.
    int unrest(const CubePerson& person, const InventedFamily& family, unsigned quarter) const {
        const bool is_theirs = counts_.employers[person.employer].department == "43";
        return is_last_[quarter] && is_theirs && std::string_view{family.indicator} == "signals_events" ? 4 : 1;
    }

    void draw_steps(const CubePerson& person, unsigned talked) {
        std::map<std::string_view, unsigned> reached{{"talks", talked}};
        for (const auto& step : steps) {
            const auto quarters = reached[step.after];
            const bool is_elsewhere = std::ranges::any_of(reached, [&](const auto& one) {
                return one.second != 0 && excludes(one.first, step.indicator);
            });
            if (quarters == 0 || is_elsewhere || chance_of_steps_.below(100) >= step.percent) continue;
            reached[step.indicator] = quarters;
            count(step.indicator, person, quarters);
        }
    }

    void count(const char* indicator, CubePerson person, unsigned quarters) {
        person.periods = periods_of(quarters);
        if (person.periods != 0) counts_.persons[indicator].push_back(person);
    }

    DemoRandomness chance_;
    DemoRandomness chance_of_steps_;  // its own, so that another step changes no signal
    YearOfCounts counts_;
    std::vector<int> staff_;
    std::array<bool, whole_year> is_last_{};
};

void publish_place(Services& services, const Network& network, const YearOfCounts& counts, EarlierCells& earlier,
                   storage::Period period, std::size_t place) {
    const auto decided = decide_cubes(counts, services.indicators, earlier, place, DisclosureThresholds{});
    const auto& cells = decided.at(network.id);
    for (const auto& cell : cells)
        earlier[{network.id, place, cell.indicator, cell.dimension, cell.category}] = !cell.cell.is_hidden();
    const auto night = Instant{period.ends_on + Days{1}} + std::chrono::hours{1};
    const auto publication = publication_of(services, network, period, cells, night);
    services.statistics.write([&](storage::Transaction& transaction) {
        return storage::Statistics{transaction, NetworkScope::for_job(network.id)}.publish(transaction, publication);
    });
}

}  // namespace

void publish_invented_figures(Services& services, const Network& network, Date today) {
    const int this_year = static_cast<int>(std::chrono::year_month_day{today}.year());
    for (int year = this_year - years_back; year <= this_year; ++year) {
        const auto first = Date{std::chrono::year{year} / 1 / 1};
        const auto counts = InventedYear{network.id, year, today}.take();
        EarlierCells earlier;
        for (std::size_t quarter = 0; quarter < whole_year; ++quarter) {
            const auto period = quarter_of(add_months(first, Months{3 * static_cast<int>(quarter)}));
            if (period.ends_on < today) publish_place(services, network, counts, earlier, period, quarter);
        }
        if (year_of(first).ends_on < today)
            publish_place(services, network, counts, earlier, year_of(first), whole_year);
    }
}

}  // namespace prevenance::api
