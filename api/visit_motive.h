// What a visit request says, under the person's own key: the database cannot read it, and it goes when the
// person's key goes.
#pragma once

#include "api/services.h"
#include "domain/account.h"
#include "domain/canonical_bytes.h"
#include "domain/error.h"
#include "domain/id.h"
#include "domain/sensitive.h"

#include <string>
#include <vector>

namespace prevenance::api {

struct VisitMotive {
    std::string object;                         // in words, as the list had them that day
    Sensitive<std::string> words;               // the employer's
    std::vector<Sensitive<std::string>> facts;  // in words, as they were that day
    bool operator==(const VisitMotive&) const = default;
};

// Error not_found: the person was erased.
Result<Bytes> seal_motive(Services& services, EmployerScope scope, EmployeeId employee,
                          VisitRequestId request, const VisitMotive& motive);
Result<VisitMotive> open_motive(const Services& services, EmployerScope scope, EmployeeId employee,
                                VisitRequestId request, ByteView sealed);

}  // namespace prevenance::api
