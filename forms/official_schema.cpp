#include "forms/official_schema.h"

#include "domain/calendar.h"
#include "forms/characters.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <regex>
#include <set>

namespace prevenance::forms {
namespace {

using nlohmann::json;

constexpr std::size_t longest_for_a_pattern = 2083;
constexpr std::array<std::string_view, 17> known_keywords{
    "$defs", "$ref",      "anyOf",    "const",     "default", "description", "enum",  "examples",   "format",
    "items", "maxLength", "minItems", "minLength", "minimum", "pattern",     "title", "uniqueItems"};

std::string in_quotes(std::string_view text) {
    return "«\u00a0" + std::string{text} + "\u00a0»";
}

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Labels of letters, digits and inner hyphens, at least two of them.
bool is_host(std::string_view host) {
    std::size_t labels = 0;
    while (!host.empty()) {
        const auto end = std::min(host.find('.'), host.size());
        const auto label = host.substr(0, end);
        const bool sound =
            !label.empty() && label.front() != '-' && label.back() != '-' &&
            std::ranges::all_of(label, [](char c) { return is_letter_or_digit(c) || c == '-'; });
        if (!sound) return false;
        ++labels;
        if (end + 1 == host.size()) return false;
        host.remove_prefix(std::min(end + 1, host.size()));
    }
    return labels >= 2;
}

bool is_web_address(std::string_view text) {
    const auto scheme = text.starts_with("https://") ? 8U : text.starts_with("http://") ? 7U : 0U;
    if (scheme == 0) return false;
    text.remove_prefix(scheme);
    const auto path = std::min(text.find_first_of("/?#"), text.size());
    const auto port = std::min(text.substr(0, path).find(':'), path);
    if (!is_host(text.substr(0, port))) return false;
    if (port < path &&
        (port + 1 == path || !std::ranges::all_of(text.substr(port + 1, path - port - 1),
                                                  [](char c) { return c >= '0' && c <= '9'; })))
        return false;
    const std::string rest{text.substr(path)};
    static const std::regex shape{
        "([A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*(#([A-Za-z0-9._~:/?@!$&'()*+,;=-]|%"
        "[0-9A-Fa-f]{2})*)?"};
    return std::regex_match(rest, shape);
}

bool is_mail_address(std::string_view text) {
    const auto at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return false;
    const auto local = text.substr(0, at);
    if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos)
        return false;
    constexpr std::string_view others = ".!#$%&'*+/=?^_`{|}~-";
    return std::ranges::all_of(local, [&](char c) { return is_letter_or_digit(c) || others.contains(c); }) &&
           is_host(text.substr(at + 1));
}

bool has_format(std::string_view text, std::string_view format) {
    if (format == "date") return parse_iso_date(text).has_value();
    if (format == "uri") return is_web_address(text);
    return is_mail_address(text);
}

std::string format_words(std::string_view format) {
    if (format == "date") return "un jour écrit 2026-03-12 est attendu";
    if (format == "uri") return "une adresse complète est attendue, qui commence par https://";
    return "une adresse de courriel est attendue";
}

std::string pattern_words(const std::string& pattern) {
    if (pattern == "^\\d{14}$") return "14 chiffres sont attendus, sans espace";
    if (pattern == "^\\d{5}$") return "5 chiffres sont attendus";
    if (pattern == "^\\w{5}$") return "5 chiffres ou lettres sont attendus";
    return "la forme " + pattern + " est attendue";
}

// What is wrong with a value, as a code and words; nothing where it is right.
using Wrong = std::optional<std::pair<std::string, std::string>>;

Wrong wrong(const std::string& code, const std::string& words) {
    return std::pair{code, words};
}

class Checker {
public:
    explicit Checker(const json& schema) : schema_(schema) {}

    Wrong check(const json& rule, const json& value) const {
        if (rule.contains("$ref")) return check(referred(rule.at("$ref").get<std::string>()), value);
        if (rule.contains("anyOf")) return check_any(rule.at("anyOf"), value);
        if (auto type = check_type(rule.value("type", ""), value)) return type;
        if (rule.contains("const") && value != rule.at("const"))
            return wrong("const", in_quotes(rule.at("const").get<std::string>()) + " est attendu");
        if (rule.contains("enum") && std::ranges::find(rule.at("enum"), value) == rule.at("enum").end())
            return wrong("enum", in_quotes(value.get<std::string>()) + " n’est pas dans la liste officielle" +
                                     list_words(rule.at("enum")));
        if (value.is_string()) return check_text(rule, value.get_ref<const std::string&>());
        if (value.is_array()) return check_list(rule, value);
        if (rule.contains("minimum") && value.get<double>() < rule.at("minimum").get<double>())
            return wrong("minimum", "le nombre est trop petit");
        return std::nullopt;
    }

private:
    const json& referred(const std::string& reference) const {
        return schema_.at(json::json_pointer{reference.substr(1)});
    }

