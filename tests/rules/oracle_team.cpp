#include "tests/rules/oracle.h"
#include "tests/rules/oracle_calendar.h"
#include "tests/rules/oracle_tree.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace prevenance::rules {
namespace {

bool belongs(const Membership& member, Date day) {
    return member.entry <= day && (!member.exit || day <= *member.exit);
}

// The exit is the last day, so that in the evening the person is gone.
bool there_in_the_evening(const Membership& member, Date day) {
    return belongs(member, day) && member.exit != day;
}

// Days from the first to the last, both included.
struct Period {
    Date first;
    Date last;
    bool has(Date day) const { return first <= day && day <= last; }
    long days() const { return (last - first).count() + 1; }
    Period before() const { return {first - Days{days()}, first - Days{1}}; }
};

class TeamOpinion {
public:
    TeamOpinion(const TeamTimeline& team, Date as_of) : team_(team), as_of_(as_of) {}

    bool answer(const Asked& asked) const {
        using Answer = bool (TeamOpinion::*)(const Asked&) const;
        static const std::map<std::string_view, Answer> answers{
            {"team_turnover", &TeamOpinion::team_turnover},
            {"departures_share", &TeamOpinion::departures_share},
            {"early_departures", &TeamOpinion::early_departures},
            {"absence_rate", &TeamOpinion::absence_rate},
            {"short_absences_shared", &TeamOpinion::short_absences_shared},
            {"accident_frequency", &TeamOpinion::accident_frequency},
            {"accident_rate", &TeamOpinion::accident_rate},
            {"low_figure_ratio", &TeamOpinion::low_figure_ratio},
            {"figure_per_person", &TeamOpinion::figure_per_person},
            {"figure_share", &TeamOpinion::figure_share},
            {"figure_ratio", &TeamOpinion::figure_ratio},
            {"recent_team_facts", &TeamOpinion::recent_team_facts},
        };
        return (this->*answers.at(asked.condition.predicate->name))(asked);
    }

private:
    long headcount(Date day) const {
        return std::ranges::count_if(
            team_.members, [&](const Membership& member) { return there_in_the_evening(member, day); });
    }

    static int least_headcount(const Asked& asked) { return std::max(1, asked.number("least_headcount")); }

    long count_entries(const Period& period) const {
        return std::ranges::count_if(team_.members,
                                     [&](const Membership& member) { return period.has(member.entry); });
    }
    long count_exits(const Period& period) const {
        return std::ranges::count_if(
            team_.members, [&](const Membership& member) { return member.exit && period.has(*member.exit); });
    }

    Period window(const Asked& asked) const { return {as_of_ - Days{asked.number("within") - 1}, as_of_}; }

    // So many days up to the last day of the month before this one.
    Period full_months(const Asked& asked) const {
        const std::chrono::year_month_day today{as_of_};
        const Date last = Date{today.year() / today.month() / 1} - Days{1};
        return {last - Days{asked.number("within") - 1}, last};
    }

    long days_there(const Period& period) const {
        long days = 0;
        for (const Membership& member : team_.members)
            for (Date day = period.first; day <= period.last; day += Days{1})
                if (belongs(member, day)) ++days;
        return days;
    }

    // Half of the comings and goings for a thousand of those who were there the evening before it began.
    long turnover(const Period& period) const {
        return (count_entries(period) + count_exits(period)) * 500 / headcount(period.first - Days{1});
    }

    bool team_turnover(const Asked& asked) const {
        const Period now = window(asked);
        for (const Period& period : {now, now.before()})
            if (headcount(period.first - Days{1}) < least_headcount(asked)) return false;
        return turnover(now) >= asked.number("at_least") && turnover(now) > turnover(now.before());
    }

    bool departures_share(const Asked& asked) const {
        const Period period = window(asked);
        const long there = days_there(period);
        if (there == 0 || there < period.days() * asked.number("least_headcount")) return false;
        return count_exits(period) * period.days() * 1000 >= asked.number("at_least") * there;
    }

    bool early_departures(const Asked& asked) const {
        const Period period = window(asked);
        const long arrived = count_entries(period);
        const long early = std::ranges::count_if(team_.members, [&](const Membership& member) {
            return member.exit && period.has(*member.exit) &&
                   *member.exit + Days{1} < member.entry + Days{asked.number("seniority")};
        });
        return arrived >= std::max(1, asked.number("least_entries")) && early > 0 &&
               headcount(as_of_) >= asked.number("least_headcount") &&
               early * 1000 / arrived >= asked.number("at_least");
    }

    long days_absent(const Asked& asked, const Period& period) const {
        long days = 0;
        for (const Membership& member : team_.members) {
            const auto facts = facts_seen(member.facts, asked.condition.codes, as_of_);
            for (Date day = period.first; day <= period.last; day += Days{1}) {
                const bool absent = std::ranges::any_of(facts, [&](const Fact& fact) {
                    return fact.start <= day && (!fact.end || day <= *last_day(fact));
                });
                if (absent && belongs(member, day)) ++days;
            }
        }
        return days;
    }

    bool absence_rate(const Asked& asked) const {
        const Period now = full_months(asked);
        const Period before = now.before();
        const long least = least_headcount(asked) * now.days();
        if (days_there(now) < least || days_there(before) < least) return false;
        const long rate = days_absent(asked, now) * 1000 / days_there(now);
        return days_absent(asked, now) > 0 && rate >= asked.number("at_least") &&
               rate > days_absent(asked, before) * 1000 / days_there(before);
    }

