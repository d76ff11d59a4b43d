#include "integrations/system_clock.h"

namespace prevenance::integrations {

Instant SystemClock::now() const {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace prevenance::integrations
