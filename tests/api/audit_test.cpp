// The audit log of a whole installation: what it ties to people, what a witness can prove, and what the
// employee reads of it.
#include "api/acts_about.h"
#include "api/audit_inspection.h"
#include "api/jobs/deliver_outbox.h"
#include "api/jobs/nightly.h"
#include "integrations/channels/mail.h"
#include "integrations/random.h"
#include "integrations/sodium.h"
#include "storage/audit_segments.h"
#include "storage/person_keys.h"
#include "tests/api/invitation_scene.h"
#include "tests/integrations/smtp_server.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

namespace prevenance::api {
namespace {

using integrations::SmtpServer;

class TiedLog : public testing::Test {
protected:
    void record(const std::string& action, std::optional<IdBytes> about,
                std::optional<AccountId> actor = {}) {
        auto& services = instance.services();
        services.cases.write([&](storage::Transaction& transaction) {
            services.audit.record(transaction, {instance.clock().now(), actor, action, about});
        });
    }
    std::vector<storage::RecordedAct> acts(const IdBytes& about) {
        return instance.services().cases.read(
            [&](const storage::Reader& reader) { return instance.services().audit.acts_on(reader, about); });
    }
    std::vector<ActAbout> shown(EmployeeId about) {
        return instance.services().cases.read([&](const storage::Reader& reader) {
            return acts_about(instance.services(), reader, about, InvitationId{}, 50);
        });
    }
    std::int64_t number(storage::Sql sql, std::initializer_list<storage::Value> values = {}) {
        return instance.services().cases.read(
            [&](const storage::Reader& reader) { return reader.number(sql, values); });
    }
    void destroy_key(EmployeeId of) {
        instance.services().keys.write([&](storage::Transaction& keys) {
            EXPECT_TRUE(storage::destroy_person_key(keys, KeyId{of.bytes}));
        });
    }
    bool holds() {
        return !instance.services()
                    .cases
                    .read([&](const storage::Reader& reader) {
                        return instance.services().audit.first_break(reader);
                    })
                    .has_value();
    }

