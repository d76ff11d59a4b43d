// Prepares libsodium. It must run once, before any key is loaded: main does it first. There is no state of
// our own behind it.
#pragma once

#include "domain/error.h"

namespace prevenance::integrations {

// Safe to call again. Fails (internal) only where the machine has no source of randomness.
Result<void> prepare_sodium();

}  // namespace prevenance::integrations
