#include "rules/rule_set_values.h"

#include <algorithm>
#include <set>
#include <utility>

namespace prevenance::rules {
namespace {

std::string quoted(const std::string& word) {
    return "«\u00a0" + word + "\u00a0»";
}

// Puts values into rules, and keeps every reason why one may not be put.
class Values {
public:
    explicit Values(std::vector<Rule> rules) : rules_(std::move(rules)) {}

    void put(const ThresholdValue& given) {
        if (!seen_.emplace(given.rule, given.threshold).second)
            return refuse(given, "given_twice",
                          "Le seuil " + quoted(given.threshold) + " de la règle " + given.rule +
                              " est donné deux fois. Gardez une seule valeur.");
        const auto rule =
            std::ranges::find_if(rules_, [&](const Rule& each) { return each.identity.id == given.rule; });
        if (rule == rules_.end())
            return refuse(given, "unknown_rule", "Il n’y a pas de règle " + quoted(given.rule) + ".");
        const auto threshold = std::ranges::find(rule->thresholds, given.threshold, &Threshold::name);
        if (threshold == rule->thresholds.end())
            return refuse(given, "unknown_threshold",
                          "La règle " + given.rule + " n’a pas de seuil " + quoted(given.threshold) + ".");
        put(given, *rule, *threshold);
    }

    std::vector<Rule> rules_with_hashes(const ContentHash& hash) && {
        for (Rule& rule : rules_)
            if (const auto at = changed_.find(rule.identity.id); at != changed_.end())
                rule.identity.content_hash = hash(rule.identity.content_hash + text_of_values(rule));
        return std::move(rules_);
    }

    const std::vector<FieldError>& complaints() const { return complaints_; }

private:
    void put(const ThresholdValue& given, const Rule& rule, Threshold& threshold) {
        if (threshold.is_protected())
            return refuse(
                given, "protected_threshold",
                "Le seuil " + quoted(threshold.name) + " de la règle " + given.rule +
                    " ne se règle pas\u00a0: c’est une protection des personnes ou un nombre de la loi.");
        if (given.value < threshold.min || given.value > threshold.max)
            return refuse(given, "out_of_bounds",
                          "Le seuil " + quoted(threshold.name) + " de la règle " + given.rule + " va de " +
                              std::to_string(threshold.min) + " à " + std::to_string(threshold.max) +
                              "\u00a0; " + std::to_string(given.value) + " est refusé.");
        if (threshold.value != given.value) changed_.insert(rule.identity.id);
        threshold.value = given.value;
        threshold.set_on = given.set_on;
        threshold.set_by = given.set_by;
    }

    void refuse(const ThresholdValue& given, std::string code, std::string message) {
        complaints_.push_back({given.rule + "." + given.threshold, std::move(code), std::move(message)});
    }

    // All of them, so that two ways to the same numbers give the same hash.
    static std::string text_of_values(const Rule& rule) {
        std::string text;
        for (const Threshold& threshold : rule.thresholds)
            text += "," + threshold.name + "=" + std::to_string(threshold.value);
        return text;
    }

    std::vector<Rule> rules_;
    std::set<std::pair<std::string, std::string>> seen_;
    std::set<std::string> changed_;
    std::vector<FieldError> complaints_;
};

}  // namespace

Result<RuleSet> with_values(const RuleSet& shipped, std::span<const ThresholdValue> values,
                            const ContentHash& hash) {
    Values put{shipped.rules()};
    for (const auto& value : values) put.put(value);
    if (!put.complaints().empty()) return fail(put.complaints());
    return RuleSet::make(std::move(put).rules_with_hashes(hash));
}

}  // namespace prevenance::rules
