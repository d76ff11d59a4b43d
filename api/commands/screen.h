// `prevenance screen`: what the rules would suggest about one employer's people on a day, or at each month
// end, with the facts. Nothing is stored. It names nobody: rules work on random identifiers, and a person is
// shown as the first eight characters of theirs.
#pragma once

#include "api/commands/instance_work.h"
#include "api/instance.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace prevenance::api {

struct ScreenOptions {
    std::string siret;                // of the employer
    std::string as_of;                // YYYY-MM-DD; empty: today
    std::vector<std::string> months;  // the first and the last month, YYYY-MM; empty: only `as_of`
    bool as_known_today = false;      // see add_screen_command
    bool evidence = false;            // with months: the facts behind each suggestion, when it first appears
};

// Exit code: 0 done, 1 no such employer, 2 a date that is none.
int screen(Instance& instance, const ScreenOptions& options, std::ostream& out);

void add_screen_command(CLI::App& program, const TakeWork& take);

}  // namespace prevenance::api
