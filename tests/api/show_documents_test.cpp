// The documents that go to employees, to the register and to whoever decides: they carry this installation's
// own names and periods, nothing is left to fill in by a machine, and no law is cited that was not looked up.
#include "api/configuration_keys.h"
#include "api/page_reply.h"
#include "api/retention_words.h"
#include "forms/document_page.h"
#include "tests/api/employer_case.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <regex>
#include <set>

namespace prevenance::api {
namespace {

constexpr std::array<const char*, 4> of_employer{"notice", "analyse-d-impact", "registre", "menaces"};
constexpr std::array<const char*, 3> of_operator{"analyse-d-impact", "registre", "menaces"};

class Documents : public testing::Test {
protected:
    Documents() : administrator(given.instance) {
        given.instance.add_account(Role::administrator, "admin");
        administrator.sign_in("admin", Role::administrator);
    }

    std::string own(const std::string& name) { return body(given.referent.get("/documents/" + name)); }
    std::string operators(const std::string& name) {
        return body(administrator.get("/administration/documents/" + name));
    }
    static std::string body(const Reply& reply) {
        EXPECT_EQ(reply.status, 200);
        return reply.body;
    }
    std::vector<std::string> all() {
        std::vector<std::string> pages;
        for (const auto* name : of_employer) pages.push_back(own(name));
        for (const auto* name : of_operator) pages.push_back(operators(name));
        pages.push_back(body(given.referent.get("/limites")));
        return pages;
    }

