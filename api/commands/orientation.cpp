#include "api/commands/verbs.h"
#include "api/guidance.h"
#include "storage/organisations.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <ostream>

namespace prevenance::api {
namespace {

struct CheckOptions {
    std::string file;
    std::string service;
};

// What was added here, read as the files lie: the service may be running meanwhile. Nothing where there is no
// database yet, or one from before there were any.
AddedSheets added_here(const Settings& settings) {
    const auto database = settings.data / "prevenance.db";
    std::error_code trouble;
    AddedSheets added;
    if (!std::filesystem::exists(database, trouble)) return added;
    storage::glance(database, [&](const storage::Reader& reader) {
        const auto tables = reader.number(
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'directory_record'");
        if (tables == 1) added = added_sheets(reader);
    });
    return added;
}

ExitCode check_installation(CommandContext& context, const Settings& settings, const AddedSheets& added) {
    const auto guidance = read_guidance(settings, added);
    if (!guidance) return say(context.console, guidance.error());
    const auto& general = guidance->of(std::nullopt);
    context.console.out << "L’arbre va bien\u00a0: " << general.tree.nodes().size() << " nœuds, "
                        << general.directory.all().size() << " fiches. ";
    const auto own = std::ranges::count_if(
        added.services, [&](const auto& service) { return &guidance->of(service.first) != &general; });
    context.console.out << "Services qui ont le leur ou leurs propres fiches\u00a0: " << own << ".\n";
    return ExitCode::done;
}

ExitCode check_file(CommandContext& context, const CheckOptions& options, const Settings& settings,
                    const AddedSheets& added) {
    std::optional<OhServiceId> service;
    if (!options.service.empty()) {
        service = OhServiceId::parse(options.service);
        if (!service || !added.services.contains(*service)) {
            context.console.error << "Aucun service n’a l’identifiant " << options.service
                                  << ". La liste\u00a0: prevenance organisation list\n";
            return ExitCode::usage;
        }
    }
    const auto shipped = read_shipped_directory(settings.resources / "config");
    if (!shipped) return say(context.console, shipped.error());
    const auto tree = read_tree(options.file, directory_of(records_for(*shipped, added, service)));
    if (!tree) return say(context.console, {tree.error().code, tree.error().detail, {}});
    context.console.out << "L’arbre va bien\u00a0: " << tree->nodes().size() << " nœuds.\n";
    return ExitCode::done;
}

ExitCode check(CommandContext& context, const CheckOptions& options) {
    const auto configuration = configuration_of(context);
    if (!configuration) return ExitCode::configuration;
    const auto& settings = configuration->settings;
    try {
        const auto added = added_here(settings);
        return options.file.empty() ? check_installation(context, settings, added)
                                    : check_file(context, options, settings, added);
    } catch (const storage::DatabaseError&) {
        context.console.error << "La base de " << settings.data.string()
                              << " est illisible. Vérifiez --data, ou lancez\u00a0: prevenance check\n";
        return ExitCode::failed;
    }
}

}  // namespace

void add_orientation_command(CLI::App& program, CommandContext& context) {
    const auto options = std::make_shared<CheckOptions>();
    auto* group = program.add_subcommand("orientation", "L’arbre qui mène aux fiches de l’annuaire");
    group->fallthrough();
    group->require_subcommand(1);
    group->footer(examples({"prevenance orientation check", "prevenance orientation check mon-arbre.yaml"}));
    auto* verb = group->add_subcommand("check", "Vérifie un arbre et dit toutes les fautes à la fois");
    verb->fallthrough();
    verb->add_option(
        "fichier", options->file,
        "Un arbre en YAML\u00a0; sans lui\u00a0: celui de l’installation et ceux de ses services");
    verb->add_option("--service", options->service, "L’identifiant du service dont l’arbre cite les fiches");
    verb->footer(
        examples({"prevenance orientation check", "prevenance orientation check mon-arbre.yaml"}) +
        "\nL’arbre d’un service est le fichier orientation/<identifiant du service>.yaml du dossier de "
        "données. Il est lu au démarrage.\nCode de sortie\u00a0: 0 sans faute, 1 sinon.");
    verb->callback(
        [&context, options] { context.run = [&context, options] { return check(context, *options); }; });
}

}  // namespace prevenance::api
