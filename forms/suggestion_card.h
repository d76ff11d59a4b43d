// A suggestion as a program reads it, shaped like a card of CDS Hooks: why, from what source, on what
// evidence, and why people may pass it over. Its indicator is always "info": it suggests, it does not sort
// people. It names nobody.
#pragma once

#include "domain/calendar.h"
#include "domain/choice_list.h"
#include "domain/finding.h"
#include "domain/id.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace prevenance::forms {

struct CardEvidence {
    Evidence evidence;
    std::string words;  // French
};

struct SuggestionCard {
    SuggestionId id;
    Finding::Subject subject;
    RuleFamily family = RuleFamily::signal;
    std::string rule;
    std::string content_hash;
    bool rule_changed = false;
    std::string summary;  // the rule's title; cut to 140 characters
    std::string rule_words;
    std::string unknown;
    std::string source;
    std::vector<CardEvidence> evidence;
    Date as_of;
    Instant raised_at;
    std::optional<Date> due_on;
    std::optional<Date> stops_on;
    std::optional<Date> postponed_until;
    std::optional<Instant> closed_at;
    ChoiceList override_reasons;
};

std::string card_json(const SuggestionCard& card);
// `next` is the cursor of the next page; none on the last.
std::string cards_json(const std::vector<SuggestionCard>& cards, const std::optional<SuggestionId>& next);

}  // namespace prevenance::forms
