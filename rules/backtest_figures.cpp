#include "rules/backtest_figures.h"

#include "domain/disclosure.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <utility>

namespace prevenance::rules {
namespace {

constexpr int rounding = 5;
constexpr std::int64_t days_in_four_years = 1461;

int rounded(std::int64_t count) {
    return static_cast<int>((count + rounding / 2) / rounding * rounding);
}

// Some of the persons watched.
using Persons = std::vector<bool>;

Persons difference(const Persons& from, const Persons& without) {
    Persons left = from;
    for (std::size_t place = 0; place < left.size(); ++place)
        if (without[place]) left[place] = false;
    return left;
}

Persons common(const Persons& one, const Persons& other) {
    return difference(one, difference(one, other));
}

bool nobody(const Persons& persons) {
    return std::ranges::find(persons, true) == persons.end();
}

// Whether a group of persons is large enough to be spoken of.
class Guard {
public:
    Guard(const std::vector<WatchedPerson>& people, BacktestAudience audience)
        : people_(people), audience_(audience) {}

    bool is_large(const Persons& persons) const {
        const auto cell = contributions(persons);
        if (audience_ == BacktestAudience::one_employer) return has_enough_people(cell, thresholds_);
        return !reason_to_hide(cell, thresholds_);
    }

    bool tells_nothing(const Persons& persons) const { return nobody(persons) || is_large(persons); }

    // A part beside its whole: the rest is known by subtraction.
    bool may_show(const Persons& part, const Persons& whole) const {
        return nobody(part) || (is_large(part) && is_large(difference(whole, part)));
    }

    bool hides_small_teams() const { return audience_ == BacktestAudience::whole_instance; }

private:
    Contributions contributions(const Persons& persons) const {
        std::map<std::size_t, int> by_employer;
        for (std::size_t place = 0; place < persons.size(); ++place)
            if (persons[place]) ++by_employer[people_[place].employer];
        Contributions cell;
        for (const auto& [employer, count] : by_employer) cell.push_back({number(employer), count});
        return cell;
    }

    static EmployerId number(std::size_t employer) {
        EmployerId id;
        for (auto& byte : id.bytes) {
            byte = static_cast<std::uint8_t>(employer & 0xFFU);
            employer >>= 8U;
        }
        return id;
    }

    const std::vector<WatchedPerson>& people_;
    BacktestAudience audience_;
    DisclosureThresholds thresholds_;
};

// Suggestions of one kind: how many, and whose.
struct Counted {
    std::int64_t suggestions = 0;
    Persons persons;
};

// An outcome as it is counted, before anything is hidden.
class Tally {
public:
    explicit Tally(const BacktestOf& backtest) : backtest_(backtest), watched_(people(), false) {
        const auto& watched = backtest.outcome.people;
        for (std::size_t place = 0; place < watched.size(); ++place) {
            watched_[place] = watched[place].days > 0;
            days_ += watched[place].days;
        }
    }

    const Persons& watched() const { return watched_; }
    const std::vector<Rule>& rules() const { return backtest_.rules.rules(); }
    const BacktestOutcome& outcome() const { return backtest_.outcome; }

    // A signal about a person that suggests a talk.
    bool is_talk(const RaisedSuggestion& suggestion) const {
        const Rule& rule = rules()[suggestion.rule];
        return rule.family == RuleFamily::signal && rule.effect == Effect::suggestion;
    }

    Counted count(const std::function<bool(const RaisedSuggestion&)>& wanted) const {
        Counted counted{0, Persons(people(), false)};
        for (const auto& suggestion : outcome().about_people)
            if (wanted(suggestion)) {
                ++counted.suggestions;
                counted.persons[suggestion.subject] = true;
            }
        return counted;
    }

