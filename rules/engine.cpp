#include "rules/engine.h"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>
#include <utility>

namespace prevenance::rules {
namespace {

constexpr int farthest_stop = 3 * 366;

// What a rule is asked about: a person or a team. Both answer the same two questions. `decision` has a bit
// for each rule already known to hold, because a rule may name others.
struct PersonFacts {
    Person person;
    DayNumber as_of;
    QuickFacts quick = {};

    bool holds(const PlannedCondition& asked) const {
        return std::get<PersonAnswer>(asked.predicate->answer).holds(asked.question, person, as_of);
    }
    void gather(const PlannedCondition& asked, Gathered& gathered) const {
        std::get<PersonAnswer>(asked.predicate->answer).gather(asked.question, person, as_of, gathered);
    }
};

struct TeamFacts {
    const Team& team;
    DayNumber as_of;

    bool holds(const PlannedCondition& asked) const {
        return std::get<TeamAnswer>(asked.predicate->answer).holds(asked.question, team, as_of);
    }
    void gather(const PlannedCondition& asked, Gathered& gathered) const {
        std::get<TeamAnswer>(asked.predicate->answer).gather(asked.question, team, as_of, gathered);
    }
};

constexpr std::uint64_t bit(std::size_t rule) {
    return std::uint64_t{1} << rule;
}

template <class Facts>
bool holds(const PlannedCondition& condition, const Facts& facts, std::uint64_t decision) {
    const auto part_holds = [&](const PlannedCondition& part) { return holds(part, facts, decision); };
    switch (condition.kind) {
        case Condition::Kind::any:
            return std::ranges::any_of(condition.parts, part_holds);
        case Condition::Kind::all:
            return std::ranges::all_of(condition.parts, part_holds);
        case Condition::Kind::rule:
            return (decision & bit(condition.number)) != 0;
        case Condition::Kind::question:
            break;
    }
    return facts.holds(condition);
}

template <class Facts>
bool holds(const PlannedRule& rule, const Facts& facts, std::uint64_t decision) {
    return holds(rule.when, facts, decision) && !(rule.unless && holds(*rule.unless, facts, decision));
}

template <class Facts>
std::uint64_t decide_rules(const RuleSet& rules, RuleLevel level, const Facts& facts,
                           std::uint64_t decision) {
    for (const auto rule : rules.order())
        if (rules.rules()[rule].level == level && holds(rules.planned(rule), facts, decision))
            decision |= bit(rule);
    return decision;
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

// The evidence of what holds. A rule that was named brings its own, unless it is about the team: that has its
// own finding.
template <class Facts>
class Gathering {
public:
    Gathering(const RuleSet& rules, RuleLevel level, const Facts& facts, std::uint64_t decision)
        : rules_(rules), level_(level), facts_(facts), decision_(decision) {}

    Gathered of(const PlannedCondition& condition) const {
        Gathered gathered;
        if (condition.kind == Condition::Kind::question) facts_.gather(condition, gathered);
        if (condition.kind == Condition::Kind::rule && rules_.rules()[condition.number].level == level_)
            gathered = of(rules_.planned(condition.number).when);
        for (const auto& part : condition.parts)
            if (holds(part, facts_, decision_)) merge(gathered, of(part));
        return gathered;
    }

private:
    const RuleSet& rules_;
    RuleLevel level_;
    const Facts& facts_;
    std::uint64_t decision_;
};

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

// Asks the predicates themselves about the answers that are still unsure and matter to one of the rules.
void settle(const RuleSet& rules, const PersonFacts& facts, std::uint64_t undecided, LaneBits& yes,
            const LaneBits& unsure) {
    const auto words = rules.sieve().bit_words();
    LaneBits asked{};
    for (; undecided != 0; undecided &= undecided - 1) {
        const auto& lanes = rules.lanes_of(static_cast<std::size_t>(std::countr_zero(undecided)));
        for (std::size_t i = 0; i < words; ++i) asked[i] |= lanes[i] & unsure[i];
    }
    for (std::size_t i = 0; i < words; ++i)
        for (auto left = asked[i]; left != 0; left &= left - 1) {
            const auto lane = i * 64 + static_cast<std::size_t>(std::countr_zero(left));
            if (!facts.holds(*rules.question_in(lane))) yes[i] &= ~(left & -left);
        }
}

// The rules that hold. `yes` is left with the answers they were decided by; an answer that changes nothing
// may stay unsure.
std::uint64_t decide_by(const RuleSet& rules, const PersonFacts& facts, std::uint64_t team_decision,
                        LaneBits& yes, LaneBits& unsure) {
    const auto words = rules.sieve().bit_words();
    rules.sieve().answer(facts.person.facts, facts.quick, facts.as_of, yes, unsure);
    std::uint64_t doubts = 0;
    for (std::size_t i = 0; i < words; ++i) doubts |= unsure[i];
    if (doubts != 0) {
        LaneBits surely;
        for (std::size_t i = 0; i < words; ++i) surely[i] = yes[i] & ~unsure[i];
        const auto [least, most] = rules.gates().range(surely, yes, words, team_decision);
        if (least == most) return least & ~team_decision;
        settle(rules, facts, most & ~least, yes, unsure);
    }
    return rules.gates().decide(yes, words, team_decision) & ~team_decision;
}

// Most people get one of a few sets of answers: what the gates made of it is kept. Only for rule sets whose
// lanes fit one word, and where nothing is unsure.
class Decisions {
public:
    explicit Decisions(const RuleSet& rules) : rules_(rules) {}

    // `yes` and `unsure` as decide_by leaves them.
    std::uint64_t of(const PersonFacts& facts, std::uint64_t team_decision, LaneBits& yes, LaneBits& unsure) {
        if (rules_.sieve().bit_words() != 1) return decide_by(rules_, facts, team_decision, yes, unsure);
        rules_.sieve().answer(facts.person.facts, facts.quick, facts.as_of, yes, unsure);
        if (unsure[0] != 0) return decide_by(rules_, facts, team_decision, yes, unsure);
        auto& [answers, team, decision, used] = kept_[place_of(yes[0], team_decision)];
        if (!used || answers != yes[0] || team != team_decision) {
            used = true;
            answers = yes[0];
            team = team_decision;
            decision = rules_.gates().decide(yes, 1, team_decision) & ~team_decision;
        }
        return decision;
    }

private:
    struct Kept {
        std::uint64_t answers = 0;
        std::uint64_t team = 0;
        std::uint64_t decision = 0;
        bool used = false;
    };
    static constexpr unsigned kept_bits = 9;

    static std::size_t place_of(std::uint64_t answers, std::uint64_t team_decision) {
        return static_cast<std::size_t>((answers + team_decision * 0x9E37'79B9U) * 0x9E37'79B9'7F4A'7C15U >>
                                        (64U - kept_bits));
    }

    const RuleSet& rules_;
    std::array<Kept, std::size_t{1} << kept_bits> kept_;
};

std::uint64_t decide_one(const RuleSet& rules, const Person& person, DayNumber as_of,
                         std::uint64_t team_decision) {
    LaneBits yes;
    LaneBits unsure;
    return decide_by(rules, {person, as_of, {}}, team_decision, yes, unsure);
}

void append_findings(const Population& population, std::size_t place, Date as_of,
                     std::vector<Finding>& findings) {
    const RuleSet& rules = population.rules();
    const PersonFacts facts{population.person(place), day_number(as_of), {}};
    const auto team_decision = population.team_decision(place);
    const auto decision = decide_one(rules, facts.person, facts.as_of, team_decision);
    if (decision == 0) return;
    const Gathering gathering(rules, RuleLevel::individual, facts, decision | team_decision);
    for (std::size_t rule = 0; rule < rules.rules().size(); ++rule) {
        if ((decision & bit(rule)) == 0) continue;
        auto finding = finding_of(rules, rules.rules()[rule], population.employee(place), as_of,
                                  gathering.of(rules.planned(rule).when), population.ids(place));
        if (finding) findings.push_back(std::move(*finding));
    }
}

// Which lanes each rule wants, for the few sets of answers that most people give. For rule sets whose lanes
// fit one word.
class KeptTraces {
public:
    explicit KeptTraces(const RuleSet& rules) : rules_(rules), kept_(std::size_t{1} << kept_bits) {}

    std::span<const LaneBits> of(const LaneBits& yes, std::uint64_t decision, std::uint64_t known) {
        const auto mixed = (yes[0] + known * 0x9E37'79B9U + decision * 0x85EB'CA6BU) * 0x9E37'79B9'7F4A'7C15U;
        Kept& kept = kept_[static_cast<std::size_t>(mixed >> (64U - kept_bits))];
        if (!kept.used || kept.yes != yes[0] || kept.decision != decision || kept.known != known) {
            kept.wanted.resize(rules_.rules().size());
            rules_.gates().trace(yes, 1, decision, known, kept.wanted);
            kept.used = true;
            kept.yes = yes[0];
            kept.decision = decision;
            kept.known = known;
        }
        return kept.wanted;
    }

private:
    struct Kept {
        bool used = false;
        std::uint64_t yes = 0;
        std::uint64_t decision = 0;
        std::uint64_t known = 0;
        std::vector<LaneBits> wanted;
    };
    static constexpr unsigned kept_bits = 9;

    const RuleSet& rules_;
    std::vector<Kept> kept_;
};

// The evidence of one person's rules, as facts. Where the sieve itself knows which facts it counted, they are
// taken from it; the predicates say the rest.
class FlatEvidence {
public:
    // `traces`: none where only one person is looked at.
    FlatEvidence(const RuleSet& rules, const PersonFacts& facts, std::uint64_t team_decision,
                 EvidenceLog& log, KeptTraces* traces)
        : rules_(rules), facts_(facts), team_decision_(team_decision), log_(log), traces_(traces) {}

    void add(std::uint32_t person, std::uint64_t decision, LaneBits& yes, const LaneBits& unsure) {
        const auto words = rules_.sieve().bit_words();
        std::uint64_t doubts = 0;
        for (std::size_t i = 0; i < words; ++i) doubts |= unsure[i];
        if (doubts != 0) settle(rules_, facts_, decision, yes, unsure);
        std::array<LaneBits, 64> traced;
        std::span<const LaneBits> wanted = traced;
        if (words == 1 && traces_ != nullptr)
            wanted = traces_->of(yes, decision, team_decision_);
        else
            rules_.gates().trace(yes, words, decision, team_decision_, traced);
        log_.scratch.resize(std::max(log_.scratch.size(), facts_.person.facts.size() * words));
        const auto first =
            rules_.sieve().trace(facts_.person.facts, facts_.quick, facts_.as_of, log_.scratch);
        for (auto left = decision; left != 0; left &= left - 1) {
            const auto rule = static_cast<std::size_t>(std::countr_zero(left));
            const auto begin = log_.facts.size();
            if (first && rules_.counts_exactly(rule))
                words == 1 ? add_counted_in_word(*first, wanted[rule][0]) : add_counted(*first, wanted[rule]);
            else
                add_gathered(rule, decision);
            log_.fired.push_back({person, static_cast<std::uint32_t>(rule), static_cast<std::uint32_t>(begin),
                                  static_cast<std::uint32_t>(log_.facts.size() - begin)});
        }
    }

private:
    void add_counted_in_word(std::size_t first, std::uint64_t wanted) {
        const auto facts = facts_.person.facts;
        const std::uint64_t* const counted = log_.scratch.data();
        for (std::size_t i = first; i < facts.size(); ++i)
            if ((counted[i] & wanted) != 0) log_.facts.push_back(facts[i].index);
    }

    void add_counted(std::size_t first, const LaneBits& wanted) {
        const auto words = rules_.sieve().bit_words();
        const auto facts = facts_.person.facts;
        for (std::size_t i = first; i < facts.size(); ++i) {
            std::uint64_t counted = 0;
            for (std::size_t word = 0; word < words; ++word)
                counted |= log_.scratch[i * words + word] & wanted[word];
            if (counted != 0) log_.facts.push_back(facts[i].index);
        }
    }

    void add_gathered(std::size_t rule, std::uint64_t decision) {
        const Gathering gathering(rules_, RuleLevel::individual, facts_, decision | team_decision_);
        const auto begin = static_cast<std::ptrdiff_t>(log_.facts.size());
        for (const Piece& piece : gathering.of(rules_.planned(rule).when).pieces)
            log_.facts.insert(log_.facts.end(), piece.facts.begin(), piece.facts.end());
        std::vector<std::uint32_t> place(facts_.person.facts.size());
        for (std::size_t i = 0; i < place.size(); ++i)
            place[facts_.person.facts[i].index] = static_cast<std::uint32_t>(i);
        const std::ranges::subrange added(log_.facts.begin() + begin, log_.facts.end());
        std::ranges::sort(added, {}, [&](std::uint32_t index) { return place[index]; });
        const auto repeated = std::ranges::unique(added);
        log_.facts.erase(repeated.begin(), repeated.end());
    }

    const RuleSet& rules_;
    const PersonFacts& facts_;
    std::uint64_t team_decision_;
    EvidenceLog& log_;
    KeptTraces* traces_;
};

void screen_one(const Population& population, std::size_t place, DayNumber as_of, Decisions& kept,
                KeptTraces& traces, EvidenceLog& log) {
    const PersonFacts facts{population.person(place), as_of, population.quick_facts(place)};
    const auto team_decision = population.team_decision(place);
    LaneBits yes;
    LaneBits unsure;
    const auto decision = kept.of(facts, team_decision, yes, unsure);
    if (decision == 0) return;
    FlatEvidence(population.rules(), facts, team_decision, log, &traces)
        .add(static_cast<std::uint32_t>(place), decision, yes, unsure);
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
    return decide_one(rules, person, as_of, team_decision);
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
    Decisions kept(population.rules());
    const auto day = day_number(as_of);
    LaneBits yes;
    LaneBits unsure;
    for (std::size_t place = 0; place < population.size(); ++place) {
        population.fetch_ahead(place);
        decisions[place] = kept.of({population.person(place), day, population.quick_facts(place)},
                                   population.team_decision(place), yes, unsure);
    }
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
    Decisions kept(population.rules());
    KeptTraces traces(population.rules());
    for (std::size_t place = 0; place < population.size(); ++place) {
        population.fetch_ahead(place);
        population.fetch_evidence_ahead(place);
        screen_one(population, place, day_number(as_of), kept, traces, log);
    }
}

void screen_person(const Population& population, std::size_t place, Date as_of, EvidenceLog& log) {
    const PersonFacts facts{population.person(place), day_number(as_of), population.quick_facts(place)};
    const auto team_decision = population.team_decision(place);
    LaneBits yes;
    LaneBits unsure;
    const auto decision = decide_by(population.rules(), facts, team_decision, yes, unsure);
    if (decision == 0) return;
    FlatEvidence(population.rules(), facts, team_decision, log, nullptr)
        .add(static_cast<std::uint32_t>(place), decision, yes, unsure);
}

std::optional<Finding> finding_of(const Population& population, const Fired& fired, Date as_of) {
    const RuleSet& rules = population.rules();
    const PersonFacts facts{population.person(fired.person), day_number(as_of), {}};
    const auto team_decision = population.team_decision(fired.person);
    const auto decision = decide_one(rules, facts.person, facts.as_of, team_decision);
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
        return (decide_one(rules, person, day, team_decision) & bit(*rule)) != 0;
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
