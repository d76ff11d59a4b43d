#include "api/commands/named_organisations.h"
#include "api/commands/verbs.h"
#include "forms/organisation_form.h"
#include "storage/organisations.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <ostream>

namespace prevenance::api {
namespace {

using storage::Organisations;

struct Options {
    std::string name, siret, idcc, naf, mode = "provider", service, network, employer, officer, phone;
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
        auto employer = forms::read_employer_form(form_of({{"name", options.name},
                                                           {"siret", options.siret},
                                                           {"idcc", options.idcc},
                                                           {"naf", options.naf},
                                                           {"mode", options.mode},
                                                           {"oh_service", service_id}}));
        if (!employer) return say(context.console, employer.error());
        employer->id = services.randomness.new_id<EmployerId>();
        return commit(
            context, services, "employer.add", employer->id.bytes,
            [&](storage::Transaction& transaction) { Organisations::add(transaction, *employer); },
            "Structure enregistrée : " + employer->name);
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

ExitCode join(CommandContext& context, const Options& options) {
    return with_instance(context, [&](Instance& instance) {
        auto& services = instance.services();
        const auto network = network_named(services, options.network);
        if (!network) return say(context.console, network.error());
        const auto employer = employer_named(services, options.employer);
        if (!employer) return say(context.console, employer.error());
        return commit(
            context, services, "network.join", employer->id.bytes,
            [&](storage::Transaction& transaction) {
                Organisations::join(transaction, network->id, employer->id, services.clock.today());
            },
            employer->name + " est membre de " + network->name);
    });
}

void print_all(std::ostream& out, const storage::Reader& reader) {
    const Organisations known{reader};
    for (const auto& service : known.oh_services())
        out << "service\t" << service.name << "\t" << service.phone << "\t" << service.id.text() << "\n";
    for (const auto& employer : known.employers()) {
        out << "structure\t" << employer.name << "\t" << employer.siret.digits() << "\t" << employer.id.text()
            << "\n";
        for (const auto& team : known.teams(employer.id))
            out << "  équipe\t" << team.name << "\t" << team.id.text() << "\n";
    }
    for (const auto& network : known.networks())
        out << "réseau\t" << network.name << "\t" << known.members(network.id).size() << " membres\t"
            << network.id.text() << "\n";
}

ExitCode list(CommandContext& context, const Options&) {
    return with_instance(context, [&](Instance& instance) {
        instance.services().cases.read([&](const storage::Reader& reader) {
            print_all(context.console.out, reader);
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
}

void add_other_verbs(CLI::App& group, CommandContext& context, const std::shared_ptr<Options>& options) {
    auto& team = add_verb(
        group, context, options, "add-team", "Ajoute une équipe à une structure",
        "prevenance organisation add-team --employer 73282932000074 --name \"Secteur Nord\"", add_team);
    team.add_option("--employer", options->employer, "Le SIRET de la structure")->required();
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
    auto& joining =
        add_verb(group, context, options, "join", "Fait entrer une structure dans un réseau",
                 "prevenance organisation join --network \"Réseau du Sud\" --employer 73282932000074", join);
    joining.add_option("--network", options->network, "Le réseau, par son nom")->required();
    joining.add_option("--employer", options->employer, "Le SIRET de la structure")->required();
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
}

}  // namespace prevenance::api
