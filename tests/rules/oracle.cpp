#include "tests/rules/oracle.h"

#include "tests/rules/oracle_calendar.h"
#include "tests/rules/oracle_tree.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace prevenance::rules {
namespace {

class PersonOpinion {
public:
    PersonOpinion(const Timeline& timeline, Date as_of) : timeline_(timeline), as_of_(as_of) {}

    bool answer(const Asked& asked) const {
        using Answer = bool (PersonOpinion::*)(const Asked&) const;
        static const std::map<std::string_view, Answer> answers{
            {"recent_facts", &PersonOpinion::recent_facts},
            {"counted_absences", &PersonOpinion::counted_absences},
            {"absence_days", &PersonOpinion::absence_days},
            {"more_absences_than_before", &PersonOpinion::more_absences_than_before},
            {"repeated_spells", &PersonOpinion::repeated_spells},
            {"same_weekday_spells", &PersonOpinion::same_weekday_spells},
            {"spaced_observations", &PersonOpinion::spaced_observations},
            {"more_than_before", &PersonOpinion::more_than_before},
            {"families_together", &PersonOpinion::families_together},
            {"long_stop", &PersonOpinion::long_stop},
            {"return_after_stop", &PersonOpinion::return_after_stop},
            {"short_stop_ended", &PersonOpinion::short_stop_ended},
            {"follow_up_due", &PersonOpinion::follow_up_due},
            {"first_visit_missing", &PersonOpinion::first_visit_missing},
            {"mid_career_due", &PersonOpinion::mid_career_due},
            {"not_followed", &PersonOpinion::not_followed},
        };
        return (this->*answers.at(asked.condition.predicate->name))(asked);
    }

private:
    std::vector<Fact> seen(const std::vector<std::string>& codes) const {
        return facts_seen(timeline_.facts, codes, as_of_);
    }

    // Of the question's codes, begun in the `window` days that end `back` days before the day.
    std::vector<Fact> begun(const Asked& asked, int window, int back = 0) const {
        const Date last = as_of_ - Days{back};
        const Date first = last - Days{window - 1};
        auto facts = seen(asked.condition.codes);
        std::erase_if(facts, [&](const Fact& fact) { return fact.start < first || fact.start > last; });
        return facts;
    }

    bool began_in(Date day, int window) const { return day >= as_of_ - Days{window - 1} && day <= as_of_; }

    std::vector<Stretch> stretches(const Asked& asked) const {
        return crossed_off(timeline_.facts, asked.condition.codes, asked.number("gap"), as_of_);
    }

    static int how_many_last(const std::vector<Fact>& facts, int shortest, int longest) {
        return static_cast<int>(std::ranges::count_if(facts, [&](const Fact& fact) {
            if (!fact.end) return false;
            int days = 0;
            for (Date day = fact.start; day <= *last_day(fact); day += Days{1}) ++days;
            return days >= shortest && days <= longest;
        }));
    }

    bool recent_facts(const Asked& asked) const {
        return static_cast<int>(begun(asked, asked.number("within")).size()) >= asked.number("at_least");
    }

    bool counted_absences(const Asked& asked) const {
        return how_many_last(begun(asked, asked.number("within")), asked.number("shortest"),
                             asked.number("longest")) >= asked.number("at_least");
    }

    bool absence_days(const Asked& asked) const {
        int days = 0;
        for (const Fact& fact : begun(asked, asked.number("within")))
            for (Date day = fact.start; day <= last_day(fact).value_or(as_of_); day += Days{1}) ++days;
        return days >= asked.number("at_least");
    }

    bool more_absences_than_before(const Asked& asked) const {
        const int within = asked.number("within");
        const int now = how_many_last(begun(asked, within), 1, asked.number("longest"));
        return now >= asked.number("at_least") &&
               now > how_many_last(begun(asked, within, within), 1, asked.number("longest"));
    }

    std::vector<Date> short_spells(const Asked& asked) const {
        std::vector<Date> starts;
        for (const Stretch& spell : stretches(asked))
            if (spell.last && spell.days() <= asked.number("longest") &&
                began_in(spell.first, asked.number("within")))
                starts.push_back(spell.first);
        return starts;
    }

    bool repeated_spells(const Asked& asked) const {
        return static_cast<int>(short_spells(asked).size()) >= asked.number("at_least");
    }

    bool same_weekday_spells(const Asked& asked) const {
        const auto starts = short_spells(asked);
        return std::ranges::any_of(starts, [&](Date one) {
            return std::ranges::count_if(starts, [&](Date other) {
                       return std::chrono::weekday{one} == std::chrono::weekday{other};
                   }) >= asked.number("at_least");
        });
    }

