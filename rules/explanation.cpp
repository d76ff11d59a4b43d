#include "rules/explanation.h"

#include "rules/placeholders.h"

#include <algorithm>
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

// The sentence with its thresholds; what is counted anew for each finding stays a placeholder.
std::string with_thresholds(const Rule& rule) {
    std::string sentence;
    for_each_placeholder(
        rule.sentence, [&](std::string_view text) { sentence += text; },
        [&](std::string_view name) {
            if (const auto* threshold = rule.find_threshold(name))
                sentence += in_words(threshold->value, threshold->unit == Unit::per_mille);
            else
                sentence.append("{").append(name).append("}");
        });
    return sentence;
}

std::string with_counted(std::string_view sentence, const Finding& finding) {
    std::string filled;
    for_each_placeholder(
        sentence, [&](std::string_view text) { filled += text; },
        [&](std::string_view name) {
            const auto counted = finding.counted().find(std::string(name));
            filled += counted == finding.counted().end()
                          ? "?"
                          : in_words(counted->second, name.ends_with("per_mille"));
        });
    return filled;
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

void fill_from_finding(Explanation& explanation, const Finding& finding, const SignalCatalogue& catalogue) {
    for (const auto& piece : finding.evidence())
        explanation.facts.push_back(fact_line(piece, finding, catalogue));
    if (finding.due()) explanation.due = "À faire au plus tard le " + french_date(*finding.due()) + ".";
}

// One line for each part; a line break of the rule's file within a part becomes a space.
std::string as_line(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
}

}  // namespace

Explanation explain(const Finding& finding, const Rule& rule, const SignalCatalogue& catalogue,
                    std::optional<Date> stops_on) {
    Explanation explanation;
    explanation.title = rule.title;
    explanation.rule = with_counted(with_thresholds(rule), finding);
    explanation.source = source_of(rule.source);
    explanation.unknown = rule.unknown;
    explanation.stops = stops_sentence(finding, stops_on);
    fill_from_finding(explanation, finding, catalogue);
    explanation.stops_on = stops_on;
    return explanation;
}

std::string archived_words(const Rule& rule) {
    return as_line(rule.title) + "\n" + as_line(with_thresholds(rule)) + "\n" +
           as_line(source_of(rule.source)) + "\n" + as_line(rule.unknown);
}

std::optional<Explanation> explain_archived(const Finding& finding, std::string_view words,
                                            const SignalCatalogue& catalogue) {
    std::array<std::string, 4> parts;
    for (std::size_t part = 0; part < parts.size(); ++part) {
        const auto end = words.find('\n');
        if ((end == std::string_view::npos) != (part + 1 == parts.size())) return std::nullopt;
        parts[part] = words.substr(0, end);
        words.remove_prefix(std::min(parts[part].size() + 1, words.size()));
    }
    Explanation explanation;
    explanation.title = parts[0];
    explanation.rule = with_counted(parts[1], finding);
    explanation.source = parts[2];
    explanation.unknown = parts[3];
    fill_from_finding(explanation, finding, catalogue);
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
