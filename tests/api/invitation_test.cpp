#include "api/invitation_bytes.h"
#include "api/jobs/close_invitations.h"
#include "api/screening.h"
#include "integrations/sealer.h"
#include "storage/alerts.h"
#include "storage/invitations.h"
#include "tests/api/invitation_scene.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <thread>

namespace prevenance::api {
namespace {

using storage::Transaction;

std::string hand_over_path(const InvitationScene& scene) {
    return "/salaries/" + scene.person.text() + "/invitation";
}

// What the mailbox would show of the only alert, verified as the mailbox verifies.
Alert delivered_alert(InvitationScene& scene) {
    auto& services = scene.instance.services();
    struct Stored {
        Bytes envelope;
        Bytes canonical;
        Bytes lock;
    };
    const auto stored =
        services.cases
            .read([](const storage::Reader& reader) {
                return reader.one(
                    "SELECT a.envelope, r.canonical, r.lock FROM sealed_alert a JOIN receipt r ON r.id = "
                    "a.receipt",
                    {}, [](const storage::Row& row) {
                        return Stored{row.blob(0), row.blob(1), row.blob(2)};
                    });
            })
            .value();
    const auto mailbox = scene.mailbox_key();
    integrations::MailboxKnowledge known{mailbox, services.root.instance_signing_key().public_key(),
                                         std::nullopt, parse_receipt(stored.canonical).value(),
                                         scene.instance.clock().today()};
    if (const auto lock = decode_lock(stored.lock)) known.one_time_key = lock->one_time_key;
    const auto alert =
        integrations::Sealer::open(SealedAlert::from_stored_bytes(stored.envelope).value(), known);
    if (!alert) throw std::runtime_error(std::string{integrations::quarantine_code(alert.error())});
    return *alert;
}

// What differs between two requests for one page, and nothing else.
std::string without_tokens(std::string page) {
    page = std::regex_replace(page, std::regex{"name=\"submission_key\" value=\"[^\"]*\""}, "");
    return std::regex_replace(page, std::regex{"name=\"form_token\" value=\"[^\"]*\""}, "");
}

TEST(Invitation, the_employee_reads_strikes_out_checks_and_sends_without_account_or_cookie) {
    InvitationScene scene;
    const auto card = scene.hand_over();

    const auto message = scene.answer(card, {});
    ASSERT_EQ(message.status, 200) << message.body;
    EXPECT_TRUE(shows(message, "Canarine CANARI-Vasseur"));
    EXPECT_TRUE(shows(message, "Absence du 2 au 4 févr. 2026"));
    EXPECT_FALSE(shows(message, "MALADIE"));
    EXPECT_EQ(header(message, "Set-Cookie"), "");
    EXPECT_EQ(header(message, "Cache-Control"), "no-store");

    const Fields fields{{"struck", "1"},
                        {"own_words", "CANARI-je voudrais en parler"},
                        {"reach", "06 39 98 00 00"},
                        {"no_message", "1"},
                        {"language", "pt"}};
    auto checked = fields;
    checked.emplace("answer", "review");
    const auto review = scene.answer(card, checked);
    ASSERT_EQ(review.status, 200) << review.body;
    EXPECT_TRUE(shows(review, "Absence du 2 au 4 févr. 2026"));
    EXPECT_FALSE(shows(review, "Retards ou oublis"));
    EXPECT_TRUE(shows(review, "CANARI-je voudrais en parler"));
    EXPECT_TRUE(shows(review, "Dominique Essai"));
    EXPECT_EQ(scene.count("sealed_alert"), 0);

    const auto receipt = scene.send(card, fields);
    ASSERT_EQ(receipt.status, 200) << receipt.body;
    EXPECT_TRUE(shows(receipt, "C’est envoyé"));
    EXPECT_TRUE(shows(receipt, "Votre code sert à revenir, à changer d’avis, à voir vos données."));
    EXPECT_EQ(scene.count("receipt"), 1);
    EXPECT_EQ(scene.count("outbox"), 1);
    EXPECT_EQ(scene.count("content"), 0);

    const auto alert = delivered_alert(scene);
    EXPECT_EQ(alert.person_name.reveal(), "Canarine CANARI-Vasseur");
    ASSERT_EQ(alert.facts.size(), 2U);
    for (const auto& fact : alert.facts)
        EXPECT_EQ(fact.reveal().find("Retards ou oublis"), std::string::npos) << fact.reveal();
    EXPECT_EQ(alert.own_words.reveal(), "CANARI-je voudrais en parler");
    EXPECT_EQ(alert.contact.when.reveal(), "ne pas laisser de message");
    EXPECT_EQ(alert.language, "pt");
}

TEST(Invitation, the_receipt_commits_to_the_very_notice_that_was_shown) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    const auto page = scene.send(card);
    const auto canonical = scene.instance.services()
                               .cases
                               .read([](const storage::Reader& reader) {
                                   return reader.one("SELECT canonical FROM receipt", {},
                                                     [](const storage::Row& row) { return row.blob(0); });
                               })
                               .value();
    const auto receipt = parse_receipt(canonical).value();
    const auto from = page.body.find("<p>J’accepte que");
    const auto to = page.body.find("</ul>\n", from) + 6;
    EXPECT_EQ(receipt.notice_hash, integrations::digest_of(bytes_of(page.body.substr(from, to - from))));
    EXPECT_NE(page.body.find(receipt.id.text()), std::string::npos);
}

TEST(Invitation, needs_a_talk_and_a_mailbox_that_somebody_can_open) {
    TestInstance instance;
    instance.add_account(Role::referent, "referente");
    const auto person = instance.add_employee("0417", "Canarine", "Vasseur");
    Visitor employer{instance};
    employer.sign_in("referente", Role::referent);
    const auto path = "/salaries/" + person.text() + "/invitation";
    EXPECT_TRUE(shows(employer.get(path), "Parlez d’abord avec la personne"));
    EXPECT_EQ(employer.post(path, {{"form_token", employer.hidden("form_token")}}).status, 409);
}

TEST(Invitation, a_replayed_form_makes_no_second_card_and_only_a_lost_one_is_replaced) {
    InvitationScene scene;
    scene.employer.sign_in("referente", Role::referent);
    scene.signed_in = true;
    scene.employer.get(hand_over_path(scene));
    const Fields form{{"form_token", scene.employer.hidden("form_token")},
                      {"submission_key", scene.employer.hidden("submission_key")}};
    const auto first = scene.employer.post_exactly(hand_over_path(scene), form);
    EXPECT_TRUE(shows(first, "handed-code"));
    const auto replayed = scene.employer.post_exactly(hand_over_path(scene), form);
    EXPECT_EQ(replayed.status, 422);
    EXPECT_FALSE(shows(replayed, "handed-code"));
    EXPECT_TRUE(shows(replayed, "Remettez-en une autre seulement si la personne vous dit l’avoir perdue"));
    EXPECT_EQ(scene.count("content"), 1);
}

TEST(Invitation, another_employers_person_and_nobody_look_the_same) {
    InvitationScene scene;
    const auto foreign = scene.instance.add_employee_of(scene.instance.other_employer,
                                                        scene.instance.other_team, "1", "Autre", "Personne");
    scene.employer.sign_in("referente", Role::referent);
    const auto page_for = [&](const std::string& id) {
        auto reply = scene.employer.get("/salaries/" + id + "/invitation");
        EXPECT_EQ(reply.status, 404);
        return std::regex_replace(without_tokens(reply.body), std::regex{"Si vous appelez[^<]*"}, "");
    };
    EXPECT_EQ(page_for(foreign.text()), page_for("00000000-0000-0000-0000-000000000001"));
}

TEST(Invitation, a_manager_hands_over_nothing) {
    InvitationScene scene;
    scene.instance.add_account(Role::manager, "responsable");
    Visitor manager{scene.instance};
    manager.sign_in("responsable", Role::manager);
    EXPECT_EQ(manager.get(hand_over_path(scene)).status, 403);
}

TEST(Invitation, the_page_before_the_code_says_nothing_and_is_the_same_for_any_locator) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    const auto page_for = [&](const std::string& locator) {
        Visitor anybody{scene.instance};
        const auto reply = anybody.get("/i/" + locator);
        EXPECT_EQ(reply.status, 200);
        EXPECT_FALSE(shows(reply, "Vasseur"));
        return std::regex_replace(without_tokens(reply.body), std::regex{locator}, "LOCATOR");
    };
    EXPECT_EQ(page_for(card.locator), page_for("0000-0000-00000"));
    Visitor anybody{scene.instance};
    const auto typed = anybody.get("/invitation?repere=" + card.locator);
    EXPECT_EQ(header(typed, "Location"), card.path());
    EXPECT_EQ(anybody.get("/invitation?repere=ABC").status, 422);
}

