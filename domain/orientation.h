// The orientation tree: a few questions about the path and the work, then the devices that fit and the sheets
// of the directory that describe them. A value that was checked when it was read (rules/orientation_file.h);
// it knows nobody and keeps nothing. The surprise: a node may be reached by two ways, so where somebody
// stands is the whole way there, and that is what the address carries.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prevenance {

struct OrientationChoice {
    std::string label;  // French
    std::string to;     // the name of a node
    bool operator==(const OrientationChoice&) const = default;
};

struct OrientationDevice {
    std::string label;                // French
    std::string words;                // what to do first; may be empty
    std::vector<std::string> sheets;  // ids of the directory; at least one
    bool operator==(const OrientationDevice&) const = default;
};

// A question with choices, or a leaf with devices.
struct OrientationNode {
    std::string name;   // lower-case ASCII, digits and hyphens: a step of the address
    std::string title;  // the question, or what the leaf is about
    std::string words;  // may be empty
    std::vector<OrientationChoice> choices;
    std::vector<OrientationDevice> devices;

    bool is_leaf() const { return choices.empty(); }
    bool operator==(const OrientationNode&) const = default;
};

struct OrientationStep {
    std::string path;   // of the answer: "arret.horaires"
    std::string label;  // of the choice that was made
};

struct OrientationPlace {
    const OrientationNode* node;
    std::vector<OrientationStep> way;  // the answers so far; empty at the start
};

class OrientationTree {
public:
    OrientationTree() = default;
    // `nodes` without doubles, and each reached from `start`: what the reader of the file made sure of.
    OrientationTree(std::string start, std::vector<OrientationNode> nodes)
        : start_(std::move(start)), nodes_(std::move(nodes)) {}

    // `path` is the names of the nodes after the start, joined by full stops; empty: the start. Nothing where
    // one of them is not among the choices of the one before.
    std::optional<OrientationPlace> walk(std::string_view path) const;
    const std::vector<OrientationNode>& nodes() const { return nodes_; }
    const std::string& start() const { return start_; }

private:
    const OrientationNode* find(std::string_view name) const;

    std::string start_;
    std::vector<OrientationNode> nodes_;
};

}  // namespace prevenance
