#include "api/demo.h"

#include "api/commands/serve.h"
#include "api/commands/verbs.h"
#include "forms/account_form.h"
#include "integrations/random.h"
#include "integrations/root_key.h"
#include "integrations/sodium.h"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <vector>

namespace prevenance::api {
namespace {

struct Options {
    std::uint16_t port = 8080;
    std::filesystem::path folder;  // empty: a temporary one
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

void print_access(std::ostream& out, const DemoAccess& access, const std::string& address,
                  const std::string& program) {
    out << "\n"
        << forms::role_in_french(access.role) << ", " << access.organisation << " (" << access.display_name
        << ")\n  adresse      " << address << "/connexion\n  identifiant  " << access.login
        << "\n  mot de passe " << access.password << "\n";
    if (access.totp_seed)
        out << "  code         tapez : " << program << " totp " << *access.totp_seed << "\n";
    if (!access.first_step.empty()) out << "  à essayer    " << access.first_step << "\n";
}

void print_welcome(std::ostream& out, const Instance& instance, const DemoFolder& folder,
                   const std::vector<DemoAccess>& accesses) {
    const auto& address = instance.settings().public_address;
    const auto program = present_program().string();
    out << "\nPrévenance, démonstration : " << address << "\nDonnées fictives, dans "
        << folder.path().string() << (folder.is_temporary() ? ", effacées à la fin" : "")
        << ".\n\nPour entrer :\n";
    for (const auto& access : accesses) print_access(out, access, address, program);
    out << "\nCourriels que la démonstration aurait envoyés : " << address
        << "/demo/courriels\nCtrl-C pour arrêter." << std::endl;
}

ExitCode show_demo(Console& console, Instance& instance, const DemoFolder& folder) {
    console.out << "Préparation des données fictives…" << std::endl;
    const auto accesses = seed_demo(instance.services());
    if (!accesses) return say(console, accesses.error());
    serve(instance, [&](std::uint16_t) { print_welcome(console.out, instance, folder, *accesses); });
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
    return open_and_use(context.console, settings,
                        [&](Instance& instance) { return show_demo(context.console, instance, folder); });
}

}  // namespace

void add_demo_command(CLI::App& program, CommandContext& context) {
    const auto options = std::make_shared<Options>();
    auto* verb =
        program.add_subcommand("demo", "Lance une démonstration avec des données fictives, à côté de tout");
    verb->fallthrough();
    verb->add_option("--port", options->port, "Le port où écouter (par défaut 8080)");
    verb->add_option("--data", options->folder,
                     "Un dossier à garder (par défaut : temporaire, effacé à la fin)");
    verb->footer(examples({"prevenance demo", "prevenance demo --port 8090 --data ~/essai"}));
    verb->callback(
        [&context, options] { context.run = [&context, options] { return demo(context, *options); }; });
}

}  // namespace prevenance::api