    Counted of_rule(std::size_t rule) const {
        return count([&](const RaisedSuggestion& suggestion) { return suggestion.rule == rule; });
    }
    Counted talks() const {
        return count([&](const RaisedSuggestion& suggestion) { return is_talk(suggestion); });
    }
    Counted talks_in(Date first, Date next) const {
        return count([&](const RaisedSuggestion& suggestion) {
            return is_talk(suggestion) && suggestion.day >= first && suggestion.day < next;
        });
    }
    Counted followed(bool answer) const {
        return count([&](const RaisedSuggestion& suggestion) {
            return is_talk(suggestion) && suggestion.followed == answer;
        });
    }

    Persons with_long_absence() const {
        Persons persons(people(), false);
        for (std::size_t place = 0; place < people(); ++place)
            persons[place] = outcome().people[place].long_absence.has_value();
        return persons;
    }

    // The days from the first suggestion to the long absence, of those who had one before it.
    std::map<std::size_t, int> lead_days() const {
        std::map<std::size_t, int> lead;
        for (const auto& suggestion : outcome().about_people) {
            const auto& absence = outcome().people[suggestion.subject].long_absence;
            if (absence && is_talk(suggestion) && suggestion.day < *absence)
                lead.emplace(suggestion.subject, static_cast<int>((*absence - suggestion.day).count()));
        }
        return lead;
    }

    int tenths_per_hundred(int suggestions) const {
        if (days_ == 0) return 0;
        return static_cast<int>(std::int64_t{suggestions} * 1000 * days_in_four_years / 4 / days_);
    }

private:
    std::size_t people() const { return backtest_.outcome.people.size(); }

    const BacktestOf& backtest_;
    Persons watched_;
    std::int64_t days_ = 0;
};

std::vector<Date> months_of(const BacktestPeriod& period) {
    std::vector<Date> months;
    for (auto month = first_of_month(period.from); month <= period.to; month = add_months(month, Months{1}))
        months.push_back(month);
    return months;
}

// Fills the figures of one tally. Where there is another it stands beside, what differs from it by few
// persons is hidden too.
class Disclosing {
public:
    Disclosing(const Tally& tally, const Guard& guard, const Tally* beside)
        : tally_(tally), guard_(guard), beside_(beside) {}

    BacktestFigures figures() {
        const auto& outcome = tally_.outcome();
        figures_.from = outcome.period.from;
        figures_.to = outcome.period.to;
        for (const auto& person : outcome.people)
            figures_.employers = std::max(figures_.employers, static_cast<int>(person.employer) + 1);
        figures_.people =
            shown(guard_.tells_nothing(tally_.watched()), std::ranges::count(tally_.watched(), true));
        fill_talks();
        fill_rules();
        fill_lead();
        fill_follow_up();
        fill_months();
        return std::move(figures_);
    }

private:
    ShownCount shown(bool may, std::int64_t count) {
        if (!may) figures_.anything_hidden = true;
        return may ? ShownCount{rounded(count)} : std::nullopt;
    }

    // `same` gives the counterpart in the tally beside.
    bool is_apart(const Persons& persons, const std::function<Persons(const Tally&)>& same) const {
        if (beside_ == nullptr) return true;
        const auto other = same(*beside_);
        return guard_.tells_nothing(difference(persons, other)) &&
               guard_.tells_nothing(difference(other, persons));
    }

    void fill_talks() {
        const auto talks = tally_.talks();
        talks_shown_ = guard_.may_show(talks.persons, tally_.watched()) &&
                       is_apart(talks.persons, [](const Tally& tally) { return tally.talks().persons; });
        figures_.suggested_people = shown(talks_shown_, std::ranges::count(talks.persons, true));
        figures_.suggestions = shown(talks_shown_, talks.suggestions);
        if (talks_shown_) figures_.tenths_per_hundred = tally_.tenths_per_hundred(*figures_.suggestions);
        talkers_ = talks.persons;
    }