TEST(Invitation, a_slip_of_the_finger_is_no_attempt_and_five_wrong_codes_destroy_the_message) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    auto slipped = card;
    slipped.code.back() = slipped.code.back() == '0' ? '1' : '0';
    for (int i = 0; i < 12; ++i) EXPECT_EQ(scene.answer(slipped, {}).status, 422);
    auto wrong = card;
    wrong.code = "0000-0000-0000-0";
    std::string last;
    for (int i = 0; i < 4; ++i) {
        const auto reply = scene.answer(wrong, {});
        EXPECT_EQ(reply.status, 422);
        last = without_tokens(reply.body);
    }
    EXPECT_EQ(scene.answer(card, {}).status, 200) << "four wrong codes leave the message";
    EXPECT_EQ(scene.count("content"), 1);
    EXPECT_EQ(without_tokens(scene.answer(wrong, {}).body), last) << "the fifth says what the first said";
    EXPECT_EQ(scene.count("content"), 0);
    EXPECT_TRUE(shows(scene.answer(card, {}), "Avec ce code, rien n’a été envoyé"));
    EXPECT_EQ(scene.send(card).status, 200);
    EXPECT_EQ(scene.count("receipt"), 0);
}

TEST(Invitation, wrong_unknown_and_closed_say_the_same_words) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    const auto page_for = [&](Card tried) {
        const auto reply = scene.answer(tried, {});
        EXPECT_EQ(reply.status, 422);
        return std::regex_replace(without_tokens(reply.body), std::regex{tried.locator}, "LOCATOR");
    };
    const auto wrong = page_for({"0000-0000-0000-0", card.locator});
    EXPECT_EQ(wrong, page_for({"0000-0000-0000-0", "0000-0000-00000"}));
    scene.instance.clock().move(std::chrono::hours{24 * 20});
    close_invitations(scene.instance.services(), scene.instance.clock().now());
    EXPECT_EQ(wrong, page_for({"0000-0000-0000-0", card.locator}));
}

