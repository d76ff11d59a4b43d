// Work measures that a physician proposed to an employer (L4624-3), and the employer's answer to each
// (L4624-6). It holds work only: no field for a reason of health exists.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/account.h"
#include "domain/canonical_bytes.h"
#include "domain/id.h"
#include "storage/database.h"

namespace prevenance::storage {

struct MeasureRecord {
    int position = 0;                   // 0, 1, 2…
    std::string code;                   // of the catalogue of work measures
    std::optional<Bytes> sealed_detail;
    std::optional<std::string> answer;  // "accepted", "otherwise", "impossible"
    std::optional<Bytes> sealed_reason;
    std::optional<Date> due_on;
    std::optional<Instant> answered_at;
};

struct MeasuresRecord {
    MeasuresId id;
    EmployerId employer;
    EmployeeId employee;
    OhServiceId oh_service;
    std::optional<AlertId> alert;  // never read on the employer's side
    Date talked_with_employee_on;
    Date talked_with_employer_on;
    std::optional<Date> review_on;
    Instant sent_at;
    AccountId sent_by;
    std::optional<Instant> acknowledged_at;
    std::vector<MeasureRecord> measures;
};

class ReceivedMeasures {
public:
    ReceivedMeasures(const Reader& reader, EmployerScope scope) : reader_(reader), scope_(scope) {}

    // `alert` is left out of everything read here.
    std::optional<MeasuresRecord> find(MeasuresId id) const;
    std::vector<MeasuresRecord> about(EmployeeId employee) const;
    std::vector<MeasuresRecord> unanswered() const;  // not acknowledged, or a measure without an answer

    bool acknowledge(Transaction& transaction, MeasuresId id, AccountId by, Instant now) const;
    bool answer(Transaction& transaction, MeasuresId id, const MeasureRecord& measure, Instant now) const;

private:
    const Reader& reader_;
    EmployerScope scope_;
};

class SentMeasures {
public:
    SentMeasures(const Reader& reader, MailboxScope scope) : reader_(reader), scope_(scope) {}

    std::vector<MeasuresRecord> of_alert(AlertId alert) const;
    std::vector<AlertId> alerts() const;  // for which measures were sent, in order
    void add(Transaction& transaction, const MeasuresRecord& measures) const;

private:
    const Reader& reader_;
    MailboxScope scope_;
};

}  // namespace prevenance::storage
