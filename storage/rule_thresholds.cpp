#include "storage/rule_thresholds.h"

namespace prevenance::storage {
namespace {

RuleThresholdRecord threshold_in(const Row& row) {
    std::optional<int> value;
    if (!row.is_null(2)) value = static_cast<int>(row.integer(2));
    return {row.text(0), row.text(1), value, row.id<AccountId>(3), row.instant(4)};
}

}  // namespace

std::vector<RuleThresholdRecord> RuleThresholds::in_force() const {
    return reader_.all(
        "SELECT rule, threshold, value, set_by, set_at FROM rule_threshold AS latest WHERE employer = ?1 AND "
        "value IS NOT NULL AND sequence = (SELECT max(sequence) FROM rule_threshold WHERE employer = ?1 AND "
        "rule = latest.rule AND threshold = latest.threshold) ORDER BY rule, threshold",
        {scope_.employer()}, threshold_in);
}

std::vector<RuleThresholdRecord> RuleThresholds::history(const std::string& rule) const {
    return reader_.all(
        "SELECT rule, threshold, value, set_by, set_at FROM rule_threshold WHERE employer = ? AND rule = ? "
        "ORDER BY sequence DESC",
        {scope_.employer(), rule}, threshold_in);
}

void RuleThresholds::set(Transaction& transaction, const RuleThresholdRecord& threshold) const {
    transaction.execute(
        "INSERT INTO rule_threshold(employer, rule, threshold, value, set_by, set_at) VALUES (?, ?, ?, ?, ?, "
        "?)",
        {scope_.employer(), threshold.rule, threshold.threshold, threshold.value, threshold.set_by,
         threshold.set_at});
}

}  // namespace prevenance::storage
