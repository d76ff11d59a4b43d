// `prevenance rules backtest`: what a folder of rules would have suggested over an employer's history, or
// over a file of absences; beside another folder of rules, or with other thresholds. Nothing is stored,
// nobody is named, and what would tell on ten people or fewer is hidden: whoever types this works for the
// employer.
#pragma once

#include "api/backtest_history.h"
#include "api/commands/rules.h"
#include "api/instance.h"
#include "domain/error.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace prevenance::api {

struct RulesBacktestOptions {
    std::string rules;     // a folder; empty: the installation's
    std::string compare;   // a folder; empty: nothing to compare with
    std::string from;      // a day, or a month written 2007-07
    std::string to;        // a day, or a month: its last day
    std::string employer;  // SIRET; or
    std::string absences;  // a file of absences
    bool as_known_today = false;
    std::string format = "text";    // text, json, svg
    std::string out;                // a file; empty: the terminal
    std::vector<std::string> grid;  // "S1.few=3..5", at most two
};

ExitCode backtest_rules(CommandContext& context, const RulesBacktestOptions& options);

}  // namespace prevenance::api
