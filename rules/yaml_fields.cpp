#include "rules/yaml_fields.h"

#include "domain/whole_number.h"

#include <algorithm>
#include <array>

namespace prevenance::rules {
namespace {

// Words that would make a number out of a person. Named, so that whoever looks for them is told why.
constexpr std::array<std::string_view, 14> refused_ideas{
    "score",  "scores", "weight", "weights", "bradford",   "rank",   "ranking",
    "points", "sum",    "risk",   "poids",   "classement", "risque", "notation"};

std::optional<int> number_in(std::string_view text) {
    const auto number = whole_number<int>(text);
    return number && *number >= -1'000'000 && *number <= 1'000'000 ? number : std::nullopt;
}

}  // namespace

bool is_refused_idea(std::string_view word) {
    return std::ranges::find(refused_ideas, word) != refused_ideas.end();
}

std::string words_against_scores(std::string_view word) {
    return quoted(word) + " ne peut pas se dire\u00a0: une règle ne donne jamais de nombre à une personne";
}

YamlFields::YamlFields(const YamlNode& mapping, std::string what, const std::vector<std::string_view>& known,
                       FileErrors& errors)
    : mapping_(mapping), what_(std::move(what)), errors_(errors) {
    if (mapping.kind != YamlNode::Kind::mapping) {
        errors_.add(mapping.at, mapping.path, "not_a_mapping",
                    what_ + "\u00a0: attendu, des clés et des valeurs");
        return;
    }
    for (const auto& member : mapping.members) {
        if (std::ranges::find(known, member.key) != known.end()) continue;
        const bool score = is_refused_idea(member.key);
        if (const auto meant = nearest(member.key, known); meant && !score) misspelt_.emplace_back(*meant);
        errors_.add(member.key_at, member.value.path, score ? "no_score" : "unknown_key",
                    score ? words_against_scores(member.key)
                          : "clé inconnue " + quoted(member.key) + suggestion(member.key, known));
    }
}

const YamlNode* YamlFields::find(std::string_view key) const {
    return mapping_.find(key);
}

bool YamlFields::misspelt(std::string_view key) const {
    return std::ranges::find(misspelt_, key) != misspelt_.end();
}

const YamlNode* YamlFields::require(std::string_view key, std::string_view expected) const {
    const auto* node = find(key);
    if (!node && mapping_.kind == YamlNode::Kind::mapping && !misspelt(key))
        errors_.add(mapping_.at, mapping_.path, "missing_key",
                    "il manque la clé " + quoted(key) +
                        (expected.empty() ? "" : ". Attendu\u00a0: " + std::string(expected)));
    return node;
}

std::string YamlFields::text(std::string_view key, std::string_view expected) const {
    const auto* node = require(key, expected);
    if (!node) return {};
    if (node->kind == YamlNode::Kind::scalar && !node->text.empty()) return node->text;
    errors_.add(node->at, node->path, "not_text", quoted(key) + " doit être un texte");
    return {};
}

int YamlFields::number(std::string_view key) const {
    const auto* node = require(key, "un nombre entier");
    if (!node) return 0;
    const auto value = node->kind == YamlNode::Kind::scalar ? number_in(node->text) : std::optional<int>{};
    if (value) return *value;
    errors_.add(node->at, node->path, "not_a_number",
                quoted(key) + " doit être un nombre entier" +
                    (node->text.empty() ? std::string{} : ", et non " + quoted(node->text)));
    return 0;
}

bool YamlFields::flag(std::string_view key, bool fallback) const {
    const auto* node = find(key);
    if (!node) return fallback;
    if (node->kind == YamlNode::Kind::scalar && (node->text == "true" || node->text == "false"))
        return node->text == "true";
    errors_.add(node->at, node->path, "not_a_flag", quoted(key) + " doit être true ou false");
    return fallback;
}

std::size_t YamlFields::choice(std::string_view key, std::span<const std::string_view> words) const {
    std::string expected;
    for (const auto word : words) expected += (expected.empty() ? "" : ", ") + std::string(word);
    const auto* node = require(key, expected);
    if (!node) return 0;
    const auto at = std::ranges::find(words, std::string_view(node->text));
    if (node->kind == YamlNode::Kind::scalar && at != words.end())
        return static_cast<std::size_t>(at - words.begin());
    errors_.add(node->at, node->path, "unknown_word",
                "mot inconnu " + quoted(node->text) + suggestion(node->text, words));
    return 0;
}

std::vector<const YamlNode*> words_of(const YamlNode& list, std::string_view what, FileErrors& errors) {
    std::vector<const YamlNode*> words;
    if (list.kind != YamlNode::Kind::sequence || list.items.empty()) {
        errors.add(list.at, "not_a_list",
                   std::string(what) + "\u00a0: attendu, une liste de mots, comme [A, B]");
        return words;
    }
    for (const auto& item : list.items) {
        if (item.kind == YamlNode::Kind::scalar && !item.text.empty())
            words.push_back(&item);
        else
            errors.add(item.at, "not_text", std::string(what) + "\u00a0: attendu, une liste de mots");
    }
    return words;
}

}  // namespace prevenance::rules
