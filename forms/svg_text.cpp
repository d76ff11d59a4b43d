#include "forms/svg_text.h"

namespace prevenance::forms {

std::string svg_escaped(const std::string& text) {
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

std::string svg_text(int x, int y, const std::string& text, const std::string& attributes) {
    return "<text x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\"" + attributes + ">" +
           svg_escaped(text) + "</text>\n";
}

std::string svg_opening(const SvgFrame& frame) {
    const auto id = svg_escaped(frame.id);
    const auto width = std::to_string(frame.width);
    const auto height = std::to_string(frame.height);
    return "<svg class=\"" + frame.look + "\" role=\"img\" aria-labelledby=\"" + id + "-title " + id +
           "-words\" viewBox=\"0 0 " + width + " " + height + "\" width=\"" + width + "\" height=\"" +
           height + "\">\n<title id=\"" + id + "-title\">" + svg_escaped(frame.title) +
           "</title>\n<desc id=\"" + id + "-words\">" + svg_escaped(frame.description) +
           "</desc>\n<defs><pattern id=\"" + id +
           "-hatch\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><path class=\"axis\" "
           "d=\"M0 8L8 0\"/></pattern></defs>\n";
}

}  // namespace prevenance::forms
