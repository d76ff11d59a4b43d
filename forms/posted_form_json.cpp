#include <nlohmann/json.hpp>

#include <set>

#include "forms/posted_form.h"

namespace prevenance::forms {
namespace {

using nlohmann::json;

// A scalar as the text a person would have typed for it.
std::optional<std::string> as_text(const json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
    if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
    return std::nullopt;
}

std::optional<std::vector<std::string>> as_texts(const json& value) {
    if (!value.is_array()) {
        const auto text = as_text(value);
        if (!text) return std::nullopt;
        return std::vector<std::string>{*text};
    }
    std::vector<std::string> texts;
    for (const auto& item : value) {
        const auto text = as_text(item);
        if (!text) return std::nullopt;
        texts.push_back(*text);
    }
    return texts;
}

// The library keeps the last of two; a proxy or a log may have looked at the first.
bool names_a_field_twice(std::string_view body) {
    std::set<std::string> names;
    bool twice = false;
    const auto look = [&](int depth, json::parse_event_t event, const json& read) {
        if (event == json::parse_event_t::key && depth == 1) twice |= !names.insert(read.get<std::string>()).second;
        return true;
    };
    const auto parsed = json::parse(body, look, false);
    return twice && !parsed.is_discarded();
}

}  // namespace

Result<PostedForm> PostedForm::parse_json(std::string_view body) {
    if (names_a_field_twice(body)) return fail(ErrorCode::malformed, "Un même champ est donné deux fois.");
    const auto parsed = json::parse(body, nullptr, false);
    if (!parsed.is_object()) return fail(ErrorCode::malformed, "Le corps de la requête n’est pas un objet JSON.");
    PostedForm form;
    for (const auto& [name, value] : parsed.items()) {
        if (value.is_null()) continue;
        auto texts = as_texts(value);
        if (!texts)
            return fail({{name, "wrong_type", "Cette valeur doit être un texte, un nombre entier, vrai ou faux, ou une liste de textes."}});
        for (const auto& text : *texts)
            if (text.find('\0') != std::string::npos)
                return fail({{name, "control_character", "Ce texte contient un caractère interdit."}});
        form.fields_.emplace(name, std::move(*texts));
    }
    if (form.repeats_a_single_field()) return fail(ErrorCode::malformed, "Une liste est donnée pour un champ qui n’en prend pas.");
    return form;
}

}  // namespace prevenance::forms
