#include "api/audit_inspection.h"
#include "api/commands/verbs.h"
#include "integrations/system_clock.h"

#include <CLI/CLI.hpp>

#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>

namespace prevenance::api {
namespace {

struct Options {
    std::filesystem::path checkpoint;
    bool as_json = false;
};

// Opens the log beside whatever runs; what cannot be opened is said with its exit code.
ExitCode inspect(CommandContext& context, const std::function<ExitCode(const AuditInspection&)>& use) {
    const auto configuration = configuration_of(context);
    if (!configuration) return ExitCode::configuration;
    try {
        const auto inspection = AuditInspection::open(configuration->settings);
        if (!inspection) return say(context.console, inspection.error(), ExitCode::configuration);
        return use(**inspection);
    } catch (const storage::WrittenByNewerVersion&) {
        context.console.error << "Ces données ont été écrites par une version plus récente de prevenance. "
                                 "Installez cette version.\n";
        return ExitCode::newer_database;
    } catch (const storage::DatabaseError& trouble) {
        context.console.error
            << "La base ne se lit pas : " << trouble.what()
            << "\nSi elle est d’une version plus ancienne, lancez d’abord : prevenance check\n";
        return ExitCode::failed;
    }
}

void print(std::ostream& out, const forms::AuditView& view) {
    out << "Écritures : " << view.entries << ", dont " << view.checked << " vérifiées en entier et "
        << view.hashes_only << " dont il reste l’empreinte.\n"
        << "Mois clos : " << view.months << ", dont " << view.months_erased << " effacés à leur terme.\n"
        << "Points de contrôle vérifiés : " << view.checkpoints << ".\n";
    if (view.witness_entries)
        out << "Point de contrôle du témoin : arrêté à l’écriture " << *view.witness_entries << ".\n";
    for (const auto& finding : view.findings) out << "ROMPU   " << finding.message << "\n";
    if (!view.findings.empty()) {
        out << "Le journal n’est pas celui qui a été écrit. Gardez une copie des bases et prévenez le "
               "délégué à la "
               "protection des données.\n";
        return;
    }
    out << "Le journal est entier.\n";
    if (!view.witness_entries)
        out << "Une fin coupée ne se voit pas d’ici : comparez avec un message du témoin (--checkpoint "
               "FICHIER).\n";
}

ExitCode verify(CommandContext& context, const Options& options) {
    return inspect(context, [&](const AuditInspection& inspection) {
        auto view = inspection.verify();
        if (!options.checkpoint.empty()) {
            std::ifstream stream{options.checkpoint, std::ios::binary};
            const std::string text{std::istreambuf_iterator<char>{stream}, {}};
            if (!stream && text.empty()) {
                context.console.error << "Le fichier " << options.checkpoint.string() << " est illisible.\n";
                return ExitCode::usage;
            }
            if (const auto compared = inspection.compare(view, text); !compared)
                return say(context.console, compared.error(), ExitCode::usage);
        }
        if (options.as_json)
            context.console.out << forms::audit_json(view) << "\n";
        else
            print(context.console.out, view);
        return view.findings.empty() ? ExitCode::done : ExitCode::check_failed;
    });
}

ExitCode checkpoint(CommandContext& context) {
    return inspect(context, [&](const AuditInspection& inspection) {
        context.console.out << inspection.present_checkpoint(integrations::SystemClock{}.now());
        return ExitCode::done;
    });
}

}  // namespace

void add_audit_command(CLI::App& program, CommandContext& context) {
    const auto options = std::make_shared<Options>();
    auto* group =
        program.add_subcommand("audit", "Vérifie le journal des accès, aussi quand le service tourne");
    group->fallthrough();
    group->require_subcommand(1);
    group->footer(examples({"prevenance audit verify", "prevenance audit verify --checkpoint message.eml",
                            "prevenance audit checkpoint > temoin.txt"}));
    auto* verifying = group->add_subcommand(
        "verify", "Vérifie chaque écriture, les mois clos et les points de contrôle signés");
    verifying->fallthrough();
    verifying->add_option("--checkpoint", options->checkpoint,
                          "Le message qu’un témoin a gardé : montre aussi une fin coupée");
    verifying->add_flag("--json", options->as_json, "Répond en JSON, pour un outil de surveillance");
    verifying->footer(
        examples({"prevenance audit verify", "prevenance audit verify --checkpoint message.eml --json"}) +
        "\nCode de sortie : 0 si le journal est entier, 5 s’il est rompu, 2 si le fichier n’est pas un "
        "point de contrôle.");
    verifying->callback(
        [&context, options] { context.run = [&context, options] { return verify(context, *options); }; });
    auto* printing = group->add_subcommand("checkpoint", "Écrit un point de contrôle signé de ce moment");
    printing->fallthrough();
    printing->footer(examples({"prevenance audit checkpoint > temoin.txt"}));
    printing->callback([&context] { context.run = [&context] { return checkpoint(context); }; });
}

}  // namespace prevenance::api
