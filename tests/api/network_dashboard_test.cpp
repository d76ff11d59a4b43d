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
#include <array>
#include <cstdio>

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

// Each quarter is a little above the one before: beside those just before it, none is unusual.
TEST_F(NetworkDashboard, says_what_rises_slowly_and_draws_the_range_from_before_the_rise) {
    const auto last = publish_quarters({40, 45, 35, 40, 40, 45, 40, 55, 60, 65});
    const auto page = visitor.get(path(last) + "?fiche=observer-tot");
    EXPECT_TRUE(shows(page, "Au 2e trimestre 2026, une hausse lente : « Personnes avec au moins un signal »."));
    EXPECT_TRUE(shows(page, "Ce chiffre ne dit ni pourquoi, ni dans quelle structure."));
    EXPECT_TRUE(shows(page, "Environ 65 personnes. Hausse lente : au-dessus du niveau d’avant les deux derniers trimestres, "
                            "d’habitude de 31 à 51."));
    EXPECT_NE(page.body.find("class=\"departing\""), std::string::npos);
    EXPECT_FALSE(shows(page, "Au-dessus du niveau habituel"));
    const auto file = visitor.get(path(last) + "/tableur.csv?fiche=observer-tot");
    EXPECT_NE(file.body.find(";Avant une hausse lente de;Avant une hausse lente à"), std::string::npos);
    EXPECT_NE(file.body.find(";31;51\r\n"), std::string::npos);
}

TEST_F(NetworkDashboard, sees_no_slow_rise_in_nine_quarters) {
    const auto page = visitor.get(path(publish_quarters({45, 35, 40, 40, 45, 40, 55, 60, 65})));
    EXPECT_TRUE(shows(page, "aucun chiffre publié ne sort de son niveau habituel."));
    EXPECT_TRUE(shows(page, "Une hausse lente se voit à partir de dix trimestres."));
}

// C3 would call the quarter after two high ones high.
TEST_F(NetworkDashboard, calls_no_quarter_high_because_of_those_before_it) {
    const auto page = visitor.get(path(publish_quarters({40, 45, 35, 40, 40, 45, 40, 45, 35, 60, 60, 40})));
    EXPECT_TRUE(shows(page, "aucun chiffre publié ne sort de son niveau habituel."));
}

TEST_F(NetworkDashboard, gives_a_rate_for_each_quarter_and_their_mean) {
    const auto page = visitor.get(path(publish_quarters({40, 45, 35, 40, 40, 45, 40, 60})) + "?fiche=taux");
    EXPECT_TRUE(shows(page, "Personnes avec au moins un signal : 14 pour 100 salariés et par trimestre, en moyenne sur 8 "
                            "trimestres publiés."));
    EXPECT_TRUE(shows(page, "Calculé sur les salariés couverts de chaque trimestre, de T1 24 à T4 25 : environ 300 au "
                            "dernier."));
    EXPECT_TRUE(shows(page, "<tr><th scope=\"row\">T4 25</th><td>20</td></tr>"));
}

TEST_F(NetworkDashboard, a_mean_rate_leaves_out_a_quarter_that_is_hidden) {
    const auto page = visitor.get(path(publish_quarters({45, 30, std::nullopt, 60})) + "?fiche=taux");
    EXPECT_TRUE(shows(page, "15 pour 100 salariés et par trimestre, en moyenne sur 3 trimestres publiés."));
    EXPECT_TRUE(shows(page, "<tr><th scope=\"row\">T3 24</th><td>non publié</td></tr>"));
    EXPECT_EQ(visitor.get(path(publish_quarter(8, 40)) + "?fiche=taux").status, 200);
}

TEST_F(NetworkDashboard, shows_no_rate_over_time_for_a_single_quarter) {
    EXPECT_EQ(visitor.get(path(publish_quarter(0, 40)) + "?fiche=taux").status, 404);
}

