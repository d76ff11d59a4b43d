// Text inside a drawing of the server: escaped, because labels come from lists that people edit.
#pragma once

#include <string>

namespace prevenance::forms {

std::string svg_escaped(const std::string& text);

// Baseline at x, y in user units. `attributes` is ours, with a blank in front, or empty: " class=\"note\"".
std::string svg_text(int x, int y, const std::string& text, const std::string& attributes = {});

// The opening of a drawing that a screen reader reads as one picture, with the pattern that stands for
// "not published". `look` is a class of the stylesheet.
struct SvgFrame {
    std::string id;  // unique in the page; prefix of the ids inside
    std::string look;
    std::string title;
    std::string description;  // the same content in words
    int width = 0;            // user units
    int height = 0;
};
std::string svg_opening(const SvgFrame& frame);

}  // namespace prevenance::forms
