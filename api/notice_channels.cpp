#include "api/notice_channels.h"

#include "api/captured_mail_channel.h"
#include "integrations/channels/mail.h"

#include <fstream>

namespace prevenance::api {
namespace {

Result<Sensitive<std::string>> password_in(const std::filesystem::path& file) {
    if (file.empty()) return Sensitive<std::string>{};
    std::ifstream stream{file};
    std::string line;
    if (!std::getline(stream, line))
        return fail(ErrorCode::unavailable,
                    "Le fichier du mot de passe d’envoi est illisible : " + file.string());
    return Sensitive<std::string>{std::move(line)};
}

}  // namespace

Result<std::unique_ptr<integrations::NoticeChannel>> open_notice_channel(Services& services) {
    if (services.settings.demo) return std::make_unique<CapturedMailChannel>(services.cases, services.clock);
    const auto& chosen = services.settings.mail;
    if (chosen.server.empty()) return nullptr;
    auto password = password_in(chosen.password_file);
    if (!password) return std::unexpected(password.error());
    integrations::MailSettings mail;
    mail.host = chosen.server;
    mail.port = chosen.port;
    mail.require_starttls = chosen.require_encryption;
    mail.user = chosen.user;
    mail.password = std::move(*password);
    mail.sender = chosen.sender;
    mail.certificate_authorities = chosen.certificate_authorities.string();
    return integrations::make_mail_channel(std::move(mail));
}

}  // namespace prevenance::api
