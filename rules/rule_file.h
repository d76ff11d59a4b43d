// Reads one rule file (config/rules/S1.yaml) into a Rule, or says everything that is wrong with it. It takes
// text: whoever opens the files is elsewhere, and so is the hash, because this folder holds no cryptography.
// The surprise: a rule that names a cause it must not see is refused here, so that no engine has to be
// trusted with it.
//
// The language:
//   rule: S1                     id: capital letter and digits
//   version: "2026-1"
//   family: signal | legal       level: individual | team
//   title, sentence, unknown     French; the sentence may hold {names} of thresholds and of counted values
//   source: {kind: law, article, version: 2022-04-28, text} | {kind: convention, text}
//   thresholds: {name: {value, min, max, unit: days | spells | facts | persons | per_mille}}
//   when: a question, or {any: [..]}, or {all: [..]}. A question is {predicate: {parameter: threshold name,
//   ..}} and
//         names what it counts by `codes: [..]` or, for observations, `families: [..]`.
// The predicates and their parameters: rules/predicates/.
#pragma once

#include "domain/error.h"
#include "domain/signal.h"
#include "rules/rule.h"
#include "rules/rule_set.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::rules {

// 64 hexadecimal digits for any bytes; the same for the same bytes, always.
using ContentHash = std::function<std::string(std::string_view)>;

struct RuleText {
    std::string file;  // for complaints: "config/rules/S1.yaml"
    std::string text;
};

// Error `invalid`, with every complaint of the file in `fields` ("file:line:column: …").
Result<Rule> read_rule(const RuleText& text, const SignalCatalogue& catalogue, const ContentHash& hash);

// Every file, with the complaints of all of them at once; also two rules with one id.
Result<RuleSet> read_rules(std::span<const RuleText> texts, const SignalCatalogue& catalogue,
                           const ContentHash& hash);

}  // namespace prevenance::rules
