// Requests about rights on their way in and out: words sealed under the person's key, the number given, what
// holds at once put into effect.
#pragma once

#include "api/services.h"
#include "domain/account.h"
#include "domain/error.h"
#include "domain/sensitive.h"
#include "forms/rights_form.h"
#include "storage/rights_requests.h"

#include <optional>
#include <string>
#include <string_view>

namespace prevenance::api {

// The words that stand with a request: what the person wrote, why it takes longer, what was answered.
enum class RightsWords { of_the_person, extension, answer };

// Error not_found: the person was erased.
Result<Bytes> seal_rights_words(Services& services, EmployerScope scope, EmployeeId employee,
                                RightsRequestId request, RightsWords which,
                                const Sensitive<std::string>& words);
// Empty where there are none, and where the person was erased.
Sensitive<std::string> open_rights_words(const Services& services, EmployerScope scope,
                                         const storage::RightsRequestRecord& request, RightsWords which);

// The row to store; reads the person's key. `by`: who copied it from paper; none: the person, by code.
Result<storage::RightsRequestRecord> sealed_request(Services& services, EmployerScope scope,
                                                    EmployeeId employee,
                                                    const forms::NewRightsRequest& request,
                                                    std::optional<AccountId> by, Instant now);

// Inside an act: stores it under the next number of its year, and where nobody has to decide, puts it into
// effect and screens the person again. The number: "D-2026-0042".
std::string take_request(storage::Transaction& transaction, Services& services, EmployerScope scope,
                         const storage::RightsRequestRecord& request, Instant now);

}  // namespace prevenance::api
