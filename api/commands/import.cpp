#include "api/commands/import_absences.h"
#include "api/commands/verbs.h"

#include <CLI/CLI.hpp>

namespace prevenance::api {

void add_import_command(CLI::App& program, CommandContext& context) {
    auto* group = program.add_subcommand(
        "import", "Importe des absences depuis un fichier ; montre avant d’enregistrer");
    group->fallthrough();
    group->require_subcommand(1);
    group->footer(examples({"prevenance import absences --help"}));
    add_import_absences_command(*group, work_of(context));
}

}  // namespace prevenance::api
