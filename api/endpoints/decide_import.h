// The decision about an import, and what came of it: commit, abandon, undo for seven days, receipt, history.
// The page and the API are one story.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer list_imports(const Call& call);
Answer show_import(const Call& call);  // receipt; the API shows the preview here while it awaits the decision
Answer commit_import(const Call& call);
Answer abandon_import(const Call& call);
Answer undo_import(const Call& call);

}  // namespace prevenance::api
