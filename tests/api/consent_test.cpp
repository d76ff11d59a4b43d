// Receipts the person keeps, withdrawal, cards that are lost, and what is said about an answer that may be
// somebody else's.
#include "api/jobs/close_invitations.h"
#include "api/jobs/deliver_outbox.h"
#include "api/jobs/end_agreements.h"
#include "api/receipt_pages.h"
#include "domain/hexadecimal.h"
#include "forms/receipt_json.h"
#include "integrations/digest.h"
#include "integrations/receipt_proof.h"
#include "storage/alerts.h"
#include "storage/answer_doubts.h"
#include "storage/invitations.h"
#include "tests/api/invitation_scene.h"
#include "tests/api/mailbox_case.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <fstream>
#include <regex>
#include <sys/wait.h>

namespace prevenance::api {
namespace {

Reply withdraw(InvitationScene& scene, const Card& card) {
    Visitor person{scene.instance};
    return person.post_exactly(card.path() + "/retrait", {{"code", card.code}});
}

std::vector<std::string> doubts(InvitationScene& scene) {
    return scene.instance.services().cases.read([](const storage::Reader& reader) {
        const auto alert = reader.one("SELECT id FROM sealed_alert ORDER BY rowid DESC LIMIT 1", {},
                                      [](const storage::Row& row) { return row.id<AlertId>(0); });
        return storage::doubts_about(reader, alert.value());
    });
}

std::int64_t receipts_standing(InvitationScene& scene) {
    return scene.instance.services().cases.read([](const storage::Reader& reader) {
        return reader.number("SELECT count(*) FROM receipt WHERE withdrawn_at IS NULL");
    });
}

Card replace_card(InvitationScene& scene) {
    const auto path = "/salaries/" + scene.person.text() + "/invitation";
    scene.employer.get(path);
    const auto page = scene.employer.post(path, {{"lost", "true"}});
    EXPECT_EQ(page.status, 200) << page.body;
    return card_on(page);
}

// --- the receipt

TEST(Receipt, is_a_file_with_every_field_of_the_standard_and_a_signature_that_holds) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    scene.send(card);
    const auto reply = scene.answer(card, {{"answer", "receipt_file"}});
    ASSERT_EQ(reply.status, 200);
    EXPECT_NE(header(reply, "Content-Disposition").find("attachment"), std::string::npos);
    const auto json = nlohmann::json::parse(reply.body);
    for (const auto* pointer : {"/receipt/schema_version",
                                "/receipt/conforms_to",
                                "/receipt/record_id",
                                "/receipt/receipt_id",
                                "/receipt/pii_principal_id/commitment",
                                "/receipt/privacy_notice/version",
                                "/receipt/privacy_notice/hash",
                                "/receipt/language",
                                "/receipt/purpose",
                                "/receipt/lawful_basis",
                                "/receipt/pii_information/0/type",
                                "/receipt/pii_information/0/optional",
                                "/receipt/pii_information/0/sensitive",
                                "/receipt/pii_information/0/special_category",
                                "/receipt/pii_controllers/0/role",
                                "/receipt/pii_controllers/0/name",
                                "/receipt/pii_controllers/0/contact",
                                "/receipt/pii_controllers/1/name",
                                "/receipt/processing",
                                "/receipt/storage/location",
                                "/receipt/storage/retention",
                                "/receipt/jurisdiction",
                                "/receipt/geographic_restriction",
                                "/receipt/recipients/id",
                                "/receipt/recipients/names/0",
                                "/receipt/recipients/key_fingerprint",
                                "/receipt/withdrawal_method",
                                "/receipt/privacy_rights/0",
                                "/receipt/authority",
                                "/receipt/event/time",
                                "/receipt/event/type",
                                "/receipt/event/state",
                                "/receipt/event/valid_until",
                                "/receipt/event/valid_until_event",
                                "/receipt/event/entity",
                                "/receipt/receipt_hash"})
        EXPECT_TRUE(json.contains(nlohmann::json::json_pointer(pointer))) << pointer;

