// What the administrator sees of the rules: what they say and where they come from, and what other thresholds
// would change over everybody's history. No view here has a field for a person, a team or an employer, and
// the figures were made harmless before they came (domain/backtest_figures.h).
#pragma once

#include "domain/backtest_figures.h"
#include "domain/error.h"
#include "domain/finding.h"
#include "forms/csv_export.h"
#include "forms/posted_form.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct ThresholdLine {
    std::string rule;  // "S1"
    std::string name;   // "few", as in the rule file
    std::string label;  // French: "Période regardée, en jours"
    std::string words;  // of the value: "183 jours"
    int value = 0;
    int min = 0;
    int max = 0;
    bool may_change() const { return min != max; }
};

struct RuleLine {
    std::string id;
    std::string version;
    RuleFamily family = RuleFamily::signal;
    RuleLevel level = RuleLevel::individual;
    bool note = false;
    std::string title;
    std::string sentence;  // with the numbers in force
    std::string source;
    std::string law;  // what the register says about the article; empty for a convention
    std::vector<ThresholdLine> thresholds;
};

struct RulesView {
    std::vector<RuleLine> rules;
    std::string law_watch;  // a sentence: how many cite the version in force
};
TemplateData rules_data(const RulesView& view);

// The trial: its form with what was typed, and the outcome where something was tried.
struct TrialView {
    std::vector<RuleLine> rules;  // signals about persons; the thresholds that may change
    std::string why_not;          // why nothing can be shown; empty where it can
    std::optional<BacktestComparison> comparison;
    std::string csv_path;  // of the comparison
};
TemplateData trial_data(const TrialView& view, const PostedForm& typed,
                        const std::vector<FieldError>& errors);

// One line for each rule, before and after. A number that is not shown is an empty cell.
CsvTable trial_table(const BacktestComparison& comparison);

}  // namespace prevenance::forms
