#include "tests/api/unchecked_mailbox.h"

#include "integrations/alert_message.h"
#include "integrations/padding.h"
#include "integrations/secret_box.h"

namespace prevenance::api {

std::optional<Alert> decrypt_unchecked(const storage::AlertRecord& record,
                                       const integrations::MailboxKey& mailbox) {
    const auto sealed = SealedAlert::from_stored_bytes(record.envelope);
    if (!sealed) return std::nullopt;
    CanonicalReader body{sealed->body(), "prevenance alert body 1"};
    CanonicalReader content{body.field(), "prevenance alert content 1"};
    const auto sealed_key = content.field();
    content.field();
    const auto box = content.field();
    const auto opened = mailbox.pair().open(sealed_key);
    if (!opened) return std::nullopt;
    CanonicalReader key{*opened, "prevenance alert key 1"};
    key.field();
    const auto bytes = key.field();
    if (bytes.size() != 32) return std::nullopt;
    auto plain = integrations::unbox(bytes.first<32>(), box, sealed->header_bytes());
    if (!plain || !integrations::remove_padding(*plain)) return std::nullopt;
    CanonicalReader message{*plain, "prevenance consented message 1"};
    auto decoded = integrations::decode_alert(message.field());
    if (!decoded) return std::nullopt;
    return std::move(decoded->alert);
}

}  // namespace prevenance::api
