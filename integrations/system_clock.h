// The machine's own clock. Nothing else in the project reads the time.
#pragma once

#include "domain/clock.h"

namespace prevenance::integrations {

class SystemClock final : public Clock {
public:
    Instant now() const override;
};

}  // namespace prevenance::integrations
