// The measures a service sent about one alert, with their precisions and the employer's answers opened under the
// employee's own key.
#pragma once

#include "api/call.h"
#include "api/person_keys.h"
#include "forms/measures_page.h"

#include <string_view>
#include <vector>

namespace prevenance::api {

// Where the words about one measure stand: "sealed_detail" (the physician's) or "sealed_reason" (the employer's).
SealedPlace measure_place(const std::string& employer, MeasuresId measures, int position, std::string_view column);

// Oldest first. Words whose key was destroyed are left out.
std::vector<forms::AnsweredMeasuresView> sent_measures_of(const Call& call, AlertId alert);

}  // namespace prevenance::api
