// Lines for the annex of the single risk register (Code du travail, L4121-3-1): a work unit, a risk, the
// indicator that points at it, an action on the work. A line is about a team. No field here is about a
// person, and none counts people or events: a small number next to a team's name would name somebody.
#pragma once

#include "domain/calendar.h"
#include "forms/csv_export.h"
#include "forms/template_data.h"

#include <string>
#include <vector>

namespace prevenance::forms {

struct RiskRegisterLine {
    std::string work_unit;
    std::string risk;
    std::string indicator;  // the rule in words, with its numbers and without what it counted
    std::string action;
    Date seen_on;
};

struct RiskRegisterView {
    std::string employer;
    std::string siret;
    std::string date;  // "12 mars 2026"
    std::vector<RiskRegisterLine> lines;
    bool has_small_teams = false;  // some get no line, whatever was found
};

TemplateData risk_register_data(const RiskRegisterView& view);
CsvTable risk_register_table(const std::vector<RiskRegisterLine>& lines);

}  // namespace prevenance::forms
