// What happened in a case, as dated sentences: for the physicians who follow it, and for the person whose
// case it is.
#pragma once

#include "forms/service_case_page.h"
#include "storage/service_cases.h"

#include <vector>

namespace prevenance::api {

// Results of visits, documents, exchanges, entry and exit.
std::vector<forms::DatedStep> steps_of_accompaniment(const storage::CaseRecord& record);

// The same, with the way of the message before and the closing after.
std::vector<forms::DatedStep> steps_of(const storage::CaseRecord& record);

}  // namespace prevenance::api
