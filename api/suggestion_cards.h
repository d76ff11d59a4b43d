// A finding or a stored suggestion, explained, as the card a program reads.
#pragma once

#include "api/call.h"
#include "domain/error.h"
#include "forms/suggestion_card.h"
#include "rules/explanation.h"
#include "storage/case_file.h"

namespace prevenance::api {

Result<forms::SuggestionCard> suggestion_card(const Call& call, const storage::SuggestionRecord& suggestion);

// Of something found and not stored: it has no number, no page and no answer yet.
forms::SuggestionCard explanation_card(const Finding& finding, const rules::Explanation& explanation,
                                       Date today);

}  // namespace prevenance::api
