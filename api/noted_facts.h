// What an employer noted about one person, as lines in French: for the message that an invitation carries,
// and for the person's own page. Only facts of work and dates of absence; there is no cause to show.
#pragma once

#include "api/services.h"
#include "domain/account.h"
#include "domain/calendar.h"
#include "domain/id.h"
#include "domain/sensitive.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::api {

struct NotedFact {
    Date on;
    Sensitive<std::string> line;  // "Absence du 2 au 4 mars 2026"
    std::string source;           // "noté le 3 mars 2026 par un responsable de secteur": never a name
    FactId id{};
    std::string code;
    std::optional<Date> end{};
};

// The oldest first, from `since` on.
std::vector<NotedFact> noted_signals(const Services& services, EmployerScope scope, EmployeeId employee,
                                     Date since);
std::vector<NotedFact> noted_absences(const Services& services, EmployerScope scope, EmployeeId employee,
                                      Date since);
// Declared by the employer for the legal calendar; they are in no message.
std::vector<NotedFact> noted_legal_stops(const Services& services, EmployerScope scope, EmployeeId employee);
std::vector<NotedFact> noted_milestones(const Services& services, EmployerScope scope, EmployeeId employee);

// "le référent", "un responsable de secteur": who did something, without a name.
std::string role_in_words(const storage::Reader& reader, std::optional<AccountId> account);

}  // namespace prevenance::api
