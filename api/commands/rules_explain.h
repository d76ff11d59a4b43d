// `prevenance rules explain`: what the rules find about one person or team as of a day, explained whole; and
// for whoever writes rules, clause by clause, why the others do not hold. Nothing is stored, nobody is named.
#pragma once

#include "api/instance.h"

#include <iosfwd>
#include <string>

namespace prevenance::api {

struct RulesExplainOptions {
    std::string siret = {};       // of the employer
    std::string employee = {};    // identifier or how it begins; empty: `team`
    std::string team = {};        // identifier or how it begins
    std::string as_of = {};       // YYYY-MM-DD; empty: today
    bool as_known_today = false;  // each fact counts as known on the day it began
    bool json = false;
};

// Exit code: 0 done, 1 nobody of that name or several, 2 a date that is none.
int explain_rules(Instance& instance, const RulesExplainOptions& options, std::ostream& out);

}  // namespace prevenance::api
