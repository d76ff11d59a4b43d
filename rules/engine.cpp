#include "rules/engine.h"

#include "rules/screener.h"
#include "rules/subjects.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace prevenance::rules {
namespace {

constexpr int farthest_stop = 3 * 366;

template <class Facts>
std::uint64_t decide_rules(const RuleSet& rules, RuleLevel level, const Facts& facts,
                           std::uint64_t decision) {
    for (const auto rule : rules.order())
        if (rules.rules()[rule].level == level && holds(rules.planned(rule), facts, decision))
            decision |= bit(rule);
    return decision;
}

// The oldest first, and those of one day in the order of the person's facts: which of its questions counted a
// fact must not show in the order.
void sort_pieces(Gathered& gathered, std::span<const FactId> ids) {
    std::ranges::stable_sort(gathered.pieces, {}, [&](const Piece& piece) {
        return std::tuple(piece.start, piece.membership,
                          piece.facts.empty() ? FactId{} : ids[piece.facts.front()]);
    });
}

Evidence evidence_of(const RuleSet& rules, const Piece& piece, std::span<const FactId> ids) {
    Evidence evidence;
    for (const auto index : piece.facts) evidence.facts.push_back(ids[index]);
    evidence.code = piece.facts.empty() ? std::string(piece.membership) : rules.code(piece.code);
    evidence.start = to_date(piece.start);
    if (piece.end != open_end) evidence.end = to_date(piece.end);
    return evidence;
}

std::optional<Finding> finding_of(const RuleSet& rules, const Rule& rule, Finding::Subject subject,
                                  Date as_of, Gathered gathered, std::span<const FactId> ids) {
    sort_pieces(gathered, ids);
    std::vector<Evidence> evidence;
    for (const Piece& piece : gathered.pieces) evidence.push_back(evidence_of(rules, piece, ids));
    gathered.counted["count"] = static_cast<int>(evidence.size());
    std::optional<Date> due;
    if (gathered.due) due = to_date(*gathered.due);
    return Finding::make(rule.identity, rule.family, rule.level, subject, as_of, std::move(evidence),
                         std::move(gathered.counted), due);
}

void append_findings(const Population& population, std::size_t place, Date as_of,
                     std::vector<Finding>& findings) {
    const RuleSet& rules = population.rules();
    const PersonFacts facts{population.person(place), day_number(as_of), {}};
    const auto team_decision = population.team_decision(place);
    const auto decision = decide_once(rules, facts.person, facts.as_of, team_decision);
    if (decision == 0) return;
    const Gathering gathering(rules, RuleLevel::individual, facts, decision | team_decision);
    for (std::size_t rule = 0; rule < rules.rules().size(); ++rule) {
        if ((decision & bit(rule)) == 0) continue;
        auto finding = finding_of(rules, rules.rules()[rule], population.employee(place), as_of,
                                  gathering.of(rules.planned(rule).when), population.ids(place));
        if (finding) findings.push_back(std::move(*finding));
    }
}

std::optional<std::size_t> place_of(const RuleSet& rules, const Finding& finding) {
    for (std::size_t rule = 0; rule < rules.rules().size(); ++rule)
        if (rules.rules()[rule].identity == finding.rule()) return rule;
    return std::nullopt;
}

// Asks every question of the set on which days its answer may turn.
template <class AnswerType, class Facts>
void collect_turns(const PlannedCondition& condition, const Facts& facts, std::vector<DayNumber>& days) {
    if (condition.kind == Condition::Kind::question)
        if (const auto* answer = std::get_if<AnswerType>(&condition.predicate->answer))
            answer->turns(condition.question, facts, days);
    for (const auto& part : condition.parts) collect_turns<AnswerType>(part, facts, days);
}

template <class AnswerType, class Facts>
void collect_turns(const RuleSet& rules, const Facts& facts, std::vector<DayNumber>& days) {
    for (std::size_t rule = 0; rule < rules.rules().size(); ++rule) {
        const auto& [when, unless] = rules.planned(rule);
        collect_turns<AnswerType>(when, facts, days);
        if (unless) collect_turns<AnswerType>(*unless, facts, days);
    }
}

// What is true of every question: a fact counts from the day it began and was known, and nobody belongs
// before the entry or after the exit.
void add_facts(CodedFacts facts, std::vector<DayNumber>& days) {
    for (const CodedFact& fact : facts) days.push_back(std::max(fact.start, fact.recorded_on));
}

void add_person(const Person& person, std::vector<DayNumber>& days) {
    add_facts(person.facts, days);
    days.push_back(person.entry);
    if (person.exit != open_end) days.insert(days.end(), {person.exit, person.exit + 1});
}

std::vector<DayNumber> sorted(std::vector<DayNumber> days) {
    std::ranges::sort(days);
    const auto repeated = std::ranges::unique(days);
    days.erase(repeated.begin(), repeated.end());
    return days;
}

template <class HoldsOn>
std::optional<Date> first_day_without(const std::vector<DayNumber>& turning, Date as_of, HoldsOn holds_on) {
    const DayNumber today = day_number(as_of);
    for (auto day = std::ranges::upper_bound(turning, today);
         day != turning.end() && *day <= today + farthest_stop; ++day)
        if (!holds_on(*day)) return to_date(*day);
    return std::nullopt;
}

}  // namespace

