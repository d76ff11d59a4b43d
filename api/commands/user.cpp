#include "api/commands/named_organisations.h"
#include "api/commands/verbs.h"
#include "api/new_accounts.h"
#include "api/sessions.h"
#include "storage/accounts.h"

#include <CLI/CLI.hpp>

#include <istream>
#include <memory>
#include <ostream>

namespace prevenance::api {
namespace {

struct Options {
    std::string role, login, name, employer, service, network, label;
    std::vector<std::string> teams;
    bool password_from_input = false;
};

using Fields = std::vector<std::pair<std::string, std::string>>;

// The organisations of the options, by identifier, as the form wants them.
Result<Fields> organisation_fields(const Services& services, const Options& options) {
    Fields fields;
    if (!options.employer.empty()) {
        const auto employer = employer_named(services, options.employer);
        if (!employer) return std::unexpected(employer.error());
        fields.emplace_back("employer", employer->id.text());
        for (const auto& name : options.teams) {
            const auto team = team_named(services, employer->id, name);
            if (!team) return std::unexpected(team.error());
            fields.emplace_back("teams", team->id.text());
        }
    }
    if (!options.service.empty()) {
        const auto service = oh_service_named(services, options.service);
        if (!service) return std::unexpected(service.error());
        fields.emplace_back("oh_service", service->id.text());
    }
    if (!options.network.empty()) {
        const auto network = network_named(services, options.network);
        if (!network) return std::unexpected(network.error());
        fields.emplace_back("network", network->id.text());
    }
    return fields;
}

void show_once(Console& console, const IssuedAccount& account, bool drawn) {
    console.out << "Compte créé.\nidentifiant : " << account.login.reveal() << "\n";
    if (drawn) console.out << "mot de passe : " << account.password.reveal() << "\n";
    console.out << "secret du code à 6 chiffres : " << account.totp_seed.reveal()
                << "\npour l’application du téléphone : " << account.enrolment_uri.reveal()
                << "\nRemettez ceci à la personne en main propre : rien ne sera montré une seconde fois.\n";
    if (drawn)
        console.out << "Ce mot de passe vaut sept jours et n’ouvre que la page où elle choisira le sien.\n";
}

ExitCode add(CommandContext& context, const Options& options) {
    return with_instance(context, [&](Instance& instance) {
        auto& services = instance.services();
        auto fields = organisation_fields(services, options);
        if (!fields) return say(context.console, fields.error());
        fields->insert(fields->end(),
                       {{"role", options.role}, {"login", options.login}, {"display_name", options.name}});
        const auto asked = forms::read_account_form(form_of(*fields));
        if (!asked) return say(context.console, asked.error());
        std::optional<Sensitive<std::string>> password;
        if (options.password_from_input) {
            std::string line;
            std::getline(context.console.in, line);
            password = Sensitive<std::string>{std::move(line)};
        }
        const auto now = services.clock.now();
        const auto issued = issue_account(services, *asked, password, now);
        if (!issued) return say(context.console, issued.error());
        services.cases.write([&](storage::Transaction& transaction) {
            store_account(transaction, *issued);
            services.audit.record(transaction, {now, std::nullopt, "account.add", issued->record.id.bytes});
        });
        show_once(context.console, *issued, !password);
        return ExitCode::done;
    });
}

ExitCode list(CommandContext& context) {
    return with_instance(context, [&](Instance& instance) {
        auto& services = instance.services();
        const auto accounts = services.cases.read(
            [](const storage::Reader& reader) { return storage::Accounts{reader}.all(); });
        for (const auto& account : accounts) {
            const auto profile = open_profile(services, account);
            if (!profile) continue;
            context.console.out << role_name(account.role) << "\t" << profile->login.reveal() << "\t"
                                << profile->display_name.reveal() << (account.disabled_at ? "\tfermé" : "")
                                << "\n";
        }
        if (accounts.empty())
            context.console.out
                << "Aucun compte. Créez le premier : prevenance user add --role administrator "
                   "--login VOUS --name \"Votre nom\"\n";
        return ExitCode::done;
    });
}

// Finds the account of --login and lets `use` do the rest.
ExitCode with_account(CommandContext& context, const std::string& login,
                      const std::function<ExitCode(Services&, const storage::AccountRecord&)>& use) {
    return with_instance(context, [&](Instance& instance) {
        auto& services = instance.services();
        const auto index = login_index(services, login);
        const auto account = services.cases.read(
            [&](const storage::Reader& reader) { return storage::Accounts{reader}.find_by_login(index); });
        if (account) return use(services, *account);
        context.console.error << "Le compte « " << login
                              << " » n’existe pas. La liste : prevenance user list\n";
        return ExitCode::failed;
    });
}

ExitCode disable(CommandContext& context, const Options& options) {
    return with_account(
        context, options.login, [&](Services& services, const storage::AccountRecord& account) {
            const auto now = services.clock.now();
            services.cases.write([&](storage::Transaction& transaction) {
                storage::Accounts::disable(transaction, account.id, now);
                services.audit.record(transaction, {now, std::nullopt, "account.disable", account.id.bytes});
            });
            context.console.out << "Le compte est fermé, ses sessions sont terminées.\n";
            return ExitCode::done;
        });
}

ExitCode reset_second_factor(CommandContext& context, const Options& options) {
    return with_account(
        context, options.login, [&](Services& services, const storage::AccountRecord& account) {
            const auto issued = issue_second_factor(services, account);
            if (!issued) return say(context.console, issued.error());
            const auto now = services.clock.now();
            services.cases.write([&](storage::Transaction& transaction) {
                storage::Accounts::set_totp(transaction, account.id, issued->sealed);
                services.audit.record(transaction,
                                      {now, std::nullopt, "account.reset_second_factor", account.id.bytes});
            });
            context.console.out << "secret du code à 6 chiffres : " << issued->totp_seed.reveal()
                                << "\npour l’application du téléphone : " << issued->enrolment_uri.reveal()
                                << "\n";
            return ExitCode::done;
        });
}

ExitCode make_api_key(CommandContext& context, const Options& options) {
    return with_account(
        context, options.login, [&](Services& services, const storage::AccountRecord& account) {
            if (account.role != Role::referent) {
                context.console.error
                    << "Une clé d’accès agit comme un référent : choisissez le compte d’un référent.\n";
                return ExitCode::failed;
            }
            const auto now = services.clock.now();
            const auto key = draw_api_key(services);
            const storage::ApiKeyRecord record{services.randomness.new_id<KeyId>().bytes,
                                               account.id,
                                               api_key_hash(services, key),
                                               options.label,
                                               now,
                                               in_paris(now).date + Days{365},
                                               std::nullopt};
            services.cases.write([&](storage::Transaction& transaction) {
                storage::Accounts::add_api_key(transaction, record);
                services.audit.record(transaction, {now, std::nullopt, "api_key.add", account.id.bytes});
            });
            context.console.out << "clé d’accès : " << key
                                << "\nElle n’est montrée qu’une fois et vaut un an. "
                                << "À donner ainsi : Authorization: Bearer " << key << "\n";
            return ExitCode::done;
        });
}

using Verb = ExitCode (*)(CommandContext&, const Options&);

CLI::App& add_verb(CLI::App& group, CommandContext& context, const std::shared_ptr<Options>& options,
                   const char* name, const char* meaning, Verb run) {
    auto* verb = group.add_subcommand(name, meaning);
    verb->fallthrough();
    verb->callback([&context, options, run] {
        context.run = [&context, options, run] { return run(context, *options); };
    });
    return *verb;
}

void add_options_of_add(CLI::App& verb, Options& options) {
    verb.add_option("--role", options.role,
                    "manager, referent, physician, cell_member, network_analyst ou administrator")
        ->required();
    verb.add_option("--login", options.login, "L’identifiant : une adresse électronique, par exemple")
        ->required();
    verb.add_option("--name", options.name, "Le nom montré dans les pages")->required();
    verb.add_option("--employer", options.employer, "Le SIRET de la structure (manager, referent)");
    verb.add_option("--team", options.teams, "Une équipe du responsable de secteur ; peut être répété");
    verb.add_option("--service", options.service, "Le service de santé au travail (physician, cell_member)");
    verb.add_option("--network", options.network, "Le réseau (network_analyst)");
    verb.add_flag("--password-stdin", options.password_from_input,
                  "Lit le mot de passe sur l’entrée standard au lieu d’en tirer un");
    verb.footer(
        examples({"prevenance user add --role administrator --login admin@exemple.fr --name \"Alix Martin\"",
                  "prevenance user add --role referent --login rh@exemple.fr --name \"Sacha Petit\" "
                  "--employer 73282932000074",
                  "prevenance user add --role physician --login dr@exemple.fr --name \"Dr Noé Roux\" "
                  "--service \"Santé 13\""}));
}

}  // namespace

void add_user_command(CLI::App& program, CommandContext& context) {
    const auto options = std::make_shared<Options>();
    auto* group = program.add_subcommand("user", "Ajoute, montre ou ferme des comptes");
    group->fallthrough();
    group->require_subcommand(1);
    group->footer(examples({"prevenance user list", "prevenance user add --help",
                            "prevenance user disable --login ancien@exemple.fr"}));
    add_options_of_add(
        add_verb(*group, context, options, "add", "Crée un compte et montre une fois de quoi y entrer", add),
        *options);
    auto& listing = add_verb(*group, context, options, "list", "Montre les comptes, jamais les dossiers",
                             [](CommandContext& given, const Options&) { return list(given); });
    listing.footer(examples({"prevenance user list"}));
    auto& disabling =
        add_verb(*group, context, options, "disable", "Ferme un compte et termine ses sessions", disable);
    disabling.add_option("--login", options->login, "L’identifiant")->required();
    disabling.footer(examples({"prevenance user disable --login ancien@exemple.fr"}));
    auto& resetting =
        add_verb(*group, context, options, "reset-second-factor",
                 "Remplace le secret du code à 6 chiffres (téléphone perdu)", reset_second_factor);
    resetting.add_option("--login", options->login, "L’identifiant")->required();
    resetting.footer(examples({"prevenance user reset-second-factor --login rh@exemple.fr"}));
    auto& keys = add_verb(*group, context, options, "api-key",
                          "Crée une clé d’accès pour un logiciel de paie ou de planning", make_api_key);
    keys.add_option("--login", options->login, "L’identifiant du référent au nom duquel la clé agit")
        ->required();
    keys.add_option("--label", options->label, "À quoi sert la clé")->required();
    keys.footer(examples({"prevenance user api-key --login rh@exemple.fr --label \"Paie\""}));
}

}  // namespace prevenance::api
