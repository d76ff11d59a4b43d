// `prevenance gdpr`: the rights of one person from the command line of a stopped service, and the list of
// what must stay undone, to be kept off the machine. The surprise: the export never says what a person
// answered to an invitation, because whoever runs the machine is often the employer's.
#pragma once

#include "api/commands/command.h"
#include "api/instance.h"

#include <filesystem>
#include <string>

namespace prevenance::api {

struct GdprOptions {
    std::string siret;             // of the employer
    std::string employee;          // the identifier, or the payroll number
    std::filesystem::path output;  // empty: the console
    bool preview = false;
    std::string confirmed;       // the identifier again; empty: asked for
    std::filesystem::path kept;  // tombstones to take back; empty: print those there are
};

ExitCode export_person(Instance& instance, const GdprOptions& options, Console& console);
ExitCode erase_person(Instance& instance, const GdprOptions& options, Console& console);
ExitCode show_tombstones(Instance& instance, Console& console);
ExitCode take_back_tombstones(Instance& instance, const GdprOptions& options, Console& console);

}  // namespace prevenance::api
