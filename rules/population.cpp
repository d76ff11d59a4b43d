#include "rules/population.h"

#include <algorithm>

namespace prevenance::rules {

void Population::add(const Timeline& timeline, std::uint64_t team_decision) {
    begin(timeline.employee, timeline.entry, timeline.exit);
    for (const Fact& fact : timeline.facts)
        if (const auto code = rules_->number_of(fact.code))
            add_fact(*code, fact.start, fact.end, fact.recorded_on, fact.id);
    end(team_decision);
}

void Population::begin(EmployeeId employee, Date entry, std::optional<Date> exit) {
    employees_.push_back(employee);
    stays_.push_back({day_number(entry), exit ? day_number(*exit) : open_end, 0});
}

void Population::add_fact(std::uint8_t code, Date start, std::optional<Date> end, Date recorded_on,
                          FactId id) {
    // An end before the start would be a defect of the source; a day is the least a fact can last.
    const auto last = end ? std::max(day_number(*end), day_number(start)) : open_end;
    facts_.push_back({day_number(start), last, day_number(recorded_on), code,
                      static_cast<std::uint32_t>(facts_.size() - offsets_.back()) & 0xFF'FFFFU});
    ids_.push_back(id);
}

void Population::end(std::uint64_t team_decision) {
    sort_facts_from(offsets_.back());
    offsets_.push_back(static_cast<std::uint32_t>(facts_.size()));
    stays_.back().team_decision = team_decision;
}

// By start, then id, as a CodedFacts must be; afterwards the `index` of a fact is its place.
void Population::sort_facts_from(std::size_t first) {
    const auto facts = std::span(facts_).subspan(first);
    const auto ids = std::span(ids_).subspan(first);
    const auto before = [&](const CodedFact& left, const CodedFact& right) {
        if (left.start != right.start) return left.start < right.start;
        return ids[left.index] < ids[right.index];
    };
    if (std::ranges::is_sorted(facts, before)) return;
    std::ranges::sort(facts, before);
    unsorted_ids_.assign(ids.begin(), ids.end());
    for (std::size_t place = 0; place < facts.size(); ++place) {
        ids[place] = unsorted_ids_[facts[place].index];
        facts[place].index = static_cast<std::uint32_t>(place) & 0xFF'FFFFU;
    }
}

void Population::clear() {
    employees_.clear();
    offsets_.resize(1);
    stays_.clear();
    facts_.clear();
    quick_facts_.clear();
    ids_.clear();
}

void Population::quicken() {
    longest_told_apart_ = rules_->sieve().longest_told_apart();
    lanes_of_patterns_.resize(rules_->sieve().words() * patterns_a_word, 0);
    patterns_.resize(most_codes * (static_cast<std::size_t>(longest_told_apart_) + 1), look_closer);
    quick_facts_.reserve(facts_.size());
    for (auto i = quick_facts_.size(); i < facts_.size(); ++i) quick_facts_.push_back(quick(facts_[i]));
}

QuickFact Population::quick(const CodedFact& fact) {
    QuickFact quick{fact.start, 0, look_closer, 0};
    const auto delay = std::max(0, fact.recorded_on - fact.start);
    if (fact.end == open_end || delay > 255 || fact.end - fact.start >= 0xFFFF) return quick;
    quick.days = static_cast<std::uint16_t>(fact.end - fact.start + 1);
    quick.delay = static_cast<std::uint8_t>(delay);
    quick.pattern = pattern_of(fact);
    return quick;
}

// Facts of one code and of lengths that the rules do not tell apart have the same pattern.
std::uint8_t Population::pattern_of(const CodedFact& fact) {
    const auto lengths = static_cast<std::size_t>(longest_told_apart_) + 1;
    const std::int32_t days = std::min(fact.end - fact.start + 1, longest_told_apart_);
    auto& pattern = patterns_[fact.code * lengths + static_cast<std::size_t>(days)];
    if (pattern == look_closer) pattern = find_pattern(static_cast<std::uint8_t>(fact.code), days);
    return pattern;
}

// A new one where there is none yet; look_closer where there are too many.
std::uint8_t Population::find_pattern(std::uint8_t code, std::int32_t days) {
    const auto words = rules_->sieve().words();
    const auto is_this = [&](std::uint8_t pattern) {
        for (std::size_t word = 0; word < words; ++word)
            if (lanes_of_patterns_[word * patterns_a_word + pattern] !=
                rules_->sieve().lanes_of(word, code, days))
                return false;
        return true;
    };
    for (std::uint8_t known = 0; known < pattern_count_; ++known)
        if (is_this(known)) return known;
    if (pattern_count_ == look_closer) return look_closer;
    for (std::size_t word = 0; word < words; ++word)
        lanes_of_patterns_[word * patterns_a_word + pattern_count_] =
            rules_->sieve().lanes_of(word, code, days);
    return pattern_count_++;
}

CodedTeam::CodedTeam(const RuleSet& rules, const TeamTimeline& timeline) : members_(rules), whole_(rules) {
    for (const auto& member : timeline.members)
        members_.add({member.employee, member.entry, member.exit, member.facts});
    for (std::size_t place = 0; place < members_.size(); ++place) persons_.push_back(members_.person(place));
    whole_.add({{}, {}, {}, timeline.facts});
    for (const auto& figure : timeline.figures)
        if (const auto code = rules.number_of(figure.code))
            figures_.push_back({day_number(figure.from), day_number(figure.to),
                                day_number(figure.recorded_on), *code, figure.count});
}

}  // namespace prevenance::rules
