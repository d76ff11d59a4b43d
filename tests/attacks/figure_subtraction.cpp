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
            cells_ = {whole.cell};
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
            cells_.push_back(parts[part]->cell);
            take_away(without(left, parts[part]->unknowns), parts, part + 1, taken + 1);
            cells_.pop_back();
        }
    }

    void judge(const Unknowns& rest) {
        if (rest.empty()) return;
        const auto persons = board_.persons_by_employer(rest);
        if (subtraction_.is_sought && !subtraction_.is_sought(persons)) return;
        ++report_.tried;
        if (!(subtraction_.member ? tells_a_member_too_much(persons) : tells_too_much(persons))) return;
        const auto count = static_cast<double>(board_.persons(rest));
        report_.succeed({report_.wants_words() ? cells_in_words() : "",
                         report_.wants_words() ? rest_in_words(rest, persons.size()) : "",
                         {count, count}});
    }

    std::string cells_in_words() const {
        std::string words;
        for (const auto* cell : cells_)
            words += (words.empty() ? "" : " less ") + words_of(board_.counts(), cell->place);
        return words;
    }

    std::string rest_in_words(const Unknowns& rest, std::size_t employers) const {
        auto words = std::to_string(board_.persons(rest)) + " persons of " + std::to_string(employers) + " employers";
        if (subtraction_.member) words += ", for member " + std::to_string(*subtraction_.member);
        return words;
    }

    const Board& board_;
    const Subtraction& subtraction_;
    AttackReport& report_;
    std::vector<ShownSum> sums_;
    std::vector<const AttackedCell*> cells_;  // the whole and what is taken from it
};

}  // namespace

void subtract(const Board& board, const Subtraction& subtraction, AttackReport& report) {
    Subtractor{board, subtraction, report}.run();
}

}  // namespace prevenance
