#include "api/captured_mail_channel.h"
#include "api/health.h"
#include "api/notice_channels.h"
#include "domain/delivery_schedule.h"
#include "forms/captured_mail_page.h"
#include "integrations/channels/mail.h"
#include "storage/alerts.h"
#include "storage/outbox.h"
#include "tests/api/mailbox_case.h"
#include "tests/integrations/smtp_server.h"

#include <gtest/gtest.h>

#include <optional>

namespace prevenance::api {
namespace {

using integrations::SmtpServer;

class Outbox : public MailboxCase {
protected:
    Outbox() { open_the_mailbox(); }

    std::unique_ptr<integrations::NoticeChannel> mail_to(int port) {
        integrations::MailSettings settings;
        settings.host = "127.0.0.1";
        settings.port = port;
        settings.require_starttls = false;
        settings.sender = "prevenance@example.org";
        return integrations::make_mail_channel(settings).value();
    }
    OutboxRun run(integrations::NoticeChannel* channel) {
        return run_outbox(instance.services(), channel, instance.clock().now());
    }
    // Every message the server took, until it stays silent.
    std::vector<std::string> taken(SmtpServer& server, std::size_t expected) {
        std::vector<std::string> messages;
        while (messages.size() < expected) {
            auto message = server.next_message();
            if (!message) break;
            messages.push_back(std::move(*message));
        }
        if (auto more = server.next_message(300)) messages.push_back(std::move(*more));
        return messages;
    }
    std::string quarantine_of(const SentAlert& sent) {
        return instance.services().cases.read([&](const storage::Reader& reader) {
            const auto record =
                storage::Mailbox{reader, MailboxScope::for_job(instance.oh_service)}.find(sent.id);
            return record ? record->quarantined_because.value_or("none") : std::string{"not delivered"};
        });
    }
};

TEST_F(Outbox, an_alert_arrives_and_each_member_of_the_service_gets_one_mail_that_names_nobody) {
    send_alert();
    SmtpServer server;
    const auto channel = mail_to(server.port());
    EXPECT_EQ(run(channel.get()), (OutboxRun{.delivered = 4}));  // the alert, two physicians, the cell
    const auto messages = taken(server, 3);
    ASSERT_EQ(messages.size(), 3U);
    for (const auto& message : messages) {
        EXPECT_EQ(message.find(canary), std::string::npos) << message;
        EXPECT_NE(message.find("Vous avez 1 demande"), std::string::npos) << message;
    }
    for (const auto* login : {physician_login, colleague_login, cell_login})
        EXPECT_EQ(std::ranges::count_if(messages,
                                        [&](const auto& m) { return m.find(login) != std::string::npos; }),
                  1)
            << login;
    EXPECT_EQ(run(channel.get()), OutboxRun{}) << "a second run finds nothing";
}

TEST_F(Outbox, a_server_down_for_an_hour_loses_nothing_and_doubles_nothing) {
    send_alert();
    std::optional<SmtpServer> server{std::in_place};
    const auto port = integrations::unused_port();
    const auto down = mail_to(port);
    auto first = run(down.get());
    EXPECT_EQ(first.delivered, 1) << "the alert itself needs no mail server";
    EXPECT_EQ(first.postponed, 3);
    for (int minute = 0; minute < 60; ++minute) {
        instance.clock().move(std::chrono::minutes{1});
        const auto during = run(down.get());
        EXPECT_EQ(during.delivered + during.given_up, 0);
    }
    const auto up = mail_to(server->port());
    OutboxRun after;
    for (int minute = 0; minute < 180 && after.delivered < 3; ++minute) {
        instance.clock().move(std::chrono::minutes{1});
        after.delivered += run(up.get()).delivered;
    }
    EXPECT_EQ(after.delivered, 3);
    EXPECT_EQ(taken(*server, 3).size(), 3U);
    instance.clock().move(std::chrono::hours{48});
    EXPECT_EQ(run(up.get()), OutboxRun{});
    EXPECT_EQ(number("SELECT count(*) FROM sealed_alert WHERE delivered_at IS NOT NULL"), 1);
}

TEST_F(Outbox, a_server_that_never_comes_back_is_handed_to_a_human_after_the_last_attempt) {
    send_alert();
    const auto down = mail_to(integrations::unused_port());
    OutboxRun total;
    for (std::size_t attempt = 0; attempt < delivery_pauses.size() + 3; ++attempt) {
        const auto during = run(down.get());
        total.postponed += during.postponed;
        total.given_up += during.given_up;
        instance.clock().move(std::chrono::hours{10});
    }
    EXPECT_EQ(total.postponed, 3 * static_cast<int>(delivery_pauses.size() - 1));
    EXPECT_EQ(total.given_up, 3);
    EXPECT_EQ(instance.services().cases.read(storage::count_given_up), 3);
}

TEST_F(Outbox, a_refused_address_is_handed_to_a_human_at_once) {
    send_alert();
    SmtpServer server{{"--rcpt-answer", "550 no such person"}};
    const auto channel = mail_to(server.port());
    EXPECT_EQ(run(channel.get()), (OutboxRun{.delivered = 1, .given_up = 3}));
}

// What a mail to a service says by its number, the check must not say.
TEST_F(Outbox, the_check_tells_of_a_mail_to_a_referent_that_was_given_up_and_never_of_one_to_a_service) {
    const auto line = [&] {
        const auto lines = thorough_checks(instance.services());
        return *std::ranges::find(lines, std::string{"notices"}, &forms::CheckLine::name);
    };
    SmtpServer server{{"--rcpt-answer", "550 no such person"}};
    const auto channel = mail_to(server.port());
    const auto before = line().message;
    send_alert();
    EXPECT_EQ(run(channel.get()).given_up, 3);
    EXPECT_EQ(line().state, forms::CheckState::passed);
    EXPECT_EQ(line().message, before);
    write([&](storage::Transaction& transaction) {
        storage::queue_notice(transaction, instance.services().randomness.new_id<OutboxId>(), referent,
                              instance.clock().now());
    });
    EXPECT_EQ(run(channel.get()).given_up, 1);
    EXPECT_EQ(line().state, forms::CheckState::failed);
    EXPECT_NE(line().message.find(": 1."), std::string::npos) << line().message;
    EXPECT_EQ(line().message.find(referent_login), std::string::npos);
    instance.clock().move(std::chrono::hours{1});
    write([&](storage::Transaction& transaction) {
        storage::queue_notice(transaction, instance.services().randomness.new_id<OutboxId>(), referent,
                              instance.clock().now());
    });
    SmtpServer mended;
    const auto good = mail_to(mended.port());
    EXPECT_EQ(run(good.get()).delivered, 1);
    EXPECT_EQ(line().state, forms::CheckState::passed) << line().message;
}

TEST_F(Outbox, an_alert_withdrawn_on_its_way_is_cancelled_and_nobody_is_told) {
    const auto sent = send_alert();
    write([&](storage::Transaction& transaction) {  // the receipt alone: the outbox row is still due
        transaction.execute("UPDATE receipt SET withdrawn_at = ? WHERE id = ?",
                            {instance.clock().now(), sent.receipt});
    });
    EXPECT_EQ(deliver(), (OutboxRun{.cancelled = 1}));
    EXPECT_EQ(quarantine_of(sent), "not delivered");
    EXPECT_EQ(number("SELECT count(*) FROM outbox WHERE kind = 'notice'"), 0);
}

TEST_F(Outbox, an_envelope_altered_on_its_way_arrives_set_aside) {
    const auto sent = send_alert();
    const auto good = instance.services().cases.read([&](const storage::Reader& reader) {
        return storage::find_alert_on_its_way(reader, sent.id)->envelope;
    });
    for (const auto& [at, reason] :
         {std::pair<std::size_t, std::string>{0, "malformed"},
          std::pair<std::size_t, std::string>{good.size() - 1, "instance_signature"}}) {
        auto altered = good;
        altered[at] ^= 1U;
        tamper([&](storage::Transaction& transaction) {
            transaction.execute(
                "UPDATE sealed_alert SET envelope = ?, delivered_at = NULL, quarantined_because = NULL",
                {altered});
            transaction.execute("UPDATE outbox SET delivered_at = NULL WHERE kind = 'alert'");
        });
        deliver();
        EXPECT_EQ(quarantine_of(sent), reason);
    }
}

TEST_F(Outbox, an_agreement_that_ended_on_the_way_arrives_set_aside) {
    const auto sent = send_alert();
    instance.clock().move(std::chrono::hours{24 * 200});
    deliver();
    EXPECT_EQ(quarantine_of(sent), "receipt_expired");
}

TEST_F(Outbox, a_closed_account_and_a_name_that_is_no_address_get_no_mail) {
    send_alert();
    write([&](storage::Transaction& transaction) {
        transaction.execute("UPDATE account SET disabled_at = ? WHERE id = ?",
                            {instance.clock().now(), colleague});
    });
    instance.add_account(Role::physician, "sans-adresse");
    SmtpServer server;
    const auto channel = mail_to(server.port());
    EXPECT_EQ(run(channel.get()), (OutboxRun{.delivered = 3, .cancelled = 1}));
    EXPECT_EQ(taken(server, 2).size(), 2U);
}

TEST_F(Outbox, a_captured_mail_lands_once_even_if_it_is_delivered_twice) {
    CapturedMailChannel channel{instance.services().cases, instance.clock()};
    integrations::Notice notice;
    notice.id = instance.services().randomness.new_id<OutboxId>();
    notice.recipient = Sensitive<std::string>{"docteure@service.example"};
    notice.service_address = "http://127.0.0.1:8080";
    channel.deliver(notice);
    channel.deliver(notice);
    const auto mails = instance.services().cases.read(storage::captured_mails);
    ASSERT_EQ(mails.size(), 1U);
    EXPECT_EQ(mails.front().recipient, "docteure@service.example");
}

TEST_F(Outbox, captured_mails_are_shown_as_their_recipients_read_them) {
    const auto& templates = instance.services().templates;
    const auto empty =
        templates.fill("captured_mail", forms::captured_mail_data({}).set("title", "Courriels")).text;
    EXPECT_NE(empty.find("Aucun courriel pour le moment."), std::string::npos);
    auto one = forms::captured_mail_data(
        {{"docteure@service.example", "Vous avez 1 demande", "Ligne 1\nLigne 2", {}}});
    const auto page = templates.fill("captured_mail", one.set("title", "Courriels")).text;
    EXPECT_NE(page.find("À docteure@service.example"), std::string::npos);
    EXPECT_NE(page.find("Ligne 1\nLigne 2"), std::string::npos);
}

TEST_F(Outbox, without_a_mail_server_there_is_no_channel_and_no_page_of_mails) {
    EXPECT_EQ(open_notice_channel(instance.services()).value(), nullptr);
    Visitor visitor{instance};
    EXPECT_EQ(visitor.get("/demo/courriels").status, 404);
}

}  // namespace
}  // namespace prevenance::api
