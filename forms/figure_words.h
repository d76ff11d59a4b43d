// Published figures in words: one spelling for the dashboard, the meeting sheet and the files.
#pragma once

#include "forms/figures_page.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace prevenance::forms {

bool is_year(const FiguresView& figures);

// "1er trimestre 2026", without a capital where a year would have one: "année 2025".
std::string period_in_sentence(Date starts_on, Date ends_on);
std::string short_quarter(Date first_day);  // "T1 26"

// Of the whole network, or of a category; nothing where it was not published.
const FigureLine* find_line(const FiguresView& figures, std::string_view indicator,
                            CellDimension split = CellDimension::whole, std::string_view category = {});
std::optional<int> value_of(const FiguresView& figures, std::string_view indicator,
                            CellDimension split = CellDimension::whole, std::string_view category = {});
// Those of these indicators that were published or hidden for the whole network, in this order.
std::vector<FigureLine> known_lines(const FiguresView& figures, std::initializer_list<std::string_view> indicators);
std::vector<FigureLine> lines_by(const FiguresView& figures, std::string_view indicator, CellDimension split);

// "43 Haute-Loire" for a département, else the label as it is.
std::string category_words(CellDimension dimension, const std::string& category, const std::string& label);

std::string value_words(const FigureLine& line);   // "environ 45", "non publié"
std::string reason_words(const FigureLine& line);  // empty where the value is there

// The families of signals of the whole network, published or not.
bool is_family(std::string_view indicator);
std::vector<FigureLine> families_of(const FiguresView& figures);
// The family that the address asks for alone, else all of them.
std::vector<FigureLine> chosen_families(const DashboardView& view);

// In percent, rounded. Nothing where a rate would tell too much: fewer than 50 below the line, fewer than 11
// who are not above it, or one of the two not published.
std::optional<int> rate_of(std::optional<int> part, std::optional<int> whole);

}  // namespace prevenance::forms
