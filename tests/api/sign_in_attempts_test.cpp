// Guessing gets slow for the guesser: by name, by network, by the machine's own limit of hashes at once.
// Nothing that comes back, and no time it takes, says whether somebody has that name.
#include "api/sign_in_attempts.h"

#include "api/host_names.h"
#include "integrations/slow_hash.h"
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <future>

namespace prevenance::api {
namespace {

using namespace std::chrono_literals;

Reply try_from(TestInstance& instance, const std::string& address, const std::string& login,
               const std::string& password = "rien du tout") {
    Request request;
    request.method = "POST";
    request.path = "/connexion";
    request.client_address = address;
    request.headers = {{"host", "127.0.0.1:8080"}, {"content-type", "application/x-www-form-urlencoded"}};
    request.body = "login=" + login + "&password=" + password;
    std::ranges::replace(request.body, ' ', '+');
    return instance.ask(std::move(request));
}

TEST(SignInAttempts, a_network_is_24_bits_or_56) {
    EXPECT_EQ(network_of("192.0.2.77"), "192.0.2.0/24");
    EXPECT_EQ(network_of("192.0.2.1"), network_of("192.0.2.254"));
    EXPECT_NE(network_of("192.0.2.1"), network_of("192.0.3.1"));
    EXPECT_EQ(network_of("2001:db8:0:1ff::1"), "2001:db8:0:100::/56");
    EXPECT_EQ(network_of("2001:db8:0:100::1"), network_of("2001:db8:0:1ab:ffff::9"));
    EXPECT_NE(network_of("2001:db8:0:100::1"), network_of("2001:db8:0:200::1"));
    EXPECT_EQ(network_of("::ffff:192.0.2.77"), "192.0.2.0/24");
    EXPECT_EQ(network_of("not an address"), "not an address");
}

TEST(SignInAttempts, twenty_a_minute_from_one_network_whatever_the_name) {
    TestInstance instance;
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(try_from(instance, "192.0.2." + std::to_string(i + 1), "nom" + std::to_string(i)).status,
                  422)
            << i;
    const auto refused = try_from(instance, "192.0.2.200", "encore");
    EXPECT_EQ(refused.status, 429);
    EXPECT_FALSE(header(refused, "Retry-After").empty());
    EXPECT_EQ(try_from(instance, "192.0.3.1", "encore").status, 422);
    instance.clock().move(60s);
    EXPECT_EQ(try_from(instance, "192.0.2.200", "encore-un").status, 422);
}

TEST(SignInAttempts, the_wait_doubles_to_a_minute_and_never_becomes_a_lock) {
    TestInstance instance;
    instance.add_account(Role::manager, "responsable");
    for (const auto wait : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s, 60s}) {
        EXPECT_EQ(try_from(instance, "192.0.2.1", "responsable").status, 422);
        instance.clock().move(wait - 1s);
        EXPECT_EQ(try_from(instance, "192.0.2.1", "responsable").status, 429) << wait.count();
        instance.clock().move(1s);
    }
    EXPECT_EQ(
        try_from(instance, "192.0.2.1", "responsable",
                 std::string{TestInstance::test_password} + "&totp=" + instance.second_factor("responsable"))
            .status,
        303);
}

TEST(SignInAttempts, a_name_that_nobody_has_waits_like_one_that_somebody_has) {
    TestInstance instance;
    instance.add_account(Role::manager, "responsable");
    for (const auto* login : {"responsable", "personne"}) {
        EXPECT_EQ(try_from(instance, "192.0.2.1", login).status, 422) << login;
        EXPECT_EQ(try_from(instance, "192.0.2.1", login).status, 429) << login;
    }
}

// 120 attempts of each kind, in turn; a difference of the medians that a guesser could use would be that of a
// hash.
TEST(SignInAttempts, take_the_same_time_for_known_unknown_and_closed_accounts) {
    TestInstance instance;
    instance.add_account(Role::manager, "responsable");
    instance.add_account(Role::referent, "referente");
    std::map<std::string, std::vector<double>> took;
    for (int i = 0; i < 120; ++i) {
        for (const auto* login : {"responsable", "referente", "personne"}) {
            instance.clock().move(61s);
            const auto start = std::chrono::steady_clock::now();
            ASSERT_EQ(try_from(instance, "192.0.2.1", login).status, 422);
            took[login].push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        }
    }
    const auto median = [](std::vector<double> values) {
        std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
        return values[values.size() / 2];
    };
    const auto unknown = median(took["personne"]);
    for (const auto* login : {"responsable", "referente"}) {
        RecordProperty(login, std::to_string(median(took[login])) + " ms against " + std::to_string(unknown));
        EXPECT_LT(std::abs(median(took[login]) - unknown), 0.15 * unknown + 1.0) << login;
    }
}

TEST(SignInAttempts, more_hashes_at_once_than_the_machine_bears_are_turned_away_with_503) {
    integrations::SlowHash gate{{{4, 64ULL * 1024 * 1024}, {1, 8192}, 1, 1}};
    std::vector<std::future<ErrorCode>> all;
    for (int i = 0; i < 8; ++i)
        all.push_back(std::async(std::launch::async, [&] {
            const auto key = gate.hash(bytes_of("secret"), {}, gate.cost());
            return key ? ErrorCode::invalid : key.error().code;
        }));
    std::size_t turned_away = 0;
    for (auto& one : all) turned_away += one.get() == ErrorCode::unavailable;
    EXPECT_GE(turned_away, 1U);
    EXPECT_LE(turned_away, 6U);
}

TEST(AskingAddress, is_what_the_proxy_says_and_nobody_else) {
    Settings settings;
    Request request;
    request.headers["x-forwarded-for"] = "203.0.113.9";
    request.client_address = "127.0.0.1";
    EXPECT_EQ(asking_address(settings, request), "127.0.0.1");  // no proxy was announced
    settings.behind_proxy = true;
    EXPECT_EQ(asking_address(settings, request), "203.0.113.9");
    request.headers["x-forwarded-for"] = "198.51.100.1, 203.0.113.9";
    EXPECT_EQ(asking_address(settings, request), "203.0.113.9");  // the last is the proxy's own word
    request.client_address = "192.0.2.44";
    EXPECT_EQ(asking_address(settings, request), "192.0.2.44");  // not from this machine
}

}  // namespace
}  // namespace prevenance::api
