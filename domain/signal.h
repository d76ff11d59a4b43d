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

// The absence categories that are kept (see domain/fact.h), with the words that name them to people. They are
// imported, never recorded as a signal; their family is `absences`.
struct AbsenceLabel {
    std::string code;
    std::string label;
    bool operator==(const AbsenceLabel&) const = default;
};

class SignalCatalogue {
public:
    SignalCatalogue() = default;
    SignalCatalogue(std::vector<SignalType> types, std::vector<SignalFamily> families,
                    std::vector<AbsenceLabel> absences)
        : types_(std::move(types)), families_(std::move(families)), absences_(std::move(absences)) {}

    // In the order of the file, which is the order of the screen.
    const std::vector<SignalType>& all() const { return types_; }
    const std::vector<SignalFamily>& families() const { return families_; }
    const std::vector<AbsenceLabel>& absences() const { return absences_; }

    const SignalType* find(std::string_view code) const { return find_in(types_, code); }
    const SignalFamily* find_family(std::string_view code) const { return find_in(families_, code); }

    // The words for any fact, signal or absence; the code itself where the catalogue has forgotten it,
    // because an old fact stays readable after its kind was removed.
    std::string label_of(std::string_view code) const {
        if (const auto* type = find(code)) return type->label;
        if (const auto* absence = find_in(absences_, code)) return absence->label;
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
    std::vector<AbsenceLabel> absences_;
};

}  // namespace prevenance
