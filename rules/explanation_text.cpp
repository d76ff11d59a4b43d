#include "rules/explanation_text.h"

#include <vector>

namespace prevenance::rules {
namespace {

class Lines {
public:
    explicit Lines(std::string_view indent) : indent_(indent) {}

    void add(std::string_view line) { text_.append(indent_).append(line).append("\n"); }
    void add_titled(std::string_view title, std::string_view line) {
        add(std::string(title) + "\u00A0: " + std::string(line));
    }
    void add_item(std::string_view item) { add("  – " + std::string(item)); }

    const std::string& text() const { return text_; }

private:
    std::string_view indent_;
    std::string text_;
};

std::string fact_line(const ExplainedFact& fact) {
    return fact.words + (fact.origin.empty() ? "" : " (" + fact.origin + ")");
}

std::string threshold_line(const ExplainedThreshold& threshold) {
    return threshold.words + (threshold.role.empty() ? "" : ", " + threshold.role) +
           "\u00A0: " + threshold.bounds + "\u00A0; " + threshold.set;
}

}  // namespace

std::string explanation_text(const Explanation& explanation, std::string_view indent) {
    Lines lines{indent};
    if (explanation.due) lines.add(*explanation.due);
    lines.add("Les faits\u00A0:");
    for (const auto& fact : explanation.facts) lines.add_item(fact_line(fact));
    lines.add_titled("La règle", explanation.rule);
    if (!explanation.words.exception.empty()) lines.add_titled("L’exception", explanation.words.exception);
    lines.add_titled("D’où vient la règle", explanation.words.source);
    if (!explanation.words.thresholds.empty()) lines.add("Les nombres de la règle\u00A0:");
    for (const auto& threshold : explanation.words.thresholds) lines.add_item(threshold_line(threshold));
    lines.add_titled("Ce que nous ne savons pas", explanation.words.unknown);
    for (const auto& sentence : explanation.also_unknown) lines.add_item(sentence);
    if (!explanation.stops.empty()) {
        lines.add_titled("Ce qui ferait disparaître", explanation.stops);
        if (!explanation.without.empty()) lines.add_item(explanation.without);
    }
    return lines.text();
}

}  // namespace prevenance::rules
