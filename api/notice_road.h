// The road that notices take in this installation: the operator's mail server, the demo's page, or none.
#pragma once

#include "api/services.h"
#include "domain/error.h"
#include "integrations/channels/notice_channel.h"

#include <memory>

namespace prevenance::api {

// Null where no mail server is set. Errors are the operator's to mend: settings that cannot work.
Result<std::unique_ptr<integrations::NoticeChannel>> notice_road(Services& services);

}  // namespace prevenance::api
