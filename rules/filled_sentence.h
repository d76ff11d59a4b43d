// A sentence of a rule file with numbers in the place of its {names}, in French that agrees: "1 arrivée et
// 0 départ", "le 1er jour", "31,2 %".
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace prevenance::rules {

struct FilledNumber {
    int value = 0;
    bool per_mille = false;  // shown as the percentage people know
};

// "3", "31,2 %".
std::string number_words(FilledNumber number);

// A name for which `number_of` has nothing stays as it stands, with its braces.
std::string filled(std::string_view sentence,
                   const std::function<std::optional<FilledNumber>(std::string_view)>& number_of);

// The names left in a sentence become "?": a finding that does not know a number says so.
std::string without_names(std::string_view sentence);

}  // namespace prevenance::rules
