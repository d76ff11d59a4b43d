// A suggestion as a program reads it, shaped like a card of CDS Hooks: why, from what source, on what
// evidence, what would make it disappear, and why people may pass it over. Its indicator is "info", or
// "warning" for a duty of the employer that is overdue; never "critical": it suggests, it does not sort
// people. It names nobody. The whole explanation stands in the card's `extension`.
#pragma once

#include "domain/calendar.h"
#include "domain/choice_list.h"
#include "domain/finding.h"
#include "domain/id.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace prevenance::forms {

struct CardOrigin {
    std::string kind;  // "noted", "entered", "imported", "declared", "derived"
    Date recorded_on;
};

struct CardEvidence {
    Evidence evidence;
    std::string words;         // French
    std::string origin_words;  // French; may be empty
    std::vector<CardOrigin> origins;
};

struct CardArticle {
    std::string number;  // "R4624-31"
    std::optional<Date> version;
    std::string id;  // of that version: "LEGIARTI000045676892"; may be empty
};

struct CardThreshold {
    std::string name;
    std::string words;  // French, "183 jours"
    std::string role;   // French; may be empty
    std::string bounds_words;
    std::string set_words;
    int value = 0;
    int min = 0;
    int max = 0;
    std::string unit;  // "days"
    std::optional<Date> set_on;
    std::string set_by;  // a role; empty: the product's own value
};

// About a team: so many fewer, or more, of what is counted. `of` as machines read it: "departures".
struct CardChange {
    std::string of;
    std::int64_t count = 0;
    bool more = false;
    std::vector<std::string> figures;
};

struct CardNote {
    std::string rule;
    std::string title;
    std::string words;
    std::vector<CardEvidence> evidence;
};

struct SuggestionCard {
    std::optional<SuggestionId> id;  // none: found now, and not on record
    Finding::Subject subject;
    RuleFamily family = RuleFamily::signal;
    bool note = false;  // of a rule that suggests nothing alone: to be read beside a suggestion
    std::string rule;
    std::string version;  // empty: not archived
    std::string content_hash;
    bool rule_changed = false;
    std::string summary;  // the rule's title; cut to fewer than 140 characters
    std::string detail;   // the text face of the explanation
    std::string rule_words;
    std::string unknown;
    std::vector<std::string> also_unknown;
    std::string source;
    std::vector<CardArticle> articles;  // law only; the one that matters most first
    std::string exception;              // French: when the rule keeps silent; may be empty
    std::vector<CardThreshold> thresholds;
    std::vector<CardEvidence> evidence;
    Date as_of;
    std::optional<Date> due_on;
    bool overdue = false;
    std::string stops_words;
    std::optional<Date> stops_on;
    std::string without_words;
    std::vector<std::vector<CardEvidence>> without_these_facts;
    std::vector<CardChange> without_counts;
    std::vector<CardNote> notes;
    std::string address;  // of the page that explains it; empty: none
    std::optional<Instant> raised_at;
    std::optional<Date> postponed_until;
    std::optional<Instant> closed_at;
    ChoiceList override_reasons;
};

// What a rule that does not hold asks for: for the authors of rules. It says yes or no, never how many.
struct UnmetClause {
    int depth = 0;
    bool holds = false;
    std::string words;
};
struct UnmetRule {
    std::string rule;
    std::string title;
    std::vector<UnmetClause> clauses;
    std::vector<std::string> not_known = {};  // French: figures of a team that nobody entered
};

std::string card_json(const SuggestionCard& card);
// `next` is the cursor of the next page; none on the last.
std::string cards_json(const std::vector<SuggestionCard>& cards, const std::optional<SuggestionId>& next);
// What a command line prints about one person or team as of a day.
std::string explained_json(const std::vector<SuggestionCard>& cards, const std::vector<UnmetRule>& unmet);

}  // namespace prevenance::forms
