// The 101 départements as equal squares, about where they lie, without any geographic data: a large
// département weighs no more than a small one. Five classes, each with its number of the legend in the
// square; hatched where the figure is not published, empty where the network has none. A list with the same
// figures stands beside it.
#pragma once

#include "forms/template_data.h"

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

inline constexpr std::size_t map_classes = 5;

struct TileMap {
    std::string id;
    std::string title;
    std::string description;
    std::map<std::string, std::optional<int>> values;  // by code ("01", "2A", "976"); none: not published
};

// The largest value of each class that is used, ascending: as many squares in each as can be, equal values
// together. Empty where nothing is published.
std::vector<int> class_bounds(const TileMap& map);

// From 1.
std::size_t class_of(int value, const std::vector<int>& bounds);

Html draw(const TileMap& map);

// Codes of the départements in the order of the list; what a map and a check of codes share.
std::vector<std::string> department_codes();

}  // namespace prevenance::forms
