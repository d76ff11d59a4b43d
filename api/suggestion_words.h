// A stored suggestion back into words: with the rule it was made under, or, where that rule has changed
// since, with the words that were kept of it.
#pragma once

#include "api/services.h"
#include "domain/account.h"
#include "domain/calendar.h"
#include "rules/explanation.h"
#include "storage/case_file.h"

namespace prevenance::api {

struct SuggestionWords {
    rules::Explanation explanation;
    bool rule_changed = false;  // or was taken away
};

// Error internal: the rule's words were never kept, which is a defect.
Result<SuggestionWords> suggestion_words(const Services& services, EmployerScope scope,
                                         const storage::SuggestionRecord& suggestion, Date today);

}  // namespace prevenance::api
