// The server that the benchmark of POST /api/v1/signals loads: an installation with many employees, made in
// the folder given, or opened again where it is there already.
//   signal_server prepare FOLDER EMPLOYEES   makes it; writes FOLDER/key and FOLDER/employees (one id a line)
//   signal_server serve FOLDER PORT          serves it until SIGTERM
#include "api/account_secrets.h"
#include "api/commands/serve.h"
#include "api/jobs/nightly.h"
#include "api/people.h"
#include "integrations/random.h"
#include "integrations/sodium.h"
#include "integrations/system_clock.h"
#include "storage/accounts.h"
#include "storage/case_file.h"
#include "storage/organisations.h"
#include "tests/bench/bench_settings.h"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>

namespace {

using namespace prevenance;

std::unique_ptr<api::Instance> open(const std::filesystem::path& folder, std::uint16_t port) {
    auto settings = bench_settings(folder);
    settings.port = port;
    auto opened = api::Instance::open(settings, std::make_unique<integrations::SystemClock>());
    if (opened) return std::move(*opened);
    std::cerr << opened.error().detail << "\n";
    std::exit(1);
}

struct Made {
    EmployerId employer;
    TeamId team;
    std::string key;
};

// A rival reads no hash of ours: it finds its key by its label.
Made make_employer(api::Services& services) {
    Made made{services.randomness.new_id<EmployerId>(), services.randomness.new_id<TeamId>(),
              api::draw_api_key(services)};
    const auto now = services.clock.now();
    const Sensitive<std::string> login{"mesure"};
    auto account = api::prepare_account(services,
                                        {Role::referent,
                                         made.employer,
                                         std::nullopt,
                                         std::nullopt,
                                         {login, login},
                                         Sensitive<std::string>{"une phrase pour mesurer"},
                                         integrations::TotpSeed::draw(services.randomness)},
                                        now)
                       .value();
    const auto key_record = [&](const std::string& label, const Digest& hash) {
        return storage::ApiKeyRecord{services.randomness.new_id<KeyId>().bytes, account.id,  hash, label, now,
                                     services.clock.today() + Days{365},        std::nullopt};
    };
    services.cases.write([&](storage::Transaction& transaction) {
        storage::Organisations::add(
            transaction, Employer{made.employer, "Mesure", *Siret::parse("73282932000074"), "2941", "8810A",
                                  EmploymentMode::provider, std::nullopt});
        storage::Organisations::add(transaction, Team{made.team, made.employer, "Secteur"});
        storage::Organisations::set_staff_informed_on(transaction, made.employer,
                                                      services.clock.today() - Days{400});
        storage::Accounts::add(transaction, account);
        storage::Accounts::add_api_key(transaction,
                                       key_record("mesure", api::api_key_hash(services, made.key)));
        storage::Accounts::add_api_key(transaction, key_record("rival", Digest{1}));
        services.audit.record(transaction, {now, std::nullopt, "bench.prepare", std::nullopt});
    });
    return made;
}

// Everybody has four past absences, so that the rules have something to read.
void add_employees(api::Services& services, const Made& made, int count, std::ostream& ids) {
    const auto scope = EmployerScope::for_job(made.employer);
    const auto today = services.clock.today();
    std::vector<storage::EmployeeRecord> records;
    for (int i = 0; i < count; ++i) {
        Employee employee;
        employee.id = services.randomness.new_id<EmployeeId>();
        employee.employer = made.employer;
        employee.team = made.team;
        employee.payroll_number = Sensitive<std::string>{std::to_string(100'000 + i)};
        employee.given_name = Sensitive<std::string>{"Prénom"};
        employee.family_name = Sensitive<std::string>{"Nom " + std::to_string(i)};
        employee.job_family = "AAD";
        employee.entry = today - Days{2000};
        employee.informed_on = today - Days{400};
        records.push_back(api::seal_new_employee(services, scope, employee));
        ids << employee.id.text() << "\n";
    }
    const auto now = services.clock.now();
    services.cases.write([&](storage::Transaction& transaction) {
        const storage::CaseFile file{transaction, scope};
        for (const auto& record : records) {
            storage::Employees{transaction, scope}.add(transaction, record);
            for (int i = 0; i < 4; ++i) {
                const auto start = today - Days{300 + 100 * i};
                file.add(transaction,
                         storage::AbsenceRecord{services.randomness.new_id<FactId>(), record.id, "MALADIE",
                                                start, start + Days{2}, now, std::nullopt});
            }
        }
        services.audit.record(transaction, {now, std::nullopt, "bench.prepare", std::nullopt});
    });
}

int prepare(const std::filesystem::path& folder, int employees) {
    std::filesystem::create_directories(folder);
    integrations::SystemRandomness randomness;
    if (!integrations::prepare_sodium() || !integrations::RootKey::create(folder / "root.key", randomness))
        return 1;
    const auto instance = open(folder, 0);
    const auto made = make_employer(instance->services());
    std::ofstream ids{folder / "employees"};
    add_employees(instance->services(), made, employees, ids);
    api::run_nightly(instance->services(),
                     instance->services().clock.now());  // or the first run would measure it
    std::ofstream{folder / "key"} << made.key << "\n";
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "usage: signal_server prepare FOLDER EMPLOYEES | serve FOLDER PORT\n";
        return 2;
    }
    std::signal(SIGPIPE, SIG_IGN);
    const std::string verb = argv[1];
    if (verb == "prepare") return prepare(argv[2], std::atoi(argv[3]));
    prevenance::api::leave_stop_signals_to_serve();
    const auto instance = open(argv[2], static_cast<std::uint16_t>(std::atoi(argv[3])));
    prevenance::api::serve(*instance, [](std::uint16_t) {});
    return 0;
}
