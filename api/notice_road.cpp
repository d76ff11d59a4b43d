#include "api/notice_road.h"

#include "api/captured_mail_channel.h"
#include "integrations/channels/mail.h"

#include <fstream>
#include <string>
#include <utility>

namespace prevenance::api {
namespace {

// The first line of the file: an editor adds a line end that no password has.
Result<Sensitive<std::string>> password_in(const std::filesystem::path& file) {
    if (file.empty()) return Sensitive<std::string>{};
    std::ifstream stream{file};
    std::string password;
    if (!std::getline(stream, password))
        return fail(ErrorCode::unavailable, "Le mot de passe du courriel est illisible dans " + file.string() + ".");
    return Sensitive<std::string>{std::move(password)};
}

std::string all_messages(const Error& error) {
    std::string text = error.detail;
    for (const auto& field : error.fields) text += (text.empty() ? "" : " ") + field.message;
    return text;
}

}  // namespace

Result<std::unique_ptr<integrations::NoticeChannel>> notice_road(Services& services) {
    if (services.settings.demo) return std::make_unique<CapturedMailChannel>(services.cases, services.clock);
    const auto& mail = services.settings.mail;
    if (mail.server.empty()) return nullptr;
    auto password = password_in(mail.password_file);
    if (!password) return std::unexpected(password.error());
    integrations::MailSettings settings;
    settings.host = mail.server;
    settings.port = mail.port;
    settings.require_starttls = mail.require_encryption;
    settings.user = mail.user;
    settings.password = std::move(*password);
    settings.sender = mail.sender;
    settings.certificate_authorities = mail.certificate_authorities.string();
    auto channel = integrations::make_mail_channel(std::move(settings));
    if (!channel) return fail(ErrorCode::unavailable, all_messages(channel.error()));
    return std::move(*channel);
}

}  // namespace prevenance::api
