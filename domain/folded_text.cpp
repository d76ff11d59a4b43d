#include "domain/folded_text.h"

#include <array>
#include <cstdint>
#include <utility>

namespace prevenance {
namespace {

using namespace std::string_view_literals;

// The base letters of U+00C0 to U+00FF; a dot stands for what is no letter.
constexpr std::string_view latin_letters =
    "aaaaaaaceeeeiiii"
    "dnooooo.ouuuuyts"
    "aaaaaaaceeeeiiii"
    "dnooooo.ouuuuyty";

constexpr std::array blanks = {" "sv, "\t"sv, "\r"sv, "\n"sv, "\u00a0"sv, "\u202f"sv};

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// ASCII that is no letter or digit; the no-break space (its first byte, which begins no letter of French);
// and what begins three bytes, where dashes and curly apostrophes live.
bool separates_words(char c) {
    const auto byte = static_cast<std::uint8_t>(c);
    return byte == 0xC2 || byte >= 0xE0 || (byte < 0x80 && !is_plain(c) && (c < 'A' || c > 'Z'));
}

void append_two_byte_letter(std::string& result, std::uint8_t lead, std::uint8_t trail) {
    const unsigned code = (lead & 0x1FU) << 6U | (trail & 0x3FU);
    if (code == 0x152 || code == 0x153) result += "oe";
    if (code == 0xC6 || code == 0xE6) {
        result += "ae";
        return;
    }
    if (code < 0xC0 || code > 0xFF || latin_letters[code - 0xC0] == '.') return;
    result += latin_letters[code - 0xC0];
}

}  // namespace

std::string folded(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c >= 'A' && c <= 'Z') result += static_cast<char>(c - 'A' + 'a');
        if (is_plain(c)) result += c;
        const auto byte = static_cast<std::uint8_t>(c);
        if (byte < 0xC0 || byte >= 0xE0 || i + 1 == text.size()) continue;
        append_two_byte_letter(result, byte, static_cast<std::uint8_t>(text[++i]));
    }
    return result;
}

std::vector<std::string> folded_words(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        const auto start = at;
        while (at < text.size() && !separates_words(text[at])) ++at;
        if (auto word = folded(text.substr(start, at - start)); !word.empty())
            words.push_back(std::move(word));
        if (at < text.size()) ++at;
    }
    return words;
}

std::string_view trimmed(std::string_view text) {
    for (bool again = true; again;) {
        again = false;
        for (const auto blank : blanks) {
            if (text.starts_with(blank)) text.remove_prefix(blank.size()), again = true;
            if (!text.empty() && text.ends_with(blank)) text.remove_suffix(blank.size()), again = true;
        }
    }
    return text;
}

}  // namespace prevenance
