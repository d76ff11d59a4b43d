#include "forms/waiting_chart.h"

#include "forms/svg_text.h"

namespace prevenance::forms {
namespace {

// In user units of the drawing, which is as wide as the narrowest screen's text column.
constexpr int width = 300;
constexpr int height = 200;
constexpr int left = 46;  // leaves room for "100 %"
constexpr int right = 262;
constexpr int top = 20;
constexpr int bottom = 166;
constexpr int point_size = 4;
constexpr int tick = 4;
constexpr auto end = " text-anchor=\"end\"";
constexpr auto small = " class=\"small\"";
constexpr auto small_middle = " text-anchor=\"middle\" class=\"small\"";
constexpr auto small_end = " text-anchor=\"end\" class=\"small\"";

int down(int percent) {
    return bottom - percent * (bottom - top) / 100;
}

int across(int days, int last_day) {
    return left + days * (right - left) / last_day;
}

std::string level(int percent) {
    return "<path class=\"axis\" d=\"M" + std::to_string(left - tick) + " " + std::to_string(down(percent)) + "H" +
           std::to_string(left) + "\"/>\n" +
           svg_text(left - tick - 2, down(percent) + 4, std::to_string(percent) + "\u00A0%", small_end);
}

// Two strokes: a corner in one of them would be filled.
std::string axes() {
    const auto corner = "M" + std::to_string(left) + " " + std::to_string(bottom);
    return "<path class=\"axis\" d=\"" + corner + "V" + std::to_string(top) + corner + "H" +
           std::to_string(right) + "\"/>\n" + level(0) + level(50) + level(100) +
           svg_text(left, height - 16, "envoi", small);
}

// Wherever the share may have been between two days that are known.
std::string zone(int from_x, int to_x, int from_percent, int to_percent) {
    return "<rect class=\"usual\" x=\"" + std::to_string(from_x) + "\" y=\"" + std::to_string(down(to_percent)) +
           "\" width=\"" + std::to_string(to_x - from_x) + "\" height=\"" +
           std::to_string(down(from_percent) - down(to_percent)) + "\"/>\n";
}

std::string drawn_point(int x, const WaitingPoint& point) {
    return "<circle class=\"bar\" cx=\"" + std::to_string(x) + "\" cy=\"" + std::to_string(down(point.percent)) +
           "\" r=\"" + std::to_string(point_size) + "\"/>\n" +
           svg_text(x - point_size, down(point.percent) - 2 * point_size, std::to_string(point.percent) + "\u00A0%",
                    end) +
           svg_text(x, height - 16, std::to_string(point.days) + "\u00A0jours", small_middle);
}

}  // namespace

Html draw(const WaitingChart& chart) {
    auto drawing = svg_opening({chart.id, "chart", chart.title, chart.description, width, height});
    std::string zones;
    std::string points;
    std::string line = "M" + std::to_string(left) + " " + std::to_string(bottom);
    WaitingPoint before;
    for (const auto& point : chart.points) {
        const int x = across(point.days, chart.points.back().days);
        zones += zone(across(before.days, chart.points.back().days), x, before.percent, point.percent);
        line += "H" + std::to_string(x) + "V" + std::to_string(down(point.percent));
        points += drawn_point(x, point);
        before = point;
    }
    drawing += zones + axes();
    if (!chart.points.empty()) drawing += "<path class=\"line\" d=\"" + line + "\"/>\n";
    return {drawing + points + "</svg>"};
}

}  // namespace prevenance::forms
