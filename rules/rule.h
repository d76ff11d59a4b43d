// A screening rule as its file states it: words that people read, where it comes from, numbers with their
// bounds, and a condition over dated facts. It is not code: what it can say is a closed list, and a score, a
// weight or a ranking is not in it. The surprise: every number is a named threshold, so that it has a unit,
// bounds and a place in the sentence.
#pragma once

#include "domain/calendar.h"
#include "domain/finding.h"
#include "rules/predicate.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::rules {

struct Threshold {
    std::string name;
    int value = 0;
    int min = 0;
    int max = 0;
    Unit unit = Unit::days;
    // Where an employer chose the value: when, and in which role (French, "le référent de votre structure").
    // Nothing: it is the value of the rule file.
    std::optional<Date> set_on = {};
    std::string set_by = {};
    bool operator==(const Threshold&) const = default;

    // Equal bounds: a protection, or a number of the law. Nobody may set it.
    bool is_protected() const { return min == max; }
};

// An article of law in the version that a rule was written for.
struct CitedArticle {
    std::string number;           // "R4624-31"
    std::optional<Date> version;  // the day on which it came into force
    std::string id;  // of that version, as Légifrance names it: "LEGIARTI000045676892"; may be empty
    bool operator==(const CitedArticle&) const = default;
};

// Where a rule comes from. A law is cited by its articles; a convention says whose it is.
struct Source {
    enum class Kind { law, convention };
    Kind kind = Kind::convention;
    std::vector<CitedArticle> articles;  // law: the one that matters most first, never empty
    std::string text;                    // French: what it says, or why these numbers
    bool operator==(const Source&) const = default;
};

// A tree of `all` and `any` over questions and over other rules. `parts` are empty for these two.
struct Condition {
    enum class Kind { all, any, question, rule };
    Kind kind = Kind::question;
    std::vector<Condition> parts;

    const Predicate* predicate = nullptr;
    std::vector<std::string> thresholds;  // names, in the order of the predicate's parameters
    std::vector<std::string> codes;
    std::vector<std::string> others;                 // the predicate's second list
    std::vector<std::vector<std::string>> families;  // the codes of each family named

    std::string rule;  // Kind::rule: the id of a rule of the same family that holds too. A rule about a team,
                       // named by one about a person, is that of the person's team.
};

// What a finding of the rule is for. A note alone suggests nothing: it is shown beside a suggestion.
enum class Effect { suggestion, note };

struct Rule {
    RuleIdentity identity;
    RuleFamily family = RuleFamily::signal;
    RuleLevel level = RuleLevel::individual;
    std::string title;     // French
    std::string sentence;  // French, with {threshold} and {counted value}
    std::string unknown;   // French: what the rule does not know
    Source source;
    std::vector<Threshold> thresholds;
    Condition when;
    std::optional<Condition>
        unless;             // while this holds, the rule does not: exclusions and pauses after a talk
    std::string exception;  // French: `unless` in words, with {threshold}; empty without it
    Effect effect = Effect::suggestion;

    const Threshold* find_threshold(std::string_view name) const;
};

}  // namespace prevenance::rules
