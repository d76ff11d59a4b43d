#include "forms/suggestion_card.h"

#include "forms/characters.h"

#include <nlohmann/json.hpp>

namespace prevenance::forms {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_summary = 139;  // a card's summary has fewer than 140 characters

// Cut between characters, never inside one.
std::string summary_of(const std::string& text) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (begins_character(text[at]) && ++characters > longest_summary) return text.substr(0, at);
    return text;
}

Json optional_date(const std::optional<Date>& date) {
    return date ? Json(iso_date(*date)) : Json(nullptr);
}

Json optional_text(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json optional_instant(const std::optional<Instant>& instant) {
    return instant ? Json(iso_instant(*instant)) : Json(nullptr);
}

Json evidence_of(const CardEvidence& piece) {
    Json facts = Json::array();
    for (const auto& fact : piece.evidence.facts) facts.push_back(fact.text());
    Json origins = Json::array();
    for (const auto& origin : piece.origins)
        origins.push_back({{"kind", origin.kind}, {"recorded_on", iso_date(origin.recorded_on)}});
    return {{"code", piece.evidence.code},
            {"text", piece.words},
            {"start", iso_date(piece.evidence.start)},
            {"end", optional_date(piece.evidence.end)},
            {"facts", std::move(facts)},
            {"origin_text", optional_text(piece.origin_words)},
            {"origins", std::move(origins)}};
}

Json evidence_list(const std::vector<CardEvidence>& pieces) {
    Json list = Json::array();
    for (const auto& piece : pieces) list.push_back(evidence_of(piece));
    return list;
}

Json threshold_of(const CardThreshold& threshold) {
    return {{"name", threshold.name},
            {"text", threshold.words},
            {"role", optional_text(threshold.role)},
            {"value", threshold.value},
            {"unit", threshold.unit},
            {"min", threshold.min},
            {"max", threshold.max},
            {"configurable", threshold.min != threshold.max},
            {"bounds_text", threshold.bounds_words},
            {"set_on", optional_date(threshold.set_on)},
            {"set_by", optional_text(threshold.set_by)},
            {"set_text", threshold.set_words}};
}

Json thresholds_of(const SuggestionCard& card) {
    Json list = Json::array();
    for (const auto& threshold : card.thresholds) list.push_back(threshold_of(threshold));
    return list;
}

Json changes_of(const SuggestionCard& card) {
    Json list = Json::array();
    for (const auto& change : card.without_counts)
        list.push_back(
            {{"of", change.of}, {change.more ? "more" : "fewer", change.count}, {"figures", change.figures}});
    return list;
}

// The page is French law's own site: the very version that is cited or, where its identifier is not known,
// the code as it stood on the day that version came into force.
Json address_of(const CardArticle& article) {
    if (!article.id.empty()) return "https://www.legifrance.gouv.fr/codes/article_lc/" + article.id;
    if (!article.version) return nullptr;
    return "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006072050/" + iso_date(*article.version);
}

Json article_of(const CardArticle& article) {
    return {{"article", article.number},
            {"version", optional_date(article.version)},
            {"url", address_of(article)}};
}

Json law_of(const SuggestionCard& card) {
    if (card.articles.empty()) return nullptr;
    Json law = article_of(card.articles.front());
    law["also"] = Json::array();
    for (std::size_t i = 1; i < card.articles.size(); ++i)
        law["also"].push_back(article_of(card.articles[i]));
    return law;
}

Json notes_of(const SuggestionCard& card) {
    Json list = Json::array();
    for (const auto& note : card.notes)
        list.push_back({{"rule", note.rule},
                        {"title", note.title},
                        {"text", note.words},
                        {"evidence", evidence_list(note.evidence)}});
    return list;
}

// The explanation, whole: nothing that a page or a text shows is missing here.
Json explanation_of(const SuggestionCard& card) {
    Json ways = Json::array();
    for (const auto& way : card.without_these_facts) ways.push_back(evidence_list(way));
    return {{"facts", evidence_list(card.evidence)},
            {"rule",
             {{"id", card.rule},
              {"version", optional_text(card.version)},
              {"content_hash", card.content_hash},
              {"changed_since", card.rule_changed},
              {"text", card.rule_words},
              {"exception_text", optional_text(card.exception)}}},
            {"thresholds", thresholds_of(card)},
            {"law", law_of(card)},
            {"source_text", card.source},
            {"unknown", card.unknown},
            {"also_unknown", card.also_unknown},
            {"stops_on", optional_date(card.stops_on)},
            {"stops_text", optional_text(card.stops_words)},
            {"without_these_facts", std::move(ways)},
            {"without_counts", changes_of(card)},
            {"without_text", optional_text(card.without_words)},
            {"also_noted", notes_of(card)}};
}

Json links_of(const SuggestionCard& card) {
    Json links = Json::array();
    if (!card.address.empty())
        links.push_back({{"label", "Lire l’explication"}, {"url", card.address}, {"type", "absolute"}});
    return links;
}

Json source_of(const SuggestionCard& card) {
    Json source = {{"label", card.source}};
    if (!card.articles.empty()) source["url"] = address_of(card.articles.front());
    source["topic"] = {{"code", card.rule}, {"display", card.summary}};
    return source;
}

Json subject_of(const Finding::Subject& subject) {
    if (const auto* employee = std::get_if<EmployeeId>(&subject)) return {{"employee", employee->text()}};
    return {{"team", std::get<TeamId>(subject).text()}};
}

Json json_of(const SuggestionCard& card) {
    Json reasons = Json::array();
    for (const auto& reason : card.override_reasons.all())
        reasons.push_back({{"code", reason.code}, {"display", reason.label}});
    Json json = Json::object();
    if (card.id) json["uuid"] = card.id->text();
    json.update({{"summary", summary_of(card.summary)},
                 {"indicator", card.overdue ? "warning" : "info"},
                 {"detail", card.detail},
                 {"source", source_of(card)},
                 {"suggestions", Json::array()},
                 {"overrideReasons", std::move(reasons)},
                 {"links", links_of(card)},
                 {"subject", subject_of(card.subject)},
                 {"family", card.family == RuleFamily::legal ? "legal" : "signal"},
                 {"effect", card.note ? "note" : "suggestion"},
                 {"as_of", iso_date(card.as_of)},
                 {"raised_at", optional_instant(card.raised_at)},
                 {"due_on", optional_date(card.due_on)},
                 {"stops_on", optional_date(card.stops_on)},
                 {"postponed_until", optional_date(card.postponed_until)},
                 {"closed_at", optional_instant(card.closed_at)},
                 {"extension", {{"prevenance.explanation", explanation_of(card)}}}});
    return json;
}

Json unmet_of(const UnmetRule& rule) {
    Json clauses = Json::array();
    for (const auto& clause : rule.clauses)
        clauses.push_back({{"depth", clause.depth}, {"holds", clause.holds}, {"text", clause.words}});
    return {{"rule", rule.rule},
            {"title", rule.title},
            {"clauses", std::move(clauses)},
            {"not_known", rule.not_known}};
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

std::string explained_json(const std::vector<SuggestionCard>& cards, const std::vector<UnmetRule>& unmet) {
    Json list = Json::array();
    for (const auto& card : cards) list.push_back(json_of(card));
    Json others = Json::array();
    for (const auto& rule : unmet) others.push_back(unmet_of(rule));
    return text_of_json({{"cards", std::move(list)}, {"rules_that_do_not_hold", std::move(others)}});
}

}  // namespace prevenance::forms
