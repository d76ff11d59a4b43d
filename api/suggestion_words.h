// A stored suggestion back into words: with the rule it was made under, or, where that rule has changed
// since, with the words that were kept of it. The facts are those it was made on; what would make it
// disappear is counted from today and from the facts as they are today, since some may have been corrected.
#pragma once

#include "api/services.h"
#include "domain/account.h"
#include "domain/calendar.h"
#include "rules/explanation.h"
#include "storage/case_file.h"

#include <vector>

namespace prevenance::api {

struct SuggestionWords {
    rules::Explanation explanation;
    bool rule_changed = false;  // or was taken away
};

// Error internal: the rule's words were never kept, which is a defect.
Result<SuggestionWords> suggestion_words(const Services& services, EmployerScope scope,
                                         const storage::SuggestionRecord& suggestion, Date today);

// The same for lists and for the person concerned: without where each fact comes from and without what would
// make it disappear, which take longer to find out.
Result<SuggestionWords> suggestion_in_short(const Services& services, EmployerScope scope,
                                            const storage::SuggestionRecord& suggestion);
Result<SuggestionWords> suggestion_in_short(const Services& services, const storage::Reader& reader,
                                            EmployerScope scope, const storage::SuggestionRecord& suggestion);

// What the rules note about a person today without suggesting anything: it is shown beside a suggestion.
std::vector<rules::Explanation> notes_about(const Services& services, EmployerScope scope,
                                            EmployeeId employee, Date today);

}  // namespace prevenance::api