    void fill_rules() {
        for (std::size_t rule = 0; rule < tally_.rules().size(); ++rule) {
            const Rule& stated = tally_.rules()[rule];
            BacktestRuleFigures line;
            line.rule = stated.identity.id;
            line.title = stated.title;
            line.family = stated.family;
            line.level = stated.level;
            line.note = stated.effect == Effect::note;
            line.ever_held = (tally_.outcome().held >> rule & 1U) != 0;
            if (stated.level == RuleLevel::team)
                fill_team_rule(rule, line);
            else
                fill_rule(rule, line);
            figures_.rules.push_back(std::move(line));
        }
    }

    void fill_rule(std::size_t rule, BacktestRuleFigures& line) {
        const auto counted = tally_.of_rule(rule);
        const bool is_talk = line.family == RuleFamily::signal && !line.note;
        bool may =
            guard_.may_show(counted.persons, tally_.watched()) &&
            is_apart(counted.persons, [&](const Tally& tally) { return persons_of(tally, line.rule); });
        if (is_talk && talks_shown_) may = may && guard_.tells_nothing(difference(talkers_, counted.persons));
        line.subjects = shown(may, std::ranges::count(counted.persons, true));
        line.suggestions = shown(may, counted.suggestions);
        if (may) line.tenths_per_hundred = tally_.tenths_per_hundred(*line.suggestions);
        if (!may) line.ever_held = true;
    }

    void fill_team_rule(std::size_t rule, BacktestRuleFigures& line) {
        std::vector<std::size_t> teams;
        for (const auto& suggestion : tally_.outcome().about_teams)
            if (suggestion.rule == rule) teams.push_back(suggestion.subject);
        const auto suggestions = teams.size();
        std::ranges::sort(teams);
        const auto repeated = std::ranges::unique(teams);
        teams.erase(repeated.begin(), repeated.end());
        if (guard_.hides_small_teams() && !teams.empty() && teams.size() < least_teams) {
            figures_.anything_hidden = true;
            return;
        }
        line.subjects = static_cast<int>(teams.size());
        line.suggestions = static_cast<int>(suggestions);
    }

    static Persons persons_of(const Tally& tally, const std::string& id) {
        for (std::size_t rule = 0; rule < tally.rules().size(); ++rule)
            if (tally.rules()[rule].identity.id == id) return tally.of_rule(rule).persons;
        return tally.count([](const RaisedSuggestion&) { return false; }).persons;
    }

    static Persons announced_in(const Tally& tally) {
        Persons persons(tally.watched().size(), false);
        for (const auto& [place, days] : tally.lead_days()) persons[place] = true;
        return persons;
    }

    void fill_lead() {
        const auto absent = tally_.with_long_absence();
        const auto announced = announced_in(tally_);
        const auto unannounced = difference(absent, announced);
        figures_.long_absences =
            shown(guard_.may_show(absent, tally_.watched()), std::ranges::count(absent, true));
        const bool may = figures_.long_absences && guard_.tells_nothing(announced) &&
                         guard_.tells_nothing(unannounced) && is_apart(announced, announced_in);
        figures_.announced = shown(may, std::ranges::count(announced, true));
        figures_.unannounced = shown(may, std::ranges::count(unannounced, true));
        if (may && !nobody(announced)) figures_.lead_days = quartiles();
    }

    std::array<int, 3> quartiles() const {
        std::vector<int> days;
        for (const auto& [place, lead] : tally_.lead_days()) days.push_back(lead);
        std::ranges::sort(days);
        std::array<int, 3> found{};
        for (std::size_t quarter = 1; quarter <= found.size(); ++quarter)
            found[quarter - 1] = rounded(days[(days.size() - 1) * quarter / 4]);
        return found;
    }

    void fill_follow_up() {
        const auto followed = tally_.followed(true);
        const auto unfollowed = tally_.followed(false);
        const bool may =
            talks_shown_ && guard_.tells_nothing(followed.persons) &&
            guard_.tells_nothing(unfollowed.persons) &&
            is_apart(unfollowed.persons, [](const Tally& tally) { return tally.followed(false).persons; });
        figures_.judged = shown(may, followed.suggestions + unfollowed.suggestions);
        figures_.unfollowed = shown(may, unfollowed.suggestions);
    }

