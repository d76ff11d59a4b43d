#include "rules/engine.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace prevenance::rules {
namespace {

constexpr int farthest_stop = 3 * 366;

using PerhapsWords = std::array<std::uint64_t, most_questions / 8>;

// The facts a rule is asked about: those of a person, or those of a team. Both answer the same two questions.
struct PersonFacts {
    CodedFacts facts;
    DayNumber as_of;

    bool holds(const PlannedCondition& asked) const {
        return std::get<PersonAnswer>(asked.predicate->answer).holds(asked.question, facts, as_of);
    }
    void gather(const PlannedCondition& asked, Gathered& gathered) const {
        std::get<PersonAnswer>(asked.predicate->answer).gather(asked.question, facts, as_of, gathered);
    }
};

// As PersonFacts, for a person whom the sieve could not dismiss: what it ruled out is not asked again.
struct SievedFacts {
    PersonFacts person;
    const PerhapsWords& perhaps;

    bool holds(const PlannedCondition& asked) const {
        if ((perhaps[asked.number / 8] & Sieve::bit_of(asked.number)) == 0) return false;
        return person.holds(asked);
    }
};

struct TeamFacts {
    const TeamTimeline& team;
    DayNumber as_of;

    bool holds(const PlannedCondition& asked) const {
        return std::get<TeamAnswer>(asked.predicate->answer).holds(asked.question, team, as_of);
    }
    void gather(const PlannedCondition& asked, Gathered& gathered) const {
        std::get<TeamAnswer>(asked.predicate->answer).gather(asked.question, team, as_of, gathered);
    }
};

template <class Facts>
bool holds(const PlannedCondition& condition, const Facts& facts) {
    const auto part_holds = [&](const PlannedCondition& part) { return holds(part, facts); };
    if (condition.kind == Condition::Kind::any) return std::ranges::any_of(condition.parts, part_holds);
    if (condition.kind == Condition::Kind::all) return std::ranges::all_of(condition.parts, part_holds);
    return facts.holds(condition);
}

bool same_piece(const Piece& left, const Piece& right) {
    return std::tie(left.facts, left.membership, left.code, left.start, left.end) ==
           std::tie(right.facts, right.membership, right.code, right.start, right.end);
}

// Two questions of one rule often count the same facts; these are evidence once. Equal pieces of one question
// stay apart: two people may join a team on one day.
void merge(Gathered& into, Gathered part) {
    const auto before = into.pieces.size();
    for (Piece& piece : part.pieces) {
        const auto known_pieces = std::span(into.pieces).first(before);
        if (std::ranges::any_of(known_pieces, [&](const Piece& old) { return same_piece(old, piece); }))
            continue;
        into.pieces.push_back(std::move(piece));
    }
    into.counted.merge(std::move(part.counted));
    if (part.due && (!into.due || *part.due < *into.due)) into.due = part.due;
}

template <class Facts>
Gathered gather(const PlannedCondition& condition, const Facts& facts) {
    Gathered gathered;
    if (condition.kind == Condition::Kind::question) facts.gather(condition, gathered);
    for (const auto& part : condition.parts)
        if (holds(part, facts)) merge(gathered, gather(part, facts));
    std::ranges::stable_sort(gathered.pieces, {},
                             [](const Piece& piece) { return std::tuple(piece.start, piece.membership); });
    return gathered;
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
    std::vector<Evidence> evidence;
    for (const Piece& piece : gathered.pieces) evidence.push_back(evidence_of(rules, piece, ids));
    gathered.counted["count"] = static_cast<int>(evidence.size());
    std::optional<Date> due;
    if (gathered.due) due = to_date(*gathered.due);
    return Finding::make(rule.identity, rule.family, rule.level, subject, as_of, std::move(evidence),
                         std::move(gathered.counted), due);
}

std::uint64_t decide_one(const RuleSet& rules, CodedFacts facts, DayNumber as_of) {
    PerhapsWords perhaps;
    std::uint64_t any = 0;
    for (std::size_t word = 0; word < rules.sieve().words(); ++word)
        any |= perhaps[word] = rules.sieve().perhaps(word, facts, as_of);
    if (any == 0) return 0;
    const SievedFacts sieved{{facts, as_of}, perhaps};
    std::uint64_t decision = 0;
    for (std::size_t rule = 0; rule < rules.rules().size(); ++rule) {
        if (rules.rules()[rule].level != RuleLevel::individual) continue;
        if (holds(rules.planned(rule), sieved)) decision |= std::uint64_t{1} << rule;
    }
    return decision;
}

void append_findings(const Population& population, std::size_t person, Date as_of,
                     std::vector<Finding>& findings) {
    const RuleSet& rules = population.rules();
    const PersonFacts facts{population.facts(person), day_number(as_of)};
    const auto decision = decide_one(rules, facts.facts, facts.as_of);
    if (decision == 0) return;
    for (std::size_t rule = 0; rule < rules.rules().size(); ++rule) {
        if ((decision >> rule & 1U) == 0) continue;
        auto finding = finding_of(rules, rules.rules()[rule], population.employee(person), as_of,
                                  gather(rules.planned(rule), facts), population.ids(person));
        if (finding) findings.push_back(std::move(*finding));
    }
}

std::optional<std::size_t> place_of(const RuleSet& rules, const Finding& finding) {
    for (std::size_t rule = 0; rule < rules.rules().size(); ++rule)
        if (rules.rules()[rule].identity == finding.rule()) return rule;
    return std::nullopt;
}

template <class HoldsOn>
std::optional<Date> first_day_without(Date as_of, HoldsOn holds_on) {
    for (Date day = as_of + Days{1}; day <= as_of + Days{farthest_stop}; day += Days{1})
        if (!holds_on(day_number(day))) return day;
    return std::nullopt;
}

}  // namespace

