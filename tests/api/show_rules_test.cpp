// The administrator's trial of thresholds: what it shows of everybody, and what it hides of anybody.
#include "api/people.h"
#include "api/rule_words.h"
#include "storage/case_file.h"
#include "storage/organisations.h"
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace prevenance::api {
namespace {

constexpr const char* trial = "/administration/regles/essai?S1.few=4&S1.several=6";

class ShowRules : public testing::Test {
protected:
    ShowRules() : admin(instance) {
        instance.add_account(Role::administrator, "admin");
        admin.sign_in("admin", Role::administrator);
    }

    // A third employer, so that none of them is alone with one other.
    std::pair<EmployerId, TeamId> add_employer() {
        Employer third{instance.services().randomness.new_id<EmployerId>(),
                       "Troisième",
                       Siret::parse("35600000000048").value(),
                       "2941",
                       "8810A",
                       EmploymentMode::provider,
                       std::nullopt};
        const Team only{instance.services().randomness.new_id<TeamId>(), third.id, "Ouest"};
        instance.services().cases.write([&](storage::Transaction& transaction) {
            storage::Organisations::add(transaction, third);
            storage::Organisations::add(transaction, only);
            instance.services().audit.record(
                transaction, {instance.clock().now(), std::nullopt, "test.prepare", third.id.bytes});
        });
        return {third.id, only.id};
    }

    // `people` of whom each has so many absences of a day, a month apart, the last in February 2026.
    void add_people(EmployerId employer, TeamId team, int people, int absences) {
        for (int person = 0; person < people; ++person) {
            const auto number = "P" + std::to_string(++numbers_);
            add_absences(employer, instance.add_employee_of(employer, team, number, "Camille", number),
                         absences);
        }
    }

    TestInstance instance;
    Visitor admin;

private:
    void add_absences(EmployerId employer, EmployeeId person, int absences) {
        const auto scope = EmployerScope::for_job(employer);
        instance.services().cases.write([&](storage::Transaction& transaction) {
            for (int i = 0; i < absences; ++i) {
                const auto day = add_months(*parse_iso_date("2026-02-03"), Months{-i});
                storage::CaseFile{transaction, scope}.add(
                    transaction,
                    storage::AbsenceRecord{instance.services().randomness.new_id<FactId>(), person, "MALADIE",
                                           day, day, Instant{day}, std::nullopt});
            }
            instance.services().audit.record(
                transaction, {instance.clock().now(), std::nullopt, "test.prepare", person.bytes});
        });
    }

    int numbers_ = 0;
};

// Nothing has been counted on a page about rules: what would be counted is in none of their sentences there.
TEST_F(ShowRules, each_rule_reads_whole_where_nothing_was_found) {
    for (const auto& rule : instance.services().rules.rules()) {
        const auto words = sentence_with_numbers(rule);
        EXPECT_EQ(words.find_first_of("{}"), std::string::npos) << words;
        EXPECT_EQ(words.find("…"), std::string::npos) << rule.identity.id << " " << words;
        EXPECT_TRUE(words.ends_with(".")) << words;
        EXPECT_EQ(std::ranges::count(words, '('), std::ranges::count(words, ')')) << words;
    }
    instance.add_account(Role::referent, "referente");
    Visitor referent{instance};
    referent.sign_in("referente", Role::referent);
    const auto page = referent.get("/regles/S3");
    EXPECT_TRUE(shows(page,
                      "Au moins 4 retards ou départs avant l’heure en 30 jours, et plus souvent que dans "
                      "les 90 jours précédents."));
    EXPECT_EQ(page.body.find("…"), std::string::npos);
}

// A rule of somebody's own may have no such sentence: then the gaps are shown rather than nothing.
TEST(SentenceWithNumbers, keeps_the_gaps_where_every_sentence_counts) {
    rules::Rule rule;
    rule.sentence = "Comptés\u00A0: {count}. En tout\u00A0: {ratio}.";
    EXPECT_EQ(sentence_with_numbers(rule), "Comptés\u00A0: …. En tout\u00A0: ….");
    rule.sentence = "Comptés\u00A0: {count}. Au moins deux.";
    rule.exception = "La règle se tait parfois.";
    EXPECT_EQ(sentence_with_numbers(rule), "Au moins deux. La règle se tait parfois.");
}

TEST_F(ShowRules, lists_every_rule_with_its_thresholds_and_where_it_comes_from) {
    const auto page = admin.get("/administration/regles");
    EXPECT_EQ(page.status, 200);
    for (const auto& rule : instance.services().rules.rules())
        EXPECT_TRUE(shows(page, rule.identity.id + " – " + rule.title)) << rule.identity.id;
    EXPECT_TRUE(shows(page, "de 3 à 6"));
    EXPECT_TRUE(shows(page, "Code du travail, article R4624-31"));
    EXPECT_TRUE(shows(page, "sont cités dans la version en vigueur"));
}

TEST_F(ShowRules, is_for_administrators_only) {
    instance.add_account(Role::referent, "referent");
    Visitor referent(instance);
    referent.sign_in("referent", Role::referent);
    for (const auto* path : {"/administration/regles", trial, "/administration/regles/essai.csv?S1.few=4"})
        EXPECT_NE(referent.get(path).status, 200) << path;
}

TEST_F(ShowRules, with_two_employers_the_trial_shows_nothing) {
    add_people(instance.employer, instance.team, 30, 3);
    add_people(instance.other_employer, instance.other_team, 30, 3);
    const auto page = admin.get(trial);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(shows(page, "au moins trois structures"));
    EXPECT_FALSE(shows(page, "Résultat de l’essai"));
}

TEST_F(ShowRules, compares_other_thresholds_over_everybody) {
    const auto [third, west] = add_employer();
    for (const auto& [employer, team] :
         {std::pair{instance.employer, instance.team},
          std::pair{instance.other_employer, instance.other_team}, std::pair{third, west}}) {
        add_people(employer, team, 8, 3);
        add_people(employer, team, 9, 0);
    }
    const auto page = admin.get(trial);
    EXPECT_EQ(page.status, 200) << page.body;
    EXPECT_TRUE(shows(page, "Les seuils d’aujourd’hui sont ici ceux livrés avec le produit"));
    EXPECT_TRUE(shows(page, "L’historique va du "));
    EXPECT_TRUE(shows(page, "Seuils : ceux du produit."));
    EXPECT_TRUE(shows(page, "Environ 50 personnes suivies."));
    EXPECT_TRUE(shows(page, "0 dans les deux cas, environ 25 seulement avant, 0 seulement après"));
    EXPECT_TRUE(shows(page, "S1 – Des absences courtes se répètent"));
    if (const char* folder = std::getenv("PAGES_WRITTEN_TO")) {
        std::ofstream{std::string{folder} + "/trial.html"} << page.body;
        std::ofstream{std::string{folder} + "/rules.html"} << admin.get("/administration/regles").body;
        std::ofstream{std::string{folder} + "/form.html"} << admin.get("/administration/regles/essai").body;
    }
    const auto csv = admin.get("/administration/regles/essai.csv?S1.few=4&S1.several=6");
    EXPECT_EQ(csv.media_type, "text/csv; charset=utf-8");
    EXPECT_NE(csv.body.find("S1;Des absences courtes se répètent;25;0;"), std::string::npos) << csv.body;
}

TEST_F(ShowRules, hides_a_difference_of_few_people) {
    const auto [third, west] = add_employer();
    for (const auto& [employer, team] :
         {std::pair{instance.employer, instance.team},
          std::pair{instance.other_employer, instance.other_team}, std::pair{third, west}}) {
        add_people(employer, team, 8, 4);
        add_people(employer, team, 2, 3);  // 6 people who would not be suggested any more
        add_people(employer, team, 9, 0);
    }
    const auto page = admin.get(trial);
    EXPECT_TRUE(shows(page, "La différence de personne à personne n’est pas montrée"));
    const auto csv = admin.get("/administration/regles/essai.csv?S1.few=4&S1.several=6");
    EXPECT_NE(csv.body.find("S1;Des absences courtes se répètent;30;;"), std::string::npos)
        << "the second figure would tell the six: " << csv.body;
}

TEST_F(ShowRules, refuses_numbers_that_are_none_and_those_out_of_bounds) {
    const auto words = admin.get("/administration/regles/essai?S1.few=beaucoup");
    EXPECT_EQ(words.status, 422);
    EXPECT_TRUE(shows(words, "écrivez un nombre entier, de 3 à 6"));
    const auto far = admin.get("/administration/regles/essai?S1.few=2");
    EXPECT_EQ(far.status, 422);
    EXPECT_TRUE(shows(far, "S1.few")) << "the bound stands in the rule file";
    EXPECT_FALSE(shows(far, "Résultat de l’essai"));
}

}  // namespace
}  // namespace prevenance::api
