// The verbs for authors of rules, as they are typed: on the rules that ship, on wrong ones, and on the rule
// that the guide writes step by step, taken from the guide itself so that the guide cannot rot.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace prevenance::api {
namespace {

const std::filesystem::path source = PREVENANCE_SOURCE_DIR;

struct Outcome {
    int code = 0;
    std::string words;  // both streams
    bool says(const std::string& text) const { return words.find(text) != std::string::npos; }
};

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

Outcome run_line(const std::string& line) {
    std::unique_ptr<FILE, int (*)(FILE*)> pipe{::popen((line + " 2>&1").c_str(), "r"), ::pclose};
    Outcome outcome;
    std::array<char, 4096> buffer{};
    while (const auto size = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
        outcome.words.append(buffer.data(), size);
    outcome.code = WEXITSTATUS(::pclose(pipe.release()));
    return outcome;
}

class RulesCommands : public testing::Test {
protected:
    RulesCommands() {
        std::string pattern = (std::filesystem::temp_directory_path() / "prevenance-rules-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        folder_ = pattern;
    }
    ~RulesCommands() override { std::filesystem::remove_all(folder_); }

    static Outcome run(const std::string& arguments) {
        return run_line(std::string{"'"} + PREVENANCE_PROGRAM + "' rules " + arguments);
    }
    Outcome run_here(const std::string& verb) const { return run(verb + " '" + folder_.string() + "'"); }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream{folder_ / name, std::ios::binary} << text;
    }
    // What stands in the guide under "```yaml S90.yaml" and "```timeline S90.timeline".
    void write_rules_of_the_guide(const std::string& rule = "S90") const {
        const auto guide = text_of(source / "docs/guide/ecrire-une-regle.md");
        static const std::regex block{R"(```\w+ (\S+)\n([^`]*)```)"};
        for (std::sregex_iterator found{guide.begin(), guide.end(), block}, end; found != end; ++found)
            if ((*found)[1].str().starts_with(rule + ".")) write((*found)[1], (*found)[2]);
    }
    void change(const std::string& name, const std::string& from, const std::string& to) const {
        auto text = text_of(folder_ / name);
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        write(name, text.replace(at, from.size(), to));
    }

    std::filesystem::path folder_;
};

TEST_F(RulesCommands, the_rules_that_ship_are_sound_and_proven) {
    const auto checked = run("check --strict '" + (source / "config/rules").string() + "'");
    EXPECT_EQ(checked.code, 0) << checked.words;
    EXPECT_TRUE(checked.says("Erreurs\u00a0: 0. Avertissements\u00a0: 0.")) << checked.words;
    EXPECT_TRUE(checked.says("La plus longue fenêtre")) << checked.words;
    const auto tested = run("test '" + (source / "config/rules").string() + "'");
    EXPECT_EQ(tested.code, 0) << tested.words;
    EXPECT_TRUE(tested.says("Échecs\u00a0: 0.") && tested.says("Règles sans dessin\u00a0: 0."))
        << tested.words;
}

TEST_F(RulesCommands, without_a_folder_they_are_about_the_rules_of_the_installation) {
    EXPECT_EQ(run("check --resources '" + source.string() + "'").words,
              run("check '" + (source / "config/rules").string() + "'").words);
}

TEST_F(RulesCommands, the_rule_written_from_the_guide_is_sound_and_proven) {
    write_rules_of_the_guide();
    ASSERT_TRUE(std::filesystem::exists(folder_ / "S90.yaml"));
    ASSERT_TRUE(std::filesystem::exists(folder_ / "S90.timeline"));
    const auto checked = run_here("check --strict");
    EXPECT_EQ(checked.code, 0) << checked.words;
    const auto tested = run_here("test --strict");
    EXPECT_EQ(tested.code, 0) << tested.words;
    EXPECT_TRUE(tested.says("S90\u00a0: 4 cas réussis sur 4, 6 bornes tenues sur 6")) << tested.words;
}

TEST_F(RulesCommands, the_team_rule_written_from_the_guide_is_sound_and_proven) {
    write_rules_of_the_guide("T90");
    const auto checked = run_here("check --strict");
    EXPECT_EQ(checked.code, 0) << checked.words;
    const auto tested = run_here("test --strict");
    EXPECT_EQ(tested.code, 0) << tested.words;
    EXPECT_TRUE(tested.says("T90\u00a0: 3 cas réussis sur 3, 4 bornes tenues sur 4")) << tested.words;
}

// One row each, with the very words of the catalogue.
TEST_F(RulesCommands, the_guide_lists_every_code_of_the_catalogue) {
    const auto guide = text_of(source / "docs/guide/ecrire-une-regle.md");
    const auto catalogue = text_of(source / "config/signals.yaml");
    static const std::regex item{
        R"re(code: ([A-Z0-9_]+),?\s+label: (?:"([^"]+)"|([^\n]*?))(?:, family|, unit| \}|\n))re"};
    int codes = 0;
    const auto evidence = catalogue.find("\nevidence:");
    ASSERT_NE(evidence, std::string::npos);
    const auto named = catalogue.substr(0, evidence);
    for (std::sregex_iterator found{named.begin(), named.end(), item}, end; found != end; ++found) {
        ++codes;
        const auto label = (*found)[2].matched ? (*found)[2].str() : (*found)[3].str();
        EXPECT_NE(guide.find("| `" + (*found)[1].str() + "` | " + label + " |"), std::string::npos)
            << (*found)[1] << " " << label;
    }
    EXPECT_GE(codes, 50);
}

TEST_F(RulesCommands, the_guide_explains_every_question) {
    const auto guide = text_of(source / "docs/guide/ecrire-une-regle.md");
    const auto schema = nlohmann::json::parse(text_of(source / "config/rules/rule.schema.json"));
    int questions = 0;
    for (const auto& way : schema.at("definitions").at("condition").at("oneOf")) {
        const auto name = way.at("required").at(0).get<std::string>();
        if (name == "any" || name == "all" || name == "rule") continue;
        ++questions;
        EXPECT_NE(guide.find("| `" + name + "` |"), std::string::npos) << name;
    }
    EXPECT_GE(questions, 20);
}

TEST_F(RulesCommands, the_rule_on_signals_about_a_team_written_from_the_guide_is_sound_and_proven) {
    write_rules_of_the_guide("T91");
    const auto checked = run_here("check --strict");
    EXPECT_EQ(checked.code, 0) << checked.words;
    const auto tested = run_here("test --strict");
    EXPECT_EQ(tested.code, 0) << tested.words;
    EXPECT_TRUE(tested.says("T91\u00a0: 3 cas réussis sur 3")) << tested.words;
}

using Keys = std::set<std::string>;

// The words in backquotes of one cell: "`within` (days), `at_least` (facts)", with the unit where there is
// one.
Keys said_in(const std::string& cell) {
    static const std::regex word{"`([a-z_]+)`(?: \\(([a-z_]+)\\))?"};
    Keys keys;
    for (std::sregex_iterator found{cell.begin(), cell.end(), word}, end; found != end; ++found)
        keys.insert((*found)[1].str() + ((*found)[2].matched ? " " + (*found)[2].str() : ""));
    return keys;
}

// The keys in the first column of the tables below a heading.
Keys first_column(const std::string& guide, const std::string& heading) {
    const auto from = guide.find("\n" + heading + "\n");
    EXPECT_NE(from, std::string::npos) << heading;
    const auto until = guide.find("\n#", from + heading.size() + 2);
    const auto part = guide.substr(from, until - from);
    static const std::regex row{"\\| `([a-z_]+)` \\|"};
    Keys keys;
    for (std::sregex_iterator found{part.begin(), part.end(), row}, end; found != end; ++found)
        keys.insert((*found)[1]);
    return keys;
}

Keys keys_of(const nlohmann::json& properties) {
    Keys keys;
    for (const auto& [key, value] : properties.items()) keys.insert(key);
    return keys;
}

// The schema is what the reader accepts: the_schema_that_ships_is_the_one_that_is_written.
TEST_F(RulesCommands, the_guide_lists_every_key_and_unit_that_the_reader_accepts_and_no_other) {
    const auto guide = text_of(source / "docs/guide/ecrire-une-regle.md");
    const auto schema = nlohmann::json::parse(text_of(source / "config/rules/rule.schema.json"));
    EXPECT_EQ(first_column(guide, "## Un fichier, de haut en bas"), keys_of(schema.at("properties")));
    const auto& law = schema.at("properties").at("source").at("oneOf").at(0);
    EXPECT_EQ(first_column(guide, "### La source"), keys_of(law.at("properties")));
    const auto& threshold = schema.at("definitions").at("threshold").at("properties");
    EXPECT_EQ(first_column(guide, "### Les seuils"), keys_of(threshold));
    for (const auto& unit : threshold.at("unit").at("enum"))
        EXPECT_NE(guide.find("`" + unit.get<std::string>() + "` ("), std::string::npos) << unit;
}

TEST_F(RulesCommands, the_guide_gives_every_question_the_keys_and_units_that_the_reader_wants) {
    const auto guide = text_of(source / "docs/guide/ecrire-une-regle.md");
    const auto schema = nlohmann::json::parse(text_of(source / "config/rules/rule.schema.json"));
    for (const auto& way : schema.at("definitions").at("condition").at("oneOf")) {
        const auto name = way.at("required").at(0).get<std::string>();
        if (name == "any" || name == "all" || name == "rule") continue;
        Keys numbers;
        Keys lists;
        for (const auto& [key, value] : way.at("properties").at(name).at("properties").items()) {
            if (value.at("type") == "array") {
                lists.insert(key);
                continue;
            }
            const auto words = value.at("description").get<std::string>();
            const std::string before = "«\u00a0";
            const auto at = words.rfind(before) + before.size();
            numbers.insert(key + " " + words.substr(at, words.rfind("\u00a0»") - at));
        }
        const std::regex row{"\n\\| `" + name + "` \\|([^|\n]*)\\|([^|\n]*)\\|[^|\n]*\\|\n"};
        std::smatch found;
        ASSERT_TRUE(std::regex_search(guide, found, row)) << name;
        EXPECT_EQ(said_in(found[1]), numbers) << name;
        EXPECT_EQ(said_in(found[2]), lists) << name;
    }
}

TEST_F(RulesCommands, an_error_is_shown_with_its_place_and_the_line) {
    write_rules_of_the_guide();
    change("S90.yaml", "within:", "witihn:");
    const auto checked = run_here("check");
    EXPECT_EQ(checked.code, 1);
    const auto file = (folder_ / "S90.yaml").string();
    EXPECT_TRUE(checked.says(file +
                             ":21:63: erreur\u00a0: when.spaced_observations.witihn\u00a0: clé inconnue "
                             "«\u00a0witihn\u00a0». Vouliez-vous dire «\u00a0within\u00a0»\u00a0? "
                             "[unknown_key]\n"))
        << checked.words;
    EXPECT_TRUE(checked.says("witihn: fenetre, at_least: demandes }\n" + std::string(66, ' ') + "^\n"))
        << checked.words;
    const auto tested = run_here("test");
    EXPECT_EQ(tested.code, 1);
    EXPECT_TRUE(tested.says("prevenance rules check")) << tested.words;
}

TEST_F(RulesCommands, a_warning_fails_only_where_it_is_asked_to) {
    write_rules_of_the_guide();
    change("S90.yaml", "max: 3, unit: facts", "max: 5, unit: facts");
    EXPECT_EQ(run_here("check").code, 0);
    const auto strict = run_here("check --strict");
    EXPECT_EQ(strict.code, 1);
    EXPECT_TRUE(strict.says("avertissement\u00a0: when.spaced_observations\u00a0: ") &&
                strict.says("[impossible_bounds]"))
        << strict.words;
    std::filesystem::remove(folder_ / "S90.timeline");
    EXPECT_TRUE(run_here("check").says("[no_timeline]"));
    EXPECT_EQ(run_here("test").code, 0);
    EXPECT_EQ(run_here("test --strict").code, 1);
}

TEST_F(RulesCommands, json_says_the_same_for_machines) {
    write_rules_of_the_guide();
    change("S90.yaml", "value: 60", "value: 600");
    const auto outcome = run_here("check --json");
    EXPECT_EQ(outcome.code, 1);
    const auto json = nlohmann::json::parse(outcome.words);
    EXPECT_EQ(json.at("rules"), 0);
    const auto& complaint = json.at("complaints").at(0);
    EXPECT_EQ(complaint.at("line"), 19);
    EXPECT_EQ(complaint.at("column"), 12);
    EXPECT_EQ(complaint.at("path"), "thresholds.fenetre");
    EXPECT_EQ(complaint.at("code"), "out_of_bounds");
    EXPECT_EQ(complaint.at("severity"), "error");
}

TEST_F(RulesCommands, a_drawing_that_fails_is_shown_with_what_was_got) {
    write_rules_of_the_guide();
    change("S90.timeline", "suggest       .......^^^^^^", "suggest       ........^^^^^");
    const auto tested = run_here("test");
    EXPECT_EQ(tested.code, 1);
    EXPECT_TRUE(tested.says("S90.timeline:8: échec\u00a0: le premier jour qui ne va pas est le 2026-01-12"))
        << tested.words;
    EXPECT_TRUE(
        tested.says("    suggest       ........^^^^^\n"
                    "    got           .......^^^^^^\n"
                    "                         !\n"))
        << tested.words;
    EXPECT_TRUE(tested.says("S90\u00a0: 3 cas réussis sur 4")) << tested.words;
}

TEST_F(RulesCommands, a_number_that_no_drawing_holds_is_named) {
    write_rules_of_the_guide();
    auto text = text_of(folder_ / "S90.timeline");
    write("S90.timeline", text.substr(text.find("case          sept jours")));
    const auto tested = run_here("test");
    EXPECT_EQ(tested.code, 0);
    EXPECT_TRUE(tested.says("fenetre vaut 60\u00a0: avec 61, aucun dessin ne le remarque")) << tested.words;
    EXPECT_EQ(run_here("test --strict").code, 1);
}

TEST_F(RulesCommands, a_code_that_does_not_exist_is_an_error_in_check_and_in_test) {
    write_rules_of_the_guide();
    change("S90.timeline", "OBS_PLANNING  x......x.....", "OBS_PLANING   x......x.....");
    const auto checked = run_here("check");
    EXPECT_EQ(checked.code, 1);
    EXPECT_TRUE(checked.says("S90.timeline:12:1: erreur\u00a0: ") &&
                checked.says("«\u00a0OBS_PLANNING\u00a0»") && checked.says("[unknown_code]"))
        << checked.words;
    const auto tested = run_here("test");
    EXPECT_EQ(tested.code, 1);
    EXPECT_TRUE(tested.says("S90.timeline:12:1: ") &&
                tested.says("Échecs\u00a0: 1, dont dessins illisibles\u00a0: 1."))
        << tested.words;
}

TEST_F(RulesCommands, a_case_about_an_unknown_rule_is_an_error_with_its_place) {
    write_rules_of_the_guide();
    change("S90.timeline", "rule          S90", "rule          S91");
    for (const auto* verb : {"check", "test"}) {
        const auto outcome = run_here(verb);
        EXPECT_EQ(outcome.code, 1) << verb;
        EXPECT_TRUE(outcome.says("S90.timeline:2:15: ") && outcome.says("[unknown_rule]")) << outcome.words;
    }
}

TEST_F(RulesCommands, a_case_without_a_verdict_is_counted_and_the_rule_is_not_called_undrawn) {
    write_rules_of_the_guide();
    write("S90.timeline",
          "case          a\nrule          S90\nfrom          2026-01-05\nday           0....\n");
    const auto tested = run_here("test");
    EXPECT_EQ(tested.code, 1);
    EXPECT_TRUE(tested.says("Échecs\u00a0: 1") && tested.says("Règles sans dessin\u00a0: 0."))
        << tested.words;
    const auto checked = run_here("check");
    EXPECT_EQ(checked.code, 1);
    EXPECT_TRUE(checked.says("[no_verdict]") && !checked.says("[no_timeline]")) << checked.words;
}

TEST_F(RulesCommands, a_folder_without_rules_is_wrong_usage) {
    EXPECT_EQ(run_here("check").code, 2);
    EXPECT_EQ(run("check /nowhere/at/all").code, 2);
    EXPECT_EQ(run("test /nowhere/at/all").code, 2);
}

TEST_F(RulesCommands, huge_and_strange_files_are_refused_in_words) {
    write("S1.yaml", std::string(10U * 1024 * 1024, 'a'));
    write("S2.yaml", std::string("\xff\xfe\x00r", 4));
    write("S3.timeline", std::string(100'000, 'x') + "\n");
    const auto checked = run_here("check");
    EXPECT_EQ(checked.code, 1);
    EXPECT_TRUE(checked.says("[too_large]") && checked.says("[not_utf8]") && checked.says("[no_case]"))
        << checked.words.substr(0, 2000);
}

TEST_F(RulesCommands, the_schema_that_ships_is_the_one_that_is_written) {
    const auto written = run("schema --resources '" + source.string() + "'");
    EXPECT_EQ(written.code, 0);
    EXPECT_EQ(written.words, text_of(source / "config/rules/rule.schema.json"))
        << "prevenance rules schema > config/rules/rule.schema.json";
}

// Draft-07, as an editor reads it: Debian's python3-jsonschema is the judge.
TEST_F(RulesCommands, an_editor_with_the_schema_takes_the_rules_that_ship_and_not_broken_ones) {
    if (run_line("python3 -c 'import jsonschema, yaml'").code != 0)
        GTEST_SKIP() << "python3-jsonschema or python3-yaml is not installed";
    write("judge.py",
          "import glob, json, sys, yaml, jsonschema\n"
          "schema = json.load(open(sys.argv[1]))\n"
          "judge = jsonschema.Draft7Validator(schema)\n"
          "jsonschema.Draft7Validator.check_schema(schema)\n"
          "for name in sorted(sys.argv[2:]):\n"
          "    rule = yaml.load(open(name), Loader=yaml.BaseLoader)\n"
          "    for number in rule.get('thresholds', {}).values():\n"
          "        for key in ('value', 'min', 'max'):\n"
          "            if key in number: number[key] = int(number[key])\n"
          "    print(name.rsplit('/', 1)[1], 'ok' if judge.is_valid(rule) else 'refused')\n");
    write_rules_of_the_guide();
    const auto good = text_of(folder_ / "S90.yaml");
    const auto broken = [&](const std::string& name, const std::string& from, const std::string& to) {
        write(name, good);
        change(name, from, to);
    };
    broken("S91.yaml", "within:", "witihn:");
    broken("S92.yaml", ", unit: days }", " }");
    broken("S93.yaml", "level: individual\n", "");
    broken("S94.yaml", "OBS_PLANNING", "MATERNITE");
    broken("S95.yaml", "when:\n", "score: 3\nwhen:\n");
    broken("S96.yaml", "spaced_observations", "spaced_observation");
    broken("S97.yaml", "min: 2", "min: -2");
    const auto judge = "python3 '" + (folder_ / "judge.py").string() + "' '" +
                       (source / "config/rules/rule.schema.json").string() + "' ";
    const auto shipped = run_line(judge + (source / "config/rules").string() + "/*.yaml");
    EXPECT_EQ(shipped.code, 0) << shipped.words;
    EXPECT_FALSE(shipped.says("refused")) << shipped.words;
    const auto others = run_line(judge + folder_.string() + "/*.yaml");
    EXPECT_EQ(others.words,
              "S90.yaml ok\nS91.yaml refused\nS92.yaml refused\nS93.yaml refused\nS94.yaml refused\n"
              "S95.yaml refused\nS96.yaml refused\nS97.yaml refused\n");
}

}  // namespace
}  // namespace prevenance::api
