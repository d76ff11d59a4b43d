#include "forms/rule_schema.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace prevenance::forms {
namespace {

using Json = nlohmann::ordered_json;

Json text(std::string description) {
    return {{"type", "string"}, {"minLength", 1}, {"description", std::move(description)}};
}

Json one_of(const std::vector<std::string>& words) {
    return {{"enum", words}};
}

Json list_of(Json item) {
    return {{"type", "array"}, {"minItems", 1}, {"items", std::move(item)}};
}

Json closed(Json properties, std::vector<std::string> required) {
    return {{"type", "object"},
            {"additionalProperties", false},
            {"required", std::move(required)},
            {"properties", std::move(properties)}};
}

// One key, the name of the question; below it a threshold for each parameter, and what it counts.
Json question_schema(const RuleLanguage::Question& question, const std::vector<std::string>& families) {
    Json properties = Json::object();
    std::vector<std::string> required;
    for (const auto& [name, unit] : question.parameters) {
        properties[name] = text("Le nom d’un seuil de cette règle, dans l’unité «\u00a0" + unit + "\u00a0».");
        required.push_back(name);
    }
    if (!question.codes.empty()) properties["codes"] = list_of(one_of(question.codes));
    if (question.takes_families) properties["families"] = list_of(one_of(families));
    if (!question.other_list.empty()) {
        properties[question.other_list] = list_of(one_of(question.other_codes));
        required.push_back(question.other_list);
    }
    Json asked = closed(std::move(properties), std::move(required));
    Json ways = Json::array();
    if (!question.codes.empty()) ways.push_back({{"required", {"codes"}}});
    if (question.takes_families) ways.push_back({{"required", {"families"}}});
    if (!ways.empty()) asked["anyOf"] = std::move(ways);
    Json named = Json::object();
    named[question.name] = std::move(asked);
    return closed(std::move(named), {question.name});
}

Json condition_schema(const RuleLanguage& language) {
    const Json nested = {{"$ref", "#/definitions/condition"}};
    Json ways = Json::array();
    ways.push_back(closed({{"any", list_of(nested)}}, {"any"}));
    ways.push_back(closed({{"all", list_of(nested)}}, {"all"}));
    ways.push_back(closed({{"rule", {{"$ref", "#/definitions/id"}}}}, {"rule"}));
    for (const auto& question : language.questions)
        ways.push_back(question_schema(question, language.families));
    return {{"oneOf", std::move(ways)}};
}

// What names an article: its number, the version, and that version's identifier at Légifrance.
Json article_properties() {
    return {{"article", text("L’article, comme R4624-31.")},
            {"version", {{"type", "string"}, {"pattern", "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$"}}},
            {"id", {{"type", "string"}, {"pattern", "^LEGIARTI[0-9]{12}$"}}}};
}

Json source_schema() {
    const Json words = text("Ce que dit le texte, ou pourquoi ces nombres.");
    Json properties = {{"kind", {{"const", "law"}}}};
    properties.update(article_properties());
    properties["also"] = list_of(closed(article_properties(), {"article", "version"}));
    properties["text"] = words;
    Json law = closed(std::move(properties), {"kind", "article", "version", "text"});
    Json convention = closed({{"kind", {{"const", "convention"}}}, {"text", words}}, {"kind", "text"});
    return {{"oneOf", Json::array({std::move(law), std::move(convention)})}};
}

Json threshold_schema(const std::vector<std::string>& units) {
    const Json number = {{"type", "integer"}, {"minimum", 0}, {"maximum", 1'000'000}};
    return closed({{"value", number}, {"min", number}, {"max", number}, {"unit", one_of(units)}},
                  {"value", "min", "max", "unit"});
}

Json properties_of_rule() {
    const Json condition = {{"$ref", "#/definitions/condition"}};
    return {
        {"rule", {{"$ref", "#/definitions/id"}}},
        {"version", text("La version de l’auteur, entre guillemets.")},
        {"family", one_of({"signal", "legal"})},
        {"level", one_of({"individual", "team"})},
        {"effect", one_of({"suggestion", "note"})},
        {"title", text("En français, ce qui est constaté.")},
        {"sentence", text("En français, la règle\u00a0; {nom} met un seuil ou une valeur comptée.")},
        {"unknown", text("En français, ce que la règle ne sait pas.")},
        {"source", source_schema()},
        {"thresholds", {{"type", "object"}, {"additionalProperties", {{"$ref", "#/definitions/threshold"}}}}},
        {"when", condition},
        {"unless", condition}};
}

}  // namespace

std::string rule_schema_json(const RuleLanguage& language) {
    Json known = properties_of_rule();
    Json properties = Json::object();
    std::vector<std::string> required;
    for (const auto& key : language.keys) {
        properties[key] = known.contains(key) ? known[key] : Json::object();
        if (std::ranges::find(language.optional_keys, key) == language.optional_keys.end())
            required.push_back(key);
    }
    Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                   {"title", "Une règle de Prévenance"}};
    schema.update(closed(std::move(properties), std::move(required)));
    schema["definitions"] = {{"id", {{"type", "string"}, {"pattern", "^[A-Z][0-9]{1,7}$"}}},
                             {"threshold", threshold_schema(language.units)},
                             {"condition", condition_schema(language)}};
    return schema.dump(2);
}

}  // namespace prevenance::forms
