// Noting a signal, by page and by API: what is kept, what is refused and with which words, and who sees it.
#include "api/people.h"
#include "storage/case_file.h"
#include "storage/organisations.h"
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdlib.h>

namespace prevenance::api {
namespace {

class RecordSignal : public ::testing::Test {
protected:
    RecordSignal() {
        person = instance.add_employee("0042", "Camille", "Durand");
        referent = instance.add_account(Role::referent, "referente");
        manager = instance.add_account(Role::manager, "responsable");
        key = instance.add_api_key(referent);
    }

    std::size_t noted(EmployeeId employee) {
        return instance.services()
            .cases
            .read([&](const storage::Reader& reader) {
                return storage::CaseFile{reader, EmployerScope::for_job(instance.employer)}.signals_about(
                    employee);
            })
            .size();
    }

    std::string body(const std::string& fields) {
        return "{\"employee\":\"" + person.text() + "\"," + fields + "}";
    }

    Reply record(const std::string& json, const std::string& repetition_key) {
        return call_api(instance, key, "POST", "/api/v1/signals", json, repetition_key);
    }

    void forget_information(EmployeeId employee) {
        instance.services().cases.write([&](storage::Transaction& transaction) {
            transaction.execute("UPDATE employee SET informed_on = NULL WHERE id = ?", {employee});
            instance.services().audit.record(
                transaction, {instance.clock().now(), std::nullopt, "test.prepare", std::nullopt});
        });
    }

