#include "domain/consent.h"

#include <algorithm>

namespace prevenance {
namespace {

constexpr std::string_view receipt_form = "prevenance receipt 1";
constexpr Months consent_lasts{6};
constexpr std::uint64_t most_categories = 32;

std::string_view channel_code(ConsentChannel channel) {
    return channel == ConsentChannel::web ? "web" : "own_request";
}

std::optional<ConsentChannel> parse_channel(std::string_view code) {
    if (code == "web") return ConsentChannel::web;
    if (code == "own_request") return ConsentChannel::own_request;
    return std::nullopt;
}

}  // namespace

Date consent_expiry(Instant given_at) {
    return add_months(in_paris(given_at).date, consent_lasts);
}

Bytes canonical_bytes(const ConsentReceipt& receipt) {
    CanonicalWriter writer(receipt_form, 512);
    writer.id(receipt.id)
        .id(receipt.alert)
        .id(receipt.recipient)
        .field(receipt.mailbox_key_fingerprint)
        .text(receipt.notice_version)
        .field(receipt.notice_hash)
        .text(receipt.purpose)
        .number(receipt.categories.size());
    for (const auto& category : receipt.categories) writer.text(category);
    writer.text(iso_instant(receipt.given_at))
        .text(iso_date(receipt.expires_on))
        .text(channel_code(receipt.channel))
        .text(receipt.withdrawal);
    return writer.take();
}

Result<ConsentReceipt> parse_receipt(ByteView bytes) {
    const auto unreadable = [] {
        return fail(ErrorCode::malformed, "Ce reçu de consentement est illisible.");
    };
    CanonicalReader reader(bytes, receipt_form);
    ConsentReceipt receipt;
    receipt.id = reader.id<ReceiptId>();
    receipt.alert = reader.id<AlertId>();
    receipt.recipient = reader.id<OhServiceId>();
    receipt.mailbox_key_fingerprint = reader.array<32>();
    receipt.notice_version = reader.text();
    receipt.notice_hash = reader.array<32>();
    receipt.purpose = reader.text();
    const auto categories = std::min(reader.number(), most_categories);
    for (std::uint64_t i = 0; i < categories; ++i) receipt.categories.push_back(reader.text());
    const auto given_at = parse_iso_instant(reader.text());
    const auto expires_on = parse_iso_date(reader.text());
    const auto channel = parse_channel(reader.text());
    receipt.withdrawal = reader.text();
    if (!reader.complete() || !given_at || !expires_on || !channel) return unreadable();
    receipt.given_at = *given_at;
    receipt.expires_on = *expires_on;
    receipt.channel = *channel;
    return receipt;
}

}  // namespace prevenance
