// A rule in words, with its numbers and who set them: what an explanation shows of a rule, and what is
// archived of it, so that an old finding stays readable after the rule changed.
#pragma once

#include "domain/calendar.h"
#include "domain/finding.h"
#include "rules/rule.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::rules {

struct ExplainedThreshold {
    std::string name;    // in the rule file
    std::string words;   // "183 jours"
    std::string role;    // "période regardée"; empty where nobody wrote it
    std::string bounds;  // "réglable de 90 à 183 jours", "fixé, non réglable"
    std::string set;     // "réglé le 5 janv. 2026 par …", "valeur du produit, règle version 2026-1"
    int value = 0;
    int min = 0;
    int max = 0;
    Unit unit = Unit::days;
    std::optional<Date> set_on;  // none: the value that the product came with
    std::string set_by;          // a role in words; empty where `set_on` is
    bool operator==(const ExplainedThreshold&) const = default;
};

struct RuleWords {
    RuleIdentity identity;  // the version is empty where it was not archived
    std::string title;
    std::string sentence;  // its thresholds filled in; what a finding counted is still {named}
    std::string source;    // "Convention du produit : …" or "Code du travail, article R4624-31 (…) : …"
    std::string unknown;
    std::vector<CitedArticle> articles;  // law only
    std::string exception;               // "La règle se tait tant que …"; empty: it has none
    std::vector<ExplainedThreshold> thresholds;
    bool operator==(const RuleWords&) const = default;
};

RuleWords words_of(const Rule& rule);

// Four lines, as the first version of the program kept them (title, sentence, source, what is not known),
// then one line each, parts between tabs: "version", "law" for every article, "unless" where there is an
// exception, and "threshold" for every number.
std::string archived_words(const Rule& rule);

// Reads what this and the first version wrote; the identity has its version only. Nothing for any other text.
std::optional<RuleWords> parse_archived_words(std::string_view text);

}  // namespace prevenance::rules