    TestInstance instance;
    EmployeeId person;
    AccountId referent;
    AccountId manager;
    std::string key;
};

TEST_F(RecordSignal, a_manager_notes_one_from_a_phone_and_gets_a_receipt) {
    Visitor visitor{instance};
    visitor.sign_in("responsable", Role::manager);
    visitor.get("/signaler");
    const auto page = visitor.post("/signaler/chercher", {{"q", "dur"}});
    EXPECT_TRUE(shows(page, "Camille Durand"));
    EXPECT_NE(page.body.find("value=\"" + person.text() + "\" checked"), std::string::npos);
    const auto reply = visitor.post("/signaler", {{"employee", person.text()},
                                                  {"type", "RETARDS_OUBLIS"},
                                                  {"type", "TENSIONS"},
                                                  {"day", "yesterday"}});
    ASSERT_EQ(reply.status, 303) << reply.body;
    const auto receipt = visitor.get(header(reply, "Location"));
    EXPECT_TRUE(shows(receipt, "Signal noté. Vous pouvez le supprimer pendant 30 jours."));
    EXPECT_TRUE(shows(receipt, "mercredi 11 mars 2026"));
    EXPECT_TRUE(shows(receipt, "12 mars 2026 à 11 h 00, par Essai responsable"));
    EXPECT_TRUE(shows(receipt, "Tensions inhabituelles"));
    EXPECT_EQ(noted(person), 2U);
}

TEST_F(RecordSignal, the_search_knows_neither_accents_nor_capitals_and_misses_kindly) {
    instance.add_employee("0043", "Éloïse", "Lefèvre");
    Visitor visitor{instance};
    visitor.sign_in("responsable", Role::manager);
    visitor.get("/signaler");
    const auto found = visitor.post("/signaler/chercher", {{"q", "ELOISE lef"}});
    EXPECT_TRUE(shows(found, "Éloïse Lefèvre"));
    EXPECT_FALSE(shows(found, "Camille Durand"));
    EXPECT_TRUE(shows(visitor.post("/signaler/chercher", {{"q", "zzz"}}),
                      "Aucune personne de vos équipes ne porte ce nom."));
}

TEST_F(RecordSignal, every_error_is_said_at_once_and_what_was_typed_stays) {
    Visitor visitor{instance};
    visitor.sign_in("responsable", Role::manager);
    visitor.get("/signaler");
    const auto reply = visitor.post("/signaler", {{"day", "other"}, {"happened_on", "31/02/2026"}});
    EXPECT_EQ(reply.status, 422);
    EXPECT_TRUE(shows(reply, "Choisissez une personne."));
    EXPECT_TRUE(shows(reply, "Cochez au moins un constat."));
    EXPECT_TRUE(shows(reply, "« 31/02/2026 » n’est pas une date."));
    EXPECT_NE(reply.body.find("value=\"31/02/2026\""), std::string::npos);
    EXPECT_EQ(noted(person), 0U);
}

TEST_F(RecordSignal, dates_that_cannot_be_are_refused_with_the_way_out) {
    const auto refusal_of = [&](const std::string& date) {
        return record(body("\"type\":\"TENSIONS\",\"happened_on\":\"" + date + "\""), "k" + date).body;
    };
    EXPECT_NE(refusal_of("2026-03-13").find("date_in_future"), std::string::npos);
    EXPECT_NE(refusal_of("31/02/2026").find("no_such_date"), std::string::npos);
    EXPECT_NE(refusal_of("2026-02-31").find("no_such_date"), std::string::npos);
    EXPECT_NE(refusal_of("12/03/26").find("two_digit_year"), std::string::npos);
    EXPECT_NE(refusal_of("2019-12-31").find("before_entry"), std::string::npos);
    EXPECT_EQ(noted(person), 0U);
}

TEST_F(RecordSignal, three_constats_at_most_and_only_from_the_list) {
    EXPECT_NE(record(body("\"types\":[\"TENSIONS\",\"OBS_RETARD\",\"OBS_PLANNING\",\"OBS_REUNION\"],"
                          "\"happened_on\":\"2026-03-12\""),
                     "a")
                  .body.find("too_many"),
              std::string::npos);
    EXPECT_NE(
        record(body("\"type\":\"MALADIE\",\"happened_on\":\"2026-03-12\""), "b").body.find("unknown_type"),
        std::string::npos);
    EXPECT_NE(record(body("\"type\":\"EQUIPE_TENSIONS\",\"happened_on\":\"2026-03-12\""), "c")
                  .body.find("unknown_type"),
              std::string::npos);
    EXPECT_EQ(noted(person), 0U);
}

TEST_F(RecordSignal, a_health_word_is_named_and_nothing_is_kept) {
    const auto reply = record(
        body("\"type\":\"TENSIONS\",\"happened_on\":\"2026-03-12\",\"fact\":\"Mal au DOS depuis lundi\""),
        "a");
    EXPECT_EQ(reply.status, 422);
    EXPECT_NE(reply.body.find("health_word"), std::string::npos);
    EXPECT_TRUE(shows(reply, "« dos »"));
    EXPECT_EQ(noted(person), 0U);
}

TEST_F(RecordSignal, a_sentence_is_refused_where_the_catalogue_takes_none) {
    const auto reply =
        record(body("\"type\":\"TENSIONS\",\"happened_on\":\"2026-03-12\",\"fact\":\"Arrive tard\""), "a");
    EXPECT_EQ(reply.status, 422);
    EXPECT_NE(reply.body.find("no_text_here"), std::string::npos);
}

TEST_F(RecordSignal, nobody_is_noted_before_being_informed_and_the_page_says_who_can_mend_it) {
    forget_information(person);
    Visitor visitor{instance};
    visitor.sign_in("responsable", Role::manager);
    visitor.get("/signaler");
    const Fields fields{{"employee", person.text()}, {"type", "TENSIONS"}, {"day", "today"}};
    const auto for_manager = visitor.post("/signaler", fields);
    EXPECT_EQ(for_manager.status, 422);
    EXPECT_TRUE(shows(for_manager, "L1222-4"));
    EXPECT_TRUE(shows(for_manager, "Demandez à la personne référente"));
    Visitor other{instance};
    other.sign_in("referente", Role::referent);
    other.get("/signaler");
    const auto for_referent = other.post("/signaler", fields);
    EXPECT_NE(for_referent.body.find("href=\"/salaries/" + person.text() + "\""), std::string::npos);
    EXPECT_EQ(noted(person), 0U);
}

TEST_F(RecordSignal, the_same_twice_is_told_and_not_doubled) {
    const auto json = body("\"type\":\"TENSIONS\",\"happened_on\":\"2026-03-12\"");
    EXPECT_EQ(record(json, "a").status, 201);
    const auto again = record(json, "b");
    EXPECT_EQ(again.status, 409);
    EXPECT_TRUE(shows(again, "est déjà noté à cette date"));
    Visitor visitor{instance};
    visitor.sign_in("responsable", Role::manager);
    visitor.get("/signaler");
    const auto page =
        visitor.post("/signaler", {{"employee", person.text()}, {"type", "TENSIONS"}, {"day", "today"}});
    EXPECT_EQ(page.status, 422);
    EXPECT_TRUE(shows(page, "« Tensions inhabituelles » est déjà noté à cette date."));
    EXPECT_EQ(noted(person), 1U);
}

TEST_F(RecordSignal, a_form_sent_twice_leads_to_the_same_receipt) {
    Visitor visitor{instance};
    visitor.sign_in("responsable", Role::manager);
    visitor.get("/signaler");
    const Fields sent{{"employee", person.text()},
                      {"type", "TENSIONS"},
                      {"day", "today"},
                      {"form_token", visitor.hidden("form_token")},
                      {"submission_key", visitor.hidden("submission_key")}};
    const auto first = visitor.post_exactly("/signaler", sent);
    const auto second = visitor.post_exactly("/signaler", sent);
    ASSERT_EQ(first.status, 303);
    EXPECT_EQ(second.status, 303);
    EXPECT_EQ(header(first, "Location"), header(second, "Location"));
    EXPECT_EQ(noted(person), 1U);
}

TEST_F(RecordSignal, a_repeated_api_call_gets_its_first_answer_and_another_body_a_conflict) {
    const auto first = record(body("\"type\":\"TENSIONS\",\"happened_on\":\"2026-03-12\""), "same");
    const auto again = record(body("\"type\":\"TENSIONS\",\"happened_on\":\"2026-03-12\""), "same");
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(header(again, "Location"), header(first, "Location"));
    EXPECT_EQ(header(again, "Idempotency-Replayed"), "true");
    EXPECT_EQ(record(body("\"type\":\"OBS_RETARD\",\"happened_on\":\"2026-03-12\""), "same").status, 409);
    EXPECT_EQ(noted(person), 1U);
}

TEST_F(RecordSignal, the_api_takes_a_payroll_number_and_its_address_can_be_read_again) {
    const auto reply = record(
        "{\"payroll_number\":\"0042\",\"types\":[\"OBS_RETARD\",\"OBS_PLANNING\"],"
        "\"happened_on\":\"2026-03-10\"}",
        "a");
    ASSERT_EQ(reply.status, 201) << reply.body;
    EXPECT_EQ(noted(person), 2U);
    const auto one = call_api(instance, key, "GET", header(reply, "Location"));
    EXPECT_EQ(one.status, 200);
    EXPECT_NE(one.body.find("\"happened_on\":\"2026-03-10\""), std::string::npos);
    const auto list = call_api(instance, key, "GET", "/api/v1/signals?employee=" + person.text());
    EXPECT_NE(list.body.find("OBS_PLANNING"), std::string::npos);
}

TEST_F(RecordSignal, unknown_foreign_and_erased_people_look_alike) {
    const auto foreign =
        instance.add_employee_of(instance.other_employer, instance.other_team, "0099", "Sacha", "Petit");
    const auto answer_for = [&](const std::string& id) {
        auto reply =
            record("{\"employee\":\"" + id + "\",\"type\":\"TENSIONS\",\"happened_on\":\"2026-03-12\"}", id);
        EXPECT_EQ(reply.status, 404);
        const auto at = reply.body.find("\"request_id\"");
        return reply.body.erase(at, 51);
    };
    EXPECT_EQ(answer_for(foreign.text()), answer_for("00000000-0000-0000-0000-000000000001"));
    EXPECT_EQ(
        record("{\"payroll_number\":\"0099\",\"type\":\"TENSIONS\",\"happened_on\":\"2026-03-12\"}", "n")
            .status,
        404);
}

TEST_F(RecordSignal, a_manager_of_another_team_sees_and_notes_nothing) {
    const auto elsewhere = instance.services().randomness.new_id<TeamId>();
    instance.services().cases.write([&](storage::Transaction& transaction) {
        storage::Organisations::add(transaction, Team{elsewhere, instance.employer, "Secteur Est"});
        instance.services().audit.record(
            transaction, {instance.clock().now(), std::nullopt, "test.prepare", std::nullopt});
    });
    const auto stranger = instance.add_account_of(Role::manager, "voisin", instance.employer, elsewhere);
    const auto foreign_key = instance.add_api_key(stranger);
    const auto noted_one = record(body("\"type\":\"TENSIONS\",\"happened_on\":\"2026-03-12\""), "a");
    const auto json = body("\"type\":\"OBS_RETARD\",\"happened_on\":\"2026-03-12\"");
    EXPECT_EQ(call_api(instance, foreign_key, "POST", "/api/v1/signals", json, "b").status, 404);
    EXPECT_EQ(call_api(instance, foreign_key, "GET", "/api/v1/signals?employee=" + person.text()).status,
              404);
    EXPECT_EQ(call_api(instance, foreign_key, "GET", header(noted_one, "Location")).status, 404);
    Visitor visitor{instance};
    visitor.sign_in("voisin", Role::manager);
    EXPECT_FALSE(shows(visitor.get("/signaler"), "Durand"));
    EXPECT_EQ(noted(person), 1U);
}

TEST_F(RecordSignal, a_manager_sees_the_own_entries_only) {
    const auto by_referent = record(body("\"type\":\"TENSIONS\",\"happened_on\":\"2026-03-12\""), "a");
    const auto manager_key = instance.add_api_key(manager);
    EXPECT_EQ(call_api(instance, manager_key, "GET", header(by_referent, "Location")).status, 404);
    const auto list = call_api(instance, manager_key, "GET", "/api/v1/signals?employee=" + person.text());
    EXPECT_EQ(list.body, "{\"signals\":[]}");
}

TEST_F(RecordSignal, the_transport_says_what_is_wrong_with_a_call) {
    const auto json = body("\"type\":\"TENSIONS\",\"happened_on\":\"2026-03-12\"");
    EXPECT_EQ(record("{\"employee\":", "a").status, 400);
    EXPECT_EQ(record("[]", "b").status, 400);
    EXPECT_EQ(record(json, "").status, 400);
    EXPECT_TRUE(shows(record(json, ""), "Idempotency-Key"));
    Request request;
    request.method = "POST";
    request.path = "/api/v1/signals";
    request.headers = {
        {"authorization", "Bearer " + key}, {"content-type", "text/plain"}, {"idempotency-key", "c"}};
    request.body = json;
    EXPECT_EQ(instance.ask(std::move(request)).status, 415);
    EXPECT_EQ(call_api(instance, "pv_faux", "POST", "/api/v1/signals", json, "d").status, 401);
    EXPECT_EQ(noted(person), 0U);
}

TEST_F(RecordSignal, a_form_of_another_site_is_refused) {
    Visitor visitor{instance};
    visitor.sign_in("responsable", Role::manager);
    visitor.get("/signaler");
    const Fields fields{{"employee", person.text()}, {"type", "TENSIONS"}, {"day", "today"}};
    EXPECT_EQ(visitor.post_exactly("/signaler", fields).status, 403);
    EXPECT_EQ(noted(person), 0U);
}

TEST_F(RecordSignal, a_session_that_ended_in_the_middle_keeps_the_form) {
    Visitor visitor{instance};
    visitor.sign_in("responsable", Role::manager);
    visitor.get("/signaler");
    instance.clock().move(std::chrono::minutes{31});
    const auto asked = visitor.post(
        "/signaler",
        {{"employee", person.text()}, {"type", "TENSIONS"}, {"type", "RETARDS_OUBLIS"}, {"day", "today"}});
    EXPECT_EQ(asked.status, 401);
    EXPECT_TRUE(shows(asked, "Nous avons gardé votre texte."));
    const auto resumed = visitor.post("/connexion", {{"login", "responsable"},
                                                     {"password", TestInstance::test_password},
                                                     {"totp", instance.second_factor("responsable")},
                                                     {"resume_path", "/signaler"},
                                                     {"resume.employee", person.text()},
                                                     {"resume.type", "TENSIONS"},
                                                     {"resume.type", "RETARDS_OUBLIS"},
                                                     {"resume.day", "today"}});
    ASSERT_EQ(resumed.status, 200);
    for (const auto* kept : {"TENSIONS", "RETARDS_OUBLIS"}) {
        EXPECT_NE(asked.body.find("name=\"resume.type\" value=\"" + std::string{kept} + "\""),
                  std::string::npos);
        EXPECT_NE(resumed.body.find("name=\"type\" value=\"" + std::string{kept} + "\""), std::string::npos);
    }
    const auto sent = visitor.post(
        "/signaler",
        {{"employee", person.text()}, {"type", "TENSIONS"}, {"type", "RETARDS_OUBLIS"}, {"day", "today"}});
    EXPECT_EQ(sent.status, 303);
    EXPECT_EQ(noted(person), 2U);
}

TEST_F(RecordSignal, its_author_takes_it_back_within_thirty_days_and_the_suggestion_goes_too) {
    Visitor visitor{instance};
    visitor.sign_in("responsable", Role::manager);
    visitor.get("/signaler");
    const auto reply = visitor.post(
        "/signaler", {{"employee", person.text()}, {"type", "SOUHAITE_ECHANGE"}, {"day", "today"}});
    const auto open = [&] {
        return instance.services()
            .cases
            .read([&](const storage::Reader& reader) {
                return storage::CaseFile{reader, EmployerScope::for_job(instance.employer)}
                    .open_suggestions();
            })
            .size();
    };
    EXPECT_EQ(open(), 1U);
    const auto receipt = visitor.get(header(reply, "Location"));
    EXPECT_TRUE(
        shows(receipt, "Toute personne salariée peut demander une visite, même sans vous en informer."));
    EXPECT_TRUE(shows(receipt, "01 00 00 00 01"));
    const auto address = header(reply, "Location").substr(0, header(reply, "Location").find('?'));
    EXPECT_EQ(visitor.post(address + "/supprimer", {}).status, 303);
    EXPECT_EQ(noted(person), 0U);
    EXPECT_EQ(open(), 0U);
}

TEST_F(RecordSignal, nobody_else_takes_it_back_and_after_thirty_days_nobody_does) {
    const auto manager_key = instance.add_api_key(manager);
    const auto reply = call_api(instance, manager_key, "POST", "/api/v1/signals",
                                body("\"type\":\"TENSIONS\",\"happened_on\":\"2026-03-12\""), "a");
    const auto id = header(reply, "Location").substr(std::string{"/api/v1/signals/"}.size());
    Visitor referent_visitor{instance};
    referent_visitor.sign_in("referente", Role::referent);
    EXPECT_FALSE(shows(referent_visitor.get("/signaux/" + id), "Supprimer ce signal"));
    EXPECT_EQ(referent_visitor.post("/signaux/" + id + "/supprimer", {}).status, 403);
    instance.clock().move(std::chrono::days{31});
    Visitor author{instance};
    author.sign_in("responsable", Role::manager);
    const auto late = author.post("/signaux/" + id + "/supprimer", {});
    EXPECT_EQ(late.status, 410);
    EXPECT_TRUE(shows(late, "Ce délai est passé."));
    EXPECT_EQ(noted(person), 1U);
}

TEST_F(RecordSignal, a_team_is_noted_without_naming_anybody) {
    Visitor visitor{instance};
    visitor.sign_in("responsable", Role::manager);
    const auto page = visitor.get("/signaler/equipe");
    EXPECT_TRUE(shows(page, "Secteur Nord"));
    EXPECT_FALSE(shows(page, "Durand"));
    EXPECT_FALSE(shows(page, "Secteur Sud"));
    const auto reply = visitor.post(
        "/signaler/equipe", {{"team", instance.team.text()}, {"type", "EQUIPE_PLANNING"}, {"day", "today"}});
    ASSERT_EQ(reply.status, 303) << reply.body;
    EXPECT_TRUE(shows(visitor.get(header(reply, "Location")), "Secteur Nord"));
    const auto foreign =
        visitor.post("/signaler/equipe",
                     {{"team", instance.other_team.text()}, {"type", "EQUIPE_PLANNING"}, {"day", "today"}});
    EXPECT_EQ(foreign.status, 404);
    EXPECT_EQ(noted(person), 0U);
}

// A copy of the shipped configuration in which one kind of signal takes a sentence.
class WithShortText : public ::testing::Test {
protected:
    WithShortText() {
        const std::filesystem::path source = PREVENANCE_SOURCE_DIR;
        std::filesystem::copy(source / "config", folder / "config", std::filesystem::copy_options::recursive);
        std::filesystem::copy(source / "forms", folder / "forms", std::filesystem::copy_options::recursive);
        std::ifstream shipped{source / "config" / "signals.yaml"};
        std::string text{std::istreambuf_iterator<char>{shipped}, {}};
        const std::string label = "label: Tensions inhabituelles\n";
        text.insert(text.find(label) + label.size(), "    short_text: true\n");
        std::ofstream{folder / "config" / "signals.yaml"} << text;
    }
    ~WithShortText() override { std::filesystem::remove_all(folder); }

