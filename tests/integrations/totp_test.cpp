#include "integrations/totp.h"

#include "tests/integrations/keyed_test.h"

namespace prevenance::integrations {
namespace {

// RFC 6238 appendix B, SHA-1: the seed is "12345678901234567890". The RFC prints eight digits; six-digit
// codes are their last six.
const auto rfc_seed = words("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

struct Vector {
    std::int64_t seconds;
    std::string digits;
};

const std::vector<Vector> rfc_vectors = {{59, "287082"},         {1111111109, "081804"},
                                         {1111111111, "050471"}, {1234567890, "005924"},
                                         {2000000000, "279037"}, {20000000000, "353130"}};

Instant at(std::int64_t seconds) {
    return Instant(std::chrono::seconds(seconds));
}

class Totp : public KeyedTest {
protected:
    TotpSeed seed_ = TotpSeed::parse(rfc_seed).value();
};

TEST_F(Totp, gives_the_numbers_of_the_rfc_and_their_step) {
    for (const auto& vector : rfc_vectors) {
        EXPECT_EQ(seed_.matching_step(vector.digits, at(vector.seconds), {}),
                  static_cast<std::uint64_t>(vector.seconds) / 30)
            << vector.seconds;
    }
}

TEST_F(Totp, allows_one_step_either_side_and_no_more) {
    const auto digits = rfc_vectors[2].digits;
    const auto start = 1111111111 / 30 * 30;
    EXPECT_TRUE(seed_.matching_step(digits, at(start - 30), {}));
    EXPECT_TRUE(seed_.matching_step(digits, at(start + 59), {}));
    EXPECT_FALSE(seed_.matching_step(digits, at(start - 31), {}));
    EXPECT_FALSE(seed_.matching_step(digits, at(start + 60), {}));
}

TEST_F(Totp, each_step_is_used_once) {
    const auto digits = rfc_vectors[2].digits;
    const auto step = seed_.matching_step(digits, at(1111111111), {}).value();
    EXPECT_FALSE(seed_.matching_step(digits, at(1111111111), step));
    EXPECT_FALSE(seed_.matching_step(digits, at(1111111111), step + 1));
    EXPECT_TRUE(seed_.matching_step(digits, at(1111111111), step - 1));
}

TEST_F(Totp, wrong_numbers_are_refused) {
    for (const auto* digits : {"", "050472", "50471", "0050471", "05047a", "050471 "}) {
        EXPECT_FALSE(seed_.matching_step(digits, at(1111111111), {})) << digits;
    }
}

TEST_F(Totp, a_drawn_seed_has_160_bits_and_comes_back_from_its_text) {
    const auto drawn = TotpSeed::draw(randomness_);
    EXPECT_EQ(drawn.base32().reveal().size(), 32U);
    EXPECT_EQ(TotpSeed::parse(drawn.base32()).value().base32(), drawn.base32());
    EXPECT_NE(drawn.base32(), TotpSeed::draw(randomness_).base32());
    EXPECT_FALSE(TotpSeed::parse(words("GEZDGNBV")));
    EXPECT_FALSE(TotpSeed::parse(words("not base 32!")));
}

TEST_F(Totp, the_enrolment_address_says_who_and_how) {
    EXPECT_EQ(seed_.enrolment_uri("Prévenance", words("a.b@c.example")).reveal(),
              "otpauth://totp/Pr%C3%A9venance:a.b@c.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
              "&issuer=Pr%C3%A9venance&algorithm=SHA1&digits=6&period=30");
}

}  // namespace
}  // namespace prevenance::integrations
