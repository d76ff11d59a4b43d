// Why a physician should ask whether an answer is the person's own, and the two short memories that this is
// found out from. It is written with the alert and read by its mailbox; no store of the employer's side
// reads it.
//
// The surprise: networks and browsers are keyed hashes, and both memories forget. They say "the same as" for
// a while; they never say which.
#pragma once

#include "domain/canonical_bytes.h"
#include "domain/id.h"
#include "storage/database.h"

#include <string>
#include <string_view>
#include <vector>

namespace prevenance::storage {

// `reason` is one of the codes of the table: "employer_network", "several_codes"…
void add_doubt(Transaction& transaction, AlertId alert, std::string_view reason);
std::vector<std::string> doubts_about(const Reader& reader, AlertId alert);  // in the order of their codes

// Somebody of this employer works from there. Kept for 30 days after the last time.
void remember_network(Transaction& transaction, EmployerId employer, const Digest& network, Instant now);
bool is_network_of(const Reader& reader, EmployerId employer, const Digest& network, Instant now);

// A code was typed right in this browser. Kept for 24 hours.
void remember_code_use(Transaction& transaction, const Digest& device, const Digest& code, Instant now);
// How many other codes were, in the 24 hours before `now`.
std::int64_t other_codes_used(const Reader& reader, const Digest& device, const Digest& code, Instant now);

// What is older than it is kept for.
void forget_old_traces(Transaction& transaction, Instant now);

}  // namespace prevenance::storage
