#include "forms/bar_chart.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

// In user units of the drawing, which is as wide as the narrowest screen's text column.
constexpr int width = 300;
constexpr int row_height = 54;
constexpr int bar_top = 22;
constexpr int bar_height = 18;
constexpr int longest_bar = 190;
constexpr int hidden_bar = 60;
constexpr int shortest_bar = 2;
constexpr int text_gap = 8;

std::string escaped(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        if (c == '&')
            safe += "&amp;";
        else if (c == '<')
            safe += "&lt;";
        else if (c == '>')
            safe += "&gt;";
        else if (c == '"')
            safe += "&quot;";
        else
            safe += c;
    }
    return safe;
}

std::string text_at(int x, int y, const std::string& text) {
    return "<text x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\">" + escaped(text) +
           "</text>\n";
}

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
    auto drawing = text_at(0, top + bar_top - 6, bar.label);
    if (bar.value)
        drawing += rectangle("class=\"bar\"", y, length);
    else
        drawing += rectangle("class=\"hidden\"", y, length) +
                   rectangle("fill=\"url(#" + chart.id + "-hatch)\"", y, length);
    return drawing + text_at(length + text_gap, y + bar_height - 4, bar.words);
}

int largest_value(const BarChart& chart) {
    int largest = 0;
    for (const auto& bar : chart.bars) largest = std::max(largest, bar.value.value_or(0));
    return largest;
}

}  // namespace

Html draw(const BarChart& chart) {
    const auto height = std::to_string(static_cast<int>(chart.bars.size()) * row_height);
    const auto id = escaped(chart.id);
    auto drawing = "<svg class=\"chart\" role=\"img\" aria-labelledby=\"" + id + "-title " + id +
                   "-words\" viewBox=\"0 0 " + std::to_string(width) + " " + height + "\" width=\"" +
                   std::to_string(width) + "\" height=\"" + height + "\">\n<title id=\"" + id + "-title\">" +
                   escaped(chart.title) + "</title>\n<desc id=\"" + id + "-words\">" +
                   escaped(chart.description) + "</desc>\n<defs><pattern id=\"" + id +
                   "-hatch\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><path class=\"axis\" "
                   "d=\"M0 8L8 0\"/></pattern></defs>\n";
    int top = 0;
    for (const auto& bar : chart.bars) {
        drawing += drawn_bar(chart, bar, top, largest_value(chart));
        top += row_height;
    }
    drawing += "<path class=\"axis\" d=\"M0 0V" + height + "\"/>\n</svg>";
    return {drawing};
}

}  // namespace prevenance::forms
