// Reads config/signals.yaml into the vocabulary's SignalCatalogue. Whoever opens the file is elsewhere; this
// takes its text. The surprise: at most eight cards may be quick, because the screen they stand on is read in
// a minute.
#pragma once

#include "domain/error.h"
#include "domain/signal.h"

#include <string>
#include <string_view>
#include <vector>

namespace prevenance::rules {

// `file` is only used in complaints. Error `invalid` with every complaint of the file.
Result<SignalCatalogue> read_signal_catalogue(std::string_view file, std::string_view text);

}  // namespace prevenance::rules
