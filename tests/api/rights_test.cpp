// The rights of an employee, each from the page by code to the desk and back, and what must not happen on the
// way: nobody else's data, nothing of an answer on the employer's side, nothing sent before it was confirmed.
#include "domain/rights.h"

#include "api/acts_about.h"
#include "api/jobs/deliver_outbox.h"
#include "api/people.h"
#include "api/screening.h"
#include "storage/case_file.h"
#include "storage/invitations.h"
#include "storage/processing_choices.h"
#include "storage/rights_requests.h"
#include "tests/api/invitation_scene.h"

#include <gtest/gtest.h>

#include <regex>

namespace prevenance::api {
namespace {

// Without what differs between two requests for one page: a form's key, the number of the request.
std::string without_fresh_keys(std::string page) {
    page = std::regex_replace(page, std::regex{"donnez ce numéro[^<]*"}, "");
    return std::regex_replace(page, std::regex{"name=\"submission_key\" value=\"[^\"]*\""}, "");
}

class Rights : public testing::Test {
protected:
    Rights() : card(scene.hand_over()) {}

    Services& services() { return scene.instance.services(); }
    EmployerScope scope() { return EmployerScope::for_job(scene.instance.employer); }

    Reply by_code(const std::string& where, Fields fields) {
        fields.emplace("code", card.code);
        Visitor person{scene.instance};
        return person.post_exactly(card.path() + where, fields);
    }
    Reply my_data() { return scene.answer(card, {{"answer", "data"}}); }
    Reply send_right(const std::string& right, Fields fields = {}) {
        fields.emplace("right", right);
        fields.emplace("step", "send");
        return by_code("/droits", fields);
    }
    std::vector<storage::RightsRequestRecord> requests() {
        return services().cases.read([&](const storage::Reader& reader) {
            return storage::RightsRequests{reader, scope()}.all();
        });
    }
    std::string desk_path() { return "/droits/" + requests().front().id.text(); }
    FactId signal() {
        return services().cases.read([&](const storage::Reader& reader) {
            return storage::CaseFile{reader, scope()}.signals_about(scene.person).front().id;
        });
    }
    std::vector<std::string> employer_pages() {
        std::vector<std::string> pages;
        for (const auto& path :
             {std::string{"/a-faire"}, std::string{"/salaries"}, std::string{"/calendrier"},
              std::string{"/droits"}, "/salaries/" + scene.person.text()}) {
            const auto page = scene.employer.get(path);
            EXPECT_EQ(page.status, 200) << path;
            pages.push_back(without_fresh_keys(page.body));
        }
        return pages;
    }
    void set_left_on(const char* date) {
        services().cases.write([&](storage::Transaction& transaction) {
            transaction.execute("UPDATE employee SET left_on = ? WHERE id = ?",
                                {*parse_iso_date(date), scene.person});
            transaction.mark_housekeeping();
        });
    }

