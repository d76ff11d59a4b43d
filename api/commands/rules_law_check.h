// `prevenance rules law-check FILE`: which rules were written for a version of an article that is no longer
// the one in force. It reads a register of law from a file and changes nothing: only a person who has read
// the new version may correct a rule.
#pragma once

#include "api/commands/rules.h"
#include "domain/calendar.h"

#include <filesystem>

namespace prevenance::api {

struct LawCheckOptions {
    std::filesystem::path file;  // config/law/articles.json, or a code of @socialgouv/legi-data
    RulePlace rules;
    Date today;
};

// `done` when every article is cited as it is in force, `failed` otherwise and where the file cannot be used.
ExitCode check_law(Console& console, const LawCheckOptions& options);

}  // namespace prevenance::api