TEST(Invitation, an_address_that_guesses_has_ten_tries_an_hour) {
    InvitationScene scene;
    const Card nothing{"0000-0000-0000-0", "0000-0000-00000"};
    for (int i = 0; i < 10; ++i) EXPECT_EQ(scene.answer(nothing, {}).status, 422);
    EXPECT_EQ(scene.answer(nothing, {}).status, 429);
    scene.instance.clock().move(std::chrono::hours{1});
    EXPECT_EQ(scene.answer(nothing, {}).status, 422);
}

TEST(Invitation, is_open_on_the_fourteenth_day_and_closed_on_the_fifteenth) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    scene.instance.clock().move(std::chrono::hours{24 * 14});
    EXPECT_EQ(close_invitations(scene.instance.services(), scene.instance.clock().now()), 0);
    EXPECT_TRUE(shows(scene.answer(card, {}), "Que décidez-vous ?"));
    scene.instance.clock().move(std::chrono::hours{24});
    EXPECT_FALSE(shows(scene.send(card), "C’est envoyé")) << "closed before the night's job as well";
    EXPECT_EQ(close_invitations(scene.instance.services(), scene.instance.clock().now()), 1);
    EXPECT_EQ(close_invitations(scene.instance.services(), scene.instance.clock().now()), 0);
    EXPECT_EQ(scene.count("receipt"), 0);
}

