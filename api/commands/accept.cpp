#include "api/commands/verbs.h"

#include <CLI/CLI.hpp>

#include <ostream>

namespace prevenance::api {
namespace {

// Opens once with the check let through; opening writes down what is from now on the latest moment.
ExitCode accept(CommandContext& context, bool Settings::*what, const std::string& done) {
    auto configuration = configuration_of(context);
    if (!configuration) return ExitCode::configuration;
    configuration->settings.*what = true;
    return open_and_use(context.console, configuration->settings, [&](Instance&) {
        context.console.out << done << "\n";
        return ExitCode::done;
    });
}

void add_verb(CLI::App& group, CommandContext& context, const std::string& name, const std::string& meaning,
              bool Settings::*what, const std::string& done) {
    auto* verb = group.add_subcommand(name, meaning);
    verb->fallthrough();
    verb->footer("Exemples :\n  prevenance accept " + name);
    verb->callback([&context, what, done] {
        context.run = [&context, what, done] { return accept(context, what, done); };
    });
}

}  // namespace

void add_accept_command(CLI::App& program, CommandContext& context) {
    auto* group =
        program.add_subcommand("accept", "Accepte, en connaissance de cause, ce que le démarrage a refusé");
    group->fallthrough();
    group->require_subcommand(1);
    group->footer(examples({"prevenance accept clock"}));
    add_verb(*group, context, "clock",
             "L’heure de la machine est juste : c’est l’heure d’avant qui était fausse",
             &Settings::accept_clock, "L’heure de cette machine est acceptée. Relancez le service.");
    add_verb(
        *group, context, "older-keys",
        "Il n’existe pas de keys.db plus récent : les personnes sans clé restent illisibles",
        &Settings::accept_older_keys,
        "Ce keys.db est accepté. Rejouez les effacements décidés depuis sa date, puis relancez le service.");
}

}  // namespace prevenance::api
