// The kinds of signals an employer may record, as config/signals.yaml lists them. A kind is a work fact in
// words that everybody may read; it is never an opinion about a person and never about health. The surprise:
// a kind that does not count (`counts` false) is recorded and shown all the same, as context or as balance.
#pragma once

#include "domain/finding.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prevenance {

struct SignalType {
    std::string code;    // stable, ASCII: "OBS_RETARD"
    std::string label;   // French, as shown
    std::string family;  // code of a SignalFamily
    RuleLevel level = RuleLevel::individual;
    bool counts = true;       // false: no rule may count it
    bool quick = false;       // one of the cards of the 60-second screen
    bool short_text = false;  // whether a short fact in words may be added
    bool operator==(const SignalType&) const = default;
};

// Families matter after the talk: facts of two families, or the person's own wish, are needed before a
// visit may be suggested.
struct SignalFamily {
    std::string code;   // "requests"
    std::string label;  // French
    bool operator==(const SignalFamily&) const = default;
};

// A code that is no signal, with the words that name it to people.
struct CodeLabel {
    std::string code;
    std::string label;  // French
    bool operator==(const CodeLabel&) const = default;
};

// A number the employer counts for a whole team over a period (domain/fact.h, TeamFigure).
struct FigureKind {
    std::string code;
    std::string label;  // French
    std::string unit;   // French, in the plural: "heures"
    bool operator==(const FigureKind&) const = default;
};

// What is named in words though nobody records it as a signal.
struct OtherWords {
    std::vector<CodeLabel> absences;    // the categories that are kept (domain/fact.h): imported
    std::vector<CodeLabel> talks;       // talks held: they never suggest, they only give a rule a pause
    std::vector<CodeLabel> milestones;  // the legal calendar: what was done, and when
    std::vector<FigureKind> figures;
    std::vector<CodeLabel> evidence;  // evidence that is no fact (rules/predicate.h, Piece::membership)
    bool operator==(const OtherWords&) const = default;
};

class SignalCatalogue {
public:
    SignalCatalogue() = default;
    SignalCatalogue(std::vector<SignalType> types, std::vector<SignalFamily> families, OtherWords others)
        : types_(std::move(types)), families_(std::move(families)), others_(std::move(others)) {}

    // In the order of the file, which is the order of the screen.
    const std::vector<SignalType>& all() const { return types_; }
    const std::vector<SignalFamily>& families() const { return families_; }
    const std::vector<CodeLabel>& absences() const { return others_.absences; }
    const std::vector<CodeLabel>& talks() const { return others_.talks; }
    const std::vector<CodeLabel>& milestones() const { return others_.milestones; }
    const std::vector<FigureKind>& figures() const { return others_.figures; }
    const std::vector<CodeLabel>& evidence() const { return others_.evidence; }

    const SignalType* find(std::string_view code) const { return find_in(types_, code); }
    const SignalFamily* find_family(std::string_view code) const { return find_in(families_, code); }
    const CodeLabel* find_talk(std::string_view code) const { return find_in(others_.talks, code); }
    const CodeLabel* find_milestone(std::string_view code) const { return find_in(others_.milestones, code); }
    const FigureKind* find_figure(std::string_view code) const { return find_in(others_.figures, code); }

    // The words for the code of any fact, figure or piece of evidence; the code itself where the catalogue
    // has forgotten it, because an old fact stays readable after its kind was removed.
    std::string label_of(std::string_view code) const {
        if (const auto* type = find(code)) return type->label;
        if (const auto* figure = find_figure(code)) return figure->label;
        for (const auto* list : {&others_.absences, &others_.talks, &others_.milestones, &others_.evidence})
            if (const auto* known = find_in(*list, code)) return known->label;
        return std::string(code);
    }

    bool operator==(const SignalCatalogue&) const = default;

private:
    template <class Item>
    static const Item* find_in(const std::vector<Item>& items, std::string_view code) {
        const auto at = std::ranges::find(items, code, &Item::code);
        return at == items.end() ? nullptr : &*at;
    }

    std::vector<SignalType> types_;
    std::vector<SignalFamily> families_;
    OtherWords others_;
};

}  // namespace prevenance
