#include "api/suggestion_cards.h"

#include "api/frozen.h"
#include "api/services.h"
#include "api/suggestion_words.h"
#include "rules/explanation_text.h"

namespace prevenance::api {
namespace {

std::string kind_word(rules::Origin::Kind kind) {
    switch (kind) {
        case rules::Origin::Kind::noted:
            return "noted";
        case rules::Origin::Kind::entered:
            return "entered";
        case rules::Origin::Kind::imported:
            return "imported";
        case rules::Origin::Kind::declared:
            return "declared";
        case rules::Origin::Kind::derived:
            break;
    }
    return "derived";
}

std::vector<forms::CardEvidence> evidence_of(const std::vector<rules::ExplainedFact>& facts) {
    std::vector<forms::CardEvidence> evidence;
    for (const auto& fact : facts) {
        auto& piece = evidence.emplace_back(fact.evidence, fact.words, fact.origin);
        for (const auto& origin : fact.origins)
            piece.origins.push_back({kind_word(origin.kind), origin.recorded_on});
    }
    return evidence;
}

forms::CardThreshold threshold_of(const rules::ExplainedThreshold& threshold) {
    return {threshold.name,   threshold.words, threshold.role,
            threshold.bounds, threshold.set,   threshold.value,
            threshold.min,    threshold.max,   std::string(rules::word_for(threshold.unit)),
            threshold.set_on, threshold.set_by};
}

std::string word_for(rules::Change::Of of) {
    switch (of) {
        case rules::Change::Of::comings_and_goings:
            return "comings_and_goings";
        case rules::Change::Of::departures:
            return "departures";
        case rules::Change::Of::early_departures:
            return "early_departures";
        case rules::Change::Of::days_absent:
            return "days_absent";
        case rules::Change::Of::people_concerned:
            return "people_concerned";
        case rules::Change::Of::accidents:
            return "accidents";
        case rules::Change::Of::figures:
            break;
    }
    return "figures";
}

void fill_rule(forms::SuggestionCard& card, const rules::RuleWords& rule) {
    card.rule = rule.identity.id;
    card.version = rule.identity.version;
    card.content_hash = rule.identity.content_hash;
    card.summary = rule.title;
    card.unknown = rule.unknown;
    card.source = rule.source;
    for (const auto& cited : rule.articles) card.articles.push_back({cited.number, cited.version, cited.id});
    card.exception = rule.exception;
    for (const auto& threshold : rule.thresholds) card.thresholds.push_back(threshold_of(threshold));
}

forms::SuggestionCard card_of(const rules::Explanation& explanation) {
    forms::SuggestionCard card;
    fill_rule(card, explanation.words);
    card.family = explanation.family;
    card.detail = rules::explanation_text(explanation, "");
    card.rule_words = explanation.rule;
    card.also_unknown = explanation.also_unknown;
    card.evidence = evidence_of(explanation.facts);
    card.stops_words = explanation.stops;
    card.stops_on = explanation.stops_on;
    card.without_words = explanation.without;
    for (const auto& change : explanation.without_counts)
        card.without_counts.push_back({word_for(change.of), change.count, change.more, change.codes});
    for (const auto& way : explanation.without_these) card.without_these_facts.push_back(evidence_of(way));
    return card;
}

forms::CardNote note_of(const rules::Explanation& note) {
    return {note.words.identity.id, note.words.title, note.rule, evidence_of(note.facts)};
}

}  // namespace

forms::SuggestionCard explanation_card(const Finding& finding, const rules::Explanation& explanation,
                                       Date today) {
    auto card = card_of(explanation);
    card.subject = finding.subject();
    card.as_of = finding.as_of();
    card.due_on = finding.due();
    card.overdue = finding.due() && *finding.due() < today;
    return card;
}

Result<forms::SuggestionCard> suggestion_card(const Call& call, const storage::SuggestionRecord& suggestion) {
    if (suggestion.family == RuleFamily::signal &&
        is_frozen(call.services, call.employer(), suggestion.employee))
        return std::unexpected(frozen_error());
    const auto words = suggestion_words(call.services, call.employer(), suggestion, call.today());
    if (!words) return std::unexpected(words.error());
    const auto& lists = call.services.lists;
    auto card = card_of(words->explanation);
    card.id = suggestion.id;
    card.subject =
        suggestion.employee ? Finding::Subject{*suggestion.employee} : Finding::Subject{*suggestion.team};
    card.rule_changed = words->rule_changed;
    card.as_of = suggestion.as_of;
    card.due_on = suggestion.due_on;
    card.overdue = suggestion.is_open() && suggestion.due_on && *suggestion.due_on < call.today();
    if (suggestion.employee && suggestion.is_open() && suggestion.family == RuleFamily::signal)
        for (const auto& note :
             notes_about(call.services, call.employer(), *suggestion.employee, call.today()))
            card.notes.push_back(note_of(note));
    card.address = call.services.settings.public_address + "/suggestions/" + suggestion.id.text();
    card.raised_at = suggestion.raised_at;
    card.postponed_until = suggestion.postponed_until;
    card.closed_at = suggestion.closed_at;
    card.override_reasons = suggestion.employee ? lists.closing_reasons : lists.team_closing_reasons;
    return card;
}

}  // namespace prevenance::api
