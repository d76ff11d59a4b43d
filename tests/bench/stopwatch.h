// Time that this thread itself was at work, so that others on the machine count as little as they can.
#pragma once

#include <algorithm>
#include <ctime>
#include <vector>

namespace prevenance::bench {

inline double milliseconds_at_work() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

template <class Work>
double milliseconds(Work work) {
    const double begin = milliseconds_at_work();
    work();
    return milliseconds_at_work() - begin;
}

inline double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

}  // namespace prevenance::bench
