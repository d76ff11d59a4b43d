// One publication as open data: a CSV for programs, its Frictionless Table Schema, and the data package that
// ties them together. They say what the dashboard says, under names that do not change: the columns are in
// French without accents, because the readers are French administrations.
//
// The surprise: a hidden value is an empty cell with a letter beside it, « s » where the figure itself is too
// small and « c » where it protects another one; nothing tells a zero from a ten.
#pragma once

#include "forms/figures_page.h"

#include <string>

namespace prevenance::forms {

std::string open_data_csv(const FiguresView& figures, int definitions);

std::string open_data_schema();  // JSON

// JSON. `id` names the publication; `csv` is the file’s content, whose length the package states.
struct OpenDataPackage {
    std::string id;
    std::string csv;
    std::string homepage;    // of the service
    int definitions = 0;
};
std::string open_data_package(const FiguresView& figures, const OpenDataPackage& package);

}  // namespace prevenance::forms
