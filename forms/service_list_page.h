// What a service has in hand, for its own members: the fortnightly list (AST BTP de l'Ain sent one to each
// physician), the circuit with its counters, the service's own delays and volumes. Days and numbers of files;
// no name, no employer and no content.
#pragma once

#include "domain/service_case.h"
#include "forms/csv_export.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace prevenance::forms {

struct ListedCase {
    std::string path;    // empty: who reads may not open it
    std::string number;  // of the receipt
    Date received_on;
    std::string state;  // in words
    std::optional<CaseStatus> status;
    std::optional<DueTask> next;
};

struct FortnightView {
    std::string service_name;
    std::string officer;
    Date today;
    std::vector<ListedCase> cases;  // the open ones, by the day before which something is due
};
// What is due within a fortnight, or was due before, comes first.
inline constexpr Days fortnight{14};
TemplateData fortnight_data(const FortnightView& view);
CsvTable fortnight_table_for_people(const FortnightView& view);
CsvTable fortnight_table_for_programs(const FortnightView& view);

// How many files passed a stage, and how many stand there now.
struct CircuitStage {
    std::string label;
    std::string actors;  // who acts there
    int passed = 0;
    int standing = 0;
};
struct CircuitView {
    std::string service_name;
    std::string officer;
    std::vector<CircuitStage> stages;
    std::vector<std::pair<std::string, int>> partners;  // label, exchanges noted
};
TemplateData circuit_data(const CircuitView& view);

struct Delay {
    std::string label;
    int files = 0;
    std::optional<int> median_days;
};
struct OwnStatisticsView {
    std::vector<std::pair<std::string, int>> volumes;
    std::vector<Delay> delays;
};
TemplateData own_statistics_data(const OwnStatisticsView& view);

}  // namespace prevenance::forms