TEST_F(NetworkDashboard, every_card_says_what_it_is_computed_from) {
    for (int year = 2024; year <= 2025; ++year) {
        const auto from = Date{std::chrono::year{year} / 1 / 1};
        std::vector<PublishedCell> cells;
        for (const auto& one : instance.services().indicators.all()) cells.push_back(shown(one.code, one.label, 100));
        publish(from, last_day(from, 12), std::move(cells));
    }
    publish_quarters({40, 45, 35, 40, 40, 45, 40, 60});
    const auto page = visitor.get("/chiffres").body;
    const auto times = [&](const std::string& words) {
        int found = 0;
        for (auto at = page.find(words); at != std::string::npos; at = page.find(words, at + 1)) ++found;
        return found;
    };
    EXPECT_EQ(times("<section class=\"figure\""), 10);
    EXPECT_EQ(times("<p class=\"note\">Calculé sur "), 10);
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

class FamiliesByDepartment : public YearOfDepartments {
protected:
    static constexpr std::array<std::pair<const char*, const char*>, 4> families{
        {{"signals_work", "Façon de travailler"},
         {"signals_requests", "Demandes et souhaits"},
         {"signals_relations", "Relations de travail"},
         {"signals_events", "Événements au travail"}}};

    // Signals and families of these départements; in each fifth of them a family is hidden.
    Publication publish_quarter_of(int quarter, const std::vector<std::string>& departments, int level) {
        std::vector<PublishedCell> cells{shown("employers", "Structures participantes", 7900),
                                         shown("employees", "Salariés couverts", 250'000),
                                         shown("signals", "Personnes avec au moins un signal", 30'000)};
        for (const auto& [code, label] : families) cells.push_back(shown(code, label, 9'000));
        int number = 0;
        for (const auto& department : departments) {
            ++number;
            const auto add = [&](PublishedCell cell) {
                cells.push_back(in(std::move(cell), CellDimension::department, department, "Département " + department));
            };
            add(shown("employees", "Salariés couverts", 2000));
            add(shown("signals", "Personnes avec au moins un signal", 3 * level));
            for (const auto& [code, label] : families)
                if (number % 5 == 0 && std::string_view{code} == "signals_work")
                    add(hidden(code, label));
                else
                    add(shown(code, label, level));
        }
        return publish(first_day(quarter), last_day(first_day(quarter), 3), std::move(cells));
    }

    // The last of so many quarters, in which everything is twice as high.
    Publication publish_risen(int quarters, const std::vector<std::string>& departments) {
        for (int quarter = 0; quarter + 1 < quarters; ++quarter) publish_quarter_of(quarter, departments, 50);
        return publish_quarter_of(quarters - 1, departments, 100);
    }
};

TEST_F(FamiliesByDepartment, stand_in_one_table_with_what_they_are_computed_from) {
    const auto page = visitor.get(path(publish_quarter_of(0, {"42", "43", "63", "07", "15"}, 50)) + "?selon=departement");
    EXPECT_TRUE(shows(page, "Familles par département"));
    EXPECT_TRUE(shows(page, "19 chiffres sur 20 sont publiés."));
    EXPECT_TRUE(shows(page, "Calculé sur les salariés couverts de chaque département, dans la première colonne."));
    EXPECT_TRUE(shows(page, "<th scope=\"row\">15 Département 15</th><td>2 000</td><td>non publié</td><td>50</td>"));
}

TEST_F(FamiliesByDepartment, are_observed_by_family_and_territory) {
    const auto page = visitor.get(path(publish_risen(8, {"43"})) + "?selon=departement&fiche=observer-tot");
    EXPECT_TRUE(shows(page, "« 43 Département 43 : Événements au travail »"));
    EXPECT_TRUE(shows(page, "Ces chiffres ne disent ni pourquoi, ni dans quelle structure."));
    EXPECT_TRUE(shows(page, "Environ 100 personnes. Au-dessus du niveau habituel : d’habitude de 44 à 56."));
    EXPECT_TRUE(shows(page, "Calculé sur 5 chiffres publiés au dernier trimestre, sur 5"));
}

TEST_F(FamiliesByDepartment, one_family_is_chosen_in_the_address_and_taken_off) {
    const auto last = publish_risen(8, {"42", "43"});
    const auto page = visitor.get(path(last) + "?selon=departement&constat=signals_events");
    EXPECT_TRUE(shows(page, "Carte : Événements au travail"));
    EXPECT_TRUE(shows(page, "environ 100 sur environ 2 000 salariés, soit 5 pour 100"));
    EXPECT_TRUE(shows(page, "Calculé sur 2 chiffres publiés au dernier trimestre, sur 2"));
    EXPECT_FALSE(shows(page, ": Relations de travail"));
    EXPECT_TRUE(shows(page, "<option value=\"signals_events\" selected>Événements au travail</option>"));
    EXPECT_TRUE(shows(page, "<a href=\"" + path(last) + "?selon=departement\">Événements au travail"));
    EXPECT_TRUE(shows(page, "<a href=\"" + path(last) + "?constat=signals_events\">Par département"));
    const auto file = visitor.get(path(last) + "/tableur.csv?selon=departement&constat=signals_events&fiche=repartition");
    EXPECT_EQ(file.status, 200);
    EXPECT_EQ(file.body.find("Relations de travail"), std::string::npos);
    const auto whole = visitor.get(path(last) + "?constat=signals_events");
    EXPECT_TRUE(shows(whole, "« Événements au travail » : environ 9 000 personnes"));
    EXPECT_FALSE(shows(whole, ": Relations de travail"));
}

TEST_F(FamiliesByDepartment, a_family_that_is_not_published_so_is_refused_like_every_filter) {
    const auto year = publish_year();
    for (const auto* query : {"?selon=departement&constat=signals_work", "?selon=departement&constat=signals_events",
                              "?constat=signals_events", "?constat=employees", "?constat=alerts", "?constat=%3Cb%3E",
                              "?selon=metier&constat=signals_work"}) {
        const auto page = visitor.get(path(year) + query);
        EXPECT_EQ(page.status, 200) << query;
        EXPECT_TRUE(shows(page, "Cette combinaison de filtres permettrait de reconnaître une structure.")) << query;
        EXPECT_EQ(page.body.find("<svg class=\"chart"), std::string::npos) << query;
        EXPECT_EQ(page.body.find("<b>"), std::string::npos) << query;
        EXPECT_EQ(visitor.get(path(year) + "/tableur.csv" + query).status, 404) << query;
        EXPECT_EQ(visitor.get(path(year) + "/reunion" + query).status, 404) << query;
    }
}

// All départements, all families, three years, everything departs: there is no heavier page.
TEST_F(FamiliesByDepartment, the_heaviest_page_stays_under_60_kilobytes) {
    const auto last = publish_risen(13, forms::department_codes());
    for (const auto* query : {"", "?selon=departement", "?selon=departement&constat=signals_events"}) {
        const auto page = visitor.get(path(last) + query);
        EXPECT_EQ(page.status, 200);
        EXPECT_LT(page.body.size(), 60'000U) << query;
        std::printf("%zu bytes: %s\n", page.body.size(), query);
    }
    const auto page = visitor.get(path(last) + "?selon=departement&fiche=observer-tot");
    EXPECT_TRUE(shows(page, " autres."));
    EXPECT_TRUE(shows(page, "La liste s’arrête à vingt, d’abord ceux qui sortent de leur niveau habituel ; le fichier "
                            "CSV les a tous."));
    EXPECT_TRUE(shows(visitor.get(path(last) + "?selon=departement"), "Son tableau de 101 lignes est sur la page à imprimer"));
    const auto table = visitor.get(path(last) + "?selon=departement&fiche=familles-par-departement");
    EXPECT_TRUE(shows(table, "<th scope=\"row\">976 Département 976</th><td>2 000</td><td>100</td>"));
    EXPECT_LT(table.body.size(), 60'000U);
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
