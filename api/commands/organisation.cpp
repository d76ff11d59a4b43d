#include "api/commands/named_organisations.h"
#include "api/commands/verbs.h"
#include "api/network_stays.h"
#include "forms/french.h"
#include "forms/organisation_form.h"
#include "storage/organisations.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <ostream>

namespace prevenance::api {
namespace {

using storage::Organisations;

struct Options {
    std::string name, siret, idcc, naf, mode = "provider", department, service, network, employer, officer, phone;
    std::string first_day, last_day;
};

// Runs `add` in an audited transaction; a duplicate is said in words.
ExitCode commit(CommandContext& context, Services& services, std::string_view action, const IdBytes& id,
                const std::function<void(storage::Transaction&)>& add, const std::string& done) {
    try {
        services.cases.write([&](storage::Transaction& transaction) {
            add(transaction);
            services.audit.record(transaction, {services.clock.now(), std::nullopt, action, id});
        });
    } catch (const storage::ConstraintViolated&) {
        context.console.error << "C’est déjà enregistré. La liste : prevenance organisation list\n";
        return ExitCode::failed;
    }
    context.console.out << done << "\n";
    return ExitCode::done;
}

ExitCode add_employer(CommandContext& context, const Options& options) {
    return with_instance(context, [&](Instance& instance) {
        auto& services = instance.services();
        std::string service_id;
        if (!options.service.empty()) {
            const auto service = oh_service_named(services, options.service);
            if (!service) return say(context.console, service.error());
            service_id = service->id.text();
        }
        auto entry = forms::read_employer_form(form_of({{"name", options.name},
                                                        {"siret", options.siret},
                                                        {"idcc", options.idcc},
                                                        {"naf", options.naf},
                                                        {"mode", options.mode},
                                                        {"oh_service", service_id},
                                                        {"department", options.department}}),
                                               services.departments);
        if (!entry) return say(context.console, entry.error());
        auto& employer = entry->employer;
        employer.id = services.randomness.new_id<EmployerId>();
        return commit(
            context, services, "employer.add", employer.id.bytes,
            [&](storage::Transaction& transaction) {
                Organisations::add(transaction, employer);
                Organisations::set_department(transaction, employer.id, entry->department);
            },
            "Structure enregistrée : " + employer.name);
    });
}

ExitCode set_department(CommandContext& context, const Options& options) {
    return with_instance(context, [&](Instance& instance) {
        auto& services = instance.services();
        const auto employer = employer_named(services, options.employer);
        if (!employer) return say(context.console, employer.error());
        const auto code =
            forms::read_department_form(form_of({{"department", options.department}}), services.departments);
        if (!code) return say(context.console, code.error());
        return commit(
            context, services, "employer.set_department", employer->id.bytes,
            [&](storage::Transaction& transaction) {
                Organisations::set_department(transaction, employer->id, *code);
            },
            employer->name + " : " +
                (code->empty() ? "département pas encore connu" : services.departments.label_of(*code)) +
                "\nCe qui est publié ne change pas.");
    });
}

ExitCode add_team(CommandContext& context, const Options& options) {
    return with_instance(context, [&](Instance& instance) {
        auto& services = instance.services();
        const auto employer = employer_named(services, options.employer);
        if (!employer) return say(context.console, employer.error());
        auto team =
            forms::read_team_form(form_of({{"employer", employer->id.text()}, {"name", options.name}}));
        if (!team) return say(context.console, team.error());
        team->id = services.randomness.new_id<TeamId>();
        return commit(
            context, services, "team.add", team->id.bytes,
            [&](storage::Transaction& transaction) { Organisations::add(transaction, *team); },
            "Équipe enregistrée : " + team->name);
    });
}

ExitCode add_service(CommandContext& context, const Options& options) {
    return with_instance(context, [&](Instance& instance) {
        auto& services = instance.services();
        auto service = forms::read_oh_service_form(form_of(
            {{"name", options.name}, {"retention_officer", options.officer}, {"phone", options.phone}}));
        if (!service) return say(context.console, service.error());
        service->id = services.randomness.new_id<OhServiceId>();
        return commit(
            context, services, "oh_service.add", service->id.bytes,
            [&](storage::Transaction& transaction) { Organisations::add(transaction, *service); },
            "Service de santé au travail enregistré : " + service->name);
    });
}

ExitCode add_network(CommandContext& context, const Options& options) {
    return with_instance(context, [&](Instance& instance) {
        auto& services = instance.services();
        auto network = forms::read_network_form(form_of({{"name", options.name}}));
        if (!network) return say(context.console, network.error());
        network->id = services.randomness.new_id<NetworkId>();
        return commit(
            context, services, "network.add", network->id.bytes,
            [&](storage::Transaction& transaction) { Organisations::add(transaction, *network); },
            "Réseau enregistré : " + network->name);
    });
}

// Whom a verb about a membership names.
struct NamedMember {
    Network network;
    Employer employer;
};

Result<NamedMember> member_named(const Services& services, const Options& options) {
    auto network = network_named(services, options.network);
    if (!network) return std::unexpected(network.error());
    auto employer = employer_named(services, options.employer);
    if (!employer) return std::unexpected(employer.error());
    return NamedMember{std::move(*network), std::move(*employer)};
}

// Writes what nothing stands against; otherwise says every reason and writes nothing.
ExitCode commit_stay(CommandContext& context, Services& services, std::string_view action, const EmployerId& employer,
                     const std::function<std::vector<FieldError>(storage::Transaction&)>& write,
                     const std::string& done) {
    const auto errors = services.cases.write([&](storage::Transaction& transaction) {
        auto reasons = write(transaction);
        if (reasons.empty())
            services.audit.record(transaction, {services.clock.now(), std::nullopt, action, employer.bytes});
        return reasons;
    });
    if (!errors.empty()) return say(context.console, Error{ErrorCode::invalid, {}, errors});
    context.console.out << done << "\n";
    return ExitCode::done;
}

ExitCode join(CommandContext& context, const Options& options) {
    return with_instance(context, [&](Instance& instance) {
        auto& services = instance.services();
        const auto today = services.clock.today();
        const auto member = member_named(services, options);
        if (!member) return say(context.console, member.error());
        const auto joining = forms::read_joining_form(
            form_of({{"employer", member->employer.id.text()},
                     {"first_day", options.first_day.empty() ? iso_date(today) : options.first_day}}),
            today);
        if (!joining) return say(context.console, joining.error());
        return commit_stay(
            context, services, "network.join", joining->employer,
            [&](storage::Transaction& transaction) {
                return let_join(services, transaction, member->network.id, *joining);
            },
            member->employer.name + " est membre de " + member->network.name + " à partir du " +
                forms::short_date(joining->first_day));
    });
}

ExitCode leave(CommandContext& context, const Options& options) {
    return with_instance(context, [&](Instance& instance) {
        auto& services = instance.services();
        const auto member = member_named(services, options);
        if (!member) return say(context.console, member.error());
        const auto leaving = forms::read_leaving_form(
            form_of({{"member", member->employer.id.text()}, {"last_day", options.last_day}}),
            services.clock.today());
        if (!leaving) return say(context.console, leaving.error());
        return commit_stay(
            context, services, "network.leave", leaving->employer,
            [&](storage::Transaction& transaction) {
                return let_leave(services, transaction, member->network.id, *leaving);
            },
            "Dernier jour de " + member->employer.name + " dans " + member->network.name + " : " +
                forms::short_date(leaving->last_day) + "\nCe qui est publié ne change pas.");
    });
}

ExitCode members(CommandContext& context, const Options& options) {
    return with_instance(context, [&](Instance& instance) {
        const auto network = network_named(instance.services(), options.network);
        if (!network) return say(context.console, network.error());
        instance.services().cases.read([&](const storage::Reader& reader) {
            for (const auto& stay : storage::stays_in(reader, network->id)) {
                const auto employer = Organisations{reader}.employer(stay.employer).value();
                context.console.out << employer.name << "\t" << employer.siret.digits() << "\tdu "
                                    << iso_date(stay.first_day)
                                    << (stay.last_day ? "\tau " + iso_date(*stay.last_day) : "") << "\n";
            }
            return true;
        });
        return ExitCode::done;
    });
}

void print_all(std::ostream& out, const storage::Reader& reader, Date today) {
    const Organisations known{reader};
    for (const auto& service : known.oh_services())
        out << "service\t" << service.name << "\t" << service.phone << "\t" << service.id.text() << "\n";
    for (const auto& employer : known.employers()) {
        out << "structure\t" << employer.name << "\t" << employer.siret.digits() << "\t" << employer.id.text() << "\t"
            << known.department_of(employer.id) << "\n";
        for (const auto& team : known.teams(employer.id))
            out << "  équipe\t" << team.name << "\t" << team.id.text() << "\n";
    }
    for (const auto& network : known.networks())
        out << "réseau\t" << network.name << "\t" << storage::members_on(reader, network.id, today).size()
            << " membres\t" << network.id.text() << "\n";
}

ExitCode list(CommandContext& context, const Options&) {
    return with_instance(context, [&](Instance& instance) {
        instance.services().cases.read([&](const storage::Reader& reader) {
            print_all(context.console.out, reader, instance.services().clock.today());
            return true;
        });
        return ExitCode::done;
    });
}

using Verb = ExitCode (*)(CommandContext&, const Options&);

CLI::App& add_verb(CLI::App& group, CommandContext& context, const std::shared_ptr<Options>& options,
                   const char* name, const char* meaning, const char* example, Verb run) {
    auto* verb = group.add_subcommand(name, meaning);
    verb->fallthrough();
    verb->footer(examples({example}));
    verb->callback([&context, options, run] {
        context.run = [&context, options, run] { return run(context, *options); };
    });
    return *verb;
}

void add_employer_options(CLI::App& verb, Options& options) {
    verb.add_option("--name", options.name, "Le nom de la structure")->required();
    verb.add_option("--siret", options.siret, "14 chiffres")->required();
    verb.add_option("--idcc", options.idcc, "La convention collective : 2941, 3127, 3239")->required();
    verb.add_option("--naf", options.naf, "Le code d’activité : 88.10A")->required();
    verb.add_option(
        "--mode", options.mode,
        "provider (prestataire : la structure emploie) ou agent (mandataire : le particulier emploie)");
    verb.add_option("--service", options.service, "Le service de santé au travail, par son nom");
    verb.add_option("--department", options.department, "Le code du département : 43, 2A, 971");
}

void name_network(CLI::App& verb, Options& options) {
    verb.add_option("--network", options.network, "Le réseau, par son nom")->required();
}

void name_employer(CLI::App& verb, Options& options) {
    verb.add_option("--employer", options.employer, "Le SIRET de la structure")->required();
}

void add_membership_verbs(CLI::App& group, CommandContext& context, const std::shared_ptr<Options>& options) {
    auto& joining = add_verb(
        group, context, options, "join", "Fait entrer une structure dans un réseau",
        "prevenance organisation join --network \"Réseau du Sud\" --employer 73282932000074 --first-day 2026-04-01",
        join);
    name_network(joining, *options);
    name_employer(joining, *options);
    joining.add_option("--first-day", options->first_day, "Son premier jour ; sans cette option, aujourd’hui");
    auto& leaving = add_verb(
        group, context, options, "leave", "Fait sortir une structure d’un réseau",
        "prevenance organisation leave --network \"Réseau du Sud\" --employer 73282932000074 --last-day 2026-06-30",
        leave);
    name_network(leaving, *options);
    name_employer(leaving, *options);
    leaving.add_option("--last-day", options->last_day, "Son dernier jour")->required();
    auto& showing = add_verb(group, context, options, "members", "Montre les membres d’un réseau, et depuis quand",
                             "prevenance organisation members --network \"Réseau du Sud\"", members);
    name_network(showing, *options);
}

void add_other_verbs(CLI::App& group, CommandContext& context, const std::shared_ptr<Options>& options) {
    auto& team = add_verb(
        group, context, options, "add-team", "Ajoute une équipe à une structure",
        "prevenance organisation add-team --employer 73282932000074 --name \"Secteur Nord\"", add_team);
    name_employer(team, *options);
    team.add_option("--name", options->name, "Le nom de l’équipe")->required();
    auto& service =
        add_verb(group, context, options, "add-service", "Ajoute un service de santé au travail",
                 "prevenance organisation add-service --name \"Santé 13\" --officer \"Lou Bernard\" "
                 "--phone \"04 00 00 00 00\"",
                 add_service);
    service.add_option("--name", options->name, "Le nom du service")->required();
    service.add_option("--officer", options->officer, "Le référent de la cellule de prévention")->required();
    service.add_option("--phone", options->phone, "Le téléphone que les salariés appellent")->required();
    auto& network = add_verb(group, context, options, "add-network", "Ajoute un réseau de structures",
                             "prevenance organisation add-network --name \"Réseau du Sud\"", add_network);
    network.add_option("--name", options->name, "Le nom du réseau")->required();
    auto& department = add_verb(
        group, context, options, "set-department", "Note le département d’une structure, ou l’oublie",
        "prevenance organisation set-department --employer 73282932000074 --department 43", set_department);
    name_employer(department, *options);
    department
        .add_option("--department", options->department, "Le code : 43, 2A, 971 ; \"\" s’il n’est plus connu")
        ->required();
    add_verb(group, context, options, "list", "Montre les organisations et leurs équipes",
             "prevenance organisation list", list);
}

}  // namespace

void add_organisation_command(CLI::App& program, CommandContext& context) {
    const auto options = std::make_shared<Options>();
    auto* group =
        program.add_subcommand("organisation", "Ajoute ou montre structures, équipes, services et réseaux");
    group->fallthrough();
    group->require_subcommand(1);
    group->footer(examples({"prevenance organisation list", "prevenance organisation add-employer --help"}));
    add_employer_options(add_verb(*group, context, options, "add-employer", "Ajoute une structure",
                                  "prevenance organisation add-employer --name \"Aide Exemple\" --siret "
                                  "73282932000074 --idcc 2941 --naf 88.10A",
                                  add_employer),
                         *options);
    add_other_verbs(*group, context, options);
    add_membership_verbs(*group, context, options);
}

}  // namespace prevenance::api
