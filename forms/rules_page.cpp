#include "forms/rules_page.h"

#include "forms/backtest_chart.h"
#include "forms/backtest_words.h"
#include "forms/field.h"
#include "forms/french.h"

#include <algorithm>
#include <array>

namespace prevenance::forms {
namespace {

struct Group {
    const char* title;
    RuleFamily family;
    RuleLevel level;
};

constexpr std::array<Group, 3> groups{
    {{"Équipes\u00a0: agir d’abord sur le travail", RuleFamily::signal, RuleLevel::team},
     {"Personnes\u00a0: proposer un échange", RuleFamily::signal, RuleLevel::individual},
     {"Calendrier légal", RuleFamily::legal, RuleLevel::individual}}};

std::string bounds_of(const ThresholdLine& threshold) {
    return threshold.may_change() ? "de " + grouped(threshold.min) + " à " + grouped(threshold.max)
                                  : std::string{"fixe"};
}

TemplateData threshold_data(const ThresholdLine& threshold) {
    return TemplateData{}
        .set("threshold_name", threshold.label)
        .set("threshold_value", threshold.words)
        .set("threshold_bounds", bounds_of(threshold));
}

TemplateData rule_data(const RuleLine& rule) {
    TemplateData::List thresholds;
    for (const auto& threshold : rule.thresholds) thresholds.push_back(threshold_data(threshold));
    return TemplateData{}
        .set("rule_id", rule.id)
        .set("rule_version", rule.version)
        .set("rule_title", rule.title)
        .set("rule_sentence", rule.sentence)
        .set("rule_source", rule.source)
        .set("rule_note", rule.note)
        .set_optional("rule_law", rule.law)
        .set("has_thresholds", !rule.thresholds.empty())
        .set("thresholds", std::move(thresholds));
}

InputField field_of(const ThresholdLine& threshold, const PostedForm& typed) {
    InputField field;
    field.name = threshold.rule + "." + threshold.name;
    field.label = threshold.label;
    field.hint = "Aujourd’hui " + threshold.words + ", " + bounds_of(threshold) + ".";
    field.value = typed.has(field.name) ? typed.value(field.name) : std::to_string(threshold.value);
    field.input_mode = "numeric";
    field.longest = 6;
    return field;
}

TemplateData::List form_parts(const TrialView& view, const PostedForm& typed,
                              const std::vector<FieldError>& errors) {
    TemplateData::List parts;
    for (const auto& rule : view.rules) {
        TemplateData::List fields;
        for (const auto& threshold : rule.thresholds)
            if (threshold.may_change())
                fields.push_back(
                    TemplateData{}.set("threshold_field", input_field(field_of(threshold, typed), errors)));
        if (fields.empty()) continue;
        parts.push_back(TemplateData{}
                            .set("rule_id", rule.id)
                            .set("rule_title", rule.title)
                            .set("rule_sentence", rule.sentence)
                            .set("rule_fields", std::move(fields)));
    }
    return parts;
}

bool is_compared(const BacktestRuleFigures& rule) {
    return rule.family == RuleFamily::signal && rule.level == RuleLevel::individual && !rule.note;
}

const BacktestRuleFigures* counterpart(const BacktestComparison& comparison, const std::string& id) {
    const auto at = std::ranges::find(comparison.second.rules, id, &BacktestRuleFigures::rule);
    return at == comparison.second.rules.end() ? nullptr : &*at;
}

TemplateData::List result_lines(const BacktestComparison& comparison) {
    TemplateData::List lines;
    for (const auto& rule : comparison.first.rules) {
        const auto* after = counterpart(comparison, rule.rule);
        if (!is_compared(rule) || after == nullptr) continue;
        lines.push_back(TemplateData{}
                            .set("line_rule", rule.rule + " – " + rule.title)
                            .set("rate_before", rate_words(rule.tenths_per_hundred))
                            .set("rate_after", rate_words(after->tenths_per_hundred))
                            .set("people_before", count_words(rule.subjects))
                            .set("people_after", count_words(after->subjects)));
    }
    return lines;
}

TemplateData::List sentence_list(const std::vector<std::string>& texts) {
    TemplateData::List sentences;
    for (const auto& sentence : texts) sentences.push_back(TemplateData{}.set("sentence", sentence));
    return sentences;
}

TemplateData result_data(const BacktestComparison& comparison, const std::string& csv_path) {
    return TemplateData{}
        .set("period", title_of(comparison.first))
        .set("change", change_words(comparison.change))
        .set("chart", draw(chart_of(comparison)))
        .set("lines", result_lines(comparison))
        .set("history", sentence_list(history_sentences(comparison.first)))
        .set("before", sentence_list(sentences_of(comparison.first)))
        .set("after", sentence_list(sentences_of(comparison.second)))
        .set("how_to_read", how_to_read_backtest())
        .set("csv_path", csv_path);
}

CsvCell cell_of(const ShownCount& count) {
    return count ? CsvCell{std::int64_t{*count}} : CsvCell{};
}

CsvCell cell_of_rate(const std::optional<int>& tenths) {
    return tenths ? CsvCell{Decimal{*tenths, 1}} : CsvCell{};
}

}  // namespace

TemplateData rules_data(const RulesView& view) {
    TemplateData::List sections;
    for (const auto& group : groups) {
        TemplateData::List rules;
        for (const auto& rule : view.rules)
            if (rule.family == group.family && rule.level == group.level) rules.push_back(rule_data(rule));
        if (!rules.empty())
            sections.push_back(
                TemplateData{}.set("group_title", group.title).set("group_rules", std::move(rules)));
    }
    return TemplateData{}.set("law_watch", view.law_watch).set("groups", std::move(sections));
}

TemplateData trial_data(const TrialView& view, const PostedForm& typed,
                        const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("trial_rules", form_parts(view, typed, errors)).set_optional("why_not", view.why_not);
    if (view.comparison)
        data.set("result", result_data(*view.comparison, view.csv_path));
    else
        data.set("result", false);
    return data;
}

CsvTable trial_table(const BacktestComparison& comparison) {
    CsvTable table{
        {"règle", "titre", "suggestions avant", "suggestions après", "pour 100 salariés par an avant",
         "pour 100 salariés par an après", "personnes avant", "personnes après"},
        {}};
    for (const auto& rule : comparison.first.rules) {
        const auto* after = counterpart(comparison, rule.rule);
        if (!is_compared(rule) || after == nullptr) continue;
        table.rows.push_back({rule.rule, rule.title, cell_of(rule.suggestions), cell_of(after->suggestions),
                              cell_of_rate(rule.tenths_per_hundred), cell_of_rate(after->tenths_per_hundred),
                              cell_of(rule.subjects), cell_of(after->subjects)});
    }
    return table;
}

}  // namespace prevenance::forms
