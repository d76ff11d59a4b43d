// The catalogue of indicators as the regional observation workshop wants each described: need, definition,
// holder, limits, availability.
#pragma once

#include "domain/indicator.h"
#include "forms/template_data.h"

namespace prevenance::forms {

TemplateData indicators_data(const IndicatorCatalogue& catalogue);

}  // namespace prevenance::forms
