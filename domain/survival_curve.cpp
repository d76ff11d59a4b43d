#include "domain/survival_curve.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

namespace prevenance {
namespace {

constexpr double normal_975 = 1.959963984540054;  // 97.5 % of a standard normal lie below
// A share that is one half but for its last binary digits is one half, as in R.
const double tolerance = std::sqrt(std::numeric_limits<double>::epsilon());

using Bound = std::optional<double> (*)(const SurvivalPoint&);

// The first day on which the bound is at most one half; half-way to its next fall where it rests on one half.
std::optional<double> first_at_half(const std::vector<SurvivalPoint>& curve, Bound bound) {
    const auto at_half = std::ranges::find_if(
        curve, [&](const auto& point) { return bound(point) && *bound(point) < 0.5 + tolerance; });
    if (at_half == curve.end()) return std::nullopt;
    if (std::abs(*bound(*at_half) - 0.5) >= tolerance) return at_half->days;
    const auto next = std::find_if(at_half, curve.end(), [&](const auto& point) {
        return bound(point) && *bound(point) < *bound(*at_half);
    });
    if (next == curve.end()) return at_half->days;
    return (at_half->days + next->days) / 2.0;
}

int cases_of(std::span<const StepDuration> durations) {
    return std::accumulate(durations.begin(), durations.end(), 0,
                           [](int sum, const auto& one) { return sum + one.cases; });
}

int taken_among(std::span<const StepDuration> durations) {
    return std::accumulate(durations.begin(), durations.end(), 0,
                           [](int sum, const auto& one) { return sum + (one.taken ? one.cases : 0); });
}

}  // namespace

std::vector<SurvivalPoint> survival_curve(std::vector<StepDuration> durations) {
    std::erase_if(durations, [](const auto& one) { return one.cases == 0; });
    std::ranges::sort(durations, {}, &StepDuration::days);
    std::vector<SurvivalPoint> curve;
    int waiting = cases_of(durations);
    double share_open = 1;
    double variance = 0;  // of the logarithm of the share: Greenwood's sum
    for (auto first = durations.begin(); first != durations.end();) {
        const auto end =
            std::find_if(first, durations.end(), [&](const auto& one) { return one.days != first->days; });
        const int taken = taken_among({first, end});
        share_open *= static_cast<double>(waiting - taken) / waiting;
        SurvivalPoint point{first->days, waiting, taken, share_open, {}, {}};
        if (waiting > taken) {
            variance += static_cast<double>(taken) / (static_cast<double>(waiting) * (waiting - taken));
            const double factor = std::exp(normal_975 * std::sqrt(variance));
            point.lower = share_open / factor;
            point.upper = std::min(1.0, share_open * factor);
        }
        curve.push_back(point);
        waiting -= cases_of({first, end});
        first = end;
    }
    return curve;
}

MedianDuration median_of(const std::vector<SurvivalPoint>& curve) {
    return {first_at_half(curve, [](const auto& point) { return std::optional{point.share_open}; }),
            first_at_half(curve, [](const auto& point) { return point.lower; }),
            first_at_half(curve, [](const auto& point) { return point.upper; })};
}

}  // namespace prevenance
