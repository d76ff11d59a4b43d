// The employee's pages in every language there is: chosen without a script, kept from page to page, complete,
// and nowhere else.
#include "api/jobs/deliver_outbox.h"
#include "tests/api/invitation_scene.h"

#include <gtest/gtest.h>

#include <regex>

namespace prevenance::api {
namespace {

Reply ask_in(InvitationScene& scene, const std::string& language, const std::string& path, Fields fields) {
    fields.emplace("langue", language);
    Visitor person{scene.instance};
    return person.post_exactly(path, fields);
}

// Everything an employee can meet, in that language.
std::vector<Reply> whole_way(InvitationScene& scene, const std::string& language) {
    std::vector<Reply> pages;
    const auto card = scene.hand_over();
    Visitor person{scene.instance};
    const auto mention = "?langue=" + language;
    pages.push_back(person.get("/invitation" + mention));
    pages.push_back(person.get("/invitation" + mention + "&repere=court"));
    pages.push_back(person.get(card.path() + mention));
    const auto with_code = [&](const std::string& path, Fields fields) {
        fields.emplace("code", card.code);
        pages.push_back(ask_in(scene, language, path, fields));
    };
    for (const auto* wrong : {"court", "UUUU-UUUU-UUUU-U", "7K3M-QX9P-2DFA-0", "0000-0000-0000-0"})
        pages.push_back(ask_in(scene, language, card.path(), {{"code", wrong}}));
    const Fields complete{{"own_words", "mes mots"},
                          {"reach", "06 39 98 00 00"},
                          {"reach_when", "le soir"},
                          {"language", "pt"}};
    const auto with = [&](const std::string& answer) {
        auto fields = complete;
        fields.emplace("answer", answer);
        return fields;
    };
    with_code(card.path(), {});
    with_code(card.path(), {{"answer", "review"}, {"own_words", std::string(1200, 'a')}});
    with_code(card.path(), {{"answer", "review"}, {"reach", "demain"}});
    auto struck = with("review");
    struck.emplace("struck", "0");
    with_code(card.path(), struck);
    with_code(card.path(), {{"answer", "later"}});
    with_code(card.path(), {{"answer", "receipt"}});
    with_code(card.path() + "/retrait", {});
    with_code(card.path(), with("send"));
    with_code(card.path(), {{"answer", "receipt"}});
    with_code(card.path() + "/retrait", {});
    with_code(card.path() + "/retrait", {});

    pages.push_back(person.get("/demander-une-visite" + mention));
    pages.push_back(ask_in(scene, language, "/demander-une-visite", {{"answer", "review"}}));
    auto alone = complete;
    alone.emplace("service", scene.instance.oh_service.text());
    alone.emplace("person_name", "Camille Essai");
    alone.emplace("employer_name", "Une structure");
    auto checked = alone;
    checked.emplace("answer", "review");
    pages.push_back(ask_in(scene, language, "/demander-une-visite", checked));
    alone.emplace("answer", "send");
    const auto sent = ask_in(scene, language, "/demander-une-visite", alone);
    pages.push_back(sent);
    const auto own = card_on(sent);
    pages.push_back(ask_in(scene, language, own.path(), {{"code", own.code}}));
    run_outbox(scene.instance.services(), nullptr, scene.instance.clock().now());
    pages.push_back(ask_in(scene, language, own.path(), {{"code", own.code}}));
    pages.push_back(ask_in(scene, language, own.path() + "/retrait", {{"code", own.code}}));
    pages.push_back(ask_in(scene, language, own.path(), {{"code", own.code}}));
    return pages;
}

TEST(Languages, are_french_and_easy_french_at_least) {
    TestInstance instance;
    EXPECT_NE(instance.services().templates.find_language("fr-facile"), nullptr);
}

TEST(Languages, have_a_sentence_for_every_sentence) {
    InvitationScene scene;
    for (const auto& language : scene.instance.services().templates.languages()) {
        for (const auto& page : whole_way(scene, language.code())) EXPECT_LT(page.status, 500);
        EXPECT_EQ(language.missing(), std::vector<std::string>{})
            << "in forms/languages/" << language.code() << ".txt";
        scene.person = scene.instance.add_employee("0" + language.code(), "Autre", "Personne");
        scene.record_talk(scene.person);
    }
}

TEST(Languages, are_chosen_on_the_page_and_kept_through_the_forms) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    Visitor person{scene.instance};
    const auto french = person.get(card.path());
    EXPECT_TRUE(shows(french, "?langue=fr-facile\" lang=\"fr\">Français facile</a>"));
    EXPECT_TRUE(shows(french, "Avant de taper votre code"));
    const auto easy = person.get(card.path() + "?langue=fr-facile");
    EXPECT_TRUE(shows(easy, "Regardez votre carte."));
    EXPECT_TRUE(shows(easy, ">Français</a>"));
    EXPECT_TRUE(shows(easy, "name=\"langue\" value=\"fr-facile\""));
    const auto message = ask_in(scene, "fr-facile", card.path(), {{"code", card.code}});
    EXPECT_TRUE(shows(message, "Que voulez-vous faire ?"));
    const auto back =
        ask_in(scene, "fr-facile", card.path(),
               {{"code", card.code}, {"answer", "change:fr"}, {"own_words", "déjà tapé"}, {"struck", "0"}});
    EXPECT_TRUE(shows(back, "Que décidez-vous ?"));
    EXPECT_TRUE(shows(back, "déjà tapé")) << "nothing typed is lost";
    EXPECT_TRUE(shows(back, "value=\"0\" checked"));
    EXPECT_TRUE(shows(person.get(card.path() + "?langue=klingon"), "Avant de taper votre code"));
    EXPECT_EQ(header(easy, "Set-Cookie"), "");
}

TEST(Languages, the_receipt_says_in_which_one_the_notice_was_read) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    ask_in(scene, "fr-facile", card.path(),
           {{"code", card.code}, {"answer", "send"}, {"reach", "06 39 98 00 00"}, {"language", "fr"}});
    EXPECT_TRUE(shows(scene.answer(card, {{"answer", "receipt_file"}}), "\"language\": \"fr-facile\""));
    EXPECT_TRUE(shows(ask_in(scene, "fr", card.path(), {{"code", card.code}, {"answer", "receipt"}}),
                      "Si je dis non, rien ne change pour moi."))
        << "the notice stays the one that was read";
}

