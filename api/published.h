// Publications signed and read back. What leaves this file was signed by this instance and has not changed a
// byte since, or says that it is from before publications were signed.
//
// The surprise: an altered publication is not shown with a warning, it is not shown. A wrong figure beside a
// warning is quoted without it.
#pragma once

#include "api/services.h"
#include "storage/statistics.h"

#include <optional>
#include <vector>

namespace prevenance::api {

// With its signature, by the instance's present key.
storage::Publication signed_publication(const Services& services, storage::Publication publication);

// By any key this instance has signed with. True also for what was published before there were signatures.
bool is_unaltered(const Services& services, const storage::Publication& publication);

// Of the scope's network, the latest period first. Altered ones are left out and logged.
std::vector<storage::Publication> unaltered_publications(const Services& services, const NetworkScope& scope);

// Nothing for a missing, a foreign and an altered one.
std::optional<storage::Publication> unaltered_publication(const Services& services, const NetworkScope& scope,
                                                          PublicationId id);

// The same for whoever knows the id, whichever network it is of.
std::optional<storage::Publication> unaltered_release(const Services& services, PublicationId id);

}  // namespace prevenance::api