    std::filesystem::path folder = [] {
        std::string pattern = (std::filesystem::temp_directory_path() / "prevenance-text-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        return pattern;
    }();
};

TEST_F(WithShortText, a_sentence_about_work_is_sealed_and_only_the_page_shows_it) {
    TestInstance instance{folder};
    const auto person = instance.add_employee("0042", "Camille", "Durand");
    instance.add_account(Role::manager, "responsable");
    Visitor visitor{instance};
    visitor.sign_in("responsable", Role::manager);
    EXPECT_TRUE(shows(visitor.get("/signaler"), "Précision (facultatif)"));
    const auto reply = visitor.post("/signaler", {{"employee", person.text()},
                                                  {"type", "TENSIONS"},
                                                  {"type", "RETARDS_OUBLIS"},
                                                  {"fact", "Canariphrase du planning"},
                                                  {"day", "today"}});
    ASSERT_EQ(reply.status, 303) << reply.body;
    EXPECT_TRUE(shows(visitor.get(header(reply, "Location")), "« Canariphrase du planning »"));
    for (const auto& file : std::filesystem::recursive_directory_iterator(instance.folder())) {
        if (!file.is_regular_file()) continue;
        std::ifstream stream{file.path(), std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
        EXPECT_EQ(bytes.find("Canariphrase"), std::string::npos) << file.path();
    }
}

TEST_F(WithShortText, a_health_word_keeps_the_sentence_on_the_page_and_out_of_the_record) {
    TestInstance instance{folder};
    const auto person = instance.add_employee("0042", "Camille", "Durand");
    instance.add_account(Role::manager, "responsable");
    Visitor visitor{instance};
    visitor.sign_in("responsable", Role::manager);
    visitor.get("/signaler");
    const auto reply = visitor.post("/signaler", {{"employee", person.text()},
                                                  {"type", "TENSIONS"},
                                                  {"fact", "Parle de sa dépression"},
                                                  {"day", "today"}});
    EXPECT_EQ(reply.status, 422);
    EXPECT_TRUE(shows(reply, "Votre phrase semble parler de santé ou de vie privée (« dépress »)."));
    EXPECT_TRUE(shows(reply, "Parle de sa dépression</textarea>"));
}

}  // namespace
}  // namespace prevenance::api
