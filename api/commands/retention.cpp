#include "api/commands/verbs.h"
#include "api/jobs/erase_due.h"
#include "api/retention_words.h"

#include <CLI/CLI.hpp>

#include <ostream>

namespace prevenance::api {
namespace {

std::int64_t number_of(const std::map<std::string, std::int64_t>& counts, std::string_view kind) {
    const auto found = counts.find(std::string{kind});
    return found == counts.end() ? 0 : found->second;
}

ExitCode preview(CommandContext& context) {
    return with_instance(context, [&](Instance& instance) {
        const auto& services = instance.services();
        const auto counts = preview_erasure(instance.services(), services.clock.now());
        for (const auto& line : retention_table(services.settings.retention)) {
            const auto number =
                line.counted ? std::to_string(number_of(counts.erased, line.kind)) : std::string{"—"};
            context.console.out << number << "\t" << line.label << " (" << line.period << ")\n";
            for (const auto& sentence : stays_in_words(counts, line.kind))
                context.console.out << "\t" << sentence << "\n";
        }
        context.console.out
            << "Voilà ce qui partirait cette nuit. Rien n’est effacé maintenant, personne n’est nommé.\n"
               "— : effacé aussi, mais jamais compté, parce que le nombre dirait qui a répondu.\n";
        return ExitCode::done;
    });
}

}  // namespace

void add_retention_command(CLI::App& program, CommandContext& context) {
    auto* group = program.add_subcommand("retention", "Les durées de conservation");
    group->fallthrough();
    group->require_subcommand(1);
    group->footer(examples({"prevenance retention preview"}));
    auto* verb =
        group->add_subcommand("preview", "Compte ce que la nuit prochaine effacerait, sans rien effacer");
    verb->fallthrough();
    verb->footer(examples({"prevenance retention preview"}) +
                 "\nService en marche : la page /administration/conservation montre la même chose.");
    verb->callback([&context] { context.run = [&context] { return preview(context); }; });
}

}  // namespace prevenance::api
