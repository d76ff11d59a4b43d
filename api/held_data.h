// Everything held about one person, gathered for that person. The whole of it only after the person's own
// code opened an invitation, or was recognised by it: that is what gives the right to look. The employer's
// copy is for somebody who asked without a code; it is the same whatever that person answered, read or sent.
#pragma once

#include "api/services.h"
#include "domain/error.h"
#include "forms/held_data_page.h"
#include "storage/invitations.h"

namespace prevenance::api {

// `path`, `code` and `can_still_answer` are the caller's to fill. Error not_found: the person was erased.
Result<forms::HeldDataView> held_data_about(const Services& services,
                                            const storage::CodedInvitation& invitation, Instant now);

// Without the agreements and without who read what: an employer hands it over, and could read either there.
// Error not_found: no such person of this employer, or erased.
Result<forms::HeldDataView> employer_copy_of(const Services& services, EmployerScope scope,
                                             EmployeeId employee, Instant now);

// What the person may speak of in a correction or a remark: the facts of the page, by identifier.
std::vector<forms::HeldLine> facts_of_view(const forms::HeldDataView& view);

}  // namespace prevenance::api
