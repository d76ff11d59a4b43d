// The templates of forms/pages and forms/letters, read once. Mustache escapes every text; a template that
// asks for a name nobody set is a defect and throws, so that a page can never silently lose a line.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "forms/languages.h"
#include "forms/template_data.h"

namespace prevenance::forms {

class Templates {
public:
    // Reads every *.html of `folder`/pages and `folder`/letters, and the languages of `folder`/languages; throws
    // std::runtime_error where it cannot.
    explicit Templates(const std::filesystem::path& folder);

    // `name` without ".html". Throws std::logic_error for an unknown template or a name that was not set.
    Html fill(const std::string& name, const TemplateData& data) const;
    // The same in another language, where the template is one of the employee's.
    Html fill(const std::string& name, const TemplateData& data, const std::string& language) const;

    const std::vector<Language>& languages() const { return languages_; }
    const Language* find_language(std::string_view code) const;  // null for French, and for one that is not there

private:
    void translate_for(const Language& language);

    std::vector<Language> languages_;
    std::map<std::string, std::string> texts_;
};

}  // namespace prevenance::forms
