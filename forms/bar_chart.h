// A bar chart drawn by the server: an SVG with a title and a description, readable at 320 px, in print and in
// black and white. It is not the only carrier of its numbers: a table stands beside it. A bar without a value
// is hatched and says so in words.
#pragma once

#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct Bar {
    std::string label;         // breaks between words where it is longer than the drawing is wide
    std::optional<int> value;  // 0 or more; none: not published
    std::string words;         // behind the bar: "environ 45", "non publié"
};

struct BarChart {
    std::string id;  // unique in the page; prefix of the ids inside
    std::string title;
    std::string description;  // the same content in one sentence, for who does not see it
    std::vector<Bar> bars;
};

Html draw(const BarChart& chart);

}  // namespace prevenance::forms
