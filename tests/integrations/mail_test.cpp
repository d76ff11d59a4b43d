#include "integrations/channels/mail.h"

#include "tests/integrations/smtp_server.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace prevenance::integrations {
namespace {

const std::string recipient = "lea.marchand@service-sante.example";

Notice notice() {
    Notice written;
    written.id = OutboxId::parse("0b8a0000-0000-4000-8000-0000000000ff").value();
    written.kind = NoticeKind::request;
    written.recipient = Sensitive{recipient};
    written.service_address = "https://prevenance.example.org";
    written.written_at = parse_iso_instant("2026-03-01T08:05:09Z").value();
    return written;
}

MailSettings settings(int port) {
    MailSettings chosen;
    chosen.host = "127.0.0.1";
    chosen.port = port;
    chosen.require_starttls = false;
    chosen.sender = "prevenance@example.org";
    chosen.connect_limit = std::chrono::seconds{10};
    return chosen;
}

Delivery deliver(MailSettings chosen, const Notice& written = notice()) {
    const auto channel = make_mail_channel(std::move(chosen));
    if (!channel) {
        ADD_FAILURE() << channel.error().fields.at(0).message;
        return {};
    }
    return (*channel)->deliver(written);
}

std::vector<std::string> setting_faults(const MailSettings& chosen) {
    const auto channel = make_mail_channel(chosen);
    std::vector<std::string> codes;
    if (channel) return codes;
    for (const auto& fault : channel.error().fields) codes.push_back(fault.code);
    return codes;
}

std::string with_boundary_named(std::string message) {
    // The boundary is chance; everything else is known.
    const std::string mark = "boundary=";
    const auto start = message.find(mark);
    if (start == std::string::npos) return message;
    const auto from = start + mark.size();
    const auto boundary = message.substr(from, message.find("\\r\\n", from) - from);
    for (auto at = message.find(boundary); at != std::string::npos; at = message.find(boundary))
        message.replace(at, boundary.size(), "BOUNDARY");
    return message;
}

// A certificate authority and a certificate for 127.0.0.1 and localhost, made for one test and thrown away.
class ThrowAwayCertificates {
public:
    ThrowAwayCertificates() {
        std::string name = (std::filesystem::temp_directory_path() / "prevenance-mail-XXXXXX").string();
        folder_ = mkdtemp(name.data());
        run("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out "
            "ca.pem");
        run("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=stranger -keyout o.key -out "
            "other-ca.pem");
        run("openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr");
        run("printf 'subjectAltName=IP:127.0.0.1,DNS:localhost' > names");
        run("openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile "
            "names "
            "-out server.pem");
    }
    ~ThrowAwayCertificates() { std::filesystem::remove_all(folder_); }
    ThrowAwayCertificates(const ThrowAwayCertificates&) = delete;
    ThrowAwayCertificates& operator=(const ThrowAwayCertificates&) = delete;

    std::string path(const std::string& name) const { return (folder_ / name).string(); }

private:
    void run(const std::string& command) const {
        const auto line = "cd '" + folder_.string() + "' && " + command + " 2>>openssl.log";
        EXPECT_EQ(std::system(line.c_str()), 0) << command;
    }

    std::filesystem::path folder_;
};

TEST(Mail, arrives_byte_for_byte_as_it_should) {
    SmtpServer server;
    EXPECT_EQ(deliver(settings(server.port())), (Delivery{DeliveryOutcome::delivered, "accepted"}));
    const auto message = server.next_message();
    ASSERT_TRUE(message);
    EXPECT_EQ(
        with_boundary_named(*message),
        R"({"from": "prevenance@example.org", "to": ["lea.marchand@service-sante.example"], "encrypted": false, )"
        R"("data": "Content-Type: multipart/mixed; boundary=BOUNDARY\r\n)"
        R"(Mime-Version: 1.0\r\n)"
        R"(Date: Sun, 1 Mar 2026 08:05:09 +0000\r\n)"
        R"(From: =?UTF-8?B?UHLDqXZlbmFuY2U=?= <prevenance@example.org>\r\n)"
        R"(To: <lea.marchand@service-sante.example>\r\n)"
        R"(Subject: =?UTF-8?B?Vm91cyBhdmV6IDEgZGVtYW5kZSDDoCB2b2ly?=\r\n)"
        R"(Message-ID: <0b8a0000-0000-4000-8000-0000000000ff@example.org>\r\n)"
        R"(Auto-Submitted: auto-generated\r\n\r\n)"
        R"(--BOUNDARY\r\n)"
        R"(Content-Type: text/plain; charset=utf-8\r\n)"
        R"(Content-Transfer-Encoding: quoted-printable\r\n\r\n)"
        R"(Vous avez 1 demande =C3=A0 voir.\r\n)"
        R"(Connectez-vous=C2=A0: https://prevenance.example.org\r\n\r\n)"
        R"(Ce message est envoy=C3=A9 par Pr=C3=A9venance. Il ne contient aucun nom et=\r\n)"
        R"( aucun fait.\r\n\r\n)"
        R"(--BOUNDARY--\r\n"})");
}

