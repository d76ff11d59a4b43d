// The cards of a split: the categories side by side, on a map where they are départements, and the families
// of signals by category where these are published.
#pragma once

#include "forms/figures_page.h"

#include <vector>

namespace prevenance::forms {

// Empty for the whole network, and where the split has no published or hidden count of signals.
std::vector<FigureCard> split_cards(const DashboardView& view);

}  // namespace prevenance::forms
