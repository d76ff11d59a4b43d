#include "forms/backtest_json.h"

#include <nlohmann/json.hpp>

namespace prevenance::forms {
namespace {

using nlohmann::ordered_json;

ordered_json count_json(const ShownCount& count) {
    return count ? ordered_json(*count) : ordered_json(nullptr);
}

ordered_json rate_json(const std::optional<int>& tenths) {
    return tenths ? ordered_json(*tenths / 10.0) : ordered_json(nullptr);
}

ordered_json lead_json(const BacktestFigures& figures) {
    ordered_json quartiles = nullptr;
    if (figures.lead_days) quartiles = *figures.lead_days;
    return {{"people_with_long_absence", count_json(figures.long_absences)},
            {"with_suggestion_before", count_json(figures.announced)},
            {"without", count_json(figures.unannounced)},
            {"lead_days_quartiles", quartiles}};
}

ordered_json rule_json(const BacktestRuleFigures& rule) {
    return {{"rule", rule.rule},
            {"title", rule.title},
            {"family", rule.family == RuleFamily::signal ? "signal" : "legal"},
            {"level", rule.level == RuleLevel::individual ? "individual" : "team"},
            {"effect", rule.note ? "note" : "suggestion"},
            {"ever_fired", rule.ever_held},
            {rule.level == RuleLevel::individual ? "people" : "teams", count_json(rule.subjects)},
            {"suggestions", count_json(rule.suggestions)},
            {"per_hundred_employees_and_year", rate_json(rule.tenths_per_hundred)}};
}

const char* thresholds_word(BacktestHistory::Thresholds thresholds) {
    switch (thresholds) {
        case BacktestHistory::Thresholds::of_employer:
            return "employer";
        case BacktestHistory::Thresholds::of_folder:
            return "folder";
        case BacktestHistory::Thresholds::shipped:
            break;
    }
    return "shipped";
}

ordered_json day_json(const std::optional<Date>& day) {
    return day ? ordered_json(iso_date(*day)) : ordered_json(nullptr);
}

ordered_json history_json(const BacktestHistory& history) {
    ordered_json json{{"first_fact", day_json(history.first_fact)},
                      {"last_fact", day_json(history.last_fact)},
                      {"thresholds", thresholds_word(history.thresholds)}};
    if (history.rows == 0) return json;
    json["rows"] = history.rows;
    json["rows_left_out"] = ordered_json::object();
    for (const auto& kind : history.left_out) json["rows_left_out"][kind.kind] = kind.rows;
    json["rows_merged"] = history.merged;
    return json;
}

ordered_json figures_json(const BacktestFigures& figures) {
    ordered_json json{{"from", iso_date(figures.from)},
                      {"to", iso_date(figures.to)},
                      {"employers", figures.employers},
                      {"people", count_json(figures.people)},
                      {"people_ever_suggested", count_json(figures.suggested_people)},
                      {"suggestions", count_json(figures.suggestions)},
                      {"per_hundred_employees_and_year", rate_json(figures.tenths_per_hundred)},
                      {"before_long_absences", lead_json(figures)},
                      {"suggestions_older_than_180_days", count_json(figures.judged)},
                      {"followed_by_nothing", count_json(figures.unfollowed)},
                      {"rules", ordered_json::array()},
                      {"months", ordered_json::array()}};
    if (figures.history) json["history"] = history_json(*figures.history);
    for (const auto& rule : figures.rules) json["rules"].push_back(rule_json(rule));
    for (const auto& month : figures.months)
        json["months"].push_back(
            {{"month", iso_date(month.first).substr(0, 7)}, {"suggestions", count_json(month.suggestions)}});
    return json;
}

ordered_json change_json(const BacktestChange& change) {
    return {{"both", count_json(change.both)},
            {"only_first", count_json(change.only_first)},
            {"only_second", count_json(change.only_second)},
            {"neither", count_json(change.neither)}};
}

std::string written(ordered_json json) {
    json["rounded_to"] = 5;
    json["null_means"] = "not shown: it, or what it would tell by subtraction, is about fewer than 11 people";
    return json.dump(2) + "\n";
}

}  // namespace

std::string backtest_json(const BacktestFigures& figures) {
    return written(figures_json(figures));
}

std::string backtest_json(const BacktestComparison& comparison) {
    ordered_json json{{"first", figures_json(comparison.first)},
                      {"second", figures_json(comparison.second)},
                      {"people", change_json(comparison.change)},
                      {"people_by_rule", ordered_json::object()}};
    for (const auto& rule : comparison.by_rule) json["people_by_rule"][rule.rule] = change_json(rule.change);
    return written(std::move(json));
}

std::string backtest_grid_json(const std::vector<BacktestVariant>& variants) {
    ordered_json json{{"present", nullptr}, {"variants", ordered_json::array()}};
    for (const auto& [name, comparison] : variants) {
        json["present"] = figures_json(comparison.first);
        json["variants"].push_back({{"name", name},
                                    {"figures", figures_json(comparison.second)},
                                    {"people", change_json(comparison.change)}});
    }
    return written(std::move(json));
}

}  // namespace prevenance::forms