TEST(Invitation, answered_twice_at_the_same_moment_has_one_outcome) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    Reply replies[4];
    {
        std::vector<std::jthread> people;
        for (auto& reply : replies)
            people.emplace_back([&] {
                reply = &reply == &replies[3] ? scene.answer(card, {{"answer", "refuse"}}) : scene.send(card);
            });
    }
    int won = 0;
    for (const auto& reply : replies)
        won += shows(reply, "C’est envoyé") || shows(reply, "Rien n’est envoyé") ? 1 : 0;
    EXPECT_EQ(won, 1);
    EXPECT_LE(scene.count("receipt"), 1);
    EXPECT_EQ(scene.count("receipt"), scene.count("sealed_alert"));
    EXPECT_EQ(scene.count("content"), 0);
}

TEST(Invitation, refusing_leaves_no_more_than_silence_does) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    EXPECT_TRUE(shows(scene.answer(card, {{"answer", "refuse"}}), "Rien n’est envoyé"));
    EXPECT_EQ(scene.count("content"), 0);
    EXPECT_EQ(scene.count("receipt"), 0);
    EXPECT_EQ(scene.count("outbox"), 0);
    EXPECT_TRUE(shows(scene.answer(card, {}), "Avec ce code, rien n’a été envoyé"));
}

TEST(Invitation, deciding_later_changes_nothing) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    EXPECT_TRUE(shows(scene.answer(card, {{"answer", "later"}}), "rien n’a changé"));
    EXPECT_EQ(scene.count("content"), 1);
    EXPECT_TRUE(shows(scene.answer(card, {}), "Que décidez-vous ?"));
}

TEST(Invitation, every_error_of_the_answer_at_once_and_what_was_typed_stays) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    const auto reply = scene.answer(card, {{"answer", "review"},
                                           {"struck", "0"},
                                           {"own_words", std::string(1001, 'a')},
                                           {"reach", "demain"},
                                           {"language", "pt"}});
    EXPECT_EQ(reply.status, 422);
    EXPECT_TRUE(shows(reply, "href=\"#own_words\""));
    EXPECT_TRUE(shows(reply, "href=\"#reach\""));
    EXPECT_TRUE(shows(reply, "value=\"demain\""));
    EXPECT_TRUE(shows(reply, "value=\"pt\" selected"));
    EXPECT_TRUE(shows(reply, "value=\"0\" checked"));
    EXPECT_FALSE(shows(reply, "value=\"1\" checked"));
    EXPECT_EQ(scene.send(card, {{"reach", "demain"}}).status, 422);
    EXPECT_EQ(scene.count("receipt"), 0);
}

TEST(Invitation, what_is_held_is_seen_without_sending_anything) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    const auto held = scene.answer(card, {{"answer", "data"}});
    ASSERT_EQ(held.status, 200) << held.body;
    EXPECT_TRUE(shows(held, "Retards ou oublis inhabituels, le 17 févr. 2026"));
    EXPECT_TRUE(shows(held, "par le référent de votre employeur"));
    EXPECT_TRUE(shows(held, "Absence du 2 au 4 févr. 2026"));
    EXPECT_TRUE(shows(held, "Échange du 10 mars 2026"));
    EXPECT_TRUE(shows(held, "Revenir au message"));
    EXPECT_FALSE(shows(held, "Essai referente")) << "others appear by their role";
    EXPECT_EQ(scene.count("content"), 1);
}

