// A rule in words where there is no finding: its sentence with the numbers that are in force, and what each
// of its numbers is called in a form.
#pragma once

#include "rules/rule.h"

#include <string>
#include <string_view>

namespace prevenance::api {

// The sentences of the rule that say no counted value: those read whole without a finding. Where every one
// does, what a finding would count stands as "…".
std::string sentence_with_numbers(const rules::Rule& rule);

// "Période regardée, en jours". Where a rule asks several questions with a number of the same kind, the
// question is named by its place: "Période regardée, en jours (condition 2)".
std::string threshold_label(const rules::Rule& rule, std::string_view threshold);

}  // namespace prevenance::api
