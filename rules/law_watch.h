// Holds the articles that legal rules cite against a register of law. A rule was written for one version of
// its article; when another comes into force, a person has to read it and decide, so this only ever
// complains. The surprise: a notice (a change that is known but lies ahead) is no complaint, because the rule
// is still right today.
#pragma once

#include "domain/law_article.h"
#include "rules/rule.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace prevenance::rules {

enum class LawState {
    changed,       // another version is in force
    disappeared,   // the register has no such article in force
    wrong_date,    // the date cited is that of no version in force so far
    wrong_id,      // the version cited has another identifier
    change_ahead,  // right today; the version in force ends on a day that is known
    unchanged
};

// What the register says about one article of one rule.
struct LawNote {
    LawState state = LawState::unchanged;
    std::string rule;     // "L2"
    std::string article;  // "R4624-31"
    Date cited;
    std::optional<Date> in_force;  // since when the version in force is; none: disappeared
    std::optional<Date> ends_on =
        {};               // change_ahead, disappeared: the first day without it, where that is known
    std::string id = {};  // wrong_id: the right one
    bool operator==(const LawNote&) const = default;
};

bool is_complaint(const LawNote& note);

// One note for each article that a rule cites, in the order of the rules; rules of convention have none. What
// comes into force after `today` does not count yet.
std::vector<LawNote> watch_law(std::span<const Rule> rules, std::span<const LawArticle> articles, Date today);

// French: what is wrong and what to do about it.
std::string french_words(const LawNote& note);

}  // namespace prevenance::rules
