#include "tests/rules/oracle.h"

#include <algorithm>
#include <stdexcept>

namespace prevenance::rules {
namespace {

class Opinion {
public:
    Opinion(const std::vector<Rule>& rules, const Timeline& timeline, Date as_of)
        : rules_(rules), timeline_(timeline), as_of_(as_of) {}

    std::vector<bool> of_all() {
        for (const Rule& rule : rules_) {
            const bool excluded = rule.unless && holds(rule, *rule.unless);
            held_.push_back(holds(rule, rule.when) && !excluded);
        }
        return held_;
    }

private:
    bool holds(const Rule& rule, const Condition& condition) const {
        if (condition.kind == Condition::Kind::rule) {
            for (std::size_t i = 0; i < held_.size(); ++i)
                if (rules_[i].identity.id == condition.rule) return held_[i];
            throw std::logic_error("a rule that is not there: " + condition.rule);
        }
        if (condition.kind == Condition::Kind::question) return answer(rule, condition);
        int yes = 0;
        for (const Condition& part : condition.parts) yes += holds(rule, part) ? 1 : 0;
        return condition.kind == Condition::Kind::any ? yes > 0
                                                      : yes == static_cast<int>(condition.parts.size());
    }

    bool answer(const Rule& rule, const Condition& asked) const {
        const auto number = [&](std::size_t place) {
            return rule.find_threshold(asked.thresholds[place])->value;
        };
        const auto name = asked.predicate->name;
        if (name == "recent_facts") return count(asked, 0, number(0), 1, 1'000'000, true) >= number(1);
        if (name == "counted_absences")
            return count(asked, 0, number(2), number(0), number(1), false) >= number(3);
        if (name == "absence_days") return days(asked, number(0)) >= number(1);
        if (name == "more_absences_than_before") {
            const int now = count(asked, 0, number(1), 1, number(0), false);
            return now >= number(2) && now > count(asked, number(1), number(1), 1, number(0), false);
        }
        throw std::logic_error("the oracle does not know this question");
    }

    // The facts that began in the `window` days that end `back` days before the day of the evaluation.
    bool counts(const Condition& asked, const Fact& fact, int back, int window) const {
        const Date last = as_of_ - Days{back};
        const Date first = last - Days{window - 1};
        return std::ranges::find(asked.codes, fact.code) != asked.codes.end() && fact.recorded_on <= as_of_ &&
               fact.start >= first && fact.start <= last;
    }

    int count(const Condition& asked, int back, int window, int shortest, int longest,
              bool without_end) const {
        int found = 0;
        for (const Fact& fact : timeline_.facts) {
            if (!counts(asked, fact, back, window)) continue;
            if (!fact.end) {
                found += without_end ? 1 : 0;
                continue;
            }
            int length = 0;
            for (Date day = fact.start; day <= *fact.end; day += Days{1}) ++length;
            if (length >= shortest && length <= longest) ++found;
        }
        return found;
    }

    int days(const Condition& asked, int window) const {
        int found = 0;
        for (const Fact& fact : timeline_.facts)
            if (counts(asked, fact, 0, window))
                for (Date day = fact.start; day <= fact.end.value_or(as_of_); day += Days{1}) ++found;
        return found;
    }

    const std::vector<Rule>& rules_;
    const Timeline& timeline_;
    Date as_of_;
    std::vector<bool> held_;
};

}  // namespace

std::vector<bool> by_oracle(const std::vector<Rule>& rules, const Timeline& timeline, Date as_of) {
    return Opinion(rules, timeline, as_of).of_all();
}

}  // namespace prevenance::rules
