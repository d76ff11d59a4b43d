// Files that are not what they should be, given to a real start: each is refused with a sentence that mends
// it, and not one byte is written.
#include "api/high_water.h"
#include "integrations/random.h"
#include "storage/root_keys.h"
#include "tests/api/mailbox_case.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

namespace prevenance::api {
namespace {

namespace fs = std::filesystem;

std::map<std::string, std::string> contents(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator{folder}) {
        std::ifstream stream{entry.path(), std::ios::binary};
        std::stringstream text;
        text << stream.rdbuf();
        files[entry.path().filename().string()] = text.str();
    }
    return files;
}

class StartCheck : public MailboxCase {
protected:
    fs::path data() const { return instance.folder() / "data"; }

    // Stops, breaks, expects a refusal that says `words` and changes nothing, mends, and expects a start.
    void expect_refused(const std::function<void()>& break_it, const std::vector<std::string>& words) {
        std::map<std::string, std::string> broken;
        const auto whole = instance.folder() / "whole";
        const auto refused = instance.restart([&](Settings&) {
            fs::remove_all(whole);
            fs::copy(data(), whole, fs::copy_options::recursive);
            break_it();
            broken = contents(data());
        });
        ASSERT_FALSE(refused) << words.front();
        for (const auto& word : words)
            EXPECT_NE(refused.error().detail.find(word), std::string::npos) << refused.error().detail;
        EXPECT_NE(refused.error().detail.find("Rien n’a été modifié."), std::string::npos)
            << refused.error().detail;
        EXPECT_EQ(contents(data()), broken) << "something was written";
        const auto mended = instance.restart([&](Settings&) {
            fs::remove_all(data());
            fs::copy(whole, data(), fs::copy_options::recursive);
        });
        ASSERT_TRUE(mended) << mended.error().detail;
    }
};

TEST_F(StartCheck, a_file_cut_short_at_any_length_is_refused) {
    for (const auto* name : {"prevenance.db", "keys.db", "statistics.db"}) {
        const auto size = fs::file_size(data() / name);
        for (const std::uintmax_t length : {std::uintmax_t{0}, std::uintmax_t{1}, std::uintmax_t{99},
                                            std::uintmax_t{512}, std::uintmax_t{4096}, size / 2})
            expect_refused([&] { fs::resize_file(data() / name, length); }, {name, "auvegarde"});
    }
}

TEST_F(StartCheck, other_bytes_in_the_place_of_a_database_are_refused) {
    for (const auto* name : {"prevenance.db", "keys.db", "statistics.db"})
        expect_refused([&] { std::ofstream{data() / name} << std::string(20'000, 'x'); }, {name, "abîmée"});
}

TEST_F(StartCheck, swapped_files_are_recognised) {
    const auto swap = [&](const char* left, const char* right) {
        fs::rename(data() / left, data() / "aside");
        fs::rename(data() / right, data() / left);
        fs::rename(data() / "aside", data() / right);
    };
    expect_refused([&] { swap("prevenance.db", "keys.db"); }, {"échangés", "keys.db"});
    expect_refused([&] { swap("prevenance.db", "statistics.db"); }, {"échangés"});
    expect_refused([&] { swap("keys.db", "statistics.db"); }, {"échangés"});
}

TEST_F(StartCheck, a_missing_file_is_named_and_never_made_anew) {
    expect_refused([&] { fs::remove(data() / "keys.db"); }, {"keys.db manque", "la plus récente"});
    expect_refused([&] { fs::remove(data() / "prevenance.db"); }, {"prevenance.db manque"});
    expect_refused([&] { fs::remove(data() / "statistics.db"); }, {"statistics.db manque"});
}

TEST_F(StartCheck, a_keys_file_older_than_the_data_is_refused_unless_it_is_accepted) {
    const auto old = instance.folder() / "old-keys.db";
    ASSERT_TRUE(instance.restart([&](Settings&) { fs::copy_file(data() / "keys.db", old); }));
    instance.clock().move(std::chrono::hours{1});
    instance.add_employee("0043", "Alix", "Nouvelle");
    instance.whole().note_this_moment();
    const auto put_back = [&] {
        fs::copy_file(old, data() / "keys.db", fs::copy_options::overwrite_existing);
    };
    expect_refused(put_back, {"plus ancien que les données", "prevenance accept older-keys"});
    ASSERT_TRUE(instance.restart([&](Settings& settings) {
        put_back();
        settings.accept_older_keys = true;
    }));
    EXPECT_TRUE(instance.restart()) << "accepted once is accepted";
}

TEST_F(StartCheck, an_older_database_with_todays_keys_is_a_restored_backup_and_starts) {
    const auto old = instance.folder() / "old.db";
    ASSERT_TRUE(instance.restart([&](Settings&) { fs::copy_file(data() / "prevenance.db", old); }));
    instance.clock().move(std::chrono::hours{24 * 30});
    instance.whole().note_this_moment();
    EXPECT_TRUE(instance.restart([&](Settings&) {
        fs::copy_file(old, data() / "prevenance.db", fs::copy_options::overwrite_existing);
    }));
}

TEST_F(StartCheck, keys_of_another_installation_are_refused) {
    // The same root key file, so that only the installation differs.
    TestInstance other;
    ASSERT_TRUE(other.restart([&](Settings& settings) {
        fs::remove_all(settings.data);
        fs::copy_file(instance.folder() / "root.key", settings.root_key,
                      fs::copy_options::overwrite_existing);
    }));
    ASSERT_FALSE(other.restart([](Settings& settings) { settings.root_key = "/nowhere"; }));
    expect_refused(
        [&] {
            fs::copy_file(other.folder() / "data" / "keys.db", data() / "keys.db",
                          fs::copy_options::overwrite_existing);
        },
        {"deux installations"});
}

TEST_F(StartCheck, another_root_key_is_recognised_before_anything_is_written) {
    const auto right = instance.services().root.id();
    integrations::SystemRandomness randomness;
    const auto other = integrations::RootKey::create(instance.folder() / "other.key", randomness)->id();
    const auto before = [&] { return contents(data()); };
    std::map<std::string, std::string> stopped;
    const auto refused = instance.restart([&](Settings& settings) {
        settings.root_key = instance.folder() / "other.key";
        stopped = before();
    });
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().detail.find(right.text()), std::string::npos) << refused.error().detail;
    EXPECT_NE(refused.error().detail.find(other.text()), std::string::npos);
    EXPECT_EQ(before(), stopped);
    EXPECT_TRUE(instance.restart());
}

TEST_F(StartCheck, a_clock_ten_years_back_is_refused_unless_it_is_accepted) {
    std::map<std::string, std::string> stopped;
    const auto refused = instance.restart([&](Settings&) {
        instance.stopped_clock().move(-std::chrono::hours{24 * 3650});
        stopped = contents(data());
    });
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().detail.find("timedatectl"), std::string::npos) << refused.error().detail;
    EXPECT_EQ(contents(data()), stopped);
    ASSERT_TRUE(instance.restart([](Settings& settings) { settings.accept_clock = true; }));
    EXPECT_TRUE(instance.restart()) << "accepted once is accepted";
}

TEST_F(StartCheck, a_clock_set_back_while_it_serves_wakes_no_session) {
    auto visitor = signed_in(physician_login, Role::physician);
    EXPECT_NE(visitor.get("/mon-compte").status, 303);
    instance.clock().move(std::chrono::hours{11});
    instance.whole().note_this_moment();
    const auto late = visitor.get("/mon-compte").status;
    instance.clock().move(-std::chrono::hours{11});
    EXPECT_EQ(visitor.get("/mon-compte").status, late) << "a session that ended stays ended";
}

TEST_F(StartCheck, a_small_drift_starts_and_time_stands_still_until_it_caught_up) {
    const auto before = instance.services().clock.now();
    ASSERT_TRUE(instance.restart([&](Settings&) { instance.stopped_clock().move(-std::chrono::hours{2}); }));
    EXPECT_GE(instance.services().clock.now(), before);
}

}  // namespace
}  // namespace prevenance::api
