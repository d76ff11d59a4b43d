// A closed list that people choose from, as a file of config/ states it: a code that is stored and words that
// are shown. Where nobody can type, nobody can type something about health. The surprise: an old code whose
// line is gone stays readable as itself, because what was recorded with it is still there.
#pragma once

#include "domain/error.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prevenance {

struct ListedChoice {
    std::string code;   // stable, ASCII: "hours"
    std::string label;  // French, as shown
    bool operator==(const ListedChoice&) const = default;
};

enum class CodeLetters { small, capital };

class ChoiceList {
public:
    ChoiceList() = default;

    // One choice a line, "code;label", after a header line of that very text. Lines that are empty or start
    // with
    // "#" are passed over. Errors, all at once: a wrong header, a line without two parts, a code that is not
    // made of ASCII letters of that kind, digits and underscores or comes twice, no choice at all. `file` names
    // the file in the messages.
    static Result<ChoiceList> parse(const std::string& file, std::string_view text,
                                    CodeLetters letters = CodeLetters::small);

    // In the order of the file, which is the order of the screen.
    const std::vector<ListedChoice>& all() const { return choices_; }
    bool has(std::string_view code) const { return find(code) != choices_.end(); }
    std::string label_of(std::string_view code) const {
        const auto at = find(code);
        return at == choices_.end() ? std::string{code} : at->label;
    }
    std::vector<std::string> codes() const;
    // Both lists as one, this one first. A code stands in one of them only.
    ChoiceList followed_by(const ChoiceList& other) const;

private:
    explicit ChoiceList(std::vector<ListedChoice> choices) : choices_(std::move(choices)) {}
    std::vector<ListedChoice>::const_iterator find(std::string_view code) const {
        return std::ranges::find(choices_, code, &ListedChoice::code);
    }

    std::vector<ListedChoice> choices_;
};

}  // namespace prevenance
