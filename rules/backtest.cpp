#include "rules/backtest.h"

#include "domain/absence.h"
#include "rules/engine.h"
#include "rules/novelty.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace prevenance::rules {
namespace {

// The rules that hold for a team from a day on, until the next such day.
struct DecisionFrom {
    DayNumber day;
    std::uint64_t decision;
};
using DecisionHistory = std::vector<DecisionFrom>;  // by day; before the first: none

std::uint64_t decision_on(const DecisionHistory& history, DayNumber day) {
    const auto after = std::ranges::upper_bound(history, day, {}, &DecisionFrom::day);
    return after == history.begin() ? 0 : std::prev(after)->decision;
}

std::uint64_t rules_about(const RuleSet& rules, RuleLevel level) {
    std::uint64_t mask = 0;
    for (std::size_t rule = 0; rule < rules.rules().size(); ++rule)
        if (rules.rules()[rule].level == level) mask |= std::uint64_t{1} << rule;
    return mask;
}

// The days of a period on which somebody is asked about; the first one, and its eve where there is one,
// always are.
std::vector<DayNumber> days_asked(Walk walk, bool has_eve, DayNumber first, DayNumber last,
                                  const std::vector<DayNumber>& turning) {
    std::vector<DayNumber> days;
    if (has_eve) days.push_back(first - 1);
    days.push_back(first);
    if (walk == Walk::day_by_day) {
        for (DayNumber day = first + 1; day <= last; ++day) days.push_back(day);
        return days;
    }
    const auto begin = std::ranges::upper_bound(turning, first);
    days.insert(days.end(), begin, std::ranges::upper_bound(turning, last));
    return days;
}

std::vector<DayNumber> merged(std::vector<DayNumber> days, const DecisionHistory& team) {
    if (team.empty()) return days;
    for (const auto& [day, decision] : team) days.push_back(day);
    std::ranges::sort(days);
    const auto repeated = std::ranges::unique(days);
    days.erase(repeated.begin(), repeated.end());
    return days;
}

bool names_a_rule(const Condition& condition) {
    return condition.kind == Condition::Kind::rule || std::ranges::any_of(condition.parts, names_a_rule);
}

// The rules that hold on facts of their own, so that holding is enough for a finding.
std::uint64_t rules_with_own_evidence(const RuleSet& rules) {
    std::uint64_t mask = 0;
    for (std::size_t rule = 0; rule < rules.rules().size(); ++rule)
        if (!names_a_rule(rules.rules()[rule].when)) mask |= std::uint64_t{1} << rule;
    return mask;
}

// Which suggestions one person or one team would have had, day after day in order. What a suggestion rested
// on is only looked up when its rule holds a second time, because most never do and evidence is what costs.
class Suggesting {
public:
    Suggesting(const RuleSet& rules, std::uint64_t with_own_evidence)
        : rules_(rules), with_own_evidence_(with_own_evidence) {}

    // `decision`: the rules that hold on this day. `findings_on` gives those of this or of an earlier day.
    // Gives back the rules that raise a suggestion, a bit each.
    template <class FindingsOn>
    std::uint64_t on(DayNumber day, std::uint64_t decision, FindingsOn findings_on) {
        open_ &= decision;
        const auto closed = decision & ~open_;
        const auto first = closed & ~ever_raised_ & with_own_evidence_;
        for (auto left = first; left != 0; left &= left - 1)
            unread_.push_back({static_cast<std::size_t>(std::countr_zero(left)), day});
        auto raised = first;
        if (const auto again = closed & ~first; again != 0) {
            read_evidence_of(again, findings_on);
            raised |= raise_again(again, findings_on(day));
        }
        ever_raised_ |= raised;
        open_ |= raised;
        return raised;
    }

private:
    struct Unread {
        std::size_t rule;
        DayNumber day;
    };

    static std::uint64_t bit(std::size_t rule) { return std::uint64_t{1} << rule; }

