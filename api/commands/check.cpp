#include "api/commands/verbs.h"
#include "api/data_lock.h"
#include "api/health.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <ostream>

namespace prevenance::api {
namespace {

using forms::CheckLine;
using forms::CheckState;

std::string_view mark_of(CheckState state) {
    switch (state) {
        case CheckState::passed:
            return "bien    ";
        case CheckState::failed:
            return "À FAIRE ";
        case CheckState::skipped:
            return "passé   ";
    }
    return "";
}

bool is_in_service(const Settings& settings) {
    if (!std::filesystem::exists(settings.data / "prevenance.lock")) return false;
    const auto lock = DataLock::take(settings.data);
    return !lock && lock.error().code == ErrorCode::conflict;
}

// What the databases say, or why they could not be asked. The exit code is that of opening them.
ExitCode add_thorough_checks(CommandContext& context, const Settings& settings,
                             std::vector<CheckLine>& lines) {
    if (!std::filesystem::exists(settings.data / "prevenance.db")) {
        lines.push_back(
            {"database", CheckState::failed,
             "Il n’y a pas encore de base dans " + settings.data.string() +
                 ". Elle se crée au premier compte : prevenance user add --role administrator …"});
        return ExitCode::done;
    }
    if (is_in_service(settings)) {
        lines.push_back({"database", CheckState::skipped,
                         "Le service tourne et tient les bases. Demandez-lui : curl " +
                             settings.public_address +
                             "/readyz. Pour un contrôle complet, arrêtez-le d’abord."});
        return ExitCode::done;
    }
    return open_and_use(context.console, settings, [&](Instance& instance) {
        for (auto& line : thorough_checks(instance.services())) lines.push_back(std::move(line));
        return ExitCode::done;
    });
}

ExitCode check(CommandContext& context, bool as_json) {
    const auto configuration = configuration_of(context);
    if (!configuration) return ExitCode::configuration;
    std::vector<CheckLine> lines{{"configuration", CheckState::passed, "La configuration est valable."}};
    for (auto& line : checks_of_settings(configuration->settings)) lines.push_back(std::move(line));
    if (forms::all_hold({lines[2]})) {  // without the root key nothing opens
        const auto opened = add_thorough_checks(context, configuration->settings, lines);
        if (opened == ExitCode::newer_database) return opened;
        if (opened != ExitCode::done)
            lines.push_back(
                {"database", CheckState::failed, "Les bases ne s’ouvrent pas : voyez le message ci-dessus."});
    }
    if (as_json) {
        context.console.out << forms::health_json(lines) << "\n";
    } else {
        for (const auto& line : lines)
            context.console.out << mark_of(line.state) << line.name << " : " << line.message << "\n";
    }
    return forms::all_hold(lines) ? ExitCode::done : ExitCode::check_failed;
}

}  // namespace

void add_check_command(CLI::App& program, CommandContext& context) {
    const auto as_json = std::make_shared<bool>(false);
    auto* verb = program.add_subcommand(
        "check", "Vérifie configuration, disque, clé racine, bases, journal, règles et courriel");
    verb->fallthrough();
    verb->add_flag("--json", *as_json, "Répond en JSON, pour un outil de surveillance");
    verb->footer(examples({"prevenance check", "prevenance check --json"}) +
                 "\nCode de sortie : 0 si tout va bien, 5 sinon.");
    verb->callback(
        [&context, as_json] { context.run = [&context, as_json] { return check(context, *as_json); }; });
}

}  // namespace prevenance::api