    const auto file = forms::read_receipt_file(reply.body).value();
    const auto key = scene.instance.services().root.receipt_signing_key().public_key();
    const auto payload = integrations::open_signature({file.header, file.payload, file.signature}, key);
    ASSERT_TRUE(payload);
    EXPECT_EQ(*payload, file.receipt);
    const auto [receipt, details] = forms::read_receipt_json(*payload).value();
    const auto [stored, stored_details] =
        scene.instance.services().cases.read([&](const storage::Reader& reader) {
            return std::pair{storage::find_receipt(reader, receipt.id).value(),
                             storage::find_receipt_details(reader, receipt.id).value()};
        });
    EXPECT_EQ(receipt, parse_receipt(stored.canonical).value()) << "the file says all that was recorded";
    EXPECT_EQ(details, parse_receipt_details(stored_details).value());
    EXPECT_EQ(integrations::receipt_hash(receipt), stored.receipt_hash);
}

TEST(Receipt, names_nobody_and_still_belongs_to_one_person) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    scene.send(card);
    const auto reply = scene.answer(card, {{"answer", "receipt_file"}});
    EXPECT_FALSE(shows(reply, "Canarine"));
    EXPECT_FALSE(shows(reply, "CANARI"));
    const auto file = forms::read_receipt_file(reply.body).value();
    const auto details = forms::read_receipt_json(file.receipt).value().details;
    const auto commitment_to = [&](const std::string& name) {
        return integrations::person_commitment(file.opening.value(), Sensitive<std::string>{name});
    };
    EXPECT_EQ(commitment_to("Canarine CANARI-Vasseur"), details.person_commitment);
    EXPECT_NE(commitment_to("Canarine CANARI-Autre"), details.person_commitment);
    EXPECT_EQ(scene.answer(card, {{"answer", "receipt_file"}}).body, reply.body)
        << "had again, byte for byte";
}

TEST(Receipt, is_refused_after_any_change) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    scene.send(card);
    const auto file = forms::read_receipt_file(scene.answer(card, {{"answer", "receipt_file"}}).body).value();
    const auto key = scene.instance.services().root.receipt_signing_key().public_key();
    const auto holds = [&](const std::string& header_text, const std::string& payload,
                           const std::string& signature) {
        return integrations::open_signature({header_text, payload, signature}, key).has_value();
    };
    ASSERT_TRUE(holds(file.header, file.payload, file.signature));
    const auto changed = [](std::string text, std::size_t at) {
        text[at] = text[at] == 'A' ? 'B' : 'A';
        return text;
    };
    for (std::size_t i = 0; i < file.payload.size(); i += 37)
        EXPECT_FALSE(holds(file.header, changed(file.payload, i), file.signature)) << i;
    for (std::size_t i = 0; i < file.header.size(); i += 5)
        EXPECT_FALSE(holds(changed(file.header, i), file.payload, file.signature)) << i;
    for (std::size_t i = 0; i < file.signature.size() - 1; i += 5)
        EXPECT_FALSE(holds(file.header, file.payload, changed(file.signature, i))) << i;
    EXPECT_FALSE(
        integrations::open_signature({file.header, file.payload, file.signature},
                                     scene.instance.services().root.instance_signing_key().public_key()))
        << "not the key of the alerts";
}

TEST(Receipt, given_before_receipts_were_signed_is_a_page_and_no_file) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    scene.send(card);
    scene.instance.services().cases.write([](storage::Transaction& transaction) {
        transaction.execute("DELETE FROM receipt_details");
        transaction.mark_housekeeping();
    });
    const auto page = scene.answer(card, {{"answer", "receipt"}});
    EXPECT_EQ(page.status, 200);
    EXPECT_FALSE(shows(page, "Télécharger le reçu signé"));
    EXPECT_EQ(scene.answer(card, {{"answer", "receipt_file"}}).status, 409);
}

