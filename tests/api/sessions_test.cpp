// Sessions: seen and ended by their owner, ended by what changes, by time and by another sign-in; never by a
// form that another site forged.
#include "api/browser_kind.h"
#include "storage/accounts.h"
#include "tests/api/passkey_holder.h"

#include <gtest/gtest.h>

#include <functional>

namespace prevenance::api {
namespace {

using namespace std::chrono_literals;

constexpr auto firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

class Sessions : public testing::Test {
protected:
    void SetUp() override { account_ = instance_.add_account(Role::referent, "referente"); }

    Visitor signed_in(const std::string& browser = firefox) {
        Visitor visitor{instance_};
        visitor.headers()["user-agent"] = browser;
        visitor.sign_in("referente", Role::referent);
        return visitor;
    }
    bool is_signed_in(Visitor& visitor) { return visitor.get("/mon-compte").status == 200; }
    void change(storage::Sql sql, std::initializer_list<storage::Value> values) {
        instance_.services().cases.write([&](storage::Transaction& transaction) {
            transaction.execute(sql, values);
            transaction.mark_housekeeping();
        });
    }

    TestInstance instance_;
    AccountId account_;
};

TEST_F(Sessions, are_listed_with_times_and_kind_of_browser_and_nothing_else_is_kept) {
    auto visitor = signed_in();
    const auto page = visitor.get("/mon-compte");
    EXPECT_TRUE(shows(page, "Firefox, Windows"));
    EXPECT_TRUE(shows(page, "Celle-ci"));
    EXPECT_FALSE(shows(page, "127.0.0.1"));
    const auto kept = instance_.services().cases.read([&](const storage::Reader& reader) {
        return reader.all("SELECT browser FROM session", {},
                          [](const storage::Row& row) { return row.text(0); });
    });
    EXPECT_EQ(kept, std::vector<std::string>{"Firefox, Windows"});
}

TEST_F(Sessions, one_can_be_ended_from_another) {
    auto here = signed_in();
    auto there =
        signed_in("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36");
    const auto page = here.get("/mon-compte");
    EXPECT_TRUE(shows(page, "Chrome, Android"));
    const auto start = page.body.find("/mon-compte/sessions/", page.body.find("Chrome, Android"));
    const auto path = page.body.substr(start, page.body.find('"', start) - start);
    EXPECT_EQ(here.post(path, {}).status, 303);
    EXPECT_TRUE(is_signed_in(here));
    EXPECT_FALSE(is_signed_in(there));
}

TEST_F(Sessions, all_others_can_be_ended_at_once) {
    auto here = signed_in();
    auto there = signed_in();
    auto elsewhere = signed_in();
    here.get("/mon-compte");
    EXPECT_EQ(here.post("/mon-compte/sessions/terminer", {}).status, 303);
    EXPECT_TRUE(is_signed_in(here));
    EXPECT_FALSE(is_signed_in(there));
    EXPECT_FALSE(is_signed_in(elsewhere));
}

TEST_F(Sessions, of_somebody_else_answer_like_missing_ones) {
    instance_.add_account(Role::referent, "collegue");
    auto theirs = signed_in();
    auto own = signed_in();
    const auto page = own.get("/mon-compte");
    const auto start = page.body.find("/mon-compte/sessions/");
    const auto path = page.body.substr(start, page.body.find('"', start) - start);
    Visitor colleague{instance_};
    colleague.sign_in("collegue", Role::referent);
    colleague.get("/mon-compte");
    const auto foreign = colleague.post(path, {});
    colleague.get("/mon-compte");
    const auto missing = colleague.post(
        "/mon-compte/sessions/" + instance_.services().randomness.new_id<KeyId>().text() + "/terminer", {});
    EXPECT_EQ(foreign.status, 404);
    EXPECT_EQ(missing.status, 404);
    EXPECT_TRUE(is_signed_in(theirs));
}

TEST_F(Sessions, end_when_they_were_idle_or_are_ten_hours_old) {
    auto referent = signed_in();
    instance_.clock().move(15min);
    EXPECT_TRUE(is_signed_in(referent));
    instance_.clock().move(15min + 1s);
    EXPECT_FALSE(is_signed_in(referent));

    instance_.add_account(Role::manager, "responsable");
    Visitor manager{instance_};
    manager.sign_in("responsable", Role::manager);
    instance_.clock().move(30min);
    EXPECT_TRUE(is_signed_in(manager));
    instance_.clock().move(30min + 1s);
    EXPECT_FALSE(is_signed_in(manager));

    manager.sign_in("responsable", Role::manager);
    for (int i = 0; i < 40; ++i) {
        instance_.clock().move(15min);
        EXPECT_TRUE(is_signed_in(manager)) << i;
        instance_.services().cases.write(
            [](storage::Transaction&) {});  // being seen is written a little later
    }
    instance_.clock().move(1s);
    EXPECT_FALSE(is_signed_in(manager));
}

TEST_F(Sessions, end_with_whatever_proves_who_somebody_is_or_what_they_may_do) {
    const Bytes other{1, 2, 3};
    const std::vector<std::function<void()>> changes{
        [&] {
            change("UPDATE account SET password = ? WHERE id = ?", {other, account_});
        },
        [&] { change("UPDATE account SET sealed_totp = NULL WHERE id = ?", {account_}); },
        [&] {
            change("UPDATE account SET employer = ? WHERE id = ?", {instance_.other_employer, account_});
        },
        [&] { change("UPDATE account SET role = 'manager' WHERE id = ?", {account_}); },
        [&] { change("UPDATE account SET disabled_at = 1 WHERE id = ?", {account_}); },
        [&] {
            change(
                "INSERT INTO passkey(id, account, credential, algorithm, public_key, sign_count, "
                "sealed_label, "
                "added_at) VALUES (?, ?, ?, -7, ?, 0, ?, 0)",
                {account_, account_, other, other, other});
        }};
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const auto count = [&] {
            return instance_.services().cases.read(
                [](const storage::Reader& reader) { return reader.number("SELECT count(*) FROM session"); });
        };
        change("INSERT INTO session(token_hash, account, signed_in_at, last_seen_at) VALUES (?, ?, 0, 0)",
               {Digest{static_cast<std::uint8_t>(i)}, account_});
        ASSERT_EQ(count(), 1) << i;
        changes[i]();
        EXPECT_EQ(count(), 0) << i;
    }
}

TEST_F(Sessions, outlive_a_change_that_is_none) {
    auto visitor = signed_in();
    change("UPDATE account SET totp_last_step = totp_last_step + 1, password = password WHERE id = ?",
           {account_});
    EXPECT_TRUE(is_signed_in(visitor));
}

TEST_F(Sessions, signing_in_again_gives_a_new_secret_and_ends_the_old_one) {
    auto visitor = signed_in();
    Visitor planted{instance_};
    planted.cookies() = visitor.cookies();
    visitor.sign_in("referente", Role::referent);
    EXPECT_NE(visitor.cookies().at("prevenance"), planted.cookies().at("prevenance"));
    EXPECT_TRUE(is_signed_in(visitor));
    EXPECT_FALSE(is_signed_in(planted));
}

// The second finding of SecureDrop's audit of 2024: another site signs somebody out.
TEST_F(Sessions, no_other_site_signs_anybody_out) {
    auto visitor = signed_in();
    visitor.get("/mon-compte");
    const auto token = visitor.hidden("form_token");
    visitor.headers()["origin"] = "https://mal.example";
    EXPECT_EQ(visitor.post_exactly("/deconnexion", {{"form_token", token}}).status, 403);
    visitor.headers().erase("origin");
    visitor.headers()["sec-fetch-site"] = "cross-site";
    EXPECT_EQ(visitor.post_exactly("/deconnexion", {{"form_token", token}}).status, 403);
    visitor.headers()["sec-fetch-site"] = "same-site";
    EXPECT_EQ(visitor.post_exactly("/deconnexion", {{"form_token", token}}).status, 403);
    visitor.headers().erase("sec-fetch-site");
    EXPECT_EQ(visitor.post_exactly("/deconnexion", {}).status, 403);
    EXPECT_EQ(visitor.post_exactly("/deconnexion", {{"form_token", std::string(43, 'A')}}).status, 403);
    EXPECT_EQ(visitor.get("/deconnexion").status, 405);
    EXPECT_TRUE(is_signed_in(visitor));
}

TEST(BrowserKind, is_of_a_closed_list) {
    EXPECT_EQ(browser_kind(firefox), "Firefox, Windows");
    EXPECT_EQ(browser_kind(
                  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1"),
              "Safari, iPhone");
    EXPECT_EQ(browser_kind("Mozilla/5.0 (X11; Linux x86_64) Chrome/126.0 Safari/537.36 Edg/126.0"),
              "Edge, Linux");
    EXPECT_EQ(browser_kind("curl/8.0 <script> Claire"), "");
    EXPECT_EQ(browser_kind(""), "");
}

}  // namespace
}  // namespace prevenance::api
