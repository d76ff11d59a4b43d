// The {names} in a sentence of a rule file, found once here so that the reader checks exactly what the
// explanation later fills in.
#pragma once

#include <string_view>

namespace prevenance::rules {

// Calls `text(piece)` and `name(placeholder)` in the order of the sentence. A brace that is never closed is
// text.
template <class Text, class Name>
void for_each_placeholder(std::string_view sentence, Text text, Name name) {
    while (!sentence.empty()) {
        const auto open = sentence.find('{');
        const auto close = open == std::string_view::npos ? open : sentence.find('}', open);
        if (close == std::string_view::npos) return text(sentence);
        text(sentence.substr(0, open));
        name(sentence.substr(open + 1, close - open - 1));
        sentence.remove_prefix(close + 1);
    }
}

}  // namespace prevenance::rules
