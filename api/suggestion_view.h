// What the page of a suggestion shows, gathered from the case file, the rules and the names. The same page
// comes back when an answer to it was refused.
#pragma once

#include "api/call.h"
#include "domain/error.h"
#include "forms/suggestion_page.h"
#include "storage/case_file.h"

#include <vector>

namespace prevenance::api {

// Error not_found: the person was erased.
Result<forms::SuggestionView> suggestion_view(const Call& call, const storage::SuggestionRecord& suggestion);

// Nothing for a missing suggestion and for another employer's.
std::optional<storage::SuggestionRecord> find_suggestion(const Call& call);

// The facts of a suggestion that are still in the record.
std::vector<FactId> facts_of(const storage::SuggestionRecord& suggestion);

}  // namespace prevenance::api
