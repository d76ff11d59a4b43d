#include "api/commands/rules_backtest.h"

#include "api/commands/named_organisations.h"
#include "api/rule_folder.h"
#include "domain/whole_number.h"
#include "forms/backtest_chart.h"
#include "forms/backtest_json.h"
#include "forms/backtest_words.h"
#include "integrations/system_clock.h"
#include "rules/backtest_figures.h"
#include "rules/rule_set_values.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>
#include <utility>

namespace prevenance::api {
namespace {

using rules::BacktestAudience;
using rules::BacktestOutcome;
using rules::BacktestPeriod;
using rules::RuleSet;
using rules::ThresholdValue;

constexpr std::int64_t most_variants = 30;
constexpr std::size_t bytes_limit = 21U * 1024U * 1024U;  // the reader of tables refuses more than 20

std::optional<Date> first_day(const std::string& text) {
    return parse_iso_date(text.size() == 7 ? text + "-01" : text);
}

std::optional<Date> last_day(const std::string& text) {
    if (text.size() != 7) return parse_iso_date(text);
    const auto first = parse_iso_date(text + "-01");
    return first ? std::optional{add_months(*first, Months{1}) - Days{1}} : std::nullopt;
}

Result<BacktestPeriod> period_of(const RulesBacktestOptions& options) {
    const auto from = first_day(options.from);
    const auto to = last_day(options.to);
    if (!from || !to)
        return fail(ErrorCode::invalid,
                    "--from et --to attendent un jour (2007-07-01) ou un mois (2007-07).");
    if (*to < *from) return fail(ErrorCode::invalid, "--to vient avant --from. Échangez-les.");
    return BacktestPeriod{*from, *to};
}

Result<std::string> bytes_in(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::string bytes(bytes_limit, '\0');
    if (file) file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (file.bad() || !file.is_open() || std::filesystem::is_directory(path))
        return fail(ErrorCode::unavailable,
                    "Le fichier " + path.string() + " est illisible. Vérifiez son chemin.");
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

Result<RuleSet> rules_in(CommandContext& context, const std::string& typed) {
    const auto place = place_of_rules(context, typed);
    if (!place) return fail(ErrorCode::invalid);
    const auto signals = read_signals(place->signals);
    if (!signals) return std::unexpected(signals.error());
    return read_rule_set(place->folder, *signals);
}

BacktestOutcome walk_over(const History& history, const RuleSet& rules, const BacktestPeriod& period) {
    rules::Backtest backtest(rules, period);
    backtest.add_employer(history.people, history.teams);
    return backtest.outcome();
}

// One axis of a grid: a threshold and the values it takes.
struct Axis {
    std::string rule;
    std::string threshold;
    int first = 0;
    int last = 0;
};

Result<Axis> axis_of(const std::string& text) {
    const auto dot = text.find('.');
    const auto equals = text.find('=', dot == std::string::npos ? 0 : dot);
    const auto dots = text.find("..", equals == std::string::npos ? 0 : equals);
    const auto refused = fail(ErrorCode::invalid,
                              "--grid attend une règle, un seuil et ses valeurs\u00a0: "
                              "--grid S1.few=3..5. Reçu\u00a0: «\u00a0" +
                                  text + "\u00a0».");
    if (dot == std::string::npos || equals == std::string::npos) return refused;
    const auto values = text.substr(equals + 1);
    const auto first =
        whole_number<int>(dots == std::string::npos ? values : text.substr(equals + 1, dots - equals - 1));
    const auto last = dots == std::string::npos ? first : whole_number<int>(text.substr(dots + 2));
    if (!first || !last || *last < *first) return refused;
    return Axis{text.substr(0, dot), text.substr(dot + 1, equals - dot - 1), *first, *last};
}

using Variant = std::vector<ThresholdValue>;

Result<std::vector<Variant>> variants_of(const std::vector<std::string>& grid, Date today) {
    std::vector<Variant> variants{{}};
    for (const auto& text : grid) {
        const auto axis = axis_of(text);
        if (!axis) return std::unexpected(axis.error());
        std::vector<Variant> more;
        const auto values = std::int64_t{axis->last} - axis->first + 1;
        if (values > most_variants / static_cast<std::int64_t>(variants.size()))
            return fail(ErrorCode::invalid, "--grid demande plus de 30 essais. Réduisez les intervalles.");
        for (const auto& variant : variants)
            for (int value = axis->first; value <= axis->last; ++value) {
                more.push_back(variant);
                more.back().push_back({axis->rule, axis->threshold, value, today, "cet essai"});
            }
        variants = std::move(more);
    }
    return variants;
}

std::string name_of(const Variant& variant) {
    std::string name;
    for (const auto& value : variant)
        name += (name.empty() ? "" : ", ") + value.rule + "." + value.threshold + " = " +
                std::to_string(value.value);
    return name;
}

std::string written(const BacktestFigures& figures, const std::string& format) {
    if (format == "json") return forms::backtest_json(figures);
    if (format == "svg") return forms::standalone_svg(forms::chart_of(figures));
    return forms::backtest_text(figures);
}

std::string written(const BacktestComparison& comparison, const std::string& format) {
    if (format == "json") return forms::backtest_json(comparison);
    if (format == "svg") return forms::standalone_svg(forms::chart_of(comparison));
    return forms::backtest_text(comparison);
}

// One run: a history, a period, rules, and what to write of it.
class Run {
public:
    Run(CommandContext& context, const RulesBacktestOptions& options, BacktestPeriod period)
        : context_(context), options_(options), period_(period) {}

    // `own`: the rules as an employer has set them; they are used where no folder is named.
    ExitCode over(const History& history, const BacktestHistory& about, const RuleSet* own) {
        about_ = about;
        if (own != nullptr && options_.rules.empty()) {
            about_.thresholds = BacktestHistory::Thresholds::of_employer;
            return over(history, *own);
        }
        const auto rules = rules_in(context_, options_.rules);
        if (!rules) return say(context_.console, rules.error());
        about_.thresholds = options_.rules.empty() ? BacktestHistory::Thresholds::shipped
                                                   : BacktestHistory::Thresholds::of_folder;
        return over(history, *rules);
    }

private:
    ExitCode over(const History& history, const RuleSet& rules) {
        const auto outcome = walk_over(history, rules, period_);
        if (!options_.grid.empty()) return grid(history, rules, outcome);
        if (options_.compare.empty()) {
            auto figures = figures_of(rules, outcome, BacktestAudience::one_employer);
            figures.history = about_;
            return write(written(figures, options_.format));
        }
        const auto others = rules_in(context_, options_.compare);
        if (!others) return say(context_.console, others.error());
        const auto other = walk_over(history, *others, period_);
        return write(written(compared({rules, outcome}, {*others, other}), options_.format));
    }

    BacktestComparison compared(const rules::BacktestOf& first, const rules::BacktestOf& second) const {
        auto comparison = compare(first, second, BacktestAudience::one_employer);
        comparison.first.history = about_;
        return comparison;
    }

    ExitCode grid(const History& history, const RuleSet& rules, const BacktestOutcome& outcome) {
        const auto today = in_paris(integrations::SystemClock{}.now()).date;
        const auto variants = variants_of(options_.grid, today);
        if (!variants) return say(context_.console, variants.error(), ExitCode::usage);
        std::vector<forms::BacktestVariant> tried;
        for (const auto& variant : *variants) {
            const auto changed = rules::with_values(rules, variant, hash_of_content);
            if (!changed) return say(context_.console, changed.error(), ExitCode::usage);
            const auto other = walk_over(history, *changed, period_);
            tried.push_back({name_of(variant), compared({rules, outcome}, {*changed, other})});
        }
        return write(options_.format == "json" ? forms::backtest_grid_json(tried)
                                               : forms::backtest_grid_text(tried));
    }

    ExitCode write(const std::string& text) {
        if (options_.out.empty()) {
            context_.console.out << text;
            return ExitCode::done;
        }
        std::ofstream file{options_.out, std::ios::binary};
        file << text << std::flush;
        if (file) return ExitCode::done;
        return say(context_.console,
                   {ErrorCode::unavailable, "Le fichier " + options_.out + " ne peut pas être écrit.", {}});
    }

    CommandContext& context_;
    const RulesBacktestOptions& options_;
    BacktestPeriod period_;
    BacktestHistory about_ = {};
};

ExitCode over_file(CommandContext& context, const RulesBacktestOptions& options, Run& run) {
    const auto bytes = bytes_in(options.absences);
    if (!bytes) return say(context.console, bytes.error());
    const auto configuration = configuration_of(context);
    if (!configuration) return ExitCode::configuration;
    const auto today = in_paris(integrations::SystemClock{}.now()).date;
    const auto read = history_in_file(configuration->settings.resources, *bytes, today);
    if (!read) return say(context.console, read.error());
    return run.over(read->history, read->about, nullptr);
}

ExitCode over_employer(CommandContext& context, const RulesBacktestOptions& options, Run& run) {
    return with_instance(context, [&](Instance& instance) {
        const auto employer = employer_named(instance.services(), options.employer);
        if (!employer) return say(context.console, employer.error());
        const auto scope = EmployerScope::for_job(employer->id);
        const auto& services = instance.services();
        auto [history, rules] = services.cases.read([&](const storage::Reader& reader) {
            return std::pair{history_of(reader, scope), rules_of(reader, services, scope)};
        });
        if (options.as_known_today) take_as_known_at_once(history);
        return run.over(history, reach_of(history), rules.get());
    });
}

}  // namespace

ExitCode backtest_rules(CommandContext& context, const RulesBacktestOptions& options) {
    const auto period = period_of(options);
    if (!period) return say(context.console, period.error(), ExitCode::usage);
    if (options.employer.empty() == options.absences.empty())
        return say(context.console,
                   {ErrorCode::invalid, "Donnez --employer ou --absences, et un seul des deux.", {}},
                   ExitCode::usage);
    if (!options.grid.empty() && (options.format == "svg" || !options.compare.empty()))
        return say(context.console,
                   {ErrorCode::invalid, "--grid s’écrit en text ou en json, et sans --compare.", {}},
                   ExitCode::usage);
    Run run{context, options, *period};
    return options.absences.empty() ? over_employer(context, options, run) : over_file(context, options, run);
}

void add_rules_backtest(CLI::App& rules, CommandContext& context) {
    auto options = std::make_shared<RulesBacktestOptions>();
    auto* verb = rules.add_subcommand(
        "backtest", "Rejoue un historique\u00a0: ce que les règles auraient suggéré, sans nommer personne");
    verb->fallthrough();
    verb->add_option("--rules", options->rules, "Le dossier des règles\u00a0; sans lui\u00a0: celles de l’employeur, avec les seuils qu’il a réglés, "
                     "ou config/rules");
    verb->add_option("--compare", options->compare, "Un second dossier de règles, à comparer au premier");
    verb->add_option("--from", options->from, "Le premier jour, AAAA-MM-JJ, ou le mois, AAAA-MM")->required();
    verb->add_option("--to", options->to, "Le dernier jour, ou le mois")->required();
    verb->add_option("--employer", options->employer, "Le SIRET de l’employeur");
    verb->add_option("--absences", options->absences, "Ou un fichier d’absences, lu sans être importé");
    verb->add_flag("--as-known-today", options->as_known_today,
                   "Chaque fait compte comme connu le jour où il commence, même importé depuis");
    verb->add_option("--format", options->format, "text, json ou svg")
        ->check(CLI::IsMember({"text", "json", "svg"}));
    verb->add_option("--out", options->out, "Le fichier à écrire\u00a0; sans lui\u00a0: l’écran");
    verb->add_option("--grid", options->grid,
                     "Essaie les valeurs d’un seuil\u00a0: S1.few=3..5\u00a0; deux au plus")
        ->expected(1, 2);
    verb->footer(examples(
        {"prevenance rules backtest --absences absences.csv --from 2007-07 --to 2010-07",
         "prevenance rules backtest --employer 73282932000074 --from 2025-01 --to 2025-12 --as-known-today",
         "prevenance rules backtest --absences absences.csv --from 2007-07 --to 2010-07 --grid "
         "S1.few=3..5"}));
    verb->callback([options, &context] {
        context.run = [options, &context] { return backtest_rules(context, *options); };
    });
}

}  // namespace prevenance::api