    TestInstance instance;
    EmployeeId person = instance.add_employee("0042", "Camille", "Essai");
    EmployeeId other = instance.add_employee("0043", "Sacha", "Essai");
    AccountId referent = instance.add_account(Role::referent, "referente");
};

TEST_F(TiedLog, tells_each_persons_acts_apart_while_the_keys_stand) {
    const auto before = acts(other.bytes).size();
    for (int i = 0; i < 9; ++i) record("employee.read", person.bytes, referent);
    record("employee.read", other.bytes, referent);
    EXPECT_EQ(std::ranges::count(acts(person.bytes), "employee.read", &storage::RecordedAct::action), 9);
    EXPECT_EQ(acts(other.bytes).size(), before + 1);
}

TEST_F(TiedLog, no_entry_about_a_person_holds_the_persons_identifier_and_no_two_look_alike) {
    for (int i = 0; i < 5; ++i) record("employee.read", person.bytes, referent);
    EXPECT_EQ(number("SELECT count(*) FROM audit_entry WHERE object = ?", {person}), 0);
    EXPECT_EQ(number("SELECT count(*) - count(DISTINCT object) FROM audit_entry WHERE subject IS NOT NULL"),
              0);
    EXPECT_EQ(number("SELECT count(*) - count(DISTINCT subject) FROM audit_entry WHERE subject IS NOT NULL"),
              0);
}

TEST_F(TiedLog, nobody_can_tie_an_entry_to_somebody_whose_key_was_destroyed_and_the_chain_holds) {
    for (int i = 0; i < 5; ++i) record("employee.read", person.bytes, referent);
    const auto entries = number("SELECT count(*) FROM audit_entry");
    destroy_key(person);
    EXPECT_TRUE(acts(person.bytes).empty());
    EXPECT_TRUE(shown(person).empty());
    EXPECT_FALSE(acts(other.bytes).empty());
    EXPECT_EQ(instance.services().keys.read([&](const storage::Reader& keys) {
        return keys.number("SELECT count(*) FROM audit_salt WHERE person = ?", {person});
    }),
              0);
    EXPECT_EQ(number("SELECT count(*) FROM audit_entry"), entries);
    EXPECT_TRUE(holds());
    // What is written afterwards ties nothing again.
    record("employee.read", person.bytes, referent);
    EXPECT_EQ(number("SELECT count(*) FROM audit_entry WHERE object IS NOT NULL AND sequence > ?", {entries}),
              0);
    EXPECT_TRUE(holds());
}

TEST_F(TiedLog, entries_of_before_hold_their_identifier_and_keep_verifying) {
    auto& services = instance.services();
    const storage::AuditLog first_form{services.keyed_hash};
    services.cases.write([&](storage::Transaction& transaction) {
        first_form.record(transaction, {instance.clock().now(), referent, "employee.read", person.bytes});
    });
    record("employee.read", person.bytes, referent);
    EXPECT_TRUE(holds());
    EXPECT_EQ(std::ranges::count(acts(person.bytes), "employee.read", &storage::RecordedAct::action), 2);
}

TEST_F(TiedLog, what_was_deleted_is_still_told_to_the_person) {
    Visitor visitor{instance};
    visitor.sign_in("referente", Role::referent);
    visitor.get("/signaler");
    const auto noted =
        visitor.post("/signaler", {{"employee", person.text()}, {"type", "TENSIONS"}, {"day", "yesterday"}});
    ASSERT_EQ(noted.status, 303) << noted.body;
    const auto path = header(noted, "Location").substr(0, header(noted, "Location").find('?'));
    visitor.get(path);
    ASSERT_EQ(visitor.post(path + "/supprimer", {}).status, 303);
    const auto told = acts(person.bytes);
    EXPECT_EQ(std::ranges::count(told, "signal.delete", &storage::RecordedAct::action), 1);
}

TEST_F(TiedLog, the_person_reads_who_by_role_and_when_and_never_a_name_or_an_identifier) {
    record("employee.read", person.bytes, referent);
    const auto lines = shown(person);
    ASSERT_FALSE(lines.empty());
    EXPECT_EQ(lines.front().what, "Fiche\u00A0: lecture");
    EXPECT_EQ(lines.front().when_and_who,
              "le 12\u00A0mars\u00A02026\u00A0à\u00A011\u00A0h\u00A000, par le référent de votre employeur");
    EXPECT_TRUE(lines.front().is_reading);
}

// Closed months and thinning must not lose what the person may read.
TEST_F(TiedLog, months_that_are_closed_are_still_told_and_thinned_ones_keep_their_proofs) {
    auto& services = instance.services();
    record("employee.read", person.bytes, referent);
    record("measures.send", person.bytes, referent);
    record("employee.read", person.bytes, referent);
    instance.clock().set(*parse_iso_date("2026-04-02"));
    services.cases.write([&](storage::Transaction& transaction) {
        ASSERT_TRUE(storage::close_segment(transaction, services.audit, instance.clock().now()));
    });
    record("employee.read", person.bytes, referent);
    EXPECT_EQ(std::ranges::count(acts(person.bytes), "employee.read", &storage::RecordedAct::action), 3);
    instance.clock().set(*parse_iso_date("2027-03-13"));
    services.cases.write([&](storage::Transaction& transaction) {
        storage::thin_segment(transaction, services.audit, 1, instance.clock().now());
    });
    EXPECT_EQ(std::ranges::count(acts(person.bytes), "employee.read", &storage::RecordedAct::action), 1);
    EXPECT_EQ(std::ranges::count(acts(person.bytes), "measures.send", &storage::RecordedAct::action), 1);
    EXPECT_TRUE(holds());
}

// The columns that anybody with the file can read.
std::vector<std::string> clear_columns(TestInstance& instance, std::int64_t after) {
    return instance.services().cases.read([&](const storage::Reader& reader) {
        return reader.all(
            "SELECT action, actor IS NULL, object IS NULL, subject IS NULL FROM audit_entry WHERE sequence > "
            "? "
            "ORDER BY sequence",
            {after}, [](const storage::Row& row) {
                return row.text(0) + " " + row.text(1) + row.text(2) + row.text(3);
            });
    });
}

std::vector<std::string> acts_by_code(const std::function<void(InvitationScene&, const Card&)>& act) {
    InvitationScene scene;
    const auto card = scene.hand_over();
    const auto last = scene.instance.services().cases.read(
        [](const storage::Reader& reader) { return reader.number("SELECT max(sequence) FROM audit_entry"); });
    act(scene, card);
    return clear_columns(scene.instance, last);
}

TEST(ActsByCode, leave_the_same_clear_columns_whatever_the_employee_did) {
    const auto sent = acts_by_code(
        [](InvitationScene& scene, const Card& card) { EXPECT_EQ(scene.send(card).status, 200); });
    const auto refused = acts_by_code([](InvitationScene& scene, const Card& card) {
        EXPECT_EQ(scene.answer(card, {{"answer", "refuse"}}).status, 200);
    });
    const auto later = acts_by_code([](InvitationScene& scene, const Card& card) {
        EXPECT_EQ(scene.answer(card, {{"answer", "later"}}).status, 200);
    });
    ASSERT_FALSE(sent.empty());
    EXPECT_EQ(sent, refused);
    EXPECT_EQ(sent, later);
}

TEST(ActsByCode, a_withdrawal_leaves_what_looking_leaves) {
    const auto withdrawn = acts_by_code([](InvitationScene& scene, const Card& card) {
        scene.send(card);
        Visitor employee{scene.instance};
        EXPECT_EQ(employee.post_exactly(card.path() + "/retrait", {{"code", card.code}}).status, 200);
    });
    const auto looked = acts_by_code([](InvitationScene& scene, const Card& card) {
        scene.send(card);
        EXPECT_EQ(scene.answer(card, {}).status, 200);
    });
    EXPECT_EQ(withdrawn, looked);
}

TEST(ActsByCode, a_night_that_closes_an_unanswered_invitation_looks_like_any_other) {
    const auto night = [](bool answered) {
        InvitationScene scene;
        const auto card = scene.hand_over();
        if (answered) scene.answer(card, {{"answer", "refuse"}});
        auto& services = scene.instance.services();
        scene.instance.clock().set(*parse_iso_date("2026-03-27"));
        const auto last = services.cases.read([](const storage::Reader& reader) {
            return reader.number("SELECT max(sequence) FROM audit_entry");
        });
        run_nightly(services, scene.instance.clock().now());
        return clear_columns(scene.instance, last);
    };
    EXPECT_EQ(night(true), night(false));
}

// An installation with a witness, in a folder that a test can copy, alter and look at.
class Witnessed : public testing::Test {
protected:
    Witnessed() {
        std::string pattern = (std::filesystem::temp_directory_path() / "prevenance-audit-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        folder = pattern;
        EXPECT_TRUE(integrations::prepare_sodium());
        open();
    }
    ~Witnessed() override {
        instance.reset();
        std::filesystem::remove_all(folder);
    }

    Settings settings_in(const std::filesystem::path& place) const {
        Settings settings;
        settings.data = place / "data";
        settings.root_key = folder / "root.key";
        settings.resources = PREVENANCE_SOURCE_DIR;
        settings.fast_passwords = true;
        settings.audit_witness = "temoin@exemple.fr";
        return settings;
    }
    void open() {
        integrations::SystemRandomness randomness;
        if (!std::filesystem::exists(folder / "root.key")) {
            EXPECT_TRUE(integrations::RootKey::create(folder / "root.key", randomness));
        }
        auto set = std::make_unique<SetClock>();
        clock = set.get();
        instance = std::move(Instance::open(settings_in(folder), std::move(set)).value());
    }
    void record(int entries) {
        auto& services = instance->services();
        for (int i = 0; i < entries; ++i)
            services.cases.write([&](storage::Transaction& transaction) {
                services.audit.record(transaction, {clock->now(), std::nullopt, "test.write", std::nullopt});
            });
    }
    // The databases as they lie there, beside the service that has them open.
    std::filesystem::path copy(const std::string& name) const {
        std::filesystem::create_directories(folder / name / "data");
        for (const auto& file : std::filesystem::directory_iterator{folder / "data"})
            std::filesystem::copy_file(file.path(), folder / name / "data" / file.path().filename(),
                                       std::filesystem::copy_options::overwrite_existing);
        return folder / name;
    }
    static void tamper(const std::filesystem::path& place, const std::string& sql) {
        sqlite3* handle = nullptr;
        ASSERT_EQ(sqlite3_open((place / "data" / "prevenance.db").c_str(), &handle), SQLITE_OK);
        const auto all = "DROP TRIGGER audit_is_append_only;" + sql;
        EXPECT_EQ(sqlite3_exec(handle, all.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
            << sqlite3_errmsg(handle);
        sqlite3_close(handle);
    }
    forms::AuditView verified(const std::filesystem::path& place, const std::string& kept = {}) const {
        const auto inspection = AuditInspection::open(settings_in(place)).value();
        auto view = inspection->verify();
        if (!kept.empty()) {
            const auto compared = inspection->compare(view, kept);
            EXPECT_TRUE(compared) << compared.error().detail << "\n" << kept;
        }
        return view;
    }
    std::string checkpoint() const {
        return AuditInspection::open(settings_in(folder)).value()->present_checkpoint(clock->now());
    }
    std::unique_ptr<integrations::NoticeChannel> mail_to(int port) const {
        integrations::MailSettings settings;
        settings.host = "127.0.0.1";
        settings.port = port;
        settings.require_starttls = false;
        settings.sender = "prevenance@example.org";
        return integrations::make_mail_channel(settings).value();
    }

    std::filesystem::path folder;
    SetClock* clock = nullptr;
    std::unique_ptr<Instance> instance;
};

// The mail with its headers and its encoding: the server hands it over as JSON, in which line ends are
// escaped.
std::string as_received(std::string json) {
    constexpr std::string_view line_end = "\\r\\n";
    for (auto at = json.find(line_end); at != std::string::npos; at = json.find(line_end, at))
        json.replace(at, line_end.size(), "\r\n");
    return json;
}

TEST_F(Witnessed, the_log_is_verified_beside_the_running_service_which_goes_on_writing) {
    record(3);
    const auto inspection = AuditInspection::open(settings_in(folder)).value();
    EXPECT_TRUE(inspection->verify().findings.empty());
    record(4);
    const auto view = inspection->verify();
    EXPECT_TRUE(view.findings.empty());
    EXPECT_EQ(view.entries, 7);
    EXPECT_EQ(view.checked, 7);
}

TEST_F(Witnessed, a_checkpoint_is_made_once_an_hour_and_only_where_something_was_written) {
    auto& services = instance->services();
    EXPECT_FALSE(make_checkpoint(services, clock->now()));
    record(2);
    EXPECT_TRUE(checkpoint_is_due(services, clock->now()));
    EXPECT_TRUE(make_checkpoint(services, clock->now()));
    EXPECT_FALSE(make_checkpoint(services, clock->now()));
    record(1);
    EXPECT_FALSE(checkpoint_is_due(services, clock->now()));
    clock->move(std::chrono::hours{1});
    EXPECT_TRUE(checkpoint_is_due(services, clock->now()));
    EXPECT_TRUE(make_checkpoint(services, clock->now()));
    EXPECT_EQ(verified(folder).checkpoints, 2);
}

TEST_F(Witnessed, the_mail_reaches_the_witness_after_a_failure_verifies_and_causes_no_new_checkpoint) {
    auto& services = instance->services();
    record(5);
    make_checkpoint(services, clock->now());
    {
        SmtpServer server{std::vector<std::string>{"--rcpt-answer", "451 4.3.0 later"}};
        const auto channel = mail_to(server.port());
        EXPECT_EQ(run_outbox(services, channel.get(), clock->now()), (OutboxRun{.postponed = 1}));
    }
    clock->move(std::chrono::hours{2});
    SmtpServer server;
    const auto channel = mail_to(server.port());
    EXPECT_EQ(run_outbox(services, channel.get(), clock->now()), (OutboxRun{.delivered = 1}));
    EXPECT_FALSE(checkpoint_is_due(services, clock->now()));
    const auto mail = server.next_message();
    ASSERT_TRUE(mail);
    EXPECT_NE(mail->find("To: <temoin@exemple.fr>"), std::string::npos);
    const auto view = verified(folder, as_received(*mail));
    EXPECT_TRUE(view.findings.empty());
    EXPECT_EQ(view.witness_entries, 5);
}

TEST_F(Witnessed, a_cut_tail_a_rewritten_history_and_an_old_copy_are_found_by_what_the_witness_kept) {
    record(5);
    const auto old_copy = copy("old");
    record(5);
    const auto kept = checkpoint();
    EXPECT_TRUE(verified(folder, kept).findings.empty());

    const auto cut = copy("cut");
    tamper(cut, "DELETE FROM audit_entry WHERE sequence > 8");
    EXPECT_TRUE(verified(cut).findings.empty()) << "from inside, nothing is seen";
    ASSERT_EQ(verified(cut, kept).findings.size(), 1U);
    EXPECT_EQ(verified(cut, kept).findings[0].fault, "tail_missing");
    EXPECT_EQ(verified(cut, kept).findings[0].entry, 9);

    ASSERT_EQ(verified(old_copy, kept).findings.size(), 1U);
    EXPECT_EQ(verified(old_copy, kept).findings[0].fault, "tail_missing");
}

TEST_F(Witnessed, other_acts_after_an_old_copy_was_put_back_are_another_history) {
    record(5);
    const auto old_copy = copy("old");
    record(5);
    const auto kept = checkpoint();
    instance.reset();
    std::filesystem::remove_all(folder / "data");
    std::filesystem::copy(old_copy / "data", folder / "data");
    open();
    clock->move(std::chrono::minutes{7});
    record(9);
    const auto view = verified(folder, kept);
    ASSERT_EQ(view.findings.size(), 1U);
    EXPECT_EQ(view.findings[0].fault, "history_rewritten");
    EXPECT_EQ(view.findings[0].entry, 10);
}

TEST_F(Witnessed, a_checkpoint_that_was_altered_or_comes_from_elsewhere_is_not_believed) {
    record(5);
    const auto kept = checkpoint();
    auto altered = kept;
    altered.replace(altered.find("entries: 5"), 10, "entries: 4");
    ASSERT_EQ(verified(folder, altered).findings.size(), 1U);
    EXPECT_EQ(verified(folder, altered).findings[0].fault, "checkpoint_forged");
    TestInstance other;
    const CheckpointSigner signer{other.services().instance, other.services().root};
    const auto foreign = checkpoint_lines(
        signer, signed_checkpoint(signer, other.services().cases.read([&](const storage::Reader& reader) {
            return storage::present_state(reader, clock->now());
        })));
    ASSERT_EQ(verified(folder, foreign).findings.size(), 1U);
    EXPECT_EQ(verified(folder, foreign).findings[0].fault, "other_installation");
}

TEST_F(Witnessed, a_stored_checkpoint_with_a_forged_signature_is_found) {
    record(5);
    make_checkpoint(instance->services(), clock->now());
    const auto forged = copy("forged");
    tamper(forged, "UPDATE audit_checkpoint SET signature = zeroblob(64)");
    ASSERT_EQ(verified(forged).findings.size(), 1U);
    EXPECT_EQ(verified(forged).findings[0].fault, "checkpoint_forged");
}

TEST_F(Witnessed, lines_that_mail_programs_quoted_or_that_lack_one_are_read_or_refused_in_words) {
    record(5);
    const auto kept = checkpoint();
    std::string quoted = "Bonjour,\r\n\r\n";
    for (std::size_t at = 0; at < kept.size();) {
        const auto end = kept.find('\n', at);
        quoted += "> " + kept.substr(at, end - at) + "\r\n";
        at = end + 1;
    }
    EXPECT_TRUE(verified(folder, quoted).findings.empty());
    for (std::size_t at = 0; at < kept.size();) {
        const auto end = kept.find('\n', at);
        const auto without = kept.substr(0, at) + kept.substr(end + 1);
        EXPECT_FALSE(read_checkpoint(without)) << without;
        at = end + 1;
    }
    EXPECT_FALSE(read_checkpoint(""));
    EXPECT_FALSE(read_checkpoint(std::string(1000, '\n')));
}

struct Outcome {
    int code = 0;
    std::string words;
};

Outcome run_program(const std::string& arguments) {
    const auto line = std::string{"'"} + PREVENANCE_PROGRAM + "' " + arguments + " 2>&1";
    std::unique_ptr<FILE, int (*)(FILE*)> pipe{::popen(line.c_str(), "r"), ::pclose};
    Outcome outcome;
    std::array<char, 4096> buffer{};
    while (const auto size = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
        outcome.words.append(buffer.data(), size);
    outcome.code = WEXITSTATUS(::pclose(pipe.release()));
    return outcome;
}

TEST_F(Witnessed, the_commands_say_what_they_found_with_their_exit_codes_beside_the_running_service) {
    record(5);
    const auto place = [&](const std::filesystem::path& where) {
        return " --data " + (where / "data").string() + " --root-key " + (folder / "root.key").string();
    };
    const auto printed = run_program("audit checkpoint" + place(folder));
    EXPECT_EQ(printed.code, 0) << printed.words;
    const auto file = folder / "kept.txt";
    std::ofstream{file} << printed.words;
    const auto sound = run_program("audit verify --checkpoint " + file.string() + place(folder));
    EXPECT_EQ(sound.code, 0) << sound.words;
    EXPECT_NE(sound.words.find("Le journal est entier."), std::string::npos) << sound.words;

    const auto cut = copy("cut");
    tamper(
        cut,
        "DELETE FROM audit_entry WHERE sequence > 3; UPDATE audit_entry SET at = at + 60 WHERE sequence = 2");
    const auto broken = run_program("audit verify --json --checkpoint " + file.string() + place(cut));
    EXPECT_EQ(broken.code, 5) << broken.words;
    EXPECT_NE(broken.words.find(R"("fault":"entry_broken","entry":2)"), std::string::npos) << broken.words;
    EXPECT_NE(broken.words.find(R"("fault":"tail_missing","entry":4)"), std::string::npos) << broken.words;

    std::ofstream{file} << "rien";
    const auto refused = run_program("audit verify --checkpoint " + file.string() + place(folder));
    EXPECT_EQ(refused.code, 2) << refused.words;
    EXPECT_NE(refused.words.find("n’est pas un point de contrôle entier"), std::string::npos)
        << refused.words;
    EXPECT_EQ(run_program("audit verify --checkpoint " + (folder / "rien").string() + place(folder)).code, 2);

    const auto refused_jobs = run_program("jobs run" + place(folder));
    EXPECT_EQ(refused_jobs.code, 1) << refused_jobs.words;
    instance.reset();
    const auto jobs = run_program("jobs run" + place(folder));
    EXPECT_EQ(jobs.code, 0) << jobs.words;
    EXPECT_NE(jobs.words.find("fait    erase_due"), std::string::npos) << jobs.words;
    EXPECT_EQ(run_program("jobs run checkpoint" + place(folder)).code, 0);
    EXPECT_EQ(run_program("jobs run rien" + place(folder)).code, 2);
    const auto preview = run_program("retention preview" + place(folder));
    EXPECT_EQ(preview.code, 0) << preview.words;
    EXPECT_NE(preview.words.find("Voilà ce qui partirait cette nuit"), std::string::npos) << preview.words;
}

}  // namespace
}  // namespace prevenance::api
