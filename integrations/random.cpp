#include "integrations/random.h"

#include <sodium.h>

namespace prevenance::integrations {

void SystemRandomness::fill(std::span<std::uint8_t> bytes) {
    randombytes_buf(bytes.data(), bytes.size());
}

}  // namespace prevenance::integrations
