// The record of a territory, kept by its network through the pages.
#include "storage/organisations.h"
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>

#include <regex>

namespace prevenance::api {
namespace {

class KeepTerritory : public testing::Test {
protected:
    KeepTerritory() {
        instance.add_account(Role::network_analyst, "analyste");
        analyst.sign_in("analyste", Role::network_analyst);
    }
    Reply add(const Fields& fields) {
        analyst.get("/territoire");
        return analyst.post("/territoire", fields);
    }
    Reply change(Visitor& visitor, const std::string& note, const std::string& step) {
        visitor.get("/territoire");
        return visitor.post("/territoire/suite", {{"note", note}, {"step", step}});
    }
    std::string first_note() {
        const auto page = analyst.get("/territoire");
        std::smatch found;
        return std::regex_search(page.body, found, std::regex{"name=\"note\" value=\"([0-9a-f-]+)\""})
                   ? found[1].str()
                   : "";
    }
    static Fields action() {
        return {{"kind", "action"},
                {"on", "2026-03-02"},
                {"title", "Faire connaître la visite à la demande"},
                {"words", "Une page dans la lettre de chaque structure."},
                {"web_address", "https://exemple.fr/lettre"},
                {"carried_by", "La coordination"},
                {"due_on", "2026-06-30"}};
    }

    TestInstance instance;
    Visitor analyst{instance};
};

TEST_F(KeepTerritory, keeps_an_action_until_it_is_done_and_then_with_its_day) {
    EXPECT_TRUE(shows(analyst.get("/territoire"), "Rien n’est noté pour l’instant."));
    EXPECT_EQ(add(action()).status, 303);
    const auto page = analyst.get("/territoire");
    for (const auto* words :
         {"Actions", "Faire connaître la visite à la demande",
          "2 mars 2026, La coordination. À faire pour le 30 juin",
          "Une page dans la lettre de chaque structure.", "href=\"https://exemple.fr/lettre\""})
        EXPECT_TRUE(shows(page, words)) << words;
    EXPECT_EQ(change(analyst, first_note(), "finish").status, 303);
    EXPECT_TRUE(shows(analyst.get("/territoire"), "Fait le 12 mars 2026."));
    EXPECT_EQ(change(analyst, first_note(), "finish").status, 409) << "it is done already";
    EXPECT_EQ(change(analyst, first_note(), "remove").status, 303);
    EXPECT_TRUE(shows(analyst.get("/territoire"), "Rien n’est noté pour l’instant."));
}

TEST_F(KeepTerritory, says_all_that_is_wrong_at_once_and_keeps_what_was_typed) {
    const auto refused = add({{"kind", "meeting"},
                              {"on", "32/03/2026"},
                              {"words", "Une personne a une dépression."},
                              {"web_address", "javascript:alert(1)"},
                              {"due_on", "2026-06-30"}});
    EXPECT_EQ(refused.status, 422);
    for (const auto* words : {"Donnez un titre.", "https://exemple.fr/document", "dépression",
                              "Seule une action a une échéance."})
        EXPECT_TRUE(shows(refused, words)) << words;
    EXPECT_TRUE(shows(refused, "value=\"meeting\" checked"));
    EXPECT_EQ(first_note(), "");
}

TEST_F(KeepTerritory, is_read_and_changed_by_its_own_network_only) {
    ASSERT_EQ(add(action()).status, 303);
    const auto note = first_note();
    instance.network = instance.services().randomness.new_id<NetworkId>();
    instance.services().cases.write([&](storage::Transaction& transaction) {
        storage::Organisations::add(transaction, Network{instance.network, "Un autre réseau"});
        instance.services().audit.record(
            transaction, {instance.clock().now(), std::nullopt, "test.prepare", std::nullopt});
    });
    instance.add_account(Role::network_analyst, "autre");
    Visitor other{instance};
    other.sign_in("autre", Role::network_analyst);
    EXPECT_TRUE(shows(other.get("/territoire"), "Rien n’est noté pour l’instant."));
    EXPECT_EQ(change(other, note, "finish").status, 409);
    EXPECT_EQ(change(other, note, "remove").status, 409);
    EXPECT_EQ(first_note(), note);
}

TEST_F(KeepTerritory, sent_twice_is_one_note) {
    analyst.get("/territoire");
    auto fields = action();
    fields.emplace("form_token", analyst.hidden("form_token"));
    fields.emplace("submission_key", analyst.hidden("submission_key"));
    EXPECT_EQ(analyst.post_exactly("/territoire", fields).status, 303);
    EXPECT_EQ(analyst.post_exactly("/territoire", fields).status, 303);
    const auto page = analyst.get("/territoire");
    const std::regex title{"Faire connaître la visite à la demande</strong>"};
    EXPECT_EQ(std::distance(std::sregex_iterator{page.body.begin(), page.body.end(), title},
                            std::sregex_iterator{}),
              1);
}

TEST_F(KeepTerritory, a_referent_has_no_way_in) {
    instance.add_account(Role::referent, "referente");
    Visitor referent{instance};
    referent.sign_in("referente", Role::referent);
    EXPECT_EQ(referent.get("/territoire").status, 403);
}

}  // namespace
}  // namespace prevenance::api
