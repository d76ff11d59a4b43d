#include "forms/quarter_chart.h"

#include "forms/svg_text.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

// In user units of the drawing, which is as wide as the narrowest screen's text column.
constexpr int width = 300;
constexpr int height = 190;
constexpr int top = 24;
constexpr int bottom = 160;
constexpr int band = 22;
constexpr int point_size = 4;
constexpr int departing_size = 8;

int largest_of(const QuarterChart& chart) {
    int largest = 10;
    for (const auto& column : chart.columns) {
        largest = std::max(largest, column.value.value_or(0));
        if (column.usual) largest = std::max(largest, column.usual->upper);
    }
    return largest;
}

class Place {
public:
    explicit Place(const QuarterChart& chart)
        : largest_(largest_of(chart)), step_(width / std::max(1, static_cast<int>(chart.columns.size()))) {}
    int across(std::size_t column) const { return step_ / 2 + static_cast<int>(column) * step_; }
    int down(int value) const { return bottom - value * (bottom - top) / largest_; }

private:
    int largest_;
    int step_;
};

std::string column_rectangle(const std::string& look, int x, int from, int to) {
    return "<rect " + look + " x=\"" + std::to_string(x - band / 2) + "\" y=\"" + std::to_string(from) +
           "\" width=\"" + std::to_string(band) + "\" height=\"" + std::to_string(std::max(1, to - from)) +
           "\"/>\n";
}

std::string circle(const std::string& look, int x, int y, int size) {
    return "<circle class=\"" + look + "\" cx=\"" + std::to_string(x) + "\" cy=\"" + std::to_string(y) +
           "\" r=\"" + std::to_string(size) + "\"/>\n";
}

// A column that is not published breaks the line: nothing is drawn where nothing is known.
std::string drawn_line(const QuarterChart& chart, const Place& place) {
    std::string path;
    bool is_drawing = false;
    for (std::size_t i = 0; i < chart.columns.size(); ++i) {
        const auto& value = chart.columns[i].value;
        if (value)
            path += (is_drawing ? "L" : "M") + std::to_string(place.across(i)) + " " +
                    std::to_string(place.down(*value));
        is_drawing = value.has_value();
    }
    return path.empty() ? path : "<path class=\"line\" d=\"" + path + "\"/>\n";
}

std::string drawn_column(const QuarterChart& chart, std::size_t i, const Place& place) {
    constexpr auto middle = " text-anchor=\"middle\"";
    const auto& column = chart.columns[i];
    const int x = place.across(i);
    auto drawing = svg_text(x, height - 8, column.label, " text-anchor=\"middle\" class=\"small\"");
    if (column.usual)
        drawing += column_rectangle("class=\"usual\"", x, place.down(column.usual->upper),
                                    place.down(column.usual->lower));
    if (!column.value)
        return drawing + column_rectangle("class=\"hidden\"", x, top, bottom) +
               column_rectangle("fill=\"url(#" + chart.id + "-hatch)\"", x, top, bottom);
    const int y = place.down(*column.value);
    if (column.usual && column.usual->departs) drawing += circle("departing", x, y, departing_size);
    return drawing + circle("bar", x, y, point_size) +
           svg_text(x, y - departing_size - 2, std::to_string(*column.value), middle);
}

}  // namespace

Html draw(const QuarterChart& chart) {
    const Place place{chart};
    auto drawing = svg_opening({chart.id, "chart", chart.title, chart.description, width, height});
    std::string columns;
    for (std::size_t i = 0; i < chart.columns.size(); ++i) columns += drawn_column(chart, i, place);
    drawing += columns + drawn_line(chart, place);
    drawing +=
        "<path class=\"axis\" d=\"M0 " + std::to_string(bottom) + "H" + std::to_string(width) + "\"/>\n";
    return {drawing + "</svg>"};
}

}  // namespace prevenance::forms