TEST(Invitation, the_person_reads_which_rule_fired_in_the_words_the_employer_reads) {
    InvitationScene scene;
    scene.record_absence(scene.person, "2026-02-09", "2026-02-09");
    scene.record_absence(scene.person, "2026-02-23", "2026-02-24");
    auto& services = scene.instance.services();
    const auto now = scene.instance.clock().now();
    services.cases.write([&](Transaction& transaction) {
        screen_employer(transaction, services, EmployerScope::for_job(scene.instance.employer), now);
        services.audit.record(transaction, {now, std::nullopt, "test.screen", std::nullopt});
    });
    const auto card = scene.hand_over();
    const auto held = scene.answer(card, {{"answer", "data"}});
    ASSERT_EQ(held.status, 200) << held.body;
    EXPECT_TRUE(
        shows(held, "Des absences courtes se répètent. La règle : Au moins 3 absences de 7 jours ou moins"));
    EXPECT_TRUE(shows(held,
                      "Les faits : Absence : du 2 au 4 févr. 2026 ; Absence : le 9 févr. 2026 ; Absence : du "
                      "23 au 24 févr. 2026."));
}

TEST(Invitation, withdrawing_before_delivery_cancels_and_nothing_is_delivered_any_more) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    scene.send(card);
    Visitor person{scene.instance};
    const auto reply = person.post_exactly(card.path() + "/retrait", {{"code", card.code}});
    EXPECT_TRUE(shows(reply, "Il est annulé")) << reply.body;
    EXPECT_EQ(scene.count("outbox"), 0);
    const auto alert = scene.instance.services().cases.read([](const storage::Reader& reader) {
        return *reader.one("SELECT id FROM sealed_alert", {},
                           [](const storage::Row& row) { return row.id<AlertId>(0); });
    });
    scene.instance.services().cases.write([&](Transaction& transaction) {
        EXPECT_FALSE(storage::deliver_alert(transaction, alert, scene.instance.clock().now()));
        transaction.roll_back();
    });
    EXPECT_TRUE(shows(scene.answer(card, {}), "Il ne tient plus."));
}

TEST(Invitation, withdrawing_after_delivery_is_seen_by_the_service) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    scene.send(card);
    const auto alert = scene.instance.services().cases.read([](const storage::Reader& reader) {
        return *reader.one("SELECT id FROM sealed_alert", {},
                           [](const storage::Row& row) { return row.id<AlertId>(0); });
    });
    scene.instance.services().cases.write([&](Transaction& transaction) {
        EXPECT_TRUE(storage::deliver_alert(transaction, alert, scene.instance.clock().now()));
        transaction.mark_housekeeping();
    });
    EXPECT_TRUE(shows(scene.answer(card, {}), "Remis au service le 12 mars 2026"));
    Visitor person{scene.instance};
    const auto reply = person.post_exactly(card.path() + "/retrait", {{"code", card.code}});
    EXPECT_TRUE(shows(reply, "ne peut plus l’ouvrir")) << reply.body;
    scene.instance.services().cases.read([&](const storage::Reader& reader) {
        const storage::Mailbox mailbox{reader, MailboxScope::for_job(scene.instance.oh_service)};
        EXPECT_TRUE(mailbox.find(alert)->withdrawn_at);
        return true;
    });
}

TEST(Invitation, withdrawing_needs_the_code) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    scene.send(card);
    Visitor other{scene.instance};
    EXPECT_EQ(other.post_exactly(card.path() + "/retrait", {{"code", "0000-0000-0000-0"}}).status, 422);
    EXPECT_EQ(scene.count("outbox"), 1);
}

TEST(Invitation, wrong_codes_after_the_answer_never_shut_the_person_out) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    scene.send(card);
    for (int i = 0; i < 7; ++i) scene.answer({"0000-0000-0000-0", card.locator}, {});
    EXPECT_TRUE(shows(scene.answer(card, {}), "Ce que vous avez envoyé"));
}

TEST(Invitation, no_form_of_another_site_answers) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    Request request;
    request.method = "POST";
    request.path = card.path();
    request.headers["content-type"] = "application/x-www-form-urlencoded";
    request.headers["origin"] = "https://mal.example";
    request.body = "answer=refuse&code=" + card.code;
    EXPECT_EQ(scene.instance.ask(request).status, 403);
    EXPECT_EQ(scene.count("content"), 1);
}

