// The dashboard of a network over publications made by hand: what it draws, what it says of a quarter that
// departs, and what it refuses. Then the meeting sheet and the open data of the same publications.
#include "api/network_dashboard.h"

#include "api/observed_series.h"
#include "api/published.h"
#include "forms/tile_map.h"
#include "storage/statistics.h"
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::Publication;
using storage::PublishedCell;

PublishedCell shown(std::string indicator, std::string label, int value) {
    return {std::move(indicator), std::move(label), value, std::nullopt};
}

PublishedCell hidden(std::string indicator, std::string label) {
    return {std::move(indicator), std::move(label), std::nullopt, HiddenBecause::too_few_people};
}

PublishedCell in(PublishedCell cell, CellDimension dimension, std::string category, std::string label) {
    cell.dimension = dimension;
    cell.category = std::move(category);
    cell.category_label = std::move(label);
    return cell;
}

Date first_day(int quarter) {
    return Date{std::chrono::year{2024 + quarter / 4} / (1 + 3 * (quarter % 4)) / 1};
}

Date last_day(Date first, int months) {
    return Date{std::chrono::year_month_day{first} + std::chrono::months{months}} - Days{1};
}

class NetworkDashboard : public testing::Test {
protected:
    NetworkDashboard() {
        instance.add_account(Role::network_analyst, "analyste");
        visitor.sign_in("analyste", Role::network_analyst);
    }

    Publication publish(Date from, Date to, std::vector<PublishedCell> cells) {
        auto& services = instance.services();
        const auto publication = signed_publication(
            services, {services.randomness.new_id<PublicationId>(), instance.network, "Réseau Exemple", from,
                       to, instance.clock().now(), std::move(cells), 1});
        services.statistics.write([&](storage::Transaction& transaction) {
            storage::Statistics{transaction, NetworkScope::for_job(instance.network)}.publish(transaction,
                                                                                              publication);
        });
        return publication;
    }

    Publication publish_quarter(int quarter, std::optional<int> signals) {
        const auto label = "Personnes avec au moins un signal";
        return publish(
            first_day(quarter), last_day(first_day(quarter), 3),
            {shown("employers", "Structures participantes", 12), shown("employees", "Salariés couverts", 300),
             signals ? shown("signals", label, *signals) : hidden("signals", label)});
    }

    Publication publish_quarters(const std::vector<std::optional<int>>& signals) {
        Publication last;
        for (std::size_t i = 0; i < signals.size(); ++i)
            last = publish_quarter(static_cast<int>(i), signals[i]);
        return last;
    }

    std::string path(const Publication& publication) { return "/chiffres/" + publication.id.text(); }

    TestInstance instance;
    Visitor visitor{instance};
};

TEST_F(NetworkDashboard, says_which_quarter_departs_and_never_which_structure) {
    const auto last = publish_quarters({40, 45, 35, 40, 40, 45, 40, 60});
    const auto page = visitor.get(path(last));
    EXPECT_TRUE(
        shows(page, "Au 4e trimestre 2025, plus que d’habitude : « Personnes avec au moins un signal »."));
    EXPECT_TRUE(shows(page, "Ce chiffre ne dit ni pourquoi, ni dans quelle structure."));
    EXPECT_TRUE(shows(page, "Au-dessus du niveau habituel : d’habitude de 31 à 51."));
    EXPECT_NE(page.body.find("class=\"departing\""), std::string::npos);
}

TEST_F(NetworkDashboard, calls_no_ordinary_quarter_unusual) {
    const auto last = publish_quarters({40, 45, 35, 40, 40, 45, 40, 45});
    const auto page = visitor.get(path(last));
    EXPECT_TRUE(shows(page, "Au 4e trimestre 2025, aucun chiffre publié ne sort de son niveau habituel."));
    EXPECT_EQ(page.body.find("class=\"departing\""), std::string::npos);
}

TEST_F(NetworkDashboard, says_how_many_quarters_are_missing) {
    const auto page = visitor.get(path(publish_quarters({40, 45, 35, 40, 40, 45, 90})));
    EXPECT_TRUE(shows(page, "Pas encore assez de trimestres publiés à la suite : 7 sur 8."));
    EXPECT_EQ(page.body.find("class=\"usual\""), std::string::npos);
}

