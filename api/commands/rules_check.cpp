#include "api/commands/rules.h"
#include "api/rule_folder.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <ostream>

namespace prevenance::api {
namespace {

ExitCode check(CommandContext& context, const std::string& folder) {
    const auto place = place_of_rules(context, folder);
    if (!place) return ExitCode::configuration;
    const auto signals = read_signals(place->signals);
    if (!signals) return say(context.console, signals.error(), ExitCode::usage);
    const auto rules = read_rule_set(place->folder, *signals);
    if (!rules) return say(context.console, rules.error());
    context.console.out << rules->rules().size() << " règles, sans erreur.\n";
    return ExitCode::done;
}

}  // namespace

void add_rules_check(CLI::App& rules, CommandContext& context) {
    const auto folder = std::make_shared<std::string>();
    auto* verb = rules.add_subcommand("check", "Vérifie des règles et dit toutes les erreurs à la fois");
    verb->fallthrough();
    verb->add_option("dossier", *folder, "Le dossier des règles ; sans lui : celles de l’installation");
    verb->footer(examples({"prevenance rules check", "prevenance rules check mes-regles"}));
    verb->callback(
        [&context, folder] { context.run = [&context, folder] { return check(context, *folder); }; });
}

}  // namespace prevenance::api
