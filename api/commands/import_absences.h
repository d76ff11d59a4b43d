// `prevenance import absences FILE`: the page's story for an operator. It shows what would happen, and records
// with --commit. It prints numbers, lines and dates; payroll numbers only where a line has to be mended.
#pragma once

#include "api/commands/instance_work.h"
#include "api/instance.h"

#include <filesystem>
#include <iosfwd>
#include <string>

namespace CLI {
class App;
}

namespace prevenance::api {

struct ImportAbsencesOptions {
    std::filesystem::path file;
    std::string siret;                     // of the employer
    bool commit = false;                   // else: preview
    bool create_missing = false;           // people who are known by payroll number only
    std::string staff_informed_on;         // ISO; empty: as it is recorded
};

// Exit code: 0 done, 1 refused (nothing was recorded).
int import_absences(Instance& instance, const ImportAbsencesOptions& options, std::ostream& out);

// Adds `absences` to the verb `import`.
void add_import_absences_command(CLI::App& import_verb, const TakeWork& take);

}  // namespace prevenance::api
