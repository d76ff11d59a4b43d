#include "rules/screener.h"

#include "rules/subjects.h"

#include <algorithm>
#include <array>
#include <bit>

namespace prevenance::rules {
namespace {

// Asks the predicates themselves about these answers of one word, which are unsure until then.
void ask(const RuleSet& rules, const PersonFacts& facts, std::size_t word, std::uint64_t lanes, LaneBits& yes,
         LaneBits& unsure) {
    unsure[word] &= ~lanes;
    for (; lanes != 0; lanes &= lanes - 1) {
        const auto lane = word * 64 + static_cast<std::size_t>(std::countr_zero(lanes));
        if (!facts.holds(*rules.question_in(lane))) yes[word] &= ~(lanes & -lanes);
    }
}

// The same for every unsure answer that one of these rules depends on.
void settle(const RuleSet& rules, const PersonFacts& facts, std::uint64_t undecided, LaneBits& yes,
            LaneBits& unsure) {
    const auto words = rules.sieve().bit_words();
    LaneBits asked{};
    for (; undecided != 0; undecided &= undecided - 1) {
        const auto& lanes = rules.lanes_of(static_cast<std::size_t>(std::countr_zero(undecided)));
        for (std::size_t i = 0; i < words; ++i) asked[i] |= lanes[i] & unsure[i];
    }
    for (std::size_t i = 0; i < words; ++i) ask(rules, facts, i, asked[i], yes, unsure);
}

bool any_unsure(const RuleSet& rules, const LaneBits& unsure) {
    std::uint64_t doubts = 0;
    for (std::size_t i = 0; i < rules.sieve().bit_words(); ++i) doubts |= unsure[i];
    return doubts != 0;
}

// The rules that hold. `yes` is left with the answers they were decided by; an answer that changes nothing
// may stay unsure.
std::uint64_t decide_by(const RuleSet& rules, const PersonFacts& facts, std::uint64_t known, LaneBits& yes,
                        LaneBits& unsure) {
    const auto words = rules.sieve().bit_words();
    rules.sieve().answer(facts.person.facts, facts.quick, facts.as_of, yes, unsure);
    if (any_unsure(rules, unsure)) {
        LaneBits surely;
        for (std::size_t i = 0; i < words; ++i) surely[i] = yes[i] & ~unsure[i];
        const auto [least, most] = rules.gates().range(surely, yes, words, known);
        if (least == most) return least & ~known;
        settle(rules, facts, most & ~least, yes, unsure);
    }
    return rules.gates().decide(yes, words, known) & ~known;
}

void make_room(EvidenceLog& log, std::size_t words) {
    if (log.scratch.size() < words) log.scratch.resize(words);
}

// The evidence of one person's rules, as facts. Where the sieve itself knows which facts it counted, they are
// taken from it; the predicates say the rest.
class FlatEvidence {
public:
    FlatEvidence(const RuleSet& rules, const PersonFacts& facts, std::uint32_t person, std::uint64_t known,
                 EvidenceLog& log)
        : rules_(rules), facts_(facts), person_(person), known_(known), log_(log) {}

    // `wanted`: by rule, the lanes whose facts made it hold; here the one word of them that there is.
    void add(std::uint64_t decision, const std::uint64_t* wanted) {
        const auto first = trace();
        each(decision, first.has_value(),
             [&](std::size_t rule) { add_counted(wanted[rule], *first, facts_.person.facts.size()); });
    }

    // The same where the answers came with their facts.
    void add(std::uint64_t decision, const std::uint64_t* wanted, const Sieve::Traced& traced) {
        each(decision, true, [&](std::size_t rule) { add_counted(wanted[rule], traced.first, traced.end); });
    }

    // The same for lanes in several words.
    void add(std::uint64_t decision, std::span<const LaneBits> wanted) {
        const auto words = rules_.sieve().bit_words();
        const auto first = trace();
        const auto facts = facts_.person.facts;
        each(decision, first.has_value(), [&](std::size_t rule) {
            for (std::size_t i = *first; i < facts.size(); ++i) {
                std::uint64_t counted = 0;
                for (std::size_t word = 0; word < words; ++word)
                    counted |= log_.scratch[i * words + word] & wanted[rule][word];
                if (counted != 0) log_.facts.push_back(static_cast<std::uint32_t>(i));
            }
        });
    }

private:
    std::optional<std::size_t> trace() {
        make_room(log_, facts_.person.facts.size() * rules_.sieve().bit_words());
        return rules_.sieve().trace(facts_.person.facts, facts_.quick, facts_.as_of, log_.scratch);
    }

    template <class AddCounted>
    void each(std::uint64_t decision, bool traced, AddCounted add_counted) {
        for (auto left = decision; left != 0; left &= left - 1) {
            const auto rule = static_cast<std::size_t>(std::countr_zero(left));
            const auto begin = log_.facts.size();
            if (traced && rules_.counts_exactly(rule))
                add_counted(rule);
            else
                add_gathered(rule, decision);
            log_.fired.push_back({person_, static_cast<std::uint32_t>(rule),
                                  static_cast<std::uint32_t>(begin),
                                  static_cast<std::uint32_t>(log_.facts.size() - begin)});
        }
    }

