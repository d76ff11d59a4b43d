#include "forms/bar_chart.h"

#include "forms/svg_text.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

// In user units of the drawing, which is as wide as the narrowest screen's text column.
constexpr int width = 300;
constexpr int row_height = 54;
constexpr int bar_top = 22;
constexpr int bar_height = 18;
constexpr int longest_bar = 170;  // leaves room for "environ 250 000"
constexpr int hidden_bar = 60;
constexpr int shortest_bar = 2;
constexpr int text_gap = 8;

std::string rectangle(const std::string& look, int y, int length) {
    return "<rect " + look + " x=\"0\" y=\"" + std::to_string(y) + "\" width=\"" + std::to_string(length) +
           "\" height=\"" + std::to_string(bar_height) + "\"/>\n";
}

int length_of(int value, int largest) {
    return largest == 0 ? shortest_bar : std::max(shortest_bar, value * longest_bar / largest);
}

std::string drawn_bar(const BarChart& chart, const Bar& bar, int top, int largest) {
    const int y = top + bar_top;
    const int length = bar.value ? length_of(*bar.value, largest) : hidden_bar;
    auto drawing = svg_text(0, top + bar_top - 6, bar.label);
    if (bar.value)
        drawing += rectangle("class=\"bar\"", y, length);
    else
        drawing += rectangle("class=\"hidden\"", y, length) +
                   rectangle("fill=\"url(#" + chart.id + "-hatch)\"", y, length);
    return drawing + svg_text(length + text_gap, y + bar_height - 4, bar.words);
}

int largest_value(const BarChart& chart) {
    int largest = 0;
    for (const auto& bar : chart.bars) largest = std::max(largest, bar.value.value_or(0));
    return largest;
}

}  // namespace

Html draw(const BarChart& chart) {
    const int height = static_cast<int>(chart.bars.size()) * row_height;
    auto drawing = svg_opening({chart.id, "chart", chart.title, chart.description, width, height});
    int top = 0;
    for (const auto& bar : chart.bars) {
        drawing += drawn_bar(chart, bar, top, largest_value(chart));
        top += row_height;
    }
    drawing += "<path class=\"axis\" d=\"M0 0V" + std::to_string(height) + "\"/>\n</svg>";
    return {drawing};
}

}  // namespace prevenance::forms
