#include "api/demo.h"

#include "api/account_secrets.h"
#include "api/career_window.h"
#include "api/demo_history.h"
#include "api/demo_network.h"
#include "api/people.h"
#include "api/screening.h"
#include "domain/organisation.h"
#include "integrations/totp.h"
#include "storage/accounts.h"
#include "storage/case_file.h"
#include "storage/employees.h"
#include "storage/instance_settings.h"
#include "storage/interviews.h"
#include "storage/memberships.h"
#include "storage/milestones.h"
#include "storage/organisations.h"
#include "storage/team_figures.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace prevenance::api {
namespace {

constexpr std::string_view seeded = "demo.seeded";
constexpr const char* password = "personne n'existe ici";
constexpr std::uint64_t second_factor_seed = 4'226;
constexpr std::uint64_t decision_seed = 7'919;

// One invented employer with the identifiers its rows get.
struct PlacedEmployer {
    DemoEmployer invented;
    EmployerId id;
    std::vector<TeamId> teams;
    std::vector<EmployeeId> people;  // as in invented.people
    AccountId referent;
    AccountId manager;
};

struct Organisations {
    OhService service;
    Network network;
    std::vector<PlacedEmployer> employers;
};

Instant at_noon(Date day) {
    return Instant{day} + std::chrono::hours{11};
}

Organisations place(Services& services, Date today) {
    Organisations all{{services.randomness.new_id<OhServiceId>(),
                       "Santé au travail des Deux Vallées (fictif)", "Dominique Exemple", "01 00 00 00 10"},
                      {services.randomness.new_id<NetworkId>(), "Réseau des Deux Vallées (fictif)"},
                      {}};
    for (auto& invented : invent_employers(today)) {
        PlacedEmployer placed{std::move(invented), services.randomness.new_id<EmployerId>(), {}, {}, {}, {}};
        for (std::size_t i = 0; i < placed.invented.teams.size(); ++i)
            placed.teams.push_back(services.randomness.new_id<TeamId>());
        for (std::size_t i = 0; i < placed.invented.people.size(); ++i)
            placed.people.push_back(services.randomness.new_id<EmployeeId>());
        all.employers.push_back(std::move(placed));
    }
    return all;
}

void write_organisations(Services& services, const Organisations& all, Date first_day) {
    services.cases.write([&](storage::Transaction& transaction) {
        using Store = storage::Organisations;
        Store::add(transaction, all.service);
        Store::add(transaction, all.network);
        for (const auto& employer : all.employers) {
            Store::add(transaction,
                       Employer{employer.id, employer.invented.name, *Siret::parse(employer.invented.siret),
                                employer.invented.idcc, "8810A", EmploymentMode::provider, all.service.id});
            Store::set_staff_informed_on(transaction, employer.id, first_day);
            storage::join_network(transaction, all.network.id, employer.id, first_day);
            for (std::size_t i = 0; i < employer.teams.size(); ++i)
                Store::add(transaction,
                           Team{employer.teams[i], employer.id, employer.invented.teams[i].name});
        }
        services.audit.record(transaction, {services.clock.now(), std::nullopt, "demo.seed", std::nullopt});
    });
}

// Who can enter, in the order a visitor would try.
struct PlannedAccess {
    DemoAccess access;
    std::optional<std::size_t> employer;  // index
};

std::vector<PlannedAccess> planned_accesses(const std::vector<DemoEmployer>& employers) {
    std::vector<PlannedAccess> planned;
    const auto plan = [&](Role role, std::string organisation, std::string name, std::string login,
                          std::string step, std::optional<std::size_t> employer = std::nullopt) {
        planned.push_back({{role, std::move(organisation), std::move(name), std::move(login), password,
                            {}, std::move(step)},
                           employer});
    };
    constexpr std::array<std::string_view, 3> referents{"Nora Delmas", "Hélène Aubry", "Paul Marchal"};
    constexpr std::array<std::string_view, 3> managers{"Sonia Lopes", "Marc Perrin", "Lise Hamon"};
    for (std::size_t i = employers.size(); i-- > 0;) {
        const auto& employer = employers[i];
        plan(Role::referent, employer.name, std::string{referents[i]}, "referent." + employer.short_name,
             "Une personne a demandé hier à parler de son travail : ouvrez la première suggestion.", i);
        plan(Role::manager, employer.name, std::string{managers[i]}, "responsable." + employer.short_name,
             "Notez un signal sur une personne de votre équipe, en moins d’une minute.", i);
    }
    const std::string service = "Santé au travail des Deux Vallées (fictif)";
    plan(Role::physician, service, "Dr Agnès Fleury", "medecin.fleury",
         "Ouvrez la boîte de réception du service de santé au travail.");
    plan(Role::physician, service, "Dr Yves Tessier", "medecin.tessier",
         "Ouvrez la même boîte : deux médecins la partagent.");
    plan(Role::cell_member, service, "Rita Vasseur", "cellule.vasseur",
         "Voyez ce qui est à planifier. Le contenu reste fermé.");
    plan(Role::network_analyst, "Réseau des Deux Vallées (fictif)", "Luc Baron", "analyste.reseau",
         "Lisez les chiffres de l’année, et pourquoi certains ne sont pas publiés.");
    plan(Role::administrator, "", "Inès Weber", "administration",
         "Voyez les comptes et les organisations. Aucun dossier n’est visible ici.");
    return planned;
}

// The same seeds every time, so that an authenticator that was filled once keeps working.
void draw_second_factors(std::vector<PlannedAccess>& planned) {
    DemoRandomness randomness{second_factor_seed};
    for (auto& one : planned) {
        const auto seed = integrations::TotpSeed::draw(randomness);
        one.access.totp_seed = seed.base32().reveal();
    }
}

NewAccount account_of(const PlannedAccess& planned, const Organisations& all) {
    NewAccount account;
    account.role = planned.access.role;
    if (planned.employer) account.employer = all.employers[*planned.employer].id;
    if (account.role == Role::physician || account.role == Role::cell_member)
        account.oh_service = all.service.id;
    if (account.role == Role::network_analyst) account.network = all.network.id;
    account.profile = {Sensitive<std::string>{planned.access.login},
                       Sensitive<std::string>{planned.access.display_name}};
    account.password = Sensitive<std::string>{planned.access.password};
    account.totp = integrations::TotpSeed::parse(Sensitive<std::string>{planned.access.totp_seed});
    return account;
}

Result<void> write_accounts(Services& services, const std::vector<PlannedAccess>& planned, Organisations& all,
                            Instant created_at) {
    std::vector<storage::AccountRecord> records;
    for (const auto& one : planned) {
        auto record = prepare_account(services, account_of(one, all), created_at);
        if (!record) return std::unexpected(record.error());
        if (one.access.role == Role::referent) all.employers[*one.employer].referent = record->id;
        if (one.access.role == Role::manager) all.employers[*one.employer].manager = record->id;
        records.push_back(std::move(*record));
    }
    services.cases.write([&](storage::Transaction& transaction) {
        for (const auto& record : records) storage::Accounts::add(transaction, record);
        for (const auto& employer : all.employers)
            storage::Accounts::set_teams(transaction, employer.manager, {employer.teams.front()});
        services.audit.record(transaction, {created_at, std::nullopt, "demo.seed", std::nullopt});
    });
    return {};
}

std::vector<Employee> employees_in(const PlacedEmployer& placed, Date first_day) {
    std::vector<Employee> employees;
    for (std::size_t i = 0; i < placed.people.size(); ++i) {
        const auto& person = placed.invented.people[i];
        Employee employee;
        employee.id = placed.people[i];
        employee.employer = placed.id;
        employee.team = placed.teams[person.team];
        employee.payroll_number = Sensitive<std::string>{person.payroll_number};
        employee.given_name = Sensitive<std::string>{person.given_name};
        employee.family_name = Sensitive<std::string>{person.family_name};
        employee.birth_year = person.birth_year;
        employee.job_family = person.job_family;
        employee.entry = person.entry;
        employee.exit = person.exit;
        employee.informed_on = std::max(person.entry, first_day);
        employees.push_back(std::move(employee));
    }
    return employees;
}

// Entered when the service began, or in the days after they happened.
void write_calendar(storage::Transaction& transaction, Services& services, const PlacedEmployer& placed,
                    Date first_day) {
    const auto scope = EmployerScope::for_job(placed.id);
    const storage::Milestones milestones{transaction, scope};
    const storage::TeamFigures figures{transaction, scope};
    for (std::size_t i = 0; i < placed.people.size(); ++i) {
        const auto& person = placed.invented.people[i];
        keep_career_window(transaction, services, scope, placed.people[i], person.birth_year, placed.referent,
                           at_noon(std::max(person.entry, first_day)));
        for (const auto& one : person.milestones)
            milestones.add(transaction, {services.randomness.new_id<FactId>(), placed.people[i], one.code,
                                         one.starts_on, one.ends_on, at_noon(std::max(one.recorded_on, first_day)),
                                         placed.referent});
    }
    for (std::size_t i = 0; i < placed.teams.size(); ++i)
        for (const auto& one : placed.invented.teams[i].figures) {
            const auto next = add_months(one.month, Months{1});
            figures.add(transaction, {services.randomness.new_id<FactId>(), placed.teams[i], one.code, one.month,
                                      next - Days{1}, one.count, at_noon(next), placed.referent});
        }
}

void write_facts(storage::Transaction& transaction, Services& services, const PlacedEmployer& placed) {
    const storage::CaseFile file{transaction, EmployerScope::for_job(placed.id)};
    auto& randomness = services.randomness;
    for (std::size_t i = 0; i < placed.people.size(); ++i) {
        const auto& person = placed.invented.people[i];
        const auto id = placed.people[i];
        for (const auto& one : person.absences)
            file.add(transaction,
                     storage::AbsenceRecord{randomness.new_id<FactId>(), id, one.category, one.starts_on,
                                            one.ends_on, at_noon(one.recorded_on), std::nullopt});
        for (const auto& one : person.legal_stops)
            file.add(transaction,
                     storage::LegalStopRecord{randomness.new_id<FactId>(), id, one.kind, one.starts_on,
                                              one.ends_on, at_noon(one.starts_on), placed.referent});
        for (const auto& one : person.signals)
            file.add(transaction, storage::SignalRecord{randomness.new_id<FactId>(), id, std::nullopt,
                                                        one.type, one.happened_on, at_noon(one.happened_on),
                                                        placed.manager, std::nullopt});
    }
    for (std::size_t i = 0; i < placed.teams.size(); ++i)
        for (const auto& one : placed.invented.teams[i].signals)
            file.add(transaction,
                     storage::SignalRecord{randomness.new_id<FactId>(), std::nullopt, placed.teams[i],
                                           one.type, one.happened_on, at_noon(one.happened_on),
                                           placed.manager, std::nullopt});
}

storage::InterviewRecord talk_about(const storage::SuggestionRecord& suggestion, const PlacedEmployer& placed,
                                    Services& services, Date held_on) {
    storage::InterviewRecord talk;
    talk.id = services.randomness.new_id<InterviewId>();
    talk.employee = *suggestion.employee;
    talk.suggestion = suggestion.id;
    talk.held_on = held_on;
    talk.recorded_at = at_noon(held_on);
    talk.recorded_by = placed.referent;
    return talk;
}

// What the référent did with a suggestion of the month before: most often a talk, one in five waits. A legal
// duty is done.
void decide(storage::Transaction& transaction, Services& services, const PlacedEmployer& placed,
            const storage::SuggestionRecord& suggestion, Date today, DemoRandomness& chance) {
    const auto scope = EmployerScope::for_job(placed.id);
    const storage::CaseFile file{transaction, scope};
    const auto decided_on = in_paris(suggestion.raised_at).date + Days{chance.between(4, 25)};
    const bool is_duty = suggestion.family == RuleFamily::legal;
    const bool is_left = !is_duty && chance.below(5) == 0;
    if (decided_on >= today || is_left) return;
    const bool is_talk = !is_duty && suggestion.employee;
    if (is_talk)
        storage::Interviews{transaction, scope}.add(transaction,
                                                    talk_about(suggestion, placed, services, decided_on));
    file.close(transaction, suggestion.id, is_talk ? "talk_held" : "done", placed.referent, "",
               at_noon(decided_on));
}

// Identifiers are random; chance must meet the suggestions in the same order every time.
std::tuple<std::string, std::ptrdiff_t, std::ptrdiff_t> invented_order(
    const PlacedEmployer& placed, const storage::SuggestionRecord& suggestion) {
    const auto place = [](const auto& ids, const auto& id) {
        return id ? std::ranges::find(ids, *id) - ids.begin() : -1;
    };
    return {suggestion.rule, place(placed.people, suggestion.employee), place(placed.teams, suggestion.team)};
}

void decide_on_open(storage::Transaction& transaction, Services& services, const PlacedEmployer& placed,
                    Date day, DemoRandomness& chance) {
    auto open = storage::CaseFile{transaction, EmployerScope::for_job(placed.id)}.open_suggestions();
    std::ranges::sort(open, {}, [&](const auto& suggestion) { return invented_order(placed, suggestion); });
    for (const auto& suggestion : open)
        if (in_paris(suggestion.raised_at).date <= day - Days{28})
            decide(transaction, services, placed, suggestion, day, chance);
}

// Screens as the nights of two years would have, once a month, so that suggestions have believable ages.
void replay(storage::Transaction& transaction, Services& services, const PlacedEmployer& placed,
            Date first_day, Instant now) {
    const auto scope = EmployerScope::for_job(placed.id);
    const auto today = in_paris(now).date;
    DemoRandomness chance{decision_seed};
    for (auto day = first_day + Days{30}; day < today; day += Days{30}) {
        decide_on_open(transaction, services, placed, day, chance);
        screen_employer(transaction, services, scope, at_noon(day));
    }
    screen_employer(transaction, services, scope, now);
}

void write_history(Services& services, const PlacedEmployer& placed, Date first_day, Instant now) {
    const auto scope = EmployerScope::for_job(placed.id);
    const auto records = seal_new_employees(services, scope, employees_in(placed, first_day));
    services.cases.write([&](storage::Transaction& transaction) {
        const storage::Employees employees{transaction, scope};
        for (const auto& record : records) employees.add(transaction, record);
        write_facts(transaction, services, placed);
        write_calendar(transaction, services, placed, first_day);
        replay(transaction, services, placed, first_day, now);
        services.audit.record(transaction, {now, std::nullopt, "demo.seed", placed.id.bytes});
    });
}

enum class Found { nothing, a_demonstration, something_else };

Found find_what_is_there(const Services& services) {
    return services.cases.read([](const storage::Reader& reader) {
        if (storage::find_instance_setting(reader, seeded)) return Found::a_demonstration;
        const bool empty =
            storage::Accounts{reader}.all().empty() && storage::Organisations{reader}.employers().empty();
        return empty ? Found::nothing : Found::something_else;
    });
}

std::vector<DemoAccess> accesses_of(const std::vector<PlannedAccess>& planned) {
    std::vector<DemoAccess> accesses;
    for (const auto& one : planned) accesses.push_back(one.access);
    return accesses;
}

}  // namespace

Result<std::vector<DemoAccess>> seed_demo(Services& services) {
    const auto now = services.clock.now();
    const auto today = in_paris(now).date;
    const auto first_day = demo_starts_on(today);
    auto planned = planned_accesses(invent_employers(today));
    draw_second_factors(planned);
    const auto found = find_what_is_there(services);
    if (found == Found::a_demonstration) return accesses_of(planned);
    if (found == Found::something_else)
        return fail(ErrorCode::conflict,
                    "Ce dossier contient déjà des données : une démonstration ne s’y ajoute pas.");

    auto all = place(services, today);
    write_organisations(services, all, first_day);
    if (auto written = write_accounts(services, planned, all, at_noon(first_day)); !written)
        return std::unexpected(written.error());
    for (const auto& employer : all.employers) write_history(services, employer, first_day, now);
    publish_invented_figures(services, all.network, today);
    services.cases.write([&](storage::Transaction& transaction) {
        storage::set_instance_setting(transaction, seeded, bytes_of(iso_date(today)));
    });
    return accesses_of(planned);
}

}  // namespace prevenance::api
