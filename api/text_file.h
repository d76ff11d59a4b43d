// A small file of the operator's or of the program's own, read whole.
#pragma once

#include "domain/error.h"

#include <filesystem>
#include <string>

namespace prevenance::api {

// Errors, with the file's name: too_large above 16 MiB; unavailable where it cannot be read.
Result<std::string> text_of_file(const std::filesystem::path& file);

}  // namespace prevenance::api
