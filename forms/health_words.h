// The check that keeps health, beliefs and judgements out of the few short texts an employer or a physician
// may write. It is a list of words (config/health_words.txt), not an understanding of language: it stops what
// people write without thinking, and says why. The surprise: it refuses harmless sentences too ("le dos de la
// feuille"), because another wording costs less than a health record at an employer's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prevenance::forms {

class HealthWords {
public:
    // One entry a line: "word", "several words", or "prefix*". Blank lines and lines that start with # are
    // passed over.
    static HealthWords read(std::string_view text);

    // What was found, as it stands in the list without its star, in the order of the list. Upper case,
    // accents, apostrophes and hyphens make no difference.
    std::vector<std::string> found_in(std::string_view text) const;

    bool empty() const { return entries_.empty(); }

private:
    struct Entry {
        std::string shown;
        std::vector<std::string> words;  // folded
        bool is_prefix = false;
    };
    static bool stands_at(const Entry& entry, const std::vector<std::string>& words, std::size_t at);

    std::vector<Entry> entries_;
};

// French: names the words and says what to write instead. `found` is not empty.
std::string health_word_message(const std::vector<std::string>& found);

}  // namespace prevenance::forms
