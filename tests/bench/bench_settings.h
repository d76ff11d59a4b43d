// An installation of its own for a benchmark, in a folder that is thrown away.
#pragma once

#include "api/settings.h"

#include <filesystem>

namespace prevenance {

// The program's own lists, quick passwords, and a log that is silent unless something is wrong.
inline api::Settings bench_settings(const std::filesystem::path& folder) {
    api::Settings settings;
    settings.data = folder / "data";
    settings.root_key = folder / "root.key";
    settings.resources = PREVENANCE_SOURCE_DIR;
    settings.fast_passwords = true;
    settings.log_level = "warn";
    return settings;
}

}  // namespace prevenance
