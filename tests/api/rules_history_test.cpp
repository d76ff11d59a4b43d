// `prevenance rules law-check` and `rules backtest`, called as the command line calls them.
#include "api/commands/rules_backtest.h"
#include "api/commands/rules_law_check.h"
#include "tests/api/employer_case.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <unistd.h>

namespace prevenance::api {
namespace {

const std::filesystem::path source{PREVENANCE_SOURCE_DIR};
const std::filesystem::path courier_file = source / "../shared/data/absences-courier-2007-2010.csv";

class RulesAndHistory : public testing::Test {
protected:
    RulesAndHistory() : context(Console{in, out, error}) {
        std::string pattern = (std::filesystem::temp_directory_path() / "prevenance-rules-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        folder = pattern;
        context.flags["storage.resources"] = source.string();
    }
    ~RulesAndHistory() override { std::filesystem::remove_all(folder); }

    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream{folder / name, std::ios::binary} << text;
        return (folder / name).string();
    }
    static std::string text_of(const std::filesystem::path& file) {
        std::ifstream stream{file, std::ios::binary};
        return {std::istreambuf_iterator<char>{stream}, {}};
    }

    ExitCode check_against(const std::filesystem::path& file) {
        return check_law(
            context.console,
            {file, {source / "config/rules", source / "config/signals.yaml"}, *parse_iso_date("2026-11-21")});
    }

    // Sixty people of whom thirty have three absences of a day, a month apart.
    std::string sixty_people() const {
        std::string csv = "matricule;date_debut;date_fin;motif\r\n";
        for (int person = 10; person < 70; ++person)
            for (const auto* day : {"03/02/2025", "04/03/2025", "08/04/2025"})
                if (person < 40 || std::string{day} == "03/02/2025")
                    csv += "00" + std::to_string(person) + ";" + day + ";" + day + ";Maladie\r\n";
        return write("absences.csv", csv);
    }
    RulesBacktestOptions year_of(const std::string& absences) const {
        RulesBacktestOptions options;
        options.absences = absences;
        options.from = "2025-01";
        options.to = "2025-12";
        return options;
    }
    bool says(const std::string& words) const { return spaced(out.str()).find(words) != std::string::npos; }
    bool complains(const std::string& words) const {
        return spaced(error.str()).find(words) != std::string::npos;
    }
    static std::string spaced(std::string text) {
        for (auto at = text.find("\u00a0"); at != std::string::npos; at = text.find("\u00a0", at))
            text.replace(at, 2, " ");
        return text;
    }

