// The rules as one employer has set them: those the program came with, with the values that the employer
// chose inside their bounds. The surprise: nothing has to be told to forget. What is kept for next time is
// used only while the stored values are still the same, so that a change taken back leaves no trace.
#pragma once

#include "domain/account.h"
#include "rules/rule_file.h"
#include "rules/rule_set.h"
#include "storage/database.h"
#include "storage/rule_thresholds.h"

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace prevenance::api {

struct Services;

class EmployerRules {
public:
    // `shipped` must outlive this.
    EmployerRules(const rules::RuleSet& shipped, rules::ContentHash hash);

    // A stored value that no longer fits its rule, after an update of the program, is passed over: the rule
    // then has the value it comes with.
    std::shared_ptr<const rules::RuleSet> of(const storage::Reader& reader, EmployerScope scope);

private:
    struct Kept {
        std::vector<storage::RuleThresholdRecord> values;
        std::shared_ptr<const rules::RuleSet> rules;
    };
    std::shared_ptr<const rules::RuleSet> make(EmployerScope scope,
                                               const std::vector<storage::RuleThresholdRecord>& values) const;

    const rules::RuleSet& shipped_;
    rules::ContentHash hash_;
    std::mutex mutex_;
    std::map<EmployerId, Kept> kept_;
};

// Whether an employer may change the threshold, and to this value. A threshold whose bounds are one number is
// a protection.
bool is_open_to_change(const rules::Threshold& threshold);
bool fits(const rules::Threshold& threshold, int value);

std::shared_ptr<const rules::RuleSet> rules_of(const storage::Reader& reader, const Services& services,
                                               EmployerScope scope);

}  // namespace prevenance::api
