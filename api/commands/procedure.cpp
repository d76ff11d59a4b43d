#include "api/commands/verbs.h"
#include "domain/procedure_stages.h"

#include <CLI/CLI.hpp>

#include <ostream>

namespace prevenance::api {

void add_procedure_command(CLI::App& program, CommandContext& context) {
    auto* verb = program.add_subcommand("procedure", "Montre la procédure en quatre étapes");
    verb->require_subcommand(1);
    auto* diagram =
        verb->add_subcommand("diagram", "Écrit le dessin des étapes, tiré du programme, en langage Mermaid");
    diagram->footer(examples({"prevenance procedure diagram > procedure.mmd"}));
    diagram->callback([&context] {
        context.run = [&context] {
            context.console.out << procedure_diagram();
            return ExitCode::done;
        };
    });
}

}  // namespace prevenance::api
