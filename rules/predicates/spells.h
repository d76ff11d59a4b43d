// Absence facts put together into spells. A prolongation prescribed within two calendar days of the end
// continues the same stop (practice of the Assurance maladie), so two stretches with a small gap, and
// stretches that overlap, are one spell; documents are never counted.
#pragma once

#include "rules/coded_fact.h"
#include "rules/predicate.h"

#include <algorithm>

namespace prevenance::rules {

struct Spell {
    DayNumber start;
    DayNumber end;      // inclusive; open_end: still going on
    std::uint8_t code;  // of its first fact
    bool open() const { return end == open_end; }
    // Calendar days, gaps inside included. Only for a spell that is not open.
    int length() const { return end - start + 1; }
};

// Calls `visit(spell)` for each spell known as of the day, the oldest first, until it says false. `gap` is
// the number of days without absence that still continue a spell: 12–14 and 17–20 January have a gap of 2.
template <class Visit>
void for_each_spell(CodedFacts facts, const CodeSet& codes, int gap, DayNumber as_of, Visit visit) {
    bool any = false;
    Spell spell{};
    for (const CodedFact& fact : facts) {
        if (!codes[fact.code] || !known(fact, as_of)) continue;
        if (any && (spell.open() || fact.start - spell.end <= gap + 1)) {
            spell.end = std::max(spell.end, fact.end);
            continue;
        }
        if (any && !visit(spell)) return;
        spell = {fact.start, fact.end, static_cast<std::uint8_t>(fact.code)};
        any = true;
    }
    if (any) visit(spell);
}

// The spell as evidence, with every fact it was put together from.
inline Piece piece_of(const Spell& spell, CodedFacts facts, const CodeSet& codes, DayNumber as_of) {
    Piece piece{{}, {}, spell.code, spell.start, spell.end};
    for (const CodedFact& fact : facts) {
        const bool inside = fact.start >= spell.start && (spell.open() || fact.start <= spell.end);
        if (inside && codes[fact.code] && known(fact, as_of)) piece.facts.push_back(fact.index);
    }
    return piece;
}

}  // namespace prevenance::rules
