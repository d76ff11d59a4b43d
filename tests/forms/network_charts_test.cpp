// The drawings of a network's dashboard: the map of equal squares, and the line by quarter.
#include "domain/choice_list.h"
#include "forms/bar_chart.h"
#include "forms/characters.h"
#include "forms/quarter_chart.h"
#include "forms/svg_text.h"
#include "forms/tile_map.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace prevenance::forms {
namespace {

int times(const std::string& text, const std::string& part) {
    int found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

// Places of squares, without the hatching that lies over them.
std::multiset<std::string> squares_of(const std::string& drawing) {
    std::multiset<std::string> places;
    for (auto at = drawing.find("<rect class="); at != std::string::npos;
         at = drawing.find("<rect class=", at + 1)) {
        const auto from = drawing.find(" x=", at);
        places.insert(drawing.substr(from, drawing.find("/>", at) - from));
    }
    return places;
}

std::vector<std::string> texts_of(const std::string& drawing) {
    std::vector<std::string> texts;
    for (auto at = drawing.find("<text "); at != std::string::npos; at = drawing.find("<text ", at + 1)) {
        const auto from = drawing.find('>', at) + 1;
        texts.push_back(drawing.substr(from, drawing.find('<', from) - from));
    }
    return texts;
}

// « Personnes pour qui des mesures de travail ont été proposées » ended outside its drawing, behind the edge.
TEST(BarChart, a_label_longer_than_the_drawing_is_wide_was_cut_off) {
    const std::string label = "Personnes pour qui des mesures de travail ont été proposées";
    const auto texts = texts_of(draw({"c", "Titre", "Mots", {{label, 45, "environ 45"}}}).text);
    EXPECT_EQ(texts, (std::vector<std::string>{"Personnes pour qui des mesures de", "travail ont été proposées",
                                               "environ 45"}));
}

TEST(BarChart, bars_stand_below_their_labels_and_inside_the_drawing) {
    const std::string two_lines = "Accompagnant éducatif et social (auxiliaire de vie sociale)";
    const auto drawing = draw({"c", "Titre", "Mots", {{two_lines, 2, "2"}, {"Court", {}, "non publié"}}}).text;
    EXPECT_NE(drawing.find("viewBox=\"0 0 300 124\""), std::string::npos) << drawing;
    EXPECT_EQ(squares_of(drawing), (std::multiset<std::string>{
                                       " x=\"0\" y=\"38\" width=\"170\" height=\"18\"",
                                       " x=\"0\" y=\"92\" width=\"60\" height=\"18\""}));
}

TEST(BarChart, no_line_of_a_label_is_longer_than_40_characters_and_no_word_is_lost) {
    for (const auto* file : {"job_families.csv", "departments.csv"}) {
        std::stringstream text;
        text << std::ifstream{std::filesystem::path{PREVENANCE_SOURCE_DIR} / "config" / file}.rdbuf();
        for (std::string label; std::getline(text, label);) {
            auto texts = texts_of(draw({"c", "", "", {{label, 1, ""}}}).text);
            texts.pop_back();  // the words behind the bar
            std::string together;
            for (const auto& line : texts) {
                EXPECT_LE(characters_in(line), 40U) << line;
                together += (together.empty() ? "" : " ") + line;
            }
            EXPECT_EQ(together, svg_escaped(label));
        }
    }
}

TEST(TileMap, has_the_101_departments_once_each) {
    const auto codes = department_codes();
    EXPECT_EQ(codes.size(), 101U);
    EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 101U);
    for (const auto* code : {"01", "2A", "2B", "59", "75", "95", "971", "972", "973", "974", "976"})
        EXPECT_NE(std::ranges::find(codes, code), codes.end()) << code;
    for (const auto* absent : {"20", "96", "975", "00"})
        EXPECT_EQ(std::ranges::find(codes, absent), codes.end()) << absent;
}

TEST(TileMap, has_a_square_for_each_departement_of_the_list_and_no_other) {
    const auto file = std::filesystem::path{PREVENANCE_SOURCE_DIR} / "config" / "departments.csv";
    std::stringstream text;
    text << std::ifstream{file}.rdbuf();
    const auto departments = ChoiceList::parse("departments.csv", text.str(), CodeLetters::capital);
    ASSERT_TRUE(departments);
    auto listed = departments->codes();
    auto drawn = department_codes();
    std::ranges::sort(listed);
    std::ranges::sort(drawn);
    EXPECT_EQ(drawn, listed);
    for (const auto& [code, name] : {std::pair{"2A", "Corse-du-Sud"}, {"07", "Ardèche"}, {"22", "Côtes-d’Armor"},
                                     {"43", "Haute-Loire"}, {"88", "Vosges"}, {"974", "La Réunion"}})
        EXPECT_EQ(departments->label_of(code), name);
}

TEST(TileMap, draws_equal_squares_that_do_not_lie_on_each_other) {
    const auto drawing = draw(TileMap{"carte", "Titre", "Description", {}}).text;
    const auto squares = squares_of(drawing);
    EXPECT_EQ(squares.size(), 101U);
    EXPECT_EQ(std::set<std::string>(squares.begin(), squares.end()).size(), 101U);
    EXPECT_EQ(times(drawing, "class=\"empty\""), 101);
}

TEST(TileMap, hatches_what_is_hidden_and_numbers_what_is_shown) {
    const auto drawing =
        draw(TileMap{"carte", "Titre", "Description", {{"59", 12}, {"62", std::nullopt}, {"75", 30}}}).text;
    EXPECT_EQ(times(drawing, "#carte-hatch"), 1);
    EXPECT_EQ(times(drawing, "class=\"hidden\""), 1);
    EXPECT_EQ(times(drawing, "class=\"empty\""), 98);
    EXPECT_EQ(times(drawing, "class=\"class-1\""), 1);
    EXPECT_EQ(times(drawing, "class=\"class-2\""), 1);
    EXPECT_EQ(drawing.find("style="), std::string::npos);
}

TEST(TileMap, takes_no_markup_from_its_words) {
    EXPECT_EQ(draw(TileMap{"carte", "<script>", "a & \"b\"", {}}).text.find("<script>"), std::string::npos);
}

RC_GTEST_PROP(TileMap, classes_follow_the_values, ()) {
    const auto values = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 100));
    TileMap map{"carte", "", "", {}};
    const auto codes = department_codes();
    for (std::size_t i = 0; i < std::min(values.size(), codes.size()); ++i) map.values[codes[i]] = values[i];
    const auto bounds = class_bounds(map);
    RC_ASSERT(bounds.size() <= map_classes);
    RC_ASSERT(std::ranges::is_sorted(bounds, std::less_equal{}));
    RC_ASSERT(bounds.empty() == map.values.empty());
    for (const auto& [code, value] : map.values) {
        const auto place = class_of(*value, bounds);
        RC_ASSERT(place >= 1 && place <= bounds.size());
        RC_ASSERT(*value <= bounds[place - 1]);
        const bool exceeds_the_class_before = place == 1 || *value > bounds[place - 2];
        RC_ASSERT(exceeds_the_class_before);
    }
}

