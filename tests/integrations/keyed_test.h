// What tests about keys start from: libsodium ready, a real root key file, and slow hashes made cheap on
// purpose. One test in passwords_test.cpp pays the real price.
#pragma once

#include "domain/alert.h"
#include "integrations/mailbox.h"
#include "integrations/random.h"
#include "integrations/root_key.h"
#include "integrations/slow_hash.h"
#include "integrations/sodium.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace prevenance::integrations {

inline constexpr HashCost cheap_cost{1, 8192};
inline constexpr SlowHashSettings cheap_settings{cheap_cost, cheap_cost, 4, 32};

class TemporaryDirectory {
public:
    TemporaryDirectory() : path_(std::filesystem::path(testing::TempDir()) / "prevenance-keys-XXXXXX") {
        auto name = path_.string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
        path_ = name;
    }
    ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

class KeyedTest : public testing::Test {
protected:
    KeyedTest() : root_(make_root(directory_.path() / "root.key")), slow_hash_(cheap_settings) {}

    static RootKey make_root(const std::filesystem::path& file) {
        if (!prepare_sodium()) throw std::runtime_error("no libsodium");
        SystemRandomness randomness;
        return RootKey::create(file, randomness).value();
    }

    template <class AnyId>
    AnyId new_id() {
        return randomness_.new_id<AnyId>();
    }

    Instant now_ = *parse_iso_instant("2026-03-12T14:05:00Z");
    TemporaryDirectory directory_;
    SystemRandomness randomness_;
    RootKey root_;
    SlowHash slow_hash_;
};

inline Sensitive<std::string> words(std::string text) {
    return Sensitive<std::string>(std::move(text));
}

inline Bytes flipped(ByteView bytes, std::size_t at, std::uint8_t bits = 0x01) {
    Bytes copy(bytes.begin(), bytes.end());
    copy[at] ^= bits;
    return copy;
}

inline bool contains(ByteView bytes, std::string_view text) {
    return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()).find(text) !=
           std::string_view::npos;
}

// What the member of a mailbox holds in their own request.
struct Member {
    AccountId account;
    MemberKeys keys;
    PresentMember present() const { return {account, keys}; }
    RosterMember entry() const { return {account, keys.signing().public_key(), keys.box().public_key()}; }
};

inline Member new_member(Randomness& randomness) {
    return {randomness.new_id<AccountId>(), MemberKeys::draw(randomness)};
}

}  // namespace prevenance::integrations
