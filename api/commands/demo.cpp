#include "api/commands/serve.h"
#include "api/commands/verbs.h"
#include "api/demo.h"
#include "api/demo_stories.h"
#include "forms/demo_accesses.h"
#include "integrations/random.h"
#include "integrations/root_key.h"
#include "integrations/sodium.h"
#include "storage/accounts.h"
#include "storage/organisations.h"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <memory>
#include <optional>
#include <ostream>
#include <stdexcept>

namespace prevenance::api {
namespace {

struct Options {
    std::uint16_t port = 8080;
    std::filesystem::path folder;  // empty: a temporary one
    bool for_programs = false;
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
    settings.operator_name = "Exploitant fictif";
    settings.hosting = "Cette machine, en France";
    settings.data_contact = "donnees@demonstration.example";
    settings.demo = true;
    settings.log_level = "warning";
    return settings;
}

bool is_empty(Services& services) {
    return services.cases.read(
        [](const storage::Reader& reader) { return storage::Accounts{reader}.all().empty(); });
}

// The stories are told once: a paper card's code cannot be shown a second time, here no more than elsewhere.
Result<std::vector<forms::DemoCard>> tell_stories(Services& services,
                                                  const std::vector<DemoAccess>& accesses) {
    std::vector<DemoMember> physicians;
    for (const auto& access : accesses)
        if (access.role == Role::physician) physicians.push_back({access.login, access.password});
    std::optional<OhService> service;
    std::vector<EmployerId> employers;
    services.cases.read([&](const storage::Reader& reader) {
        const storage::Organisations organisations{reader};
        service = organisations.oh_services().at(0);
        for (const auto& employer : organisations.employers()) employers.push_back(employer.id);
        return true;
    });
    return tell_demo_stories(services, *service, physicians, employers);
}

struct Doors {
    std::vector<DemoAccess> accesses;
    std::vector<forms::DemoCard> cards;
};

Result<Doors> open_doors(Services& services) {
    const bool is_new = is_empty(services);
    auto accesses = seed_demo(services);
    if (!accesses) return std::unexpected(accesses.error());
    if (!is_new) return Doors{std::move(*accesses), {}};
    auto cards = tell_stories(services, *accesses);
    if (!cards) return std::unexpected(cards.error());
    return Doors{std::move(*accesses), std::move(*cards)};
}

void print_for_programs(std::ostream& out, const std::string& address, const Doors& doors) {
    std::vector<forms::DemoDoor> listed;
    for (const auto& access : doors.accesses)
        listed.push_back({role_name(access.role), access.organisation, access.display_name, access.login,
                          access.password, access.totp_seed,
                          access.first_step});
    out << forms::demo_accesses_json(address, listed, doors.cards) << std::endl;
}

void print_for_people(std::ostream& out, const Settings& settings, const Doors& doors) {
    out << "\nPrévenance, démonstration : " << settings.public_address << "\n\nPour entrer :\n";
    for (const auto& access : doors.accesses) {
        out << "\n  " << access.display_name;
        if (!access.organisation.empty()) out << ", " << access.organisation;
        out << "\n    identifiant   " << access.login << "\n    mot de passe  " << access.password << "\n";
        out << "    code          " << present_program().string() << " totp " << access.totp_seed << "\n";
        out << "    à faire       " << access.first_step << "\n";
    }
    for (const auto& card : doors.cards)
        out << (card.is_own_request ? "\n  Une personne qui a écrit seule, et à qui le service demande des "
                                      "nouvelles\n    adresse  "
                                    : "\n  Une personne salariée, sur son téléphone, avec la carte qu’on lui "
                                      "a remise\n    adresse  ")
            << card.address << "\n    code     " << card.code << "\n";
    out << "\n  Les courriels de la démonstration : " << settings.public_address << "/demo/courriels\n";
}

ExitCode show_demo(Console& console, Instance& instance, const DemoFolder& folder, bool for_programs) {
    if (!for_programs) console.out << "Préparation des données fictives…" << std::endl;
    const auto doors = open_doors(instance.services());
    if (!doors) return say(console, doors.error());
    serve(instance, [&](std::uint16_t) {
        if (for_programs)
            return print_for_programs(console.out, instance.settings().public_address, *doors);
        print_for_people(console.out, instance.settings(), *doors);
        console.out << "\nDonnées fictives, dans " << folder.path().string()
                    << (folder.is_temporary() ? ", effacées à la fin" : "") << ". Ctrl-C pour arrêter.\n"
                    << std::endl;
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
    return open_and_use(context.console, settings,
                        [&](Instance& instance) { return show_demo(context.console, instance, folder, options.for_programs); });
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
    verb->add_flag("--json", options->for_programs, "Écrit les accès en une ligne de JSON, pour un programme");
    verb->footer(examples({"prevenance demo", "prevenance demo --port 8090 --data ~/essai"}));
    verb->callback(
        [&context, options] { context.run = [&context, options] { return demo(context, *options); }; });
}

}  // namespace prevenance::api
