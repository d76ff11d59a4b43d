#include "api/key_rotation.h"

#include "api/account_secrets.h"
#include "api/audit_checkpoints.h"
#include "api/audit_inspection.h"
#include "api/mailboxes.h"
#include "api/people.h"
#include "integrations/random.h"
#include "storage/accounts.h"
#include "storage/mailboxes.h"
#include "storage/migrations.h"
#include "storage/root_keys.h"
#include "tests/api/mailbox_case.h"

#include <gtest/gtest.h>

#include <fstream>

namespace prevenance::api {
namespace {

constexpr integrations::SlowHashSettings cheap{{1, 8192}, {1, 8192}};

// Draws from the system until the n-th time, then breaks, as a process that is killed there.
class BreakingRandomness final : public Randomness {
public:
    explicit BreakingRandomness(int draws) : left_(draws) {}
    void fill(std::span<std::uint8_t> bytes) override {
        if (left_-- <= 0) throw std::runtime_error("killed here");
        system_.fill(bytes);
    }

private:
    integrations::SystemRandomness system_;
    int left_;
};

class KeyRotation : public MailboxCase {
protected:
    KeyRotation() {
        open_the_mailbox(true);
        alert = delivered_alert();
        api_key = instance.add_api_key(referent);
        write([&](storage::Transaction& transaction) {
            alert_count = transaction.number("SELECT count(*) FROM sealed_alert");
        });
    }

    static void replace_key_file(const Settings& settings) {
        integrations::SlowHash slow_hash{cheap};
        integrations::SystemRandomness randomness;
        const auto keys = load_root_keys(settings, slow_hash);
        ASSERT_TRUE(keys) << keys.error().detail;
        const auto replaced = replace_root_key(settings, *keys, slow_hash, randomness);
        ASSERT_TRUE(replaced) << replaced.error().detail;
    }
    void rotate() {
        const auto started = instance.restart([](Settings& settings) { replace_key_file(settings); });
        ASSERT_TRUE(started) << started.error().detail;
    }
    std::filesystem::path retired_folder() const { return instance.folder() / "root.key.retired"; }

    void expect_everything_opens() {
        auto& services = instance.services();
        const auto scope = EmployerScope::for_job(instance.employer);
        const auto person = find_employee_by_payroll(services, scope, Sensitive<std::string>{"0042"});
        ASSERT_TRUE(person);
        EXPECT_EQ(person->id, employee);
        EXPECT_EQ(person->family_name.reveal(), "CANARI-Durand");
        EXPECT_EQ(call_api(instance, api_key, "GET", "/api/v1/teams").status, 200);
        EXPECT_TRUE(trusted_key_of(services, instance.oh_service));
        for (const auto* login : {physician_login, colleague_login}) {
            auto member = signed_in(login, Role::physician);
            EXPECT_TRUE(shows(member.get(alert.path()), "trois absences courtes")) << login;
        }
        EXPECT_FALSE(services.cases.read(
            [&](const storage::Reader& reader) { return services.audit.first_break(reader); }));
    }

