#include "tests/integrations/keyed_test.h"

#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace prevenance::integrations {
namespace {

constexpr KeyPurpose some_purpose{"PVTEST__", 1};

class RootKeyTest : public KeyedTest {
protected:
    std::filesystem::path file_ = directory_.path() / "root.key";
    std::filesystem::path other_ = directory_.path() / "other.key";
};

TEST_F(RootKeyTest, a_created_key_loads_again_as_the_same_key) {
    const auto loaded = RootKey::load(file_);
    ASSERT_TRUE(loaded) << loaded.error().detail;
    EXPECT_EQ(loaded->id(), root_.id());
    EXPECT_TRUE(
        equal_in_constant_time(loaded->derive(some_purpose).view(), root_.derive(some_purpose).view()));
}

TEST_F(RootKeyTest, the_file_is_for_its_owner_alone) {
    struct stat status {};
    ASSERT_EQ(stat(file_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(RootKeyTest, two_keys_and_two_purposes_differ) {
    const auto other = RootKey::create(other_, randomness_).value();
    EXPECT_NE(other.id(), root_.id());
    EXPECT_FALSE(
        equal_in_constant_time(root_.derive({"PVTEST__", 1}).view(), root_.derive({"PVTEST__", 2}).view()));
    EXPECT_FALSE(
        equal_in_constant_time(root_.derive({"PVTEST__", 1}).view(), root_.derive({"PVOTHER_", 1}).view()));
}

TEST_F(RootKeyTest, an_existing_key_is_never_replaced) {
    const auto again = RootKey::create(file_, randomness_);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::conflict);
    EXPECT_EQ(RootKey::load(file_).value().id(), root_.id());
}

TEST_F(RootKeyTest, a_file_that_others_can_read_is_refused_with_the_command_that_mends_it) {
    for (const mode_t mode : {0640, 0604, 0660}) {
        ASSERT_EQ(chmod(file_.c_str(), mode), 0);
        const auto loaded = RootKey::load(file_);
        ASSERT_FALSE(loaded);
        EXPECT_NE(loaded.error().detail.find("chmod 600 " + file_.string()), std::string::npos);
    }
    ASSERT_EQ(chmod(file_.c_str(), 0400), 0);
    EXPECT_TRUE(RootKey::load(file_));
}

TEST_F(RootKeyTest, missing_short_long_and_linked_files_are_refused) {
    EXPECT_FALSE(RootKey::load(directory_.path() / "nowhere.key"));
    for (const std::size_t size : {0U, 31U, 33U}) {
        std::ofstream(other_) << std::string(size, 'x');
        ASSERT_EQ(chmod(other_.c_str(), 0600), 0);
        const auto loaded = RootKey::load(other_);
        ASSERT_FALSE(loaded);
        EXPECT_NE(loaded.error().detail.find(std::to_string(size) + " octets"), std::string::npos);
    }
    const auto link = directory_.path() / "link.key";
    std::filesystem::create_symlink(file_, link);
    EXPECT_FALSE(RootKey::load(link));
    EXPECT_FALSE(RootKey::load(directory_.path()));
}

TEST_F(RootKeyTest, a_systemd_credential_may_show_a_readable_group_but_not_the_world) {
    ASSERT_EQ(chmod(file_.c_str(), 0440), 0);
    EXPECT_EQ(RootKey::load_credential(directory_.path(), "root.key").value().id(), root_.id());
    ASSERT_EQ(chmod(file_.c_str(), 0444), 0);
    EXPECT_FALSE(RootKey::load_credential(directory_.path(), "root.key"));
}

TEST_F(RootKeyTest, a_locked_key_opens_with_its_passphrase_only) {
    const auto locked = directory_.path() / "root.key.locked";
    ASSERT_TRUE(root_.save_locked(locked, words("cinq mots au hasard ici"), slow_hash_, randomness_));
    EXPECT_EQ(RootKey::load_locked(locked, words("cinq mots au hasard ici"), slow_hash_).value().id(), root_.id());
    const auto wrong = RootKey::load_locked(locked, words("cinq mots au hasard Ici"), slow_hash_);
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, ErrorCode::unauthenticated);
    EXPECT_NE(wrong.error().detail.find("ce n’est pas la bonne phrase de passe"), std::string::npos);
    EXPECT_EQ(root_.save_locked(locked, words("x"), slow_hash_, randomness_).error().code, ErrorCode::conflict);
}

TEST_F(RootKeyTest, every_flipped_or_missing_byte_of_a_locked_key_is_refused) {
    const auto locked = directory_.path() / "root.key.locked";
    ASSERT_TRUE(root_.save_locked(locked, words("phrase"), slow_hash_, randomness_));
    std::ifstream stream{locked, std::ios::binary};
    const std::string whole{std::istreambuf_iterator<char>{stream}, {}};
    for (std::size_t i = 0; i <= whole.size(); ++i) {
        auto broken = i < whole.size() ? whole : whole.substr(0, whole.size() - 1);
        if (i < whole.size()) broken[i] = static_cast<char>(broken[i] ^ 1);
        std::ofstream{locked, std::ios::binary} << broken;
        EXPECT_FALSE(RootKey::load_locked(locked, words("phrase"), slow_hash_)) << i;
    }
}

TEST_F(RootKeyTest, what_a_key_leaves_opens_under_its_follower_in_its_own_place_only) {
    const auto follower = RootKey::draw(randomness_);
    const auto sealed = follower.seal_legacy(root_.legacy(), randomness_);
    const auto opened = follower.open_legacy(sealed, root_.id());
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->signer, root_.instance_signing_key().public_key());
    EXPECT_TRUE(equal_in_constant_time(opened->digest_key.view(), root_.digest_key().view()));
    EXPECT_FALSE(root_.open_legacy(sealed, root_.id()));
    EXPECT_FALSE(follower.open_legacy(sealed, follower.id()));
    for (std::size_t i = 0; i < sealed.size(); ++i)
        EXPECT_FALSE(follower.open_legacy(flipped(sealed, i), root_.id())) << i;
}

TEST_F(RootKeyTest, a_follower_knows_the_old_peppers_digests_and_signatures) {
    auto follower = RootKey::draw(randomness_);
    std::vector<RootLegacy> left;
    left.push_back(root_.legacy());
    follower.inherit(std::move(left));
    const auto old_pepper = root_.peppers(PepperUse::codes);
    const auto peppers = follower.peppers(PepperUse::codes);
    for (const auto& named : {root_.id(), KeyId{}}) {
        ASSERT_NE(peppers.find(named), nullptr);
        EXPECT_TRUE(equal_in_constant_time(peppers.find(named)->view(), old_pepper.present().view()));
        EXPECT_FALSE(peppers.is_present(named));
    }
    EXPECT_EQ(peppers.find(randomness_.new_id<KeyId>()), nullptr);
    EXPECT_TRUE(equal_in_constant_time(follower.digest_key().view(), root_.digest_key().view()));
    const auto signature = root_.instance_signing_key().sign(bytes_of("said before"));
    EXPECT_TRUE(follower.signers().signed_this(bytes_of("said before"), signature));
    EXPECT_FALSE(follower.signers().signed_this(bytes_of("never said"), signature));
}

TEST_F(RootKeyTest, a_guarded_key_cannot_be_read_outside_its_use) {
    const auto probe = [] {
        SystemRandomness randomness;
        const GuardedKey key(SecretKey::random(randomness).view());
        const std::uint8_t* kept = key.with([](auto bytes) { return bytes.data(); });
        std::exit(*kept == 0 ? 10 : 11);
    };
    EXPECT_EXIT(
        probe(), [](int status) { return status != 10 << 8 && status != 11 << 8 && status != 0; }, "");
}

}  // namespace
}  // namespace prevenance::integrations
