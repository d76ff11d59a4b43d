// Reads the colour tokens of the stylesheet and computes WCAG 2.2 contrast ratios (relative luminance,
// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio) for the pairs that pages use, light and dark.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include <gtest/gtest.h>

namespace {

std::map<std::string, std::string> tokens_in(const std::string& css) {
    std::map<std::string, std::string> tokens;
    std::istringstream lines{css};
    for (std::string line; std::getline(lines, line);) {
        const auto name = line.find("--");
        const auto colour = line.find(": #");
        if (name == std::string::npos || colour == std::string::npos || name > colour) continue;
        tokens[line.substr(name + 2, colour - name - 2)] = line.substr(colour + 3, 6);
    }
    return tokens;
}

double channel(const std::string& colour, std::size_t at) {
    const double share = std::stoi(colour.substr(at, 2), nullptr, 16) / 255.0;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

double luminance(const std::string& colour) {
    return 0.2126 * channel(colour, 0) + 0.7152 * channel(colour, 2) + 0.0722 * channel(colour, 4);
}

double contrast(const std::string& one, const std::string& other) {
    const auto lights = std::minmax({luminance(one), luminance(other)});  // a pair of values, not of references
    return (lights.second + 0.05) / (lights.first + 0.05);
}

class Contrast : public testing::TestWithParam<bool> {};

TEST_P(Contrast, of_every_pair_that_pages_use_is_enough) {
    std::ifstream file{std::string{PREVENANCE_SOURCE_DIR} + "/forms/assets/prevenance.css"};
    std::stringstream text;
    text << file.rdbuf();
    const auto css = text.str();
    const auto dark_start = css.find("prefers-color-scheme: dark");
    ASSERT_NE(dark_start, std::string::npos);
    const auto tokens = tokens_in(GetParam() ? css.substr(dark_start) : css.substr(0, dark_start));
    const std::pair<const char*, const char*> texts[] = {
        {"text", "page"},         {"text", "panel"},      {"secondary", "page"}, {"secondary", "panel"},
        {"action", "page"},       {"action", "panel"},    {"on-action", "action"}, {"error", "page"},
        {"error", "error-panel"}, {"done", "done-panel"}, {"warning", "warning-panel"},
        {"confidential", "confidential-panel"}};
    for (const auto& [front, back] : texts)
        EXPECT_GE(contrast(tokens.at(front), tokens.at(back)), 4.5) << front << " on " << back;
    EXPECT_GE(contrast(tokens.at("field-border"), tokens.at("page")), 3.0);
}

INSTANTIATE_TEST_SUITE_P(LightAndDark, Contrast, testing::Bool());

}  // namespace
