// The numbers an employer chose for its rules. Nothing is ever overwritten: who set what and when stays
// readable, and the last value of a threshold counts. Whether a value lies within the bounds of its rule is
// not known here.
#pragma once

#include "domain/account.h"
#include "domain/calendar.h"
#include "domain/id.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::storage {

struct RuleThresholdRecord {
    std::string rule;
    std::string threshold;
    std::optional<int> value;  // none: back to the value that the rule comes with
    AccountId set_by;
    Instant set_at;
    bool operator==(const RuleThresholdRecord&) const = default;
};

class RuleThresholds {
public:
    RuleThresholds(const Reader& reader, EmployerScope scope) : reader_(reader), scope_(scope) {}

    // The last of each threshold, by rule and threshold; those that went back are left out.
    std::vector<RuleThresholdRecord> in_force() const;
    std::vector<RuleThresholdRecord> history(const std::string& rule) const;  // the latest first

    void set(Transaction& transaction, const RuleThresholdRecord& threshold) const;

private:
    const Reader& reader_;
    EmployerScope scope_;
};

}  // namespace prevenance::storage
