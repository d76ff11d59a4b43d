#include "rules/unusual_counts.h"

#include "rules/quasi_poisson.h"

#include <algorithm>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>
#include <vector>

namespace prevenance::rules {
namespace {

// The smallest count whose share of counts up to it is at least the one asked for.
using WholeQuantile = boost::math::policies::policy<
    boost::math::policies::discrete_quantile<boost::math::policies::integer_round_up>>;

double normal_bound(double alpha) {
    return boost::math::quantile(boost::math::normal{}, 1 - alpha);
}

struct Baseline {
    double mean = 0;
    double deviation = 0;
};

Baseline baseline_of(std::span<const int> counts, double least_deviation) {
    const auto size = static_cast<double>(counts.size());
    const double mean = std::accumulate(counts.begin(), counts.end(), 0.0) / size;
    double squares = 0;
    for (const int count : counts) squares += (count - mean) * (count - mean);
    return {mean, std::max(std::sqrt(squares / (size - 1)), least_deviation)};
}

// The baseline of the count that stands `back` places before the last one; `gap` counts lie between the two.
Baseline baseline_before(std::span<const int> counts, std::size_t back, std::size_t gap,
                         const EarsSettings& settings) {
    const auto end = counts.size() - 1 - back - gap;
    return baseline_of(counts.subspan(end - settings.baseline, settings.baseline), settings.least_deviation);
}

constexpr std::size_t guard_counts = 2;

// By how many deviations, beyond the first, the count `back` places before the last one was too high. Not a
// number where that count and its baseline are all the same: then nothing measures the distance.
double carried_over(std::span<const int> counts, std::size_t back, const EarsSettings& settings) {
    const auto baseline = baseline_before(counts, back, guard_counts, settings);
    const double excess = (counts[counts.size() - 1 - back] - baseline.mean) / baseline.deviation - 1;
    return excess < 0 ? 0 : excess;
}

double ears_bound(std::span<const int> counts, const Baseline& baseline, const EarsSettings& settings) {
    const double allowed = normal_bound(settings.alpha);
    if (settings.method != EarsMethod::c3) return baseline.mean + allowed * baseline.deviation;
    const double carried = carried_over(counts, 2, settings) + carried_over(counts, 1, settings);
    const double bound = counts.back() + baseline.deviation * (allowed - carried);
    return bound < 0 ? 0 : bound;
}

// A row of the regression: a past period, its season and its count.
struct PastCount {
    std::size_t period = 0;  // place in the series
    std::size_t season = 0;  // from 1; the last level is the one of the judged period
};

// Season of each period of the past years, counted as farringtonFlexible does: the window around the same
// period of every year is one level, and what lies between two windows is cut into the others, the longer
// pieces first. 0 where a period is in no year.
std::vector<std::size_t> seasons_of(std::size_t periods, const FarringtonSettings& settings) {
    const auto window = settings.half_window;
    const auto now = periods - 1;
    std::vector<std::size_t> seasons(periods, 0);
    std::fill(seasons.end() - static_cast<std::ptrdiff_t>(window + 1), seasons.end(), settings.seasons);
    for (std::size_t year = 1; year <= settings.years; ++year) {
        const auto centre = now - year * settings.periods_per_year;
        std::fill_n(seasons.begin() + static_cast<std::ptrdiff_t>(centre - window), 2 * window + 1,
                    settings.seasons);
        if (settings.seasons == 1) continue;
        const auto pieces = settings.seasons - 1;
        const auto between = settings.periods_per_year - 2 * window - 1;
        auto at = centre + window + 1;
        for (std::size_t piece = 0; piece < pieces; ++piece) {
            const auto length = between / pieces + (piece < between % pieces ? 1 : 0);
            for (std::size_t step = 0; step < length; ++step) seasons[at++] = piece + 1;
        }
    }
    return seasons;
}

std::vector<PastCount> past_counts(std::size_t periods, const FarringtonSettings& settings) {
    const auto seasons = seasons_of(periods, settings);
    std::vector<PastCount> past;
    for (std::size_t period = 0; period + settings.left_out + 1 < periods; ++period)
        if (seasons[period] != 0) past.push_back({period, seasons[period]});
    return past;
}

std::vector<double> row_for(const PastCount& count, bool with_trend, std::size_t seasons) {
    std::vector<double> row{1};
    if (with_trend) row.push_back(static_cast<double>(count.period + 1));
    for (std::size_t season = 2; season <= seasons; ++season) row.push_back(count.season == season ? 1 : 0);
    return row;
}
constexpr std::size_t trend_column = 1;

CountRegression regression_of(std::span<const int> counts, const std::vector<PastCount>& past,
                              bool with_trend, std::size_t seasons) {
    CountRegression regression;
    for (const auto& count : past) {
        const auto row = row_for(count, with_trend, seasons);
        regression.columns.resize(row.size());
        for (std::size_t column = 0; column < row.size(); ++column)
            regression.columns[column].push_back(row[column]);
        regression.counts.push_back(counts[count.period]);
    }
    return regression;
}

double at_least_poisson(double dispersion) {
    return std::max(dispersion, 1.0);
}

// A past count that departed weighs less, by the square of its Anscombe residual, so that an old peak hides
// no new one. The weights add up to the number of counts.
std::vector<double> weights_against_departures(const CountRegression& regression, const FittedCounts& fitted,
                                               double reweighting_above) {
    std::vector<double> weights;
    for (std::size_t row = 0; row < regression.counts.size(); ++row) {
        const double mean = fitted.means()[row];
        const double anscombe =
            1.5 * (std::pow(regression.counts[row], 2.0 / 3) * std::pow(mean, -1.0 / 6) - std::sqrt(mean));
        const double residual =
            anscombe / std::sqrt(at_least_poisson(fitted.dispersion()) * (1 - fitted.leverages()[row]));
        weights.push_back(residual > reweighting_above ? 1 / (residual * residual) : 1);
    }
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& weight : weights) weight *= static_cast<double>(weights.size()) / sum;
    return weights;
}

struct FittedPast {
    FittedCounts fitted;
    bool with_trend = false;
    double dispersion = 1;  // 1 or more
    // Of the estimates: with the weights against departures where R's package has the working weights. It is
    // how surveillance 1.20 computes its standard errors, and we give what it gives.
    double estimate_dispersion = 1;
};

// A single period of weight 0 has no logarithm to lean on: the fit then gives numbers that are none.
bool are_numbers(const std::vector<double>& values) {
    return std::ranges::all_of(values, [](double value) { return std::isfinite(value) && value > 0; });
}

std::optional<FittedPast> fit_past(std::span<const int> counts, const std::vector<PastCount>& past,
                                   bool with_trend, const FarringtonSettings& settings) {
    auto regression = regression_of(counts, past, with_trend, settings.seasons);
    const auto first = fit(regression);
    if (!first) return with_trend ? fit_past(counts, past, false, settings) : std::nullopt;
    regression.weights = weights_against_departures(regression, *first, settings.reweighting_above);
    if (!are_numbers(regression.weights)) return std::nullopt;
    const auto second = fit(regression);
    if (!second) return std::nullopt;

    double squares = 0;
    for (std::size_t row = 0; row < regression.counts.size(); ++row) {
        const double relative = (regression.counts[row] - second->means()[row]) / second->means()[row];
        squares += regression.weights[row] * relative * relative;
    }
    return FittedPast{*second, with_trend, at_least_poisson(second->dispersion()),
                      squares / second->spare_rows()};
}

std::vector<double> judged_row(std::size_t periods, const FittedPast& past,
                               const FarringtonSettings& settings) {
    return row_for({periods - 1, settings.seasons}, past.with_trend, settings.seasons);
}

double trend_p_value(const FittedPast& past, std::size_t columns) {
    std::vector<double> only_trend(columns, 0);
    only_trend[trend_column] = 1;
    const double variance = past.estimate_dispersion * past.fitted.unscaled_variance_at(only_trend);
    const double statistic = std::abs(past.fitted.coefficient(trend_column)) / std::sqrt(variance);
    const boost::math::students_t distribution{static_cast<double>(past.fitted.spare_rows())};
    return 2 * boost::math::cdf(boost::math::complement(distribution, statistic));
}

// A trend stays where there are three years, where it is certain enough, and where following it leads to no
// more than was ever seen.
bool keeps_trend(std::span<const int> counts, const std::vector<PastCount>& past, const FittedPast& fitted,
                 const FarringtonSettings& settings) {
    if (settings.years < 3) return false;
    const auto row = judged_row(counts.size(), fitted, settings);
    if (trend_p_value(fitted, row.size()) >= settings.trend_p_value) return false;
    const double expected = std::exp(fitted.fitted.log_mean_at(row));
    return std::ranges::any_of(past,
                               [&](const PastCount& count) { return expected <= counts[count.period]; });
}

std::optional<FittedPast> model_of(std::span<const int> counts, const FarringtonSettings& settings) {
    const auto past = past_counts(counts.size(), settings);
    const auto with_trend = fit_past(counts, past, true, settings);
    if (!with_trend || !with_trend->with_trend) return with_trend;
    if (keeps_trend(counts, past, *with_trend, settings)) return with_trend;
    return fit_past(counts, past, false, settings);
}

struct Usual {
    double lower = 0;
    double upper = 0;
};

Usual two_thirds_range(double mean, double standard_error, double dispersion, double alpha) {
    const double spread = dispersion + standard_error * standard_error / mean;
    const double step = normal_bound(alpha) * std::sqrt(4.0 / 9 * std::cbrt(mean) * spread);
    const double centre = std::pow(mean, 2.0 / 3);
    return {centre > step ? std::pow(centre - step, 1.5) : 0, std::pow(centre + step, 1.5)};
}

template <class Distribution>
Usual quantiles(const Distribution& distribution, double alpha) {
    return {boost::math::quantile(distribution, alpha), boost::math::quantile(distribution, 1 - alpha)};
}

Usual counting_range(double mean, double dispersion, double alpha) {
    if (!std::isfinite(mean)) return {0, mean};
    if (dispersion <= 1)
        return quantiles(boost::math::poisson_distribution<double, WholeQuantile>{mean}, alpha);
    return quantiles(
        boost::math::negative_binomial_distribution<double, WholeQuantile>{mean / (dispersion - 1),
                                                                           1 / dispersion},
        alpha);
}

Usual usual_range(double logarithm, double error_of_logarithm, double dispersion,
                  const FarringtonSettings& settings) {
    const double mean = std::exp(logarithm);
    switch (settings.threshold) {
        case FarringtonThreshold::two_thirds_power:
            return two_thirds_range(mean, mean * error_of_logarithm, dispersion, settings.alpha);
        case FarringtonThreshold::negative_binomial:
            return counting_range(mean, dispersion, settings.alpha);
        case FarringtonThreshold::negative_binomial_of_mean_bound:
            return counting_range(std::exp(logarithm + normal_bound(settings.alpha) * error_of_logarithm),
                                  dispersion, settings.alpha);
    }
    return {};
}

bool has_enough_cases(std::span<const int> counts, const FarringtonSettings& settings) {
    const auto recent = counts.last(std::min(settings.recent_periods, counts.size()));
    return std::accumulate(recent.begin(), recent.end(), 0) >= settings.least_cases;
}

}  // namespace

