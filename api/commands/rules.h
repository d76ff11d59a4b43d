// The group `prevenance rules`: what the authors of rules type. One function and one file per verb. The verbs
// that only read rules (check, test, schema) need no database and no configuration file.
#pragma once

#include "api/commands/command.h"

#include <filesystem>
#include <optional>
#include <string>

namespace prevenance::api {

void add_rules_backtest(CLI::App& rules, CommandContext& context);
void add_rules_check(CLI::App& rules, CommandContext& context);
void add_rules_explain(CLI::App& rules, CommandContext& context);
void add_rules_law_check(CLI::App& rules, CommandContext& context);
void add_rules_schema(CLI::App& rules, CommandContext& context);
void add_rules_test(CLI::App& rules, CommandContext& context);

// Which rules a verb is about: the folder that was typed, otherwise that of the installation; and the
// catalogue of signals that goes with it (api/rule_folder.h).
struct RulePlace {
    std::filesystem::path folder;
    std::filesystem::path signals;
};

// Nothing where the configuration is wrong, which has then been said.
std::optional<RulePlace> place_of_rules(CommandContext& context, const std::string& typed);

}  // namespace prevenance::api