TEST(Invitation, nothing_readable_about_the_person_or_the_code_is_on_the_disk) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    scene.send(card);
    std::string bare_code = std::regex_replace(card.code, std::regex{"-"}, "");
    for (const auto& words :
         {std::string{"CANARI"}, std::string{"Canarine"}, std::string{"voudrais en parler"},
          std::string{"06 39 98 00 00"}, card.code, bare_code})
        EXPECT_FALSE(scene.on_disk(words)) << words;
    EXPECT_TRUE(scene.on_disk(std::regex_replace(card.locator, std::regex{"-"}, "")))
        << "the search does find what is there";
}

TEST(Invitation, the_database_itself_refuses_an_alert_without_a_standing_receipt) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    scene.send(card);
    EXPECT_THROW(scene.instance.services().cases.write([&](Transaction& transaction) {
        transaction.mark_housekeeping();
        transaction.execute(
            "INSERT INTO sealed_alert(id, receipt, oh_service, envelope, sealed_at) "
            "SELECT randomblob(16), randomblob(16), oh_service, envelope, sealed_at FROM sealed_alert");
    }),
                 storage::ConstraintViolated);
}

enum class History { consented, refused, silent, wrong_codes };

// Identifiers are random in each installation: each becomes the number of its first appearance.
std::string with_numbered_identifiers(const std::string& text) {
    static const std::regex identifier{"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"};
    std::map<std::string, std::size_t> numbers;
    std::string numbered;
    auto rest = text.begin();
    for (std::sregex_iterator found{text.begin(), text.end(), identifier}, end; found != end; ++found) {
        numbered.append(rest, (*found)[0].first);
        numbered += "ID" + std::to_string(numbers.try_emplace(found->str(), numbers.size()).first->second);
        rest = (*found)[0].second;
    }
    return numbered.append(rest, text.end());
}

// Everything the employer can ask for about this person, after that history, then and on the fifteenth day.
std::string what_the_employer_sees(History history) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    switch (history) {
        case History::consented:
            scene.send(card);
            break;
        case History::refused:
            scene.answer(card, {{"answer", "refuse"}});
            break;
        case History::silent:
            break;
        case History::wrong_codes:
            for (int i = 0; i < 5; ++i) scene.answer({"0000-0000-0000-0", card.locator}, {});
            break;
    }
    std::string seen;
    const auto look = [&] {
        for (const auto& path :
             {hand_over_path(scene), "/salaries/" + scene.person.text(), std::string{"/salaries"},
              std::string{"/a-faire"}, std::string{"/calendrier"}}) {
            const auto reply = scene.employer.get(path);
            seen += std::to_string(reply.status) + "\n";
            for (const auto& [name, value] : reply.headers) seen += name + ": " + value + "\n";
            seen += without_tokens(reply.body);
        }
    };
    look();
    scene.instance.clock().move(std::chrono::hours{24 * 15});
    close_invitations(scene.instance.services(), scene.instance.clock().now());
    scene.employer.forget_cookies();
    scene.employer.sign_in("referente", Role::referent);
    look();
    seen = std::regex_replace(seen, std::regex{"\\?v=[0-9a-f]+"}, "");  // of the installation
    seen = std::regex_replace(seen, std::regex{"Si vous appelez[^<]*"}, "");
    return with_numbered_identifiers(seen);
}

std::string first_difference(const std::string& left, const std::string& right) {
    const auto at = std::ranges::mismatch(left, right).in1 - left.begin();
    const auto from = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, at - 100));
    return left.substr(from, 300) + "\n--- and ---\n" + right.substr(std::min(from, right.size()), 300);
}

TEST(Invitation, consented_refused_silent_and_wrong_codes_look_the_same_to_the_employer) {
    const auto silent = what_the_employer_sees(History::silent);
    EXPECT_NE(silent.find("Elle reste ouverte jusqu’au"), std::string::npos);
    EXPECT_NE(silent.find("Invitation close."), std::string::npos);
    for (const auto history : {History::consented, History::refused, History::wrong_codes}) {
        const auto seen = what_the_employer_sees(history);
        EXPECT_TRUE(seen == silent) << first_difference(seen, silent);
    }
}

}  // namespace
}  // namespace prevenance::api