// Another implementation of Ed25519 and of base64url: Python's, from Debian.
TEST(Receipt, is_verified_by_another_program) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    scene.send(card);
    const auto path = scene.instance.folder() / "recu.json";
    std::ofstream{path} << scene.answer(card, {{"answer", "receipt_file"}}).body;
    const auto key =
        integrations::written_key(scene.instance.services().root.receipt_signing_key().public_key());
    const std::string script =
        "import json,sys,base64\n"
        "from nacl.signing import VerifyKey\n"
        "pad=lambda t:base64.urlsafe_b64decode(t+'='*(-len(t)%4))\n"
        "f=json.load(open(sys.argv[1]));s=f['signature']\n"
        "VerifyKey(pad(sys.argv[2])).verify((s['protected']+'.'+s['payload']).encode(),pad(s['signature']))\n"
        "assert json.loads(pad(s['payload']))==f['receipt']\n"
        "assert json.loads(pad(s['protected']))['alg']=='EdDSA'\n";
    const auto program = scene.instance.folder() / "verify.py";
    std::ofstream{program} << script;
    EXPECT_EQ(std::system(("/usr/bin/python3 " + program.string() + " " + path.string() + " " + key).c_str()), 0)
        << "needs Debian's python3-nacl";
}

std::pair<int, std::string> run_program(const std::string& arguments) {
    FILE* pipe = ::popen((std::string{PREVENANCE_PROGRAM} + " " + arguments + " 2>&1").c_str(), "r");
    std::string text;
    char part[512];
    while (std::fgets(part, sizeof part, pipe) != nullptr) text += part;
    const int status = ::pclose(pipe);
    return {WEXITSTATUS(status), text};
}

TEST(Receipt, is_verified_on_the_command_line_which_says_what_it_proves) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    scene.send(card);
    const auto path = scene.instance.folder() / "recu.json";
    const auto file = scene.answer(card, {{"answer", "receipt_file"}}).body;
    std::ofstream{path} << file;
    const auto key =
        integrations::written_key(scene.instance.services().root.receipt_signing_key().public_key());
    const auto arguments = "receipt verify " + path.string() + " --key " + key;
    const auto [status, text] = run_program(arguments);
    EXPECT_EQ(status, 0) << text;
    for (const auto* words : {"La signature est valable.", "12 mars 2026", "Santé au travail Exemple",
                              "12 septembre 2026", "ne dit pas qui est la personne"})
        EXPECT_NE(std::regex_replace(text, std::regex{"\u00A0"}, " ").find(words), std::string::npos)
            << words << text;
    EXPECT_EQ(run_program(arguments + " --name 'Canarine CANARI-Vasseur'").first, 0);
    EXPECT_EQ(run_program(arguments + " --name 'Quelqu’un Autre'").first, 5);

    std::ofstream{path} << std::regex_replace(file, std::regex{"P6M"}, "P9M");
    const auto [changed, why] = run_program(arguments);
    EXPECT_EQ(changed, 5);
    EXPECT_NE(why.find("il a été modifié"), std::string::npos) << why;
    std::ofstream{path} << "rien";
    EXPECT_EQ(run_program(arguments).first, 5);
    EXPECT_EQ(run_program("receipt verify " + path.string() + " --key court").first, 3);
}

class ReceiptAtTheService : public MailboxCase {};

TEST_F(ReceiptAtTheService, is_the_same_number_and_the_same_hash) {
    open_the_mailbox();
    const auto sent = delivered_alert();
    auto visitor = signed_in(physician_login, Role::physician);
    const auto page = visitor.get(sent.path());
    EXPECT_TRUE(shows(page, sent.receipt.text()));
    const auto hash = instance.services().cases.read([&](const storage::Reader& reader) {
        return storage::find_receipt(reader, sent.receipt)->receipt_hash;
    });
    EXPECT_TRUE(shows(page, hexadecimal(hash)));
    EXPECT_FALSE(shows(page, "À vérifier avec la personne"));
    withdraw(sent);
    EXPECT_TRUE(shows(visitor.get(sent.path()), sent.receipt.text()))
        << "the number stays, the content does not";
}

