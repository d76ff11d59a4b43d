// How long a step takes when some have not been taken yet: the estimate of Kaplan and Meier (Journal of the
// American Statistical Association 53, 1958) with Greenwood's variance. It gives what R's package survival
// gives (survfit with its own settings); docs/observation.md has the table.
//
// Cases may come one by one, or grouped: so many whose step took so many days. Both give the same curve.
//
// The surprise: a case that is still open is not left out and not counted as done. It says that its step took
// longer than it has been open, which is why a median can be missing although many steps were taken.
#pragma once

#include <optional>
#include <vector>

namespace prevenance {

struct StepDuration {
    int days = 0;        // 0 or more: until the step, or until the last day anything is known
    bool taken = false;  // false: still open on that day
    int cases = 1;       // so many of them; 0 is as good as absent
};

struct SurvivalPoint {
    int days = 0;
    int waiting = 0;        // open just before this day
    int taken = 0;          // steps taken on this day
    double share_open = 1;  // 0 to 1: still open after this day
    // 95 %, on the scale of the logarithm; missing once nobody waits.
    std::optional<double> lower;
    std::optional<double> upper;
};

struct MedianDuration {
    std::optional<double> days;  // missing where half of the steps have not been taken
    std::optional<double>
        lower;  // of its 95 % interval; missing where the curve's bound stays above one half
    std::optional<double> upper;
};

// One point for each day on which something is known, in order. Empty without cases.
std::vector<SurvivalPoint> survival_curve(std::vector<StepDuration> durations);

MedianDuration median_of(const std::vector<SurvivalPoint>& curve);

}  // namespace prevenance
