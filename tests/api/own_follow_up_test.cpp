// The questions of a follow-up, answered by the person with the code. What the employer sees of it is in
// indistinguishable_test.
#include "api/jobs/deliver_outbox.h"
#include "storage/alerts.h"
#include "storage/service_cases.h"
#include "tests/api/invitation_scene.h"

#include <gtest/gtest.h>

namespace prevenance::api {
namespace {

using namespace std::chrono_literals;

class OwnFollowUp : public testing::Test {
protected:
    // Everything up to the question at six months; `card` is what the message came with.
    void ask_after_an_accompaniment() {
        run_outbox(scene.instance.services(), nullptr, scene.instance.clock().now());
        in_the_case([&](storage::Transaction& transaction, const storage::ServiceCases& cases,
                        AlertId alert) {
            const storage::Mailbox mailbox{transaction, service()};
            EXPECT_TRUE(mailbox.confirm(transaction, alert, scene.physician, scene.instance.clock().now()));
            cases.enter(transaction, alert, today());
            cases.leave(transaction, alert, today(), ExitKind::positive, CaseOutcome::post_adapted);
        });
        scene.instance.clock().move(190 * 24h);
        in_the_case([&](storage::Transaction& transaction, const storage::ServiceCases& cases,
                        AlertId alert) { cases.ask(transaction, alert, 6, today()); });
    }

    Reply open(const Card& card) {
        Visitor person{scene.instance};
        return person.post_exactly(card.path() + "/suivi", {{"code", card.code}});
    }
    Reply answer(const Card& card, Fields fields) {
        fields.emplace("code", card.code);
        fields.emplace("step", "send");
        Visitor person{scene.instance};
        return person.post_exactly(card.path() + "/suivi", fields);
    }
    storage::CaseFollowUp noted() {
        return scene.instance.services().cases.read([&](const storage::Reader& reader) {
            const auto alert = storage::Mailbox{reader, service()}.delivered().at(0).id;
            return storage::ServiceCases{reader, service()}.find(alert)->follow_ups.at(0);
        });
    }

    static Fields still_there() {
        return {{"still_in_work", "yes"}, {"post", "adapted"}, {"help_wished", "no"}};
    }