    SentAlert alert;
    std::string api_key;
    std::int64_t alert_count = 0;
};

TEST_F(KeyRotation, everything_opens_under_the_new_key_and_no_row_is_left_under_the_old_one) {
    const auto old_key = instance.services().root.id();
    rotate();
    EXPECT_NE(instance.services().root.id(), old_key);
    EXPECT_TRUE(instance.whole().finished_a_rotation());
    for (const auto& use : root_key_uses(instance.services())) {
        if (use.root_key != old_key) continue;
        EXPECT_EQ(use.person_keys, 0);
        EXPECT_TRUE(use.may_be_destroyed());
        EXPECT_GT(use.passwords, 0) << "nobody has signed in yet";
    }
    expect_everything_opens();
}

TEST_F(KeyRotation, without_the_old_file_everything_still_opens) {
    rotate();
    ASSERT_TRUE(std::filesystem::exists(retired_folder()));
    ASSERT_TRUE(instance.restart([&](Settings&) { std::filesystem::remove_all(retired_folder()); }));
    EXPECT_FALSE(instance.whole().finished_a_rotation());
    expect_everything_opens();
}

TEST_F(KeyRotation, three_keys_one_after_another) {
    for (int i = 0; i < 3; ++i) {
        rotate();
        expect_everything_opens();
    }
    EXPECT_EQ(instance.services().root.legacies().size(), 3U);
}

TEST_F(KeyRotation, an_old_password_verifies_and_is_renewed_when_it_is_next_typed) {
    rotate();
    const auto pepper_of = [&](AccountId id) {
        const auto account = instance.services().cases.read(
            [&](const storage::Reader& reader) { return storage::Accounts{reader}.find(id); });
        return decode_password(account->password)->pepper;
    };
    EXPECT_NE(pepper_of(physician), instance.services().root.id());
    signed_in(physician_login, Role::physician);
    EXPECT_EQ(pepper_of(physician), instance.services().root.id());
    auto again = signed_in(physician_login, Role::physician);
    EXPECT_TRUE(shows(again.get(alert.path()), "trois absences courtes"))
        << "the keys were wrapped again too";
    EXPECT_NE(pepper_of(colleague), instance.services().root.id());
}

TEST_F(KeyRotation, an_alert_sealed_before_and_delivered_after_is_not_set_aside) {
    const auto sent = send_alert();
    rotate();
    deliver();
    auto member = signed_in(physician_login, Role::physician);
    EXPECT_TRUE(shows(member.get(sent.path()), "trois absences courtes"));
}

TEST_F(KeyRotation, a_roster_that_the_old_key_never_signed_is_not_signed_by_the_new_one) {
    tamper([&](storage::Transaction& transaction) {
        transaction.execute("DROP TRIGGER roster_is_append_only");
        transaction.execute(
            "UPDATE mailbox_roster SET roster = CAST(substr(roster, 1, length(roster) - 1) || "
            "CASE substr(roster, -1) WHEN x'00' THEN x'01' ELSE x'00' END AS BLOB) WHERE number = 2");
    });
    rotate();
    EXPECT_FALSE(trusted_key_of(instance.services(), instance.oh_service));
}

std::vector<forms::AuditFindingLine> findings_of(const Settings& settings, const std::string& checkpoint) {
    const auto inspection = AuditInspection::open(settings).value();
    auto view = inspection->verify();
    EXPECT_TRUE(inspection->compare(view, checkpoint));
    return view.findings;
}

TEST_F(KeyRotation, the_log_and_a_witness_of_before_are_verified_by_the_new_key_at_every_moment) {
    const auto now = instance.services().clock.now();
    make_checkpoint(instance.services(), now);
    const auto kept = AuditInspection::open(instance.whole().settings()).value()->present_checkpoint(now);
    const auto started = instance.restart([&](Settings& settings) {
        replace_key_file(settings);
        EXPECT_TRUE(findings_of(settings, kept).empty()) << "replaced, and nothing has started since";
    });
    ASSERT_TRUE(started);
    EXPECT_TRUE(findings_of(instance.whole().settings(), kept).empty());
    std::filesystem::remove_all(retired_folder());
    EXPECT_TRUE(findings_of(instance.whole().settings(), kept).empty()) << "the old file is gone";
}

TEST_F(KeyRotation, a_receipt_given_before_is_still_this_installations) {
    const auto signer = instance.services().root.receipt_signing_key().public_key();
    rotate();
    const auto in_use = root_key_in_use(instance.whole().settings());
    ASSERT_TRUE(in_use) << in_use.error().detail;
    EXPECT_TRUE(in_use->receipt_signers().include(signer));
    EXPECT_NE(in_use->receipt_signers().present(), signer);
}

TEST_F(KeyRotation, broken_off_at_any_draw_it_goes_on_at_the_next_start) {
    int broken_off = 0;
    for (int draws = 0; draws < 30; draws += 3) {
        const auto started = instance.restart([&](Settings& settings) {
            replace_key_file(settings);
            integrations::SlowHash slow_hash{cheap};
            auto keys = load_root_keys(settings, slow_hash).value();
            storage::Database key_file{{settings.data / "keys.db", storage::AuditRule::kept_elsewhere},
                                       storage::key_migrations()};
            BreakingRandomness randomness{draws};
            try {
                const auto carried =
                    carry_keys_over(key_file, keys, randomness, instance.stopped_clock().now());
                EXPECT_TRUE(carried);
            } catch (const std::runtime_error&) {
                ++broken_off;
            }
        });
        ASSERT_TRUE(started) << started.error().detail;
        EXPECT_TRUE(instance.whole().finished_a_rotation());
        expect_everything_opens();
    }
    EXPECT_GE(broken_off, 3) << "the draws were too many to break anything off";
}

TEST_F(KeyRotation, broken_off_between_the_files_it_goes_on_with_the_key_it_drew) {
    const auto before = instance.services().root.id();
    const auto started = instance.restart([&](Settings& settings) {
        integrations::SystemRandomness randomness;
        ASSERT_TRUE(integrations::RootKey::create(settings.root_key.string() + ".next", randomness));
    });
    ASSERT_TRUE(started);
    EXPECT_EQ(instance.services().root.id(), before) << "a key that was only drawn counts for nothing";
    const auto drawn = integrations::RootKey::load(instance.folder() / "root.key.next")->id();
    rotate();
    EXPECT_EQ(instance.services().root.id(), drawn);
    expect_everything_opens();
}

TEST_F(KeyRotation, a_half_written_next_key_is_drawn_again) {
    const auto started = instance.restart([&](Settings& settings) {
        std::ofstream{settings.root_key.string() + ".next"} << "half";
        std::filesystem::permissions(settings.root_key.string() + ".next",
                                     std::filesystem::perms::owner_read);
        replace_key_file(settings);
    });
    ASSERT_TRUE(started) << started.error().detail;
    expect_everything_opens();
}

TEST_F(KeyRotation, an_unfinished_rotation_without_the_old_key_is_refused_with_what_is_missing) {
    const auto old_key = instance.services().root.id();
    const auto refused = instance.restart([&](Settings& settings) {
        replace_key_file(settings);
        std::filesystem::rename(retired_folder(), instance.folder() / "elsewhere");
    });
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().detail.find(old_key.text()), std::string::npos) << refused.error().detail;
    ASSERT_TRUE(instance.restart(
        [&](Settings&) { std::filesystem::rename(instance.folder() / "elsewhere", retired_folder()); }));
    expect_everything_opens();
}

TEST_F(KeyRotation, what_a_retired_key_left_opens_under_its_follower_only_and_is_signed_by_it) {
    rotate();
    ASSERT_FALSE(instance.restart([&](Settings& settings) {
        storage::Database key_file{{settings.data / "keys.db", storage::AuditRule::kept_elsewhere},
                                   storage::key_migrations()};
        key_file.write([](storage::Transaction& transaction) {
            transaction.execute("UPDATE retired_root_key SET signing_key = zeroblob(32)");
        });
    }));
}

}  // namespace
}  // namespace prevenance::api
