#include "api/commands/command_line.h"

#include "api/commands/screen.h"
#include "api/commands/verbs.h"
#include "api/log_lines.h"
#include "api/nearest_name.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace prevenance::api {
namespace {

void speak_french(CLI::App& program) {
    const auto formatter = std::make_shared<CLI::Formatter>();
    formatter->label("Usage", "Usage ");
    formatter->label("OPTIONS", "OPTIONS");
    formatter->label("Options", "Options");
    formatter->label("SUBCOMMAND", "COMMANDE");
    formatter->label("SUBCOMMANDS", "COMMANDE");
    formatter->label("Positionals", "À donner");
    formatter->label("REQUIRED", "(obligatoire)");
    formatter->label("TEXT", "TEXTE");
    formatter->column_width(34);
    program.formatter(formatter);
    program.set_help_flag("-h,--help", "Montre cette aide, avec des exemples");
}

void add_common_options(CLI::App& program, CommandContext& context) {
    program.add_option(
        "--config", context.configuration_file,
        std::string{"Le fichier de configuration (par défaut "} + usual_configuration_file + ")");
    add_setting_option(program, context, "--data", "storage.data", "Le dossier des bases de données");
    add_setting_option(program, context, "--root-key", "storage.root_key_file",
                       "Le fichier de la clé racine");
    program.add_option("--passphrase-fd", context.passphrase_descriptor,
                       "Le numéro d’un fichier ouvert qui donne la phrase de passe d’une clé racine verrouillée");
    add_setting_option(program, context, "--resources", "storage.resources",
                       "Le dossier qui contient config/ et forms/");
}

std::vector<std::string> names_of_verbs(const CLI::App& app) {
    std::vector<std::string> names;
    for (const auto* verb : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(verb->get_name());
    return names;
}

// The verb as far as it was understood: "prevenance user".
std::string understood(const CLI::App& program, const CLI::App*& deepest) {
    std::string words = "prevenance";
    deepest = &program;
    while (!deepest->get_subcommands().empty()) {
        deepest = deepest->get_subcommands().front();
        words += " " + deepest->get_name();
    }
    return words;
}

std::string explained(const CLI::ParseError& error, const CLI::App& deepest,
                      const std::vector<std::string>& left_over) {
    auto known = names_of_verbs(deepest);
    for (const auto* app = &deepest; app != nullptr; app = app->get_parent())
        for (const auto* option : app->get_options()) known.push_back(option->get_name());
    for (const auto& typed : left_over) {
        const auto nearest = nearest_name(typed, known);
        return "« " + typed + " » n’est pas connu ici." +
               (nearest ? " Vouliez-vous dire « " + *nearest + " » ?" : std::string{});
    }
    if (dynamic_cast<const CLI::RequiredError*>(&error) == nullptr)
        return std::string{"La ligne de commande ne va pas : "} + error.what();
    if (!names_of_verbs(deepest).empty()) return "Il manque une commande.";
    const std::string missing = error.what();
    return "Il manque l’option obligatoire " + missing.substr(0, missing.find(" is required")) + ".";
}

// CLI11 names the group of the verbs in English.
void name_groups_in_french(CLI::App& app) {
    for (auto* verb : app.get_subcommands([](CLI::App*) { return true; })) {
        verb->group("Commandes");
        name_groups_in_french(*verb);
    }
}

ExitCode refuse(const CLI::App& program, const CLI::ParseError& error, Console& console) {
    const CLI::App* deepest = nullptr;
    const auto words = understood(program, deepest);
    console.error << explained(error, *deepest, program.remaining(true)) << "\nPour l’aide, tapez : " << words
                  << " --help\n";
    return ExitCode::usage;
}

ExitCode run(int argc, char** argv, Console console) {
    CLI::App program{
        "Prévenance : des faits de travail à l’échange, et de l’échange au médecin du travail, si la "
        "personne le veut.",
        "prevenance"};
    speak_french(program);
    CommandContext context{console};
    add_common_options(program, context);
    program.require_subcommand(1);
    program.fallthrough();
    add_demo_command(program, context);
    add_serve_command(program, context);
    add_check_command(program, context);
    add_config_command(program, context);
    add_accept_command(program, context);
    add_receipt_command(program, context);
    add_root_key_command(program, context);
    add_user_command(program, context);
    add_organisation_command(program, context);
    add_import_command(program, context);
    add_directory_command(program, context);
    add_orientation_command(program, context);
    add_gdpr_command(program, context);
    add_rules_command(program, context);
    add_procedure_command(program, context);
    add_screen_command(program, context);
    add_totp_command(program, context);
    add_audit_command(program, context);
    add_retention_command(program, context);
    add_jobs_command(program, context);
    add_version_command(program, context);
    name_groups_in_french(program);
    program.footer(examples({"prevenance demo", "prevenance serve --config /etc/prevenance/prevenance.toml",
                             "prevenance user add --help"}));
    try {
        program.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        console.out << program.help();
        return ExitCode::done;
    } catch (const CLI::ParseError& error) {
        return refuse(program, error, console);
    }
    return context.run();
}

}  // namespace

int run_command_line(int argc, char** argv) {
    write_log_on_single_lines();
    return static_cast<int>(run(argc, argv, {std::cin, std::cout, std::cerr}));
}

}  // namespace prevenance::api
