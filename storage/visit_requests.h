// Requests for a visit that an employer made (Code du travail, R4624-34), each after a talk. The motive is a
// ciphertext under the person's key. The surprise: nothing is sent from here; the employer prints and posts a
// letter.
#pragma once

#include "domain/account.h"
#include "domain/canonical_bytes.h"
#include "domain/id.h"
#include "storage/database.h"

#include <optional>
#include <vector>

namespace prevenance::storage {

struct VisitRequestRecord {
    VisitRequestId id;
    EmployeeId employee;
    InterviewId interview;
    Bytes sealed_motive;
    Date informed_on;  // the person was told of the request and its object
    Instant requested_at;
    AccountId requested_by;
};

class VisitRequests {
public:
    VisitRequests(const Reader& reader, EmployerScope scope) : reader_(reader), scope_(scope) {}

    // Nothing for a missing request and for another employer's.
    std::optional<VisitRequestRecord> find(VisitRequestId id) const;
    std::vector<VisitRequestRecord> about(EmployeeId employee) const;  // the latest first

    void add(Transaction& transaction, const VisitRequestRecord& request) const;

private:
    const Reader& reader_;
    EmployerScope scope_;
};

}  // namespace prevenance::storage