std::vector<Finding> evaluate(const RuleSet& rules, const Timeline& timeline, Date as_of,
                              std::uint64_t team_decision) {
    Population one(rules);
    one.add(timeline, team_decision);
    return screen(one, as_of);
}

std::vector<Finding> evaluate(const RuleSet& rules, const TeamTimeline& timeline, Date as_of) {
    const CodedTeam coded(rules, timeline);
    return evaluate(rules, timeline.team, coded.view(), coded.ids(), as_of);
}

std::vector<Finding> evaluate(const RuleSet& rules, TeamId id, const Team& team, std::span<const FactId> ids,
                              Date as_of) {
    std::vector<Finding> findings;
    const TeamFacts facts{team, day_number(as_of)};
    const auto decision = decide_rules(rules, RuleLevel::team, facts, 0);
    const Gathering gathering(rules, RuleLevel::team, facts, decision);
    for (std::size_t rule = 0; rule < rules.rules().size(); ++rule) {
        if ((decision & bit(rule)) == 0) continue;
        auto finding =
            finding_of(rules, rules.rules()[rule], id, as_of, gathering.of(rules.planned(rule).when), ids);
        if (finding) findings.push_back(std::move(*finding));
    }
    return findings;
}

std::uint64_t decide_team(const RuleSet& rules, const TeamTimeline& timeline, Date as_of) {
    const CodedTeam coded(rules, timeline);
    return decide_team(rules, coded.view(), day_number(as_of));
}

std::uint64_t decide_team(const RuleSet& rules, const Team& team, DayNumber as_of) {
    return decide_rules(rules, RuleLevel::team, TeamFacts{team, as_of}, 0);
}

std::uint64_t decide_person(const RuleSet& rules, const Person& person, DayNumber as_of,
                            std::uint64_t team_decision) {
    return decide_once(rules, person, as_of, team_decision);
}

std::vector<DayNumber> turning_days(const RuleSet& rules, const Person& person) {
    std::vector<DayNumber> days;
    collect_turns<PersonAnswer>(rules, person, days);
    add_person(person, days);
    return sorted(std::move(days));
}

std::vector<DayNumber> turning_days(const RuleSet& rules, const Team& team) {
    std::vector<DayNumber> days;
    collect_turns<TeamAnswer>(rules, team, days);
    add_facts(team.facts, days);
    for (const Person& member : team.members) add_person(member, days);
    for (const CodedFigure& figure : team.figures)
        days.insert(days.end(), {figure.recorded_on, figure.from, figure.to, figure.to + 1});
    return sorted(std::move(days));
}

void decide(const Population& population, Date as_of, std::span<std::uint64_t> decisions) {
    Screener(population.rules()).decide(population, as_of, decisions);
}

std::vector<Finding> screen(const Population& population, Date as_of) {
    std::vector<Finding> findings;
    for (std::size_t place = 0; place < population.size(); ++place)
        append_findings(population, place, as_of, findings);
    return findings;
}

std::vector<Finding> findings_about(const Population& population, std::size_t place, Date as_of) {
    std::vector<Finding> findings;
    append_findings(population, place, as_of, findings);
    return findings;
}

void screen(const Population& population, Date as_of, EvidenceLog& log) {
    Screener(population.rules()).screen(population, as_of, log);
}

std::optional<Finding> finding_of(const Population& population, const Fired& fired, Date as_of) {
    const RuleSet& rules = population.rules();
    const PersonFacts facts{population.person(fired.person), day_number(as_of), {}};
    const auto team_decision = population.team_decision(fired.person);
    const auto decision = decide_once(rules, facts.person, facts.as_of, team_decision);
    const Gathering gathering(rules, RuleLevel::individual, facts, decision | team_decision);
    return finding_of(rules, rules.rules()[fired.rule], population.employee(fired.person), as_of,
                      gathering.of(rules.planned(fired.rule).when), population.ids(fired.person));
}

std::optional<Date> stops_on(const RuleSet& rules, const Finding& finding, const Timeline& timeline,
                             std::uint64_t team_decision) {
    const auto rule = place_of(rules, finding);
    if (!rule) return std::nullopt;
    Timeline known_now = timeline;
    std::erase_if(known_now.facts, [&](const Fact& fact) { return fact.recorded_on > finding.as_of(); });
    Population one(rules);
    one.add(known_now);
    const Person person = one.person(0);
    return first_day_without(turning_days(rules, person), finding.as_of(), [&](DayNumber day) {
        return (decide_once(rules, person, day, team_decision) & bit(*rule)) != 0;
    });
}

std::optional<Date> stops_on(const RuleSet& rules, const Finding& finding, const TeamTimeline& timeline) {
    const auto rule = place_of(rules, finding);
    if (!rule) return std::nullopt;
    const CodedTeam coded(rules, timeline);
    const Team team = coded.view();
    return first_day_without(turning_days(rules, team), finding.as_of(), [&](DayNumber day) {
        return (decide_team(rules, team, day) & bit(*rule)) != 0;
    });
}

}  // namespace prevenance::rules
