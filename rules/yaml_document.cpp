#include "rules/yaml_document.h"

#include <yaml.h>

#include <algorithm>
#include <optional>

namespace prevenance::rules {
namespace {

constexpr std::size_t largest_file = 256 * 1024;
constexpr int deepest_level = 20;
constexpr std::size_t most_nodes = 4000;
constexpr std::size_t longest_key_in_path = 40;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// libyaml counts from 0.
Position position(const yaml_mark_t& mark) {
    return {static_cast<int>(mark.line) + 1, static_cast<int>(mark.column) + 1};
}

// What libyaml says, in words that say how to mend it. Its own text is shown too, for whoever looks it up.
std::string advice_on(std::string_view problem) {
    const auto has = [&](std::string_view part) { return problem.find(part) != std::string_view::npos; };
    if (has("tab") || has("cannot start any token"))
        return "une tabulation, ou un signe qui ne peut pas commencer une valeur. Décalez avec des espaces, "
               "et "
               "mettez le texte entre guillemets";
    if (has("mapping values are not allowed"))
        return "deux-points de trop. Si un texte en contient, mettez le texte entre guillemets";
    if (has("expected ',' or '}'"))
        return "il manque une virgule ou une accolade fermante, avant cet endroit";
    if (has("expected ',' or ']'")) return "il manque une virgule ou un crochet fermant, avant cet endroit";
    if (has("end of stream"))
        return "le fichier finit trop tôt. Fermez les guillemets, accolades et crochets";
    if (has("expected ':'")) return "il manque les deux-points après une clé";
    if (has("expected key") || has("'-' indicator"))
        return "cette ligne n’est pas décalée comme celles qui l’entourent";
    return "vérifiez l’indentation, les deux-points et les crochets";
}

// libyaml's event, freed when it goes out of scope.
class Event {
public:
    Event() = default;
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;
    ~Event() { yaml_event_delete(&event_); }

    yaml_event_type_t type() const { return event_.type; }
    Position at() const { return position(event_.start_mark); }
    std::string_view text() const {
        return {reinterpret_cast<const char*>(event_.data.scalar.value), event_.data.scalar.length};
    }
    bool decorated() const {
        if (type() == YAML_SCALAR_EVENT) return event_.data.scalar.anchor || event_.data.scalar.tag;
        if (type() == YAML_SEQUENCE_START_EVENT)
            return event_.data.sequence_start.anchor || event_.data.sequence_start.tag;
        if (type() == YAML_MAPPING_START_EVENT)
            return event_.data.mapping_start.anchor || event_.data.mapping_start.tag;
        return false;
    }
    yaml_event_t* raw() { return &event_; }

private:
    yaml_event_t event_{};
};

class Reader {
public:
    Reader(std::string_view text, FileErrors& errors) : errors_(errors) {
        yaml_parser_initialize(&parser_);
        yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                     text.size());
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader() { yaml_parser_delete(&parser_); }

    std::optional<YamlNode> document() {
        std::optional<YamlNode> root;
        while (true) {
            Event event;
            if (!next(event)) return std::nullopt;
            if (event.type() == YAML_STREAM_END_EVENT) return root;
            if (event.type() == YAML_STREAM_START_EVENT || event.type() == YAML_DOCUMENT_END_EVENT) continue;
            if (event.type() == YAML_DOCUMENT_START_EVENT) {
                if (!root) continue;
                errors_.add(event.at(), "second_document",
                            "un second document commence ici\u00a0: écrivez-en un par fichier");
                return std::nullopt;
            }
            root = node(event, 1, {});
            if (!root) return std::nullopt;
        }
    }

private:
    bool next(Event& event) {
        if (yaml_parser_parse(&parser_, event.raw()) != 0) return true;
        const bool in_scanner = parser_.error == YAML_SCANNER_ERROR || parser_.error == YAML_PARSER_ERROR;
        const std::string problem = parser_.problem ? parser_.problem : "bytes that are no text";
        errors_.add(
            in_scanner ? position(parser_.problem_mark) : position(parser_.mark), "not_yaml",
            "illisible comme YAML\u00a0: " + advice_on(problem) + " (en anglais\u00a0: " + problem + ")");
        return false;
    }

    std::optional<YamlNode> node(const Event& event, int level, std::string path) {
        if (level > deepest_level) {
            errors_.add(event.at(), "too_deep", "plus de 20 niveaux imbriqués");
            return std::nullopt;
        }
        if (++nodes_ > most_nodes) {
            errors_.add(event.at(), "too_many_values",
                        "plus de 4000 clés et valeurs\u00a0: ce n’est pas une règle");
            return std::nullopt;
        }
        errors_.name(event.at(), path);
        if (event.type() == YAML_ALIAS_EVENT || event.decorated())
            errors_.add(event.at(), "no_anchors",
                        "les ancres (&), les alias (*) et les étiquettes (!) ne sont pas lus\u00a0: écrivez "
                        "la valeur en entier");
        YamlNode result;
        result.at = event.at();
        result.path = std::move(path);
        if (event.type() == YAML_SCALAR_EVENT) result.text = event.text();
        if (event.type() == YAML_SEQUENCE_START_EVENT) return sequence(std::move(result), level);
        if (event.type() == YAML_MAPPING_START_EVENT) return mapping(std::move(result), level);
        return result;
    }