TEST(Mail, is_the_same_message_on_every_attempt) {
    SmtpServer server;
    deliver(settings(server.port()));
    deliver(settings(server.port()));
    const auto first = server.next_message();
    const auto second = server.next_message();
    ASSERT_TRUE(first && second);
    EXPECT_EQ(with_boundary_named(*first), with_boundary_named(*second));
}

TEST(Mail, says_that_something_waits_and_nothing_else) {
    auto several = notice();
    several.waiting = 3;
    EXPECT_EQ(mail_text(several).subject, "Vous avez 3 demandes à voir");
    for (const auto kind :
         {NoticeKind::request, NoticeKind::suggestion, NoticeKind::deadline, NoticeKind::trial}) {
        several.kind = kind;
        const auto text = mail_text(several);
        EXPECT_FALSE(text.subject.empty());
        EXPECT_NE(text.body.find(several.service_address), std::string::npos);
        EXPECT_EQ((text.subject + text.body).find("Marchand"), std::string::npos);
        EXPECT_EQ((text.subject + text.body).find("marchand"), std::string::npos);
    }
}

TEST(Mail, a_checkpoint_is_carried_whole_with_how_to_keep_and_check_it) {
    auto carried = notice();
    carried.kind = NoticeKind::checkpoint;
    carried.checkpoint = "prevenance-checkpoint: 1\nentries: 12\n";
    const auto text = mail_text(carried);
    EXPECT_NE(text.body.find("\n\nprevenance-checkpoint: 1\nentries: 12\n\n"), std::string::npos) << text.body;
    EXPECT_NE(text.body.find("prevenance audit verify --checkpoint"), std::string::npos);
    EXPECT_NE(text.body.find("Gardez ce message tel quel"), std::string::npos);
}

TEST(Mail, a_server_that_asks_to_come_back_is_tried_later) {
    for (const auto& arguments : {std::vector<std::string>{"--rcpt-answer", "451 4.3.0 later"},
                                  std::vector<std::string>{"--data-answer", "452 4.3.1 full"}}) {
        SmtpServer server{arguments};
        const auto delivery = deliver(settings(server.port()));
        EXPECT_EQ(delivery.outcome, DeliveryOutcome::try_later) << delivery.reason;
        EXPECT_NE(delivery.reason.find(arguments[1].substr(0, 3)), std::string::npos) << delivery.reason;
        EXPECT_FALSE(server.next_message(0));
    }
}

TEST(Mail, a_recipient_that_does_not_exist_is_refused_for_good) {
    for (const auto& arguments :
         {std::vector<std::string>{"--rcpt-answer", "550 5.1.1 " + recipient + " unknown"},
          std::vector<std::string>{"--data-answer", "554 5.7.1 no"}}) {
        SmtpServer server{arguments};
        const auto delivery = deliver(settings(server.port()));
        EXPECT_EQ(delivery.outcome, DeliveryOutcome::refused) << delivery.reason;
        EXPECT_EQ(delivery.reason.find("marchand"), std::string::npos) << "an address would reach the log";
    }
}

TEST(Mail, a_server_that_is_down_is_tried_later) {
    EXPECT_EQ(deliver(settings(unused_port())).outcome, DeliveryOutcome::try_later);
}

TEST(Mail, a_server_that_says_nothing_is_given_up_in_time) {
    const SilentServer server;
    auto chosen = settings(server.port());
    chosen.whole_limit = std::chrono::seconds{1};
    const auto started = std::chrono::steady_clock::now();
    EXPECT_EQ(deliver(chosen).outcome, DeliveryOutcome::try_later);
    EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds{10});
}

