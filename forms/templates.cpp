#include "forms/templates.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <kainjow/mustache.hpp>

namespace prevenance::forms {
namespace {

namespace mustache = kainjow::mustache;

mustache::data converted(const TemplateData& data) {
    struct Conversion {
        mustache::data operator()(const std::string& text) const { return mustache::data{text}; }
        mustache::data operator()(const Html& html) const { return mustache::data{html.text}; }
        mustache::data operator()(bool yes) const {
            return mustache::data{yes ? mustache::data::type::bool_true : mustache::data::type::bool_false};
        }
        mustache::data operator()(const TemplateData::List& list) const {
            mustache::data items{mustache::data::type::list};
            for (const auto& item : list) items.push_back(converted(item));
            return items;
        }
    };
    mustache::data object{mustache::data::type::object};
    for (const auto& [name, field] : data.fields()) object.set(name, std::visit(Conversion{}, field));
    return object;
}

// Finds partials among the templates, and refuses a name that nobody set.
class StrictContext : public mustache::context<std::string> {
public:
    StrictContext(const mustache::data* data, const std::map<std::string, std::string>& texts)
        : mustache::context<std::string>(data), texts_(texts) {}

    const mustache::data* get(const std::string& name) const override {
        const auto* found = mustache::context<std::string>::get(name);
        if (found == nullptr) throw std::logic_error("a template asks for \"" + name + "\", which is not set");
        return found;
    }

    const mustache::data* get_partial(const std::string& name) const override {
        auto& partial = partials_[name];
        if (partial) return partial.get();
        const auto text = texts_.find(name);
        if (text == texts_.end()) throw std::logic_error("no template \"" + name + "\"");
        partial = std::make_unique<mustache::data>(
            mustache::partial{[content = text->second]() { return content; }});
        return partial.get();
    }

private:
    const std::map<std::string, std::string>& texts_;
    mutable std::map<std::string, std::unique_ptr<mustache::data>> partials_;
};

std::string in_language(const std::string& name, const std::string& language) {
    return name + "@" + language;
}

}  // namespace

Templates::Templates(const std::filesystem::path& folder) {
    for (const auto* part : {"pages", "letters"}) {
        for (const auto& file : std::filesystem::directory_iterator(folder / part)) {
            if (file.path().extension() != ".html") continue;
            std::ifstream stream{file.path()};
            std::stringstream text;
            text << stream.rdbuf();
            if (!stream) throw std::runtime_error("cannot read " + file.path().string());
            texts_[file.path().stem().string()] = text.str();
        }
    }
    languages_ = read_languages(folder / "languages");
    for (const auto& language : languages_) translate_for(language);
}

// Each of the employee's templates stands beside the French one under a name of its own, and its parts too.
void Templates::translate_for(const Language& language) {
    std::map<std::string, std::string> translated;
    for (const auto& [name, text] : texts_) {
        if (!is_for_employees(name)) continue;
        auto page = language.translated(text);
        for (const auto& [part, unused] : texts_) {
            const auto tag = "{{> " + part + "}}";
            const auto at = is_for_employees(part) ? page.find(tag) : std::string::npos;
            if (at != std::string::npos) page.replace(at, tag.size(), "{{> " + in_language(part, language.code()) + "}}");
        }
        translated.emplace(in_language(name, language.code()), std::move(page));
    }
    texts_.merge(translated);
}

const Language* Templates::find_language(std::string_view code) const {
    const auto found = std::ranges::find(languages_, code, &Language::code);
    return found == languages_.end() ? nullptr : &*found;
}

Html Templates::fill(const std::string& name, const TemplateData& data, const std::string& language) const {
    const bool translated = is_for_employees(name) && find_language(language) != nullptr;
    return fill(translated ? in_language(name, language) : name, data);
}

Html Templates::fill(const std::string& name, const TemplateData& data) const {
    const auto text = texts_.find(name);
    if (text == texts_.end()) throw std::logic_error("no template \"" + name + "\"");
    mustache::mustache parsed{text->second};
    if (!parsed.is_valid()) throw std::logic_error(name + ".html: " + parsed.error_message());
    const auto root = converted(data);
    StrictContext context{&root, texts_};
    try {
        return Html{parsed.render(context)};
    } catch (const std::logic_error& trouble) {
        throw std::logic_error(name + ".html: " + trouble.what());
    }
}

}  // namespace prevenance::forms
