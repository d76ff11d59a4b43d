// The cases of a service in words: what each one's state is called, and the lists and counters made from all
// of them.
#pragma once

#include "domain/activity_report.h"
#include "domain/alert_state.h"
#include "forms/service_list_page.h"
#include "storage/service_cases.h"

#include <map>
#include <string>
#include <vector>

namespace prevenance::api {

AlertState state_of_case(const storage::CaseLine& line);

// Those that wait for somebody or are under way, by the day before which something is due; the others after
// them, the oldest first.
std::vector<forms::ListedCase> open_cases(const std::vector<storage::CaseLine>& lines, Date today);

std::vector<ReportedCase> reported_cases(const std::vector<storage::CaseLine>& lines);

std::vector<forms::CircuitStage> circuit_of(const std::vector<storage::CaseLine>& lines);

forms::OwnStatisticsView own_statistics(const std::vector<storage::CaseLine>& lines);

}  // namespace prevenance::api
