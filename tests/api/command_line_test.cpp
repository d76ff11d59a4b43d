// The program itself, started as an operator would: exit codes, words, what lies on the disk after.
#include "api/data_lock.h"
#include "domain/organisation.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
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
                             "organisation list",
                             "totp",
                             "version",
                             "import",
                             "import absences",
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

TEST_F(RootKeyCommands, killed_at_any_moment_of_a_rotation_nothing_is_lost) {
    int killed = 0;
    for (int milliseconds = 4; milliseconds <= 160; milliseconds += 6) {
        const auto seconds = "0." + std::string(milliseconds < 10 ? "00" : milliseconds < 100 ? "0" : "") +
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