std::vector<Finding> evaluate(const RuleSet& rules, const Timeline& timeline, Date as_of) {
    Population one(rules);
    one.add(timeline);
    return screen(one, as_of);
}

std::vector<Finding> evaluate(const RuleSet& rules, const TeamTimeline& timeline, Date as_of) {
    std::vector<Finding> findings;
    const TeamFacts facts{timeline, day_number(as_of)};
    for (std::size_t rule = 0; rule < rules.rules().size(); ++rule) {
        if (rules.rules()[rule].level != RuleLevel::team || !holds(rules.planned(rule), facts)) continue;
        auto finding = finding_of(rules, rules.rules()[rule], timeline.team, as_of,
                                  gather(rules.planned(rule), facts), {});
        if (finding) findings.push_back(std::move(*finding));
    }
    return findings;
}

void decide(const Population& population, Date as_of, std::span<std::uint64_t> decisions) {
    const auto day = day_number(as_of);
    for (std::size_t person = 0; person < population.size(); ++person)
        decisions[person] = decide_one(population.rules(), population.facts(person), day);
}

std::vector<Finding> screen(const Population& population, Date as_of) {
    std::vector<Finding> findings;
    for (std::size_t person = 0; person < population.size(); ++person)
        append_findings(population, person, as_of, findings);
    return findings;
}

std::optional<Date> stops_on(const RuleSet& rules, const Finding& finding, const Timeline& timeline) {
    const auto rule = place_of(rules, finding);
    if (!rule) return std::nullopt;
    Timeline known_now = timeline;
    std::erase_if(known_now.facts, [&](const Fact& fact) { return fact.recorded_on > finding.as_of(); });
    Population one(rules);
    one.add(known_now);
    return first_day_without(finding.as_of(), [&](DayNumber day) {
        return holds(rules.planned(*rule), PersonFacts{one.facts(0), day});
    });
}

std::optional<Date> stops_on(const RuleSet& rules, const Finding& finding, const TeamTimeline& timeline) {
    const auto rule = place_of(rules, finding);
    if (!rule) return std::nullopt;
    return first_day_without(finding.as_of(), [&](DayNumber day) {
        return holds(rules.planned(*rule), TeamFacts{timeline, day});
    });
}

}  // namespace prevenance::rules
