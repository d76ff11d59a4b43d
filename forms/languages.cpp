#include "forms/languages.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace prevenance::forms {
namespace {

constexpr std::string_view name_starts = "name: ";
constexpr std::string_view html_starts = "lang: ";

constexpr auto employee_templates = std::to_array<std::string_view>(
    {"consent_notice", "consent_receipt", "contact_fields", "contact_lines", "invitation_code",
     "invitation_entry", "invitation_message", "invitation_review", "own_request", "own_request_review",
     "own_request_state", "plain_words"});

bool is_inline(std::string_view tag) {
    if (tag.starts_with("{{"))
        return tag[2] != '#' && tag[2] != '^' && tag[2] != '/' && tag[2] != '>' && tag[2] != '{';
    const auto from = tag.starts_with("</") ? 2U : 1U;
    const auto name = tag.substr(from, tag.find_first_of(" >", from) - from);
    return name == "strong" || name == "a" || name == "em" || name == "br" || name == "code";
}

// The tag, or the mustache, that starts at `at`; empty where none does.
std::string_view tag_at(std::string_view page, std::size_t at) {
    const auto rest = page.substr(at);
    const auto ends_with = [&](std::string_view end) {
        const auto found = rest.find(end);
        return found == std::string_view::npos ? rest : rest.substr(0, found + end.size());
    };
    if (rest.starts_with("{{{")) return ends_with("}}}");
    if (rest.starts_with("{{")) return ends_with("}}");
    if (!rest.starts_with('<')) return {};
    // A tag whose attributes hold a mustache with a ">" in it does not occur in these templates.
    return ends_with(">");
}

bool has_letters(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (const auto tag = tag_at(text, at); !tag.empty()) {
            at += tag.size();
            continue;
        }
        const auto byte = static_cast<unsigned char>(text[at]);
        if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte >= 0xC3) return true;
        ++at;
    }
    return false;
}

std::string_view trimmed(std::string_view text) {
    const auto from = text.find_first_not_of(" \n");
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(" \n") - from + 1);
}

// Gives each piece between block tags to `sentence`, and everything else to `other`, in order.
void walk(std::string_view page, const std::function<void(std::string_view)>& sentence,
          const std::function<void(std::string_view)>& other) {
    std::size_t from = 0;
    const auto end_piece = [&](std::size_t to) {
        const auto piece = page.substr(from, to - from);
        const auto words = trimmed(piece);
        if (!has_letters(words)) return other(piece);
        const auto start = static_cast<std::size_t>(words.data() - piece.data());
        other(piece.substr(0, start));
        sentence(words);
        other(piece.substr(start + words.size()));
    };
    std::size_t at = 0;
    while (at < page.size()) {
        const auto tag = tag_at(page, at);
        if (tag.empty()) {
            ++at;
            continue;
        }
        if (!is_inline(tag)) {
            end_piece(at);
            other(tag);
            from = at + tag.size();
        }
        at += tag.size();
    }
    end_piece(page.size());
}

}  // namespace

Language Language::read(std::string code, std::string_view text) {
    Language language;
    language.code_ = std::move(code);
    std::istringstream lines{std::string{text}};
    std::string line;
    std::string french_words;
    std::string wrong;
    for (int number = 1; std::getline(lines, line); ++number) {
        if (line.empty() || line.starts_with('#')) continue;
        if (line.starts_with(name_starts)) {
            language.name_ = line.substr(name_starts.size());
        } else if (line.starts_with(html_starts)) {
            language.html_ = line.substr(html_starts.size());
        } else if (line.starts_with("> ") && french_words.empty()) {
            french_words = line.substr(2);
        } else if (line.starts_with("< ") && !french_words.empty()) {
            if (!language.words_.emplace(french_words, line.substr(2)).second)
                wrong +=
                    "\nligne " + std::to_string(number) + "\u00A0: cette phrase est déjà traduite plus haut";
            french_words.clear();
        } else {
            wrong += "\nligne " + std::to_string(number) +
                     "\u00A0: une ligne «\u00A0>\u00A0» (le français) est suivie d’une ligne «\u00A0<\u00A0» "
                     "(la traduction)";
        }
    }
    if (!french_words.empty()) wrong += "\nfin du fichier\u00A0: la dernière phrase n’est pas traduite";
    if (language.name_.empty()) wrong += "\nil manque la ligne «\u00A0name:\u00A0» avec le nom de la langue";
    if (language.html_.empty())
        wrong += "\nil manque la ligne «\u00A0lang:\u00A0» avec le code pour le navigateur";
    if (!wrong.empty()) throw std::runtime_error("forms/languages/" + language.code_ + ".txt :" + wrong);
    return language;
}

// A sentence with a number in it is in the file with "{}" in the number's place, the last one where there are
// several.
std::optional<std::string> Language::say_with_number(std::string_view words) const {
    constexpr std::string_view digits = "0123456789";
    const auto last = words.find_last_of(digits);
    if (last == std::string_view::npos) return std::nullopt;
    const auto before = words.find_last_not_of(digits, last);
    const auto first = before == std::string_view::npos ? 0 : before + 1;
    const auto pattern = std::string{words.substr(0, first)} + "{}" + std::string{words.substr(last + 1)};
    const auto known = words_.find(pattern);
    if (known == words_.end()) return std::nullopt;
    auto text = known->second;
    if (const auto gap = text.find("{}"); gap != std::string::npos)
        text.replace(gap, 2, words.substr(first, last + 1 - first));
    return text;
}

std::string Language::say(std::string_view words) const {
    const auto known = words_.find(words);
    if (known != words_.end()) return known->second;
    if (auto text = say_with_number(words)) return *std::move(text);
    const std::lock_guard lock{missing_->guard};
    missing_->words.emplace(words);
    return "[" + std::string{words} + "]";
}

std::string Language::translated(std::string_view page) const {
    std::string text;
    walk(
        page, [&](std::string_view sentence) { text += say(sentence); },
        [&](std::string_view other) { text += other; });
    return text;
}

std::vector<std::string> Language::missing() const {
    const std::lock_guard lock{missing_->guard};
    return {missing_->words.begin(), missing_->words.end()};
}

std::string as_written(std::string_view words) {
    return std::string{words};
}

bool is_for_employees(std::string_view name) {
    return std::ranges::find(employee_templates, name) != employee_templates.end();
}

std::vector<std::string> sentences_of(std::string_view page) {
    std::vector<std::string> sentences;
    walk(
        page, [&](std::string_view sentence) { sentences.emplace_back(sentence); }, [](std::string_view) {});
    return sentences;
}

std::vector<Language> read_languages(const std::filesystem::path& folder) {
    std::vector<Language> languages;
    if (!std::filesystem::exists(folder)) return languages;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        if (file.path().extension() != ".txt") continue;
        std::ifstream stream{file.path()};
        std::stringstream text;
        text << stream.rdbuf();
        if (!stream) throw std::runtime_error("cannot read " + file.path().string());
        languages.push_back(Language::read(file.path().stem().string(), text.str()));
    }
    std::ranges::sort(languages, {}, [](const Language& language) { return language.code(); });
    return languages;
}

}  // namespace prevenance::forms
