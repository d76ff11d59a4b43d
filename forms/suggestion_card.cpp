#include "forms/suggestion_card.h"

#include <nlohmann/json.hpp>

namespace prevenance::forms {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_summary = 139;  // a card's summary has fewer than 140 characters

// Cut between characters, never inside one.
std::string summary_of(const std::string& text) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool starts = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (starts && ++characters > longest_summary) return text.substr(0, at);
    }
    return text;
}

Json optional_date(const std::optional<Date>& date) {
    return date ? Json(iso_date(*date)) : Json(nullptr);
}

Json evidence_of(const CardEvidence& piece) {
    Json facts = Json::array();
    for (const auto& fact : piece.evidence.facts) facts.push_back(fact.text());
    return {{"code", piece.evidence.code},
            {"text", piece.words},
            {"start", iso_date(piece.evidence.start)},
            {"end", optional_date(piece.evidence.end)},
            {"facts", std::move(facts)}};
}

Json subject_of(const Finding::Subject& subject) {
    if (const auto* employee = std::get_if<EmployeeId>(&subject)) return {{"employee", employee->text()}};
    return {{"team", std::get<TeamId>(subject).text()}};
}

Json json_of(const SuggestionCard& card) {
    Json evidence = Json::array();
    for (const auto& piece : card.evidence) evidence.push_back(evidence_of(piece));
    Json reasons = Json::array();
    for (const auto& reason : card.override_reasons.all())
        reasons.push_back({{"code", reason.code}, {"display", reason.label}});
    return {{"uuid", card.id.text()},
            {"summary", summary_of(card.summary)},
            {"indicator", "info"},
            {"detail", card.rule_words + "\n\n" + card.unknown},
            {"source", {{"label", card.source}, {"topic", {{"code", card.rule}, {"display", card.summary}}}}},
            {"evidence", std::move(evidence)},
            {"suggestions", Json::array()},
            {"overrideReasons", std::move(reasons)},
            {"subject", subject_of(card.subject)},
            {"family", card.family == RuleFamily::legal ? "legal" : "signal"},
            {"rule",
             {{"id", card.rule}, {"content_hash", card.content_hash}, {"changed_since", card.rule_changed}}},
            {"as_of", iso_date(card.as_of)},
            {"raised_at", iso_instant(card.raised_at)},
            {"due_on", optional_date(card.due_on)},
            {"stops_on", optional_date(card.stops_on)},
            {"postponed_until", optional_date(card.postponed_until)},
            {"closed_at", card.closed_at ? Json(iso_instant(*card.closed_at)) : Json(nullptr)}};
}

std::string text_of_json(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string card_json(const SuggestionCard& card) {
    return text_of_json(json_of(card));
}

std::string cards_json(const std::vector<SuggestionCard>& cards, const std::optional<SuggestionId>& next) {
    Json list = Json::array();
    for (const auto& card : cards) list.push_back(json_of(card));
    return text_of_json({{"cards", std::move(list)}, {"next", next ? Json(next->text()) : Json(nullptr)}});
}

}  // namespace prevenance::forms
