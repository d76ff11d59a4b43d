// A way out of the process for an alert. It takes a sealed one and nothing else: that is the whole point of
// the type (tests/compile_fail/channel_*.cpp). Delivery is at least once; the receiver tells repeats by the
// alert's id.
#pragma once

#include "domain/alert.h"
#include "domain/error.h"

namespace prevenance::integrations {

class AlertChannel {
public:
    virtual ~AlertChannel() = default;

    // Error: unavailable where trying again later can help; any other where it cannot.
    virtual Result<void> send(const SealedAlert& alert) = 0;
};

}  // namespace prevenance::integrations
