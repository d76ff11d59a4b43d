// Typed reading of one mapping: which keys it may have, which it must have, and what each must be. A key that
// is not known is refused with the nearest known name, because a misspelt key that silently means nothing
// is the worst mistake a screening rule can hold.
#pragma once

#include "rules/yaml_document.h"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::rules {

class YamlFields {
public:
    // `what` names the mapping in complaints: "a threshold".
    YamlFields(const YamlNode& mapping, std::string what, const std::vector<std::string_view>& known,
               FileErrors& errors);

    bool has(std::string_view key) const { return find(key) != nullptr; }
    const YamlNode* find(std::string_view key) const;
    // As find, with a complaint where the key is missing: `expected` says what to write there. None where the
    // key is there but misspelt, because that is said already.
    const YamlNode* require(std::string_view key, std::string_view expected = {}) const;
    bool misspelt(std::string_view key) const;

    // Empty, with a complaint, where the key is missing, empty or not one piece of text. `expected` as in
    // require.
    std::string text(std::string_view key, std::string_view expected = {}) const;
    // Whole numbers between -1,000,000 and 1,000,000; 0 with a complaint otherwise.
    int number(std::string_view key) const;
    // `fallback` where the key is missing; written true or false.
    bool flag(std::string_view key, bool fallback) const;
    // One of the given words; the first, with a complaint, otherwise.
    std::size_t choice(std::string_view key, std::span<const std::string_view> words) const;
    std::size_t choice(std::string_view key, std::initializer_list<std::string_view> words) const {
        return choice(key, std::span(words.begin(), words.size()));
    }

private:
    const YamlNode& mapping_;
    std::string what_;
    FileErrors& errors_;
    std::vector<std::string> misspelt_;  // as they should be spelt
};

// A word that would make a number out of a person ("score"): refused wherever a rule might say it.
bool is_refused_idea(std::string_view word);
std::string words_against_scores(std::string_view word);

// The scalars of a list; a complaint for whatever is not a list of words.
std::vector<const YamlNode*> words_of(const YamlNode& list, std::string_view what, FileErrors& errors);

}  // namespace prevenance::rules
