// What the years before said of the same figures: a column for each in the table of a card, and their rows in its
// file.
#pragma once

#include "forms/figures_page.h"

#include <vector>

namespace prevenance::forms {

// The publications of whole years before the shown one, latest first. None where a quarter is shown.
std::vector<FiguresView> years_before(const DashboardView& view);

// `lines` are those of the card's rows, in their order.
FigureCard beside_years(FigureCard card, const DashboardView& view, const std::vector<FigureLine>& lines,
                        const std::vector<FiguresView>& years);

}  // namespace prevenance::forms
