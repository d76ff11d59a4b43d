#include "integrations/root_key.h"

#include "api/commands/verbs.h"
#include "integrations/random.h"
#include "integrations/sodium.h"

#include <CLI/CLI.hpp>

#include <ostream>

namespace prevenance::api {
namespace {

ExitCode create(CommandContext& context) {
    const auto configuration = configuration_of(context);
    if (!configuration) return ExitCode::configuration;
    if (const auto ready = integrations::prepare_sodium(); !ready) return say(context.console, ready.error());
    const auto& file = configuration->settings.root_key;
    integrations::SystemRandomness randomness;
    if (const auto made = integrations::RootKey::create(file, randomness); !made)
        return say(context.console, made.error());
    context.console.out
        << "La clé racine est dans " << file.string()
        << ".\nSans elle, les noms enregistrés sont perdus : sauvegardez ce fichier, ailleurs que les "
           "bases de données.\n";
    return ExitCode::done;
}

}  // namespace

void add_root_key_command(CLI::App& program, CommandContext& context) {
    auto* group = program.add_subcommand("root-key", "Crée la clé racine d’une nouvelle installation");
    group->fallthrough();
    group->require_subcommand(1);
    group->footer(examples({"prevenance root-key create --root-key /etc/prevenance/root.key"}));
    auto* verb =
        group->add_subcommand("create", "Tire 32 octets au hasard dans un fichier lisible de vous seul");
    verb->fallthrough();
    verb->footer(examples({"prevenance root-key create --root-key /etc/prevenance/root.key"}));
    verb->callback([&context] { context.run = [&context] { return create(context); }; });
}

}  // namespace prevenance::api
