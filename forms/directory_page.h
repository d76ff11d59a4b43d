// The directory's pages: the list, one sheet, the guide to print. One view for everybody, because a sheet
// says the same to whoever reads it.
#pragma once

#include "domain/calendar.h"
#include "domain/directory.h"
#include "forms/template_data.h"

#include <cstddef>
#include <string>
#include <vector>

namespace prevenance::forms {

// The parts of a sheet that stand wherever it is named: its words, what ages, and who keeps it.
TemplateData sheet_summary(const Sheet& sheet, Date today);

struct SheetView {
    const Sheet& sheet;
    const Directory& directory;
    Date today;
};
TemplateData sheet_data(const SheetView& view);

// One part of the directory, sorted by kind and then by name.
struct DirectoryView {
    const Directory& directory;
    Date today;
    std::size_t part = 1;      // from 1 to part_count
    std::size_t per_part = 0;  // sheets
    std::string path;          // of the first part: "/annuaire"
};
std::size_t part_count(const Directory& directory, std::size_t per_part);  // at least 1
TemplateData directory_data(const DirectoryView& view);

}  // namespace prevenance::forms
