#include "api/commands/rules.h"
#include "api/rule_folder.h"
#include "forms/rule_check_json.h"
#include "rules/lint.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <ostream>
#include <span>
#include <sstream>

namespace prevenance::api {
namespace {

struct CheckOptions {
    std::string folder;
    bool as_json = false;
    bool strict = false;
};

struct Checked {
    std::vector<rules::Complaint> errors;
    std::vector<rules::Complaint> warnings;
    std::size_t rules = 0;
    std::optional<rules::LongestWindow> longest;
};

Checked check_texts(const RuleFolder& folder, const SignalCatalogue& signals) {
    auto reading = rules::read_rule_files(folder.rules, signals, hash_of_content);
    Checked checked{std::move(reading.complaints), {}, reading.rules.size(), {}};
    const auto drawn = read_drawings(folder.timelines, signals, checked.errors);
    const auto strangers = rules::cases_without_rule(reading.ids, drawn.cases);
    checked.errors.insert(checked.errors.end(), strangers.begin(), strangers.end());
    checked.warnings = rules::lint(reading.rules);
    const auto undrawn = rules::lint_timelines(reading.rules, drawn);
    checked.warnings.insert(checked.warnings.end(), undrawn.begin(), undrawn.end());
    checked.longest = rules::longest_window(reading.rules);
    return checked;
}

// The line of the file with a mark under the place, as compilers show it.
void print_place(std::ostream& out, const RuleFolder& folder, const rules::Complaint& complaint) {
    for (const auto* texts : {&folder.rules, &folder.timelines}) {
        const auto text = std::ranges::find(*texts, complaint.file, &rules::RuleText::file);
        if (text == texts->end() || complaint.code == "not_utf8") continue;
        std::istringstream lines{text->text};
        std::string line;
        for (int i = 0; i < complaint.at.line && std::getline(lines, line);) ++i;
        if (lines.fail() || line.empty() || line.size() > 300) return;
        out << "    " << line << "\n    "
            << std::string(static_cast<std::size_t>(complaint.at.column) - 1, ' ') << "^\n";
    }
}

void print(std::ostream& out, const RuleFolder& folder, const std::vector<rules::Complaint>& complaints,
           std::string_view kind) {
    for (const auto& complaint : complaints) {
        out << complaint.place() << ": " << kind
            << "\u00a0: " << (complaint.path.empty() ? "" : complaint.path + "\u00a0: ") << complaint.message
            << " [" << complaint.code << "]\n";
        print_place(out, folder, complaint);
    }
}

void print_text(std::ostream& out, const RuleFolder& folder, const Checked& checked) {
    print(out, folder, checked.errors, "erreur");
    print(out, folder, checked.warnings, "avertissement");
    out << "Règles lues\u00a0: " << checked.rules << ". Erreurs\u00a0: " << checked.errors.size()
        << ". Avertissements\u00a0: " << checked.warnings.size() << ".\n";
    if (checked.longest)
        out << "La plus longue fenêtre\u00a0: " << checked.longest->days << " jours (règle "
            << checked.longest->rule << ", seuil " << checked.longest->threshold << ").\n";
}

void add_complaints(forms::RuleCheck& json, const std::vector<rules::Complaint>& complaints, bool is_error) {
    for (const auto& [file, at, path, code, message] : complaints)
        json.complaints.push_back({file, at.line, at.column, path, code, message, is_error});
}

void print_json(std::ostream& out, const Checked& checked) {
    forms::RuleCheck json{{}, static_cast<int>(checked.rules), {}};
    add_complaints(json, checked.errors, true);
    add_complaints(json, checked.warnings, false);
    if (checked.longest) json.longest_window = checked.longest->days;
    out << forms::rule_check_json(json) << "\n";
}

ExitCode check(CommandContext& context, const CheckOptions& options) {
    const auto place = place_of_rules(context, options.folder);
    if (!place) return ExitCode::configuration;
    const auto folder = read_rule_folder(place->folder);
    if (!folder) return say(context.console, folder.error(), ExitCode::usage);
    if (folder->rules.empty()) {
        context.console.error << "Le dossier " << place->folder.string()
                              << " ne contient aucune règle (fichier .yaml).\n";
        return ExitCode::usage;
    }
    const auto signals = read_signals(place->signals);
    if (!signals) return say(context.console, signals.error(), ExitCode::usage);
    const auto checked = check_texts(*folder, *signals);
    if (options.as_json)
        print_json(context.console.out, checked);
    else
        print_text(context.console.out, *folder, checked);
    const bool failed = !checked.errors.empty() || (options.strict && !checked.warnings.empty());
    return failed ? ExitCode::failed : ExitCode::done;
}

}  // namespace

void add_rules_check(CLI::App& rules, CommandContext& context) {
    const auto options = std::make_shared<CheckOptions>();
    auto* verb = rules.add_subcommand("check", "Vérifie des règles et dit toutes les erreurs à la fois");
    verb->fallthrough();
    verb->add_option("dossier", options->folder,
                     "Le dossier des règles\u00a0; sans lui\u00a0: celles de l’installation");
    verb->add_flag("--json", options->as_json, "Répond en JSON, pour un éditeur ou une intégration continue");
    verb->add_flag("--strict", options->strict, "Un avertissement compte comme une erreur");
    verb->footer(examples({"prevenance rules check", "prevenance rules check mes-regles --strict",
                           "prevenance rules check mes-regles --json"}) +
                 "\nCode de sortie\u00a0: 0 sans erreur, 1 avec au moins une erreur, 2 si le dossier ou le "
                 "catalogue des signaux est illisible.");
    verb->callback(
        [&context, options] { context.run = [&context, options] { return check(context, *options); }; });
}

}  // namespace prevenance::api
