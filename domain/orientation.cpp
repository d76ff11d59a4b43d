#include "domain/orientation.h"

#include <algorithm>

namespace prevenance {

const OrientationNode* OrientationTree::find(std::string_view name) const {
    const auto at = std::ranges::find(nodes_, name, &OrientationNode::name);
    return at == nodes_.end() ? nullptr : &*at;
}

std::optional<OrientationPlace> OrientationTree::walk(std::string_view path) const {
    OrientationPlace place{find(start_), {}};
    if (place.node == nullptr) return std::nullopt;
    for (std::size_t from = 0; !path.empty() && from <= path.size();) {
        const auto end = std::min(path.find('.', from), path.size());
        const auto name = path.substr(from, end - from);
        const auto& choices = place.node->choices;
        const auto choice = std::ranges::find(choices, name, &OrientationChoice::to);
        if (choice == choices.end()) return std::nullopt;
        place.way.push_back({std::string{path.substr(0, end)}, choice->label});
        place.node = find(name);
        if (place.node == nullptr) return std::nullopt;
        from = end + 1;
    }
    return place;
}

}  // namespace prevenance
