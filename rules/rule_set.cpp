#include "rules/rule_set.h"

#include "rules/file_errors.h"

#include <algorithm>
#include <set>

namespace prevenance::rules {
namespace {

constexpr std::size_t most_rules = 64;

std::size_t questions_in(const Condition& condition) {
    if (condition.kind == Condition::Kind::question) return 1;
    std::size_t count = 0;
    for (const auto& part : condition.parts) count += questions_in(part);
    return count;
}

void collect_codes(const Condition& condition, std::set<std::string>& codes) {
    codes.insert(condition.codes.begin(), condition.codes.end());
    for (const auto& part : condition.parts) collect_codes(part, codes);
}

std::vector<FieldError> faults(const std::vector<Rule>& rules) {
    std::vector<FieldError> found;
    std::set<std::string> ids;
    std::set<std::string> codes;
    std::size_t questions = 0;
    for (const Rule& rule : rules) {
        const auto& id = rule.identity.id;
        questions += questions_in(rule.when);
        collect_codes(rule.when, codes);
        if (!ids.insert(id).second)
            found.push_back({id, "duplicate_rule", "two rules are called '" + id + "'"});
    }
    if (rules.size() > most_rules) found.push_back({"", "too_many_rules", "more than 64 rules in one set"});
    if (questions > most_questions)
        found.push_back({"", "too_many_questions", "more than 256 questions in one set"});
    if (codes.size() > most_codes - 1)
        found.push_back({"", "too_many_codes", "more than 255 codes of facts in one set"});
    return found;
}

}  // namespace

const Threshold* Rule::find_threshold(std::string_view name) const {
    const auto at = std::ranges::find(thresholds, name, &Threshold::name);
    return at == thresholds.end() ? nullptr : &*at;
}

Result<RuleSet> RuleSet::make(std::vector<Rule> rules) {
    if (auto found = faults(rules); !found.empty()) return refuse(std::move(found));
    RuleSet set;
    set.rules_ = std::move(rules);
    std::vector<Sieve::Entry> entries;
    for (const Rule& rule : set.rules_) set.planned_.push_back(set.plan(rule, rule.when, entries));
    set.sieve_ = Sieve(entries);
    return set;
}

const Rule* RuleSet::find(std::string_view id) const {
    const auto at = std::ranges::find_if(rules_, [&](const Rule& rule) { return rule.identity.id == id; });
    return at == rules_.end() ? nullptr : &*at;
}

std::optional<std::uint8_t> RuleSet::number_of(std::string_view code) const {
    for (std::size_t i = 0; i < codes_.size(); ++i)
        if (codes_[i] == code) return static_cast<std::uint8_t>(i);
    return std::nullopt;
}

std::uint8_t RuleSet::number_for(const std::string& code) {
    if (const auto number = number_of(code)) return *number;
    codes_.push_back(code);
    return static_cast<std::uint8_t>(codes_.size() - 1);
}

PlannedCondition RuleSet::plan(const Rule& rule, const Condition& condition,
                               std::vector<Sieve::Entry>& entries) {
    PlannedCondition planned;
    planned.kind = condition.kind;
    planned.predicate = condition.predicate;
    for (const auto& part : condition.parts) planned.parts.push_back(plan(rule, part, entries));
    if (condition.kind != Condition::Kind::question) return planned;
    for (std::size_t i = 0; i < condition.thresholds.size(); ++i)
        planned.question.values[i] = rule.find_threshold(condition.thresholds[i])->value;
    for (const auto& code : condition.codes) planned.question.codes.set(number_for(code));
    if (const auto* person = std::get_if<PersonAnswer>(&condition.predicate->answer)) {
        planned.number = entries.size();
        entries.push_back({person->bound(planned.question), planned.question.codes});
    }
    return planned;
}

}  // namespace prevenance::rules
