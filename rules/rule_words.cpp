#include "rules/rule_words.h"

#include "domain/whole_number.h"
#include "rules/filled_sentence.h"
#include "rules/french_days.h"
#include "rules/threshold_words.h"

#include <algorithm>
#include <array>

namespace prevenance::rules {
namespace {

// A no-break space, as French wants before « : ».
constexpr std::string_view colon = "\u00A0: ";

std::string article_words(const CitedArticle& cited, std::string_view since) {
    if (!cited.version) return cited.number;
    return cited.number + " (version " + std::string(since) + french_date(*cited.version) + ")";
}

std::string source_of(const Source& source) {
    if (source.kind == Source::Kind::convention)
        return "Convention du produit, non fixée par la loi" + std::string(colon) + source.text;
    std::string text = "Code du travail";
    for (std::size_t i = 0; i < source.articles.size(); ++i)
        text += i == 0 ? ", article " + article_words(source.articles[i], "en vigueur depuis le ")
                       : (i == 1 ? ", avec " : " et ") + article_words(source.articles[i], "du ");
    return text + std::string(colon) + source.text;
}

std::string bounds_words(const Threshold& threshold) {
    if (threshold.min == threshold.max) return "fixé, non réglable";
    const auto from = number_words({threshold.min, threshold.unit == Unit::per_mille});
    return "réglable de " + from + " à " + value_words(threshold.max, threshold.unit);
}

std::string set_words(const Threshold& threshold, const std::string& version) {
    if (threshold.set_on)
        return "réglé le " + french_date(*threshold.set_on) +
               (threshold.set_by.empty() ? "" : " par " + threshold.set_by);
    return "valeur du produit" + (version.empty() ? "" : ", règle version " + version);
}

ExplainedThreshold explained_threshold(const Threshold& threshold, std::string_view role,
                                       const std::string& version) {
    return {threshold.name,
            value_words(threshold.value, threshold.unit),
            std::string(role),
            bounds_words(threshold),
            set_words(threshold, version),
            threshold.value,
            threshold.min,
            threshold.max,
            threshold.unit,
            threshold.set_on,
            threshold.set_by};
}

// A text of the rule with its thresholds; what is counted anew for each finding stays a placeholder.
std::string with_thresholds(const Rule& rule, std::string_view text) {
    return filled(text, [&](std::string_view name) -> std::optional<FilledNumber> {
        const auto* threshold = rule.find_threshold(name);
        if (threshold == nullptr) return std::nullopt;
        return FilledNumber{threshold->value, threshold->unit == Unit::per_mille};
    });
}

// One line, one part of a line: what would end either becomes a space.
std::string as_part(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    std::ranges::replace(text, '\t', ' ');
    return text;
}

std::string line_of(const std::vector<std::string>& parts) {
    std::string line;
    for (const auto& part : parts) line.append(line.empty() ? "" : "\t").append(as_part(part));
    return line;
}

std::string date_or_nothing(std::optional<Date> date) {
    return date ? iso_date(*date) : std::string{};
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == separator)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

bool read_number(const std::string& text, int& target) {
    const auto number = whole_number<int>(text);
    if (number) target = *number;
    return number.has_value();
}

// An empty text is no day, and that is well.
bool read_day(const std::string& text, std::optional<Date>& day) {
    day = parse_iso_date(text);
    return day.has_value() || text.empty();
}

std::optional<Unit> unit_named(std::string_view word) {
    constexpr std::array units{Unit::days,     Unit::months,  Unit::spells,    Unit::facts,
                               Unit::families, Unit::persons, Unit::per_mille, Unit::count};
    for (const auto unit : units)
        if (word_for(unit) == word) return unit;
    return std::nullopt;
}

bool read_threshold(const std::vector<std::string>& parts, RuleWords& rule) {
    if (parts.size() != 9) return false;
    Threshold threshold;
    threshold.name = parts[1];
    const auto unit = unit_named(parts[5]);
    if (!unit || !read_number(parts[2], threshold.value) || !read_number(parts[3], threshold.min) ||
        !read_number(parts[4], threshold.max) || !read_day(parts[7], threshold.set_on))
        return false;
    threshold.unit = *unit;
    threshold.set_by = parts[8];
    rule.thresholds.push_back(explained_threshold(threshold, parts[6], rule.identity.version));
    return true;
}

bool read_line(const std::string& line, RuleWords& rule) {
    const auto parts = split(line, '\t');
    if (parts[0] == "version" && parts.size() == 2) {
        rule.identity.version = parts[1];
        return true;
    }
    if (parts[0] == "unless" && parts.size() == 2) {
        rule.exception = parts[1];
        return true;
    }
    if (parts[0] == "law" && (parts.size() == 3 || parts.size() == 4)) {
        rule.articles.push_back({parts[1], std::nullopt, parts.size() == 4 ? parts[3] : std::string{}});
        return read_day(parts[2], rule.articles.back().version);
    }
    return parts[0] == "threshold" && read_threshold(parts, rule);
}

}  // namespace

RuleWords words_of(const Rule& rule) {
    RuleWords words{rule.identity,
                    rule.title,
                    with_thresholds(rule, rule.sentence),
                    source_of(rule.source),
                    with_thresholds(rule, rule.unknown),
                    rule.source.articles,
                    with_thresholds(rule, rule.exception),
                    {}};
    for (const auto& threshold : rule.thresholds)
        words.thresholds.push_back(
            explained_threshold(threshold, threshold_role(rule, threshold.name), rule.identity.version));
    return words;
}

std::string archived_words(const Rule& rule) {
    const auto words = words_of(rule);
    std::string text = as_part(words.title) + "\n" + as_part(words.sentence) + "\n" + as_part(words.source) +
                       "\n" + as_part(words.unknown);
    text += "\n" + line_of({"version", words.identity.version});
    for (const auto& cited : words.articles)
        text += "\n" + line_of({"law", cited.number, date_or_nothing(cited.version), cited.id});
    if (!words.exception.empty()) text += "\n" + line_of({"unless", words.exception});
    for (const auto& threshold : words.thresholds)
        text += "\n" + line_of({"threshold", threshold.name, std::to_string(threshold.value),
                                std::to_string(threshold.min), std::to_string(threshold.max),
                                std::string(word_for(threshold.unit)), threshold.role,
                                date_or_nothing(threshold.set_on), threshold.set_by});
    return text;
}

std::optional<RuleWords> parse_archived_words(std::string_view text) {
    const auto lines = split(text, '\n');
    if (lines.size() < 4) return std::nullopt;
    RuleWords rule;
    rule.title = lines[0];
    rule.sentence = lines[1];
    rule.source = lines[2];
    rule.unknown = lines[3];
    for (std::size_t line = 4; line < lines.size(); ++line)
        if (!read_line(lines[line], rule)) return std::nullopt;
    return rule;
}

}  // namespace prevenance::rules