    // Of several possibilities, the complaint of the first that is not "nothing at all" says most.
    Wrong check_any(const json& rules, const json& value) const {
        Wrong first;
        for (const auto& rule : rules) {
            auto problem = check(rule, value);
            if (!problem) return std::nullopt;
            if (!first && rule.value("type", "") != "null") first = std::move(problem);
        }
        return first;
    }

    static Wrong check_type(const std::string& type, const json& value) {
        if (type.empty()) return std::nullopt;
        if (type == "string" && !value.is_string()) return wrong("type", "un texte est attendu");
        if (type == "array" && !value.is_array())
            return wrong("type", "une liste est attendue, entre crochets");
        if (type == "number" && !value.is_number()) return wrong("type", "un nombre est attendu");
        if (type == "integer" && !value.is_number_integer())
            return wrong("type", "un nombre entier est attendu");
        if (type == "null" && !value.is_null()) return wrong("type", "rien n’est attendu ici");
        return std::nullopt;
    }

    static Wrong check_text(const json& rule, const std::string& text) {
        const auto length = characters_in(text);
        if (rule.contains("minLength") && length < rule.at("minLength").get<std::size_t>() &&
            !rule.contains("pattern"))
            return wrong("too_short",
                         "au moins " + rule.at("minLength").dump() + " caractères sont attendus");
        if (rule.contains("maxLength") && length > rule.at("maxLength").get<std::size_t>() &&
            !rule.contains("pattern"))
            return wrong("too_long", "au plus " + rule.at("maxLength").dump() + " caractères sont attendus");
        if (rule.contains("pattern")) {
            const auto pattern = rule.at("pattern").get<std::string>();
            if (text.size() > longest_for_a_pattern || !std::regex_search(text, std::regex{pattern}))
                return wrong("pattern", pattern_words(pattern));
        }
        if (rule.contains("format") && !has_format(text, rule.at("format").get<std::string>()))
            return wrong("format", format_words(rule.at("format").get<std::string>()));
        return std::nullopt;
    }

    Wrong check_list(const json& rule, const json& list) const {
        if (rule.contains("minItems") && list.size() < rule.at("minItems").get<std::size_t>())
            return wrong("too_few", "la liste est vide\u00a0: ôtez le champ, ou donnez une valeur");
        if (rule.value("uniqueItems", false) &&
            std::set<json>(list.begin(), list.end()).size() != list.size())
            return wrong("twice", "une valeur est donnée deux fois");
        for (const auto& item : list)
            if (auto problem = check(rule.at("items"), item)) return problem;
        return std::nullopt;
    }

    static std::string list_words(const json& list) {
        if (list.size() > 14) return "";
        std::string words;
        for (const auto& item : list) words += (words.empty() ? "\u00a0: " : ", ") + item.get<std::string>();
        return words;
    }

    const json& schema_;
};

// The first keyword that this reader does not know, anywhere in the schema.
std::optional<std::string> unknown_keyword(const json& rule) {
    for (const auto& [key, value] : rule.items()) {
        if (key == "type") continue;
        if (std::ranges::find(known_keywords, key) == known_keywords.end()) return key;
        if (key == "items")
            if (auto inner = unknown_keyword(value)) return inner;
        if (key != "anyOf") continue;
        for (const auto& one : value)
            if (auto inner = unknown_keyword(one)) return inner;
    }
    return std::nullopt;
}

std::optional<std::string> unknown_in(const json& schema) {
    for (const auto* part : {"properties", "$defs"})
        for (const auto& rule : schema.at(part))
            if (auto key = unknown_keyword(rule)) return key;
    return std::nullopt;
}

}  // namespace

Result<OfficialSchema> OfficialSchema::read(const std::string& file, std::string_view text) {
    auto schema = std::make_shared<json>(json::parse(text, nullptr, false));
    if (!schema->is_object() || !schema->contains("properties") || !schema->contains("$defs") ||
        !schema->contains("required"))
        return fail(ErrorCode::malformed,
                    "Le fichier " + file + " n’est pas un schéma. Réinstallez le programme.");
    if (const auto key = unknown_in(*schema))
        return fail(ErrorCode::invalid, "Le schéma " + file + " emploie « " + *key +
                                            " », que cette version ne sait pas vérifier. Reprenez le schéma "
                                            "livré avec le programme.");
    return OfficialSchema{std::move(schema)};
}

bool OfficialSchema::has_property(const std::string& name) const {
    return schema_->at("properties").contains(name);
}

std::vector<SchemaFault> OfficialSchema::check(const json& object) const {
    std::vector<SchemaFault> faults;
    const Checker checker{*schema_};
    for (const auto& name : schema_->at("required"))
        if (!object.contains(name.get<std::string>()))
            faults.push_back({name.get<std::string>(), "missing", "le champ est obligatoire"});
    for (const auto& [name, rule] : schema_->at("properties").items()) {
        if (!object.contains(name)) continue;
        if (auto problem = checker.check(rule, object.at(name)))
            faults.push_back({name, std::move(problem->first), std::move(problem->second)});
    }
    return faults;
}

}  // namespace prevenance::forms
