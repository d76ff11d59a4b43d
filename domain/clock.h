// The two things the program cannot compute: the time and chance. Both stand at the edge of the process;
// a function inside takes a Date, an Instant or bytes as an argument.
#pragma once

#include <cstdint>
#include <span>

#include "domain/calendar.h"
#include "domain/id.h"

namespace prevenance {

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    Date today() const { return in_paris(now()).date; }
};

class Randomness {
public:
    virtual ~Randomness() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;

    template <class AnyId>
    AnyId new_id() {
        AnyId id;
        fill(id.bytes);
        return id;
    }
};

}  // namespace prevenance
