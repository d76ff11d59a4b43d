// Passkeys against an authenticator of our own: what an honest one says is taken, and every single lie
// refused.
#include "integrations/passkeys.h"

#include "integrations/sodium.h"
#include "tests/integrations/software_authenticator.h"

#include <gtest/gtest.h>

#include <functional>

namespace prevenance::integrations {
namespace {

using tests::Lie;
using tests::SoftwareAuthenticator;
using Kind = SoftwareAuthenticator::Kind;

class Passkeys : public testing::TestWithParam<Kind> {
protected:
    void SetUp() override { ASSERT_TRUE(prepare_sodium()); }

    PasskeyCredential registered(SoftwareAuthenticator& device) const {
        return read_registration(site_, challenge_, device.make(site_, asked_)).value();
    }

    const PasskeySite site_{"prevenance.example", "https://prevenance.example"};
    const PasskeyChallenge challenge_{1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 254, 253};
    const std::string asked_ = to_base64url(challenge_);
};

TEST_P(Passkeys, what_was_made_for_this_site_signs_in_and_its_count_is_kept) {
    SoftwareAuthenticator device{GetParam()};
    auto credential = registered(device);
    EXPECT_EQ(credential.id, device.credential());
    EXPECT_EQ(credential.algorithm, GetParam() == Kind::es256 ? -7 : -8);
    for (std::uint32_t count = 1; count < 4; ++count) {
        const auto seen = verify_assertion(site_, challenge_, credential, device.answer(site_, asked_));
        ASSERT_TRUE(seen);
        EXPECT_EQ(*seen, count);
        credential.sign_count = *seen;
    }
}

TEST_P(Passkeys, every_lie_at_registration_is_refused) {
    const std::vector<Lie> lies{{.type = "webauthn.get"},
                                {.origin = "https://prevenance.example.net"},
                                {.origin = "http://prevenance.example"},
                                {.origin = "https://prevenance.example:8443"},
                                {.host = "example"},
                                {.cross_origin = true},
                                {.flags = 0x01},  // nobody was verified
                                {.flags = 0x04},  // nobody was there
                                {.flags = 0x00}};
    for (std::size_t i = 0; i < lies.size(); ++i) {
        SoftwareAuthenticator device{GetParam()};
        EXPECT_FALSE(read_registration(site_, challenge_, device.make(site_, asked_, lies[i])))
            << "lie " << i;
    }
    SoftwareAuthenticator device{GetParam()};
    const auto other = to_base64url(PasskeyChallenge{9});
    EXPECT_FALSE(read_registration(site_, challenge_, device.make(site_, other)));
}

TEST_P(Passkeys, every_lie_at_sign_in_is_refused) {
    const std::vector<Lie> lies{{.type = "webauthn.create"},
                                {.origin = "https://prevenance.example.net"},
                                {.origin = "https://mal.example"},
                                {.host = "mal.example"},
                                {.cross_origin = true},
                                {.flags = 0x01},
                                {.flags = 0x04},
                                {.flags = 0x00}};
    SoftwareAuthenticator device{GetParam()};
    const auto credential = registered(device);
    for (std::size_t i = 0; i < lies.size(); ++i)
        EXPECT_FALSE(verify_assertion(site_, challenge_, credential, device.answer(site_, asked_, lies[i])))
            << i;
    const auto other = to_base64url(PasskeyChallenge{9});
    EXPECT_FALSE(verify_assertion(site_, challenge_, credential, device.answer(site_, other)));
    EXPECT_TRUE(verify_assertion(site_, challenge_, credential, device.answer(site_, asked_)));
}

TEST_P(Passkeys, a_count_that_does_not_rise_is_a_copied_key) {
    SoftwareAuthenticator device{GetParam()};
    auto credential = registered(device);
    credential.sign_count = 7;
    for (const std::uint32_t count : {0U, 1U, 6U, 7U})
        EXPECT_FALSE(
            verify_assertion(site_, challenge_, credential, device.answer(site_, asked_, {.count = count})));
    EXPECT_TRUE(verify_assertion(site_, challenge_, credential, device.answer(site_, asked_, {.count = 8U})));
    credential.sign_count = 0;  // an authenticator that does not count
    EXPECT_TRUE(verify_assertion(site_, challenge_, credential, device.answer(site_, asked_, {.count = 0U})));
}

TEST_P(Passkeys, another_persons_key_answers_for_nobody_else) {
    SoftwareAuthenticator device{GetParam()};
    SoftwareAuthenticator other{GetParam()};
    const auto credential = registered(device);
    registered(other);
    EXPECT_FALSE(verify_assertion(site_, challenge_, credential, other.answer(site_, asked_)));
    auto disguised = other.answer(site_, asked_);
    disguised.credential = to_base64url(device.credential());
    EXPECT_FALSE(verify_assertion(site_, challenge_, credential, disguised));
}

TEST_P(Passkeys, each_single_bit_turned_is_refused) {
    SoftwareAuthenticator device{GetParam()};
    const auto credential = registered(device);
    const auto good = device.answer(site_, asked_);
    ASSERT_TRUE(verify_assertion(site_, challenge_, credential, good));
    std::size_t refused = 0;
    std::size_t turned = 0;
    const auto turn_each = [&](std::string PasskeyAssertion::*field) {
        const auto bytes = tests::bytes_of_base64url(good.*field);
        for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            auto changed = bytes;
            changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
            auto bad = good;
            bad.*field = tests::base64url(changed);
            ++turned;
            refused += !verify_assertion(site_, challenge_, credential, bad);
        }
    };
    turn_each(&PasskeyAssertion::signature);
    turn_each(&PasskeyAssertion::authenticator_data);
    turn_each(&PasskeyAssertion::credential);
    for (std::size_t bit = 0; bit < good.client_data.text.size() * 8; ++bit) {
        auto bad = good;
        bad.client_data.text[bit / 8] = static_cast<char>(bad.client_data.text[bit / 8] ^ (1 << (bit % 8)));
        ++turned;
        refused += !verify_assertion(site_, challenge_, credential, bad);
    }
    EXPECT_EQ(refused, turned);
    EXPECT_GT(turned, 1'500U);
}

TEST_P(Passkeys, cut_and_strange_bytes_are_refused) {
    SoftwareAuthenticator device{GetParam()};
    const auto credential = registered(device);
    const auto made = device.make(site_, asked_);
    for (std::size_t length = 0; length < made.authenticator_data.size(); ++length) {
        auto cut = made;
        cut.authenticator_data.resize(length);
        EXPECT_FALSE(read_registration(site_, challenge_, cut)) << length;
    }
    const auto good = device.answer(site_, asked_);
    for (const auto* strange : {"", "=", "AA==", "a b", "é", "////"}) {
        auto bad = good;
        bad.signature = strange;
        EXPECT_FALSE(verify_assertion(site_, challenge_, credential, bad)) << strange;
        bad = good;
        bad.authenticator_data = strange;
        EXPECT_FALSE(verify_assertion(site_, challenge_, credential, bad)) << strange;
    }
}

INSTANTIATE_TEST_SUITE_P(BothKinds, Passkeys, testing::Values(Kind::es256, Kind::ed25519),
                         [](const auto& kind) { return kind.param == Kind::es256 ? "es256" : "ed25519"; });

}  // namespace
}  // namespace prevenance::integrations