    InvitationScene scene;

private:
    MailboxScope service() { return MailboxScope::for_job(scene.instance.oh_service); }
    Date today() { return in_paris(scene.instance.clock().now()).date; }
    void in_the_case(const auto& work) {
        auto& services = scene.instance.services();
        services.cases.write([&](storage::Transaction& transaction) {
            const auto alert = storage::Mailbox{transaction, service()}.delivered().at(0).id;
            work(transaction, storage::ServiceCases{transaction, service()}, alert);
            services.audit.record(transaction,
                                  {scene.instance.clock().now(), scene.physician, "case.note", alert.bytes});
        });
    }
};

TEST_F(OwnFollowUp, is_offered_among_the_own_data_and_answered_with_the_code_of_the_card) {
    const auto card = scene.hand_over();
    scene.send(card);
    ask_after_an_accompaniment();
    EXPECT_TRUE(shows(scene.answer(card, {{"answer", "data"}}), "vous demande des nouvelles"));
    const auto questions = open(card);
    EXPECT_EQ(questions.status, 200);
    for (const auto* words :
         {"vous pose trois questions, 6 mois après la fin de votre accompagnement",
          "Seul le service lit vos réponses.", "Vous pouvez ne pas répondre : rien n’en dépend."})
        EXPECT_TRUE(shows(questions, words)) << words;
    EXPECT_FALSE(noted().dates.answered_on) << "nothing is sent before it was read";

    const auto sent = answer(card, still_there());
    EXPECT_EQ(sent.status, 200);
    EXPECT_TRUE(shows(sent, "Vos réponses sont envoyées"));
    EXPECT_TRUE(noted().by_the_person);
    EXPECT_EQ(noted().still_in_work, true);
    EXPECT_EQ(noted().post, "adapted");
    EXPECT_EQ(noted().help_wished, false);
    EXPECT_FALSE(shows(scene.answer(card, {{"answer", "data"}}), "vous demande des nouvelles"));
}

TEST_F(OwnFollowUp, of_somebody_who_wrote_alone_is_answered_with_the_code_of_that_page) {
    const auto card = scene.send_alone();
    ask_after_an_accompaniment();
    EXPECT_TRUE(shows(scene.answer(card, {}), "vous demande des nouvelles"));
    EXPECT_EQ(answer(card, {{"still_in_work", "no"}, {"help_wished", "yes"}}).status, 200);
    EXPECT_EQ(noted().still_in_work, false);
    EXPECT_EQ(noted().post, std::nullopt) << "there is no post without work";
    EXPECT_EQ(noted().help_wished, true);
}

TEST_F(OwnFollowUp, with_answers_missing_says_all_of_it_at_once_and_keeps_what_was_ticked) {
    const auto card = scene.hand_over();
    scene.send(card);
    ask_after_an_accompaniment();
    const auto refused = answer(card, {{"still_in_work", "yes"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(shows(refused, "Dites sur quel poste."));
    EXPECT_TRUE(shows(refused, "Dites si vous souhaitez une aide."));
    EXPECT_TRUE(shows(refused, "value=\"yes\" checked"));
    EXPECT_FALSE(noted().dates.answered_on);
}

TEST_F(OwnFollowUp, sent_twice_counts_once) {
    const auto card = scene.hand_over();
    scene.send(card);
    ask_after_an_accompaniment();
    EXPECT_EQ(answer(card, still_there()).status, 200);
    EXPECT_TRUE(shows(answer(card, {{"still_in_work", "no"}, {"help_wished", "yes"}}), "Rien n’est demandé"));
    EXPECT_EQ(noted().still_in_work, true) << "the first answer stands";
}

TEST_F(OwnFollowUp, asks_nothing_of_somebody_whom_nobody_asked) {
    const auto card = scene.hand_over();
    EXPECT_TRUE(shows(open(card), "Rien n’est demandé"));
    scene.send(card);
    EXPECT_TRUE(shows(open(card), "Rien n’est demandé"));
    EXPECT_EQ(answer(card, still_there()).status, 200);
    EXPECT_FALSE(shows(scene.answer(card, {{"answer", "data"}}), "vous demande des nouvelles"));
}

TEST_F(OwnFollowUp, ends_with_the_agreement) {
    const auto card = scene.hand_over();
    scene.send(card);
    ask_after_an_accompaniment();
    Visitor person{scene.instance};
    person.post_exactly(card.path() + "/retrait", {{"code", card.code}});
    EXPECT_TRUE(shows(open(card), "Rien n’est demandé"));
    EXPECT_TRUE(shows(answer(card, still_there()), "Rien n’est demandé"));
}

TEST_F(OwnFollowUp, is_said_whole_in_every_language) {
    const auto card = scene.hand_over();
    scene.send(card);
    ask_after_an_accompaniment();
    for (const auto& language : scene.instance.services().templates.languages()) {
        const Fields in_it{{"langue", language.code()}};
        EXPECT_TRUE(shows(answer(card, in_it), "name=\"still_in_work\""));
        EXPECT_EQ(language.missing(), std::vector<std::string>{}) << language.code();
    }
    const Fields easy{{"langue", "fr-facile"}};
    auto complete = still_there();
    complete.merge(Fields{easy});
    EXPECT_TRUE(shows(answer(card, complete), "Vos réponses sont parties"));
    EXPECT_TRUE(shows(answer(card, easy), "Il n’y a pas de question"));
    for (const auto& language : scene.instance.services().templates.languages())
        EXPECT_EQ(language.missing(), std::vector<std::string>{}) << language.code();
}

TEST_F(OwnFollowUp, with_a_wrong_code_asks_for_the_code_and_says_nothing_else) {
    const auto card = scene.hand_over();
    scene.send(card);
    ask_after_an_accompaniment();
    const auto refused = open({"7K3M-QX9P-2DFA-H", card.locator});
    EXPECT_TRUE(shows(refused, "Tapez votre code"));
    EXPECT_FALSE(shows(refused, "trois questions"));
}

}  // namespace
}  // namespace prevenance::api
