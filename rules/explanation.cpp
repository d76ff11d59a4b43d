#include "rules/explanation.h"

#include "rules/placeholders.h"

#include <array>

namespace prevenance::rules {
namespace {

// A no-break space, as French wants before « : ».
constexpr std::string_view colon = "\u00A0: ";

constexpr std::array<std::string_view, 12> months{"janv.", "févr.", "mars",  "avr.", "mai",  "juin",
                                                  "juil.", "août",  "sept.", "oct.", "nov.", "déc."};

std::string day_of(const std::chrono::year_month_day& civil) {
    const auto day = static_cast<unsigned>(civil.day());
    return day == 1 ? "1er" : std::to_string(day);
}

std::string month_of(const std::chrono::year_month_day& civil) {
    return std::string(months[static_cast<unsigned>(civil.month()) - 1]);
}

// A value in words: per mille is shown as the percentage people know, with a French comma.
std::string in_words(int value, bool per_mille) {
    if (!per_mille) return std::to_string(value);
    auto text = std::to_string(value / 10);
    if (value % 10 != 0) text.append(",").append(std::to_string(value % 10));
    return text.append("\u00A0%");
}

std::string value_of(std::string_view name, const Rule& rule, const Finding& finding) {
    if (const auto* threshold = rule.find_threshold(name))
        return in_words(threshold->value, threshold->unit == Unit::per_mille);
    const auto counted = finding.counted().find(std::string(name));
    if (counted == finding.counted().end()) return "?";
    return in_words(counted->second, name.ends_with("per_mille"));
}

std::string sentence_of(const Rule& rule, const Finding& finding) {
    std::string sentence;
    for_each_placeholder(
        rule.sentence, [&](std::string_view text) { sentence += text; },
        [&](std::string_view name) { sentence += value_of(name, rule, finding); });
    return sentence;
}

std::string source_of(const Source& source) {
    if (source.kind == Source::Kind::convention)
        return "Convention du produit, non fixée par la loi" + std::string(colon) + source.text;
    auto text = "Code du travail, article " + source.article;
    if (source.article_version)
        text += " (version en vigueur depuis le " + french_date(*source.article_version) + ")";
    return text + std::string(colon) + source.text;
}

std::string fact_line(const Evidence& piece, const Finding& finding, const SignalCatalogue& catalogue) {
    if (piece.code == "ENTREE")
        return "Arrivée dans l’équipe" + std::string(colon) + french_period(piece.start, piece.end);
    if (piece.code == "SORTIE")
        return "Départ de l’équipe" + std::string(colon) + french_period(piece.start, piece.end);
    // An observation is made on a day; only an absence without an end is still going on.
    const bool observed = catalogue.find(piece.code) != nullptr;
    const auto end = observed && !piece.end ? std::optional(piece.start) : piece.end;
    const auto ahead = end && *end > finding.as_of() ? ", fin prévue" : "";
    return catalogue.label_of(piece.code) + std::string(colon) + french_period(piece.start, end) + ahead;
}

std::string stops_sentence(const Finding& finding, std::optional<Date> stops_on) {
    const std::string what = finding.family() == RuleFamily::legal ? "ce rappel" : "cette suggestion";
    if (!stops_on) return "Sans fait nouveau, " + what + " reste tant que la situation dure.";
    return "Sans fait nouveau, " + what + " s’efface le " + french_date(*stops_on) + ".";
}

}  // namespace

Explanation explain(const Finding& finding, const Rule& rule, const SignalCatalogue& catalogue,
                    std::optional<Date> stops_on) {
    Explanation explanation;
    explanation.title = rule.title;
    explanation.rule = sentence_of(rule, finding);
    explanation.source = source_of(rule.source);
    for (const auto& piece : finding.evidence())
        explanation.facts.push_back(fact_line(piece, finding, catalogue));
    explanation.unknown = rule.unknown;
    explanation.stops = stops_sentence(finding, stops_on);
    if (finding.due()) explanation.due = "À faire au plus tard le " + french_date(*finding.due()) + ".";
    explanation.stops_on = stops_on;
    return explanation;
}

std::string french_date(Date date) {
    const std::chrono::year_month_day civil{date};
    return day_of(civil) + " " + month_of(civil) + " " + std::to_string(static_cast<int>(civil.year()));
}

std::string french_period(Date start, std::optional<Date> end) {
    if (!end) return "depuis le " + french_date(start);
    if (*end == start) return "le " + french_date(start);
    const std::chrono::year_month_day from{start};
    const std::chrono::year_month_day to{*end};
    if (from.year() != to.year()) return "du " + french_date(start) + " au " + french_date(*end);
    if (from.month() != to.month())
        return "du " + day_of(from) + " " + month_of(from) + " au " + french_date(*end);
    return "du " + day_of(from) + " au " + french_date(*end);
}

}  // namespace prevenance::rules