TEST_F(ReceiptAtTheService, doubts_are_words_to_ask_about_and_nothing_more) {
    open_the_mailbox();
    const auto sent = delivered_alert();
    write([&](storage::Transaction& transaction) {
        for (const auto* reason : {"employer_network", "employer_session", "soon_after_printing",
                                   "several_codes", "night", "replaced_card"})
            storage::add_doubt(transaction, sent.id, reason);
    });
    auto visitor = signed_in(physician_login, Role::physician);
    const auto page = visitor.get(sent.path());
    EXPECT_TRUE(shows(page, "À vérifier avec la personne"));
    for (const auto* words :
         {"même réseau que son employeur", "un compte de son employeur était ouvert", "moins de deux minutes",
          "plusieurs codes", "entre 22 h et 6 h", "en remplace une autre"})
        EXPECT_TRUE(shows(page, words)) << words;
    for (const auto* code : {"employer_network", "several_codes", "replaced_card"})
        EXPECT_FALSE(shows(page, code)) << code;
}

TEST_F(ReceiptAtTheService, the_agreement_ends_with_the_first_visit_and_what_follows_from_it_stays) {
    open_the_mailbox();
    const auto sent = delivered_alert();
    auto visitor = signed_in(physician_login, Role::physician);
    const auto today = iso_date(instance.clock().today());
    visitor.get(sent.path());
    EXPECT_EQ(visitor.post(sent.path() + "/confirmer", {{"talked_on", today}, {"talked", "true"}}).status,
              303);
    visitor.get(sent.path());
    EXPECT_EQ(visitor.post(sent.path() + "/visite", {{"visit_kind", "employee_request"}, {"visit_on", today}})
                  .status,
              303);
    visitor.get(sent.path());
    EXPECT_EQ(visitor.post(sent.path() + "/visite-faite", {{"visited_on", today}}).status, 303);
    EXPECT_TRUE(shows(visitor.get(sent.path()), "je voudrais en parler")) << "until the end of the day";
    instance.clock().move(std::chrono::hours{24});
    auto day_after = signed_in(physician_login, Role::physician);
    const auto page = day_after.get(sent.path());
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(shows(page, "L’accord a pris fin avec la première visite"));
    for (const auto* words : {"je voudrais en parler", "06 39 98 00 00", "trois absences courtes"})
        EXPECT_FALSE(shows(page, words)) << words;
    EXPECT_EQ(day_after.get(sent.path() + "/preconisations").status, 200) << "measures follow from the visit";
}

TEST_F(ReceiptAtTheService, an_ended_agreement_stays_ended_when_the_clock_goes_back) {
    open_the_mailbox();
    const auto sent = delivered_alert();
    instance.clock().move(std::chrono::hours{24 * 200});
    EXPECT_EQ(set_expired_alerts_aside(instance.services(), instance.clock().now()), 1);
    EXPECT_EQ(set_expired_alerts_aside(instance.services(), instance.clock().now()), 0);
    instance.clock().move(std::chrono::hours{-24 * 199});
    auto visitor = signed_in(physician_login, Role::physician);
    const auto page = visitor.get(sent.path());
    EXPECT_TRUE(shows(page, "L’accord de la personne a pris fin"));
    EXPECT_FALSE(shows(page, canary));
}

