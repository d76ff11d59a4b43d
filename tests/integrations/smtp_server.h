// A real SMTP server (aiosmtpd, tests/integrations/smtp_server.py) for as long as the object lives.
#pragma once

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace prevenance::integrations {

class SmtpServer {
public:
    // Returns when the server listens; throws std::runtime_error where it does not within 30 s.
    explicit SmtpServer(const std::vector<std::string>& arguments = {});
    ~SmtpServer();
    SmtpServer(const SmtpServer&) = delete;
    SmtpServer& operator=(const SmtpServer&) = delete;

    int port() const { return port_; }

    // The next message it took, as the line of JSON it printed; nothing within the limit.
    std::optional<std::string> next_message(int limit_milliseconds = 10'000);

private:
    std::optional<std::string> read_line(int limit_milliseconds);

    pid_t process_ = -1;
    int to_server_ = -1;
    int from_server_ = -1;
    int port_ = 0;
    std::string pending_;
};

// Takes connections (the kernel does) and never says a word.
class SilentServer {
public:
    SilentServer();
    ~SilentServer();
    SilentServer(const SilentServer&) = delete;
    SilentServer& operator=(const SilentServer&) = delete;
    int port() const { return port_; }

private:
    int listener_ = -1;
    int port_ = 0;
};

// A port of 127.0.0.1 on which nobody listens: bound once, then closed.
int unused_port();

}  // namespace prevenance::integrations