    bool short_absences_shared(const Asked& asked) const {
        const Period period = full_months(asked);
        long people = 0;
        long concerned = 0;
        for (const Membership& member : team_.members) {
            if (!there_in_the_evening(member, period.last)) continue;
            ++people;
            int spells = 0;
            for (const Stretch& spell :
                 crossed_off(member.facts, asked.condition.codes, asked.number("gap"), as_of_))
                if (spell.last && spell.days() <= asked.number("longest") && period.has(spell.first) &&
                    belongs(member, spell.first))
                    ++spells;
            if (spells >= asked.number("spells")) ++concerned;
        }
        return people >= least_headcount(asked) && concerned > 0 &&
               concerned * 1000 / people >= asked.number("at_least");
    }

    long accidents(const Asked& asked, const Period& period) const {
        long found = 0;
        for (const Membership& member : team_.members)
            for (const Stretch& stop :
                 crossed_off(member.facts, asked.condition.codes, asked.number("gap"), as_of_))
                if (period.has(stop.first) && belongs(member, stop.first)) ++found;
        return found;
    }

    // For a thousand people: the mean of the period is the days that all were there over its days.
    bool accident_frequency(const Asked& asked) const {
        const Period period = full_months(asked);
        const long there = days_there(period);
        const long found = accidents(asked, period);
        return there >= least_headcount(asked) * period.days() && found > 0 &&
               found * 1000 * period.days() / there >= asked.number("at_least");
    }

    // Counted in the window and known; where one period was counted twice, the newest recording.
    std::vector<TeamFigure> figures(const Asked& asked, const std::vector<std::string>& codes) const {
        std::map<std::tuple<std::string, Date, Date>, TeamFigure> newest;
        for (const TeamFigure& figure : team_.figures) {
            if (!is_one_of(figure.code, codes) || figure.recorded_on > as_of_) continue;
            const Period period = window(asked);
            if (!period.has(figure.from) || !period.has(figure.to)) continue;
            const auto at = newest.try_emplace({figure.code, figure.from, figure.to}, figure).first;
            if (figure.recorded_on >= at->second.recorded_on) at->second = figure;
        }
        std::vector<TeamFigure> found;
        for (const auto& [period, figure] : newest) found.push_back(figure);
        return found;
    }

    bool accident_rate(const Asked& asked) const {
        if (headcount(as_of_) < asked.number("least_headcount")) return false;
        long found = 0;
        long hours = 0;
        for (const TeamFigure& figure : figures(asked, asked.condition.others)) {
            if (headcount(figure.to) < asked.number("least_headcount")) continue;
            found += accidents(asked, {figure.from, figure.to});
            hours += figure.count;
        }
        return hours > 0 && found > 0 && found * asked.number("scale") / hours >= asked.number("at_least");
    }

    struct Sums {
        long count = 0;
        long per = 0;
    };
    // Only periods that were counted on both sides.
    Sums both_sides(const Asked& asked) const {
        Sums sums;
        for (const TeamFigure& per : figures(asked, asked.condition.others)) {
            if (headcount(per.to) < asked.number("least_headcount")) continue;
            auto same = figures(asked, asked.condition.codes);
            std::erase_if(same, [&](const TeamFigure& figure) {
                return figure.from != per.from || figure.to != per.to;
            });
            if (!same.empty()) sums.per += per.count;
            for (const TeamFigure& figure : same) sums.count += figure.count;
        }
        return sums;
    }

    bool figure_ratio(const Asked& asked) const {
        const Sums sums = both_sides(asked);
        return headcount(as_of_) >= asked.number("least_headcount") &&
               sums.per >= std::max(1, asked.number("least_per")) && sums.count > 0 &&
               sums.count * asked.number("scale") / sums.per >= asked.number("at_least");
    }

    bool low_figure_ratio(const Asked& asked) const {
        const Sums sums = both_sides(asked);
        return headcount(as_of_) >= asked.number("least_headcount") &&
               sums.per >= std::max(1, asked.number("least_per")) &&
               sums.count * asked.number("scale") / sums.per <= asked.number("at_most");
    }

    bool figure_per_person(const Asked& asked) const {
        auto counted = figures(asked, asked.condition.codes);
        std::erase_if(counted, [&](const TeamFigure& figure) {
            return headcount(figure.to) < asked.number("least_headcount");
        });
        long sum = 0;
        for (const TeamFigure& figure : counted) sum += figure.count;
        if (sum == 0) return false;
        const long people = headcount(std::ranges::max(counted, {}, &TeamFigure::to).to);
        return people >= least_headcount(asked) &&
               sum * asked.number("scale") / people >= asked.number("at_least");
    }

    // The newest period: the one that ended last, and of these the one that began last.
    bool figure_share(const Asked& asked) const {
        const auto counted = figures(asked, asked.condition.codes);
        if (counted.empty()) return false;
        const auto newest = std::ranges::max(
            counted, {}, [](const TeamFigure& figure) { return std::pair(figure.to, figure.from); });
        const long people = headcount(newest.to);
        return newest.count > 0 && people >= least_headcount(asked) &&
               newest.count * 1000L / people >= asked.number("at_least");
    }

    bool recent_team_facts(const Asked& asked) const {
        const Period period = window(asked);
        return std::ranges::count_if(facts_seen(team_.facts, asked.condition.codes, as_of_),
                                     [&](const Fact& fact) { return period.has(fact.start); }) >=
               asked.number("at_least");
    }

    const TeamTimeline& team_;
    Date as_of_;
};

}  // namespace

std::vector<bool> by_oracle(const std::vector<Rule>& rules, const TeamTimeline& timeline, Date as_of) {
    const TeamOpinion opinion(timeline, as_of);
    const auto answer = [&](const Asked& asked) { return opinion.answer(asked); };
    std::vector<bool> held;
    for (const Rule& rule : rules)
        held.push_back(rule.level == RuleLevel::team && rule_holds(rules, held, rule, answer));
    return held;
}

}  // namespace prevenance::rules
