#include "api/observed_series.h"

#include "domain/published_period.h"
#include "forms/figure_words.h"
#include "rules/unusual_counts.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <ranges>

namespace prevenance::api {
namespace {

using forms::ObservedSeries;
using storage::Publication;
using storage::PublishedCell;

constexpr std::size_t quarters_shown = 8;

Date a_quarter_later(Date first_day) {
    return Date{std::chrono::year_month_day{first_day} + std::chrono::months{3}};
}

// Oldest first, without one that is missing between two others: what lies before the last missing quarter is
// left out.
std::vector<const Publication*> quarters_up_to(const std::vector<Publication>& publications, Date last_day) {
    std::vector<const Publication*> quarters;
    for (const auto& one : publications)
        if (!is_year(one.starts_on, one.ends_on) && one.ends_on <= last_day) quarters.push_back(&one);
    std::ranges::sort(quarters, {}, [](const auto* one) { return one->starts_on; });
    const auto gap = std::ranges::adjacent_find(
        quarters.rbegin(), quarters.rend(),
        [](auto* later, auto* earlier) { return a_quarter_later(earlier->starts_on) != later->starts_on; });
    if (gap != quarters.rend()) quarters.erase(quarters.begin(), std::next(gap).base());
    return quarters;
}

bool is_observed(const PublishedCell& cell, CellDimension split, std::string_view family) {
    if (cell.dimension != split) return false;
    if (!family.empty()) return cell.indicator == family;
    return cell.indicator == "signals" || forms::is_family(cell.indicator);
}

std::string label_of(const PublishedCell& cell) {
    if (cell.dimension == CellDimension::whole) return cell.label;
    return forms::category_words(cell.dimension, cell.category, cell.category_label) + "\u00A0: " + cell.label;
}

std::optional<int> value_in(const Publication& quarter, const PublishedCell& wanted) {
    const auto at = std::ranges::find_if(quarter.cells, [&](const PublishedCell& cell) {
        return cell.indicator == wanted.indicator && cell.dimension == wanted.dimension &&
               cell.category == wanted.category;
    });
    return at == quarter.cells.end() ? std::nullopt : at->value;
}

// The values behind the last gap.
std::vector<int> known_without_gap(const std::vector<std::optional<int>>& values) {
    const auto gap = std::ranges::find_if(values.rbegin(), values.rend(),
                                          [](const auto& value) { return !value.has_value(); });
    std::vector<int> known;
    for (const auto& value : std::ranges::subrange(gap.base(), values.end())) known.push_back(*value);
    return known;
}

std::expected<rules::ExpectedCount, rules::NotJudged> judge(const std::vector<int>& known) {
    if (known.size() >= rules::counts_needed(rules::published_years_of_quarters)) {
        const auto by_season = rules::judge_last(known, rules::published_years_of_quarters);
        if (by_season) return by_season;
    }
    return rules::judge_last(known, rules::published_quarters);
}

forms::UsualRange range_of(const rules::ExpectedCount& found) {
    return {static_cast<int>(std::lround(found.expected)), static_cast<int>(std::ceil(found.lower)),
            static_cast<int>(std::floor(found.upper)), found.departs};
}

ObservedSeries series_of(const std::vector<const Publication*>& quarters, const PublishedCell& cell) {
    std::vector<std::optional<int>> values;
    for (const auto* quarter : quarters) values.push_back(value_in(*quarter, cell));
    const auto known = known_without_gap(values);
    ObservedSeries series{label_of(cell), {}, quarters.back()->starts_on, static_cast<int>(known.size())};
    for (std::size_t i = values.size() - std::min(values.size(), quarters_shown); i < values.size(); ++i)
        series.columns.push_back({forms::short_quarter(quarters[i]->starts_on), values[i], std::nullopt});
    if (const auto found = judge(known)) series.columns.back().usual = range_of(*found);
    if (const auto found = rules::judge_last(known, rules::published_quarters_slowly))
        series.usual_before_a_rise = range_of(*found);
    return series;
}

}  // namespace

std::vector<ObservedSeries> observed_series(const std::vector<Publication>& publications, CellDimension split,
                                            std::string_view family, Date last_day) {
    const auto quarters = quarters_up_to(publications, last_day);
    std::vector<ObservedSeries> observed;
    if (quarters.empty()) return observed;
    for (const auto& cell : quarters.back()->cells)
        if (is_observed(cell, split, family)) observed.push_back(series_of(quarters, cell));
    return observed;
}

}  // namespace prevenance::api
