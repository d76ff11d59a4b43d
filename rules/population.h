// The coded facts of many people in one block, for screening them all as of a day. It is a copy made for one
// rule set: facts whose code no rule of the set names are left out.
#pragma once

#include "domain/fact.h"
#include "rules/coded_fact.h"
#include "rules/rule_set.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace prevenance::rules {

class Population {
public:
    // The rule set must outlive the population.
    explicit Population(const RuleSet& rules) : rules_(&rules) {}

    // `team_decision`: which rules about a team hold for the person's (a bit each, as from decide).
    void add(const Timeline& timeline, std::uint64_t team_decision = 0);
    // The same fact by fact: `begin`, the facts of this person, `end`. `code` as from RuleSet::number_of.
    void begin(EmployeeId employee, Date entry, std::optional<Date> exit);
    void add_fact(std::uint8_t code, Date start, std::optional<Date> end, Date recorded_on, FactId id);
    void end(std::uint64_t team_decision = 0);
    // Nobody is in it any more; the memory is kept for the next ones.
    void clear();

    std::size_t size() const { return employees_.size(); }
    EmployeeId employee(std::size_t person) const { return employees_[person]; }
    CodedFacts facts(std::size_t person) const {
        return {facts_.data() + offsets_[person], facts_.data() + offsets_[person + 1]};
    }
    Person person(std::size_t place) const { return {facts(place), stays_[place].entry, stays_[place].exit}; }
    // Makes quick facts of those added so far: worth it where they are screened together.
    void quicken();
    // Beside the person's facts, one for each; empty where quicken was not called. Valid until something is
    // added.
    QuickFacts quick_facts(std::size_t place) const {
        if (quick_facts_.size() != facts_.size()) return {};
        return {quick_facts_.data() + offsets_[place], lanes_of_patterns_.data()};
    }
    // As add takes it, for another day.
    void set_team_decision(std::size_t place, std::uint64_t team_decision) {
        stays_[place].team_decision = team_decision;
    }
    std::uint64_t team_decision(std::size_t place) const { return stays_[place].team_decision; }
    // By the `index` of a coded fact.
    std::span<const FactId> ids(std::size_t person) const {
        return {ids_.data() + offsets_[person], ids_.data() + offsets_[person + 1]};
    }
    // Asks the processor for the youngest facts of somebody a few places on: reading them is most of the
    // work.
    void fetch_ahead(std::size_t place) const {
        constexpr std::size_t places = 8;
        constexpr std::size_t facts_a_line = 64 / sizeof(QuickFact);
        if (place + places >= employees_.size() || quick_facts_.size() != facts_.size()) return;
        const QuickFact* const end = quick_facts_.data() + offsets_[place + places + 1];
        __builtin_prefetch(end - 1);
        __builtin_prefetch(end - 1 - facts_a_line / 2);
    }
    const RuleSet& rules() const { return *rules_; }

private:
    // What is known of one person beside the facts. Where these begin is kept apart, in few bytes: it is the
    // first thing that is looked up about anybody, and all else waits for it.
    struct Stay {
        DayNumber entry;
        DayNumber exit;
        std::uint64_t team_decision;
    };

    void sort_facts_from(std::size_t first);
    QuickFact quick(const CodedFact& fact);
    std::uint8_t pattern_of(const CodedFact& fact);
    std::uint8_t find_pattern(std::uint8_t code, std::int32_t days);

    const RuleSet* rules_;
    std::vector<EmployeeId> employees_;
    std::vector<std::uint32_t> offsets_{0};
    std::vector<Stay> stays_;
    std::vector<CodedFact> facts_;
    std::vector<QuickFact> quick_facts_;
    std::vector<std::uint64_t> lanes_of_patterns_;  // for each word of the sieve, then pattern
    std::vector<std::uint8_t> patterns_;            // by code, then length; look_closer: none yet
    std::int32_t longest_told_apart_ = 0;
    std::uint8_t pattern_count_ = 0;
    std::vector<FactId> ids_;
    std::vector<FactId> unsorted_ids_;  // while the facts of one person are sorted
};

// One team as its questions see it, with the columns that the view points into.
class CodedTeam {
public:
    // The rule set must outlive it.
    CodedTeam(const RuleSet& rules, const TeamTimeline& timeline);

    // Valid as long as this is.
    Team view() const { return {persons_, whole_.facts(0), figures_}; }
    // By the `index` of a fact about the team as a whole.
    std::span<const FactId> ids() const { return whole_.ids(0); }

private:
    Population members_;
    Population whole_;
    std::vector<Person> persons_;
    std::vector<CodedFigure> figures_;
};

}  // namespace prevenance::rules
