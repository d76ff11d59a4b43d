#include "api/suggestion_cards.h"

#include "api/services.h"
#include "api/suggestion_words.h"

namespace prevenance::api {

Result<forms::SuggestionCard> suggestion_card(const Call& call, const storage::SuggestionRecord& suggestion) {
    const auto words = suggestion_words(call.services, call.employer(), suggestion, call.today());
    if (!words) return std::unexpected(words.error());
    const auto& explanation = words->explanation;
    const auto& lists = call.services.lists;
    forms::SuggestionCard card;
    card.id = suggestion.id;
    card.subject =
        suggestion.employee ? Finding::Subject{*suggestion.employee} : Finding::Subject{*suggestion.team};
    card.family = suggestion.family;
    card.rule = suggestion.rule;
    card.content_hash = suggestion.content_hash;
    card.rule_changed = words->rule_changed;
    card.summary = explanation.title;
    card.rule_words = explanation.rule;
    card.unknown = explanation.unknown;
    card.source = explanation.source;
    for (std::size_t at = 0; at < suggestion.evidence.size(); ++at)
        card.evidence.push_back({suggestion.evidence[at], explanation.facts.at(at)});
    card.as_of = suggestion.as_of;
    card.raised_at = suggestion.raised_at;
    card.due_on = suggestion.due_on;
    card.stops_on = explanation.stops_on;
    card.postponed_until = suggestion.postponed_until;
    card.closed_at = suggestion.closed_at;
    card.override_reasons = suggestion.employee ? lists.closing_reasons : lists.team_closing_reasons;
    return card;
}

}  // namespace prevenance::api
