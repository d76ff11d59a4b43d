#include "tests/attacks/figure_subtraction.h"

#include <algorithm>

namespace prevenance {
namespace {

struct ShownSum {
    const AttackedCell* cell;
    Unknowns unknowns;
};

std::vector<ShownSum> shown_sums(const Board& board, const std::optional<std::uint32_t>& member) {
    std::vector<ShownSum> sums;
    for (std::size_t cell = 0; cell < board.cells().size(); ++cell) {
        if (!board.cells()[cell]->shown) continue;
        sums.push_back({board.cells()[cell], board.sum(cell)});
        std::erase_if(sums.back().unknowns, [&](auto one) { return board.unknowns()[one].employer == member; });
    }
    return sums;
}

class Subtractor {
public:
    Subtractor(const Board& board, const Subtraction& subtraction, AttackReport& report)
        : board_(board), subtraction_(subtraction), report_(report), sums_(shown_sums(board, subtraction.member)) {}

    void run() {
        for (const auto& whole : sums_) {
            cells_ = words_of(board_.counts(), whole.cell->place);
            std::vector<const ShownSum*> parts;
            for (const auto& part : sums_)
                if (may_be_taken_away(whole, part) && std::ranges::includes(whole.unknowns, part.unknowns))
                    parts.push_back(&part);
            take_away(whole.unknowns, parts, 0, 0);
        }
    }

private:
    bool may_be_taken_away(const ShownSum& whole, const ShownSum& part) const {
        return part.unknowns.size() < whole.unknowns.size() && !part.unknowns.empty() &&
               (!subtraction_.may_be_taken_away ||
                subtraction_.may_be_taken_away(whole.cell->place, part.cell->place));
    }

    // Each choice of parts once, in their order.
    void take_away(const Unknowns& left, const std::vector<const ShownSum*>& parts, std::size_t first,
                   std::size_t taken) {
        if (taken >= subtraction_.fewest_parts) judge(left);
        if (taken == subtraction_.most_parts) return;
        for (std::size_t part = first; part < parts.size(); ++part) {
            if (!std::ranges::includes(left, parts[part]->unknowns)) continue;
            const auto length = cells_.size();
            cells_ += " less " + words_of(board_.counts(), parts[part]->cell->place);
            take_away(without(left, parts[part]->unknowns), parts, part + 1, taken + 1);
            cells_.resize(length);
        }
    }

    void judge(const Unknowns& rest) {
        if (rest.empty()) return;
        const auto persons = board_.persons_by_employer(rest);
        if (subtraction_.is_sought && !subtraction_.is_sought(persons)) return;
        ++report_.tried;
        if (!(subtraction_.member ? tells_a_member_too_much(persons) : tells_too_much(persons))) return;
        const auto count = board_.persons(rest);
        auto found = std::to_string(count) + " persons of " + std::to_string(persons.size()) + " employers";
        if (subtraction_.member) found += ", for member " + std::to_string(*subtraction_.member);
        const auto exactly = static_cast<double>(count);
        report_.successes.push_back({cells_, found, {exactly, exactly}});
    }

    const Board& board_;
    const Subtraction& subtraction_;
    AttackReport& report_;
    std::vector<ShownSum> sums_;
    std::string cells_;
};

}  // namespace

void subtract(const Board& board, const Subtraction& subtraction, AttackReport& report) {
    Subtractor{board, subtraction, report}.run();
}

}  // namespace prevenance
