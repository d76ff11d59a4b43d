// A physician's letters and sheets: with the agreement they need, without a reason, and without a trace but
// the act itself.
#include "tests/api/mailbox_case.h"
#include "tests/api/printed_text.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace prevenance::api {
namespace {

class WriteLetter : public MailboxCase {
protected:
    WriteLetter() { open_the_mailbox(); }

    std::string today() { return iso_date(in_paris(instance.clock().now()).date); }
    std::string in_days(int days) { return iso_date(in_paris(instance.clock().now()).date + Days{days}); }
    Visitor confirming(const SentAlert& sent) {
        auto visitor = signed_in(physician_login, Role::physician);
        visitor.get(sent.path());
        visitor.post(sent.path() + "/confirmer", {{"talked_on", today()}, {"talked", "true"}});
        visitor.get(sent.path() + "/lettres/presence");
        return visitor;
    }
    std::int64_t acts(const std::string& action) {
        return number("SELECT count(*) FROM audit_entry WHERE action = ?", {action});
    }
    Fields sheet() {
        return {{"recipient", "job_adviser"},
                {"recipient_name", "Cap emploi 38"},
                {"contents", "employer"},
                {"agreed", "true"},
                {"agreed_on", today()}};
    }
};

TEST_F(WriteLetter, an_attestation_says_the_hours_and_no_reason) {
    const auto sent = delivered_alert();
    auto visitor = confirming(sent);
    const auto path = sent.path() + "/lettres/presence";
    const Fields filled{{"on", today()}, {"from", "9h30"}, {"until", "10 h 15"}};
    const auto page = visitor.post(path, filled);
    ASSERT_EQ(page.status, 200) << page.body;
    EXPECT_TRUE(shows(page, "CANARI-Camille Durand a été reçu ou reçue par notre service"));
    EXPECT_TRUE(shows(page, "de 9 h 30 à 10 h 15"));
    const auto file = visitor.post(path + "/pdf", filled);
    expect_readable_pdf(file, "Attestation de présence");
    const auto text = text_of_pdf(file);
    EXPECT_NE(text.find("CANARI-Camille Durand"), std::string::npos) << text;
    for (const auto* reason : {"trois absences courtes", "changement de secteur", "alerte", "préconisation",
                               "à la demande", "Revenir"})
        EXPECT_EQ(text.find(reason), std::string::npos) << reason;
    EXPECT_EQ(acts("attendance_letter.make"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM outbox WHERE kind = 'notice' AND recipient = ?", {referent}), 0);
}

TEST_F(WriteLetter, the_employers_letter_and_every_sheet_need_the_agreement) {
    const auto sent = delivered_alert();
    auto visitor = confirming(sent);
    const auto letter = sent.path() + "/lettres/rendez-vous";
    Fields filled{{"on", in_days(8)}, {"at", "9h"}, {"place", "Centre de Meylan"}};
    for (const auto* face : {"", "/pdf"}) {
        const auto refused = visitor.post(letter + face, filled);
        EXPECT_EQ(refused.status, 422) << face;
        EXPECT_TRUE(shows(refused, "Sans son accord, elle ne se fait pas."));
        EXPECT_TRUE(shows(refused, "Indiquez le jour où la personne a donné cet accord."));
    }
    EXPECT_EQ(acts("appointment_letter.make"), 0);
    filled.emplace("agreed", "true");
    filled.emplace("agreed_on", today());
    const auto page = visitor.post(letter, filled);
    ASSERT_EQ(page.status, 200) << page.body;
    for (const auto* words : {"Aide à domicile Exemple", "est attendu ou attendue", "Centre de Meylan",
                              "Elle a donné son accord"})
        EXPECT_TRUE(shows(page, words)) << words;
    EXPECT_EQ(acts("appointment_letter.make"), 1);

    const auto path = sent.path() + "/lettres/fiche";
    auto without = sheet();
    without.erase("agreed");
    EXPECT_EQ(visitor.post(path, without).status, 422);
    EXPECT_EQ(acts("sheet.make"), 0);
    const auto made = visitor.post(path, sheet());
    ASSERT_EQ(made.status, 200) << made.body;
    EXPECT_TRUE(shows(made, "pour Cap emploi 38 et pour personne d’autre"));
    EXPECT_FALSE(shows(made, "trois absences courtes"));
    EXPECT_EQ(acts("sheet.make"), 1);
    EXPECT_EQ(acts("sheet.made_for_job_adviser"), 1);
    auto referral = sheet();
    referral.erase("recipient");
    referral.emplace("recipient", "retention_unit");
    expect_readable_pdf(visitor.post(path + "/pdf", referral), "Fiche de signalement");
    EXPECT_EQ(acts("sheet.made_for_retention_unit"), 1);
}

TEST_F(WriteLetter, a_health_word_is_refused_in_every_field_that_takes_words) {
    const auto sent = delivered_alert();
    auto visitor = confirming(sent);
    const auto place = visitor.post(sent.path() + "/lettres/prereprise",
                                    {{"on", in_days(8)}, {"at", "9h"}, {"place", "Centre antidouleur, dos"}});
    EXPECT_EQ(place.status, 422);
    auto named = sheet();
    named.erase("recipient_name");
    named.emplace("recipient_name", "Service de psychiatrie");
    named.emplace("contents", "request");
    named.emplace("request", "Elle a une hernie.");
    const auto refused = visitor.post(sent.path() + "/lettres/fiche", named);
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.body.find("id=\"recipient_name-error\""), std::string::npos) << refused.body;
    EXPECT_NE(refused.body.find("id=\"request-error\""), std::string::npos);
    EXPECT_EQ(acts("sheet.make") + acts("pre_return_letter.make"), 0);
}

TEST_F(WriteLetter, nothing_of_a_letter_is_stored) {
    const auto sent = delivered_alert();
    auto visitor = confirming(sent);
    auto marked = sheet();
    marked.erase("recipient_name");
    marked.emplace("recipient_name", "CANARI-Organisme");
    ASSERT_EQ(visitor.post(sent.path() + "/lettres/fiche", marked).status, 200);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(instance.folder())) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file{entry.path(), std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
        EXPECT_EQ(bytes.find("CANARI-Organisme"), std::string::npos) << entry.path();
    }
}

TEST_F(WriteLetter, needs_a_confirmed_alert_of_ones_own_service_that_stands) {
    const auto sent = delivered_alert();
    auto visitor = signed_in(physician_login, Role::physician);
    const auto path = sent.path() + "/lettres/presence";
    visitor.get(sent.path());
    EXPECT_EQ(visitor.get(path).status, 409) << "not confirmed by voice";
    EXPECT_FALSE(shows(visitor.get(sent.path()), "Lettres et fiches à imprimer"));
    auto confirmed = confirming(sent);
    EXPECT_TRUE(shows(confirmed.get(sent.path()), "Lettres et fiches à imprimer"));
    EXPECT_EQ(confirmed.get(path).status, 200);
    auto of_cell = signed_in(cell_login, Role::cell_member);
    EXPECT_EQ(of_cell.get(path).status, 403);
    auto of_employer = signed_in(referent_login, Role::referent);
    EXPECT_EQ(of_employer.get(path).status, 403);
    withdraw(sent);
    EXPECT_EQ(confirmed.get(path).status, 409);
    EXPECT_EQ(confirmed.post(path, {{"on", today()}, {"from", "9h"}, {"until", "10h"}}).status, 409);
    EXPECT_EQ(acts("attendance_letter.make"), 0);
}

}  // namespace
}  // namespace prevenance::api
