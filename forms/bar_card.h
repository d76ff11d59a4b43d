// What the cards of the dashboard have in common: a bar and a row of the table for each figure, and the same
// figures as a file. Then the years before, where a card compares them.
#pragma once

#include "forms/figures_page.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::forms {

// Those of these indicators that were published or hidden for the whole network, in this order.
std::vector<FigureLine> known_lines(const FiguresView& figures, std::initializer_list<std::string_view> indicators);

CardRow row_of(const FigureLine& line);

// The figures of a card as they stand in its file.
CsvTable table_of(const DashboardView& view, const std::vector<FigureLine>& lines);

// The rows in one sentence, for who does not see the drawing.
std::string described(const std::vector<CardRow>& rows);

FigureCard bar_card(const DashboardView& view, std::string code, std::string title, std::string sentence,
                    const std::vector<FigureLine>& lines);

// The publications of whole years before the shown one, latest first. None where a quarter is shown.
std::vector<FiguresView> years_before(const DashboardView& view);

// Adds to each row what the years said of the same figure, and their rows to the file. `lines` are those of the
// card's rows, in their order.
FigureCard beside_years(FigureCard card, const std::vector<FigureLine>& lines, const std::vector<FiguresView>& years);

}  // namespace prevenance::forms
