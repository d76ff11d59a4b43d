#include "forms/tile_map.h"

#include "forms/svg_text.h"

#include <algorithm>
#include <string_view>

namespace prevenance::forms {
namespace {

struct Tile {
    std::string_view department;
    int column;
    int row;
};

// North above; overseas in the left column, south-west of the others.
constexpr std::array<Tile, 101> tiles{
    {{"01", 8, 6},  {"02", 7, 1},  {"03", 6, 6},  {"04", 9, 9},   {"05", 9, 8},   {"06", 10, 10},
     {"07", 8, 9},  {"08", 8, 1},  {"09", 5, 11}, {"10", 8, 3},   {"11", 6, 10},  {"12", 6, 9},
     {"13", 8, 11}, {"14", 3, 2},  {"15", 6, 8},  {"16", 3, 7},   {"17", 2, 7},   {"18", 6, 5},
     {"19", 5, 7},  {"21", 8, 5},  {"22", 1, 3},  {"23", 5, 6},   {"24", 4, 8},   {"25", 9, 5},
     {"26", 8, 8},  {"27", 4, 2},  {"28", 4, 3},  {"29", 0, 3},   {"2A", 10, 11}, {"2B", 11, 11},
     {"30", 7, 10}, {"31", 4, 11}, {"32", 4, 10}, {"33", 3, 8},   {"34", 7, 11},  {"35", 2, 4},
     {"36", 5, 5},  {"37", 4, 5},  {"38", 9, 7},  {"39", 9, 6},   {"40", 3, 9},   {"41", 4, 4},
     {"42", 7, 7},  {"43", 7, 8},  {"44", 2, 5},  {"45", 6, 4},   {"46", 5, 8},   {"47", 4, 9},
     {"48", 7, 9},  {"49", 3, 5},  {"50", 2, 2},  {"51", 8, 2},   {"52", 8, 4},   {"53", 2, 3},
     {"54", 9, 3},  {"55", 9, 2},  {"56", 1, 4},  {"57", 10, 2},  {"58", 7, 5},   {"59", 7, 0},
     {"60", 6, 1},  {"61", 3, 3},  {"62", 5, 0},  {"63", 6, 7},   {"64", 3, 10},  {"65", 3, 11},
     {"66", 6, 11}, {"67", 11, 3}, {"68", 10, 4}, {"69", 8, 7},   {"70", 9, 4},   {"71", 7, 6},
     {"72", 3, 4},  {"73", 10, 7}, {"74", 10, 6}, {"75", 6, 2},   {"76", 4, 1},   {"77", 7, 3},
     {"78", 5, 3},  {"79", 3, 6},  {"80", 6, 0},  {"81", 5, 10},  {"82", 5, 9},   {"83", 9, 10},
     {"84", 8, 10}, {"85", 2, 6},  {"86", 4, 6},  {"87", 4, 7},   {"88", 10, 3},  {"89", 7, 4},
     {"90", 10, 5}, {"91", 5, 4},  {"92", 5, 2},  {"93", 7, 2},   {"94", 6, 3},   {"95", 5, 1},
     {"971", 0, 7}, {"972", 0, 8}, {"973", 0, 9}, {"974", 0, 10}, {"976", 0, 11}}};

constexpr int columns = 12;
constexpr int side = 46;  // user units: code and class stay readable on the narrowest screen that scrolls
constexpr int gap = 2;

std::string square(const Tile& tile, const std::string& look) {
    return "<rect " + look + " x=\"" + std::to_string(tile.column * side) + "\" y=\"" +
           std::to_string(tile.row * side) + "\" width=\"" + std::to_string(side - gap) + "\" height=\"" +
           std::to_string(side - gap) + "\"/>\n";
}

std::string words_in(const Tile& tile, const std::string& number, const std::string& look) {
    const int x = tile.column * side + (side - gap) / 2;
    const int y = tile.row * side;
    const auto attributes = " class=\"" + look + "\"";
    auto words = svg_text(x, y + 18, std::string{tile.department}, attributes);
    if (!number.empty()) words += svg_text(x, y + 37, number, attributes);
    return words;
}

std::string drawn_tile(const TileMap& map, const Tile& tile, const std::vector<int>& bounds) {
    const auto found = map.values.find(std::string{tile.department});
    if (found == map.values.end()) return square(tile, "class=\"empty\"") + words_in(tile, {}, "away");
    if (!found->second)
        return square(tile, "class=\"hidden\"") + square(tile, "fill=\"url(#" + map.id + "-hatch)\"") +
               words_in(tile, {}, "away");
    const auto number = std::to_string(class_of(*found->second, bounds));
    return square(tile, "class=\"class-" + number + "\"") + words_in(tile, number, "on-class-" + number);
}

}  // namespace

std::vector<int> class_bounds(const TileMap& map) {
    std::vector<int> values;
    for (const auto& [department, value] : map.values)
        if (value) values.push_back(*value);
    std::ranges::sort(values);
    std::vector<int> bounds;
    for (std::size_t one = 1; one <= map_classes && !values.empty(); ++one) {
        const auto last = (values.size() * one + map_classes - 1) / map_classes - 1;
        if (bounds.empty() || values[last] > bounds.back()) bounds.push_back(values[last]);
    }
    return bounds;
}

std::size_t class_of(int value, const std::vector<int>& bounds) {
    return static_cast<std::size_t>(std::ranges::lower_bound(bounds, value) - bounds.begin()) + 1;
}

Html draw(const TileMap& map) {
    const auto bounds = class_bounds(map);
    auto drawing = svg_opening({map.id, "map", map.title, map.description, columns * side, columns * side});
    for (const auto& tile : tiles) drawing += drawn_tile(map, tile, bounds);
    return {drawing + "</svg>"};
}

std::vector<std::string> department_codes() {
    std::vector<std::string> codes;
    for (const auto& tile : tiles) codes.emplace_back(tile.department);
    return codes;
}

}  // namespace prevenance::forms