    template <class FindingsOn>
    void read_evidence_of(std::uint64_t wanted, FindingsOn findings_on) {
        for (const auto& [rule, day] : unread_) {
            if ((wanted & bit(rule)) == 0) continue;
            for (const auto& finding : findings_on(day))
                if (finding.rule() == rules_.rules()[rule].identity) remember(finding);
        }
        std::erase_if(unread_, [&](const Unread& unread) { return (wanted & bit(unread.rule)) != 0; });
    }

    std::uint64_t raise_again(std::uint64_t wanted, std::vector<Finding> findings) {
        std::uint64_t raised = 0;
        for (const auto& finding : new_findings(std::move(findings), earlier_)) {
            const auto rule = bit(place_of(finding));
            if ((wanted & rule) == 0) continue;
            remember(finding);
            raised |= rule;
        }
        return raised;
    }

    void remember(const Finding& finding) {
        earlier_.push_back({finding.rule().id, false, finding.evidence()});
    }

    std::size_t place_of(const Finding& finding) const {
        return static_cast<std::size_t>(std::ranges::find(rules_.rules(), finding.rule(), &Rule::identity) -
                                        rules_.rules().begin());
    }

    const RuleSet& rules_;
    std::uint64_t with_own_evidence_;
    std::uint64_t open_ = 0;
    std::uint64_t ever_raised_ = 0;
    std::vector<Unread> unread_;  // suggestions whose evidence was not needed yet
    std::vector<EarlierSuggestion> earlier_;
};

std::set<std::string> codes_of_signals(const RuleSet& rules) {
    std::set<std::string> codes;
    const auto collect = [&](const auto& self, const Condition& condition) -> void {
        codes.insert(condition.codes.begin(), condition.codes.end());
        for (const auto& part : condition.parts) self(self, part);
    };
    for (const Rule& rule : rules.rules())
        if (rule.family == RuleFamily::signal && rule.level == RuleLevel::individual)
            collect(collect, rule.when);
    return codes;
}

// Absences that were going on when the person left, or when the period ended, lasted until then.
std::vector<Date> long_absences(const Timeline& timeline, Date last) {
    std::vector<AbsenceSpell> spells;
    for (const Fact& fact : timeline.facts)
        if (const auto category = parse_absence_code(fact.code))
            spells.push_back({fact.start, fact.end, *category});
    std::vector<Date> starts;
    for (const auto& spell : merge_spells(std::move(spells)))
        if (spell.end.value_or(std::max(last, spell.start)) - spell.start + Days{1} >= long_absence_length)
            starts.push_back(spell.start);
    return starts;
}

bool one_between(const std::vector<Date>& days, Date after, Date until) {
    return std::ranges::any_of(days, [&](Date day) { return day > after && day <= until; });
}

// One employer's part of a backtest.
class EmployerWalk {
public:
    EmployerWalk(const RuleSet& rules, Walk walk, std::size_t employer, BacktestOutcome& outcome)
        : rules_(rules),
          walk_(walk),
          employer_(employer),
          outcome_(outcome),
          about_people_(rules_about(rules, RuleLevel::individual)),
          about_teams_(rules_about(rules, RuleLevel::team)),
          with_own_evidence_(rules_with_own_evidence(rules)),
          signal_codes_(codes_of_signals(rules)) {}

    void add(const TeamTimeline& team) {
        const CodedTeam coded(rules_, team);
        const Team view = coded.view();
        const auto first = day_number(outcome_.period.from);
        const auto subject = outcome_.teams.size();
        outcome_.teams.push_back(employer_);
        DecisionHistory history;
        Suggesting suggesting(rules_, with_own_evidence_);
        for (const auto day :
             days_asked(walk_, true, first, day_number(outcome_.period.to), turning_days(rules_, view))) {
            const auto decision = decide_team(rules_, view, day) & about_teams_;
            if (decision_on(history, day) != decision) history.push_back({day, decision});
            const auto raised = suggesting.on(
                day, decision, [&](DayNumber asked) { return evaluate(rules_, team, to_date(asked)); });
            if (day < first) continue;
            outcome_.held |= decision;
            append(outcome_.about_teams, subject, day, raised);
        }
        for (const auto& member : team.members) team_of_[member.employee] = histories_.size();
        histories_.push_back(std::move(history));
    }

