#include "api/captured_mail_channel.h"

#include "integrations/channels/mail.h"
#include "storage/outbox.h"

namespace prevenance::api {

integrations::Delivery CapturedMailChannel::deliver(const integrations::Notice& notice) {
    const auto text = integrations::mail_text(notice);
    const storage::CapturedMail mail{notice.recipient.reveal(), text.subject, text.body, clock_.now()};
    cases_.write(
        [&](storage::Transaction& transaction) { storage::capture_mail(transaction, notice.id, mail); });
    return {integrations::DeliveryOutcome::delivered, "captured"};
}

}  // namespace prevenance::api
