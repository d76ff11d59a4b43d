// Every shipped rule, explained on the first drawn day on which it holds, in a file that a physician or a
// staff representative can read in a review: tests/rules/explanations/S1.txt. A change of words is a change
// of these files. To write them anew after a change that was meant, then read the difference:
//   PREVENANCE_WRITE_EXPLANATIONS=1 build/plain/tests/rules/rules_tests --gtest_filter='ExplanationFiles.*'
#include "rules/drawn_timeline.h"
#include "rules/engine.h"
#include "rules/explanation_text.h"
#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>

namespace prevenance::rules {
namespace {

const std::filesystem::path folder =
    std::filesystem::path(PREVENANCE_SOURCE_DIR) / "tests/rules/explanations";

bool writes_files() {
    return std::getenv("PREVENANCE_WRITE_EXPLANATIONS") != nullptr;
}

std::optional<Explanation> explained_on(const Rule& rule, const DrawnTimeline& drawn, Date day) {
    const auto explain_among = [&](const auto& timeline) -> std::optional<Explanation> {
        for (const auto& finding : evaluate(shipped_rules(), timeline, day))
            if (finding.rule().id == rule.identity.id)
                return explain(finding, rule, shipped_catalogue(),
                               surroundings(shipped_rules(), finding, timeline));
        return std::nullopt;
    };
    return rule.level == RuleLevel::team ? explain_among(drawn.team) : explain_among(drawn.person);
}

std::string file_text(const Explanation& explanation, Date day) {
    return explanation.words.identity.id + ", version " + explanation.words.identity.version + ". " +
           explanation.words.title + "\nAu " + french_date(day) + "\n\n" + explanation_text(explanation, "");
}

// Nothing where no drawn history of the rule has a day on which it holds.
std::optional<std::string> text_of(const Rule& rule) {
    static const auto all = shipped_timelines();
    for (const auto& drawn : all) {
        if (drawn.rule != rule.identity.id) continue;
        const auto column = std::ranges::find_if(drawn.columns, &DrawnTimeline::Column::holds);
        if (column == drawn.columns.end()) continue;
        const auto explanation = explained_on(rule, drawn, column->first);
        if (explanation) return file_text(*explanation, column->first);
    }
    return std::nullopt;
}

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

TEST(ExplanationFiles, every_shipped_rule_reads_as_it_was_reviewed) {
    for (const Rule& rule : shipped_rules().rules()) {
        const auto text = text_of(rule);
        EXPECT_TRUE(text) << rule.identity.id << " holds on no drawn day";
        if (!text) continue;
        const auto path = folder / (rule.identity.id + ".txt");
        if (writes_files()) std::ofstream{path, std::ios::binary} << *text;
        EXPECT_EQ(content_of(path), *text)
            << "see the head of this test for how to write " << path.filename();
    }
}

TEST(ExplanationFiles, no_file_is_left_of_a_rule_that_is_gone) {
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        EXPECT_NE(shipped_rules().find(entry.path().stem().string()), nullptr) << entry.path();
}

TEST(ExplanationFiles, nothing_is_left_to_fill_in) {
    for (const Rule& rule : shipped_rules().rules()) {
        const auto text = text_of(rule);
        if (!text) continue;
        EXPECT_EQ(text->find_first_of("{}?"), std::string::npos) << *text;
    }
}

TEST(ExplanationFiles, every_number_of_a_rule_is_said_what_for) {
    for (const Rule& rule : shipped_rules().rules())
        for (const auto& threshold : words_of(rule).thresholds)
            EXPECT_FALSE(threshold.role.empty()) << rule.identity.id << "." << threshold.name;
}

}  // namespace
}  // namespace prevenance::rules