// Every act of the physician waits for the voice; only closing, which uses nothing, does not.
TEST_F(ReceiptAtTheService, nothing_can_be_done_before_the_voice) {
    open_the_mailbox();
    const auto sent = delivered_alert();
    auto visitor = signed_in(physician_login, Role::physician);
    const auto today = iso_date(instance.clock().today());
    const Fields measures{{"measure", "BINOME"}, {"step", "send"}};
    for (const auto& [path, fields] : std::vector<std::pair<std::string, Fields>>{
             {"/visite", {{"visit_kind", "employee_request"}, {"visit_on", today}}},
             {"/visite-faite", {{"visited_on", today}}},
             {"/preconisations/relire", measures},
             {"/preconisations", measures}}) {
        visitor.get(sent.path());
        EXPECT_EQ(visitor.post(sent.path() + path, fields).status, 409) << path;
    }
    EXPECT_EQ(visitor.get(sent.path() + "/preconisations").status, 409);
    EXPECT_EQ(number("SELECT count(*) FROM measures"), 0);
    EXPECT_EQ(
        number("SELECT count(*) FROM alert_follow_up WHERE visit_on IS NOT NULL OR visited_on IS NOT NULL"),
        0);
}

// --- screen and act

TEST(ConsentScreen, has_no_box_ticked_and_three_buttons_alike) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    const auto page = scene.answer(card, {});
    EXPECT_EQ(page.body.find(" checked"), std::string::npos);
    EXPECT_TRUE(shows(page, "<div class=\"buttons equal\">"));
    for (const auto* words : {"Envoyer au médecin du travail</button>", "Ne rien envoyer</button>",
                              "Décider plus tard</button>", "Votre employeur", "Rien de votre réponse",
                              "01 00 00 00 01", "Retirer : Absence du 2 au 4 févr. 2026"})
        EXPECT_TRUE(shows(page, words)) << words;
    const auto from = page.body.find("buttons equal");
    const auto buttons = page.body.substr(from, page.body.find("</div>", from) - from);
    EXPECT_EQ(buttons.find("class=\"second\""), std::string::npos) << "none is made smaller than another";
    const auto review = scene.answer(card, {{"answer", "review"}, {"reach", "06 39 98 00 00"}});
    for (const auto* words :
         {"Qui lit", "Qui ne lit pas", "Jusqu’à quand", "Pour le retirer", "première visite"})
        EXPECT_TRUE(shows(review, words)) << words;
}

// --- alone

TEST(OwnRequestCode, leads_back_to_the_request_its_receipt_and_its_withdrawal) {
    InvitationScene scene;
    const auto card = scene.send_alone();
    const auto state = scene.answer(card, {});
    ASSERT_EQ(state.status, 200) << state.body;
    EXPECT_TRUE(shows(state, "Votre demande de visite"));
    EXPECT_TRUE(shows(state, "En chemin vers le service"));
    EXPECT_FALSE(shows(state, "CANARI"));
    EXPECT_EQ(scene.answer(card, {{"answer", "receipt_file"}}).status, 200);
    EXPECT_TRUE(shows(scene.answer(card, {{"answer", "receipt"}}), "Empreinte du reçu"));
    EXPECT_TRUE(shows(withdraw(scene, card), "Il est annulé"));
    EXPECT_EQ(scene.count("outbox"), 0);
    EXPECT_EQ(receipts_standing(scene), 0);
    EXPECT_TRUE(shows(withdraw(scene, card), "déjà retiré"));
    EXPECT_TRUE(shows(scene.answer(card, {}), "Il ne tient plus."));
}

TEST(OwnRequestCode, withdrawn_after_delivery_is_hidden_from_the_service) {
    InvitationScene scene;
    const auto card = scene.send_alone();
    run_outbox(scene.instance.services(), nullptr, scene.instance.clock().now());
    EXPECT_TRUE(shows(scene.answer(card, {}), "Remise au service le"));
    EXPECT_TRUE(shows(withdraw(scene, card), "ne peut plus l’ouvrir"));
}

