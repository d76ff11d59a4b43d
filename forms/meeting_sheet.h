// The sheet of one publication for a meeting of the network, or of a working group of the regional plan for
// disabled workers: the sentences and tables of the dashboard, what they do not say, questions to work on.
#pragma once

#include "forms/figures_page.h"

namespace prevenance::forms {

TemplateData meeting_sheet_data(const DashboardView& view);

}  // namespace prevenance::forms
