// One year of published figures, four quarters and the year, from a real database file: counted, judged together and
// signed as in the night, beside reading the same rows once. Nobody in it exists.
//   cubes_bench                       7,900 employers in 14 networks: thirteen of a region and one of all
//   cubes_bench EMPLOYERS NETWORKS
// Prints processor time as a ratio, which the machine changes little, and the peak of memory.
#include "api/account_secrets.h"
#include "api/commands/serve.h"
#include "api/jobs/publish_statistics.h"
#include "integrations/random.h"
#include "integrations/sodium.h"
#include "integrations/system_clock.h"
#include "storage/accounts.h"
#include "storage/case_file.h"
#include "storage/employees.h"
#include "storage/interviews.h"
#include "storage/memberships.h"
#include "storage/organisations.h"
#include "tests/bench/bench_settings.h"

#include <fmt/format.h>

#include <sys/resource.h>

#include <array>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <random>

namespace {

using namespace prevenance;

constexpr int people_of_an_employer = 32;  // 250,000 of 7,900 employers
constexpr int departments_of_a_region = 8;
constexpr int signals_of_a_thousand = 120;  // persons with a signal in a quarter
constexpr int talks_of_a_thousand = 40;
constexpr std::array<const char*, 6> drawn_jobs{"AAD", "AES", "ADVF", "AS", "TISF", "RSECT"};
constexpr Date first_day{std::chrono::year{2025} / 1 / 1};

// Of all threads: the database has a writer of its own.
double seconds_at_work() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

template <class Work>
double seconds(Work work) {
    const double begin = seconds_at_work();
    work();
    return seconds_at_work() - begin;
}

// A folder that goes away with the installation in it.
class Folder {
public:
    Folder() : path_(std::filesystem::temp_directory_path() / fmt::format("cubes_bench_{}", std::random_device{}())) {
        std::filesystem::create_directories(path_);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

std::unique_ptr<api::Instance> make_instance(const std::filesystem::path& folder) {
    const auto settings = bench_settings(folder);
    integrations::SystemRandomness randomness;
    if (!integrations::prepare_sodium() || !integrations::RootKey::create(settings.root_key, randomness)) std::exit(2);
    auto opened = api::Instance::open(settings, std::make_unique<integrations::SystemClock>());
    if (opened) return std::move(*opened);
    fmt::print(stderr, "{}\n", opened.error().detail);
    std::exit(2);
}

class Sector {
public:
    Sector(api::Services& services, int employers, int networks) : services_(services) {
        for (const auto& type : services_.signals.all())
            if (type.counts && type.level == RuleLevel::individual) signal_types_.push_back(type.code);
        for (int i = 0; i < networks; ++i)
            networks_.push_back({services_.randomness.new_id<NetworkId>(), fmt::format("Réseau {}", i + 1)});
        write([&](storage::Transaction& transaction) {
            for (const auto& network : networks_) storage::Organisations::add(transaction, network);
        });
        for (int i = 0; i < employers; ++i) add_employer(i);
    }

    const std::vector<Network>& networks() const { return networks_; }

private:
    template <class Work>
    void write(Work work) {
        services_.cases.write([&](storage::Transaction& transaction) {
            work(transaction);
            services_.audit.record(transaction, {services_.clock.now(), std::nullopt, "bench.prepare", std::nullopt});
        });
    }

    int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint32_t>(limit)); }
    bool happens(int of_a_thousand) { return below(1000) < of_a_thousand; }

    void add_employer(int number) {
        const auto employer = services_.randomness.new_id<EmployerId>();
        const auto team = services_.randomness.new_id<TeamId>();
        write([&](storage::Transaction& transaction) {
            storage::Organisations::add(transaction,
                                        Employer{employer, fmt::format("Structure {}", number), next_siret(), "2941",
                                                 "8810A", EmploymentMode::provider, std::nullopt});
            storage::Organisations::add(transaction, Team{team, employer, "Secteur"});
            join_networks(transaction, employer);
        });
        if (!author_) add_author(employer);
        write([&](storage::Transaction& transaction) {
            for (int i = people_of_an_employer / 4 + below(3 * people_of_an_employer / 2); i > 0; --i)
                add_person(transaction, employer, team);
        });
    }

    // The last network has everybody, the others a region each.
    void join_networks(storage::Transaction& transaction, EmployerId employer) {
        const auto regions = static_cast<int>(networks_.size()) - 1;
        const int region = regions == 0 ? 0 : below(regions);
        const auto joined_on = first_day - Days{300};
        storage::join_network(transaction, networks_.back().id, employer, joined_on);
        const auto& regional = networks_[static_cast<std::size_t>(region)];
        if (regions > 0) storage::join_network(transaction, regional.id, employer, joined_on);
        const int department = 1 + departments_of_a_region * region + below(departments_of_a_region);
        storage::Organisations::set_department(transaction, employer, fmt::format("{:02}", department));
    }

    void add_author(EmployerId employer) {
        const Sensitive<std::string> login{"mesure"};
        const auto account = api::prepare_account(services_,
                                                  {Role::referent,
                                                   employer,
                                                   std::nullopt,
                                                   std::nullopt,
                                                   {login, login},
                                                   Sensitive<std::string>{"une phrase pour mesurer"},
                                                   integrations::TotpSeed::draw(services_.randomness)},
                                                  services_.clock.now())
                                 .value();
        write([&](storage::Transaction& transaction) { storage::Accounts::add(transaction, account); });
        author_ = account.id;
    }