    std::istringstream in;
    std::ostringstream out;
    std::ostringstream error;
    CommandContext context;
    std::filesystem::path folder;
};

TEST_F(RulesAndHistory, the_shipped_rules_cite_the_law_in_force) {
    EXPECT_EQ(check_against(source / "config/law/articles.json"), ExitCode::done) << out.str() << error.str();
    EXPECT_TRUE(says("tous sont cités dans la version en vigueur"));
}

TEST_F(RulesAndHistory, and_so_they_do_by_the_larger_list) {
    const auto larger = source / "../shared/law/articles.json";
    if (!std::filesystem::exists(larger)) GTEST_SKIP() << "NOT TESTED: ../shared/law/articles.json is absent";
    EXPECT_EQ(check_against(larger), ExitCode::done) << out.str() << error.str();
}

TEST_F(RulesAndHistory, names_every_rule_whose_article_changed_or_disappeared) {
    auto list = text_of(source / "config/law/articles.json");
    const std::string cited = "2022-04-28";
    const auto at = list.find(cited, list.find("R4624-31"));
    list.replace(at, cited.size(), "2026-07-01");
    list.replace(list.find("L6315-1"), 7, "L6315-9");
    EXPECT_EQ(check_against(write("changed.json", list)), ExitCode::failed);
    for (const auto* rule : {"L2", "L3", "L5"})
        EXPECT_TRUE(says("À RELIRE  " + std::string{rule} + ", article R4624-31")) << rule << out.str();
    EXPECT_TRUE(says("puis écrivez version : 2026-07-01"));
    EXPECT_TRUE(says("L8, article L6315-1")) << out.str();
    EXPECT_FALSE(says("L1,"));
}

TEST_F(RulesAndHistory, says_when_a_file_is_not_the_code_at_all) {
    EXPECT_EQ(check_against(write("other.json", R"({"articles":{"R1":{"version_start":"2020-01-01"}}})")),
              ExitCode::failed);
    EXPECT_TRUE(complains("ne contient aucun des articles cités"));
    EXPECT_EQ(check_against(folder / "missing.json"), ExitCode::failed);
    EXPECT_TRUE(complains("illisible"));
    EXPECT_EQ(check_against(folder), ExitCode::failed) << "a folder is no file";
}

TEST_F(RulesAndHistory, replays_a_file_without_importing_it) {
    EXPECT_EQ(backtest_rules(context, year_of(sixty_people())), ExitCode::done) << error.str();
    EXPECT_TRUE(says("Environ 60 personnes suivies."));
    EXPECT_TRUE(says("Environ 30 échanges suggérés")) << out.str();
    EXPECT_TRUE(says("2025-04  environ 30"));
    EXPECT_FALSE(says("0010")) << "nobody is named";
}

TEST_F(RulesAndHistory, says_how_far_the_history_reaches_and_what_was_left_out) {
    const auto file = write("mixed.csv",
                            "matricule;date_debut;date_fin;motif\r\n"
                            "1;03/02/2025;03/02/2025;Maladie\r\n"
                            "1;03/02/2025;03/02/2025;Maladie\r\n"
                            "2;10/06/2025;12/06/2025;Maternité\r\n"
                            "3;31/02/2025;01/03/2025;Maladie\r\n"
                            "4;20/09/2025;21/09/2025;Maladie\r\n");
    EXPECT_EQ(backtest_rules(context, year_of(file)), ExitCode::done) << error.str();
    for (const auto* words : {"L’historique va du 3 févr. 2025 au 20 sept. 2025, du premier au dernier fait.",
                              "Avant le 3 févr. 2025, aucun fait n’est connu : rien ne pouvait être suggéré.",
                              "Après le 20 sept. 2025, aucun fait n’est connu.",
                              "5 lignes lues, 2 utilisées.", "1 protégées ou de motif inconnu", "1 en double",
                              "1 illisibles ou impossibles", "Seuils : ceux du produit."})
        EXPECT_TRUE(says(words)) << words << "\n" << out.str();
    auto options = year_of(file);
    options.format = "json";
    out.str({});
    EXPECT_EQ(backtest_rules(context, options), ExitCode::done);
    EXPECT_TRUE(says("\"first_fact\": \"2025-02-03\"")) << out.str();
    EXPECT_TRUE(says("\"duplicate\": 1"));
    EXPECT_TRUE(says("\"protected_or_unknown\": 1"));
    EXPECT_TRUE(says("\"unreadable\": 1"));
    EXPECT_FALSE(says("Maternité")) << "why a row does not count is never said";
}

TEST_F(RulesAndHistory, a_period_without_any_fact_proves_nothing_and_says_so) {
    auto options = year_of(sixty_people());
    options.from = "2019-01";
    options.to = "2019-12";
    EXPECT_EQ(backtest_rules(context, options), ExitCode::done) << error.str();
    EXPECT_TRUE(says("La période demandée ne contient aucun fait")) << out.str();
}

TEST_F(RulesAndHistory, names_each_article_of_a_rule_that_cites_several) {
    auto list = text_of(source / "config/law/articles.json");
    const std::string cited = "2022-03-31";
    list.replace(list.find(cited, list.find("R4624-29")), cited.size(), "2026-07-01");
    EXPECT_EQ(check_against(write("changed.json", list)), ExitCode::failed);
    EXPECT_TRUE(says("À RELIRE  L1, article R4624-29")) << out.str();
    EXPECT_FALSE(says("L1, article L1226-1-3"));
    EXPECT_TRUE(says("9 règles citent 13 articles ; 1 à relire.")) << out.str();
}

// What an employer set for its own people is what is replayed, unless another folder of rules is named.
TEST_F(RulesAndHistory, of_an_employer_uses_the_numbers_that_it_chose) {
    {
        EmployerCase given;
        for (int person = 10; person < 40; ++person) {
            const auto who = given.instance.add_employee("P" + std::to_string(person), "A", "B");
            if (person < 25)
                for (const auto* day : {"2026-01-05", "2026-01-19", "2026-02-09"})
                    given.add_absence(who, day, day);
        }
        given.referent.get("/regles/S1");
        EXPECT_EQ(given.referent
                      .post("/regles/S1", {{"longest", "7"},
                                           {"half_year", "183"},
                                           {"few", "6"},
                                           {"year", "365"},
                                           {"several", "10"}})
                      .status,
                  303);
        std::filesystem::copy(given.instance.folder(), folder / "copy",
                              std::filesystem::copy_options::recursive);
    }
    context.flags["storage.data"] = (folder / "copy" / "data").string();
    context.flags["storage.root_key_file"] = (folder / "copy" / "root.key").string();
    RulesBacktestOptions options;
    options.employer = "73282932000074";
    options.from = "2026-01";
    options.to = "2026-03";
    options.as_known_today = true;
    EXPECT_EQ(backtest_rules(context, options), ExitCode::done) << error.str();
    EXPECT_TRUE(says("Seuils : ceux que cet employeur a réglés")) << out.str();
    EXPECT_TRUE(says("Aucun échange n’aurait été suggéré.")) << out.str();
    out.str({});
    options.rules = (source / "config/rules").string();
    EXPECT_EQ(backtest_rules(context, options), ExitCode::done) << error.str();
    EXPECT_TRUE(says("Seuils : ceux du dossier de règles donné.")) << out.str();
    EXPECT_TRUE(says("Environ 15 échanges suggérés")) << out.str();
}

TEST_F(RulesAndHistory, hides_nearly_everything_of_few_people_and_says_so) {
    EXPECT_EQ(backtest_rules(context, year_of(write("two.csv",
                                                    "matricule;date_debut;date_fin;motif\r\n"
                                                    "1;03/02/2025;03/02/2025;Maladie\r\n"
                                                    "2;03/02/2025;03/02/2025;Maladie\r\n"))),
              ExitCode::done)
        << error.str();
    EXPECT_TRUE(says("Moins de 11 personnes suivies"));
}

TEST_F(RulesAndHistory, writes_json_and_a_chart) {
    auto options = year_of(sixty_people());
    options.format = "json";
    EXPECT_EQ(backtest_rules(context, options), ExitCode::done);
    EXPECT_TRUE(says("\"people\": 60"));
    EXPECT_TRUE(says("\"people_ever_suggested\": 30"));
    options.format = "svg";
    options.out = (folder / "chart.svg").string();
    EXPECT_EQ(backtest_rules(context, options), ExitCode::done);
    const auto chart = text_of(options.out);
    EXPECT_TRUE(chart.starts_with("<?xml"));
    EXPECT_NE(chart.find("<title"), std::string::npos);
    EXPECT_NE(chart.find("xmlns"), std::string::npos);
}

TEST_F(RulesAndHistory, tries_a_grid_of_thresholds) {
    auto options = year_of(sixty_people());
    options.grid = {"S1.few=3..4"};
    EXPECT_EQ(backtest_rules(context, options), ExitCode::done) << error.str();
    EXPECT_TRUE(says("S1.few = 3")) << out.str();
    EXPECT_TRUE(says("S1.few = 4"));
    for (const auto* wrong : {"S1.few", "few=3", "S1.few=3..", "S1.few=4..3", "S1.few=1..2", "S9z.few=3",
                              "S1.gap=2", "S1.few=3..400000000"}) {
        options.grid = {wrong};
        EXPECT_EQ(backtest_rules(context, options), ExitCode::usage) << wrong;
    }
}

TEST_F(RulesAndHistory, refuses_what_it_cannot_replay) {
    auto options = year_of(sixty_people());
    options.from = "2025-13";
    EXPECT_EQ(backtest_rules(context, options), ExitCode::usage);
    options = year_of(sixty_people());
    options.to = "2024-12";
    EXPECT_EQ(backtest_rules(context, options), ExitCode::usage);
    options = year_of("");
    EXPECT_EQ(backtest_rules(context, options), ExitCode::usage) << "neither an employer nor a file";
    EXPECT_EQ(backtest_rules(context, year_of((folder / "missing.csv").string())), ExitCode::failed);
    EXPECT_EQ(backtest_rules(context, year_of(write("empty.csv", ""))), ExitCode::failed);
}

TEST_F(RulesAndHistory, of_the_courier_company_hide_most) {
    if (!std::filesystem::exists(courier_file))
        GTEST_SKIP() << "NOT TESTED ON REAL DATA: ../shared/data/absences-courier-2007-2010.csv is absent";
    RulesBacktestOptions options;
    options.absences = courier_file.string();
    options.from = "2007-07";
    options.to = "2010-07";
    EXPECT_EQ(backtest_rules(context, options), ExitCode::done) << error.str();
    EXPECT_TRUE(says("696 lignes lues, 290 utilisées. Écartées : ")) << out.str();
    EXPECT_TRUE(says("L’historique va du "));
    EXPECT_TRUE(says("Environ 35 personnes suivies."));
    EXPECT_TRUE(says("2008-11  non montré")) << out.str();
}

}  // namespace
}  // namespace prevenance::api
