#include "api/jobs/publish_statistics.h"
#include "api/published.h"
#include "api/route.h"
#include "storage/case_file.h"
#include "storage/statistics.h"
#include "tests/api/sector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>

namespace prevenance::api {
namespace {

TEST(Figures, four_employers_with_enough_people_are_published_changed_a_little_and_rounded) {
    TestInstance instance;
    Sector sector{instance};
    for (const int people : {20, 22, 24, 26}) sector.add_employer(people, 8, "OBS_RETARD", day("2026-02-10"));
    const auto publication = sector.publish(first_quarter);
    EXPECT_EQ(cell_of(publication, "employers").value, 4);
    expect_about(cell_of(publication, "employees"), 92);
    expect_about(cell_of(publication, "signals"), 32);
    EXPECT_EQ(cell_of(publication, "talks").hidden_because, HiddenBecause::too_few_people);
}

TEST(Figures, a_person_with_many_signals_counts_once) {
    TestInstance instance;
    Sector sector{instance};
    const auto employer = sector.add_employer(20, 8, "OBS_RETARD", day("2026-02-10"));
    for (int i = 0; i < 4; ++i) sector.add_employer(20, 8, "OBS_RETARD", day("2026-02-10"));
    const auto person = instance.services().cases.read([&](const storage::Reader& reader) {
        const auto timelines = storage::CaseFile{reader, EmployerScope::for_job(employer)}.timelines();
        return std::ranges::find_if(timelines, [](const auto& one) { return !one.facts.empty(); })->employee;
    });
    for (int i = 0; i < 10; ++i) sector.add_signal(employer, person, "TENSIONS", day("2026-03-01") + Days{i});
    expect_about(cell_of(sector.publish(first_quarter), "signals"), 40);  // not 50
}

TEST(Figures, improvements_context_and_other_periods_are_not_counted) {
    TestInstance instance;
    Sector sector{instance};
    for (int i = 0; i < 4; ++i) sector.add_employer(20, 8, "OBS_POSITIF", day("2026-02-10"));
    for (int i = 0; i < 4; ++i) sector.add_employer(20, 8, "OBS_RETARD", day("2025-12-31"));
    EXPECT_EQ(cell_of(sector.publish(first_quarter), "signals").hidden_because,
              HiddenBecause::too_few_people);
}

TEST(Figures, two_employers_and_a_dominated_figure_stay_hidden_each_with_its_reason) {
    TestInstance instance;
    Sector sector{instance};
    sector.add_employer(30, 20, "OBS_RETARD", day("2026-02-10"));
    sector.add_employer(30, 20, "OBS_RETARD", day("2026-02-10"));
    for (int i = 0; i < 2; ++i) sector.add_employer(30, 0, "", day("2026-02-10"));
    const auto publication = sector.publish(first_quarter);
    expect_about(cell_of(publication, "employees"), 120);
    EXPECT_EQ(cell_of(publication, "signals").hidden_because, HiddenBecause::too_few_employers);
}

TEST(Figures, families_are_published_by_year_only_in_a_small_network) {
    TestInstance instance;
    Sector sector{instance};
    for (int i = 0; i < 4; ++i) sector.add_employer(40, 12, "OBS_RETARD", day("2026-02-10"));
    const auto quarter = sector.publish(first_quarter);
    EXPECT_TRUE(std::ranges::none_of(quarter.cells,
                                     [](const auto& one) { return one.indicator.starts_with("signals_"); }));
    const auto year = sector.publish({day("2026-01-01"), day("2026-12-31")});
    EXPECT_EQ(std::ranges::count_if(year.cells,
                                    [](const auto& one) { return one.indicator.starts_with("signals_"); }),
              4);
}

// The year is 36 persons, one quarter shows 32 of them: the rest would be the quarter that was hidden.
TEST(Figures, a_year_does_not_tell_the_quarter_that_was_hidden) {
    TestInstance instance;
    Sector sector{instance};
    std::vector<EmployerId> employers;
    for (int i = 0; i < 4; ++i)
        employers.push_back(sector.add_employer(40, 8, "OBS_RETARD", day("2026-02-10")));
    expect_about(cell_of(sector.publish(first_quarter), "signals"), 32);
    const auto someone = [&](EmployerId employer) {
        return instance.services().cases.read([&](const storage::Reader& reader) {
            const auto timelines = storage::CaseFile{reader, EmployerScope::for_job(employer)}.timelines();
            return std::ranges::find_if(timelines, [](const auto& one) { return one.facts.empty(); })
                ->employee;
        });
    };
    for (const auto& employer : employers)
        sector.add_signal(employer, someone(employer), "OBS_RETARD", day("2026-05-05"));
    const auto second = sector.publish({day("2026-04-01"), day("2026-06-30")});
    EXPECT_TRUE(cell_of(second, "signals").hidden_because);
    const auto year = sector.publish({day("2026-01-01"), day("2026-12-31")});
    EXPECT_EQ(cell_of(year, "signals").hidden_because, HiddenBecause::protects_another_cell);
}

// Network B is network A and one employer more: the difference would be that employer.
TEST(Figures, a_network_inside_another_does_not_tell_the_employer_between_them) {
    TestInstance instance;
    Sector sector{instance};
    std::vector<EmployerId> employers;
    for (int i = 0; i < 5; ++i)
        employers.push_back(sector.add_employer(30, 12, "OBS_RETARD", day("2026-02-10")));
    const auto inner = sector.add_network("Réseau intérieur", {employers.begin(), employers.begin() + 4});
    expect_about(cell_of(sector.publish(first_quarter), "signals"), 60);
    EXPECT_EQ(cell_of(sector.publish(inner, first_quarter), "signals").hidden_because,
              HiddenBecause::protects_another_cell);
}

// Decided together, one of the two is shown, not neither.
TEST(Figures, two_networks_of_one_night_do_not_tell_each_other) {
    TestInstance instance;
    Sector sector{instance};
    std::vector<EmployerId> employers;
    for (int i = 0; i < 5; ++i)
        employers.push_back(sector.add_employer(30, 12, "OBS_RETARD", day("2026-02-10")));
    const auto inner = sector.add_network("Réseau intérieur", {employers.begin(), employers.begin() + 4});
    const std::array networks{sector.network(), inner};
    EXPECT_EQ(publish_period(instance.services(), networks, first_quarter, sector.night_after(first_quarter)), 2);
    const bool outer_is_shown = cell_of(sector.publish(first_quarter), "signals").value.has_value();
    const bool inner_is_shown = cell_of(sector.publish(inner, first_quarter), "signals").value.has_value();
    EXPECT_NE(outer_is_shown, inner_is_shown);
}

TEST(Figures, an_employer_that_leaves_in_the_middle_is_not_counted) {
    TestInstance instance;
    Sector sector{instance};
    for (int i = 0; i < 4; ++i) sector.add_employer(20, 8, "OBS_RETARD", day("2026-02-10"));
    const auto leaves = sector.add_employer(20, 8, "OBS_RETARD", day("2026-02-10"));
    sector.leave(leaves, day("2026-02-20"));
    const auto publication = sector.publish(first_quarter);
    EXPECT_EQ(cell_of(publication, "employers").value, 4);
    expect_about(cell_of(publication, "employees"), 80);
}

TEST(Figures, a_network_of_two_employers_gets_reasons_and_no_number) {
    TestInstance instance;
    Sector sector{instance};
    for (int i = 0; i < 2; ++i) sector.add_employer(60, 40, "OBS_RETARD", day("2026-02-10"));
    const auto publication = sector.publish(first_quarter);
    EXPECT_FALSE(publication.cells.empty());
    EXPECT_TRUE(std::ranges::all_of(publication.cells, [](const auto& cell) { return !cell.value; }));
    EXPECT_EQ(publication.hidden_percent(), 100);
}

TEST(Figures, one_employer_at_86_percent_is_not_shown) {
    TestInstance instance;
    Sector sector{instance};
    sector.add_employer(90, 86, "OBS_RETARD", day("2026-02-10"));
    for (const int signalled : {6, 4, 4}) sector.add_employer(90, signalled, "OBS_RETARD", day("2026-02-10"));
    EXPECT_EQ(cell_of(sector.publish(first_quarter), "signals").hidden_because,
              HiddenBecause::one_employer_dominates);
}

// Left and right together count it twice, the whole once: all three shown would tell it.
TEST(Figures, an_employer_in_three_networks_is_told_by_none) {
    TestInstance instance;
    Sector sector{instance};
    std::vector<EmployerId> employers;
    for (int i = 0; i < 13; ++i)
        employers.push_back(sector.add_employer(20, 8, "OBS_RETARD", day("2026-02-10")));
    std::vector<EmployerId> left{employers.begin(), employers.begin() + 6};
    std::vector<EmployerId> right{employers.begin() + 6, employers.begin() + 12};
    left.push_back(employers[12]);
    right.push_back(employers[12]);
    const std::array networks{sector.network(), sector.add_network("Un", left), sector.add_network("Deux", right)};
    publish_period(instance.services(), networks, first_quarter, sector.night_after(first_quarter));
    int shown = 0;
    for (const auto& network : networks)
        shown += cell_of(sector.publish(network, first_quarter), "signals").value ? 1 : 0;
    EXPECT_LT(shown, 3);
    EXPECT_GE(shown, 1);
}

TEST(Figures, a_small_department_is_hidden_and_not_told_by_the_others) {
    TestInstance instance;
    Sector sector{instance};
    for (int i = 0; i < 16; ++i)
        sector.set_department(sector.add_employer(20, 8, "OBS_RETARD", day("2026-02-10")),
                              i < 5 ? "43" : i < 15 ? "42" : "07");
    const auto publication = sector.publish(first_quarter);
    expect_about(cell_of(publication, "signals"), 128);
    std::map<std::string, const storage::PublishedCell*> departments;
    for (const auto& cell : publication.cells)
        if (cell.indicator == "signals" && cell.dimension == CellDimension::department)
            departments[cell.category] = &cell;
    ASSERT_EQ(departments.size(), 3U);
    EXPECT_FALSE(departments["07"]->value);
    EXPECT_FALSE(departments["43"]->value) << "the whole less the others would be 07";
}

TEST(Figures, nothing_is_published_of_a_period_that_is_not_over) {
    TestInstance instance;
    Sector sector{instance};
    for (int i = 0; i < 4; ++i) sector.add_employer(20, 8, "OBS_RETARD", day("2026-02-10"));
    const std::array networks{sector.network()};
    for (const auto& period : {first_quarter, storage::Period{day("2031-01-01"), day("2031-12-31")}})
        EXPECT_EQ(publish_period(instance.services(), networks, period, instance.clock().now()), 0);
}

// A signal entered after its quarter was published changes no quarter, and the year does not tell it.
TEST(Figures, a_late_fact_changes_no_earlier_figure) {
    TestInstance instance;
    Sector sector{instance};
    std::vector<EmployerId> employers;
    for (int i = 0; i < 5; ++i)
        employers.push_back(sector.add_employer(40, 8, "OBS_RETARD", day("2026-02-10")));
    const auto before = sector.publish(first_quarter);
    expect_about(cell_of(before, "signals"), 40);
    const auto person = instance.services().cases.read([&](const storage::Reader& reader) {
        const auto timelines = storage::CaseFile{reader, EmployerScope::for_job(employers[0])}.timelines();
        return std::ranges::find_if(timelines, [](const auto& one) { return one.facts.empty(); })->employee;
    });
    sector.add_signal(employers[0], person, "TENSIONS", day("2026-02-11"));
    EXPECT_EQ(sector.publish(first_quarter).cells, before.cells);
    const auto year = sector.publish({day("2026-01-01"), day("2026-12-31")});
    EXPECT_EQ(cell_of(year, "signals").hidden_because, HiddenBecause::protects_another_cell)
        << "the year less its quarter would be the late fact's employer";
}

TEST(Figures, another_noise_key_stops_publishing_in_words) {
    TestInstance instance;
    Sector sector{instance};
    for (int i = 0; i < 4; ++i) sector.add_employer(20, 8, "OBS_RETARD", day("2026-02-10"));
    instance.services().statistics.write([&](storage::Transaction& transaction) {
        storage::set_noise_key_digest(transaction, Digest{1});
    });
    const std::array networks{sector.network()};
    EXPECT_THROW(publish_period(instance.services(), networks, first_quarter, sector.night_after(first_quarter)),
                 NoiseKeyLost);
    const auto published = instance.services().statistics.read([&](const storage::Reader& reader) {
        return storage::Statistics{reader, NetworkScope::for_job(instance.network)}.publications().size();
    });
    EXPECT_EQ(published, 0U);
}

TEST(Figures, a_publication_is_made_once_and_never_restated) {
    TestInstance instance;
    Sector sector{instance};
    EmployerId employer;
    for (int i = 0; i < 4; ++i) employer = sector.add_employer(20, 8, "OBS_RETARD", day("2026-02-10"));
    instance.clock().set(day("2026-04-01"));
    EXPECT_EQ(publish_due_statistics(instance.services(), instance.clock().now()), 1);
    const auto before = sector.publish(first_quarter);
    for (int i = 0; i < 3; ++i) sector.add_employer(20, 20, "OBS_RETARD", day("2026-02-11"));
    EXPECT_EQ(publish_due_statistics(instance.services(), instance.clock().now()), 0);
    EXPECT_EQ(sector.publish(first_quarter).cells, before.cells);
    for (const auto* attempt : {"value", "publication"}) {
        const bool is_cell = std::string{attempt} == "value";
        EXPECT_THROW(instance.services().statistics.write([&](storage::Transaction& transaction) {
            if (is_cell)
                transaction.execute("UPDATE cell SET value = 5 WHERE value IS NOT NULL");
            else
                transaction.execute("DELETE FROM publication");
        }),
                     storage::DatabaseError);
    }
}

TEST(Figures, after_the_fourth_quarter_comes_the_year) {
    EXPECT_EQ(periods_due(day("2026-04-01")), (std::vector{first_quarter}));
    EXPECT_EQ(periods_due(day("2027-01-01")),
              (std::vector<storage::Period>{{day("2026-10-01"), day("2026-12-31")},
                                            {day("2026-01-01"), day("2026-12-31")}}));
    EXPECT_EQ(periods_due(day("2027-03-31")).size(), 2U);
    EXPECT_EQ(periods_due(day("2027-04-01")).size(), 1U);
}

class FiguresPage : public testing::Test {
protected:
    FiguresPage() {
        for (const int people : {20, 22, 24, 26}) sector.add_employer(people, 8, "OBS_RETARD", day("2026-02-10"));
        instance.add_account(Role::network_analyst, "analyste");
    }
    TestInstance instance;
    Sector sector{instance};
    Visitor visitor{instance};
};

TEST_F(FiguresPage, says_that_nothing_is_published_yet) {
    visitor.sign_in("analyste", Role::network_analyst);
    const auto page = visitor.get("/chiffres");
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(shows(page, "Aucun chiffre n’est publié pour l’instant."));
}

TEST_F(FiguresPage, shows_sentence_chart_table_reason_and_date) {
    const auto publication = sector.publish(first_quarter);
    visitor.sign_in("analyste", Role::network_analyst);
    const auto page = visitor.get("/chiffres");
    EXPECT_TRUE(shows(page, "1er trimestre 2026 : 4 structures participent, avec environ " +
                                shown_in(publication, "employees") + " salariés."));
    EXPECT_TRUE(shows(page, "Environ " + shown_in(publication, "signals") +
                                " personnes ont eu au moins un signal"));
    EXPECT_TRUE(shows(page, "role=\"img\""));
    EXPECT_TRUE(shows(page, "</title>"));
    EXPECT_TRUE(shows(page, "</desc>"));
    EXPECT_TRUE(shows(page, "Trop peu de personnes : moins de 11"));
    EXPECT_TRUE(shows(page, "Publié le 1er avr. 2026"));
    EXPECT_EQ(page.body.find("style="), std::string::npos);
    EXPECT_LT(page.body.size(), 30U * 1024);
}

TEST_F(FiguresPage, gives_a_table_for_a_spreadsheet_and_one_for_a_program_and_notes_who_took_it) {
    const auto publication = sector.publish(first_quarter);
    visitor.sign_in("analyste", Role::network_analyst);
    const auto path = "/chiffres/" + publication.id.text();
    const auto sheet = visitor.get(path + "/tableur.csv");
    EXPECT_TRUE(sheet.body.starts_with("\xEF\xBB\xBFRéseau;Du;Au;Chiffre;"));
    EXPECT_NE(sheet.body.find("Réseau Exemple;01/01/2026;31/03/2026;Salariés couverts;;" +
                              shown_in(publication, "employees") + ";;01/04/2026\r\n"),
              std::string::npos);
    EXPECT_NE(sheet.body.find(";n.d.;"), std::string::npos);
    const auto plain = visitor.get(path + "/donnees.csv");
    EXPECT_NE(plain.body.find("Réseau Exemple,2026-01-01,2026-03-31,signals,,," + shown_in(publication, "signals") +
                              ",,2026-04-01\r\n"),
              std::string::npos);
    EXPECT_NE(plain.body.find(",talks,,,,too_few_people,"), std::string::npos);
    EXPECT_NE(header(plain, "Content-Disposition").find("attachment"), std::string::npos);
    const auto acts = instance.services().cases.read([&](const storage::Reader& reader) {
        return instance.services().audit.acts_on(reader, publication.id.bytes);
    });
    EXPECT_EQ(std::ranges::count(acts, "figures.export", &storage::RecordedAct::action), 2);
}

TEST_F(FiguresPage, another_network_and_a_missing_publication_answer_alike) {
    auto& services = instance.services();
    const auto foreign = services.randomness.new_id<PublicationId>();
    services.statistics.write([&](storage::Transaction& transaction) {
        const auto network = services.randomness.new_id<NetworkId>();
        storage::Statistics{transaction, NetworkScope::for_job(network)}.publish(
            transaction, signed_publication(services, {foreign, network, "Ailleurs", first_quarter.starts_on,
                                                       first_quarter.ends_on, instance.clock().now(), {}, 1}));
    });
    visitor.sign_in("analyste", Role::network_analyst);
    const auto missing = services.randomness.new_id<PublicationId>();
    for (const auto* suffix : {"", "/tableur.csv", "/donnees.csv"}) {
        EXPECT_EQ(visitor.get("/chiffres/" + foreign.text() + suffix).status, 404);
        EXPECT_EQ(visitor.get("/chiffres/" + missing.text() + suffix).status, 404);
        EXPECT_EQ(visitor.get("/chiffres/n-importe-quoi" + std::string{suffix}).status, 404);
    }
}

// Whoever can write the file can drop its triggers; nobody but the instance can sign.
TEST_F(FiguresPage, an_altered_publication_is_not_shown) {
    const auto publication = sector.publish(first_quarter);
    visitor.sign_in("analyste", Role::network_analyst);
    const auto path = "/chiffres/" + publication.id.text();
    ASSERT_EQ(visitor.get(path).status, 200);
    instance.services().statistics.write([&](storage::Transaction& transaction) {
        transaction.execute("DROP TRIGGER cell_is_frozen");
        transaction.execute("UPDATE cell SET value = 1000 WHERE indicator = 'signals' AND value IS NOT NULL");
    });
    EXPECT_EQ(visitor.get(path).status, 404);
    EXPECT_EQ(visitor.get(path + "/donnees.csv").status, 404);
    EXPECT_TRUE(shows(visitor.get("/chiffres"), "Aucun chiffre n’est publié pour l’instant."));
    instance.services().statistics.write([&](storage::Transaction& transaction) {
        transaction.execute("DROP TRIGGER publication_is_frozen");
        transaction.execute("UPDATE publication SET signature = NULL");
    });
    EXPECT_EQ(visitor.get(path).status, 404);
}

TEST_F(FiguresPage, no_other_role_reads_figures) {
    for (const auto role :
         {Role::manager, Role::referent, Role::physician, Role::cell_member, Role::administrator}) {
        const auto login = "role-" + std::string{role_name(role)};
        instance.add_account(role, login);
        Visitor other{instance};
        other.sign_in(login, role);
        EXPECT_EQ(other.get("/chiffres").status, 403) << login;
    }
    Visitor nobody{instance};
    EXPECT_EQ(nobody.get("/chiffres").status, 303);
}

// Every route that demands another role refuses the analyst, whatever is added to the table later.
TEST_F(FiguresPage, an_analyst_reaches_no_case) {
    visitor.sign_in("analyste", Role::network_analyst);
    const std::string some_id = instance.services().randomness.new_id<EmployeeId>().text();
    for (const auto& route : routes()) {
        if (!route.roles.demands_sign_in() || route.roles.includes(Role::network_analyst)) {
            EXPECT_TRUE(route.tenant == Tenant::none || route.tenant == Tenant::network ||
                        route.tenant == Tenant::holder_of_code)
                << route.pattern;
            continue;
        }
        if (route.method != "GET" || route.face() == Face::json) continue;
        std::string path{route.pattern};
        for (auto at = path.find('{'); at != std::string::npos; at = path.find('{'))
            path.replace(at, path.find('}') - at + 1, some_id);
        EXPECT_EQ(visitor.get(path).status, 403) << path;
    }
}

}  // namespace
}  // namespace prevenance::api
