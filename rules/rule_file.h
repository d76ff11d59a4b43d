// Reads one rule file (config/rules/S1.yaml) into a Rule, or says everything that is wrong with it. It takes
// text: whoever opens the files is elsewhere, and so is the hash, because this folder holds no cryptography.
// The surprise: a rule that names a cause it must not see is refused here, so that no engine has to be
// trusted with it.
//
// The language:
//   rule: S1                     id: capital letter and digits
//   version: "2026-1"
//   family: signal | legal       level: individual | team       effect: suggestion (without it) | note
//   title, sentence, unknown     French; the sentence may hold {names} of thresholds and of counted values
//   source: {kind: law, article, version: 2022-04-28, id: LEGIARTI.., also: [{article, version, id}], text}
//           | {kind: convention, text}. `id` and `also` may be left out.
//   thresholds: {name: {value, min, max, unit: days | months | spells | facts | families | persons | ..}}
//   when: a question, {rule: S2} (another rule holds too), {any: [..]} or {all: [..]}. A question is
//         {predicate: {parameter: threshold name, ..}} and names what it counts by `codes: [..]` or, for
//         observations, `families: [..]`.
//   unless: as `when`; while it holds, the rule does not.
// The predicates and their parameters: rules/predicates/. The same for editors: prevenance rules schema.
#pragma once

#include "domain/error.h"
#include "domain/signal.h"
#include "rules/file_errors.h"
#include "rules/rule.h"
#include "rules/rule_set.h"

#include <functional>
#include <map>
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

// A rule, and where each part of its file stands: "when.any[1].repeated_spells.within" → line and column of
// the value.
struct ReadRule {
    Rule rule;
    std::string file;
    std::map<std::string, Position> places;
};

// What could be read of some files, and everything that is wrong with the others.
struct RulesReading {
    std::vector<ReadRule> rules;
    std::vector<std::string>
        ids;  // of every file, also of the wrong ones; the file's own name where it says none
    std::vector<Complaint> complaints;
};

// Every file, and what only shows when they are seen together: two rules with one id, a rule that names one
// that is not there, rules that wait for one another.
RulesReading read_rule_files(std::span<const RuleText> texts, const SignalCatalogue& catalogue,
                             const ContentHash& hash);

// Error `invalid`, with every complaint of the file in `fields` ("file:line:column: path: what [code]").
Result<Rule> read_rule(const RuleText& text, const SignalCatalogue& catalogue, const ContentHash& hash);

// Every file, with the complaints of all of them at once; also those about several files.
Result<RuleSet> read_rules(std::span<const RuleText> texts, const SignalCatalogue& catalogue,
                           const ContentHash& hash);

// The words of the language, for the schema that editors use (api/commands/rules_schema.cpp).
std::span<const std::string_view> unit_words();
std::span<const std::string_view> rule_keys();
std::span<const std::string_view> source_words();
std::span<const std::string_view> threshold_words();
// Whether a question names codes (the others name families, or nothing).
bool takes_codes(const Predicate& predicate);
// The codes that a question of a kind may name, at most: a note may name some that a suggestion may not.
std::vector<std::string> codes_for(Counts counts, RuleLevel level, const SignalCatalogue& catalogue);

}  // namespace prevenance::rules
