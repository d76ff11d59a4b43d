#include "api/commands/verbs.h"
#include "storage/migrations.h"

#include <CLI/CLI.hpp>

#include <ostream>

namespace prevenance::api {

void add_version_command(CLI::App& program, CommandContext& context) {
    auto* verb =
        program.add_subcommand("version", "Dit la version du programme et celle des données qu’il écrit");
    verb->footer(examples({"prevenance version"}));
    verb->callback([&context] {
        context.run = [&context] {
            context.console.out << "prevenance " << PREVENANCE_VERSION << "\n"
                                << "schéma des données : " << storage::case_migrations().size() << "\n";
            return ExitCode::done;
        };
    });
}

}  // namespace prevenance::api