TEST_F(NetworkDashboard, compares_with_nothing_before_a_hidden_quarter) {
    const auto page = visitor.get(path(publish_quarters({40, 45, 35, 40, std::nullopt, 45, 40, 90})));
    EXPECT_TRUE(shows(page, "Pas encore assez de trimestres publiés à la suite : 3 sur 8."));
}

// Eight quarters with one that was never published between them are no eight quarters.
TEST_F(NetworkDashboard, compares_with_nothing_before_a_missing_quarter) {
    for (int quarter = 0; quarter < 5; ++quarter) publish_quarter(quarter, 40);
    for (int quarter = 6; quarter < 8; ++quarter) publish_quarter(quarter, 40);
    const auto page = visitor.get(path(publish_quarter(8, 90)));
    EXPECT_TRUE(shows(page, "Pas encore assez de trimestres publiés à la suite : 3 sur 8."));
}

// What is judged is what is shown: a later quarter changes nothing on the page of an earlier one.
TEST_F(NetworkDashboard, an_earlier_quarter_knows_nothing_of_a_later_one) {
    const auto early = publish_quarters({40, 45, 35, 40, 40, 45, 40, 60});
    const auto before = visitor.get(path(early) + "?fiche=observer-tot").body;
    publish_quarter(8, 200);
    const auto after = visitor.get(path(early) + "?fiche=observer-tot").body;
    EXPECT_EQ(before.substr(before.find("<section"), 2000), after.substr(after.find("<section"), 2000));
}

