#include "api/commands/rules.h"

#include "api/commands/verbs.h"
#include "api/rule_folder.h"

#include <CLI/CLI.hpp>

namespace prevenance::api {

std::optional<RulePlace> place_of_rules(CommandContext& context, const std::string& typed) {
    const auto configuration = configuration_of(context);
    if (!configuration) return std::nullopt;
    const auto shipped = configuration->settings.resources / "config";
    RulePlace place{typed.empty() ? shipped / "rules" : std::filesystem::path{typed}, {}};
    place.signals = signals_beside(place.folder, shipped / "signals.yaml");
    return place;
}

void add_rules_command(CLI::App& program, CommandContext& context) {
    auto* group = program.add_subcommand("rules", "Pour qui écrit des règles : les vérifier, les essayer");
    group->fallthrough();
    group->require_subcommand(1);
    group->footer(examples({"prevenance rules check mes-regles", "prevenance rules test mes-regles",
                            "prevenance rules schema > rule.schema.json"}));
    add_rules_check(*group, context);
    add_rules_explain(*group, context);
    add_rules_backtest(*group, context);
    add_rules_law_check(*group, context);
    add_rules_test(*group, context);
    add_rules_schema(*group, context);
}

}  // namespace prevenance::api
