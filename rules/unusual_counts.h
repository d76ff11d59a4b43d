// Whether the last count of a series departs from what the earlier ones let expect. Two families of methods,
// as health agencies use them:
//   - EARS C1, C2, C3 (Fricker, Hegler and Dunfee, Statistics in Medicine 27, 2008): a moving mean and its
//     standard deviation, for short series; no season, no trend;
//   - Farrington, improved (Noufaily and others, Statistics in Medicine 32, 2013): a quasi-Poisson regression
//     with season and trend, in which past departures weigh less, for series of several years.
// Both give what R's package surveillance gives (earsC, farringtonFlexible); docs/observation.md has the
// table.
//
// It reads counts alone: never who is counted, nor by which employer. It says that a count is high, never
// why, and a low count is no departure. The surprise: published counts are rounded and slightly altered, so
// that the least deviation of `published_quarters` is what the publication itself adds.
#pragma once

#include <cstddef>
#include <expected>
#include <span>

namespace prevenance::rules {

struct ExpectedCount {
    double expected = 0;
    double lower = 0;  // of the usual range, 0 or more
    double upper = 0;  // of the usual range; a count above it departs
    bool departs = false;
};

enum class NotJudged {
    too_short,      // fewer counts than counts_needed()
    too_few_cases,  // so few recent cases that a departure would be one or two of them
    does_not_fit,   // the regression does not settle on these counts
};

enum class EarsMethod {
    c1,  // against the counts just before
    c2,  // against those before the two last, which may hold the beginning of the departure
    c3,  // whether the two before were too high together; R's package leaves the judged count itself out
};

struct EarsSettings {
    EarsMethod method = EarsMethod::c1;
    std::size_t baseline = 7;    // counts compared with, 3 or more
    double least_deviation = 0;  // counts; a smaller standard deviation is taken for this one
    double alpha = 0.001;        // share of usual counts above the range, between 0 and 0.5
};

enum class FarringtonThreshold {
    two_thirds_power,                 // surveillance's "delta"
    negative_binomial,                // surveillance's "nbPlugin"
    negative_binomial_of_mean_bound,  // surveillance's "muan"
};

struct FarringtonSettings {
    std::size_t periods_per_year = 52;
    std::size_t years = 5;            // of history, 1 or more; below 3 no trend is looked for
    std::size_t half_window = 3;      // periods on each side of the same one a year before
    std::size_t seasons = 10;         // levels of the seasonal factor; 1: only the windows are compared with
    std::size_t left_out = 26;        // last periods before the judged one, which may hold the departure
    double reweighting_above = 2.58;  // Anscombe residual from which a past count weighs less
    double trend_p_value = 0.05;      // a trend that is less certain is left out
    double alpha = 0.01;              // share of usual counts above the range, between 0 and 0.5
    FarringtonThreshold threshold = FarringtonThreshold::negative_binomial;
    int least_cases = 5;  // over the last `recent_periods`, the judged one included
    std::size_t recent_periods = 4;
};

std::size_t counts_needed(const EarsSettings& settings);
std::size_t counts_needed(const FarringtonSettings& settings);

// `counts`, one for each period, 0 or more, the judged one last.
std::expected<ExpectedCount, NotJudged> judge_last(std::span<const int> counts, const EarsSettings& settings);
std::expected<ExpectedCount, NotJudged> judge_last(std::span<const int> counts,
                                                   const FarringtonSettings& settings);

// The same for every method of the dashboard: with twenty series judged four times a year, some two false alarms a
// year (docs/observation.md).
inline constexpr double published_alpha = 0.001;
// Eight published quarters are enough for C1 with its usual seven. Rounding to five deviates by 5/√12 and the
// alteration by √3 (design of the publication): together 2.25 persons.
inline constexpr EarsSettings published_quarters{EarsMethod::c1, 7, 2.25, published_alpha};
// From ten on: against the seven before the two last, in which a slow rise may have begun.
inline constexpr EarsSettings published_quarters_slowly{EarsMethod::c2, 7, 2.25, published_alpha};
// From four years on: windows of a quarter on each side, four seasons, the last quarter left out.
inline constexpr FarringtonSettings published_years_of_quarters{4, 3, 0, 4, 1, 2.58, 0.05, published_alpha};

}  // namespace prevenance::rules
