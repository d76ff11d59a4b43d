#include "rules/kept_answers.h"

#include <array>
#include <bit>
#include <span>

namespace prevenance::rules {

void KeptAnswers::work_out(Kept& entry, std::uint64_t yes, std::uint64_t unsure, std::uint64_t known) const {
    entry = {yes, unsure, known, 0, 0, true, false};
    LaneBits perhaps;
    perhaps[0] = yes;
    if (unsure == 0) {
        entry.decision = rules_->gates().decide(perhaps, 1, known) & ~known;
        return;
    }
    LaneBits surely;
    surely[0] = yes & ~unsure;
    const auto [least, most] = rules_->gates().range(surely, perhaps, 1, known);
    for (auto open = most & ~least; open != 0; open &= open - 1)
        entry.to_ask |= rules_->lanes_of(static_cast<std::size_t>(std::countr_zero(open)))[0] & unsure;
}

void KeptAnswers::trace(Kept& entry) {
    const auto rules = rules_->rules().size();
    if (wanted_.empty()) wanted_.resize(kept_.size() * rules);
    LaneBits yes;
    yes[0] = entry.yes;
    std::array<LaneBits, 64> traced;
    rules_->gates().trace(yes, 1, entry.decision, entry.known, traced);
    for (auto left = entry.decision; left != 0; left &= left - 1) {
        const auto rule = static_cast<std::size_t>(std::countr_zero(left));
        wanted_[place_of(entry) * rules + rule] = traced[rule][0];
    }
    entry.traced = true;
}

}  // namespace prevenance::rules
