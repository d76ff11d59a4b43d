// Chance from the operating system, through libsodium. prepare_sodium() comes first.
#pragma once

#include "domain/clock.h"

namespace prevenance::integrations {

class SystemRandomness final : public Randomness {
public:
    void fill(std::span<std::uint8_t> bytes) override;  // may be called from several threads
};

}  // namespace prevenance::integrations