    void add(const Timeline& timeline) {
        const auto [from, to] = outcome_.period;
        const Date first = std::max(from, timeline.entry);
        const Date last = timeline.exit ? std::min(to, *timeline.exit) : to;
        const auto subject = outcome_.people.size();
        outcome_.people.push_back({employer_, std::max(0, static_cast<int>((last - first).count()) + 1), {}});
        if (last < first) return;
        const auto absences = long_absences(timeline, last);
        for (const Date start : absences)
            if (start >= first && start <= last) {
                outcome_.people.back().long_absence = start;
                break;
            }
        walk(timeline, subject, first, last);
        follow(timeline, subject, absences);
    }

private:
    void walk(const Timeline& timeline, std::size_t subject, Date first, Date last) {
        Population one(rules_);
        one.add(timeline);
        const auto person = one.person(0);
        const auto team = team_of_.find(timeline.employee);
        static const DecisionHistory no_team;
        const auto& history = team == team_of_.end() ? no_team : histories_[team->second];
        const bool has_eve = first == outcome_.period.from && timeline.entry < first;
        Suggesting suggesting(rules_, with_own_evidence_);
        for (const auto day : days_asked(walk_, has_eve, day_number(first), day_number(last),
                                         merged(turning_days(rules_, person), history))) {
            const auto decision =
                decide_person(rules_, person, day, decision_on(history, day)) & about_people_;
            const auto raised = suggesting.on(day, decision, [&](DayNumber asked) {
                const auto team_decision = decision_on(history, asked);
                if (team_decision == 0) return screen(one, to_date(asked));
                return evaluate(rules_, timeline, to_date(asked), team_decision);
            });
            if (day < day_number(first)) continue;
            outcome_.held |= decision;
            append(outcome_.about_people, subject, day, raised);
        }
    }

    static void append(std::vector<RaisedSuggestion>& to, std::size_t subject, DayNumber day,
                       std::uint64_t raised) {
        for (; raised != 0; raised &= raised - 1)
            to.push_back({subject, static_cast<std::size_t>(std::countr_zero(raised)), to_date(day), {}});
    }

    void follow(const Timeline& timeline, std::size_t subject, const std::vector<Date>& absences) {
        auto& all = outcome_.about_people;
        if (all.empty() || all.back().subject != subject) return;
        std::vector<Date> facts;
        for (const Fact& fact : timeline.facts)
            if (signal_codes_.contains(fact.code)) facts.push_back(fact.start);
        for (auto at = all.rbegin(); at != all.rend() && at->subject == subject; ++at) {
            const Date until = at->day + follow_up_length;
            if (rules_.rules()[at->rule].family != RuleFamily::signal || until > outcome_.period.to) continue;
            at->followed = one_between(facts, at->day, until) || one_between(absences, at->day, until);
        }
    }

    const RuleSet& rules_;
    Walk walk_;
    std::size_t employer_;
    BacktestOutcome& outcome_;
    std::uint64_t about_people_;
    std::uint64_t about_teams_;
    std::uint64_t with_own_evidence_;
    std::set<std::string> signal_codes_;
    std::vector<DecisionHistory> histories_;
    std::map<EmployeeId, std::size_t> team_of_;
};

}  // namespace

Backtest::Backtest(const RuleSet& rules, BacktestPeriod period, Walk walk)
    : rules_(rules), walk_(walk), outcome_{period, {}, {}, {}, {}, 0} {}

void Backtest::add_employer(std::span<const Timeline> people, std::span<const TeamTimeline> teams) {
    EmployerWalk walk(rules_, walk_, employers_++, outcome_);
    for (const auto& team : teams) walk.add(team);
    for (const auto& person : people) walk.add(person);
}

}  // namespace prevenance::rules
