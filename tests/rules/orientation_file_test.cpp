// A sound tree is read, and each way of breaking one is refused with the name of its node.
#include "rules/orientation_file.h"

#include <gtest/gtest.h>

namespace prevenance::rules {
namespace {

Directory one_sheet() {
    Directory directory;
    Sheet sheet;
    sheet.id = "a--visite";
    sheet.name = "Visite";
    directory.put(sheet);
    return directory;
}

// A sound tree: a question with two leaves.
const std::string sound = R"(start: moment
nodes:
  - name: moment
    title: Quand
    choices:
      - {label: "Avant", to: avant}
      - {label: "Après", to: apres}
  - name: avant
    title: Avant
    devices:
      - {label: "Une visite", sheets: [a--visite]}
  - name: apres
    title: Après
    words: Plus tard
    devices:
      - {label: "Une visite", words: "Appelez", sheets: [a--visite]}
)";

std::string with(const std::string& from, const std::string& to) {
    auto text = sound;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

std::string complaints(const std::string& text) {
    const auto tree = read_orientation("arbre.yaml", text, one_sheet());
    EXPECT_FALSE(tree) << text;
    return tree ? std::string{} : tree.error().detail;
}

void expect_says(const std::string& text, const std::string& code, const std::string& node) {
    const auto said = complaints(text);
    EXPECT_NE(said.find("[" + code + "]"), std::string::npos) << said;
    EXPECT_NE(said.find(node), std::string::npos) << said;
    EXPECT_NE(said.find("arbre.yaml:"), std::string::npos) << said;
}

TEST(OrientationFile, reads_a_sound_tree) {
    const auto tree = read_orientation("arbre.yaml", sound, one_sheet());
    ASSERT_TRUE(tree) << tree.error().detail;
    ASSERT_EQ(tree->nodes().size(), 3U);
    const auto leaf = tree->walk("apres");
    ASSERT_TRUE(leaf);
    EXPECT_EQ(leaf->node->words, "Plus tard");
    EXPECT_EQ(leaf->node->devices[0].words, "Appelez");
    EXPECT_EQ(leaf->node->devices[0].sheets, std::vector<std::string>{"a--visite"});
}

TEST(OrientationFile, refuses_a_loop_and_says_its_way) {
    const auto text = with("    devices:\n      - {label: \"Une visite\", sheets: [a--visite]}\n",
                           "    choices:\n      - {label: \"Encore\", to: moment}\n");
    expect_says(text, "loop", "moment → avant → moment");
}

TEST(OrientationFile, refuses_a_node_that_leads_to_itself) {
    const auto text = with("    devices:\n      - {label: \"Une visite\", sheets: [a--visite]}\n",
                           "    choices:\n      - {label: \"Encore\", to: avant}\n");
    expect_says(text, "loop", "avant → avant");
}

TEST(OrientationFile, refuses_a_choice_that_leads_nowhere_and_names_the_nearest) {
    expect_says(with("to: apres", "to: aprs"), "unknown_node", "aprs");
    EXPECT_NE(complaints(with("to: apres", "to: aprs")).find("apres"), std::string::npos);
    EXPECT_NE(complaints(with("to: apres", "to: aprs")).find("[unreachable]"), std::string::npos)
        << "and nobody reaches the node that was meant";
}

TEST(OrientationFile, refuses_a_dead_end) {
    expect_says(with("    devices:\n      - {label: \"Une visite\", sheets: [a--visite]}\n", ""), "dead_end",
                "avant");
    expect_says(
        with("    devices:\n      - {label: \"Une visite\", sheets: [a--visite]}\n", "    devices: []\n"),
        "dead_end", "avant");
}

TEST(OrientationFile, refuses_what_nobody_reaches) {
    expect_says(
        sound + "  - name: ile\n    title: Île\n    devices:\n      - {label: L, sheets: [a--visite]}\n",
        "unreachable", "ile");
}

TEST(OrientationFile, refuses_missing_words_and_names_the_node) {
    expect_says(with("    title: Avant\n", ""), "missing_label", "avant");
    expect_says(with("{label: \"Avant\", to: avant}", "{to: avant}"), "missing_label", "moment");
    expect_says(with("{label: \"Avant\", to: avant}", "{label: \"\", to: avant}"), "missing_label", "moment");
    expect_says(with("{label: \"Une visite\", sheets", "{sheets"), "missing_label", "avant");
}

TEST(OrientationFile, refuses_a_device_without_a_sheet_and_a_sheet_that_is_not_there) {
    expect_says(with(", sheets: [a--visite]}\n  - name: apres", "}\n  - name: apres"), "no_sheet", "avant");
    expect_says(with("sheets: [a--visite]", "sheets: []"), "no_sheet", "avant");
    expect_says(with("sheets: [a--visite]", "sheets: [a--visit]"), "unknown_sheet", "a--visite");
}

TEST(OrientationFile, refuses_doubles_bad_names_and_a_start_that_is_not_there) {
    expect_says(with("- name: apres", "- name: avant"), "duplicate_node", "avant");
    expect_says(with("to: apres", "to: avant"), "duplicate_choice", "avant");
    expect_says(with("start: moment", "start: debut"), "unknown_node", "debut");
    expect_says(with("- name: apres", "- name: Après"), "bad_name", "Après");
    expect_says(with("- name: apres", "- name: a.b"), "bad_name", "a.b");
    expect_says(with("    title: Quand\n",
                     "    title: Quand\n    devices:\n      - {label: L, sheets: [a--visite]}\n"),
                "question_and_leaf", "moment");
}

TEST(OrientationFile, says_every_fault_at_once) {
    auto text = with("sheets: [a--visite]", "sheets: [a--rien]");
    text += "  - name: ile\n    title: Île\n";
    const auto said = complaints(text);
    for (const auto* code : {"[unknown_sheet]", "[dead_end]", "[unreachable]"})
        EXPECT_NE(said.find(code), std::string::npos) << said;
}

TEST(OrientationFile, refuses_what_is_no_tree_at_all) {
    for (const auto* text :
         {"", "[]", "nodes: 3", "start: a\nnodes:\n  - 3\n", "\xFF\xFE", "start: [a]\nnodes: []\n"})
        EXPECT_FALSE(read_orientation("arbre.yaml", text, one_sheet())) << text;
}

}  // namespace
}  // namespace prevenance::rules
