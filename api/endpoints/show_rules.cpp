#include "api/endpoints/show_rules.h"

#include "api/backtest_history.h"
#include "api/page_reply.h"
#include "api/rule_folder.h"
#include "api/rule_words.h"
#include "api/services.h"
#include "domain/whole_number.h"
#include "forms/law_articles.h"
#include "forms/rules_page.h"
#include "rules/backtest_figures.h"
#include "rules/law_watch.h"
#include "rules/rule_set_values.h"
#include "rules/rule_words.h"
#include "rules/threshold_words.h"
#include "storage/organisations.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace prevenance::api {
namespace {

using rules::BacktestAudience;
using rules::LawNote;
using rules::Rule;
using rules::RuleSet;
using rules::ThresholdValue;

constexpr std::size_t most_people = 50'000;
constexpr std::size_t least_employers = 3;
constexpr const char* trial_title = "Et si un seuil changeait\u00a0?";

forms::RuleLine line_of(const Rule& rule) {
    forms::RuleLine line{rule.identity.id,
                         rule.identity.version,
                         rule.family,
                         rule.level,
                         rule.effect == rules::Effect::note,
                         rule.title,
                         sentence_with_numbers(rule),
                         rules::words_of(rule).source,
                         {},
                         {}};
    for (const auto& threshold : rule.thresholds)
        line.thresholds.push_back({rule.identity.id, threshold.name, threshold_label(rule, threshold.name),
                                   rules::value_words(threshold.value, threshold.unit), threshold.value,
                                   threshold.min, threshold.max});
    return line;
}

std::vector<forms::RuleLine> lines_of(const RuleSet& set) {
    std::vector<forms::RuleLine> lines;
    for (const Rule& rule : set.rules()) lines.push_back(line_of(rule));
    return lines;
}

std::vector<LawNote> law_notes(const Call& call) {
    std::ifstream file{call.services.settings.resources / "config" / "law" / "articles.json",
                       std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    const auto articles = forms::read_law_articles(bytes);
    if (!articles) return {};
    return rules::watch_law(call.services.rules.rules(), *articles, call.today());
}

std::string law_words(const std::vector<LawNote>& notes) {
    if (notes.empty()) return "Veille juridique\u00a0: aucune règle n’a été comparée au registre de la loi.";
    const auto complaints = std::ranges::count_if(notes, rules::is_complaint);
    const auto compared = std::to_string(notes.size());
    if (complaints == 0)
        return "Veille juridique\u00a0: les " + compared +
               " articles du Code du travail que citent les règles sont cités dans la version en vigueur, "
               "d’après la copie livrée avec le programme. Pour comparer avec une copie plus récente\u00a0: "
               "prevenance rules "
               "law-check.";
    return "Veille juridique\u00a0: " + std::to_string(complaints) + " articles cités sur " + compared +
           " sont à relire.";
}

bool may_be_tried(const forms::RuleLine& rule) {
    return rule.family == RuleFamily::signal && rule.level == RuleLevel::individual && !rule.note;
}

forms::TrialView trial_form(const Call& call) {
    forms::TrialView view;
    view.rules = lines_of(call.services.rules);
    std::erase_if(view.rules, [](const forms::RuleLine& rule) { return !may_be_tried(rule); });
    return view;
}

// The values typed that differ from today's. What is no number is refused here; the bounds in rules/.
Result<std::vector<ThresholdValue>> typed_values(const Call& call, const forms::TrialView& view) {
    std::vector<ThresholdValue> values;
    std::vector<FieldError> errors;
    for (const auto& rule : view.rules)
        for (const auto& threshold : rule.thresholds) {
            const auto field = threshold.rule + "." + threshold.name;
            const auto text = call.query.value(field);
            if (!threshold.may_change() || text.empty()) continue;
            const auto number = whole_number<int>(text);
            if (!number)
                errors.push_back({field, "not_a_number",
                                  rule.id + ", " + threshold.label + "\u00a0: écrivez un nombre entier, de " +
                                      std::to_string(threshold.min) + " à " + std::to_string(threshold.max) +
                                      "."});
            else if (*number != threshold.value)
                values.push_back({threshold.rule, threshold.name, *number, call.today(), "cet essai"});
        }
    if (!errors.empty()) return fail(std::move(errors));
    return values;
}

// Everybody's history, employer by employer; or why the trial is not made.
Result<std::vector<History>> all_histories(const Call& call) {
    return call.services.cases.read([](const storage::Reader& reader) -> Result<std::vector<History>> {
        const auto employers = storage::Organisations{reader}.employers();
        if (employers.size() < least_employers)
            return fail(ErrorCode::unavailable,
                        "L’essai a besoin d’au moins trois structures. Avec moins, le résultat parlerait de "
                        "l’une d’elles.");
        std::vector<History> histories;
        std::size_t people = 0;
        for (const auto& employer : employers) {
            histories.push_back(history_of(reader, EmployerScope::for_job(employer.id)));
            people += histories.back().people.size();
            if (people > most_people)
                return fail(ErrorCode::too_large,
                            "L’essai sur cette page s’arrête à 50\u202f000 personnes. Au-delà, lancez "
                            "prevenance rules backtest sur le serveur, structure par structure.");
        }
        return histories;
    });
}

rules::BacktestOutcome walk_over(const std::vector<History>& histories, const RuleSet& set,
                                 const rules::BacktestPeriod& period) {
    rules::Backtest backtest(set, period);
    for (const auto& history : histories) backtest.add_employer(history.people, history.teams);
    return backtest.outcome();
}

// From the oldest fact of any employer to the newest.
BacktestHistory reach_of_all(const std::vector<History>& histories) {
    BacktestHistory all;
    for (const auto& history : histories) {
        const auto one = reach_of(history);
        if (!one.first_fact) continue;
        all.first_fact = std::min(all.first_fact.value_or(*one.first_fact), *one.first_fact);
        all.last_fact = std::max(all.last_fact.value_or(*one.last_fact), *one.last_fact);
    }
    return all;
}

// Nothing where the form was only opened. Errors of the fields, or one with a detail where it cannot be
// shown.
Result<std::optional<BacktestComparison>> comparison_of(const Call& call, const forms::TrialView& view) {
    if (call.query.fields().empty()) return std::nullopt;
    const auto values = typed_values(call, view);
    if (!values) return std::unexpected(values.error());
    const auto& present = call.services.rules;
    const auto changed = rules::with_values(present, *values, hash_of_content);
    if (!changed) return std::unexpected(changed.error());
    const auto histories = all_histories(call);
    if (!histories) return std::unexpected(histories.error());
    const rules::BacktestPeriod period{add_months(call.today(), Months{-12}), call.today() - Days{1}};
    const auto before = walk_over(*histories, present, period);
    const auto after = walk_over(*histories, *changed, period);
    auto comparison = rules::compare({present, before}, {*changed, after}, BacktestAudience::whole_instance);
    comparison.first.history = reach_of_all(*histories);
    return comparison;
}

// The same question again, as an address.
std::string typed_again(const Call& call) {
    std::string text;
    for (const auto& [name, values] : call.query.fields())
        for (const auto& value : values)
            text +=
                (text.empty() ? "?" : "&") + forms::encode_percent(name) + "=" + forms::encode_percent(value);
    return text;
}

}  // namespace

Answer show_rules(const Call& call) {
    const auto notes = law_notes(call);
    forms::RulesView view{lines_of(call.services.rules), law_words(notes)};
    for (auto& line : view.rules) {
        for (const auto& note : notes)
            if (note.rule == line.id && note.state != rules::LawState::unchanged)
                line.law += (line.law.empty() ? "" : " ") + rules::french_words(note);
    }
    return page_reply(call, "Quelles règles sont en service\u00a0?", "rules", forms::rules_data(view));
}

Answer try_thresholds(const Call& call) {
    auto view = trial_form(call);
    auto comparison = comparison_of(call, view);
    std::vector<FieldError> errors;
    if (comparison) {
        view.comparison = std::move(*comparison);
        view.csv_path = "/administration/regles/essai.csv" + typed_again(call);
    } else {
        view.why_not = comparison.error().detail;
        errors = comparison.error().fields;
    }
    auto data = forms::trial_data(view, call.query, errors);
    return page_reply(call, trial_title, "rules_trial", std::move(data), std::move(errors));
}

Answer export_trial(const Call& call) {
    const auto comparison = comparison_of(call, trial_form(call));
    if (!comparison || !*comparison) return try_thresholds(call);
    Reply reply{
        200, "text/csv; charset=utf-8", forms::csv_for_spreadsheet(forms::trial_table(**comparison)), {}};
    reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"essai-des-seuils.csv\"");
    return reply;
}

}  // namespace prevenance::api
