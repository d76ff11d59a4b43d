#include "rules/subjects.h"

#include <tuple>

namespace prevenance::rules {
namespace {

bool same_piece(const Piece& left, const Piece& right) {
    return std::tie(left.facts, left.membership, left.code, left.start, left.end) ==
           std::tie(right.facts, right.membership, right.code, right.start, right.end);
}

}  // namespace

void merge_gathered(Gathered& into, Gathered part) {
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

}  // namespace prevenance::rules
