// The road on which notices leave, chosen by the settings: mails that land on a page in the demo, a mail
// server otherwise, or none.
#pragma once

#include "api/services.h"
#include "domain/error.h"
#include "integrations/channels/notice_channel.h"

#include <memory>

namespace prevenance::api {

// Null where no mail server is set: nothing is sent, and the pages alone say what waits. Errors: those of
// make_mail_channel; unavailable where the password's file cannot be read.
Result<std::unique_ptr<integrations::NoticeChannel>> open_notice_channel(Services& services);

}  // namespace prevenance::api
