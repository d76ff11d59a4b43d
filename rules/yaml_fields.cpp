#include "rules/yaml_fields.h"

#include <algorithm>
#include <charconv>

namespace prevenance::rules {
namespace {

std::string quoted(std::string_view word) {
    return "'" + std::string(word) + "'";
}

std::optional<int> whole_number(std::string_view text) {
    int value = 0;
    const auto end = text.data() + text.size();
    const auto [stopped, problem] = std::from_chars(text.data(), end, value);
    if (problem != std::errc{} || stopped != end || value < -1'000'000 || value > 1'000'000)
        return std::nullopt;
    return value;
}

}  // namespace

YamlFields::YamlFields(const YamlNode& mapping, std::string what, const std::vector<std::string_view>& known,
                       FileErrors& errors)
    : mapping_(mapping), what_(std::move(what)), errors_(errors) {
    if (mapping.kind != YamlNode::Kind::mapping) {
        errors_.add(mapping.at, "not_a_mapping", what_ + " must be keys and values");
        return;
    }
    for (const auto& member : mapping.members) {
        if (std::ranges::find(known, member.key) != known.end()) continue;
        errors_.add(member.key_at, "unknown_key",
                    "unknown key " + quoted(member.key) + " in " + what_ + suggestion(member.key, known));
    }
}

const YamlNode* YamlFields::find(std::string_view key) const {
    return mapping_.find(key);
}

const YamlNode* YamlFields::require(std::string_view key) const {
    const auto* node = find(key);
    if (!node && mapping_.kind == YamlNode::Kind::mapping)
        errors_.add(mapping_.at, "missing_key", what_ + " needs " + quoted(key));
    return node;
}

std::string YamlFields::text(std::string_view key) const {
    const auto* node = require(key);
    if (!node) return {};
    if (node->kind == YamlNode::Kind::scalar && !node->text.empty()) return node->text;
    errors_.add(node->at, "not_text", quoted(key) + " must be text");
    return {};
}

int YamlFields::number(std::string_view key) const {
    const auto* node = require(key);
    if (!node) return 0;
    const auto value = node->kind == YamlNode::Kind::scalar ? whole_number(node->text) : std::optional<int>{};
    if (value) return *value;
    errors_.add(node->at, "not_a_number",
                quoted(key) + " must be a whole number" +
                    (node->text.empty() ? std::string{} : ", not " + quoted(node->text)));
    return 0;
}

bool YamlFields::flag(std::string_view key, bool fallback) const {
    const auto* node = find(key);
    if (!node) return fallback;
    if (node->kind == YamlNode::Kind::scalar && (node->text == "true" || node->text == "false"))
        return node->text == "true";
    errors_.add(node->at, "not_a_flag", quoted(key) + " must be true or false");
    return fallback;
}

std::size_t YamlFields::choice(std::string_view key, std::initializer_list<std::string_view> words) const {
    const auto* node = require(key);
    if (!node) return 0;
    const auto at = std::ranges::find(words, std::string_view(node->text));
    if (node->kind == YamlNode::Kind::scalar && at != words.end())
        return static_cast<std::size_t>(at - words.begin());
    errors_.add(node->at, "unknown_word",
                "unknown " + std::string(key) + " " + quoted(node->text) +
                    suggestion(node->text, {words.begin(), words.size()}));
    return 0;
}

std::vector<const YamlNode*> words_of(const YamlNode& list, std::string_view what, FileErrors& errors) {
    std::vector<const YamlNode*> words;
    if (list.kind != YamlNode::Kind::sequence || list.items.empty()) {
        errors.add(list.at, "not_a_list", std::string(what) + " must be a list of words, as in [A, B]");
        return words;
    }
    for (const auto& item : list.items) {
        if (item.kind == YamlNode::Kind::scalar && !item.text.empty())
            words.push_back(&item);
        else
            errors.add(item.at, "not_text", std::string(what) + " must be a list of words");
    }
    return words;
}

}  // namespace prevenance::rules
