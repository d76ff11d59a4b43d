// Absences by page and by API: what a person sees of a good and of a bad file, what is stored, what is not,
// and that an import can be taken back exactly.
#include "api/absence_import.h"
#include "storage/case_file.h"
#include "storage/organisations.h"
#include "storage/person_keys.h"
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

namespace prevenance::api {
namespace {

const std::string head = "matricule;date_debut;date_fin;motif\r\n";

class ImportAbsences : public ::testing::Test {
protected:
    void SetUp() override {
        camille = instance.add_employee("0042", "Camille", "Essai");
        sacha = instance.add_employee("0107", "Sacha", "Essai");
        account = instance.add_account(Role::referent, "referente");
        visitor.sign_in("referente", Role::referent);
    }

    Reply upload(const std::string& bytes) {
        visitor.get("/absences/importer");
        return visitor.post_file("/absences/importer", {}, "file", bytes);
    }

    // Through the columns page with what was recognised; gives the import's address.
    std::string uploaded(const std::string& bytes) {
        const auto location = header(upload(bytes), "Location");
        EXPECT_TRUE(location.ends_with("/colonnes")) << location;
        return location.substr(0, location.find("/colonnes"));
    }

    Reply committed(const std::string& bytes) {
        const auto import = uploaded(bytes);
        visitor.get(import + "/apercu");
        return visitor.post(import + "/importer", {});
    }

    std::vector<storage::AbsenceRecord> absences(EmployeeId person) {
        return instance.services().cases.read([&](const storage::Reader& reader) {
            auto known =
                storage::CaseFile{reader, EmployerScope::for_job(instance.employer)}.absences_of(person);
            std::ranges::reverse(known);
            return known;
        });
    }

    // What can be compared of everything that is known, without the identifiers.
    std::vector<std::string> everything_known() {
        std::vector<std::string> all;
        for (const auto person : {camille, sacha})
            for (const auto& absence : absences(person))
                all.push_back(absence.id.text() + absence.category + iso_date(absence.starts_on) +
                              (absence.ends_on ? iso_date(*absence.ends_on) : "…"));
        return all;
    }

    std::int64_t imports() {
        return instance.services().cases.read([](const storage::Reader& reader) {
            return reader.number("SELECT count(*) FROM absence_import");
        });
    }

    std::int64_t stored_keys() {
        return instance.services().keys.read(
            [](const storage::Reader& reader) { return reader.number("SELECT count(*) FROM person_key"); });
    }