    // The longest chain of observations, each far enough from the one before.
    bool spaced_observations(const Asked& asked) const {
        std::vector<Date> days;
        for (const Fact& fact : begun(asked, asked.number("within"))) days.push_back(fact.start);
        std::ranges::sort(days);
        std::vector<int> chain(days.size(), 1);
        for (std::size_t i = 0; i < days.size(); ++i)
            for (std::size_t before = 0; before < i; ++before)
                if (days[i] - days[before] >= Days{asked.number("apart")})
                    chain[i] = std::max(chain[i], chain[before] + 1);
        return !chain.empty() && std::ranges::max(chain) >= asked.number("at_least");
    }

    // Facts a day: a/b > c/d, multiplied out.
    bool more_than_before(const Asked& asked) const {
        const int within = asked.number("within");
        const int past = asked.number("compared_with");
        const auto now = begun(asked, within).size();
        const auto before = begun(asked, past, within).size();
        return static_cast<int>(now) >= asked.number("at_least") &&
               now * static_cast<std::size_t>(past) > before * static_cast<std::size_t>(within);
    }

    bool families_together(const Asked& asked) const {
        const auto facts = begun(asked, asked.number("within"));
        const auto& families = asked.condition.families;
        return std::ranges::count_if(families, [&](const std::vector<std::string>& family) {
                   return std::ranges::any_of(facts,
                                              [&](const Fact& fact) { return is_one_of(fact.code, family); });
               }) >= asked.number("at_least");
    }

    // The day of the start is day 1.
    bool long_stop(const Asked& asked) const {
        return std::ranges::any_of(stretches(asked), [&](const Stretch& stop) {
            return (!stop.last || *stop.last >= as_of_) &&
                   stop.first + Days{asked.number("reaches") - 1} <= as_of_;
        });
    }

    bool return_after_stop(const Asked& asked) const {
        return std::ranges::any_of(stretches(asked), [&](const Stretch& stop) {
            if (!stop.last || stop.days() < asked.number("shortest")) return false;
            const Date due = *stop.last + Days{1} + Days{asked.number("due_after")};
            return as_of_ <= due + Days{asked.number("shown_late")};
        });
    }

    bool short_stop_ended(const Asked& asked) const {
        return std::ranges::any_of(stretches(asked), [&](const Stretch& stop) {
            return stop.last && stop.days() <= asked.number("longest") &&
                   as_of_ <= *stop.last + Days{asked.number("shown")};
        });
    }

    bool has_left() const { return timeline_.exit && *timeline_.exit < as_of_; }

    bool follow_up_due(const Asked& asked) const {
        if (has_left()) return false;
        const auto visits = seen(asked.condition.codes);
        if (visits.empty()) return false;
        const Date last = std::ranges::max(visits, {}, &Fact::start).start;
        for (const Fact& later : seen(asked.condition.others))
            if (later.start > last) return false;
        return as_of_ >= months_later(last, asked.number("after")) - Days{asked.number("shown_before")};
    }

    bool first_visit_missing(const Asked& asked) const {
        if (has_left() || as_of_ < timeline_.entry || !seen(asked.condition.codes).empty()) return false;
        const Date due = months_later(timeline_.entry, asked.number("after"));
        return as_of_ >= due - Days{asked.number("shown_before")} &&
               as_of_ <= due + Days{asked.number("shown_late")};
    }

    bool mid_career_due(const Asked& asked) const {
        if (has_left() || !seen(asked.condition.others).empty()) return false;
        return std::ranges::any_of(seen(asked.condition.codes), [&](const Fact& period) {
            return period.end && as_of_ <= *last_day(period);
        });
    }

    bool not_followed(const Asked& asked) const {
        if (has_left()) return false;
        const auto answers = seen(asked.condition.others);
        return std::ranges::any_of(seen(asked.condition.codes), [&](const Fact& done) {
            const bool answered =
                std::ranges::any_of(answers, [&](const Fact& answer) { return answer.start >= done.start; });
            const Date due = months_later(done.start, asked.number("months")) + Days{asked.number("days")};
            return !answered && as_of_ >= due - Days{asked.number("shown_before")};
        });
    }

    const Timeline& timeline_;
    Date as_of_;
};

}  // namespace

std::vector<bool> by_oracle(const std::vector<Rule>& rules, const Timeline& timeline, Date as_of,
                            const std::vector<bool>& team) {
    const PersonOpinion opinion(timeline, as_of);
    const auto answer = [&](const Asked& asked) { return opinion.answer(asked); };
    std::vector<bool> held;
    for (std::size_t i = 0; i < rules.size(); ++i)
        held.push_back(rules[i].level == RuleLevel::team ? team.at(i)
                                                         : rule_holds(rules, held, rules[i], answer));
    return held;
}

}  // namespace prevenance::rules
