// Fifty people, or one person's fifty taps, with the same code at the same moment: one outcome. Only the cost
// of Argon2 is lower than in the program. The long form: PREVENANCE_RACE_ROUNDS=1000.
#include "api/invitation_bytes.h"
#include "api/jobs/deliver_outbox.h"
#include "integrations/invitations.h"
#include "storage/interviews.h"
#include "storage/invitations.h"
#include "tests/api/invitation_scene.h"
#include "tests/api/long_form.h"

#include <gtest/gtest.h>

#include <barrier>
#include <thread>

namespace prevenance::api {
namespace {

constexpr std::size_t people = 50;

struct Handed {
    Card card;
    InvitationId id;
};

// A card straight into storage, to somebody new each time: « Mes données » of one person with a thousand cards would be
// what takes the time.
Handed hand_over(InvitationScene& scene, int round) {
    scene.person = scene.instance.add_employee("R" + std::to_string(round), "Canarine", "CANARI-Personne");
    scene.record_talk(scene.person);
    auto& services = scene.instance.services();
    const auto scope = EmployerScope::for_job(scene.instance.employer);
    Alert alert;
    alert.id = services.randomness.new_id<AlertId>();
    alert.oh_service = scene.instance.oh_service;
    alert.employer = scene.instance.employer;
    alert.person_name = Sensitive<std::string>{"CANARI-Personne"};
    alert.employer_name = Sensitive<std::string>{"Aide à domicile Exemple"};
    alert.facts = {Sensitive<std::string>{"un fait"}};
    const auto id = services.randomness.new_id<InvitationId>();
    const auto prepared = integrations::Invitations{services.root, services.slow_hash, services.randomness}
                              .prepare(id, alert)
                              .value();
    const auto today = scene.instance.clock().today();
    const auto locator = draw_locator(services.randomness);
    services.cases.write([&](storage::Transaction& transaction) {
        const auto talk = storage::Interviews{transaction, scope}.latest(scene.person)->id;
        storage::HandedOverInvitations{transaction, scope}.add(
            transaction,
            {id, scene.person, talk, scene.instance.oh_service, locator, today, scene.referent,
             today + Days{14}, false},
            encode_lock(prepared.sealed.lock), encode_content(prepared.sealed.content),
            scene.instance.clock().now());
        transaction.mark_housekeeping();
    });
    return {{prepared.code.shown().reveal(), shown_locator(locator)}, id};
}

struct Counts {
    int sent = 0;
    int refused = 0;
    int withdrawn = 0;
    int late = 0;     // answered already
    int nothing = 0;  // nothing to withdraw yet
    int again = 0;    // withdrawn already
    int other = 0;
};

void count(Counts& counts, const Reply& reply) {
    if (shows(reply, "C’est envoyé"))
        ++counts.sent;
    else if (shows(reply, "Rien n’est envoyé"))
        ++counts.refused;
    else if (shows(reply, "Votre accord est retiré"))
        ++counts.withdrawn;
    else if (shows(reply, "Vous avez déjà répondu") || shows(reply, "Mes données"))
        ++counts.late;
    else if (shows(reply, "Il n’y a rien à retirer"))
        ++counts.nothing;
    else if (shows(reply, "déjà retiré"))
        ++counts.again;
    else
        ++counts.other;
}

Counts race(InvitationScene& scene, const Card& card, bool with_refusals) {
    std::vector<Reply> replies(people);
    std::barrier start{static_cast<std::ptrdiff_t>(people)};
    {
        std::vector<std::jthread> all;
        for (std::size_t i = 0; i < people; ++i)
            all.emplace_back([&, i] {
                Visitor person{scene.instance};
                start.arrive_and_wait();
                if (i % 5 < 2)
                    replies[i] = person.post_exactly(card.path() + "/retrait", {{"code", card.code}});
                else if (with_refusals && i % 5 == 2)
                    replies[i] =
                        person.post_exactly(card.path(), {{"code", card.code}, {"answer", "refuse"}});
                else
                    replies[i] = person.post_exactly(card.path(), {{"code", card.code},
                                                                   {"answer", "send"},
                                                                   {"reach", "06 39 98 00 00"},
                                                                   {"language", "fr"}});
            });
    }
    Counts counts;
    for (const auto& reply : replies) count(counts, reply);
    return counts;
}

std::int64_t rows(InvitationScene& scene, storage::Sql sql, InvitationId id) {
    return scene.instance.services().cases.read(
        [&](const storage::Reader& reader) { return reader.number(sql, {id}); });
}

TEST(ConsentRaces, fifty_answers_and_withdrawals_of_one_code_have_one_outcome) {
    InvitationScene scene;
    const auto rounds = times_from("PREVENANCE_RACE_ROUNDS", 6);
    int sent = 0;
    int refused = 0;
    int withdrawn = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto handed = hand_over(scene, round);
        const auto counts = race(scene, handed.card, round % 2 == 1);
        ASSERT_EQ(counts.sent + counts.refused, 1) << "round " << round;
        ASSERT_EQ(counts.other, 0) << "round " << round;
        ASSERT_LE(counts.withdrawn, counts.sent) << "round " << round;
        ASSERT_EQ(rows(scene, "SELECT count(*) FROM receipt WHERE invitation = ?", handed.id), counts.sent);
        ASSERT_EQ(rows(scene,
                       "SELECT count(*) FROM sealed_alert a JOIN receipt r ON r.id = a.receipt "
                       "WHERE r.invitation = ?",
                       handed.id),
                  counts.sent);
        ASSERT_EQ(rows(scene,
                       "SELECT count(*) FROM outbox o JOIN sealed_alert a ON a.id = o.alert "
                       "JOIN receipt r ON r.id = a.receipt WHERE r.invitation = ?",
                       handed.id),
                  counts.sent);
        ASSERT_EQ(
            rows(scene, "SELECT count(*) FROM receipt WHERE invitation = ? AND withdrawn_at IS NOT NULL",
                 handed.id),
            counts.withdrawn);
        ASSERT_EQ(
            rows(scene,
                 "SELECT count(*) FROM invitation_content WHERE invitation = ? AND sealed_content IS NOT "
                 "NULL",
                 handed.id),
            0);
        sent += counts.sent;
        refused += counts.refused;
        withdrawn += counts.withdrawn;
    }
    run_outbox(scene.instance.services(), nullptr, scene.instance.clock().now());
    const auto delivered = scene.instance.services().cases.read([](const storage::Reader& reader) {
        return reader.number("SELECT count(*) FROM sealed_alert WHERE delivered_at IS NOT NULL");
    });
    EXPECT_EQ(delivered, sent - withdrawn) << "what was withdrawn before is never delivered";
    std::printf(
        "%d rounds of 50: %d sent once, %d refused once, %d of the sent withdrawn once, %ld delivered\n",
        rounds, sent, refused, withdrawn, static_cast<long>(delivered));
}

}  // namespace
}  // namespace prevenance::api