    void fill_months() {
        std::vector<Counted> counted;
        std::vector<bool> may;
        for (const Date month : months_of(tally_.outcome().period)) {
            const auto next = add_months(month, Months{1});
            counted.push_back(tally_.talks_in(month, next));
            may.push_back(talks_shown_ && guard_.tells_nothing(counted.back().persons) &&
                          is_apart(counted.back().persons,
                                   [&](const Tally& tally) { return tally.talks_in(month, next).persons; }));
            figures_.months.push_back({month, std::nullopt});
        }
        hide_until_subtraction_tells_nothing(counted, may);
        for (std::size_t month = 0; month < counted.size(); ++month)
            figures_.months[month].suggestions = shown(may[month], counted[month].suggestions);
    }

    // The total is known, so what the hidden months hold together is too.
    void hide_until_subtraction_tells_nothing(const std::vector<Counted>& counted,
                                              std::vector<bool>& may) const {
        while (true) {
            Persons hidden(tally_.watched().size(), false);
            std::optional<std::size_t> smallest;
            for (std::size_t month = 0; month < counted.size(); ++month) {
                for (std::size_t place = 0; place < hidden.size() && !may[month]; ++place)
                    if (counted[month].persons[place]) hidden[place] = true;
                if (!may[month] || counted[month].suggestions == 0) continue;
                if (!smallest || counted[month].suggestions < counted[*smallest].suggestions)
                    smallest = month;
            }
            if (guard_.tells_nothing(hidden) || !smallest) return;
            may[*smallest] = false;
        }
    }

    static constexpr std::size_t least_teams = 11;

    const Tally& tally_;
    const Guard& guard_;
    const Tally* beside_;
    BacktestFigures figures_;
    Persons talkers_;
    bool talks_shown_ = false;
};

// With what is watched and both sums known, one of the four tells all of them: all are shown or none.
BacktestChange change_between(const Persons& watched, const Persons& first, const Persons& second,
                              const Guard& guard) {
    const auto both = common(first, second);
    const auto only_first = difference(first, second);
    const auto only_second = difference(second, first);
    const auto neither = difference(difference(watched, first), second);
    const std::array all{&both, &only_first, &only_second, &neither};
    const bool sums = guard.may_show(first, watched) && guard.may_show(second, watched);
    if (!sums || !std::ranges::all_of(all, [&](const Persons* part) { return guard.tells_nothing(*part); }))
        return {};
    const auto shown = [](const Persons& part) {
        return ShownCount{rounded(std::ranges::count(part, true))};
    };
    return {shown(both), shown(only_first), shown(only_second), shown(neither)};
}

}  // namespace

BacktestFigures figures_of(const RuleSet& rules, const BacktestOutcome& outcome, BacktestAudience audience) {
    const BacktestOf backtest{rules, outcome};
    const Tally tally(backtest);
    const Guard guard(outcome.people, audience);
    return Disclosing(tally, guard, nullptr).figures();
}

BacktestComparison compare(const BacktestOf& first, const BacktestOf& second, BacktestAudience audience) {
    const Tally before(first);
    const Tally after(second);
    const Guard guard(first.outcome.people, audience);
    BacktestComparison comparison;
    comparison.first = Disclosing(before, guard, nullptr).figures();
    comparison.second = Disclosing(after, guard, &before).figures();
    comparison.change =
        change_between(before.watched(), before.talks().persons, after.talks().persons, guard);
    for (std::size_t rule = 0; rule < before.rules().size(); ++rule) {
        const Rule& stated = before.rules()[rule];
        if (stated.level != RuleLevel::individual) continue;
        for (std::size_t other = 0; other < after.rules().size(); ++other)
            if (after.rules()[other].identity.id == stated.identity.id)
                comparison.by_rule.push_back(
                    {stated.identity.id, change_between(before.watched(), before.of_rule(rule).persons,
                                                        after.of_rule(other).persons, guard)});
    }
    return comparison;
}

}  // namespace prevenance::rules
