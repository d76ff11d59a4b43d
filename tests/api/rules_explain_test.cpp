// `prevenance rules explain`: whole for what holds, clause by clause for what does not, and nobody's name.
#include "api/commands/rules_explain.h"

#include "tests/api/employer_case.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <sstream>

namespace prevenance::api {
namespace {

struct Asked : EmployerCase {
    Asked() { add_three_absences(employee); }

    std::string explain(RulesExplainOptions options) {
        options.siret = "73282932000074";
        std::ostringstream out;
        exit_code = explain_rules(instance.whole(), options, out);
        auto text = out.str();
        for (auto at = text.find("\u00a0"); at != std::string::npos; at = text.find("\u00a0", at))
            text.replace(at, 2, " ");
        return text;
    }

    int exit_code = -1;
};

TEST(RulesExplain, tells_what_holds_whole_and_what_does_not_clause_by_clause) {
    Asked given;
    const auto text = given.explain({.employee = given.employee.text().substr(0, 8), .as_of = "2026-03-12"});
    EXPECT_EQ(given.exit_code, 0) << text;
    for (const auto* part :
         {"S1 : Des absences courtes se répètent",
          "– Absence : du 5 au 6 janv. 2026 (enregistrée le 6 janv. 2026)",
          "– 183 jours, période regardée : réglable de 90 à 183 jours ; valeur du produit, règle version "
          "2026-1",
          "Elle n’existerait pas s’il manquait un seul de ces faits",
          "Règles qui ne tiennent pas ce jour-là, pour qui les écrit", "  S5 : ", "✗ spaced_observations : "})
        EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
    for (const auto* name : {"Camille", "Durand", "00042", "referente"})
        EXPECT_EQ(text.find(name), std::string::npos) << name;
    EXPECT_EQ(given.count("SELECT count(*) FROM suggestion"), 0) << "explaining stores nothing";
}

TEST(RulesExplain, a_day_before_the_facts_knows_nothing_of_them) {
    Asked given;
    const auto text = given.explain({.employee = given.employee.text(), .as_of = "2026-02-01"});
    EXPECT_EQ(text.find("Absence : "), std::string::npos) << text;
    EXPECT_NE(text.find("  S1 : Des absences courtes se répètent\n    ✗ au moins une de ces conditions\n"
                        "      ✗ repeated_spells : longest 7 jours"),
              std::string::npos)
        << text;
}

TEST(RulesExplain, is_the_same_for_a_program) {
    Asked given;
    const auto text = given.explain({.employee = given.employee.text(), .as_of = "2026-03-12", .json = true});
    const auto json = nlohmann::json::parse(text);
    ASSERT_EQ(json.at("cards").size(), 2U) << "the suggestion, and a note: the three began on a Monday";
    EXPECT_EQ(json.at("cards")[0].at("source").at("topic").at("code"), "S1");
    EXPECT_FALSE(json.at("cards")[0].contains("uuid")) << "it is not on record";
    EXPECT_TRUE(std::ranges::any_of(json.at("rules_that_do_not_hold"),
                                    [](const auto& rule) { return rule.at("rule") == "S5"; }));
}

TEST(RulesExplain, says_which_figure_a_silent_rule_about_a_team_lacks) {
    Asked given;
    const auto text = given.explain({.team = given.instance.team.text(), .as_of = "2026-03-12"});
    EXPECT_EQ(given.exit_code, 0) << text;
    const auto rule = text.find("  T6 : ");
    ASSERT_NE(rule, std::string::npos) << text;
    const auto part = text.substr(rule, text.find("\n  T7 : ", rule) - rule);
    EXPECT_NE(part.find("Ce que nous ne savons pas :\n      – Non saisi du "), std::string::npos) << part;
    EXPECT_NE(part.find("« Heures travaillées »"), std::string::npos) << part;
    const auto json = nlohmann::json::parse(
        given.explain({.team = given.instance.team.text(), .as_of = "2026-03-12", .json = true}));
    const std::set<std::string> reads_figures{"T6", "T7", "T8", "T9", "T10", "T11"};
    for (const auto& unmet : json.at("rules_that_do_not_hold"))
        EXPECT_EQ(!unmet.at("not_known").empty(), reads_figures.contains(unmet.at("rule").get<std::string>()))
            << unmet.at("rule");
}

TEST(RulesExplain, refuses_what_it_cannot_tell_apart) {
    Asked given;
    EXPECT_NE(given.explain({.employee = "zzzz"}).find("Aucun identifiant"), std::string::npos);
    EXPECT_EQ(given.exit_code, 1);
    std::set<std::string> beginnings{given.employee.text().substr(0, 1)};
    std::string shared;  // among seventeen identifiers two begin with the same of sixteen digits
    for (int number = 0; shared.empty(); ++number) {
        const auto another = given.instance.add_employee("3" + std::to_string(number), "A", "B");
        const auto beginning = another.text().substr(0, 1);
        if (!beginnings.insert(beginning).second) shared = beginning;
    }
    EXPECT_NE(given.explain({.employee = shared}).find("Plusieurs identifiants"), std::string::npos);
    EXPECT_EQ(given.exit_code, 1);
    EXPECT_NE(given.explain({.employee = given.employee.text(), .as_of = "12/03/2026"}).find("--as-of"),
              std::string::npos);
    EXPECT_EQ(given.exit_code, 2);
}

TEST(RulesExplain, a_team_is_explained_without_naming_its_members) {
    Asked given;
    const auto text = given.explain({.team = given.instance.team.text(), .as_of = "2026-03-12"});
    EXPECT_EQ(given.exit_code, 0) << text;
    EXPECT_NE(text.find("✗ team_turnover : "), std::string::npos) << text;
    EXPECT_EQ(text.find("Durand"), std::string::npos);
    EXPECT_EQ(text.find(given.employee.text().substr(0, 8)), std::string::npos);
}

}  // namespace
}  // namespace prevenance::api
