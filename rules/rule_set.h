// Rules made ready to be evaluated together: thresholds resolved, codes numbered, and a sieve in front. It is
// immutable; another version of a rule is another rule set.
#pragma once

#include "domain/error.h"
#include "rules/gates.h"
#include "rules/rule.h"
#include "rules/sieve.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::rules {

constexpr std::size_t most_questions = 256;

// A condition with its numbers filled in. `number` is the lane of a question about a person in the sieve, or
// the place of the rule named.
struct PlannedCondition {
    Condition::Kind kind = Condition::Kind::question;
    std::vector<PlannedCondition> parts;
    const Predicate* predicate = nullptr;
    Question question;
    std::size_t number = 0;
};

struct PlannedRule {
    PlannedCondition when;
    std::optional<PlannedCondition> unless;
};

class RuleSet {
public:
    // A decision is one bit per rule, so a set has at most 64; it may ask at most 256 questions and name at
    // most 255 codes. Errors: two rules with one id, too many rules, questions or codes, a rule that names
    // one that is not there or, round a corner, itself.
    static Result<RuleSet> make(std::vector<Rule> rules);

    const std::vector<Rule>& rules() const { return rules_; }
    const Rule* find(std::string_view id) const;

    // For the engine.
    const PlannedRule& planned(std::size_t rule) const { return planned_[rule]; }
    // The places of the rules, each after those it names.
    const std::vector<std::size_t>& order() const { return order_; }
    const Sieve& sieve() const { return sieve_; }
    const Gates& gates() const { return gates_; }
    // Nothing for a lane that is no question's.
    const PlannedCondition* question_in(std::size_t lane) const {
        return lane < lanes_.size() && lanes_[lane].predicate != nullptr ? &lanes_[lane] : nullptr;
    }
    // Whether the facts that the sieve counts are the evidence of this rule about a person.
    bool counts_exactly(std::size_t rule) const { return (exact_rules_ >> rule & 1U) != 0; }
    // The lanes that a rule about a person depends on, those of the rules it names included.
    const LaneBits& lanes_of(std::size_t rule) const { return depends_on_[rule]; }
    // Nothing for a code that no rule names.
    std::optional<std::uint8_t> number_of(std::string_view code) const;
    std::size_t code_count() const { return codes_.size(); }
    const std::string& code(std::uint8_t number) const { return codes_[number]; }

private:
    RuleSet() = default;
    std::uint8_t number_for(const std::string& code);
    CodeSet coded(const std::vector<std::string>& codes);
    PlannedCondition plan(const Rule& rule, const Condition& condition);
    std::size_t lane_for(const PlannedCondition& asked);
    void build_gates();
    Gates::Place gate(const PlannedCondition& condition, std::size_t rule,
                      std::optional<Gates::Place> result);

    std::vector<Rule> rules_;
    std::vector<PlannedRule> planned_;
    std::vector<std::size_t> order_;
    std::vector<std::string> codes_;
    Sieve sieve_;
    std::vector<PlannedCondition> lanes_;
    Gates gates_;
    std::vector<LaneBits> depends_on_;
    std::uint64_t exact_rules_ = 0;
};

}  // namespace prevenance::rules
