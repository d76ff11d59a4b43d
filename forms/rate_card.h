// Rates quarter after quarter, and their mean: each from two published counts of the same quarter, never from
// one that is hidden.
#pragma once

#include "forms/figures_page.h"

#include <optional>
#include <string_view>

namespace prevenance::forms {

// Sums of the quarters in which both counts are published.
struct MeanRate {
    int percent = 0;   // for 100 employees, a quarter
    int quarters = 0;  // 2 or more
};

// Over the last eight quarters; nothing where both counts are published in fewer than two of them, and where
// rate_of() says nothing of their sums. `category` is empty for the whole network.
std::optional<MeanRate> mean_rate(const DashboardView& view, std::string_view indicator,
                                  std::string_view category);

// "19 (8 trimestres)", "non publié"
std::string mean_rate_words(const std::optional<MeanRate>& mean);

// Of the whole network. Nothing where fewer than two quarters are published.
std::optional<FigureCard> rate_card(const DashboardView& view);

}  // namespace prevenance::forms
