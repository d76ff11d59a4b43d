// Bringing absences in: the file, its columns, the preview of every row. Nothing is recorded before the
// decision (decide_import.h). The page and the API are one story.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_import_upload(const Call& call);
Answer download_import_template(const Call& call);
Answer upload_absences(const Call& call);  // page and API
Answer show_import_columns(const Call& call);
Answer choose_import_columns(const Call& call);
Answer show_import_preview(const Call& call);
Answer download_rows_to_correct(const Call& call);

}  // namespace prevenance::api
