// What is looked at before anything is opened for writing: whether the files are the right ones, whole, of
// one installation, under this root key, and not from another time. Whatever is refused here is refused with
// nothing written.
#pragma once

#include "api/root_key_files.h"
#include "api/settings.h"
#include "domain/calendar.h"
#include "domain/error.h"

namespace prevenance::api {

// Errors: unavailable, in French, each with what mends it. A folder without any database is a new
// installation.
Result<void> check_before_start(const Settings& settings, const RootKeys& keys, Instant now);

// For commands that look at what is there and must not found a new installation beside it. Error: unavailable.
Result<void> find_installation(const Settings& settings);

}  // namespace prevenance::api
