// The history that the command line and the trial of thresholds walk over: one employer's people and teams, from the database or straight from a
// file of absences. It names nobody. The surprise: a file says nothing of comings and goings, so everybody in
// it is taken to be there from the day before its first absence, for good, and in no team.
#pragma once

#include "api/services.h"
#include "domain/account.h"
#include "domain/backtest_figures.h"
#include "domain/error.h"
#include "domain/fact.h"

#include <filesystem>
#include <string_view>
#include <vector>

namespace prevenance::api {

struct History {
    std::vector<Timeline> people;
    std::vector<TeamTimeline> teams;
};

History history_of(const storage::Reader& reader, EmployerScope scope);

// How far it reaches; the fields about a file stay empty.
BacktestHistory reach_of(const History& history);

// A file as `import absences` reads it, with columns, dates and encoding detected. Rows that do not count, or
// cannot be read, are left out, and `about` says how many there were of each kind. Each absence counts as
// known on the day it began.
struct FileHistory {
    History history;
    BacktestHistory about;
};
// Errors of read_table_file and read_absences, in French.
Result<FileHistory> history_in_file(const std::filesystem::path& resources, std::string_view bytes,
                                    Date today);

// History that was imported today was not known then. After this, each fact was known on the day it began.
void take_as_known_at_once(History& history);

}  // namespace prevenance::api