std::size_t counts_needed(const EarsSettings& settings) {
    switch (settings.method) {
        case EarsMethod::c1:
            return settings.baseline + 1;
        case EarsMethod::c2:
            return settings.baseline + guard_counts + 1;
        case EarsMethod::c3:
            return settings.baseline + 2 * guard_counts + 1;
    }
    return 0;
}

std::size_t counts_needed(const FarringtonSettings& settings) {
    return settings.periods_per_year * settings.years + settings.half_window + 1;
}

std::expected<ExpectedCount, NotJudged> judge_last(std::span<const int> counts,
                                                   const EarsSettings& settings) {
    if (counts.size() < counts_needed(settings)) return std::unexpected{NotJudged::too_short};
    const auto gap = settings.method == EarsMethod::c1 ? 0 : guard_counts;
    const auto baseline = baseline_before(counts, 0, gap, settings);
    const double upper = ears_bound(counts, baseline, settings);
    if (std::isnan(upper)) return std::unexpected{NotJudged::does_not_fit};
    const double lower = baseline.mean - normal_bound(settings.alpha) * baseline.deviation;
    return ExpectedCount{baseline.mean, std::max(0.0, lower), upper, counts.back() > upper};
}

std::expected<ExpectedCount, NotJudged> judge_last(std::span<const int> counts,
                                                   const FarringtonSettings& settings) {
    if (counts.size() < counts_needed(settings)) return std::unexpected{NotJudged::too_short};
    if (!has_enough_cases(counts, settings)) return std::unexpected{NotJudged::too_few_cases};
    const auto model = model_of(counts, settings);
    if (!model) return std::unexpected{NotJudged::does_not_fit};
    const auto row = judged_row(counts.size(), *model, settings);
    const double logarithm = model->fitted.log_mean_at(row);
    const double error = std::sqrt(model->estimate_dispersion * model->fitted.unscaled_variance_at(row));
    const auto usual = usual_range(logarithm, error, model->dispersion, settings);
    if (!std::isfinite(usual.upper)) return std::unexpected{NotJudged::does_not_fit};
    return ExpectedCount{std::exp(logarithm), usual.lower, usual.upper, counts.back() > usual.upper};
}

}  // namespace prevenance::rules
