// One YAML file as a tree in which every key and value knows its place. This is a strict subset, read from
// libyaml's events: one document; mappings, sequences and scalars; no anchors, aliases or tags (no file can
// grow in memory), no duplicate keys. It is not a YAML library for others. The surprise: a scalar stays
// text; whoever reads it decides whether it is a number.
#pragma once

#include "domain/error.h"
#include "rules/file_errors.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prevenance::rules {

struct YamlNode {
    enum class Kind { scalar, sequence, mapping };
    struct Member;

    Kind kind = Kind::scalar;
    Position at;
    std::string path;             // "when.any[1]"; empty: the document itself
    std::string text;             // scalars
    std::vector<YamlNode> items;  // sequences
    std::vector<Member> members;  // mappings, in the order of the file

    const YamlNode* find(std::string_view key) const;
};

struct YamlNode::Member {
    std::string key;
    Position key_at;
    YamlNode value;
};

// At most 256 KiB, 20 levels and 4,000 keys and values, in UTF-8 (a byte order mark is passed over). What is
// wrong goes to `errors`, which also learns the names of all places; the tree is usable (it holds what could
// be read) unless the bytes are not YAML at all, in which case it is an empty mapping.
YamlNode read_yaml(std::string_view text, FileErrors& errors);

// The content without comments, layout and order of keys: two files that say the same have the same text.
std::string canonical_text(const YamlNode& node);

}  // namespace prevenance::rules
