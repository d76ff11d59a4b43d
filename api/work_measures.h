// The work measures a physician may choose from (config/work_measures.csv).
#pragma once

#include "api/services.h"
#include "domain/choice_list.h"

namespace prevenance::api {

// Throws std::runtime_error where the installation's list is missing or wrong.
ChoiceList work_measures(const Services& services);

}  // namespace prevenance::api