    std::optional<YamlNode> sequence(YamlNode result, int level) {
        result.kind = YamlNode::Kind::sequence;
        while (true) {
            Event event;
            if (!next(event)) return std::nullopt;
            if (event.type() == YAML_SEQUENCE_END_EVENT) return result;
            auto item = node(event, level + 1, result.path + "[" + std::to_string(result.items.size()) + "]");
            if (!item) return std::nullopt;
            result.items.push_back(std::move(*item));
        }
    }

    std::optional<YamlNode> mapping(YamlNode result, int level) {
        result.kind = YamlNode::Kind::mapping;
        while (true) {
            Event key_event;
            if (!next(key_event)) return std::nullopt;
            if (key_event.type() == YAML_MAPPING_END_EVENT) return result;
            auto key = node(key_event, level + 1, path_below(result.path, key_event));
            if (!key) return std::nullopt;
            Event value_event;
            if (!next(value_event)) return std::nullopt;
            auto value = node(value_event, level + 1, key->path);
            if (!value) return std::nullopt;
            add_member(result, std::move(*key), std::move(*value));
        }
    }

    static std::string path_below(const std::string& path, const Event& key) {
        if (key.type() != YAML_SCALAR_EVENT) return path;
        return path + (path.empty() ? "" : ".") + std::string(key.text().substr(0, longest_key_in_path));
    }

    void add_member(YamlNode& mapping, YamlNode key, YamlNode value) {
        if (key.kind != YamlNode::Kind::scalar) {
            errors_.add(key.at, "key_not_text", "une clé doit être un mot");
            return;
        }
        const auto first = std::ranges::find(mapping.members, key.text, &YamlNode::Member::key);
        if (first != mapping.members.end()) {
            errors_.add(key.at, "duplicate_key",
                        quoted(key.text) + " est déjà donné ligne " + std::to_string(first->key_at.line) +
                            "\u00a0: gardez l’un des deux");
            return;
        }
        mapping.members.push_back({std::move(key.text), key.at, std::move(value)});
    }

    FileErrors& errors_;
    std::size_t nodes_ = 0;
    yaml_parser_t parser_{};
};

// How many bytes the character at the start of the text takes in UTF-8; 0 where it is none. Overlong forms,
// surrogates and what lies beyond U+10FFFF are none.
std::size_t character_size(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto first = byte(0);
    if (first < 0x80) return first == 0 ? 0 : 1;
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < size) return 0;
    for (std::size_t i = 1; i < size; ++i)
        if ((byte(i) & 0xC0U) != 0x80U) return 0;
    const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
    const bool beyond = (first == 0xED && byte(1) > 0x9F) || (first == 0xF4 && byte(1) > 0x8F);
    return overlong || beyond ? 0 : size;
}

// The first place that is not UTF-8.
std::optional<Position> first_bad_place(std::string_view text) {
    Position at;
    while (!text.empty()) {
        const auto size = character_size(text);
        if (size == 0) return at;
        at = text.front() == '\n' ? Position{at.line + 1, 1} : Position{at.line, at.column + 1};
        text.remove_prefix(size);
    }
    return std::nullopt;
}

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    out += '"';
}

void append_canonical(std::string& out, const YamlNode& node);

void append_members(std::string& out, const YamlNode& node) {
    std::vector<const YamlNode::Member*> members;
    for (const auto& member : node.members) members.push_back(&member);
    std::ranges::sort(members, {}, [](const YamlNode::Member* member) { return member->key; });
    out += '{';
    for (const auto* member : members) {
        append_quoted(out, member->key);
        out += ':';
        append_canonical(out, member->value);
        out += ',';
    }
    out += '}';
}

void append_canonical(std::string& out, const YamlNode& node) {
    if (node.kind == YamlNode::Kind::scalar) return append_quoted(out, node.text);
    if (node.kind == YamlNode::Kind::mapping) return append_members(out, node);
    out += '[';
    for (const auto& item : node.items) {
        append_canonical(out, item);
        out += ',';
    }
    out += ']';
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
    const auto member = std::ranges::find(members, key, &Member::key);
    return member == members.end() ? nullptr : &member->value;
}

YamlNode read_yaml(std::string_view text, FileErrors& errors) {
    YamlNode empty;
    empty.kind = YamlNode::Kind::mapping;
    if (text.size() > largest_file) {
        errors.add({1, 1}, "too_large", "plus de 256 Kio\u00a0: ce n’est ni une règle ni un catalogue");
        return empty;
    }
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    if (const auto bad = first_bad_place(text)) {
        errors.add(*bad, "not_utf8",
                   "ce fichier n’est pas en UTF-8. Enregistrez-le de nouveau, avec l’encodage UTF-8");
        return empty;
    }
    auto root = Reader(text, errors).document();
    if (root && root->kind == YamlNode::Kind::mapping) return std::move(*root);
    if (errors.empty())
        errors.add({1, 1}, "not_a_mapping",
                   "attendu\u00a0: des clés et des valeurs, comme dans «\u00a0rule: S1\u00a0»");
    return empty;
}

std::string canonical_text(const YamlNode& node) {
    std::string out;
    append_canonical(out, node);
    return out;
}

}  // namespace prevenance::rules
