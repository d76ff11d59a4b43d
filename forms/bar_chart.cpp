#include "forms/bar_chart.h"

#include "forms/characters.h"
#include "forms/svg_text.h"

#include <algorithm>
#include <sstream>

namespace prevenance::forms {
namespace {

// In user units of the drawing, which is as wide as the narrowest screen's text column.
constexpr int width = 300;
constexpr std::size_t characters_a_line = 40;  // of the stylesheet's 14 units
constexpr int line_height = 16;
constexpr int label_gap = 6;
constexpr int bar_height = 18;
constexpr int row_gap = 14;
constexpr int longest_bar = 170;  // leaves room for "environ 250 000"
constexpr int hidden_bar = 60;
constexpr int shortest_bar = 2;
constexpr int text_gap = 8;

// A word that is longer than a line has a line of its own.
std::vector<std::string> lines_of(const std::string& label) {
    std::vector<std::string> lines;
    std::istringstream words{label};
    for (std::string word; words >> word;) {
        const bool fits = !lines.empty() && characters_in(lines.back()) + 1 + characters_in(word) <= characters_a_line;
        if (fits)
            lines.back() += " " + word;
        else
            lines.push_back(std::move(word));
    }
    return lines;
}

std::string rectangle(const std::string& look, int y, int length) {
    return "<rect " + look + " x=\"0\" y=\"" + std::to_string(y) + "\" width=\"" + std::to_string(length) +
           "\" height=\"" + std::to_string(bar_height) + "\"/>\n";
}

int length_of(int value, int largest) {
    return largest == 0 ? shortest_bar : std::max(shortest_bar, value * longest_bar / largest);
}

// Draws the label from `top` on, the bar below it, and moves `top` to where the next one begins.
std::string drawn_bar(const BarChart& chart, const Bar& bar, int& top, int largest) {
    std::string drawing;
    for (const auto& line : lines_of(bar.label)) drawing += svg_text(0, top += line_height, line);
    const int y = top + label_gap;
    const int length = bar.value ? length_of(*bar.value, largest) : hidden_bar;
    if (bar.value)
        drawing += rectangle("class=\"bar\"", y, length);
    else
        drawing += rectangle("class=\"hidden\"", y, length) +
                   rectangle("fill=\"url(#" + chart.id + "-hatch)\"", y, length);
    top = y + bar_height + row_gap;
    return drawing + svg_text(length + text_gap, y + bar_height - 4, bar.words);
}

int largest_value(const BarChart& chart) {
    int largest = 0;
    for (const auto& bar : chart.bars) largest = std::max(largest, bar.value.value_or(0));
    return largest;
}

}  // namespace

Html draw(const BarChart& chart) {
    const int largest = largest_value(chart);
    std::string bars;
    int height = 0;
    for (const auto& bar : chart.bars) bars += drawn_bar(chart, bar, height, largest);
    return {svg_opening({chart.id, "chart", chart.title, chart.description, width, height}) + bars +
            "<path class=\"axis\" d=\"M0 0V" + std::to_string(height) + "\"/>\n</svg>"};
}

}  // namespace prevenance::forms
