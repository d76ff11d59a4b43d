// The program itself, started as an operator would: exit codes, words, what lies on the disk after.
#include "api/data_lock.h"
#include "api/instance.h"
#include "api/people.h"
#include "domain/organisation.h"
#include "integrations/system_clock.h"
#include "storage/employees.h"
#include "storage/migrations.h"
#include "storage/organisations.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace prevenance::api {
namespace {

struct Outcome {
    int code = 0;
    std::string words;  // both streams
    bool says(const std::string& text) const { return words.find(text) != std::string::npos; }
};

class CommandLine : public testing::Test {
protected:
    CommandLine() {
        std::string pattern = (std::filesystem::temp_directory_path() / "prevenance-cli-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        folder_ = pattern;
    }
    ~CommandLine() override { std::filesystem::remove_all(folder_); }

    Outcome run(const std::string& arguments, const std::string& before = {}) const {
        const auto line = before + " '" + PREVENANCE_PROGRAM + "' " + arguments + " 2>&1";
        std::unique_ptr<FILE, int (*)(FILE*)> pipe{::popen(line.c_str(), "r"), ::pclose};
        Outcome outcome;
        std::array<char, 4096> buffer{};
        while (const auto size = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
            outcome.words.append(buffer.data(), size);
        outcome.code = WEXITSTATUS(::pclose(pipe.release()));
        return outcome;
    }
    Outcome on_folder(const std::string& arguments, const std::string& before = {}) const {
        return run(
            arguments + " --data " + data().string() + " --root-key " + (folder_ / "root.key").string(),
            before);
    }
    void prepare() const {
        ASSERT_EQ(on_folder("root-key create").code, 0);
        ASSERT_EQ(on_folder("organisation add-employer --name Exemple --siret '732 829 320 00074' --idcc "
                            "2941 --naf 88.10A")
                      .code,
                  0);
        ASSERT_EQ(on_folder("organisation add-team --employer 73282932000074 --name Nord").code, 0);
    }
    std::filesystem::path data() const { return folder_ / "data"; }
    // Two people of the prepared employer, 0417 and 0902; gives the first one's identifier.
    EmployeeId add_people() const {
        Settings settings;
        settings.data = data();
        settings.root_key = folder_ / "root.key";
        settings.resources = PREVENANCE_SOURCE_DIR;
        auto instance = Instance::open(settings, std::make_unique<integrations::SystemClock>()).value();
        auto& services = instance->services();
        const auto [employer, team] = services.cases.read([](const storage::Reader& reader) {
            const storage::Organisations organisations{reader};
            const auto id = organisations.employers().front().id;
            return std::pair{id, organisations.teams(id).front().id};
        });
        const auto scope = EmployerScope::for_job(employer);
        std::vector<Employee> people(2);
        const std::array<std::array<const char*, 3>, 2> names{
            {{"0417", "Camille", "Vasseur"}, {"0902", "Claude", "Voisin"}}};
        for (std::size_t i = 0; i < people.size(); ++i) {
            people[i].id = services.randomness.new_id<EmployeeId>();
            people[i].employer = employer;
            people[i].team = team;
            people[i].payroll_number = Sensitive<std::string>{names[i][0]};
            people[i].given_name = Sensitive<std::string>{names[i][1]};
            people[i].family_name = Sensitive<std::string>{names[i][2]};
            people[i].job_family = "AAD";
            people[i].entry = *parse_iso_date("2020-01-06");
        }
        const auto records = seal_new_employees(services, scope, people);
        services.cases.write([&](storage::Transaction& transaction) {
            for (const auto& record : records)
                storage::Employees{transaction, scope}.add(transaction, record);
            services.audit.record(transaction,
                                  {services.clock.now(), std::nullopt, "test.prepare", std::nullopt});
        });
        return people.front().id;
    }

    std::filesystem::path folder_;
};

TEST_F(CommandLine, help_has_examples_everywhere) {
    for (const auto* verb : {"",
                             "serve",
                             "demo",
                             "check",
                             "config",
                             "config check",
                             "config show",
                             "config reference",
                             "root-key",
                             "root-key create",
                             "root-key lock",
                             "root-key unlock",
                             "root-key rotate",
                             "root-key status",
                             "root-key destroy-retired",
                             "accept",
                             "accept clock",
                             "accept older-keys",
                             "user",
                             "user add",
                             "user list",
                             "user disable",
                             "user reset-second-factor",
                             "user api-key",
                             "organisation",
                             "organisation add-employer",
                             "organisation add-team",
                             "organisation add-service",
                             "organisation add-network",
                             "organisation join",
                             "organisation leave",
                             "organisation members",
                             "organisation set-department",
                             "organisation list",
                             "totp",
                             "audit",
                             "audit verify",
                             "audit checkpoint",
                             "retention",
                             "retention preview",
                             "jobs",
                             "jobs list",
                             "jobs run",
                             "version",
                             "import",
                             "import absences",
                             "directory",
                             "directory import",
                             "directory export",
                             "directory remove",
                             "orientation",
                             "orientation check",
                             "gdpr",
                             "gdpr export",
                             "gdpr erase",
                             "gdpr tombstones",
                             "rules",
                             "rules check",
                             "rules test",
                             "rules schema",
                             "screen"}) {
        const auto outcome = run(std::string{verb} + " --help");
        EXPECT_EQ(outcome.code, 0) << verb;
        EXPECT_TRUE(outcome.says("xemple")) << verb << "\n" << outcome.words;
    }
}

TEST_F(CommandLine, wrong_usage_is_code_2_with_the_nearest_name_and_what_to_type_next) {
    const auto mistyped = run("usr list");
    EXPECT_EQ(mistyped.code, 2);
    EXPECT_TRUE(mistyped.says("« user »")) << mistyped.words;
    EXPECT_TRUE(mistyped.says("prevenance --help"));
    EXPECT_TRUE(run("user ad").says("« add »"));
    const auto missing = run("user add --login x");
    EXPECT_EQ(missing.code, 2);
    EXPECT_TRUE(missing.says("--role") && missing.says("prevenance user add --help")) << missing.words;
    EXPECT_EQ(run("").code, 2);
    EXPECT_EQ(run("serve --prot 80").code, 2);
}

TEST_F(CommandLine, an_invalid_configuration_is_code_3_with_every_error) {
    std::ofstream{folder_ / "wrong.toml"} << "[server]\nprot = 1\nport = 99999\n";
    const auto outcome = run("config check --config " + (folder_ / "wrong.toml").string());
    EXPECT_EQ(outcome.code, 3);
    EXPECT_TRUE(outcome.says("wrong.toml:2") && outcome.says("« server.port »") &&
                outcome.says("wrong.toml:3"))
        << outcome.words;
    EXPECT_EQ(run("config show", "PREVENANCE_SERVER__PRT=1").code, 3);
}

TEST_F(CommandLine, without_a_root_key_nothing_opens_and_the_command_that_makes_one_is_named) {
    const auto outcome = on_folder("user list");
    EXPECT_EQ(outcome.code, 3);
    EXPECT_TRUE(outcome.says("prevenance root-key create")) << outcome.words;
    EXPECT_EQ(on_folder("check").code, 5);
    ASSERT_EQ(on_folder("root-key create").code, 0);
    EXPECT_EQ(on_folder("root-key create").code, 1);  // a key in use is never replaced
}

TEST_F(CommandLine, accounts_are_added_listed_and_closed_and_the_secrets_are_shown_once) {
    prepare();
    const auto added = on_folder(
        "user add --role referent --login rh@exemple.fr --name 'Sacha Petit' --employer 73282932000074");
    EXPECT_EQ(added.code, 0) << added.words;
    EXPECT_TRUE(added.says("mot de passe") && added.says("otpauth://totp/")) << added.words;
    const auto list = on_folder("user list");
    EXPECT_TRUE(list.says("referent\trh@exemple.fr\tSacha Petit"));
    EXPECT_FALSE(list.says("otpauth"));
    EXPECT_TRUE(on_folder("user api-key --login rh@exemple.fr --label Paie").says("pv_"));
    EXPECT_TRUE(on_folder("user reset-second-factor --login rh@exemple.fr").says("otpauth://totp/"));
    EXPECT_EQ(on_folder("user disable --login rh@exemple.fr").code, 0);
    EXPECT_TRUE(on_folder("user list").says("fermé"));
    EXPECT_EQ(on_folder("user disable --login personne").code, 1);
}

TEST_F(CommandLine, a_chosen_password_follows_the_policy) {
    prepare();
    const std::string add =
        "user add --role manager --login m@exemple.fr --name 'Alix Martin' --employer 73282932000074 --team "
        "Nord --password-stdin";
    EXPECT_EQ(on_folder(add, "echo court |").code, 1);
    const auto added = on_folder(add, "echo quatre mots sans lien |");
    EXPECT_EQ(added.code, 0) << added.words;
    EXPECT_FALSE(added.says("quatre mots"));
}

TEST_F(CommandLine, a_wrong_organisation_gets_every_reason_at_once) {
    prepare();
    const auto outcome = on_folder("organisation add-employer --name X --siret 2,601E+13 --idcc 29 --naf zz");
    EXPECT_EQ(outcome.code, 1);
    EXPECT_TRUE(outcome.says("abîmé par un tableur") && outcome.says("IDCC") && outcome.says("NAF"))
        << outcome.words;
    const auto twice =
        on_folder("organisation add-employer --name Y --siret 73282932000074 --idcc 2941 --naf 8810A");
    EXPECT_EQ(twice.code, 1);
    EXPECT_TRUE(twice.says("déjà enregistré"));
}

TEST_F(CommandLine, an_employer_enters_a_network_leaves_it_and_comes_back) {
    prepare();
    ASSERT_EQ(on_folder("organisation add-network --name Sud").code, 0);
    const std::string stay = " --network Sud --employer 73282932000074 ";
    EXPECT_TRUE(on_folder("organisation leave" + stay + "--last-day 2025-06-30").says("n’est pas membre"));
    const auto joined = on_folder("organisation join" + stay + "--first-day 2025-01-01");
    EXPECT_EQ(joined.code, 0) << joined.words;
    EXPECT_TRUE(on_folder("organisation join" + stay).says("déjà membre de ce réseau, depuis le"));
    EXPECT_TRUE(on_folder("organisation leave" + stay + "--last-day 2024-12-31").says("avant son premier jour"));
    EXPECT_EQ(on_folder("organisation leave" + stay + "--last-day hier").code, 1);
    const auto left = on_folder("organisation leave" + stay + "--last-day 2025-06-30");
    EXPECT_EQ(left.code, 0) << left.words;
    EXPECT_TRUE(left.says("Ce qui est publié ne change pas.")) << left.words;
    EXPECT_EQ(on_folder("organisation join" + stay).code, 0) << "today, where no day is given";
    const auto members = on_folder("organisation members --network Sud");
    EXPECT_EQ(members.code, 0);
    EXPECT_TRUE(members.says("Exemple\t73282932000074\tdu 2025-01-01\tau 2025-06-30\n")) << members.words;
    EXPECT_EQ(std::ranges::count(members.words, '\n'), 2) << members.words;
    EXPECT_TRUE(on_folder("organisation members --network Nord").says("n’existe pas"));
    EXPECT_TRUE(on_folder("organisation leave --network Sud --employer 55210055400013 --last-day 2025-06-30")
                    .says("n’existe pas"));
}

TEST_F(CommandLine, a_departement_is_set_from_the_list) {
    prepare();
    const auto set = on_folder("organisation set-department --employer 73282932000074 --department 2a");
    EXPECT_EQ(set.code, 0) << set.words;
    EXPECT_TRUE(set.says("Corse-du-Sud")) << set.words;
    const auto wrong = on_folder("organisation set-department --employer 73282932000074 --department 20");
    EXPECT_EQ(wrong.code, 1);
    EXPECT_TRUE(wrong.says("n’est le code d’aucun département")) << wrong.words;
    EXPECT_TRUE(on_folder("organisation list").says("\t2A\n"));
    EXPECT_EQ(on_folder("organisation set-department --employer 73282932000074 --department ''").code, 0);
    EXPECT_FALSE(on_folder("organisation list").says("\t2A\n"));
    EXPECT_EQ(on_folder("organisation add-employer --name Y --siret 55210055400013 --idcc 2941 --naf 8810A "
                        "--department 43")
                  .code,
              0);
    EXPECT_TRUE(on_folder("organisation list").says("\t43\n"));
}

TEST_F(CommandLine, check_says_what_holds_and_fails_with_code_5) {
    prepare();
    const auto good = on_folder("check");
    EXPECT_EQ(good.code, 0) << good.words;
    const auto json = on_folder("check --json");
    EXPECT_TRUE(json.says("\"status\":\"ok\"") && json.says("audit_chain")) << json.words;
    const auto mail = on_folder(
        "check", "PREVENANCE_MAIL__SERVER=127.0.0.1 PREVENANCE_MAIL__PORT=1 PREVENANCE_MAIL__SENDER=a@b.fr");
    EXPECT_EQ(mail.code, 5) << mail.words;
    std::filesystem::permissions(folder_ / "root.key", std::filesystem::perms::group_read,
                                 std::filesystem::perm_options::add);
    const auto open = on_folder("check");
    EXPECT_EQ(open.code, 5);
    EXPECT_TRUE(open.says("chmod 600")) << open.words;
}

TEST_F(CommandLine, data_of_a_newer_program_is_code_4_and_stays_untouched) {
    prepare();
    const auto newer = "sqlite3 '" + (data() / "prevenance.db").string() + "' 'PRAGMA user_version=99'";
    ASSERT_EQ(std::system(newer.c_str()), 0);
    const auto outcome = on_folder("user list");
    EXPECT_EQ(outcome.code, 4);
    EXPECT_TRUE(outcome.says("prevenance version")) << outcome.words;
}

TEST_F(CommandLine, a_migration_that_fails_is_named_and_its_script_is_not_printed) {
    prepare();
    const auto older = "sqlite3 '" + (data() / "prevenance.db").string() + "' 'PRAGMA user_version=2'";
    ASSERT_EQ(std::system(older.c_str()), 0);
    for (const auto* verb : {"user list", "check"}) {
        const auto outcome = on_folder(verb);
        EXPECT_NE(outcome.code, 0);
        EXPECT_TRUE(outcome.says("0003_confidentiality.sql")) << outcome.words;
        EXPECT_TRUE(outcome.says((data() / "prevenance.db").string()));
        EXPECT_TRUE(outcome.says("already exists")) << outcome.words;
        EXPECT_TRUE(outcome.says("sauvegarde"));
        EXPECT_FALSE(outcome.says("CREATE TABLE")) << outcome.words;
    }
    const auto back = "sqlite3 '" + (data() / "prevenance.db").string() +
                      "' 'PRAGMA user_version=" + std::to_string(storage::case_migrations().size()) + "'";
    ASSERT_EQ(std::system(back.c_str()), 0);
    EXPECT_EQ(on_folder("user list").code, 0) << "the failed migration left something behind";
}

TEST_F(CommandLine, an_orientation_tree_is_checked_with_every_fault_and_while_the_service_runs) {
    EXPECT_EQ(on_folder("orientation check").code, 0) << "before there is any database";
    std::ofstream{folder_ / "arbre.yaml"} << "start: debut\nnodes:\n"
                                             "  - name: debut\n    title: Quand\n    choices:\n"
                                             "      - {label: Ici, to: debut}\n      - {label: Là, to: fin}\n"
                                             "      - {label: Ailleurs, to: nulle-part}\n"
                                             "  - name: fin\n    title: Rien\n"
                                             "  - name: ile\n    title: Île\n    devices:\n"
                                             "      - {label: Une visite, sheets: [prevenance--rien]}\n";
    const auto broken = on_folder("orientation check " + (folder_ / "arbre.yaml").string());
    EXPECT_EQ(broken.code, 1);
    for (const auto* words : {"[loop]", "debut → debut", "[unknown_node]", "nulle-part", "[dead_end]", "fin",
                              "[unreachable]", "ile", "[unknown_sheet]", "prevenance--rien", "arbre.yaml:"})
        EXPECT_TRUE(broken.says(words)) << words << "\n" << broken.words;
    EXPECT_EQ(on_folder("orientation check " + (folder_ / "missing.yaml").string()).code, 1);
    EXPECT_EQ(on_folder("orientation check " + (folder_ / "arbre.yaml").string() + " --service 12").code, 2);
    prepare();
    Settings settings;
    settings.data = data();
    settings.root_key = folder_ / "root.key";
    settings.resources = PREVENANCE_SOURCE_DIR;
    const auto running = Instance::open(settings, std::make_unique<integrations::SystemClock>());
    ASSERT_TRUE(running);
    const auto sound = on_folder("orientation check");
    EXPECT_EQ(sound.code, 0) << sound.words;
    EXPECT_TRUE(sound.says("fiches")) << sound.words;
}

TEST_F(CommandLine, the_copy_of_a_persons_data_is_a_private_file_about_nobody_else) {
    prepare();
    add_people();
    const auto file = folder_ / "copie.json";
    const auto one = "gdpr export --employer 73282932000074 --employee 0417 --output " + file.string();
    const auto made = on_folder(one);
    EXPECT_EQ(made.code, 0) << made.words;
    std::stringstream json;
    json << std::ifstream{file}.rdbuf();
    EXPECT_NE(json.str().find("Camille Vasseur"), std::string::npos) << json.str();
    EXPECT_EQ(json.str().find("Voisin"), std::string::npos);
    EXPECT_EQ(json.str().find("\"agreements\""), std::string::npos)
        << "an answer is not the operator's to read";
    EXPECT_EQ(std::filesystem::status(file).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    EXPECT_EQ(on_folder(one).code, 1) << "a file that is there is not written over";
    EXPECT_EQ(on_folder("gdpr export --employer 73282932000074 --employee 9999").code, 1);
    EXPECT_EQ(on_folder("gdpr export --employer 11111111111111 --employee 0417").code, 1);
    EXPECT_EQ(on_folder("gdpr export --employee 0417").code, 2);
}

TEST_F(CommandLine, erasing_shows_first_asks_for_the_identifier_and_leaves_the_others) {
    prepare();
    const auto id = add_people();
    const std::string erase = "gdpr erase --employer 73282932000074 --employee 0417";
    const auto preview = on_folder(erase + " --preview");
    EXPECT_EQ(preview.code, 0) << preview.words;
    EXPECT_TRUE(preview.says(id.text()) && preview.says("Rien n’est effacé")) << preview.words;
    const auto mistaken = on_folder(erase, "echo 0417 |");
    EXPECT_EQ(mistaken.code, 1) << mistaken.words;
    EXPECT_TRUE(mistaken.says("Rien n’est effacé"));
    EXPECT_EQ(on_folder("gdpr export --employer 73282932000074 --employee 0417").code, 0);
    const auto done = on_folder(erase, "echo " + id.text() + " |");
    EXPECT_EQ(done.code, 0) << done.words;
    EXPECT_EQ(on_folder(erase + " --confirm " + id.text()).code, 1) << "already erased";
    EXPECT_TRUE(on_folder("gdpr export --employer 73282932000074 --employee 0902").says("Claude Voisin"));
    EXPECT_EQ(on_folder("check").code, 0);
}

TEST_F(CommandLine, the_list_of_what_stays_undone_names_nobody_and_can_be_taken_back) {
    prepare();
    const auto id = add_people();
    ASSERT_EQ(on_folder("gdpr erase --employer 73282932000074 --employee 0417 --confirm " + id.text()).code,
              0);
    const auto list = on_folder("gdpr tombstones");
    EXPECT_EQ(list.code, 0);
    EXPECT_TRUE(list.says(" person ")) << list.words;
    EXPECT_FALSE(list.says(id.text()) || list.says("Vasseur"));
    std::ofstream{folder_ / "kept.txt"} << list.words;
    const auto taken = on_folder("gdpr tombstones --take-back " + (folder_ / "kept.txt").string());
    EXPECT_EQ(taken.code, 0) << taken.words;
    std::ofstream{folder_ / "wrong.txt"} << list.words << "n’importe quoi\n\n2026 person x y\n";
    const auto wrong = on_folder("gdpr tombstones --take-back " + (folder_ / "wrong.txt").string());
    EXPECT_EQ(wrong.code, 1);
    EXPECT_TRUE(wrong.says("wrong.txt:2") && wrong.says("wrong.txt:4")) << wrong.words;
}

TEST_F(CommandLine, the_rights_commands_wait_for_the_service_to_stop) {
    prepare();
    add_people();
    const auto held = DataLock::take(data());
    ASSERT_TRUE(held);
    for (const auto* verb : {"export", "erase --preview"})
        EXPECT_EQ(on_folder(std::string{"gdpr "} + verb + " --employer 73282932000074 --employee 0417").code,
                  1);
}

TEST_F(CommandLine, two_processes_never_share_a_data_folder) {
    prepare();
    const auto held = DataLock::take(data());
    ASSERT_TRUE(held);
    const auto outcome = on_folder("user list");
    EXPECT_EQ(outcome.code, 1);
    EXPECT_TRUE(outcome.says("/administration")) << outcome.words;
}

TEST_F(CommandLine, the_code_of_the_moment_is_the_one_that_oathtool_gives) {
    const std::string seed = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    const auto both = run("totp " + seed, "oathtool --totp --base32 " + seed + " ;");
    ASSERT_EQ(both.words.size(), 14U) << both.words;
    if (both.words.substr(0, 6) != both.words.substr(7, 6)) {  // the step ended between the two
        const auto again = run("totp " + seed, "oathtool --totp --base32 " + seed + " ;");
        EXPECT_EQ(again.words.substr(0, 6), again.words.substr(7, 6));
    }
    EXPECT_EQ(run("totp 'not base 32!'").code, 2);
}

class RootKeyCommands : public CommandLine {
protected:
    RootKeyCommands() {
        prepare();
        EXPECT_EQ(on_folder("user add --role referent --login rh@exemple.fr --name 'Sacha Petit' --employer "
                            "73282932000074")
                      .code,
                  0);
        write_phrase("cinq mots tires au hasard");
    }
    void write_phrase(const std::string& words) const { std::ofstream{folder_ / "phrase"} << words << "\n"; }
    std::string with_phrase() const { return " --passphrase-fd 3 3<" + (folder_ / "phrase").string() + " "; }
    bool names_open(const std::string& more = {}) const {
        return on_folder("user list " + more).says("referent\trh@exemple.fr\tSacha Petit");
    }
};

TEST_F(RootKeyCommands, a_locked_key_asks_for_its_passphrase_at_each_start) {
    ASSERT_EQ(on_folder("root-key lock" + with_phrase()).code, 0);
    EXPECT_FALSE(std::filesystem::exists(folder_ / "root.key"));
    EXPECT_TRUE(names_open(with_phrase()));
    const auto unasked = on_folder("user list", "setsid");
    EXPECT_EQ(unasked.code, 3);
    EXPECT_TRUE(unasked.says("--passphrase-fd")) << unasked.words;
    write_phrase("cinq mots tires au Hasard");
    const auto wrong = on_folder("user list" + with_phrase());
    EXPECT_NE(wrong.code, 0);
    EXPECT_TRUE(wrong.says("ce n’est pas la bonne phrase de passe")) << wrong.words;
    EXPECT_EQ(on_folder("root-key create").code, 1) << "a second key is never made beside a locked one";
    write_phrase("cinq mots tires au hasard");
    EXPECT_EQ(on_folder("root-key rotate" + with_phrase()).code, 0);
    EXPECT_TRUE(names_open(with_phrase()));
    EXPECT_EQ(on_folder("root-key unlock" + with_phrase()).code, 0);
    EXPECT_TRUE(names_open());
}

TEST_F(RootKeyCommands, a_short_passphrase_is_refused_and_nothing_changes) {
    write_phrase("court");
    const auto refused = on_folder("root-key lock" + with_phrase());
    EXPECT_EQ(refused.code, 1);
    EXPECT_TRUE(refused.says("15 caractères")) << refused.words;
    EXPECT_TRUE(names_open());
}

TEST_F(RootKeyCommands, rotate_says_what_is_under_which_key_and_the_old_file_goes_when_nothing_needs_it) {
    const auto rotated = on_folder("root-key rotate");
    ASSERT_EQ(rotated.code, 0) << rotated.words;
    EXPECT_TRUE(rotated.says("en service") && rotated.says("retirée")) << rotated.words;
    EXPECT_TRUE(names_open());
    EXPECT_TRUE(on_folder("root-key destroy-retired").says("détruits : 1"));
    EXPECT_TRUE(std::filesystem::is_empty(folder_ / "root.key.retired"));
    EXPECT_TRUE(names_open());
    EXPECT_EQ(on_folder("root-key rotate").code, 0);
    EXPECT_TRUE(names_open());
}

TEST_F(RootKeyCommands, a_wrong_data_folder_changes_and_destroys_no_key) {
    ASSERT_EQ(on_folder("root-key rotate").code, 0);
    for (const auto* verb : {"rotate", "status", "destroy-retired"}) {
        const auto refused =
            run(std::string{"root-key "} + verb + " --data " + (folder_ / "elsewhere").string() +
                " --root-key " + (folder_ / "root.key").string());
        EXPECT_NE(refused.code, 0) << verb;
        EXPECT_TRUE(refused.says("Vérifiez --data")) << refused.words;
    }
    EXPECT_FALSE(std::filesystem::exists(folder_ / "elsewhere"));
    EXPECT_FALSE(std::filesystem::is_empty(folder_ / "root.key.retired"));
    EXPECT_TRUE(names_open());
}

TEST_F(RootKeyCommands, killed_at_any_moment_of_a_rotation_nothing_is_lost) {
    int killed = 0;
    for (int milliseconds = 4; milliseconds <= 160; milliseconds += 6) {
        const auto seconds = "0." +
                             std::string(milliseconds < 10    ? "00"
                                         : milliseconds < 100 ? "0"
                                                              : "") +
                             std::to_string(milliseconds);
        const auto outcome = on_folder("root-key rotate", "timeout -s KILL " + seconds);
        if (outcome.code == 137) ++killed;
        ASSERT_TRUE(names_open()) << "killed after " << seconds << " s";
    }
    EXPECT_GE(killed, 3) << "no rotation was broken off";
    EXPECT_EQ(on_folder("check").words.find("À FAIRE database"), std::string::npos);
}

}  // namespace
}  // namespace prevenance::api