TEST(OwnRequestCode, is_asked_for_and_a_wrong_one_says_what_every_wrong_one_says) {
    InvitationScene scene;
    auto card = scene.send_alone();
    const auto right = card.code;
    card.code = "0000-0000-0000-0";
    const auto page = [&](const Card& tried) {
        auto text = scene.answer(tried, {}).body;
        text = std::regex_replace(text, std::regex{"name=\"submission_key\" value=\"[^\"]*\""}, "");
        return std::regex_replace(text, std::regex{tried.locator}, "LOCATOR");
    };
    EXPECT_EQ(page(card), page({"0000-0000-0000-0", "0000-0000-00000"}));
    EXPECT_EQ(withdraw(scene, card).status, 422);
    card.code = right;
    std::ranges::transform(card.code, card.code.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    EXPECT_EQ(scene.answer(card, {}).status, 200) << "in lower case too";
    EXPECT_FALSE(scene.on_disk(std::regex_replace(right, std::regex{"-"}, "")));
}

// --- lost cards

TEST(LostCard, is_replaced_and_opens_nothing_any_more) {
    InvitationScene scene;
    const auto lost = scene.hand_over();
    const auto path = "/salaries/" + scene.person.text() + "/invitation";
    EXPECT_TRUE(shows(scene.employer.get(path), "Remplacer la carte perdue"));
    EXPECT_EQ(scene.employer.post(path, {}).status, 422) << "not by a mere repetition";
    const auto found = replace_card(scene);
    EXPECT_EQ(scene.answer(lost, {}).status, 422);
    EXPECT_FALSE(shows(scene.send(lost), "C’est envoyé"));
    EXPECT_EQ(scene.count("receipt"), 0);
    EXPECT_TRUE(shows(scene.send(found), "C’est envoyé"));
    EXPECT_TRUE(shows(scene.employer.get("/salaries/" + scene.person.text()), "Carte perdue, remplacée."));
    EXPECT_EQ(doubts(scene),
              std::vector<std::string>({"employer_network", "replaced_card", "soon_after_printing"}));
}

TEST(LostCard, ends_on_the_day_the_first_one_ends) {
    InvitationScene scene;
    scene.hand_over();
    scene.instance.clock().move(std::chrono::hours{24 * 10});
    scene.employer.forget_cookies();
    scene.employer.sign_in("referente", Role::referent);
    const auto card = replace_card(scene);
    scene.instance.clock().move(std::chrono::hours{24 * 4});
    EXPECT_EQ(scene.answer(card, {}).status, 200);
    scene.instance.clock().move(std::chrono::hours{24});
    EXPECT_FALSE(shows(scene.send(card), "C’est envoyé"));
}

TEST(LostCard, can_be_replaced_twice_and_then_no_more) {
    InvitationScene scene;
    scene.hand_over();
    replace_card(scene);
    const auto last = replace_card(scene);
    const auto path = "/salaries/" + scene.person.text() + "/invitation";
    EXPECT_TRUE(shows(scene.employer.get(path), "Deux cartes perdues ont déjà été remplacées"));
    EXPECT_EQ(scene.employer.post(path, {{"lost", "true"}}).status, 409);
    EXPECT_EQ(scene.answer(last, {}).status, 200);
}

// An employer who keeps the new card must not learn from it what was answered with the old one, and must not
// take from the person the way to take it back.
TEST(LostCard, the_new_one_tells_nothing_of_an_answer_and_the_old_one_still_withdraws_it) {
    const auto what_the_new_card_shows = [](const std::string& answered) {
        InvitationScene scene;
        const auto lost = scene.hand_over();
        if (answered == "send") scene.send(lost);
        if (answered == "refuse") scene.answer(lost, {{"answer", "refuse"}});
        if (answered == "wrong")
            for (int i = 0; i < 5; ++i) scene.answer({"0000-0000-0000-0", lost.locator}, {});
        const auto found = replace_card(scene);
        std::string seen;
        for (const auto* step : {"", "data", "receipt"}) {
            auto page = scene.answer(found, {{"answer", step}});
            seen += std::to_string(page.status) + page.body;
        }
        if (answered == "send") {
            EXPECT_TRUE(shows(withdraw(scene, lost), "Votre accord est retiré"));
            EXPECT_EQ(receipts_standing(scene), 0);
        }
        seen = std::regex_replace(seen, std::regex{"value=\"" + found.code + "\""}, "CODE");
        seen = std::regex_replace(seen, std::regex{found.locator}, "LOCATOR");
        seen = std::regex_replace(seen, std::regex{"name=\"submission_key\" value=\"[^\"]*\""}, "");
        return std::regex_replace(seen, std::regex{"\\?v=[0-9a-f]+"}, "");
    };
    const auto silent = what_the_new_card_shows("");
    EXPECT_NE(silent.find("Que décidez-vous"), std::string::npos);
    for (const auto* answered : {"send", "refuse", "wrong"})
        EXPECT_EQ(what_the_new_card_shows(answered), silent) << answered;
}

// --- doubts

TEST(Doubts, are_none_for_an_answer_from_elsewhere_in_the_daytime) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    scene.instance.clock().move(std::chrono::minutes{5});
    Request request;
    request.method = "POST";
    request.path = card.path();
    request.client_address = "203.0.113.7";
    request.headers["host"] = "127.0.0.1:8080";
    request.headers["origin"] = scene.instance.services().settings.public_address;
    request.headers["content-type"] = "application/x-www-form-urlencoded";
    request.body = "answer=send&reach=0639980000&language=fr&code=" + card.code;
    EXPECT_TRUE(shows(scene.instance.ask(request), "C’est envoyé"));
    EXPECT_EQ(doubts(scene), std::vector<std::string>{});
}