QuarterChart chart(std::vector<QuarterColumn> columns) {
    return {"tot-1", "Titre", "Description", std::move(columns)};
}

TEST(QuarterChart, breaks_the_line_where_a_quarter_is_hidden) {
    const auto drawing =
        draw(chart({{"T1 25", 20, {}}, {"T2 25", 25, {}}, {"T3 25", {}, {}}, {"T4 25", 30, {}}})).text;
    EXPECT_EQ(times(drawing, "#tot-1-hatch"), 1);
    const auto line = drawing.substr(drawing.find("class=\"line\""));
    EXPECT_EQ(times(line.substr(0, line.find("/>")), "M"), 2);
    EXPECT_EQ(times(drawing, "<circle class=\"bar\""), 3);
}

TEST(QuarterChart, draws_the_usual_range_and_marks_what_departs) {
    const auto usual = draw(chart({{"T1 25", 40, UsualRange{40, 30, 50, false}}})).text;
    EXPECT_EQ(times(usual, "class=\"usual\""), 1);
    EXPECT_EQ(times(usual, "class=\"departing\""), 0);
    const auto departing = draw(chart({{"T1 25", 60, UsualRange{40, 30, 50, true}}})).text;
    EXPECT_EQ(times(departing, "class=\"departing\""), 1);
}

TEST(QuarterChart, draws_nothing_known_without_a_line) {
    EXPECT_EQ(draw(chart({{"T1 25", {}, {}}})).text.find("class=\"line\""), std::string::npos);
    EXPECT_NE(draw(chart({})).text.find("</svg>"), std::string::npos);
}

}  // namespace
}  // namespace prevenance::forms
