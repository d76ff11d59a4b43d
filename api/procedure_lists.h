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
    ChoiceList work_measures;  // that a physician may propose
};

// `config` is the folder with the lists. Errors are for the operator: every wrong line of the first wrong
// file.
Result<ProcedureLists> read_procedure_lists(const std::filesystem::path& config);

}  // namespace prevenance::api
