// What a template is filled with: names with a text, a yes or no, or a list of further names. Text is
// escaped by the template; `Html` is not, and is made only from other templates or by the drawing code.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace prevenance::forms {

struct Html {
    std::string text;
};

class TemplateData {
public:
    using List = std::vector<TemplateData>;
    using Field = std::variant<std::string, bool, List, Html>;

    TemplateData& set(const std::string& name, std::string text) { return put(name, std::move(text)); }
    TemplateData& set(const std::string& name, const char* text) { return put(name, std::string{text}); }
    TemplateData& set(const std::string& name, bool yes) { return put(name, yes); }
    TemplateData& set(const std::string& name, List list) { return put(name, std::move(list)); }
    TemplateData& set(const std::string& name, TemplateData section) { return put(name, List{std::move(section)}); }
    TemplateData& set(const std::string& name, Html html) { return put(name, std::move(html)); }
    // A section that is shown when there is a text, and holds it under its own name.
    TemplateData& set_optional(const std::string& name, const std::string& text) {
        return text.empty() ? put(name, false) : put(name, List{TemplateData{}.set("text", text)});
    }

    const std::map<std::string, Field>& fields() const { return fields_; }

private:
    TemplateData& put(const std::string& name, Field field) {
        fields_.insert_or_assign(name, std::move(field));
        return *this;
    }
    std::map<std::string, Field> fields_;
};

}  // namespace prevenance::forms