    InvitationScene scene;
    Card card;
};

TEST_F(Rights, my_data_say_source_purpose_end_date_and_who_read) {
    scene.employer.get("/salaries/" + scene.person.text());
    const auto page = my_data();
    ASSERT_EQ(page.status, 200) << page.body;
    EXPECT_TRUE(shows(page, "le référent de votre employeur")) << page.body;
    EXPECT_TRUE(shows(page, "Pour quoi faire : proposer un échange à temps"));
    // An invitation was handed over on 12 March 2026: the fact stays with the case that is followed up.
    EXPECT_TRUE(shows(page, "gardé jusqu’au 12 mars 2028")) << page.body;
    EXPECT_TRUE(shows(page, "24 mois après la dernière étape de votre situation")) << page.body;
    EXPECT_TRUE(shows(page, "Matricule de paie"));
    EXPECT_TRUE(shows(page, "0417"));
    EXPECT_FALSE(shows(page, "Essai referente")) << "another person by name";
}

TEST_F(Rights, a_copy_is_a_page_to_print_and_a_file_and_neither_is_kept_by_a_browser) {
    const auto printed = by_code("/donnees", {});
    ASSERT_EQ(printed.status, 200) << printed.body;
    EXPECT_TRUE(shows(printed, "CANARI-Vasseur"));
    EXPECT_EQ(header(printed, "Cache-Control"), "no-store");
    const auto file = by_code("/donnees.json", {});
    ASSERT_EQ(file.status, 200) << file.body;
    EXPECT_EQ(header(file, "Cache-Control"), "no-store");
    EXPECT_TRUE(file.media_type.starts_with("application/json"));
    EXPECT_TRUE(header(file, "Content-Disposition").starts_with("attachment"));
    EXPECT_TRUE(shows(file, R"("format": "prevenance-held-data")"));
    EXPECT_TRUE(shows(file, R"("from": "2026-02-17")")) << file.body;
    EXPECT_TRUE(shows(file, "CANARI-Vasseur"));
}

TEST_F(Rights, a_copy_never_holds_anybody_elses_data) {
    const auto other = scene.instance.add_employee("CANARI-0777", "Autrui", "CANARI-Voisine");
    scene.record_signal(other, "ERREURS_SECURITE", "2026-01-19");
    for (const auto& reply : {my_data(), by_code("/donnees", {}), by_code("/donnees.json", {})}) {
        ASSERT_EQ(reply.status, 200);
        EXPECT_FALSE(shows(reply, "CANARI-Voisine"));
        EXPECT_FALSE(shows(reply, "CANARI-0777"));
        EXPECT_FALSE(shows(reply, other.text()));
        EXPECT_FALSE(shows(reply, "19 janv. 2026"));
    }
}

TEST_F(Rights, nothing_is_given_without_the_code) {
    for (const auto* where : {"/donnees", "/donnees.json", "/droits"}) {
        Visitor stranger{scene.instance};
        const auto reply =
            stranger.post_exactly(card.path() + where, {{"code", "0000-0000-0000-0"}, {"right", "erasure"}});
        EXPECT_EQ(reply.status, 422) << where;
        EXPECT_FALSE(shows(reply, "CANARI-Vasseur"));
    }
    EXPECT_TRUE(requests().empty());
}

TEST_F(Rights, reading_ones_data_changes_no_byte_on_the_employers_side) {
    const auto before = employer_pages();
    ASSERT_EQ(my_data().status, 200);
    ASSERT_EQ(by_code("/donnees", {}).status, 200);
    ASSERT_EQ(by_code("/donnees.json", {}).status, 200);
    for (const auto kind : all_rights_kinds)
        ASSERT_EQ(by_code("/droits", {{"right", std::string{code_of(kind)}}}).status, 200);
    EXPECT_EQ(employer_pages(), before);
}

TEST_F(Rights, the_desk_does_not_change_with_the_answer_to_the_invitation) {
    ASSERT_EQ(send_right("correction", {{"words", "La date est fausse"}}).status, 200);
    const auto before = employer_pages();
    const auto desk = without_fresh_keys(scene.employer.get(desk_path()).body);
    ASSERT_EQ(scene.send(card).status, 200);
    Visitor person{scene.instance};
    ASSERT_EQ(person.post_exactly(card.path() + "/retrait", {{"code", card.code}}).status, 200);
    EXPECT_EQ(employer_pages(), before);
    EXPECT_EQ(without_fresh_keys(scene.employer.get(desk_path()).body), desk);
}

TEST_F(Rights, a_correction_goes_to_the_desk_with_a_number_and_its_answer_comes_back) {
    const auto form = by_code("/droits", {{"right", "correction"}});
    EXPECT_TRUE(shows(form, "Votre employeur verra cette demande")) << form.body;
    EXPECT_TRUE(requests().empty()) << "nothing is sent before it was confirmed";
    const auto sent =
        send_right("correction", {{"fact", signal().text()}, {"words", "CANARI-ce n’était pas moi"}});
    ASSERT_EQ(sent.status, 200) << sent.body;
    EXPECT_TRUE(shows(sent, "D-2026-0001"));
    EXPECT_TRUE(shows(sent, "12 avr. 2026"));
    EXPECT_FALSE(scene.on_disk("CANARI-ce n’")) << "the words lie on the disk in the clear";

    EXPECT_TRUE(shows(scene.employer.get("/a-faire"), "Correction d’un fait"));
    const auto desk = scene.employer.get(desk_path());
    EXPECT_TRUE(shows(desk, "CANARI-ce n’était pas moi")) << desk.body;
    EXPECT_TRUE(shows(desk, "17 févr. 2026"));
    EXPECT_EQ(scene.employer.post(desk_path() + "/reponse", {}).status, 422);
    const auto done = scene.employer.post(
        desk_path() + "/reponse", {{"outcome", "refused"}, {"answer", "Le planning montre le fait."}});
    EXPECT_EQ(done.status, 303) << done.body;
    const auto seen = my_data();
    EXPECT_TRUE(shows(seen, "Refusée le 12 mars 2026")) << seen.body;
    EXPECT_TRUE(shows(seen, "Le planning montre le fait."));
    EXPECT_EQ(
        scene.employer.post(desk_path() + "/reponse", {{"outcome", "granted"}, {"answer", "Oui"}}).status,
        409);
}

TEST_F(Rights, every_error_of_a_request_comes_at_once_and_keeps_what_was_typed) {
    const auto empty = send_right("correction", {{"fact", scene.person.text()}});
    EXPECT_EQ(empty.status, 422);
    EXPECT_TRUE(shows(empty, "Dites ce qu’il faut corriger."));
    EXPECT_TRUE(shows(empty, "Ce fait n’est plus dans votre fiche.")) << empty.body;
    const auto ill = send_right("remark", {{"words", "J’avais une dépression"}});
    EXPECT_EQ(ill.status, 422) << ill.body;
    EXPECT_TRUE(shows(ill, "J’avais une dépression"));
    EXPECT_EQ(send_right("remark", {{"words", std::string(301, 'a')}}).status, 422);
    EXPECT_EQ(send_right("nonsense").status, 404);
    EXPECT_TRUE(requests().empty());
}

TEST_F(Rights, a_fact_of_somebody_else_cannot_be_named) {
    const auto other = scene.instance.add_employee("0902", "Claude", "Voisin");
    scene.record_signal(other, "RETARDS_OUBLIS", "2026-02-18");
    const auto foreign = services().cases.read([&](const storage::Reader& reader) {
        return storage::CaseFile{reader, scope()}.signals_about(other).front().id;
    });
    EXPECT_EQ(send_right("correction", {{"fact", foreign.text()}, {"words", "Faux"}}).status, 422);
}

TEST_F(Rights, a_remark_stands_beside_the_fact_here_and_at_the_employers) {
    ASSERT_EQ(
        send_right("remark", {{"fact", signal().text()}, {"words", "Le bus était en panne ce jour."}}).status,
        200);
    EXPECT_TRUE(shows(my_data(), "Votre remarque : Le bus était en panne ce jour."));
    EXPECT_TRUE(
        shows(scene.employer.get("/salaries/" + scene.person.text()), "Le bus était en panne ce jour."));
}

TEST_F(Rights, an_objection_holds_at_once_is_seen_and_can_be_taken_back) {
    ASSERT_EQ(send_right("objection").status, 200);
    const auto choice = [&] {
        return services().cases.read([&](const storage::Reader& reader) {
            return storage::ProcessingChoices{reader, scope()}.of(scene.person);
        });
    };
    EXPECT_TRUE(choice().objected_at);
    EXPECT_TRUE(shows(scene.employer.get("/salaries/" + scene.person.text()), "elle s’y est opposée"));
    EXPECT_TRUE(shows(my_data(), "Aucune règle n’analyse plus les signaux"));
    ASSERT_EQ(send_right("resumption").status, 200);
    EXPECT_FALSE(choice().stops_signals());
    EXPECT_FALSE(shows(scene.employer.get("/salaries/" + scene.person.text()), "elle s’y est opposée"));
}

TEST_F(Rights, frozen_data_take_no_new_signal) {
    ASSERT_EQ(send_right("limitation").status, 200);
    const auto refused = scene.employer.post(
        "/signaler", {{"employee", scene.person.text()}, {"type", "RETARDS_OUBLIS"}, {"day", "yesterday"}});
    EXPECT_EQ(refused.status, 422) << refused.body;
    EXPECT_TRUE(shows(refused, "a demandé le gel de ses données"));
    const auto page = scene.employer.get("/salaries/" + scene.person.text());
    EXPECT_TRUE(shows(page, "les faits ne sont plus montrés ici"));
    EXPECT_FALSE(shows(page, "17 févr. 2026")) << "kept, and not used";
}

TEST_F(Rights, frozen_facts_are_shown_and_used_on_no_page_of_the_employer_until_the_freeze_is_lifted) {
    const auto person = "/salaries/" + scene.person.text();
    const auto fact = signal().text();
    const std::string noted = "17 févr. 2026";
    const auto asked = scene.employer.post(person + "/demande-de-visite",
                                           {{"object", "tasks_difficult"},
                                            {"motive", "Les tournées comptent deux coupures longues."},
                                            {"informed_on", "2026-03-12"},
                                            {"decided", "true"},
                                            {"facts", fact}});
    ASSERT_EQ(asked.status, 303) << asked.body;
    const auto letter = header(asked, "Location");
    const std::vector<std::string> pages{person + "/entretien/preparer", person + "/demande-de-visite",
                                         "/signaux/" + fact, letter};
    const auto shown = [&] {
        std::vector<std::string> those;
        for (const auto& path : pages) {
            const auto page = scene.employer.get(path);
            EXPECT_LT(page.status, 500) << path;
            if (shows(page, noted) || shows(page, "17 février 2026")) those.push_back(path);
        }
        return those;
    };
    ASSERT_EQ(shown(), pages);
    ASSERT_EQ(send_right("limitation").status, 200);
    EXPECT_TRUE(shown().empty()) << shown().front();
    for (const auto& path : pages)
        EXPECT_TRUE(shows(scene.employer.get(path), "a demandé le gel de ses données")) << path;
    EXPECT_EQ(scene.employer.post("/signaux/" + fact + "/supprimer", {}).status, 409)
        << "the person may need what is held";
    EXPECT_EQ(scene.employer.post(person + "/demande-de-visite", {{"facts", fact}}).status, 422);
    EXPECT_TRUE(shows(my_data(), noted)) << "the person reads everything";
    ASSERT_EQ(send_right("resumption").status, 200);
    EXPECT_EQ(shown(), pages);
}

TEST_F(Rights, a_card_handed_over_after_the_freeze_holds_none_of_the_facts_and_changes_nothing_else) {
    ASSERT_TRUE(shows(scene.answer(card, {}), "17 févr. 2026"));
    ASSERT_EQ(send_right("limitation").status, 200);
    scene.instance.clock().set(*parse_iso_date("2026-03-30"));
    scene.signed_in = false;
    const auto later = scene.hand_over();
    const auto message = scene.answer(later, {});
    ASSERT_EQ(message.status, 200) << message.body;
    EXPECT_FALSE(shows(message, "17 févr. 2026")) << message.body;
    EXPECT_TRUE(shows(message, "Échange avec l’employeur le 10 mars 2026")) << message.body;
}

TEST_F(Rights, a_suggestion_made_of_frozen_facts_is_no_longer_shown) {
    for (const auto* day : {"2026-02-10", "2026-02-20", "2026-03-02"})
        scene.record_absence(scene.person, day, day);
    services().cases.write([&](storage::Transaction& transaction) {
        screen_employee(transaction, services(), scope(), scene.person, scene.instance.clock().now());
        transaction.mark_housekeeping();
    });
    const auto suggestions = services().cases.read([&](const storage::Reader& reader) {
        return storage::CaseFile{reader, scope()}.suggestions_about(scene.person);
    });
    ASSERT_FALSE(suggestions.empty());
    const auto path = "/suggestions/" + suggestions.front().id.text();
    EXPECT_TRUE(shows(scene.employer.get(path), "20 févr. 2026"));
    ASSERT_EQ(send_right("limitation").status, 200);
    const auto page = scene.employer.get(path);
    EXPECT_EQ(page.status, 409);
    EXPECT_FALSE(shows(page, "20 févr. 2026"));
    const auto key = scene.instance.add_api_key(scene.referent);
    const auto listed = call_api(scene.instance, key, "GET", "/api/v1/suggestions");
    EXPECT_EQ(listed.status, 200) << listed.body;
    EXPECT_FALSE(shows(listed, scene.person.text())) << listed.body;
    EXPECT_FALSE(
        shows(call_api(scene.instance, key, "GET", "/api/v1/signals?employee=" + scene.person.text()),
              "2026-02-17"));
}

// The answer to an invitation shows nowhere on the employer's side, frozen or not.
TEST_F(Rights, what_a_freeze_hides_does_not_depend_on_the_answer) {
    ASSERT_EQ(send_right("limitation").status, 200);
    const auto person = "/salaries/" + scene.person.text();
    const auto pages = [&] {
        auto found = employer_pages();
        for (const auto* path : {"/entretien/preparer", "/demande-de-visite", "/invitation"})
            found.push_back(without_fresh_keys(scene.employer.get(person + path).body));
        return found;
    };
    const auto before = pages();
    ASSERT_EQ(scene.send(card).status, 200);
    EXPECT_EQ(pages(), before);
}

// Beside the minute at which the card was used, the minute would tell on a copy which use sent the message.
TEST_F(Rights, the_day_and_not_the_minute_is_told_at_which_a_message_left) {
    ASSERT_EQ(scene.send(card).status, 200);
    run_outbox(services(), nullptr, scene.instance.clock().now());
    int about_the_message = 0;
    for (const auto& act : services().cases.read([&](const storage::Reader& reader) {
             return acts_about(services(), reader, scene.person,
                               storage::cards_of(reader, scene.person).front(), 60);
         })) {
        const bool is_the_message = act.what.starts_with("Message au service");
        const bool tells_a_minute = act.when_and_who.find("à") != std::string::npos;
        EXPECT_NE(is_the_message, tells_a_minute) << act.what << ", " << act.when_and_who;
        about_the_message += is_the_message ? 1 : 0;
    }
    EXPECT_GT(about_the_message, 0);
}

TEST_F(Rights, the_page_says_before_an_erasure_is_asked_for_that_the_card_then_takes_nothing_back) {
    ASSERT_EQ(scene.send(card).status, 200);
    const auto form = by_code("/droits", {{"right", "erasure"}});
    EXPECT_TRUE(shows(form, "Après un effacement complet, votre code n’ouvre plus rien")) << form.body;
    EXPECT_TRUE(shows(form, "retirez d’abord votre accord"));
    EXPECT_TRUE(requests().empty()) << "nothing is sent before it was confirmed";
    ASSERT_EQ(send_right("erasure").status, 200);
    EXPECT_TRUE(shows(scene.answer(card, {}), "Retirer")) << "until it is answered, the card still withdraws";
    set_left_on("2026-03-01");
    ASSERT_EQ(scene.employer
                  .post(desk_path() + "/reponse",
                        {{"outcome", "granted"}, {"answer", "Tout est effacé."}, {"erase", "true"}})
                  .status,
              303);
    Visitor person{scene.instance};
    EXPECT_EQ(person.post_exactly(card.path() + "/retrait", {{"code", card.code}}).status, 422);
    const auto standing = services().cases.read([](const storage::Reader& reader) {
        return reader.number(
            "SELECT count(*) FROM receipt WHERE withdrawn_at IS NULL AND invitation IS NULL");
    });
    EXPECT_EQ(standing, 1) << "the agreement is with the service, as the page said";
}

TEST_F(Rights, a_late_request_stands_first_and_says_so) {
    ASSERT_EQ(send_right("correction", {{"words", "La date est fausse"}}).status, 200);
    EXPECT_FALSE(shows(scene.employer.get("/a-faire"), "En retard"));
    scene.instance.clock().set(*parse_iso_date("2026-04-13"));
    scene.employer.sign_in("referente", Role::referent);
    EXPECT_TRUE(
        shows(scene.employer.get("/a-faire"), "En retard : réponse due au plus tard le 12 avr. 2026"));
    EXPECT_TRUE(shows(scene.employer.get("/droits"), "En retard."));
    EXPECT_EQ(scene.employer.post(desk_path() + "/prolonger", {{"reason", "Beaucoup de demandes"}}).status,
              409);
}

TEST_F(Rights, a_request_is_extended_once_by_two_months_with_a_reason_that_the_person_reads) {
    ASSERT_EQ(send_right("erasure").status, 200);
    EXPECT_EQ(scene.employer.post(desk_path() + "/prolonger", {}).status, 422);
    ASSERT_EQ(scene.employer.post(desk_path() + "/prolonger", {{"reason", "Le dossier est ancien."}}).status,
              303);
    EXPECT_TRUE(shows(my_data(), "12 juin 2026"));
    EXPECT_TRUE(shows(my_data(), "Le dossier est ancien."));
    EXPECT_EQ(scene.employer.post(desk_path() + "/prolonger", {{"reason", "Encore"}}).status, 409);
}

TEST_F(Rights, a_request_on_paper_needs_a_check_of_identity_and_gets_the_next_number) {
    ASSERT_EQ(send_right("correction", {{"words", "La date est fausse"}}).status, 200);
    const auto form = scene.employer.get("/droits/papier?employee=" + scene.person.text());
    EXPECT_EQ(form.status, 200) << form.body;
    Fields fields{{"employee", scene.person.text()}, {"right", "access"}, {"received_on", "02/03/2026"}};
    const auto unchecked = scene.employer.post("/droits/papier", fields);
    EXPECT_EQ(unchecked.status, 422);
    EXPECT_TRUE(shows(unchecked, "Vérifiez d’abord que la demande vient de la personne"));
    fields.emplace("identity_checked", "true");
    const auto noted = scene.employer.post("/droits/papier", fields);
    ASSERT_EQ(noted.status, 303) << noted.body;
    const auto desk = scene.employer.get(header(noted, "Location"));
    EXPECT_TRUE(shows(desk, "D-2026-0002")) << desk.body;
    EXPECT_TRUE(shows(desk, "2 avr. 2026"));
    EXPECT_EQ(scene.employer.post("/droits/papier", {}).status, 422);
}

TEST_F(Rights, the_employers_copy_says_nothing_of_an_answer_nor_of_who_read) {
    const Fields fields{{"employee", scene.person.text()},
                        {"right", "access"},
                        {"received_on", "02/03/2026"},
                        {"identity_checked", "true"}};
    const auto noted = scene.employer.post("/droits/papier", fields);
    ASSERT_EQ(noted.status, 303) << noted.body;
    const auto path = desk_path() + "/copie";
    const auto before = scene.employer.get(path);
    ASSERT_EQ(before.status, 200) << before.body;
    EXPECT_TRUE(shows(before, "CANARI-Vasseur"));
    EXPECT_FALSE(shows(before, "Qui a consulté"));
    ASSERT_EQ(scene.send(card).status, 200);
    ASSERT_EQ(my_data().status, 200);
    EXPECT_EQ(without_fresh_keys(scene.employer.get(path).body), without_fresh_keys(before.body));
}

TEST_F(Rights, the_desk_of_another_employer_sees_a_foreign_request_like_none) {
    ASSERT_EQ(send_right("correction", {{"words", "La date est fausse"}}).status, 200);
    scene.instance.add_account_of(Role::referent, "autre", scene.instance.other_employer,
                                  scene.instance.other_team);
    Visitor other{scene.instance};
    other.sign_in("autre", Role::referent);
    const auto foreign = other.get(desk_path());
    const auto missing = other.get("/droits/" + services().randomness.new_id<RightsRequestId>().text());
    EXPECT_EQ(foreign.status, 404);
    EXPECT_EQ(without_fresh_keys(foreign.body), without_fresh_keys(missing.body));
    EXPECT_FALSE(shows(other.get("/droits"), "CANARI-Vasseur"));
    EXPECT_EQ(other.post(desk_path() + "/reponse", {{"outcome", "granted"}, {"answer", "Oui"}}).status, 404);
}

TEST_F(Rights, erasing_somebody_who_works_here_takes_the_facts_and_keeps_what_the_law_demands) {
    ASSERT_EQ(send_right("erasure").status, 200);
    const auto desk = scene.employer.get(desk_path());
    EXPECT_TRUE(shows(desk, "travaille encore chez vous")) << desk.body;
    Fields answer{{"outcome", "partly"}, {"answer", "Les faits sont effacés."}};
    EXPECT_EQ(scene.employer.post(desk_path() + "/reponse", answer).status, 422) << "no tick";
    answer.emplace("erase", "true");
    ASSERT_EQ(scene.employer.post(desk_path() + "/reponse", answer).status, 303);
    const auto page = scene.employer.get("/salaries/" + scene.person.text());
    EXPECT_EQ(page.status, 200);
    EXPECT_FALSE(shows(page, "17 févr. 2026"));
    EXPECT_TRUE(shows(my_data(), "Accordée en partie le 12 mars 2026"));
}

TEST_F(Rights, erasing_somebody_who_left_takes_everything_and_every_page_still_works) {
    const auto other = scene.instance.add_employee("0902", "Claude", "Voisin");
    scene.record_signal(other, "RETARDS_OUBLIS", "2026-02-18");
    ASSERT_EQ(send_right("erasure").status, 200);
    const auto request = desk_path();
    set_left_on("2026-03-01");
    ASSERT_EQ(scene.employer
                  .post(request + "/reponse",
                        {{"outcome", "granted"}, {"answer", "Tout est effacé."}, {"erase", "true"}})
                  .status,
              303);
    EXPECT_FALSE(find_employee(services(), scope(), scene.person));
    const auto erased = scene.employer.get("/salaries/" + scene.person.text());
    const auto nobody = scene.employer.get("/salaries/" + services().randomness.new_id<EmployeeId>().text());
    EXPECT_EQ(erased.status, 404);
    EXPECT_EQ(without_fresh_keys(erased.body), without_fresh_keys(nobody.body));
    for (const auto* path : {"/a-faire", "/salaries", "/equipes", "/calendrier", "/droits", "/signaler"}) {
        const auto page = scene.employer.get(path);
        EXPECT_EQ(page.status, 200) << path;
        EXPECT_FALSE(shows(page, "CANARI-Vasseur")) << path;
    }
    const auto register_entry = scene.employer.get(request);
    EXPECT_TRUE(shows(register_entry, "Effacée depuis")) << register_entry.body;
    EXPECT_TRUE(shows(scene.employer.get("/salaries/" + other.text()), "Voisin"));
    EXPECT_EQ(my_data().status, 422) << "the code opens nothing any more";
}

TEST(RightsDates, a_month_is_a_month_of_the_calendar_and_three_where_it_was_extended) {
    const auto day = [](const char* text) { return *parse_iso_date(text); };
    EXPECT_EQ(due_on(day("2026-03-12"), false), day("2026-04-12"));
    EXPECT_EQ(due_on(day("2026-01-31"), false), day("2026-02-28"));
    EXPECT_EQ(due_on(day("2028-01-31"), false), day("2028-02-29"));
    EXPECT_EQ(due_on(day("2026-03-12"), true), day("2026-06-12"));
    EXPECT_EQ(rights_request_number(2026, 42), "D-2026-0042");
    EXPECT_EQ(rights_request_number(2026, 12345), "D-2026-12345");
}

}  // namespace
}  // namespace prevenance::api
