// The languages of the employee's pages, one file each in forms/languages, and of no other page. French is in
// the templates and in the code; a file says each French sentence in other words, in pairs of lines:
//
//   > Lisez-le : cela prend trois minutes.
//   < Lisez-le. Cela prend 3 minutes.
//
// The surprise: the French sentence itself is the key, so that a page reads as what it is, and a sentence
// that was changed is missing in the other languages until somebody looks at it again. A missing one is shown
// in French between marks and counted in `missing`, which a test keeps empty and the start of the program
// logs.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::forms {

inline constexpr std::string_view french = "fr";

class Language {
public:
    // Throws std::runtime_error, naming every line that is wrong, where the text is not of that form.
    static Language read(std::string code, std::string_view text);

    const std::string& code() const { return code_; }  // "fr-facile": a BCP 47 tag, and the name of the file
    const std::string& name() const { return name_; }  // as its readers write it: "Français facile"
    const std::string& html() const { return html_; }  // for lang="": "fr" for easy French as well
    // The French words between marks where the file has none for them.
    std::string say(std::string_view words) const;
    // A template of the employee's pages in this language: tags and names stay, sentences change.
    std::string translated(std::string_view page) const;
    // What was asked for and is not in the file, since it was read.
    std::vector<std::string> missing() const;

private:
    std::optional<std::string> say_with_number(std::string_view words) const;

    std::string code_;
    std::string name_;
    std::string html_;
    std::map<std::string, std::string, std::less<>> words_;
    struct Missing {
        std::mutex guard;
        std::set<std::string> words;
    };
    std::shared_ptr<Missing> missing_ = std::make_shared<Missing>();
};

// How a page of the employee says its words: `say` of a language, or French as it is.
using Say = std::function<std::string(std::string_view)>;
std::string as_written(std::string_view words);

// Whether a template is one of the employee's pages, or part of one.
bool is_for_employees(std::string_view name);

// The sentences of a template, in order, as `translated` looks them up. Inline tags belong to a sentence.
std::vector<std::string> sentences_of(std::string_view page);

// Every *.txt of the folder, in the order of their codes.
std::vector<Language> read_languages(const std::filesystem::path& folder);

}  // namespace prevenance::forms
