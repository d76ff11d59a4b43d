// An import as its readers see it: what a preview shows on a page, in JSON and on the command line.
#pragma once

#include "api/absence_import.h"
#include "forms/absence_import_json.h"
#include "forms/absence_import_page.h"
#include "forms/csv_export.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::api {

forms::ImportSummary summary_of(const storage::ImportCounts& counts, std::size_t rows_to_check);

forms::ImportReceiptView receipt_of(const storage::ImportRecord& record, Instant now);

// One French sentence per row: refusees, a-verifier, pretes, connues.
std::vector<std::string> lines_of(const ImportPreview& preview, std::string_view list);

// `preview` is none once it was decided: the file is gone.
forms::ImportResource resource_of(const storage::ImportRecord& record, const ImportPreview* preview,
                                  Instant now);

// The refused rows as they stand in the file, with the line and what is to be corrected.
forms::CsvTable rows_to_correct(const ImportPreview& preview);

}  // namespace prevenance::api
