// Mail by submission to an SMTP server (RFC 6409) through libcurl. It submits; it does not look up who
// receives mail for a domain, and reads no bounces. The surprise: a server that refuses the password or shows
// an unknown certificate is "try later", because that is the fault of a setting and not of the notice.
#pragma once

#include "domain/error.h"
#include "domain/sensitive.h"
#include "integrations/channels/notice_channel.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace prevenance::integrations {

struct MailSettings {
    std::string host;
    int port = 587;
    // False sends in clear, and is accepted for a server on this very machine only (127.0.0.0/8, ::1,
    // localhost).
    bool require_starttls = true;
    std::string user;  // empty: the server asks for nothing
    Sensitive<std::string> password;
    std::string sender;  // "prevenance@example.org"
    std::string sender_name = "Prévenance";
    std::string certificate_authorities;  // a PEM file; empty: those of the system
    std::chrono::seconds connect_limit{10};
    std::chrono::seconds whole_limit{30};
};

// The whole mail is told by its notice and settings: the same notice gives the same subject, text,
// Message-ID and date on every attempt.
struct MailText {
    std::string subject;
    std::string body;  // UTF-8, lines end with \n
};
MailText mail_text(const Notice& notice);

// An address this channel can write to: a dot-atom and a domain in ASCII, 254 bytes at most.
bool is_mail_address(std::string_view text);

// Errors, all at once, by the name of the setting: host_missing, port_invalid, starttls_required,
// sender_invalid, sender_name_invalid, certificate_authorities_missing.
Result<std::unique_ptr<NoticeChannel>> make_mail_channel(MailSettings settings);

}  // namespace prevenance::integrations
