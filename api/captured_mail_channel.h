// The demo's road for notices: mails land in a table, and /demo/courriels shows them. Nothing leaves the
// machine. A notice delivered twice lands once, as a mail program that knows Message-IDs would show it.
#pragma once

#include "domain/clock.h"
#include "integrations/channels/notice_channel.h"
#include "storage/database.h"

namespace prevenance::api {

class CapturedMailChannel final : public integrations::NoticeChannel {
public:
    CapturedMailChannel(storage::Database& cases, const Clock& clock) : cases_(cases), clock_(clock) {}

    integrations::Delivery deliver(const integrations::Notice& notice) override;

private:
    storage::Database& cases_;
    const Clock& clock_;
};

}  // namespace prevenance::api
