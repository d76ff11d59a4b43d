// Requests of people about their own data: numbered, dated, answered. The words of the person and the answer
// are ciphertexts under the person's key. An erased person's requests stay, without the person.
#pragma once

#include "domain/account.h"
#include "domain/canonical_bytes.h"
#include "domain/id.h"
#include "domain/rights.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::storage {

struct RightsRequestRecord {
    RightsRequestId id;
    std::optional<EmployeeId> employee;  // none: erased since
    int year = 0;
    int position = 0;
    RightsKind kind = RightsKind::access;
    Date received_on;
    Instant recorded_at;
    std::optional<AccountId> recorded_by;  // who copied a request on paper; none: by code
    std::optional<FactId> about_fact;
    std::optional<Bytes> sealed_words;
    std::optional<Instant> extended_at;
    std::optional<Bytes> sealed_extension;
    std::optional<Instant> answered_at;
    std::optional<AccountId> answered_by;  // none: it took effect when it was sent
    std::optional<RightsOutcome> outcome;
    std::optional<Bytes> sealed_answer;

    std::string number() const { return rights_request_number(year, position); }
    Date due() const { return due_on(received_on, extended_at.has_value()); }
    bool is_open() const { return !answered_at; }
    bool is_overdue(Date today) const { return is_open() && today > due(); }
};

class RightsRequests {
public:
    RightsRequests(const Reader& reader, EmployerScope scope) : reader_(reader), scope_(scope) {}

    // Nothing for a missing request and for another employer's.
    std::optional<RightsRequestRecord> find(RightsRequestId id) const;
    // Open ones by due date, then those answered, the latest first.
    std::vector<RightsRequestRecord> all() const;
    std::vector<RightsRequestRecord> open() const;                      // by due date
    std::vector<RightsRequestRecord> about(EmployeeId employee) const;  // the latest first

    // Gives it the next number of the year in which it was received.
    int add(Transaction& transaction, const RightsRequestRecord& request) const;
    // False where it was extended or answered already.
    bool extend(Transaction& transaction, RightsRequestId id, ByteView sealed_reason, Instant now) const;
    // False where it was answered already.
    bool answer(Transaction& transaction, RightsRequestId id, RightsOutcome outcome,
                const std::optional<Bytes>& sealed_answer, std::optional<AccountId> by, Instant now) const;

private:
    const Reader& reader_;
    EmployerScope scope_;
};

}  // namespace prevenance::storage
