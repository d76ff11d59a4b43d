#include "api/commands/rules.h"
#include "api/rule_folder.h"
#include "forms/rule_schema.h"
#include "rules/predicates/catalogue.h"

#include <CLI/CLI.hpp>

#include <ostream>

namespace prevenance::api {
namespace {

forms::RuleLanguage::Question described(const rules::Predicate& predicate, const SignalCatalogue& signals) {
    forms::RuleLanguage::Question question;
    question.name = predicate.name;
    for (const auto& [name, unit] : predicate.parameters)
        question.parameters.push_back({std::string(name), std::string(rules::word_for(unit))});
    const auto level = predicate.level();
    if (rules::takes_codes(predicate)) question.codes = rules::codes_for(predicate.counts, level, signals);
    question.takes_families = predicate.counts == rules::Counts::observations;
    if (predicate.other_codes.empty()) return question;
    question.other_list = predicate.other_codes;
    question.other_codes =
        rules::codes_for(predicate.others_count.value_or(predicate.counts), level, signals);
    return question;
}

forms::RuleLanguage language_of(const SignalCatalogue& signals) {
    forms::RuleLanguage language;
    for (const auto key : rules::rule_keys()) language.keys.emplace_back(key);
    language.optional_keys = {"effect", "unless"};
    for (const auto unit : rules::unit_words()) language.units.emplace_back(unit);
    for (const auto& family : signals.families()) language.families.push_back(family.code);
    for (const auto* predicate : rules::predicates())
        language.questions.push_back(described(*predicate, signals));
    return language;
}

ExitCode schema(CommandContext& context) {
    const auto place = place_of_rules(context, {});
    if (!place) return ExitCode::configuration;
    const auto signals = read_signals(place->signals);
    if (!signals) return say(context.console, signals.error());
    context.console.out << forms::rule_schema_json(language_of(*signals)) << "\n";
    return ExitCode::done;
}

}  // namespace

void add_rules_schema(CLI::App& rules, CommandContext& context) {
    auto* verb =
        rules.add_subcommand("schema", "Écrit le schéma JSON des règles, pour que l’éditeur aide à écrire");
    verb->fallthrough();
    verb->footer(examples({"prevenance rules schema > rule.schema.json"}));
    verb->callback([&context] { context.run = [&context] { return schema(context); }; });
}

}  // namespace prevenance::api
