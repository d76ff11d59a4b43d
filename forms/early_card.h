// « Observer tôt »: which published counts of the last quarter are above their usual level, at once or in a
// slow rise. It says that a count is high, never why nor in which structure; rules/unusual_counts judges.
#pragma once

#include "forms/figures_page.h"

#include <optional>

namespace prevenance::forms {

// Nothing where no quarter is published.
std::optional<FigureCard> early_card(const DashboardView& view);

}  // namespace prevenance::forms
