// A stored suggestion as the card a program reads.
#pragma once

#include "api/call.h"
#include "domain/error.h"
#include "forms/suggestion_card.h"
#include "storage/case_file.h"

namespace prevenance::api {

Result<forms::SuggestionCard> suggestion_card(const Call& call, const storage::SuggestionRecord& suggestion);

}  // namespace prevenance::api