TEST(Languages, what_is_missing_is_shown_between_marks_and_named) {
    const auto language = forms::Language::read("xx", "name: Essai\nlang: xx\n> Bonjour\n< Salut\n");
    EXPECT_EQ(language.say("Bonjour"), "Salut");
    EXPECT_EQ(language.translated("<p>Bonjour</p>\n<p>Au revoir</p>"), "<p>Salut</p>\n<p>[Au revoir]</p>");
    EXPECT_EQ(language.missing(), std::vector<std::string>{"Au revoir"});
    EXPECT_THROW(forms::Language::read("xx", "name: Essai\nlang: xx\n> Bonjour\n> Encore\n"),
                 std::runtime_error);
    EXPECT_THROW(forms::Language::read("xx", "> Bonjour\n< Salut\n"), std::runtime_error);
    EXPECT_THROW(forms::Language::read("xx", "name: E\nlang: x\n> A\n< B\n> A\n< C\n"), std::runtime_error);
}

TEST(Languages, are_the_employees_pages_and_no_other) {
    InvitationScene scene;
    scene.employer.sign_in("referente", Role::referent);
    for (const auto* path : {"/a-faire", "/salaries", "/signaler"}) {
        auto french = scene.employer.get(path).body;
        auto easy = scene.employer.get(std::string{path} + "?langue=fr-facile").body;
        for (auto* page : {&french, &easy})
            *page = std::regex_replace(*page, std::regex{"value=\"[^\"]*\""}, "");
        EXPECT_EQ(french, easy) << path;
    }
}

}  // namespace
}  // namespace prevenance::api