TEST(Mail, goes_encrypted_to_a_server_whose_certificate_is_right) {
    const ThrowAwayCertificates certificates;
    SmtpServer server{
        {"--certificate", certificates.path("server.pem"), "--key", certificates.path("server.key")}};
    auto chosen = settings(server.port());
    chosen.require_starttls = true;
    chosen.certificate_authorities = certificates.path("ca.pem");
    const auto delivery = deliver(chosen);
    EXPECT_EQ(delivery.outcome, DeliveryOutcome::delivered) << delivery.reason;
    const auto message = server.next_message();
    ASSERT_TRUE(message);
    EXPECT_NE(message->find("\"encrypted\": true"), std::string::npos);
}

TEST(Mail, does_not_go_to_a_server_that_another_authority_vouches_for) {
    const ThrowAwayCertificates certificates;
    SmtpServer server{
        {"--certificate", certificates.path("server.pem"), "--key", certificates.path("server.key")}};
    auto chosen = settings(server.port());
    chosen.require_starttls = true;
    for (const std::string& authorities : {certificates.path("other-ca.pem"), std::string{}}) {
        chosen.certificate_authorities = authorities;
        EXPECT_EQ(deliver(chosen).outcome, DeliveryOutcome::try_later);
        EXPECT_FALSE(server.next_message(0));
    }
}

TEST(Mail, never_falls_back_to_clear_text) {
    SmtpServer in_clear;
    auto chosen = settings(in_clear.port());
    chosen.require_starttls = true;
    EXPECT_EQ(deliver(chosen).outcome, DeliveryOutcome::try_later);
    EXPECT_FALSE(in_clear.next_message(0));
}

TEST(Mail, signs_in_where_the_server_asks_and_blames_the_setting_where_it_is_wrong) {
    const ThrowAwayCertificates certificates;
    SmtpServer server{{"--certificate", certificates.path("server.pem"), "--key",
                       certificates.path("server.key"), "--user", "prevenance", "--password",
                       "correct horse"}};
    auto chosen = settings(server.port());
    chosen.require_starttls = true;
    chosen.certificate_authorities = certificates.path("ca.pem");
    chosen.user = "prevenance";
    chosen.password = Sensitive<std::string>{"correct horse"};
    EXPECT_EQ(deliver(chosen).outcome, DeliveryOutcome::delivered);
    EXPECT_TRUE(server.next_message());
    chosen.password = Sensitive<std::string>{"wrong"};
    EXPECT_EQ(deliver(chosen).outcome, DeliveryOutcome::try_later);
    chosen.user.clear();
    EXPECT_EQ(deliver(chosen).outcome, DeliveryOutcome::try_later);
    EXPECT_FALSE(server.next_message(0));
}

TEST(Mail, refuses_an_address_that_could_hold_a_command) {
    SmtpServer server;
    for (const std::string address :
         {"", "lea", "@x.example", "lea@", "lea@x.example\r\nRCPT TO:<b@x.example>",
          "lea@x.example\nBcc: b@x.example", "lea <lea@x.example>", "lea@x@y.example", "léa@x.example",
          "a b@x.example"}) {
        auto written = notice();
        written.recipient = Sensitive{address};
        EXPECT_EQ(deliver(settings(server.port()), written).outcome, DeliveryOutcome::refused) << address;
    }
    auto written = notice();
    written.service_address = "https://x.example\r\n.\r\n";
    EXPECT_EQ(deliver(settings(server.port()), written).outcome, DeliveryOutcome::refused);
    EXPECT_FALSE(server.next_message(0));
}

TEST(MailSettings, every_fault_is_named_at_once) {
    MailSettings wrong;
    wrong.port = 70000;
    wrong.require_starttls = false;
    wrong.sender = "nobody";
    wrong.sender_name = "A\r\nBcc: x";
    wrong.certificate_authorities = "/no/such/file.pem";
    EXPECT_EQ(setting_faults(wrong),
              (std::vector<std::string>{"host_missing", "port_invalid", "starttls_required", "sender_invalid",
                                        "sender_name_invalid", "certificate_authorities_missing"}));
}

TEST(MailSettings, clear_text_is_for_this_machine_only) {
    for (const auto host : {"mail.example.org", "10.0.0.1", "127.0.0.1.example.org", "128.0.0.1"}) {
        auto chosen = settings(25);
        chosen.host = host;
        EXPECT_EQ(setting_faults(chosen), std::vector<std::string>{"starttls_required"}) << host;
    }
    for (const auto host : {"127.0.0.1", "localhost", "::1"}) {
        auto chosen = settings(25);
        chosen.host = host;
        EXPECT_TRUE(setting_faults(chosen).empty()) << host;
    }
}

}  // namespace
}  // namespace prevenance::integrations