TEST(Doubts, know_the_employers_network_session_haste_and_the_night) {
    InvitationScene scene;
    auto card = scene.hand_over();
    scene.employer.post_exactly(
        card.path(), {{"code", card.code}, {"answer", "send"}, {"reach", "0639980000"}, {"language", "fr"}});
    EXPECT_EQ(doubts(scene),
              std::vector<std::string>({"employer_network", "employer_session", "soon_after_printing"}));

    InvitationScene at_night;
    card = at_night.hand_over();
    at_night.instance.clock().move(std::chrono::hours{12});
    at_night.send(card);
    EXPECT_EQ(doubts(at_night), std::vector<std::string>({"employer_network", "night"}));
}

TEST(Doubts, know_a_second_code_of_the_same_browser_for_a_day) {
    for (const auto hours : {2, 25}) {
        InvitationScene scene;
        const auto first = scene.hand_over();
        scene.send(first);
        const auto other = scene.instance.add_employee("0999", "Autre", "Personne");
        scene.record_talk(other);
        scene.person = other;
        const auto second = scene.hand_over();
        scene.instance.clock().move(std::chrono::hours{hours});
        scene.send(second);
        const auto found = doubts(scene);
        EXPECT_EQ(std::ranges::count(found, "several_codes"), hours == 2 ? 1 : 0);
    }
}

TEST(Doubts, are_forgotten_with_what_they_are_found_out_from) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    scene.answer(card, {});
    auto& cases = scene.instance.services().cases;
    const auto kept = [&] {
        return cases.read([](const storage::Reader& reader) {
            return reader.number(
                "SELECT (SELECT count(*) FROM code_device) + (SELECT count(*) FROM employer_network)");
        });
    };
    EXPECT_EQ(kept(), 2);
    const auto forget = [&](int days) {
        cases.write([&](storage::Transaction& transaction) {
            storage::forget_old_traces(transaction,
                                       scene.instance.clock().now() + std::chrono::hours{24 * days});
        });
    };
    forget(2);
    EXPECT_EQ(kept(), 1);
    forget(31);
    EXPECT_EQ(kept(), 0);
}

}  // namespace
}  // namespace prevenance::api
