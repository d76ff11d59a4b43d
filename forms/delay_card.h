// "Délais jusqu'à la visite": how many had their visit by 30 and by 60 days, with those who still wait. Everything
// is computed from the published figures: the rounded classes, and nothing else.
#pragma once

#include "forms/figures_page.h"

#include <optional>

namespace prevenance::forms {

// Nothing where the publication has no delays, as those of quarters. A class that is hidden leaves bars and no share.
std::optional<FigureCard> delay_card(const DashboardView& view);

}  // namespace prevenance::forms
