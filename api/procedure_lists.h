// The closed lists of config/ that people choose from between a suggestion and the measures that follow a
// visit, read once.
#pragma once

#include "domain/choice_list.h"
#include "domain/error.h"

#include <filesystem>

namespace prevenance::api {

struct ProcedureLists {
    ChoiceList interview_topics;
    ChoiceList closing_reasons;       // of a suggestion about a person
    ChoiceList team_closing_reasons;  // of a suggestion about a team
    ChoiceList visit_objects;
    ChoiceList plan_actions;   // of a plan, beside those
    ChoiceList action_owners;
    ChoiceList leaving_reasons;
    ChoiceList work_measures;     // that a physician may propose
    ChoiceList sheet_recipients;  // to whom a physician may hand a sheet
    ChoiceList sheet_contents;    // what a sheet may hand over
    ChoiceList register_risks;    // by rule about a team: the risk it points at
    ChoiceList register_actions;  // by rule about a team: what may be written into the risk register
};

// `config` is the folder with the lists. Errors are for the operator: every wrong line of the first wrong
// file.
Result<ProcedureLists> read_procedure_lists(const std::filesystem::path& config);

}  // namespace prevenance::api
