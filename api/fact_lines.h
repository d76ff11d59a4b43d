// The recorded facts about a person or a team in words, each with where it comes from. Legal stops (work
// accident, occupational disease) and milestones (visits, returns) are apart: they serve the legal calendar
// and nothing else.
#pragma once

#include "api/services.h"
#include "domain/account.h"
#include "domain/calendar.h"
#include "domain/id.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::api {

struct FactLine {
    enum class Kind { signal, absence, legal_stop, milestone };
    FactId id;
    Kind kind = Kind::signal;
    std::string code;
    Date start;
    std::optional<Date> end;
    std::string words;   // "Absence : du 12 au 20 janv. 2026"
    std::string source;  // "import du 2 févr. 2026", "noté le 3 févr. 2026 par S. Diallo"
};

// The oldest first. Without signals and absences of somebody who had the data frozen (api/frozen.h).
std::vector<FactLine> fact_lines_about(const Services& services, EmployerScope scope, EmployeeId employee);
// All of them, for whoever answers a request of that person.
std::vector<FactLine> all_fact_lines_about(const Services& services, EmployerScope scope,
                                           EmployeeId employee);
std::vector<FactLine> fact_lines_about_team(const Services& services, EmployerScope scope, TeamId team);

// Whether the program worked it out from the person's file: it changes with the file, and nobody removes it.
bool is_worked_out(const FactLine& line);

// Signals and absences that had not ended a year before `today`: what a talk or a letter may speak of.
std::vector<FactLine> of_the_past_year(std::vector<FactLine> lines, Date today);

// The name people know an account by; "un ancien compte" where it can no longer be opened.
std::string account_name(const Services& services, AccountId account);

}  // namespace prevenance::api
