// Whether this installation can do its work: what /readyz answers and `prevenance check` prints.
#pragma once

#include "api/services.h"
#include "forms/health_json.h"

#include <vector>

namespace prevenance::api {

// Quick enough to be asked every few seconds: the disk has room, the database can be read and written.
std::vector<forms::CheckLine> readiness(Services& services);

// All of it, also what takes long: integrity of the three databases, the chain of the audit log, and
// mails that were given up.
std::vector<forms::CheckLine> thorough_checks(Services& services);

// Before anything is open: the permissions of the root key, its distance from the data, the way to the mail
// server. Never sends a mail.
std::vector<forms::CheckLine> checks_of_settings(const Settings& settings);

}  // namespace prevenance::api
