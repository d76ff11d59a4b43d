#include "api/employer_rules.h"

#include "api/services.h"
#include "rules/rule_set_values.h"

#include <spdlog/spdlog.h>

namespace prevenance::api {
namespace {

constexpr const char* who_may_set = "le référent de votre structure";

}  // namespace

EmployerRules::EmployerRules(const rules::RuleSet& shipped, rules::ContentHash hash)
    : shipped_(shipped), hash_(std::move(hash)) {}

std::shared_ptr<const rules::RuleSet> EmployerRules::of(const storage::Reader& reader, EmployerScope scope) {
    auto values = storage::RuleThresholds{reader, scope}.in_force();
    const std::scoped_lock lock{mutex_};
    const auto known = kept_.find(scope.employer());
    if (known != kept_.end() && known->second.values == values) return known->second.rules;
    auto rules = make(scope, values);
    kept_.insert_or_assign(scope.employer(), Kept{std::move(values), rules});
    return rules;
}

std::shared_ptr<const rules::RuleSet> EmployerRules::make(
    EmployerScope scope, const std::vector<storage::RuleThresholdRecord>& values) const {
    // Owned by nobody: the rules that the program came with outlive every employer's.
    const std::shared_ptr<const rules::RuleSet> as_shipped{std::shared_ptr<void>{}, &shipped_};
    std::vector<rules::ThresholdValue> fitting;
    for (const auto& value : values) {
        const auto* rule = shipped_.find(value.rule);
        const auto* threshold = rule == nullptr ? nullptr : rule->find_threshold(value.threshold);
        if (threshold == nullptr || !fits(*threshold, *value.value))
            spdlog::warn("employer {}: the value of {}.{} no longer fits and is passed over",
                         scope.employer().text(), value.rule, value.threshold);
        else
            fitting.push_back(
                {value.rule, value.threshold, *value.value, in_paris(value.set_at).date, who_may_set});
    }
    if (fitting.empty()) return as_shipped;
    auto changed = rules::with_values(shipped_, fitting, hash_);
    if (changed) return std::make_shared<const rules::RuleSet>(std::move(*changed));
    spdlog::error("employer {}: the stored thresholds make no rules; those of the program are used",
                  scope.employer().text());
    return as_shipped;
}

bool is_open_to_change(const rules::Threshold& threshold) {
    return !threshold.is_protected();
}

bool fits(const rules::Threshold& threshold, int value) {
    return is_open_to_change(threshold) && threshold.min <= value && value <= threshold.max;
}

std::shared_ptr<const rules::RuleSet> rules_of(const storage::Reader& reader, const Services& services,
                                               EmployerScope scope) {
    return services.employer_rules.of(reader, scope);
}

}  // namespace prevenance::api