    void add_person(storage::Transaction& transaction, EmployerId employer, TeamId team) {
        const auto scope = EmployerScope::for_job(employer);
        const auto person = services_.randomness.new_id<EmployeeId>();
        const Bytes index(person.bytes.begin(), person.bytes.end());
        const auto* job = drawn_jobs[static_cast<std::size_t>(below(static_cast<int>(drawn_jobs.size())))];
        storage::Employees{transaction, scope}.add(
            transaction,
            {person, team, Bytes(160), index, job, first_day - Days{below(3000)}, std::nullopt, std::nullopt});
        for (int quarter = 0; quarter < 4; ++quarter) {
            const auto day = add_months(first_day, Months{3 * quarter}) + Days{below(85)};
            if (happens(signals_of_a_thousand)) add_signal(transaction, scope, person, day);
            if (happens(talks_of_a_thousand)) add_talk(transaction, scope, person, day);
        }
    }

    void add_signal(storage::Transaction& transaction, EmployerScope scope, EmployeeId person, Date day) {
        const auto& type = signal_types_[static_cast<std::size_t>(below(static_cast<int>(signal_types_.size())))];
        storage::CaseFile{transaction, scope}.add(
            transaction, storage::SignalRecord{services_.randomness.new_id<FactId>(), person, std::nullopt, type, day,
                                               Instant{day}, *author_, std::nullopt});
    }

    void add_talk(storage::Transaction& transaction, EmployerScope scope, EmployeeId person, Date day) {
        storage::InterviewRecord talk;
        talk.id = services_.randomness.new_id<InterviewId>();
        talk.employee = person;
        talk.held_on = day;
        talk.recorded_at = Instant{day};
        talk.recorded_by = *author_;
        storage::Interviews{transaction, scope}.add(transaction, talk);
    }

    Siret next_siret() {
        while (true)
            if (const auto siret = Siret::parse(fmt::format("{:014}", ++siret_))) return *siret;
    }

    api::Services& services_;
    std::vector<Network> networks_;
    std::vector<std::string> signal_types_;
    std::optional<AccountId> author_;
    std::mt19937 random_{20251231};
    std::int64_t siret_ = 10'000'000'000'000;
};

// What a reader of the rows that are counted must do at least: take each column once.
std::size_t read_once(const api::Services& services) {
    return services.cases.read([](const storage::Reader& reader) {
        std::size_t rows = 0;
        std::int64_t seen = 0;
        const auto take = [&](const storage::Row& row) {
            ++rows;
            seen += row.id<EmployerId>(0).bytes[0] + row.id<EmployeeId>(1).bytes[0] + row.integer(2);
        };
        const auto take_with_text = [&](const storage::Row& row) {
            take(row);
            seen += static_cast<std::int64_t>(row.text_view(3).size());
        };
        reader.each("SELECT employer, id, entered_on, job_family FROM employee", {}, take_with_text);
        reader.each("SELECT employer, employee, happened_on, type FROM signal", {}, take_with_text);
        reader.each("SELECT employer, employee, held_on FROM interview", {}, take);
        reader.each("SELECT employer, network, first_day FROM membership", {}, take);
        return seen == 0 ? 0 : rows;
    });
}

int publish_year(api::Services& services, const std::vector<Network>& networks) {
    int made = 0;
    const auto publish = [&](const storage::Period& period) {
        const auto night_after = Instant{period.ends_on + Days{1}} + std::chrono::hours{3};
        made += api::publish_period(services, networks, period, night_after);
    };
    for (int quarter = 0; quarter < 4; ++quarter) publish(api::quarter_of(add_months(first_day, Months{3 * quarter})));
    publish(api::year_of(first_day));
    return made;
}

long peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

}  // namespace

int main(int count, char** arguments) {
    const int employers = count > 1 ? std::atoi(arguments[1]) : 7900;
    const int networks = count > 2 ? std::atoi(arguments[2]) : 14;
    if (employers < 1 || networks < 1) {
        fmt::print(stderr, "cubes_bench [EMPLOYERS [NETWORKS]]\n");
        return 2;
    }
    const Folder folder;
    const auto instance = make_instance(folder.path());
    auto& services = instance->services();
    const Sector sector{services, employers, networks};
    const auto memory_before = peak_megabytes();
    std::size_t rows = 0;
    const double reading = seconds([&] { rows = read_once(services); });
    int made = 0;
    const double publishing = seconds([&] { made = publish_year(services, sector.networks()); });
    fmt::print("{} employers, {} networks, {} rows; {} publications\n", employers, networks, rows, made);
    fmt::print("reading the rows once   {:10.3f} s of processor time\n", reading);
    fmt::print("one year of figures     {:10.3f} s of processor time, {:.0f} times as long\n", publishing,
               publishing / reading);
    fmt::print("peak of memory          {:10} MB, {} MB of them before\n", peak_megabytes(), memory_before);
    return made == 5 * networks ? 0 : 1;
}
