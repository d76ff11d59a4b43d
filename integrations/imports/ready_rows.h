// What the ready rows of one file say together: which repeat, and which are one absence. It looks at no
// absence outside the file.
#pragma once

#include "integrations/imports/absence_reader.h"

#include <vector>

namespace prevenance::integrations {

// Takes out the rows that repeat an earlier one (same person, dates and category), and names them.
std::vector<DuplicateRow> set_duplicates_apart(std::vector<ReadyRow>& rows);

// One spell for all rows of a person that are one absence (domain/absence.h). Rows that overlap are merged
// too, with a notice: the software that wrote them may hold a wrong date.
std::vector<ReadySpell> merge_ready_rows(const std::vector<ReadyRow>& rows, std::vector<RowNotice>& notices);

}  // namespace prevenance::integrations