class YearOfDepartments : public NetworkDashboard {
protected:
    // Every département, each fifth of them hidden, with families too: the heaviest page there can be.
    Publication publish_year(int year = 2025) {
        std::vector<PublishedCell> cells{shown("employers", "Structures participantes", 7900),
                                         shown("employees", "Salariés couverts", 250'000),
                                         shown("signals", "Personnes avec au moins un signal", 30'000),
                                         shown("signals_work", "Façon de travailler", 9'000)};
        int number = 0;
        for (const auto& code : forms::department_codes()) {
            ++number;
            const auto name = "Département " + code;
            const auto add = [&](PublishedCell cell) {
                cells.push_back(in(std::move(cell), CellDimension::department, code, name));
            };
            add(shown("employees", "Salariés couverts", 2000));
            if (number % 5 == 0)
                add(hidden("signals", "Personnes avec au moins un signal"));
            else
                add(shown("signals", "Personnes avec au moins un signal", 5 * number));
        }
        const auto from = Date{std::chrono::year{year} / 1 / 1};
        return publish(from, last_day(from, 12), std::move(cells));
    }
};

TEST_F(YearOfDepartments, the_map_and_its_list_say_the_same) {
    const auto year = publish_year();
    const auto page = visitor.get(path(year) + "?selon=departement");
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(shows(page, "81 taux sur 101 sont publiés."));
    EXPECT_TRUE(shows(page, "environ 505 sur environ 2 000 salariés, soit 25 pour 100"));
    EXPECT_TRUE(shows(page, "Trop peu de personnes : moins de 11"));
    std::size_t rows = 0;
    for (auto at = page.body.find("<tr><th scope=\"row\">"); at != std::string::npos;
         at = page.body.find("<tr><th scope=\"row\">", at + 1))
        ++rows;
    EXPECT_EQ(rows, 101U);
    EXPECT_LT(page.body.find("976 Département"), page.body.find("01 Département")) << "highest rate first";
}

TEST_F(YearOfDepartments, the_heaviest_page_stays_under_60_kilobytes) {
    const auto year = publish_year();
    for (const auto* query : {"", "?selon=departement"}) {
        const auto page = visitor.get(path(year) + query);
        EXPECT_LT(page.body.size(), 60'000U) << query;
        EXPECT_EQ(page.body.find("style="), std::string::npos);
        EXPECT_EQ(page.body.find("<script"), std::string::npos);
    }
}

TEST_F(YearOfDepartments, a_filter_that_is_no_published_cube_is_refused_in_words) {
    const auto year = publish_year();
    for (const auto* query : {"?selon=metier", "?selon=taille", "?selon=commune"}) {
        const auto page = visitor.get(path(year) + query);
        EXPECT_TRUE(shows(page,
                          "Cette combinaison de filtres permettrait de reconnaître une structure. Élargissez "
                          "la période ou le territoire."))
            << query;
        EXPECT_EQ(page.body.find("<svg class=\"chart"), std::string::npos) << query;
        EXPECT_EQ(visitor.get(path(year) + "/tableur.csv" + query).status, 404) << query;
    }
}

TEST_F(YearOfDepartments, filters_stay_in_the_address_and_are_taken_off_one_by_one) {
    const auto year = publish_year();
    const auto older = publish_year(2024);
    const auto page = visitor.get("/chiffres?periode=" + older.id.text() + "&selon=departement");
    EXPECT_TRUE(shows(page, "Année 2024"));
    EXPECT_TRUE(shows(page, "<a href=\"/chiffres\">Année 2024"));
    EXPECT_TRUE(shows(page, "<a href=\"" + path(older) + "\">Par département"));
    EXPECT_TRUE(shows(visitor.get("/chiffres"), "Année 2025"));
    EXPECT_EQ(visitor.get("/chiffres?periode=ailleurs").status, 404);
}

TEST_F(YearOfDepartments, each_card_has_its_own_page_and_its_own_file) {
    const auto year = publish_year();
    const auto alone = visitor.get(path(year) + "?fiche=familles");
    EXPECT_TRUE(shows(alone, "Types de constats"));
    EXPECT_TRUE(shows(alone, "soit 30 % des personnes avec un signal"));
    EXPECT_FALSE(shows(alone, "Du signal à l’accompagnement"));
    EXPECT_TRUE(shows(alone, "<details open>"));
    const auto file = visitor.get(path(year) + "/tableur.csv?fiche=familles");
    EXPECT_NE(file.body.find(";Façon de travailler;;9000;;"), std::string::npos);
    EXPECT_EQ(file.body.find("Salariés couverts"), std::string::npos);
    EXPECT_EQ(visitor.get(path(year) + "?fiche=inconnue").status, 404);
    EXPECT_EQ(visitor.get(path(year) + "/tableur.csv?fiche=inconnue").status, 404);
}

TEST_F(YearOfDepartments, the_families_are_compared_with_a_year_before) {
    publish_year(2024);
    const auto page = visitor.get(path(publish_year(2025)));
    EXPECT_TRUE(shows(page, "soit 30 % des personnes avec un signal, et 30 % un an plus tôt."));
}

TEST_F(NetworkDashboard, too_few_structures_are_told_so) {
    const auto year =
        publish(first_day(4), last_day(first_day(4), 12),
                {{"employers", "Structures participantes", std::nullopt, HiddenBecause::too_few_employers},
                 hidden("employees", "Salariés couverts")});
    const auto page = visitor.get(path(year));
    EXPECT_TRUE(shows(page, "Pas encore assez de structures dans ce réseau : il en faut au moins quatre"));
    EXPECT_EQ(page.body.find("<svg class=\"chart"), std::string::npos);
}

TEST_F(NetworkDashboard, delays_with_those_who_wait_have_curve_table_file_and_print) {
    const auto from = Date{std::chrono::year{2025} / 1 / 1};
    const auto year = publish(
        from, last_day(from, 12),
        {shown("employers", "Structures participantes", 30), shown("alerts_followed", "Messages suivis", 200),
         shown("voice_within_15", "Accord confirmé en 15 jours ou moins", 110),
         shown("visit_within_30", "Visite en 30 jours ou moins", 80),
         shown("visit_within_60", "Visite en 31 à 60 jours", 50),
         shown("visit_over_60", "Visite après plus de 60 jours", 30),
         shown("visit_waiting", "Sans visite au 31 décembre", 40)});
    for (const auto* address : {"", "?fiche=delais"}) {
        const auto page = visitor.get(path(year) + address);
        EXPECT_TRUE(shows(page, "Délais jusqu’à la visite"));
        EXPECT_TRUE(shows(page, "40 % en 30 jours ou moins, 65 % en 60 jours ou moins."));
        EXPECT_TRUE(shows(page, "20 % n’ont pas eu de visite"));
        EXPECT_NE(page.body.find("id=\"graphique-delais-title\""), std::string::npos);
        EXPECT_TRUE(shows(page, "Sans visite au 31 décembre"));
    }
    const auto file = visitor.get(path(year) + "/tableur.csv?fiche=delais");
    EXPECT_EQ(file.status, 200);
    EXPECT_NE(file.body.find(";Sans visite au 31 décembre;;40;;"), std::string::npos) << file.body;
    EXPECT_TRUE(shows(visitor.get(path(year) + "/reunion"), "20 % n’ont pas eu de visite"));
}

// As they were published with the first definitions.
TEST_F(NetworkDashboard, half_of_the_visits_are_found_from_the_published_classes) {
    const auto sentence_of = [&](int year, int within_30, int within_60, int later) {
        const auto from = Date{std::chrono::year{year} / 1 / 1};
        const auto one = publish(from, last_day(from, 12),
                                 {shown("employers", "Structures participantes", 30),
                                  shown("visit_within_30", "Visite en 30 jours ou moins", within_30),
                                  shown("visit_within_60", "Visite en 31 à 60 jours", within_60),
                                  shown("visit_later", "Visite après plus de 60 jours", later)});
        return visitor.get(path(one) + "?fiche=delais");
    };
    EXPECT_TRUE(
        shows(sentence_of(2022, 35, 15, 10), "La moitié des visites tenues l’ont été en 30 jours ou moins."));
    EXPECT_TRUE(
        shows(sentence_of(2023, 20, 20, 20), "La moitié des visites tenues l’ont été en 60 jours ou moins."));
    EXPECT_TRUE(
        shows(sentence_of(2024, 10, 10, 40), "La moitié des visites tenues ont demandé plus de 60 jours."));
}

TEST_F(YearOfDepartments, the_meeting_sheet_has_the_sentences_and_tables) {
    const auto year = publish_year();
    const auto sheet = visitor.get(path(year) + "/reunion");
    EXPECT_EQ(sheet.status, 200);
    EXPECT_TRUE(shows(sheet, "Fiche pour une réunion du réseau"));
    EXPECT_TRUE(shows(sheet, "Environ 30 000 personnes ont eu au moins un signal"));
    EXPECT_TRUE(shows(sheet, "ne cherchez pas laquelle"));
    const auto other = instance.services().randomness.new_id<PublicationId>();
    EXPECT_EQ(visitor.get("/chiffres/" + other.text() + "/reunion").status, 404);
    EXPECT_EQ(visitor.get("/chiffres/" + other.text() + "/reunion/pdf").status, 404);
}

TEST_F(YearOfDepartments, open_data_is_read_by_whoever_knows_the_address_and_by_etag) {
    const auto year = publish_year();
    Visitor nobody{instance};
    const auto folder = "/api/v1/open-data/" + year.id.text();
    for (const auto* file : {"/datapackage.json", "/chiffres.csv", "/schema.json"}) {
        const auto reply = nobody.get(folder + file);
        EXPECT_EQ(reply.status, 200) << file;
        EXPECT_EQ(header(reply, "ETag").size(), 34U) << file;
        EXPECT_EQ(reply.body, nobody.get(folder + file).body) << file;
    }
    const auto csv = nobody.get(folder + "/chiffres.csv");
    EXPECT_TRUE(
        csv.body.starts_with("periode,reseau,indicateur,dimension,categorie,valeur,secret,definitions\r\n"));
    EXPECT_NE(csv.body.find("2025,Réseau Exemple,signals,department,01,5,,1\r\n"), std::string::npos);
    EXPECT_NE(csv.body.find(",s,1\r\n"), std::string::npos);
}

TEST_F(YearOfDepartments, open_data_of_a_missing_or_altered_publication_is_a_problem_in_json) {
    const auto year = publish_year();
    Visitor nobody{instance};
    instance.services().statistics.write([&](storage::Transaction& transaction) {
        transaction.execute("DROP TRIGGER cell_is_frozen");
        transaction.execute("UPDATE cell SET value = 30 WHERE indicator = 'signals_work'");
    });
    const auto missing = instance.services().randomness.new_id<PublicationId>();
    for (const auto& id : {year.id.text(), missing.text(), std::string{"n-importe-quoi"}})
        for (const auto* file : {"/datapackage.json", "/chiffres.csv", "/schema.json"}) {
            const auto reply = nobody.get("/api/v1/open-data/" + id + file);
            EXPECT_EQ(reply.status, 404) << id << file;
            EXPECT_TRUE(reply.media_type.starts_with("application/problem+json")) << id << file;
        }
}

TEST_F(NetworkDashboard, every_figure_is_defined_as_the_workshop_asks) {
    const auto page = visitor.get("/definitions");
    EXPECT_EQ(page.status, 200);
    for (const auto* word : {"Besoin", "Définition", "Détenteur", "Limites", "Disponibilité"})
        EXPECT_TRUE(shows(page, word)) << word;
    for (const auto& one : instance.services().indicators.all())
        EXPECT_TRUE(shows(page, one.label)) << one.code;
}

}  // namespace
}  // namespace prevenance::api
