#include "integrations/sealer.h"
#include "tests/api/invitation_scene.h"

#include <gtest/gtest.h>

#include <regex>

namespace prevenance::api {
namespace {

constexpr const char* address = "/demander-une-visite";

Fields request_to(const InvitationScene& scene) {
    return {{"service", scene.instance.oh_service.text()},
            {"person_name", "CANARI-Camille Essai"},
            {"employer_name", "CANARI-Une structure"},
            {"own_words", "CANARI-je voudrais parler de mes trajets"},
            {"reach", "camille@courriel.example"},
            {"language", "fr"}};
}

TEST(OwnRequest, is_checked_then_sealed_to_the_service_alone) {
    InvitationScene scene;
    Visitor person{scene.instance};
    EXPECT_TRUE(shows(person.get(address), "Santé au travail Exemple"));
    auto fields = request_to(scene);
    fields.emplace("answer", "review");
    const auto review = person.post_exactly(address, fields);
    ASSERT_EQ(review.status, 200) << review.body;
    EXPECT_TRUE(shows(review, "CANARI-Camille Essai"));
    EXPECT_EQ(scene.count("sealed_alert"), 0);

    auto sent = request_to(scene);
    sent.emplace("answer", "send");
    const auto receipt = person.post(address, sent);
    ASSERT_EQ(receipt.status, 200) << receipt.body;
    EXPECT_TRUE(shows(receipt, "avec le code donné après l’envoi"));
    EXPECT_EQ(header(receipt, "Set-Cookie"), "");
    EXPECT_EQ(scene.count("sealed_alert"), 1);
    EXPECT_EQ(scene.count("outbox"), 1);
    for (const auto* words : {"CANARI", "mes trajets", "camille@courriel"})
        EXPECT_FALSE(scene.on_disk(words)) << words;
}

TEST(OwnRequest, opens_in_the_mailbox_as_an_own_request) {
    InvitationScene scene;
    Visitor person{scene.instance};
    auto sent = request_to(scene);
    sent.emplace("answer", "send");
    person.post_exactly(address, sent);
    struct Stored {
        Bytes envelope;
        Bytes canonical;
    };
    const auto stored = scene.instance.services().cases.read([](const storage::Reader& reader) {
        return *reader.one(
            "SELECT a.envelope, r.canonical FROM sealed_alert a JOIN receipt r ON r.id = a.receipt", {},
            [](const storage::Row& row) {
                return Stored{row.blob(0), row.blob(1)};
            });
    });
    const auto mailbox = scene.mailbox_key();
    const integrations::MailboxKnowledge known{
        mailbox, scene.instance.services().root.instance_signing_key().public_key(), std::nullopt,
        parse_receipt(stored.canonical).value(), scene.instance.clock().today()};
    const auto alert =
        integrations::Sealer::open(SealedAlert::from_stored_bytes(stored.envelope).value(), known);
    ASSERT_TRUE(alert);
    EXPECT_EQ(alert->kind, AlertKind::own_request);
    EXPECT_EQ(alert->person_name.reveal(), "CANARI-Camille Essai");
    EXPECT_FALSE(alert->employer);
}

TEST(OwnRequest, a_form_sent_twice_is_one_request) {
    InvitationScene scene;
    Visitor person{scene.instance};
    auto fields = request_to(scene);
    fields.emplace("answer", "review");
    person.post_exactly(address, fields);
    auto sent = request_to(scene);
    sent.emplace("answer", "send");
    sent.emplace("submission_key", person.hidden("submission_key"));
    EXPECT_EQ(person.post_exactly(address, sent).status, 200);
    EXPECT_EQ(person.post_exactly(address, sent).status, 409);
    EXPECT_EQ(scene.count("sealed_alert"), 1);
}

TEST(OwnRequest, every_error_at_once_and_nothing_typed_is_lost) {
    InvitationScene scene;
    Visitor person{scene.instance};
    const auto reply = person.post_exactly(address, {{"answer", "review"}, {"own_words", "mes mots"}});
    EXPECT_EQ(reply.status, 422);
    for (const auto* field : {"#service", "#person_name", "#employer_name", "#reach"})
        EXPECT_TRUE(shows(reply, std::string{"href=\""} + field)) << field;
    EXPECT_TRUE(shows(reply, "mes mots"));
}

TEST(OwnRequest, one_address_sends_ten_an_hour) {
    InvitationScene scene;
    Visitor person{scene.instance};
    auto sent = request_to(scene);
    sent.emplace("answer", "send");
    for (int i = 0; i < 10; ++i) EXPECT_EQ(person.post_exactly(address, sent).status, 200);
    EXPECT_EQ(person.post_exactly(address, sent).status, 429);
}

TEST(OwnRequest, the_employer_sees_the_same_with_and_without_it) {
    InvitationScene scene;
    scene.employer.sign_in("referente", Role::referent);
    const auto look = [&] {
        std::string seen;
        for (const auto& path :
             {std::string{"/a-faire"}, std::string{"/salaries"}, "/salaries/" + scene.person.text(),
              "/salaries/" + scene.person.text() + "/invitation"}) {
            const auto reply = scene.employer.get(path);
            seen += std::to_string(reply.status) + reply.body;
        }
        seen = std::regex_replace(seen, std::regex{"name=\"submission_key\" value=\"[^\"]*\""}, "");
        return std::regex_replace(seen, std::regex{"Si vous appelez[^<]*"}, "");
    };
    const auto before = look();
    Visitor person{scene.instance};
    auto sent = request_to(scene);
    sent.emplace("answer", "send");
    EXPECT_EQ(person.post_exactly(address, sent).status, 200);
    EXPECT_EQ(look(), before);
}

TEST(Notices, are_public) {
    TestInstance instance;
    Visitor anybody{instance};
    EXPECT_TRUE(shows(anybody.get("/ce-que-nous-notons"), "Ce que nous ne notons jamais"));
    EXPECT_TRUE(shows(anybody.get("/accessibilite"), "partiellement conforme"));
}

}  // namespace
}  // namespace prevenance::api
