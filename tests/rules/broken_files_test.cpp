// Bytes that nobody meant: random ones, and rules and drawings that ship, cut, doubled and overwritten. A
// reader must come back, and what it refuses must have a place and words.
#include "rules/drawn_timeline.h"
#include "rules/lint.h"
#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>

#include <fstream>
#include <random>

namespace prevenance::rules {
namespace {

class Mutations {
public:
    explicit Mutations(unsigned seed) : random_(seed) {}

    std::string bytes() {
        std::string text(below(400), ' ');
        for (char& c : text) c = static_cast<char>(below(256));
        return text;
    }

    std::string of(std::string text) {
        for (std::size_t i = 0, count = 1 + below(4); i < count && !text.empty(); ++i) change(text);
        return text;
    }

private:
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

    void change(std::string& text) {
        static const std::vector<std::string> words{
            "&a",     "*a",  "- ",       ": ", "{",     "}",      "[",       "]",        "\n",
            "\t",     "|",   ">",        "-1", "0",     "99999",  "~",       "!!python", "when:",
            "rule: ", "any", "\xff",     "'",  "\"",    "%",      "\xC2",    "---",      "r",
            ":",      "m",   "case x\n", "x>", "gone ", "known ", "team:T1 "};
        const auto at = below(text.size());
        const auto length = 1 + below(20);
        switch (below(4)) {
            case 0:
                text.erase(at, length);
                break;
            case 1:
                text.insert(at, words[below(words.size())]);
                break;
            case 2:
                text[at] = static_cast<char>(below(256));
                break;
            default:
                text.insert(below(text.size()), text.substr(at, length));
        }
    }

    std::mt19937 random_;
};

void expect_places(const std::vector<Complaint>& complaints, const std::string& text) {
    const auto lines = std::ranges::count(text, '\n') + 2;
    for (const auto& each : complaints) {
        EXPECT_GE(each.at.line, 1) << each.line();
        EXPECT_LE(each.at.line, lines) << each.line();
        EXPECT_GE(each.at.column, 1) << each.line();
        EXPECT_FALSE(each.message.empty() || each.code.empty()) << each.line();
    }
}

void read_as_rule(const std::string& text) {
    const std::vector<RuleText> texts{{"x.yaml", text}};
    const auto reading = read_rule_files(texts, shipped_catalogue(), test_hash);
    EXPECT_NE(reading.rules.empty(), reading.complaints.empty()) << text;
    expect_places(reading.complaints, text);
    expect_places(lint(reading.rules), text);
}

void read_as_timeline(const std::string& text) {
    std::vector<Complaint> complaints;
    read_drawn_timelines({"x.timeline", text}, shipped_catalogue(), complaints);
    expect_places(complaints, text);
}

TEST(BrokenFiles, random_bytes_are_refused_with_a_place) {
    Mutations mutations{1};
    for (int i = 0; i < 3000; ++i) {
        const auto bytes = mutations.bytes();
        read_as_rule(bytes);
        read_as_timeline(bytes);
    }
}

TEST(BrokenFiles, shipped_rules_that_were_damaged_are_read_or_refused_with_a_place) {
    Mutations mutations{2};
    for (const auto& shipped : shipped_rule_texts())
        for (int i = 0; i < 200; ++i) read_as_rule(mutations.of(shipped.text));
}

TEST(BrokenFiles, drawings_that_were_damaged_are_read_or_refused_with_a_place) {
    Mutations mutations{3};
    const auto shipped = source_file("config/rules/S1.timeline") + source_file("config/rules/T1.timeline");
    for (int i = 0; i < 150; ++i) read_as_timeline(mutations.of(shipped));
}

}  // namespace
}  // namespace prevenance::rules