    // Sixty-four facts at a time, first all comparisons and then what they found: whether a fact counts is
    // hard to foresee for a processor.
    void add_counted(std::uint64_t wanted, std::size_t first, std::size_t end) {
        const std::uint64_t* const counted = log_.scratch.data();
        for (; first < end; first += 64) {
            const auto stop = std::min(end, first + 64);
            std::uint64_t found = 0;
            for (std::size_t i = first; i < stop; ++i)
                found |= static_cast<std::uint64_t>((counted[i] & wanted) != 0) << (i - first);
            for (; found != 0; found &= found - 1)
                log_.facts.push_back(static_cast<std::uint32_t>(first) +
                                     static_cast<std::uint32_t>(std::countr_zero(found)));
        }
    }

    void add_gathered(std::size_t rule, std::uint64_t decision) {
        const Gathering gathering(rules_, RuleLevel::individual, facts_, decision | known_);
        const auto begin = static_cast<std::ptrdiff_t>(log_.facts.size());
        for (const Piece& piece : gathering.of(rules_.planned(rule).when).pieces)
            log_.facts.insert(log_.facts.end(), piece.facts.begin(), piece.facts.end());
        const std::ranges::subrange added(log_.facts.begin() + begin, log_.facts.end());
        std::ranges::sort(added);
        const auto repeated = std::ranges::unique(added);
        log_.facts.erase(repeated.begin(), repeated.end());
    }

    const RuleSet& rules_;
    const PersonFacts& facts_;
    std::uint32_t person_;
    std::uint64_t known_;
    EvidenceLog& log_;
};

}  // namespace

inline std::uint64_t Screener::decide(const PersonFacts& facts, std::uint64_t known, LaneBits& yes,
                                      LaneBits& unsure) {
    if (!KeptAnswers::fits(*rules_)) return decide_by(*rules_, facts, known, yes, unsure);
    rules_->sieve().answer(facts.person.facts, facts.quick, facts.as_of, yes, unsure);
    if (unsure[0] != 0) ask(*rules_, facts, 0, kept_.to_ask(yes[0], unsure[0], known), yes, unsure);
    return kept_.decision(yes[0], known);
}

// Where every question is a count in a window, its facts come with its answer. False where one pass cannot
// say it all.
bool Screener::screen_quickly(const PersonFacts& facts, std::size_t place, std::uint64_t known,
                              EvidenceLog& log) {
    const Sieve& sieve = rules_->sieve();
    if (facts.quick.first == nullptr || !sieve.traces_as_it_answers()) return false;
    make_room(log, facts.person.facts.size());
    const auto traced =
        sieve.answer_and_trace(facts.person.facts, facts.quick, facts.as_of, log.scratch.data());
    if (!traced || (traced->yes & sieve.inexact_lanes()) != 0) return false;
    const auto decision = kept_.decision(traced->yes, known);
    if (decision != 0)
        FlatEvidence(*rules_, facts, static_cast<std::uint32_t>(place), known, log)
            .add(decision, kept_.wanted(traced->yes, known), *traced);
    return true;
}

void Screener::screen_person(const Population& population, std::size_t place, Date as_of, EvidenceLog& log) {
    const PersonFacts facts{population.person(place), day_number(as_of), population.quick_facts(place)};
    const auto known = population.team_decision(place);
    if (screen_quickly(facts, place, known, log)) return;
    LaneBits yes;
    LaneBits unsure;
    const auto decision = decide(facts, known, yes, unsure);
    if (decision == 0) return;
    if (any_unsure(*rules_, unsure)) settle(*rules_, facts, decision, yes, unsure);
    FlatEvidence evidence(*rules_, facts, static_cast<std::uint32_t>(place), known, log);
    if (KeptAnswers::fits(*rules_)) return evidence.add(decision, kept_.wanted(yes[0], known));
    std::array<LaneBits, 64> wanted;
    rules_->gates().trace(yes, rules_->sieve().bit_words(), decision, known, wanted);
    evidence.add(decision, std::span<const LaneBits>(wanted));
}

void Screener::decide(const Population& population, Date as_of, std::span<std::uint64_t> decisions) {
    const auto day = day_number(as_of);
    LaneBits yes;
    LaneBits unsure;
    for (std::size_t place = 0; place < population.size(); ++place) {
        population.fetch_ahead(place);
        decisions[place] = decide({population.person(place), day, population.quick_facts(place)},
                                  population.team_decision(place), yes, unsure);
    }
}

void Screener::screen(const Population& population, Date as_of, EvidenceLog& log) {
    for (std::size_t place = 0; place < population.size(); ++place) {
        population.fetch_ahead(place);
        screen_person(population, place, as_of, log);
    }
}

std::uint64_t decide_once(const RuleSet& rules, const Person& person, DayNumber as_of, std::uint64_t known) {
    LaneBits yes;
    LaneBits unsure;
    return decide_by(rules, {person, as_of, {}}, known, yes, unsure);
}

}  // namespace prevenance::rules
