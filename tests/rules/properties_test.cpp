// Laws that hold for every history, with a slow and obvious second opinion beside the engine.
#include "rules/engine.h"
#include "rules/novelty.h"
#include "tests/rules/random_rules.h"
#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

namespace prevenance::rules {
namespace {

const Date origin = *parse_iso_date("2025-01-01");

FactId random_id() {
    FactId id;
    for (auto& byte : id.bytes) byte = *rc::gen::arbitrary<std::uint8_t>();
    return id;
}

Fact random_fact(const std::vector<std::string>& codes) {
    Fact fact;
    fact.id = random_id();
    fact.code = *rc::gen::elementOf(codes);
    fact.start = origin + Days{*rc::gen::inRange(0, 400)};
    const std::set<std::string> spans{"MALADIE", "IMPREVUE", "AT", "MP", "REPRISE", "MI_CARRIERE_OUVERTE"};
    const bool span = spans.contains(fact.code);
    if (span && *rc::gen::inRange(0, 10) > 0)
        fact.end =
            fact.start +
            Days{*rc::gen::weightedOneOf<int>({{5, rc::gen::inRange(0, 10)}, {1, rc::gen::inRange(0, 90)}})};
    fact.recorded_on =
        fact.start +
        Days{*rc::gen::weightedOneOf<int>({{3, rc::gen::just(0)}, {1, rc::gen::inRange(0, 40)}})};
    return fact;
}

// What no signal about a person may ever come from.
const std::vector<std::string> legal_codes{"AT",
                                           "MP",
                                           "REPRISE",
                                           "VISITE_2_ANS",
                                           "VISITE_5_ANS",
                                           "MI_CARRIERE_OUVERTE",
                                           "MI_CARRIERE",
                                           "MESURES_RECUES",
                                           "MESURES_REPONDUES"};

const std::vector<std::string> every_code{"MALADIE",
                                          "MALADIE",
                                          "MALADIE",
                                          "IMPREVUE",
                                          "AT",
                                          "MP",
                                          "REPRISE",
                                          "OBS_RETARD",
                                          "OBS_RETARD",
                                          "OBS_ANNUL_TARDIVE",
                                          "TENSIONS",
                                          "DEMANDE_HORAIRES",
                                          "OBS_POSITIF",
                                          "ACCIDENT_OU_PRESQUE",
                                          "SOUHAITE_ECHANGE",
                                          "CHANGEMENT_ORGANISATION",
                                          "FIN_AMENAGEMENT",
                                          "VISITE_2_ANS",
                                          "VISITE_5_ANS",
                                          "MI_CARRIERE_OUVERTE",
                                          "MI_CARRIERE",
                                          "ENTRETIEN_PARCOURS",
                                          "MESURES_RECUES",
                                          "MESURES_REPONDUES"};

Timeline random_timeline(const std::vector<std::string>& codes = every_code) {
    Timeline timeline{{}, origin + Days{*rc::gen::inRange(-1000, 300)}, {}, {}};
    if (*rc::gen::inRange(0, 5) == 0) timeline.exit = timeline.entry + Days{*rc::gen::inRange(0, 1500)};
    const int count = *rc::gen::inRange(0, 25);
    for (int i = 0; i < count; ++i) timeline.facts.push_back(random_fact(codes));
    return timeline;
}

Date random_day() {
    return origin + Days{*rc::gen::inRange(0, 800)};
}

std::vector<Finding> signals_of(std::vector<Finding> findings) {
    std::erase_if(findings, [](const Finding& finding) { return finding.family() != RuleFamily::signal; });
    return findings;
}

// L6 and L8 count calendar months, which are not all of one length: a shift by days moves them by other days.
std::vector<Finding> counted_in_days(std::vector<Finding> findings) {
    std::erase_if(findings, [](const Finding& finding) {
        return finding.rule().id == "L6" || finding.rule().id == "L8";
    });
    return findings;
}

RC_GTEST_PROP(Properties, shifting_all_dates_shifts_the_findings, ()) {
    auto timeline = random_timeline();
    const Date day = random_day();
    const Days shift{*rc::gen::inRange(-2000, 2000)};
    const auto before = counted_in_days(evaluate(shipped_rules(), timeline, day));
    timeline.entry += shift;
    if (timeline.exit) *timeline.exit += shift;
    for (Fact& fact : timeline.facts) {
        fact.start += shift;
        if (fact.end) *fact.end += shift;
        fact.recorded_on += shift;
    }
    const auto after = counted_in_days(evaluate(shipped_rules(), timeline, day + shift));
    RC_ASSERT(before.size() == after.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        RC_ASSERT(before[i].rule() == after[i].rule());
        RC_ASSERT(before[i].counted() == after[i].counted());
        for (std::size_t k = 0; k < before[i].evidence().size(); ++k) {
            RC_ASSERT(before[i].evidence()[k].facts == after[i].evidence()[k].facts);
            RC_ASSERT(before[i].evidence()[k].start + shift == after[i].evidence()[k].start);
        }
    }
}

// After 400 years the calendar is the same, to the day of the week: this moves the rules that count months,
// too.
const Days whole_calendar{146'097};

void move(std::vector<Fact>& facts, Days shift) {
    for (Fact& fact : facts) {
        fact.start += shift;
        if (fact.end) *fact.end += shift;
        fact.recorded_on += shift;
    }
}

void expect_moved(const std::vector<Finding>& before, const std::vector<Finding>& after, Days shift) {
    RC_ASSERT(before.size() == after.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        RC_ASSERT(before[i].rule() == after[i].rule());
        RC_ASSERT(before[i].counted() == after[i].counted());
        RC_ASSERT(before[i].due().has_value() == after[i].due().has_value());
        if (before[i].due()) RC_ASSERT(*before[i].due() + shift == *after[i].due());
        RC_ASSERT(before[i].evidence().size() == after[i].evidence().size());
        for (std::size_t k = 0; k < before[i].evidence().size(); ++k) {
            RC_ASSERT(before[i].evidence()[k].facts == after[i].evidence()[k].facts);
            RC_ASSERT(before[i].evidence()[k].start + shift == after[i].evidence()[k].start);
        }
    }
}

RC_GTEST_PROP(Properties, shifting_by_the_whole_calendar_shifts_every_finding, ()) {
    auto timeline = random_timeline();
    const Date day = random_day();
    const Days shift = whole_calendar * between(-1, 1);
    const auto before = evaluate(shipped_rules(), timeline, day);
    timeline.entry += shift;
    if (timeline.exit) *timeline.exit += shift;
    move(timeline.facts, shift);
    expect_moved(before, evaluate(shipped_rules(), timeline, day + shift), shift);
}

Date random_day_of_team() {
    return random_origin() + Days{between(0, 600)};
}

RC_GTEST_PROP(Properties, shifting_by_the_whole_calendar_shifts_what_a_team_shows, ()) {
    auto team = random_team();
    const Date day = random_day_of_team();
    const auto before = evaluate(shipped_rules(), team, day);
    for (Membership& member : team.members) {
        member.entry += whole_calendar;
        if (member.exit) *member.exit += whole_calendar;
        move(member.facts, whole_calendar);
    }
    for (TeamFigure& figure : team.figures) {
        figure.from += whole_calendar;
        figure.to += whole_calendar;
        figure.recorded_on += whole_calendar;
    }
    expect_moved(before, evaluate(shipped_rules(), team, day + whole_calendar), whole_calendar);
}

template <class List>
void shuffle(List& list) {
    for (std::size_t i = list.size(); i > 1; --i)
        std::swap(list[i - 1], list[static_cast<std::size_t>(between(0, static_cast<int>(i) - 1))]);
}

// But for a number counted twice for one period and recorded twice on one day: there the later one holds.
RC_GTEST_PROP(Properties, the_order_of_what_is_known_of_a_team_does_not_matter, ()) {
    auto team = random_team();
    const Date day = random_day_of_team();
    std::set<std::tuple<std::string, Date, Date, Date>> recorded;
    std::erase_if(team.figures, [&](const TeamFigure& figure) {
        return !recorded.emplace(figure.code, figure.from, figure.to, figure.recorded_on).second;
    });
    const auto before = evaluate(shipped_rules(), team, day);
    shuffle(team.members);
    shuffle(team.figures);
    for (Membership& member : team.members) shuffle(member.facts);
    RC_ASSERT(evaluate(shipped_rules(), team, day) == before);
}

// Work accidents do count for a team, all together; nothing else of the legal calendar does.
RC_GTEST_PROP(Properties, nothing_of_the_legal_calendar_but_accidents_changes_what_a_team_shows, ()) {
    auto team = random_team();
    const Date day = random_day_of_team();
    RC_PRE(!team.members.empty());
    const auto before = evaluate(shipped_rules(), team, day);
    auto codes = legal_codes;
    std::erase(codes, "AT");
    for (int more = between(1, 10); more > 0; --more) {
        const auto place = static_cast<std::size_t>(between(0, static_cast<int>(team.members.size()) - 1));
        team.members[place].facts.push_back(random_fact(codes));
    }
    RC_ASSERT(evaluate(shipped_rules(), team, day) == before);
}

// What was recorded about a team later never reaches back.
RC_GTEST_PROP(Properties, a_team_shows_what_was_known_on_the_day, ()) {
    const auto team = random_team();
    const Date day = random_day_of_team();
    auto known_then = team;
    std::erase_if(known_then.figures, [&](const TeamFigure& figure) { return figure.recorded_on > day; });
    for (Membership& member : known_then.members)
        std::erase_if(member.facts, [&](const Fact& fact) { return fact.recorded_on > day; });
    RC_ASSERT(evaluate(shipped_rules(), known_then, day) == evaluate(shipped_rules(), team, day));
}

RC_GTEST_PROP(Properties, the_order_of_facts_does_not_matter, ()) {
    auto timeline = random_timeline();
    const Date day = random_day();
    const auto before = evaluate(shipped_rules(), timeline, day);
    for (std::size_t i = timeline.facts.size(); i > 1; --i)
        std::swap(timeline.facts[i - 1], timeline.facts[*rc::gen::inRange<std::size_t>(0, i)]);
    RC_ASSERT(evaluate(shipped_rules(), timeline, day) == before);
}

RC_GTEST_PROP(Properties, nothing_of_the_legal_calendar_changes_a_signal, ()) {
    auto timeline = random_timeline();
    const Date day = random_day();
    const auto before = signals_of(evaluate(shipped_rules(), timeline, day));
    const int more = *rc::gen::inRange(1, 10);
    for (int i = 0; i < more; ++i) timeline.facts.push_back(random_fact(legal_codes));
    RC_ASSERT(signals_of(evaluate(shipped_rules(), timeline, day)) == before);
}

RC_GTEST_PROP(Properties, without_its_evidence_a_finding_is_gone, ()) {
    auto timeline = random_timeline();
    const Date day = random_day();
    auto findings = evaluate(shipped_rules(), timeline, day);
    // L6 holds for want of a visit: taking a visit away makes it hold all the more.
    std::erase_if(findings, [](const Finding& finding) { return finding.rule().id == "L6"; });
    RC_PRE(!findings.empty());
    const auto& finding = *rc::gen::elementOf(findings);
    std::set<FactId> gone;
    for (const auto& piece : finding.evidence()) gone.insert(piece.facts.begin(), piece.facts.end());
    RC_ASSERT(!gone.empty());
    std::erase_if(timeline.facts, [&](const Fact& fact) { return gone.contains(fact.id); });
    for (const auto& left : evaluate(shipped_rules(), timeline, day))
        RC_ASSERT(left.rule() != finding.rule());
}

RC_GTEST_PROP(Properties, evidence_was_known_and_had_begun, ()) {
    const auto timeline = random_timeline();
    const Date day = random_day();
    for (const auto& finding : evaluate(shipped_rules(), timeline, day))
        for (const auto& piece : finding.evidence())
            for (const auto& id : piece.facts) {
                const auto at = std::ranges::find(timeline.facts, id, &Fact::id);
                RC_ASSERT(at != timeline.facts.end());
                RC_ASSERT(at->start <= day && at->recorded_on <= day);
            }
}

// Screening every night with what is known so far finds the same as screening those days afterwards with the
// whole history: what was recorded later never reaches back.
RC_GTEST_PROP(Properties, day_by_day_equals_at_once, ()) {
    const auto timeline = random_timeline();
    Timeline growing = timeline;
    growing.facts.clear();
    for (int i = 0; i < 460; ++i) {
        const Date day = origin + Days{i};
        for (const Fact& fact : timeline.facts)
            if (fact.recorded_on == day) growing.facts.push_back(fact);
        RC_ASSERT(evaluate(shipped_rules(), growing, day) == evaluate(shipped_rules(), timeline, day));
    }
}

RC_GTEST_PROP(Properties, everybody_at_once_equals_one_by_one, ()) {
    Population population(shipped_rules());
    std::vector<Finding> one_by_one;
    const Date day = random_day();
    for (int i = 0; i < 8; ++i) {
        auto timeline = random_timeline();
        timeline.employee.bytes[0] = static_cast<std::uint8_t>(i);
        population.add(timeline);
        for (auto& finding : evaluate(shipped_rules(), timeline, day))
            one_by_one.push_back(std::move(finding));
    }
    RC_ASSERT(screen(population, day) == one_by_one);
}

// Between two turning days nothing turns: whoever walks a history may jump from one to the next.
RC_GTEST_PROP(Properties, decisions_change_on_turning_days_only, ()) {
    Population one(shipped_rules());
    one.add(random_timeline());
    const Person person = one.person(0);
    const auto turning = turning_days(shipped_rules(), person);
    RC_ASSERT(std::ranges::is_sorted(turning));
    auto before = decide_person(shipped_rules(), person, day_number(origin) - 1);
    for (int i = 0; i < 900; ++i) {
        const DayNumber day = day_number(origin) + i;
        const auto now = decide_person(shipped_rules(), person, day);
        if (now != before) RC_ASSERT(std::ranges::binary_search(turning, day));
        before = now;
    }
}

RC_GTEST_PROP(Properties, decisions_about_a_team_change_on_turning_days_only, ()) {
    TeamTimeline timeline;
    const int members = *rc::gen::inRange(0, 14);
    for (int i = 0; i < members; ++i) {
        Membership member{{}, origin - Days{*rc::gen::inRange(-300, 800)}, {}};
        if (*rc::gen::inRange(0, 2) == 0) member.exit = member.entry + Days{*rc::gen::inRange(0, 900)};
        timeline.members.push_back(member);
    }
    const CodedTeam coded(shipped_rules(), timeline);
    const auto turning = turning_days(shipped_rules(), coded.view());
    auto before = decide_team(shipped_rules(), coded.view(), day_number(origin) - 1);
    for (int i = 0; i < 900; ++i) {
        const DayNumber day = day_number(origin) + i;
        const auto now = decide_team(shipped_rules(), coded.view(), day);
        if (now != before) RC_ASSERT(std::ranges::binary_search(turning, day));
        before = now;
    }
}

// The day on which a finding goes away by itself, looked for one day after the other.
RC_GTEST_PROP(Properties, a_finding_stops_on_the_first_day_without_it, ()) {
    const auto timeline = random_timeline();
    const Date today = random_day();
    auto known_now = timeline;
    std::erase_if(known_now.facts, [&](const Fact& fact) { return fact.recorded_on > today; });
    for (const auto& finding : evaluate(shipped_rules(), timeline, today)) {
        std::optional<Date> first;
        for (int i = 1; i <= 3 * 366 && !first; ++i) {
            const auto then = evaluate(shipped_rules(), known_now, today + Days{i});
            if (std::ranges::none_of(then,
                                     [&](const Finding& each) { return each.rule() == finding.rule(); }))
                first = today + Days{i};
        }
        RC_ASSERT(stops_on(shipped_rules(), finding, timeline) == first);
    }
}

// S1 and S5 as a person with a calendar would check them: every day of every absence crossed off, one by one.
std::set<Date> crossed_off(const Timeline& timeline, Date day, bool& open) {
    std::set<Date> days;
    for (const Fact& fact : timeline.facts) {
        if (fact.code != "MALADIE" && fact.code != "IMPREVUE") continue;
        if (fact.start > day || fact.recorded_on > day) continue;
        open |= !fact.end;
        for (Date each = fact.start; each <= fact.end.value_or(origin + Days{2000}); each += Days{1})
            days.insert(each);
    }
    return days;
}

int short_spells_by_hand(const Timeline& timeline, Date day, int window) {
    bool open = false;
    const auto days = crossed_off(timeline, day, open);
    int count = 0;
    for (auto at = days.begin(); at != days.end();) {
        const Date start = *at;
        Date end = start;
        while (at != days.end() && *at - end <= Days{3}) end = *at++;
        const bool still_going_on = open && end == origin + Days{2000};
        if (!still_going_on && end - start + Days{1} <= Days{7} && start > day - Days{window}) ++count;
    }
    return count;
}

bool observed_twice_by_hand(const Timeline& timeline, Date day) {
    const std::set<std::string> counting{"OBS_RETARD", "OBS_ANNUL_TARDIVE", "TENSIONS", "DEMANDE_HORAIRES"};
    for (const Fact& first : timeline.facts)
        for (const Fact& second : timeline.facts) {
            const bool both_count = counting.contains(first.code) && counting.contains(second.code);
            const bool both_known =
                std::max(first.recorded_on, second.recorded_on) <= day && second.start <= day;
            if (both_count && both_known && second.start - first.start >= Days{14} &&
                first.start > day - Days{90})
                return true;
        }
    return false;
}

RC_GTEST_PROP(Properties, the_engine_agrees_with_counting_by_hand, ()) {
    const auto timeline = random_timeline();
    const Date day = random_day();
    std::set<std::string> found;
    for (const auto& finding : evaluate(shipped_rules(), timeline, day)) found.insert(finding.rule().id);
    RC_ASSERT(found.contains("S1") == (short_spells_by_hand(timeline, day, 183) >= 3 ||
                                       short_spells_by_hand(timeline, day, 365) >= 4));
    RC_ASSERT(found.contains("S5") == observed_twice_by_hand(timeline, day));
}

}  // namespace
}  // namespace prevenance::rules
