// The numbers of the rules: what an employer may change, what it may not, and what a change does at once.
#include "api/employer_rules.h"
#include "api/screening.h"
#include "storage/audit_log.h"
#include "storage/rule_thresholds.h"
#include "tests/api/changed_resources.h"
#include "tests/api/employer_case.h"

#include <gtest/gtest.h>

namespace prevenance::api {
namespace {

class ChangeRuleSettings : public ::testing::Test {
protected:
    // Every open number of S1 as it comes, which a browser would send back.
    Fields first_values() {
        return {{"longest", "7"}, {"half_year", "183"}, {"few", "3"}, {"year", "365"}, {"several", "4"}};
    }
    Reply post(const Fields& fields) {
        referent.get("/regles/S1");
        return referent.post("/regles/S1", fields);
    }
    std::shared_ptr<const rules::RuleSet> rules_for(EmployerId whose) {
        return services().cases.read([&](const storage::Reader& reader) {
            return rules_of(reader, services(), EmployerScope::for_job(whose));
        });
    }
    int value(const std::string& threshold) {
        return rules_for(employer.instance.employer)->find("S1")->find_threshold(threshold)->value;
    }
    std::size_t changes() {
        return services().cases.read([&](const storage::Reader& reader) {
            return storage::RuleThresholds{reader, employer.scope}.history("S1").size();
        });
    }
    Services& services() { return employer.instance.services(); }

