#include "rules/rule_set.h"

#include "rules/file_errors.h"

#include <algorithm>
#include <array>
#include <set>

namespace prevenance::rules {
namespace {

constexpr std::size_t most_rules = 64;

// What a set holds that it may hold only so much of, and the rules it names.
struct Held {
    std::size_t questions = 0;
    std::size_t groups = 0;
    std::set<std::string> codes;
};

void collect(const Condition& condition, Held& held) {
    if (condition.kind == Condition::Kind::question) ++held.questions;
    if (!condition.parts.empty()) ++held.groups;
    held.codes.insert(condition.codes.begin(), condition.codes.end());
    held.codes.insert(condition.others.begin(), condition.others.end());
    for (const auto& part : condition.parts) collect(part, held);
}

void collect_named(const Condition& condition, std::vector<std::string>& named) {
    if (condition.kind == Condition::Kind::rule) named.push_back(condition.rule);
    for (const auto& part : condition.parts) collect_named(part, named);
}

std::vector<std::string> named_by(const Rule& rule) {
    std::vector<std::string> named;
    collect_named(rule.when, named);
    if (rule.unless) collect_named(*rule.unless, named);
    return named;
}

std::optional<std::size_t> place_of(const std::vector<Rule>& rules, std::string_view id) {
    const auto at = std::ranges::find_if(rules, [&](const Rule& rule) { return rule.identity.id == id; });
    if (at == rules.end()) return std::nullopt;
    return static_cast<std::size_t>(at - rules.begin());
}

void check_named(const std::vector<Rule>& rules, std::vector<FieldError>& found) {
    for (const Rule& rule : rules) {
        for (const auto& id : named_by(rule)) {
            const auto place = place_of(rules, id);
            if (!place)
                found.push_back(
                    {rule.identity.id, "unknown_rule",
                     rule.identity.id + " names the rule '" + id + "', which is not in this set"});
            else if (rules[*place].family != rule.family)
                found.push_back({rule.identity.id, "wrong_family",
                                 rule.identity.id + " names " + id +
                                     ", but signals and the legal calendar are never mixed"});
            else if (rule.level == RuleLevel::team && rules[*place].level == RuleLevel::individual)
                found.push_back(
                    {rule.identity.id, "wrong_level",
                     rule.identity.id + " is about a team and may not look at the person of " + id});
        }
    }
}

// The rules, each after those it names; the rules that go round in a circle are left out.
std::vector<std::size_t> ordered(const std::vector<Rule>& rules) {
    std::vector<std::size_t> order;
    std::vector<bool> placed(rules.size(), false);
    bool progress = true;
    while (progress) {
        progress = false;
        for (std::size_t rule = 0; rule < rules.size(); ++rule) {
            if (placed[rule]) continue;
            const auto named = named_by(rules[rule]);
            if (!std::ranges::all_of(named, [&](const std::string& id) {
                    const auto place = place_of(rules, id);
                    return !place || placed[*place];
                }))
                continue;
            placed[rule] = progress = true;
            order.push_back(rule);
        }
    }
    return order;
}

void check_circles(const std::vector<Rule>& rules, std::vector<FieldError>& found) {
    const auto order = ordered(rules);
    if (order.size() == rules.size()) return;
    std::string circle;
    for (std::size_t rule = 0; rule < rules.size(); ++rule)
        if (std::ranges::find(order, rule) == order.end())
            circle += (circle.empty() ? "" : ", ") + rules[rule].identity.id;
    found.push_back({"", "circle", "these rules wait for one another in a circle: " + circle});
}

std::vector<FieldError> faults(const std::vector<Rule>& rules) {
    std::vector<FieldError> found;
    std::set<std::string> ids;
    Held held;
    for (const Rule& rule : rules) {
        const auto& id = rule.identity.id;
        collect(rule.when, held);
        if (rule.unless) collect(*rule.unless, held);
        held.groups += 2;  // the condition and what excludes it
        if (!ids.insert(id).second)
            found.push_back({id, "duplicate_rule", "two rules are called '" + id + "'"});
    }
    if (rules.size() > most_rules) found.push_back({"", "too_many_rules", "more than 64 rules in one set"});
    check_named(rules, found);
    check_circles(rules, found);
    if (held.questions > most_questions)
        found.push_back({"", "too_many_questions", "more than 256 questions in one set"});
    if (held.groups > most_groups)
        found.push_back({"", "too_many_groups", "more than 384 groups of conditions in one set"});
    if (held.codes.size() > most_codes - 1)
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
    for (const Rule& rule : set.rules_) {
        set.planned_.push_back({set.plan(rule, rule.when), std::nullopt});
        if (rule.unless) set.planned_.back().unless = set.plan(rule, *rule.unless);
    }
    set.order_ = ordered(set.rules_);
    set.sieve_.finish();
    set.build_gates();
    return set;
}

const Rule* RuleSet::find(std::string_view id) const {
    const auto place = place_of(rules_, id);
    return place ? &rules_[*place] : nullptr;
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

CodeSet RuleSet::coded(const std::vector<std::string>& codes) {
    CodeSet set;
    for (const auto& code : codes) set.set(number_for(code));
    return set;
}

PlannedCondition RuleSet::plan(const Rule& rule, const Condition& condition) {
    PlannedCondition planned;
    planned.kind = condition.kind;
    planned.predicate = condition.predicate;
    for (const auto& part : condition.parts) planned.parts.push_back(plan(rule, part));
    if (condition.kind == Condition::Kind::rule) planned.number = *place_of(rules_, condition.rule);
    if (condition.kind != Condition::Kind::question) return planned;
    for (std::size_t i = 0; i < condition.thresholds.size(); ++i)
        planned.question.values[i] = rule.find_threshold(condition.thresholds[i])->value;
    planned.question.codes = coded(condition.codes);
    planned.question.others = coded(condition.others);
    for (const auto& family : condition.families) planned.question.families.push_back(coded(family));
    if (condition.predicate->level() == RuleLevel::individual) planned.number = lane_for(planned);
    return planned;
}

// A question that another rule asks too, in the same numbers, is asked once.
std::size_t RuleSet::lane_for(const PlannedCondition& asked) {
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane)
        if (lanes_[lane].predicate == asked.predicate && lanes_[lane].question == asked.question) return lane;
    const auto bound = std::get<PersonAnswer>(asked.predicate->answer).bound(asked.question);
    const auto lane = sieve_.add(bound, asked.question.codes);
    lanes_.resize(std::max(lanes_.size(), lane + 1));
    lanes_[lane] = asked;
    lanes_[lane].number = lane;
    return lane;
}

void RuleSet::build_gates() {
    depends_on_.resize(rules_.size());
    for (const auto rule : order_) {
        if (rules_[rule].level == RuleLevel::team) continue;
        const auto& [when, unless] = planned_[rule];
        if (unless) {
            const std::array parts{gate(when, rule, std::nullopt), gate(*unless, rule, std::nullopt)};
            gates_.add(Gates::Kind::first_without_second, parts, Gates::of_rule(rule));
        } else {
            gate(when, rule, Gates::of_rule(rule));
        }
        gates_.end_rule(rule);
        bool exact = true;
        for (std::size_t lane = 0; lane < lanes_.size(); ++lane)
            if ((depends_on_[rule][lane / 64] >> (lane % 64) & 1U) != 0) exact &= sieve_.exact(lane);
        exact_rules_ |= std::uint64_t{exact} << rule;
    }
}

// The place of the condition's answer: `result` where one is given.
Gates::Place RuleSet::gate(const PlannedCondition& condition, std::size_t rule,
                           std::optional<Gates::Place> result) {
    std::vector<Gates::Place> parts;
    if (condition.kind == Condition::Kind::question) {
        depends_on_[rule][condition.number / 64] |= std::uint64_t{1} << (condition.number % 64);
        parts.push_back(Gates::of_lane(condition.number));
    } else if (condition.kind == Condition::Kind::rule) {
        for (std::size_t i = 0; i < depends_on_[rule].size(); ++i)
            depends_on_[rule][i] |= depends_on_[condition.number][i];
        parts.push_back(Gates::of_rule(condition.number));
    } else {
        for (const auto& part : condition.parts) parts.push_back(gate(part, rule, std::nullopt));
    }
    if (parts.size() == 1 && !result) return parts.front();
    if (!result) result = gates_.new_group();
    gates_.add(condition.kind == Condition::Kind::all ? Gates::Kind::all : Gates::Kind::any, parts, *result);
    return *result;
}

}  // namespace prevenance::rules
