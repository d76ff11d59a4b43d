#include "api/commands/verbs.h"
#include "api/jobs/nightly.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <ostream>

namespace prevenance::api {
namespace {

ExitCode list(CommandContext& context) {
    for (const auto& job : nightly_jobs())
        context.console.out << job.name << std::string(job.name.size() < 24 ? 24 - job.name.size() : 1, ' ')
                            << job.meaning << "\n";
    context.console.out << "Chaque nuit à deux heures, dans cet ordre. Pour les lancer sans attendre : "
                           "prevenance jobs run\n";
    return ExitCode::done;
}

ExitCode run_one(CommandContext& context, Services& services, const Job& job) {
    try {
        job.run(services, services.clock.now());
        context.console.out << "fait    " << job.name << "\n";
        return ExitCode::done;
    } catch (const std::exception& trouble) {
        context.console.error << "ÉCHEC   " << job.name << " : " << trouble.what() << "\n";
        return ExitCode::failed;
    }
}

// All of them count as this night's work; one alone does not.
ExitCode run_all(CommandContext& context, Services& services) {
    const auto report = run_nightly(services, services.clock.now());
    for (const auto& job : nightly_jobs()) {
        const bool failed = std::ranges::find(report.failed, job.name) != report.failed.end();
        (failed ? context.console.error : context.console.out)
            << (failed ? "ÉCHEC   " : "fait    ") << job.name << "\n";
    }
    return report.failed.empty() ? ExitCode::done : ExitCode::failed;
}

ExitCode run(CommandContext& context, const std::string& name) {
    const auto job = std::ranges::find(nightly_jobs(), std::string_view{name}, &Job::name);
    if (!name.empty() && job == nightly_jobs().end()) {
        context.console.error << "La tâche « " << name
                              << " » n’existe pas. La liste : prevenance jobs list\n";
        return ExitCode::usage;
    }
    return with_instance(context, [&](Instance& instance) {
        if (name.empty()) return run_all(context, instance.services());
        return run_one(context, instance.services(), *job);
    });
}

}  // namespace

void add_jobs_command(CLI::App& program, CommandContext& context) {
    const auto name = std::make_shared<std::string>();
    auto* group = program.add_subcommand("jobs", "Montre ou lance les tâches de la nuit");
    group->fallthrough();
    group->require_subcommand(1);
    group->footer(examples({"prevenance jobs list", "prevenance jobs run", "prevenance jobs run erase_due"}));
    auto* listing = group->add_subcommand("list", "Montre les tâches, dans l’ordre");
    listing->fallthrough();
    listing->footer(examples({"prevenance jobs list"}));
    listing->callback([&context] { context.run = [&context] { return list(context); }; });
    auto* running =
        group->add_subcommand("run", "Lance toutes les tâches, ou une seule. Le service doit être arrêté");
    running->fallthrough();
    running->add_option("NAME", *name, "Le nom d’une tâche ; sans lui, toutes");
    running->footer(
        examples({"prevenance jobs run", "prevenance jobs run erase_due"}) +
        "\nCode de sortie : 0 si tout est fait, 1 si une tâche a échoué ou si le service tourne.");
    running->callback([&context, name] { context.run = [&context, name] { return run(context, *name); }; });
}

}  // namespace prevenance::api
