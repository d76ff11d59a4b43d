// The share of people who had their visit, day after day, drawn by the server. Only the last day of each class is
// known: the line is a staircase that rises on those days, and a grey zone holds every course that agrees with
// them. A table stands beside it.
#pragma once

#include "forms/template_data.h"

#include <string>
#include <vector>

namespace prevenance::forms {

struct WaitingPoint {
    int days = 0;     // since the message, above 0
    int percent = 0;  // 0 to 100: had their visit by then
};

struct WaitingChart {
    std::string id;
    std::string title;
    std::string description;
    std::vector<WaitingPoint> points;  // by day; the last one ends the drawing
};

Html draw(const WaitingChart& chart);

}  // namespace prevenance::forms
