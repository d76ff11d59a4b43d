// Recorded signals as the API gives them. It names nobody: people are identifiers.
#pragma once

#include "domain/calendar.h"
#include "domain/id.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct SignalEntry {
    FactId id;
    std::optional<EmployeeId> employee;  // one of the two
    std::optional<TeamId> team;
    std::string type;
    Date happened_on;
    Instant recorded_at;
};

std::string signal_json(const SignalEntry& entry);
std::string signals_json(const std::vector<SignalEntry>& entries);

}  // namespace prevenance::forms