    EmployerCase given;
    Visitor administrator;
};

bool holds(const std::string& page, const std::string& words) {
    return page.find(words) != std::string::npos;
}

TEST_F(Documents, carry_the_names_of_the_structure_its_health_service_and_the_installation) {
    const auto notice = own("notice");
    for (const auto* name : {"Aide à domicile Exemple", "73282932000074", "Santé au travail Exemple",
                             "Dominique Essai", "01 00 00 00 01", "Groupement Exemple",
                             "Machine Exemple, en France", "donnees@exemple.fr", "01 00 00 00 00"})
        EXPECT_TRUE(holds(notice, name)) << name << "\n" << notice;
    for (const auto* name : {"analyse-d-impact", "registre"})
        for (const auto* words :
             {"Aide à domicile Exemple", "Santé au travail Exemple", "donnees@exemple.fr"})
            EXPECT_TRUE(holds(own(name), words)) << name << words;
    EXPECT_TRUE(holds(own("notice"), given.instance.services().settings.public_address));
}

TEST_F(Documents, of_the_operator_name_no_structure) {
    for (const auto* name : of_operator) {
        const auto page = operators(name);
        EXPECT_FALSE(holds(page, "Aide à domicile Exemple")) << name;
        EXPECT_FALSE(holds(page, "73282932000074")) << name;
    }
    EXPECT_TRUE(holds(operators("registre"), "Groupement Exemple"));
}

TEST_F(Documents, leave_nothing_to_fill_in) {
    static const std::regex placeholder{R"(\{\{|\}\}|\bXXX|\bTODO\b|…\.|___|\[[^\]]*\]|à compléter)"};
    for (const auto& page : all()) {
        std::smatch found;
        const auto main = page.substr(page.find("<main"));
        EXPECT_FALSE(std::regex_search(main, found, placeholder)) << found.str() << "\n" << main;
    }
}

TEST_F(Documents, list_exactly_the_periods_of_the_configuration) {
    const auto lines = retention_words(given.instance.services().settings.retention);
    for (const auto* name : {"notice", "analyse-d-impact", "registre"}) {
        const auto page = own(name);
        static const std::regex row{"<tr><th scope=\"row\">([^<]+)</th><td>([^<]+)</td></tr>"};
        const auto table = page.substr(page.find("<caption>La durée de chaque donnée"));
        const auto rows = table.substr(0, table.find("</table>"));
        std::vector<std::string> said;
        for (std::sregex_iterator found{rows.begin(), rows.end(), row}, end; found != end; ++found)
            said.push_back((*found)[1].str() + ": " + (*found)[2].str());
        std::vector<std::string> expected;
        for (const auto& line : lines) expected.push_back(line.what + ": " + line.how_long);
        EXPECT_EQ(said, expected) << name;
    }
}

// Whoever adds a period must say it to people.
TEST(RetentionWords, there_are_some_for_every_period_that_may_be_configured) {
    for (const auto& key : configuration_keys()) {
        if (key.section != "retention") continue;
        EXPECT_TRUE(has_retention_words(key.name)) << key.full_name() << ": api/retention_words.cpp";
    }
}

TEST(RetentionWords, count_years_as_people_do) {
    const auto lines = retention_words(RetentionSettings{});
    const auto says = [&](const std::string& what, const std::string& how_long) {
        return std::ranges::any_of(lines, [&](const forms::KeptFor& line) {
            return line.what == what && line.how_long == how_long;
        });
    };
    EXPECT_TRUE(says("Un fait de travail noté, sans suite", "6 mois après le jour du fait"));
    EXPECT_TRUE(says("La preuve d’un accord, sans nom", "5 ans après la fin de l’accord"));
    EXPECT_TRUE(says("Une invitation sans réponse", "14 jours, puis son message est détruit"));
}

TEST_F(Documents, cite_only_articles_that_were_looked_up) {
    const auto path = std::filesystem::path(PREVENANCE_SOURCE_DIR) / "../shared/law/articles.json";
    std::ifstream file{path};
    if (!file) GTEST_SKIP() << "NOT TESTED: no articles at " << path;
    const auto articles = nlohmann::json::parse(file).at("articles");
    static const std::regex cited{R"(\b[LRD]\d{4}(?:-\d+)+)"};
    std::set<std::string> all_cited;
    for (const auto& page : all())
        for (std::sregex_iterator found{page.begin(), page.end(), cited}, end; found != end; ++found)
            all_cited.insert(found->str());
    EXPECT_GE(all_cited.size(), 10U);
    for (const auto& article : all_cited) EXPECT_TRUE(articles.contains(article)) << article;
}

TEST_F(Documents, say_an_acronym_only_with_its_words) {
    static const std::map<std::string, std::string> words{
        {"RGPD", "règlement général sur la protection des données"},
        {"CNIL", "Commission nationale de l’informatique et des libertés"},
        {"AIPD", "nalyse d’impact relative à la protection des données"},
        {"SIRET", "numéro d’établissement"},
        {"PDF", "fichier"}};
    static const std::regex acronym{R"(\b[A-ZÉ]{3,}\b)"};
    for (const auto& page : all()) {
        const auto main = page.substr(page.find("<main"), page.find("</main>") - page.find("<main"));
        for (std::sregex_iterator found{main.begin(), main.end(), acronym}, end; found != end; ++found) {
            const auto known = words.find(found->str());
            ASSERT_NE(known, words.end()) << found->str();
            EXPECT_TRUE(holds(main, known->second)) << found->str();
        }
    }
}

TEST_F(Documents, say_the_rules_with_the_numbers_of_the_structure) {
    given.referent.get("/regles/S1");
    const auto changed = given.referent.post(
        "/regles/S1",
        {{"longest", "7"}, {"half_year", "183"}, {"few", "5"}, {"year", "365"}, {"several", "6"}});
    ASSERT_EQ(changed.status, 303);
    EXPECT_TRUE(holds(own("notice"), "Au moins 5 absences de 7 jours ou moins en 183 jours"));
    EXPECT_TRUE(holds(operators("analyse-d-impact"), "Au moins 3 absences de 7 jours ou moins en 183 jours"));
}

TEST_F(Documents, are_listed_and_linked_where_they_are_needed) {
    const auto list = body(given.referent.get("/documents"));
    for (const auto* name : of_employer)
        EXPECT_TRUE(holds(list, "href=\"/documents/" + std::string{name} + "\"")) << name;
    EXPECT_FALSE(holds(list, "Des noms à donner"));
    EXPECT_TRUE(holds(body(given.referent.get("/a-faire")), "href=\"/documents\""));
    const auto operators_list = body(administrator.get("/administration/documents"));
    for (const auto* name : of_operator)
        EXPECT_TRUE(holds(operators_list, "href=\"/administration/documents/" + std::string{name} + "\""));
    EXPECT_FALSE(holds(operators_list, "notice"));
    EXPECT_TRUE(holds(body(administrator.get("/administration")), "href=\"/administration/documents\""));
    Visitor anybody{given.instance};
    EXPECT_TRUE(holds(body(anybody.get("/ce-que-nous-notons")), "href=\"/limites\""));
    EXPECT_EQ(anybody.get("/limites").status, 200);
}

TEST_F(Documents, another_name_is_no_document) {
    EXPECT_EQ(given.referent.get("/documents/autre").status, 404);
    EXPECT_EQ(administrator.get("/administration/documents/notice").status, 404)
        << "a notice is one structure's";
    Visitor anybody{given.instance};
    EXPECT_EQ(anybody.get("/documents/notice").status, 303);
    EXPECT_EQ(administrator.get("/documents/notice").status, 403);
}

// The same pages before and after an answer: they are the employer's, and tell nothing.
TEST_F(Documents, name_nobody_but_the_one_who_prints) {
    for (const auto* name : of_employer) {
        const auto page = own(name);
        for (const auto* person : {"Camille", "Durand", "00042"}) EXPECT_FALSE(holds(page, person)) << name;
    }
}

// An installation that has configured no name yet.
TEST_F(Documents, without_the_names_the_sentences_are_whole_and_the_list_says_what_is_missing) {
    forms::DocumentView view;
    view.parties.employer = "Aide Exemple";
    view.parties.address = "https://prevenance.exemple.fr";
    view.parties.date = "22 nov. 2026";
    view.kept = {{"Un fait", "6 mois"}};
    const auto& services = given.instance.services();
    for (const auto* page : {"document_notice", "document_impact", "document_register", "document_threats"})
        for (const auto* employer : {"Aide Exemple", ""}) {
            if (page == std::string_view{"document_notice"} && *employer == '\0') continue;
            view.parties.employer = employer;
            auto data = forms::document_data(view);
            data.set("documents_path", "/documents").set_optional("pdf_path", "");
            const auto text = forms::page(services.templates, {}, page, std::move(data));
            for (const auto* broken : {": .", ": <", " ,", "  ", " .", "()", "de </", "pour </"})
                EXPECT_FALSE(holds(text.substr(text.find("<article")), broken))
                    << page << " «" << broken << "»";
        }
    forms::DocumentListView list;
    list.missing = {"service.hosting"};
    const auto text = forms::page(services.templates, {}, "documents", forms::document_list_data(list));
    EXPECT_TRUE(holds(text, "Des noms à donner"));
    EXPECT_TRUE(holds(text, "service.hosting"));
}

}  // namespace
}  // namespace prevenance::api