    TestInstance instance;
    Visitor visitor{instance};
    EmployeeId camille;
    EmployeeId sacha;
    AccountId account;
};

TEST_F(ImportAbsences, go_through_four_pages_and_are_known_afterwards) {
    const auto import =
        uploaded(head +
                 "0042;02/02/2026;04/02/2026;Maladie\r\n0107;10/02/2026;10/02/2026;Absence injustifiée\r\n"
                 "0107;12/01/2026;30/01/2026;Congé maternité\r\n");
    const auto columns = visitor.get(import + "/colonnes");
    EXPECT_EQ(columns.status, 200);
    EXPECT_TRUE(shows(columns, "Colonne « date_debut »"));
    EXPECT_TRUE(shows(columns, "Remplie sur 3 lignes sur 3. Exemples : 0042, 0107"));
    const auto chosen = visitor.post(import + "/colonnes", {{"encoding", "utf8"},
                                                            {"separator", "semicolon"},
                                                            {"date_format", "day_month_year"},
                                                            {"column_0", "payroll_number"},
                                                            {"column_1", "start"},
                                                            {"column_2", "end"},
                                                            {"column_3", "reason"}});
    EXPECT_EQ(header(chosen, "Location"), import + "/apercu");
    const auto preview = visitor.get(import + "/apercu");
    EXPECT_TRUE(shows(
        preview,
        "3 lignes lues. 2 prêtes. 0 déjà connue (rien à faire). 0 à vérifier. 0 refusée. 1 absence écartée"));
    EXPECT_TRUE(shows(preview, "Ligne 2 : matricule 0042, du 02/02/2026 au 04/02/2026."));
    EXPECT_FALSE(shows(preview, "Maladie"));
    EXPECT_FALSE(shows(preview, "Congé maternité"));
    EXPECT_TRUE(absences(camille).empty()) << "nothing before the decision";
    const auto done = visitor.post(import + "/importer", {});
    EXPECT_EQ(header(done, "Location"), import + "?fait=import");
    const auto receipt = visitor.get(header(done, "Location"));
    EXPECT_TRUE(shows(receipt, "2 absences ajoutées"));
    EXPECT_TRUE(shows(receipt, "Vous pouvez annuler cet import jusqu’au"));
    ASSERT_EQ(absences(camille).size(), 1U);
    EXPECT_EQ(absences(camille)[0].category, "MALADIE");
    EXPECT_EQ(absences(sacha).at(0).category, "IMPREVUE");
}

TEST_F(ImportAbsences, of_the_same_file_twice_change_nothing) {
    const auto file = head + "0042;02/02/2026;04/02/2026;Maladie\r\n0042;06/02/2026;09/02/2026;Maladie\r\n";
    committed(file);
    const auto before = everything_known();
    ASSERT_EQ(before.size(), 1U) << "a gap of a day is one absence";
    const auto import = uploaded(file);
    const auto preview = visitor.get(import + "/apercu");
    EXPECT_TRUE(shows(preview, "Ce même fichier est déjà importé"));
    EXPECT_TRUE(shows(preview, "0 prête. 2 déjà connues (rien à faire)."));
    EXPECT_TRUE(shows(preview, "Rien n’est à importer de ce fichier."));
    visitor.post(import + "/importer", {});
    EXPECT_EQ(everything_known(), before);
}

TEST_F(ImportAbsences, of_a_repeated_form_are_recorded_once) {
    const auto import = uploaded(head + "0042;02/02/2026;04/02/2026;Maladie\r\n");
    visitor.get(import + "/apercu");
    const Fields form{{"form_token", visitor.hidden("form_token")},
                      {"submission_key", visitor.hidden("submission_key")}};
    const auto first = visitor.post_exactly(import + "/importer", form);
    const auto second = visitor.post_exactly(import + "/importer", form);
    EXPECT_EQ(first.status, 303);
    EXPECT_EQ(header(second, "Location"), header(first, "Location"));
    EXPECT_EQ(absences(camille).size(), 1U);
}

TEST_F(ImportAbsences, that_are_uploaded_twice_with_one_form_wait_once) {
    visitor.get("/absences/importer");
    const auto file = head + "0042;02/02/2026;04/02/2026;Maladie\r\n";
    const auto token = visitor.hidden("form_token");
    const auto first = visitor.post_file(
        "/absences/importer", {{"form_token", token}, {"submission_key", "une-fois"}}, "file", file);
    const auto second = visitor.post_file(
        "/absences/importer", {{"form_token", token}, {"submission_key", "une-fois"}}, "file", file);
    EXPECT_EQ(header(second, "Location"), header(first, "Location"));
    EXPECT_EQ(imports(), 1);
    EXPECT_EQ(stored_keys(), 4) << "two people, an account, one upload";
}

TEST_F(ImportAbsences, that_are_taken_back_leave_everything_as_it_was) {
    committed(head + "0042;02/02/2026;04/02/2026;Maladie\r\n0107;10/02/2026;;Absence injustifiée\r\n");
    const auto before = everything_known();
    ASSERT_EQ(before.size(), 2U);
    const auto done = committed(head +
                                "0042;02/02/2026;13/02/2026;Maladie\r\n0107;10/02/2026;12/02/2026;Maladie\r\n"
                                "0107;02/03/2026;03/03/2026;Maladie\r\n");
    const auto import = header(done, "Location").substr(0, header(done, "Location").find('?'));
    EXPECT_EQ(everything_known().size(), 3U);
    EXPECT_EQ(absences(camille).at(0).ends_on, parse_iso_date("2026-02-13"));
    EXPECT_EQ(absences(sacha).at(0).category, "MALADIE");
    EXPECT_TRUE(shows(visitor.get(import), "1 absence ajoutée, 2 absences prolongées ou terminées."));
    EXPECT_EQ(header(visitor.post(import + "/annuler", {}), "Location"), import + "?fait=import-annule");
    EXPECT_EQ(everything_known(), before);
    visitor.get(import);
    EXPECT_EQ(visitor.post(import + "/annuler", {}).status, 409) << "once";
    EXPECT_EQ(everything_known(), before);
}

TEST_F(ImportAbsences, that_a_later_import_built_upon_are_taken_back_after_it) {
    const auto path_of = [](const Reply& reply) {
        return header(reply, "Location").substr(0, header(reply, "Location").find('?'));
    };
    const auto first = path_of(committed(head + "0042;02/02/2026;04/02/2026;Maladie\r\n"));
    const auto second = path_of(committed(head + "0042;02/02/2026;20/02/2026;Maladie\r\n"));
    visitor.get(first);
    const auto refused = visitor.post(first + "/annuler", {});
    EXPECT_EQ(refused.status, 409);
    EXPECT_TRUE(shows(refused, "Un import plus récent a prolongé une de ces absences. Annulez-le d’abord."));
    visitor.get(second);
    EXPECT_EQ(visitor.post(second + "/annuler", {}).status, 303);
    visitor.get(first);
    EXPECT_EQ(visitor.post(first + "/annuler", {}).status, 303);
    EXPECT_TRUE(everything_known().empty());
}

TEST_F(ImportAbsences, can_be_taken_back_for_seven_days) {
    const auto done = committed(head + "0042;02/02/2026;04/02/2026;Maladie\r\n");
    const auto import = header(done, "Location").substr(0, header(done, "Location").find('?'));
    instance.clock().move(Days{7} + std::chrono::seconds{1});
    visitor.sign_in("referente", Role::referent);
    const auto receipt = visitor.get(import);
    EXPECT_FALSE(shows(receipt, "Annuler cet import"));
    EXPECT_EQ(visitor.post(import + "/annuler", {}).status, 410);
    EXPECT_EQ(absences(camille).size(), 1U);
}

TEST_F(ImportAbsences, raise_a_suggestion_and_taking_them_back_withdraws_it) {
    const auto open = [&] {
        return instance.services().cases.read([&](const storage::Reader& reader) {
            return storage::CaseFile{reader, EmployerScope::for_job(instance.employer)}.open_suggestions();
        });
    };
    const auto done = committed(head +
                                "0042;12/01/2026;13/01/2026;Maladie\r\n0042;02/02/2026;04/02/2026;Maladie\r\n"
                                "0042;02/03/2026;03/03/2026;Absence injustifiée\r\n");
    ASSERT_EQ(open().size(), 1U);
    EXPECT_EQ(open()[0].rule, "S1");
    EXPECT_EQ(open()[0].employee, camille);
    const auto import = header(done, "Location").substr(0, header(done, "Location").find('?'));
    visitor.get(import);
    visitor.post(import + "/annuler", {});
    EXPECT_TRUE(open().empty());
}

TEST_F(ImportAbsences, say_everything_that_is_wrong_with_a_line_and_import_the_rest) {
    const auto import = uploaded(head +
                                 "0042;02/02/2026;04/02/2026;Maladie\r\n"
                                 "0042;31/02/2026;01/03/26;Maladie\r\n"
                                 "0107;10/02/2026;09/02/2026;Maladie\r\n"
                                 "0107;01/04/2027;02/04/2027;Maladie\r\n"
                                 "9999;10/02/2026;11/02/2026;Maladie\r\n"
                                 "0042;02/02/2026;04/02/2026;Maladie\r\n"
                                 "0042;03/02/2026;06/02/2026;Maladie\r\n");
    const auto preview = visitor.get(import + "/apercu");
    for (const auto* words :
         {"7 lignes lues. 2 prêtes. 0 déjà connue (rien à faire). 1 en double dans le fichier. 1 à vérifier. "
          "4 refusées.",
          "Ligne 3, colonne date_debut : « 31/02/2026 » n’existe pas. Corrigez la date dans votre fichier.",
          "Ligne 3, colonne date_fin : « 01/03/26 » a une année à deux chiffres.",
          "Ligne 4, colonne date_fin : « 09/02/2026 » est avant le début de l’absence.",
          "Ligne 5, colonne date_debut : « 01/04/2027 » est dans le futur.",
          "Ligne 6, colonne matricule : « 9999 » est un matricule inconnu.", "Matricules inconnus : 9999"})
        EXPECT_TRUE(shows(preview, words)) << words;
    EXPECT_TRUE(shows(visitor.get(import + "/apercu?liste=connues"), "Ligne 7 : répète la ligne 2."));
    const auto csv = visitor.get(import + "/a-corriger.csv");
    EXPECT_EQ(std::ranges::count(csv.body, '\n'), 5);
    EXPECT_NE(csv.body.find("31/02/2026"), std::string::npos);
    visitor.get(import + "/apercu");
    visitor.post(import + "/importer", {});
    ASSERT_EQ(everything_known().size(), 1U) << "overlapping rows are one absence";
    EXPECT_EQ(absences(camille)[0].ends_on, parse_iso_date("2026-02-06"));
}

TEST_F(ImportAbsences, refuse_a_file_that_is_none_and_keep_nothing_of_it) {
    const std::map<std::string, std::string> files{
        {"%PDF-1.7\n1 0 obj", "Ce fichier est un PDF"},
        {"", "Ce fichier est vide"},
        {"PK\x03\x04xl/workbook.xml", "Excel"},
        {"siret;matricule;debut;fin;motif\r\n2,601E+13;0042;02/02/2026;04/02/2026;Maladie\r\n",
         "SIRET abîmé par Excel"},
        {head + std::string(20UL * 1024 * 1024, 'x'), "dépasse 20 Mo"}};
    for (const auto& [bytes, words] : files) {
        const auto refused = upload(bytes);
        EXPECT_EQ(refused.status, 422) << words;
        EXPECT_TRUE(shows(refused, words)) << words;
    }
    visitor.get("/absences/importer");
    EXPECT_EQ(visitor.post("/absences/importer", {}).status, 422) << "a form without a file";
    EXPECT_EQ(imports(), 0);
    EXPECT_EQ(stored_keys(), 3) << "two people and an account";
}

TEST_F(ImportAbsences, name_the_one_bad_line_in_five_thousand) {
    std::string file = head;
    for (int i = 0; i < 5'000; ++i) {
        const auto day = *parse_iso_date("2010-01-01") + Days{i % 5'500};
        const auto text = iso_date(day);
        file += (i % 2 == 0 ? "0042;" : "0107;") + text + ";" + (i == 3'211 ? "2026-02-31" : text) +
                ";Maladie\r\n";
    }
    const auto import = uploaded(file);
    const auto preview = visitor.get(import + "/apercu");
    EXPECT_TRUE(shows(preview, "1 refusée."));
    EXPECT_TRUE(shows(preview, "Ligne 3213, colonne date_fin : « 2026-02-31 » n’existe pas."));
    EXPECT_LE(preview.body.size(), 30U * 1024);
    for (const auto* list : {"pretes", "a-verifier", "connues"})
        EXPECT_LE(visitor.get(import + "/apercu?liste=" + list).body.size(), 30U * 1024) << list;
}

TEST_F(ImportAbsences, of_a_thousand_bad_lines_stay_a_page) {
    std::string file = head;
    for (int i = 0; i < 1'000; ++i) file += "0042;31/02/2026;32/13/2026;Maladie\r\n";
    const auto import = uploaded(file);
    const auto preview = visitor.get(import + "/apercu?page=3");
    EXPECT_TRUE(shows(preview, "Page 3 sur 20"));
    EXPECT_LE(preview.body.size(), 30U * 1024);
    EXPECT_TRUE(shows(visitor.get(import + "/apercu?page=99999999999999"), "Page 1 sur 20"));
}

TEST_F(ImportAbsences, wait_until_staff_is_informed) {
    instance.add_account_of(Role::referent, "autre", instance.other_employer, instance.other_team);
    Visitor other{instance};
    other.sign_in("autre", Role::referent);
    const auto page = other.get("/absences/importer");
    EXPECT_TRUE(shows(page, "Indiquer la date d’information"));
    EXPECT_FALSE(shows(page, "Votre fichier d’absences"));
    const auto refused = other.post_file("/absences/importer", {{"form_token", other.hidden("form_token")}},
                                         "file", head + "0042;02/02/2026;04/02/2026;Maladie\r\n");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(imports(), 0);
}

TEST_F(ImportAbsences, of_another_employer_do_not_exist) {
    const auto import = uploaded(head + "0042;02/02/2026;04/02/2026;Maladie\r\n");
    instance.add_account_of(Role::referent, "autre", instance.other_employer, instance.other_team);
    Visitor other{instance};
    other.sign_in("autre", Role::referent);
    other.get("/absences/imports");
    const auto strip = [](std::string page) { return page.substr(page.find("<h1>"), 60); };
    const std::string missing = "/absences/imports/" + ImportId{}.text();
    for (const auto* part : {"", "/colonnes", "/apercu", "/a-corriger.csv"}) {
        const auto foreign = other.get(import + part);
        const auto none = other.get(missing + part);
        EXPECT_EQ(foreign.status, 404) << part;
        EXPECT_EQ(strip(foreign.body), strip(none.body));
    }
    other.get("/absences/imports");
    for (const auto* part : {"/colonnes", "/importer", "/abandonner", "/annuler"})
        EXPECT_EQ(other.post(import + part, {}).status, 404) << part;
    EXPECT_EQ(visitor.get(import + "/apercu").status, 200) << "it still waits";
}

TEST_F(ImportAbsences, are_not_for_managers) {
    instance.add_account(Role::manager, "responsable");
    Visitor manager{instance};
    manager.sign_in("responsable", Role::manager);
    EXPECT_EQ(manager.get("/absences/importer").status, 403);
    EXPECT_EQ(manager.get("/absences/imports").status, 403);
}

TEST_F(ImportAbsences, columns_are_chosen_by_hand_and_remembered) {
    const std::string unusual =
        "qui;quand;jusqua;pourquoi;nom\r\n0042;02/02/2026;04/02/2026;Maladie;Essai\r\n";
    const auto import = uploaded(unusual);
    EXPECT_EQ(header(visitor.get(import + "/apercu"), "Location"), import + "/colonnes");
    visitor.get(import + "/colonnes");
    const auto wrong = visitor.post(
        import + "/colonnes", {{"column_0", "payroll_number"}, {"column_1", "start"}, {"column_2", "start"}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_TRUE(shows(wrong, "Deux colonnes sont « Début ». Gardez-en une."));
    const Fields right{{"column_0", "payroll_number"},
                       {"column_1", "start"},
                       {"column_2", "end"},
                       {"column_3", "reason"},
                       {"column_4", "ignore"}};
    EXPECT_EQ(header(visitor.post(import + "/colonnes", right), "Location"), import + "/apercu");
    visitor.get(import + "/apercu");
    EXPECT_EQ(visitor.post(import + "/importer", {}).status, 303);
    const auto next =
        uploaded("Qui;Quand;Jusqua;Pourquoi;Nom\r\n0107;02/03/2026;04/03/2026;Maladie;Essai\r\n");
    EXPECT_TRUE(shows(visitor.get(next + "/colonnes"),
                      "Nous reprenons les choix de votre dernier fichier de ce type."));
    EXPECT_TRUE(shows(visitor.get(next + "/apercu"), "1 ligne lue. 1 prête."));
}

TEST_F(ImportAbsences, abandoned_or_forgotten_destroy_the_file) {
    const auto id_of = [](const std::string& path) {
        return *ImportId::parse(path.substr(path.rfind('/') + 1));
    };
    const auto key_exists = [&](ImportId id) {
        return instance.services().keys.read([&](const storage::Reader& reader) {
            return storage::find_person_key(reader, KeyId{id.bytes}).has_value();
        });
    };
    const auto abandoned = uploaded(head + "0042;02/02/2026;04/02/2026;Maladie\r\n");
    ASSERT_TRUE(key_exists(id_of(abandoned)));
    visitor.get(abandoned + "/apercu");
    visitor.post(abandoned + "/abandonner", {});
    EXPECT_FALSE(key_exists(id_of(abandoned)));
    EXPECT_EQ(header(visitor.get(abandoned + "/apercu"), "Location"), abandoned);

    const auto forgotten = uploaded(head + "0042;02/02/2026;04/02/2026;Maladie\r\n");
    EXPECT_EQ(destroy_stale_uploads(instance.services(), instance.clock().now()), 0);
    instance.clock().move(std::chrono::hours{24} + std::chrono::seconds{1});
    EXPECT_EQ(destroy_stale_uploads(instance.services(), instance.clock().now()), 1);
    EXPECT_FALSE(key_exists(id_of(forgotten)));
    EXPECT_EQ(instance.services().cases.read([](const storage::Reader& reader) {
        return reader.number("SELECT count(*) FROM absence_import WHERE sealed_upload IS NOT NULL");
    }),
              0);
}

TEST_F(ImportAbsences, store_no_cause_no_name_and_no_payroll_number) {
    const auto import =
        uploaded(head +
                 "0042;02/02/2026;04/02/2026;ZEBRULOSE\r\n0042;09/02/2026;10/02/2026;Maladie GRIBOUILLITE\r\n"
                 "0107;12/01/2026;30/01/2026;Congé maternité MARQUEPAGE\r\n"
                 "PERSONNEFICTIVE;02/02/2026;31/02/2026;Maladie\r\n0107;02/02/2026;03/02/2026;Maladie\r\n");
    visitor.get(import + "/colonnes");
    visitor.get(import + "/apercu");
    visitor.get(import + "/a-corriger.csv");
    const auto key = instance.add_api_key(account);
    const auto looked =
        call_api(instance, key, "GET", "/api/v1" + import.substr(std::string{"/absences"}.size()));
    EXPECT_EQ(looked.status, 200);
    visitor.get(import + "/apercu");
    visitor.post(import + "/importer", {});
    EXPECT_EQ(absences(sacha).size(), 1U);
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(instance.folder() / "data")) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file{entry.path(), std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
        ++files;
        for (const auto* marker : {"ZEBRULOSE", "GRIBOUILLITE", "MARQUEPAGE", "PERSONNEFICTIVE", "maternit"})
            EXPECT_EQ(bytes.find(marker), std::string::npos) << marker << " in " << entry.path();
    }
    EXPECT_GE(files, 3) << "the files were looked at";
}

class ImportByApi : public ImportAbsences {
protected:
    Reply send(const std::string& type, const std::string& body, const std::string& idempotency_key,
               const std::string& path = "/api/v1/imports") {
        Request request;
        request.method = "POST";
        request.path = path.substr(0, path.find('?'));
        if (path.find('?') != std::string::npos) request.query = path.substr(path.find('?') + 1);
        request.headers["authorization"] = "Bearer " + key;
        request.headers["content-type"] = type;
        if (!idempotency_key.empty()) request.headers["idempotency-key"] = idempotency_key;
        request.body = body;
        return instance.ask(std::move(request));
    }
    std::string key;
    void SetUp() override {
        ImportAbsences::SetUp();
        key = instance.add_api_key(account);
    }
};

TEST_F(ImportByApi, is_the_same_story) {
    const auto file = head + "0042;02/02/2026;04/02/2026;Maladie\r\n0042;31/02/2026;01/03/2026;Maladie\r\n";
    const auto made = send("text/csv; charset=utf-8", file, "nuit-1");
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_NE(made.body.find("\"rows_ready\":1"), std::string::npos) << made.body;
    EXPECT_NE(made.body.find("\"line\":3,\"column\":\"start\",\"code\":\"date_no_such_day\""),
              std::string::npos)
        << made.body;
    EXPECT_EQ(made.body.find("31/02/2026"), std::string::npos) << "the answer is kept, values are not";
    const auto again = send("text/csv; charset=utf-8", file, "nuit-1");
    EXPECT_EQ(again.body, made.body);
    EXPECT_EQ(imports(), 1);
    const auto path = header(made, "Location");
    EXPECT_NE(call_api(instance, key, "GET", path).body.find("awaits_decision"), std::string::npos);
    EXPECT_EQ(send("application/json", "{}", "", path + "/commit").status, 400) << "Idempotency-Key";
    const auto committed_reply = send("application/json", "{}", "nuit-2", path + "/commit");
    EXPECT_EQ(committed_reply.status, 200) << committed_reply.body;
    EXPECT_NE(committed_reply.body.find("\"state\":\"committed\""), std::string::npos);
    EXPECT_EQ(absences(camille).size(), 1U);
    EXPECT_EQ(send("application/json", "{}", "nuit-3", path + "/commit").status, 409);
    EXPECT_EQ(send("application/json", "{}", "nuit-4", path + "/undo").status, 200);
    EXPECT_TRUE(absences(camille).empty());
}

TEST_F(ImportByApi, names_columns_in_the_address_of_a_bare_file) {
    const std::string unusual = "qui;quand;jusqua;pourquoi\r\n0042;02/02/2026;04/02/2026;Maladie\r\n";
    const auto refused = send("text/csv", unusual, "a");
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.body.find("column_missing"), std::string::npos) << refused.body;
    EXPECT_EQ(imports(), 0);
    const auto made =
        send("text/csv", unusual, "b",
             "/api/v1/imports?column_0=payroll_number&column_1=start&column_2=end&column_3=reason");
    EXPECT_EQ(made.status, 201) << made.body;
}

TEST_F(ImportByApi, refuses_what_is_no_file_with_problem_details) {
    EXPECT_EQ(send("application/xml", "<a/>", "a").status, 415);
    EXPECT_EQ(send("application/json", "{", "b").status, 400);
    EXPECT_EQ(send("application/json", "{}", "c").status, 422);
    const auto pdf = send("text/csv", "%PDF-1.7\n", "d");
    EXPECT_GE(pdf.status, 400);
    EXPECT_NE(pdf.body.find("file_is_pdf"), std::string::npos) << pdf.body;
    EXPECT_EQ(call_api(instance, key, "GET", "/api/v1/imports/not-an-id").status, 404);
}

}  // namespace
}  // namespace prevenance::api
