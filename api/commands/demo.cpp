#include "api/demo.h"

#include "api/commands/serve.h"
#include "api/commands/verbs.h"
#include "forms/demo_access_json.h"
#include "integrations/random.h"
#include "integrations/root_key.h"
#include "integrations/sodium.h"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <memory>
#include <ostream>
#include <stdexcept>

namespace prevenance::api {
namespace {

struct Options {
    std::uint16_t port = 8080;
    std::filesystem::path folder;  // empty: a temporary one
    bool as_json = false;
};

// Where a demonstration lives. A temporary one is gone when the demonstration ends.
class DemoFolder {
public:
    explicit DemoFolder(std::filesystem::path chosen) : path_(std::move(chosen)), temporary_(path_.empty()) {
        if (!temporary_) {
            std::filesystem::create_directories(path_);
            return;
        }
        auto pattern = (std::filesystem::temp_directory_path() / "prevenance-demo-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("no temporary folder in " + pattern);
        path_ = pattern;
    }
    ~DemoFolder() {
        std::error_code trouble;
        if (temporary_) std::filesystem::remove_all(path_, trouble);
    }
    DemoFolder(const DemoFolder&) = delete;
    DemoFolder& operator=(const DemoFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    bool is_temporary() const { return temporary_; }

private:
    std::filesystem::path path_;
    bool temporary_;
};

Settings demo_settings(const Settings& configured, const Options& options, const DemoFolder& folder) {
    Settings settings;
    settings.public_address = "http://127.0.0.1:" + std::to_string(options.port);
    settings.port = options.port;
    settings.data = folder.path() / "data";
    settings.root_key = folder.path() / "root.key";
    settings.resources = configured.resources;
    settings.help_phone = "01 00 00 00 00";
    settings.demo = true;
    settings.log_level = "warning";
    return settings;
}

void say_in_words(Console& console, const Instance& instance, const DemoFolder& folder,
                  const std::vector<DemoAccess>& accesses) {
    console.out << "\nPrévenance, démonstration : " << instance.settings().public_address
                << "\nDonnées fictives, dans " << folder.path().string()
                << (folder.is_temporary() ? ", effacées à la fin" : "") << ". Ctrl-C pour arrêter.\n\n"
                << "Le mot de passe de tous les comptes : " << accesses.front().password << "\n"
                << "Le code à 6 chiffres : prevenance totp CLÉ, ou une application d’authentification.\n";
    for (const auto& access : accesses)
        console.out << "\n"
                    << access.login << "  (" << access.display_name
                    << (access.organisation.empty() ? "" : ", ") << access.organisation
                    << ")\n  clé du code : " << access.totp_seed.value_or("aucune, le mot de passe suffit")
                    << "\n  " << access.first_step << "\n";
    console.out << std::endl;
}

void say_in_json(Console& console, const Instance& instance, const std::vector<DemoAccess>& accesses) {
    std::vector<forms::DemoAccessView> views;
    for (const auto& access : accesses)
        views.push_back({std::string{role_name(access.role)}, access.organisation, access.display_name,
                         access.login, access.password, access.totp_seed, access.first_step});
    console.out << forms::demo_accesses_json(instance.settings().public_address, views) << std::endl;
}

ExitCode show_demo(Console& console, Instance& instance, const DemoFolder& folder, bool as_json) {
    if (!as_json) console.out << "Préparation des données fictives…" << std::endl;
    const auto accesses = seed_demo(instance.services());
    if (!accesses) return say(console, accesses.error());
    serve(instance, [&](std::uint16_t) {
        if (as_json)
            say_in_json(console, instance, *accesses);
        else
            say_in_words(console, instance, folder, *accesses);
    });
    return ExitCode::done;
}

ExitCode demo(CommandContext& context, const Options& options) {
    const auto configured =
        read_configuration({context.configuration_file, {}, context.flags, present_program()});
    if (!configured) return say(context.console, configured.error(), ExitCode::configuration);
    leave_stop_signals_to_serve();
    if (const auto ready = integrations::prepare_sodium(); !ready) return say(context.console, ready.error());
    const DemoFolder folder{options.folder};
    const auto settings = demo_settings(configured->settings, options, folder);
    integrations::SystemRandomness randomness;
    if (!std::filesystem::exists(settings.root_key))
        if (const auto made = integrations::RootKey::create(settings.root_key, randomness); !made)
            return say(context.console, made.error());
    return open_and_use(context.console, settings, [&](Instance& instance) {
        return show_demo(context.console, instance, folder, options.as_json);
    });
}

}  // namespace

void add_demo_command(CLI::App& program, CommandContext& context) {
    const auto options = std::make_shared<Options>();
    auto* verb =
        program.add_subcommand("demo", "Lance une démonstration avec des données fictives, à côté de tout");
    verb->fallthrough();
    verb->add_option("--port", options->port, "Le port où écouter (par défaut 8080)");
    verb->add_option("--data", options->folder,
                     "Un dossier à garder (par défaut : temporaire, effacé à la fin)");
    verb->add_flag("--json", options->as_json, "Dit en JSON, sur une ligne, comment entrer");
    verb->footer(examples({"prevenance demo", "prevenance demo --port 8090 --data ~/essai"}));
    verb->callback(
        [&context, options] { context.run = [&context, options] { return demo(context, *options); }; });
}

}  // namespace prevenance::api
