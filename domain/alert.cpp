#include "domain/alert.h"

namespace prevenance {
namespace {

constexpr std::string_view header_form = "prevenance sealed alert 1";
constexpr std::string_view envelope_form = "prevenance envelope 1";

std::optional<AlertKind> parse_kind(std::uint64_t number) {
    if (number == 1) return AlertKind::consented_alert;
    if (number == 2) return AlertKind::own_request;
    return std::nullopt;
}

std::optional<SealedAlertHeader> parse_header(ByteView bytes) {
    CanonicalReader reader(bytes, header_form);
    SealedAlertHeader header;
    header.alert = reader.id<AlertId>();
    header.oh_service = reader.id<OhServiceId>();
    const auto kind = parse_kind(reader.number());
    header.mailbox_key = reader.id<KeyId>();
    header.receipt_hash = reader.array<32>();
    if (!reader.complete() || !kind) return std::nullopt;
    header.kind = *kind;
    return header;
}

bool agrees(const Alert& alert, const ConsentReceipt& receipt) {
    const auto channel =
        alert.kind == AlertKind::own_request ? ConsentChannel::own_request : ConsentChannel::web;
    return receipt.alert == alert.id && receipt.recipient == alert.oh_service && receipt.channel == channel;
}

}  // namespace

Result<ConsentedAlert> ConsentedAlert::make(Alert alert, ConsentProof&& proof) {
    if (!agrees(alert, proof.receipt())) {
        return fail(ErrorCode::conflict, "Cet accord a été donné pour un autre message.");
    }
    return ConsentedAlert{std::move(alert), std::move(proof)};
}

Bytes canonical_bytes(const SealedAlertHeader& header) {
    CanonicalWriter writer(header_form);
    writer.id(header.alert)
        .id(header.oh_service)
        .number(header.kind == AlertKind::consented_alert ? 1 : 2)
        .id(header.mailbox_key)
        .field(header.receipt_hash);
    return writer.take();
}

SealedAlert SealedAlert::enclose(SealedAlertHeader header, ByteView body) {
    CanonicalWriter writer(envelope_form, body.size() + 256);
    writer.field(canonical_bytes(header)).field(body);
    return SealedAlert{header, writer.take()};
}

Result<SealedAlert> SealedAlert::from_stored_bytes(Bytes envelope) {
    CanonicalReader reader(envelope, envelope_form);
    const auto header = parse_header(reader.field());
    reader.field();
    if (!reader.complete() || !header) return fail(ErrorCode::malformed, "Cette enveloppe est illisible.");
    return SealedAlert{*header, std::move(envelope)};
}

ByteView SealedAlert::header_bytes() const {
    return CanonicalReader(envelope_, envelope_form).field();
}

ByteView SealedAlert::body() const {
    CanonicalReader reader(envelope_, envelope_form);
    reader.field();
    return reader.field();
}

}  // namespace prevenance
