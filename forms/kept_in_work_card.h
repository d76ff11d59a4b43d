// Who is in work, and who gave no answer, 6, 12 and 24 months after an accompaniment, year beside year.
#pragma once

#include "forms/figures_page.h"

#include <optional>

namespace prevenance::forms {

// Nothing where the publication has no such figure, as those of quarters.
std::optional<FigureCard> kept_in_work_card(const DashboardView& view);

}  // namespace prevenance::forms
