// The day it was in Paris, for very many instants: what in_paris says, remembered for each day of UTC.
#pragma once

#include "domain/calendar.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace prevenance {

class ParisDays {
public:
    Date of(Instant instant) {
        const auto day = std::chrono::floor<Days>(instant);
        const auto number = static_cast<std::int32_t>(day.time_since_epoch().count());
        Kept& kept = kept_[static_cast<std::uint32_t>(number) % kept_.size()];
        if (kept.day != number)
            kept = {number, in_paris(day + std::chrono::hours{22}).date > Date{day} ? 22 : 23};
        return instant < day + std::chrono::hours{kept.next_from} ? Date{day} : Date{day + Days{1}};
    }

private:
    // Summer time begins and ends at one o'clock of UTC, long before the next day of Paris begins.
    struct Kept {
        std::int32_t day = std::numeric_limits<std::int32_t>::min();
        std::int32_t next_from = 0;  // the hour of UTC from which it is tomorrow in Paris
    };
    std::array<Kept, 1024> kept_;
};

}  // namespace prevenance
