#include "api/commands/verbs.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <ostream>

namespace prevenance::api {
namespace {

ExitCode check(CommandContext& context) {
    if (!configuration_of(context)) return ExitCode::configuration;
    context.console.out << "La configuration est valable. La suite : prevenance check\n";
    return ExitCode::done;
}

ExitCode show(CommandContext& context) {
    const auto configuration = configuration_of(context);
    if (!configuration) return ExitCode::configuration;
    std::size_t width = 0;
    for (const auto& value : configuration->values) width = std::max(width, value.key.size());
    for (const auto& [key, value, origin] : configuration->values)
        context.console.out << key << std::string(width - key.size(), ' ') << " = " << value << "    ("
                            << origin << ")\n";
    return ExitCode::done;
}

ExitCode reference(CommandContext& context) {
    context.console.out << configuration_reference();
    return ExitCode::done;
}

void add_verb(CLI::App& group, CommandContext& context, const char* name, const char* meaning,
              const char* example, ExitCode (*run)(CommandContext&)) {
    auto* verb = group.add_subcommand(name, meaning);
    verb->fallthrough();
    verb->footer(examples({example}));
    verb->callback([&context, run] { context.run = [&context, run] { return run(context); }; });
}

}  // namespace

void add_config_command(CLI::App& program, CommandContext& context) {
    auto* group = program.add_subcommand("config", "Vérifie, montre ou explique la configuration");
    group->fallthrough();
    group->require_subcommand(1);
    group->footer(examples({"prevenance config check --config /etc/prevenance/prevenance.toml",
                            "prevenance config show", "prevenance config reference > prevenance.toml"}));
    add_verb(*group, context, "check", "Vérifie la configuration et dit toutes les erreurs à la fois",
             "prevenance config check", check);
    add_verb(*group, context, "show", "Montre chaque valeur et d’où elle vient", "prevenance config show",
             show);
    add_verb(*group, context, "reference", "Écrit toutes les clés, leur défaut et leur rôle",
             "prevenance config reference > prevenance.toml", reference);
}

}  // namespace prevenance::api
