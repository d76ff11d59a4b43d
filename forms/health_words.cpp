#include "forms/health_words.h"

#include "domain/folded_text.h"

#include <algorithm>
#include <set>

namespace prevenance::forms {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.push_back(trimmed(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

}  // namespace

HealthWords HealthWords::read(std::string_view text) {
    HealthWords list;
    for (auto line : lines_of(text)) {
        if (line.empty() || line.starts_with('#')) continue;
        Entry entry;
        entry.is_prefix = line.ends_with('*');
        if (entry.is_prefix) line.remove_suffix(1);
        entry.shown = std::string{line};
        entry.words = folded_words(line);
        if (!entry.words.empty()) list.entries_.push_back(std::move(entry));
    }
    return list;
}

bool HealthWords::stands_at(const Entry& entry, const std::vector<std::string>& words, std::size_t at) {
    if (at + entry.words.size() > words.size()) return false;
    for (std::size_t i = 0; i < entry.words.size(); ++i) {
        const bool last = i + 1 == entry.words.size();
        const auto& word = words[at + i];
        if (last && entry.is_prefix ? !word.starts_with(entry.words[i]) : word != entry.words[i])
            return false;
    }
    return true;
}

std::vector<std::string> HealthWords::found_in(std::string_view text) const {
    const auto words = folded_words(text);
    std::vector<std::string> found;
    std::set<std::vector<std::string>> told;  // "symptôme" and "burn-out" stand in the list more than once
    for (const auto& entry : entries_) {
        bool stands = false;
        for (std::size_t at = 0; at < words.size() && !stands; ++at) stands = stands_at(entry, words, at);
        if (stands && told.insert(entry.words).second) found.push_back(entry.shown);
    }
    return found;
}

std::string health_word_message(const std::vector<std::string>& found) {
    std::string named;
    for (const auto& word : found) named += (named.empty() ? "« " : ", « ") + word + " »";
    return "Votre phrase semble parler de santé ou de vie privée (" + named +
           "). N’écrivez rien sur la santé. Décrivez seulement le travail.";
}

}  // namespace prevenance::forms
