#include "api/commands/rules.h"

#include "api/rule_folder.h"
#include "rules/lint.h"
#include "rules/timeline_run.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <ostream>

namespace prevenance::api {
namespace {

struct TestOptions {
    std::string folder;
    bool strict = false;
};

struct Tally {
    int passed = 0;
    int failed = 0;
    int loose = 0;
    int unread = 0;  // cases that say nothing: they prove nothing, and count among the failed
    int undrawn = 0;
};

void print_failure(std::ostream& out, const rules::DrawnTimeline& drawn, const rules::CaseResult& result) {
    out << drawn.file << ":" << drawn.line << ": échec\u00a0: ";
    if (result.first_wrong)
        out << "le premier jour qui ne va pas est le " << iso_date(*result.first_wrong);
    else
        out << "la date limite trouvée est le " << iso_date(*result.wrong_due);
    out << " (suggest\u00a0: attendu\u00a0; got\u00a0: obtenu)\n" << rules::shown(drawn, result);
}

class TestRun {
public:
    TestRun(const rules::RuleSet& rules, rules::DrawnReading drawn, std::ostream& out)
        : rules_(rules), unread_(std::move(drawn.unread)), drawn_(std::move(drawn.cases)), out_(out) {}

    Tally run() {
        for (const auto& rule : rules_.rules()) test(rule);
        std::vector<std::string> ids;
        for (const auto& rule : rules_.rules()) ids.push_back(rule.identity.id);
        for (const auto& complaint : rules::cases_without_rule(ids, drawn_)) {
            ++tally_.failed;
            out_ << complaint.line() << "\n";
        }
        tally_.unread = static_cast<int>(unread_.size());
        tally_.failed += tally_.unread;
        return tally_;
    }

private:
    void test(const rules::Rule& rule) {
        int passed = 0;
        int failed = 0;
        for (const auto& drawn : drawn_) {
            if (drawn.rule != rule.identity.id) continue;
            const auto result = rules::run_case(rules_, drawn);
            ++(result.passed() ? passed : failed);
            if (!result.passed()) print_failure(out_, drawn, result);
        }
        tally_.passed += passed;
        tally_.failed += failed;
        const auto unread = std::ranges::count(unread_, rule.identity.id, &rules::UnreadCase::rule);
        if (unread > 0)
            out_ << rule.identity.id << "\u00a0: dessins illisibles\u00a0: " << unread
                 << ". Corrigez-les d’abord\n";
        if (passed + failed + unread == 0) {
            ++tally_.undrawn;
            out_ << rule.identity.id << "\u00a0: aucun jour dessiné\n";
            return;
        }
        if (passed + failed == 0) return;
        out_ << rule.identity.id << "\u00a0: " << passed << " cas réussis sur " << passed + failed;
        if (failed + unread == 0) print_boundaries(rule);
        out_ << "\n";
    }

    void print_boundaries(const rules::Rule& rule) {
        const auto found = rules::check_boundaries(rules_, rule, drawn_);
        tally_.loose += static_cast<int>(found.loose.size());
        out_ << ", " << found.checked - static_cast<int>(found.loose.size()) << " bornes tenues sur "
             << found.checked;
        for (const auto& loose : found.loose)
            out_ << "\n    " << loose.threshold << " vaut " << loose.value << "\u00a0: avec " << loose.tried
                 << ", aucun dessin ne le remarque";
    }

    const rules::RuleSet& rules_;
    std::vector<rules::UnreadCase> unread_;
    std::vector<rules::DrawnTimeline> drawn_;
    std::ostream& out_;
    Tally tally_;
};

ExitCode test(CommandContext& context, const TestOptions& options) {
    const auto place = place_of_rules(context, options.folder);
    if (!place) return ExitCode::configuration;
    const auto folder = read_rule_folder(place->folder);
    if (!folder) return say(context.console, folder.error(), ExitCode::usage);
    const auto signals = read_signals(place->signals);
    if (!signals) return say(context.console, signals.error(), ExitCode::usage);
    const auto rules = rules::read_rules(folder->rules, *signals, hash_of_content);
    if (!rules) {
        for (const auto& field : rules.error().fields) context.console.error << field.message << "\n";
        context.console.error << "Corrigez d’abord les règles\u00a0: prevenance rules check "
                              << place->folder.string() << "\n";
        return ExitCode::failed;
    }
    std::vector<rules::Complaint> complaints;
    auto drawn = read_drawings(folder->timelines, *signals, complaints);
    for (const auto& complaint : complaints) context.console.error << complaint.line() << "\n";
    const auto tally = TestRun(*rules, std::move(drawn), context.console.out).run();
    context.console.out << "Cas réussis\u00a0: " << tally.passed << ". Échecs\u00a0: " << tally.failed;
    if (tally.unread > 0) context.console.out << ", dont dessins illisibles\u00a0: " << tally.unread;
    context.console.out << ". Nombres qu’aucun dessin ne tient\u00a0: " << tally.loose
                        << ". Règles sans dessin\u00a0: " << tally.undrawn << ".\n";
    const bool unproven = options.strict && (tally.loose > 0 || tally.undrawn > 0);
    return tally.failed > 0 || !complaints.empty() || unproven ? ExitCode::failed : ExitCode::done;
}

}  // namespace

void add_rules_test(CLI::App& rules, CommandContext& context) {
    const auto options = std::make_shared<TestOptions>();
    auto* verb = rules.add_subcommand("test", "Essaie chaque règle sur les jours dessinés à côté d’elle");
    verb->fallthrough();
    verb->add_option("dossier", options->folder,
                     "Le dossier des règles\u00a0; sans lui\u00a0: celles de l’installation");
    verb->add_flag("--strict", options->strict,
                   "Une règle sans dessin, ou un nombre qu’aucun dessin ne tient, compte comme un échec");
    verb->footer(
        examples({"prevenance rules test", "prevenance rules test mes-regles --strict"}) +
        "\nChaque nombre est aussi essayé plus un et moins un\u00a0: un dessin doit le remarquer. Ceux en "
        "per_mille et en count ne le sont pas\u00a0: dessinez vous-même leur bord."
        "\nCode de sortie\u00a0: 0 si tout réussit, 1 sinon, 2 si le dossier est illisible.");
    verb->callback(
        [&context, options] { context.run = [&context, options] { return test(context, *options); }; });
}

}  // namespace prevenance::api