    EmployerCase employer;
    Visitor& referent = employer.referent;
};

TEST_F(ChangeRuleSettings, the_page_has_every_signal_rule_in_words_and_no_legal_one) {
    const auto page = referent.get("/regles");
    ASSERT_EQ(page.status, 200);
    for (const auto& rule : services().rules.rules()) {
        if (rule.family == RuleFamily::signal)
            EXPECT_TRUE(shows(page, rule.title)) << rule.identity.id;
        else
            EXPECT_FALSE(shows(page, rule.title)) << rule.identity.id;
    }
    EXPECT_TRUE(shows(page, "Au moins 3 absences"));
    EXPECT_FALSE(shows(page, "choisi le"));
    EXPECT_TRUE(shows(page, "parlez-en avec le médecin du travail et avec les représentants du personnel"));
    const auto teams = page.body.find("D’abord le travail des équipes");
    EXPECT_LT(teams, page.body.find("Les faits qui concernent une personne"));
    EXPECT_LT(page.body.size(), 30U * 1024);
}

TEST_F(ChangeRuleSettings, every_number_has_words_and_every_rule_a_page) {
    for (const auto& rule : services().rules.rules()) {
        if (rule.family != RuleFamily::signal) continue;
        const auto page = referent.get("/regles/" + rule.identity.id);
        EXPECT_EQ(page.status, 200) << rule.identity.id;
        EXPECT_FALSE(shows(page, "Nombre « ")) << rule.identity.id << " has a number without words";
    }
}

TEST_F(ChangeRuleSettings, a_stricter_number_closes_what_no_longer_holds_and_back_raises_it_again) {
    employer.add_three_absences(employer.employee);
    employer.screen();
    ASSERT_EQ(employer.suggestions().size(), 1U);
    const auto before = rules_for(employer.instance.employer)->find("S1")->identity.content_hash;

    const auto reply = post(with(first_values(), "few", "4"));
    ASSERT_EQ(reply.status, 303) << reply.body;
    EXPECT_TRUE(employer.suggestions().empty());
    EXPECT_EQ(value("few"), 4);
    EXPECT_NE(rules_for(employer.instance.employer)->find("S1")->identity.content_hash, before);
    EXPECT_EQ(changes(), 1U);
    const auto page = referent.get(header(reply, "Location"));
    EXPECT_TRUE(shows(page, "Les nombres de la règle sont changés."));
    EXPECT_TRUE(shows(page, "Au moins 4 absences"));
    EXPECT_TRUE(shows(page, "(condition 1) : 4 absences, choisi le 12 mars 2026"));

    ASSERT_EQ(post(first_values()).status, 303);
    EXPECT_EQ(value("few"), 3);
    EXPECT_EQ(rules_for(employer.instance.employer)->find("S1")->identity.content_hash, before);
    EXPECT_EQ(changes(), 2U);
    EXPECT_TRUE(shows(referent.get("/regles/S1"), "retour au nombre de départ, le 12 mars 2026"));
    const auto acts = services().cases.read([&](const storage::Reader& reader) {
        return employer.instance.services().audit.acts_on(reader, employer.instance.employer.bytes);
    });
    EXPECT_EQ(std::ranges::count(acts, "rule_settings.change", &storage::RecordedAct::action), 2);
}

TEST_F(ChangeRuleSettings, a_suggestion_is_explained_with_the_numbers_it_was_made_under) {
    ASSERT_EQ(post(with(first_values(), "half_year", "100")).status, 303);
    employer.add_three_absences(employer.employee);
    employer.screen();
    ASSERT_EQ(employer.suggestions().size(), 1U);
    const auto path = "/suggestions/" + employer.suggestions().front().id.text();
    EXPECT_TRUE(shows(referent.get(path), "en 100 jours"));
    ASSERT_EQ(post(with(first_values(), "half_year", "120")).status, 303);
    EXPECT_TRUE(shows(referent.get(path), "en 100 jours"));
    EXPECT_FALSE(shows(referent.get(path), "en 120 jours"));
}

TEST_F(ChangeRuleSettings, every_error_is_said_at_once_and_values_stay) {
    auto fields = with(with(first_values(), "few", "2"), "several", "beaucoup");
    fields.erase("year");
    const auto reply = post(fields);
    EXPECT_EQ(reply.status, 422);
    EXPECT_TRUE(shows(reply, "Écrivez un nombre entier, de 3 à 6."));
    EXPECT_TRUE(shows(reply, "Écrivez un nombre entier, de 4 à 10."));
    EXPECT_TRUE(shows(reply, "Écrivez un nombre entier, de 183 à 365."));
    EXPECT_NE(reply.body.find("value=\"beaucoup\""), std::string::npos);
    EXPECT_EQ(changes(), 0U);
}

TEST_F(ChangeRuleSettings, a_protection_has_no_field_and_takes_no_value) {
    const auto form = referent.get("/regles/S1");
    EXPECT_EQ(form.body.find("name=\"gap\""), std::string::npos);
    EXPECT_TRUE(shows(form, "Ce qui ne change pas"));
    auto fields = first_values();
    fields.emplace("gap", "9");
    ASSERT_EQ(post(fields).status, 303);
    EXPECT_EQ(value("gap"), 2);
    EXPECT_EQ(changes(), 0U);
}

TEST_F(ChangeRuleSettings, an_employers_numbers_are_its_own) {
    ASSERT_EQ(post(with(first_values(), "few", "5")).status, 303);
    EXPECT_EQ(rules_for(employer.instance.other_employer)->find("S1")->find_threshold("few")->value, 3);
    EXPECT_EQ(services().rules.find("S1")->find_threshold("few")->value, 3);
    auto& instance = employer.instance;
    instance.add_account_of(Role::referent, "voisine", instance.other_employer, instance.other_team);
    Visitor neighbour{instance};
    neighbour.sign_in("voisine", Role::referent);
    EXPECT_TRUE(shows(neighbour.get("/regles/S1"), "Au moins 3 absences"));
    EXPECT_FALSE(shows(neighbour.get("/regles/S1"), "Qui a changé quoi"));
}

TEST_F(ChangeRuleSettings, a_rule_that_is_missing_or_legal_is_not_there) {
    for (const auto* rule : {"X9", "L2", "%00"}) {
        const auto path = "/regles/" + std::string{rule};
        EXPECT_NE(referent.get(path).status, 200) << rule;
        referent.get("/regles/S1");
        EXPECT_NE(referent.post(path, {{"shown_late", "0"}}).status, 303) << rule;
    }
    EXPECT_EQ(referent.get("/regles/X9").status, 404);
    EXPECT_EQ(referent.get("/regles/L2").status, 404);
}

TEST_F(ChangeRuleSettings, a_manager_and_a_forged_form_change_nothing) {
    employer.instance.add_account(Role::manager, "responsable");
    Visitor manager{employer.instance};
    manager.sign_in("responsable", Role::manager);
    EXPECT_EQ(manager.get("/regles").status, 403);
    EXPECT_EQ(manager.get("/regles/S1").status, 403);
    EXPECT_EQ(manager.post("/regles/S1", with(first_values(), "few", "4")).status, 403);
    referent.get("/regles/S1");
    EXPECT_EQ(referent.post_exactly("/regles/S1", with(first_values(), "few", "4")).status, 403);
    EXPECT_EQ(changes(), 0U);
}

// After an update of the program a stored value may lie outside the new bounds, or its rule may be gone.
TEST_F(ChangeRuleSettings, a_stored_value_that_no_longer_fits_is_passed_over) {
    employer.execute(
        "INSERT INTO rule_threshold(employer, rule, threshold, value, set_by, set_at) "
        "VALUES (?1, 'S1', 'few', 99, ?2, 0), (?1, 'S1', 'gap', 1, ?2, 0), (?1, 'Z7', 'few', 3, ?2, 0), "
        "(?1, 'S1', 'several', 5, ?2, 0)",
        {employer.instance.employer, employer.referent_account});
    EXPECT_EQ(value("few"), 3);
    EXPECT_EQ(value("gap"), 2);
    EXPECT_EQ(value("several"), 5);
    EXPECT_EQ(referent.get("/regles").status, 200);
}

TEST_F(ChangeRuleSettings, a_change_taken_back_leaves_no_trace) {
    services().cases.write([&](storage::Transaction& transaction) {
        storage::RuleThresholds{transaction, employer.scope}.set(
            transaction, {"S1", "few", 6, employer.referent_account, employer.instance.clock().now()});
        EXPECT_EQ(rules_of(transaction, services(), employer.scope)->find("S1")->find_threshold("few")->value,
                  6);
        transaction.roll_back();
    });
    EXPECT_EQ(value("few"), 3);
}

// "{rule: S7}" with effect: note.
TEST(NoteRule, suggests_nothing_by_itself) {
    ChangedResources resources;
    resources.replace("config/rules/S7.yaml", "level: individual\n", "level: individual\neffect: note\n");
    TestInstance instance{resources.folder()};
    const auto account = instance.add_account(Role::referent, "referente");
    const auto person = instance.add_employee("0042", "Camille", "Durand");
    const auto scope = EmployerScope::for_job(instance.employer);
    const auto reply = call_api(instance, instance.add_api_key(account), "POST", "/api/v1/signals",
                                "{\"employee\":\"" + person.text() +
                                    "\",\"type\":\"SOUHAITE_ECHANGE\",\"happened_on\":\"2026-03-12\"}",
                                "a");
    ASSERT_EQ(reply.status, 201) << reply.body;
    auto& services = instance.services();
    services.cases.read([&](const storage::Reader& reader) {
        EXPECT_TRUE(storage::CaseFile(reader, scope).open_suggestions().empty());
        const auto findings = findings_about(reader, services, scope, person, *parse_iso_date("2026-03-12"));
        EXPECT_EQ(findings.size(), 1U);  // it can still be shown beside another
        return true;
    });
}

}  // namespace
}  // namespace prevenance::api
