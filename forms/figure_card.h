// What the cards of the dashboard are made of: rows, files and drawings of published figures.
#pragma once

#include "forms/figures_page.h"

#include <string>
#include <vector>

namespace prevenance::forms {

std::string period_of(const DashboardView& view);
CardRow row_of(const FigureLine& line);

// The figures of a card as they stand in its file.
CsvTable table_of(const DashboardView& view, const std::vector<FigureLine>& lines);

// All rows in a sentence, for whoever hears the page.
std::string described(const std::vector<CardRow>& rows);

FigureCard bar_card(const DashboardView& view, std::string code, std::string title, std::string sentence,
                    const std::vector<FigureLine>& lines);

// The rows of a card for the table of a page, and the titles above their values.
TemplateData::List rows_data(const FigureCard& card);
TemplateData::List value_titles_data(const FigureCard& card);

// The quarters that are over with what is shown, oldest first, eight at most. None before the first
// publication of a quarter.
std::vector<const FiguresView*> last_quarters(const DashboardView& view);

}  // namespace prevenance::forms
