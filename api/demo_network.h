// The published figures of the demonstration: three years and more of a sector network of 60 employers that does not
// exist. Its counts are drawn, and what may be shown of them is decided by the same pure pipeline as for real ones.
//
// The surprise: these employers have no cases and no people in any database. A demonstration starts in seconds, and
// a visitor who tries to break the figures tries the real audit.
#pragma once

#include "api/services.h"
#include "domain/organisation.h"

namespace prevenance::api {

// Every quarter and year since the first of January three years ago that is over on `today`, each as of the night after
// its end.
void publish_invented_figures(Services& services, const Network& network, Date today);

}  // namespace prevenance::api
