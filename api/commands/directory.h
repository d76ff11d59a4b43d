// `prevenance directory import|export|remove`: exchanging the directory with others in the format
// data·inclusion v1. An import is read whole, checked whole, and kept whole or not at all.
#pragma once

#include "api/commands/command.h"

#include <filesystem>
#include <string>
#include <vector>

namespace prevenance::api {

struct DirectoryOptions {
    std::vector<std::filesystem::path> files;  // import
    std::vector<std::string> ids;              // remove
    std::filesystem::path folder;              // export
    std::string service;                       // by name or identifier; empty: everybody
    bool commit = false;
};

ExitCode import_directory(Instance& instance, const DirectoryOptions& options, Console& console);
ExitCode export_directory(Instance& instance, const DirectoryOptions& options, Console& console);
ExitCode remove_from_directory(Instance& instance, const DirectoryOptions& options, Console& console);

}  // namespace prevenance::api
