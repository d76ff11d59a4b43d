// The passphrase of a locked root key, from whoever starts the program: an open file, the terminal without
// echo, or systemd's own question.
#pragma once

#include "api/settings.h"
#include "domain/error.h"
#include "domain/sensitive.h"

#include <string>

namespace prevenance::api {

// One line. `question` is shown where a person is asked. Error: unavailable, in French with the ways there
// are, where nobody can be asked; invalid where nothing was typed.
Result<Sensitive<std::string>> ask_passphrase(const Settings& settings, const std::string& question);

}  // namespace prevenance::api
