#include "integrations/sealer.h"

#include "integrations/alert_message.h"
#include "integrations/digest.h"
#include "integrations/padding.h"
#include "integrations/secret_box.h"

#include <algorithm>

namespace prevenance::integrations {
namespace {

constexpr std::string_view body_form = "prevenance alert body 1";
constexpr std::string_view content_form = "prevenance alert content 1";
constexpr std::string_view key_form = "prevenance alert key 1";
constexpr std::string_view signed_message_form = "prevenance consented message 1";

struct Content {
    ByteView sealed_key;
    ByteView commitment;
    ByteView box;
};

struct Body {
    ByteView content_bytes;
    Content content;
    Signature signature{};
};

struct SignedMessage {
    ByteView message;
    ByteView one_time_signature;  // empty for an own request
};

Bytes instance_message(ByteView header, ByteView content) {
    return CanonicalWriter("prevenance instance signature 1", header.size() + content.size() + 64)
        .field(header)
        .field(content)
        .take();
}

Digest commitment_to(std::span<const std::uint8_t, 32> content_key, const AlertId& alert) {
    return keyed_digest(content_key, CanonicalWriter("prevenance alert commitment 1").id(alert).bytes());
}

// False where the one-time signature does not cover exactly these words and this receipt.
bool one_time_key_signed(const ConsentProof& proof, ByteView message) {
    const auto& one_time = proof.one_time_signature();
    if (!one_time) return proof.receipt().channel == ConsentChannel::own_request;
    return signed_by({one_time->public_key}, message, one_time->signature);
}

bool names_mailbox(const ConsentedAlert& consented, const TrustedMailboxKey& mailbox) {
    return consented.alert().oh_service == mailbox.oh_service() &&
           consented.proof().receipt().mailbox_key_fingerprint == mailbox.fingerprint();
}

Result<WipedBytes> padded_message(const ConsentedAlert& consented, const Digest& hash) {
    auto message = encode_alert(consented.alert(), hash);
    const auto& proof = consented.proof();
    if (!one_time_key_signed(proof, message)) {
        wipe(message);
        return fail(ErrorCode::conflict, "L’accord ne correspond pas au message.");
    }
    const auto& one_time = proof.one_time_signature();
    auto plain = CanonicalWriter(signed_message_form, message.size() + 256)
                     .field(message)
                     .field(one_time ? ByteView(one_time->signature) : ByteView())
                     .take();
    auto padded = padded_to_class(plain);
    wipe(message);
    wipe(plain);
    return padded;
}

std::optional<Bytes> seal_content_key(const SecretKey& key, const AlertId& alert,
                                      const BoxPublicKey& mailbox) {
    auto message = CanonicalWriter(key_form).id(alert).field(key.view()).take();
    auto sealed = seal_to(mailbox, message);
    wipe(message);
    return sealed;
}

std::optional<Body> read_body(ByteView bytes) {
    CanonicalReader reader(bytes, body_form);
    Body body;
    body.content_bytes = reader.field();
    body.signature = reader.array<64>();
    CanonicalReader content(body.content_bytes, content_form);
    body.content = {content.field(), content.field(), content.field()};
    if (!reader.complete() || !content.complete()) return std::nullopt;
    return body;
}

std::optional<SecretKey> open_content_key(const Content& content, const AlertId& alert,
                                          const BoxKeyPair& pair) {
    const auto plain = pair.open(content.sealed_key);
    if (!plain) return std::nullopt;
    CanonicalReader reader(*plain, key_form);
    const auto named = reader.id<AlertId>();
    const auto bytes = reader.field();
    SecretKey key;
    if (!reader.complete() || named != alert || bytes.size() != key.view().size()) return std::nullopt;
    std::ranges::copy(bytes, key.writable().begin());
    return key;
}

std::optional<SignedMessage> read_signed_message(ByteView bytes) {
    CanonicalReader reader(bytes, signed_message_form);
    SignedMessage message{reader.field(), reader.field()};
    if (!reader.complete()) return std::nullopt;
    return message;
}

bool is_receipt_of(const SealedAlertHeader& header, const ConsentReceipt& receipt) {
    const auto channel =
        header.kind == AlertKind::own_request ? ConsentChannel::own_request : ConsentChannel::web;
    return receipt_hash(receipt) == header.receipt_hash && receipt.alert == header.alert &&
           receipt.recipient == header.oh_service && receipt.channel == channel;
}

std::optional<QuarantineReason> receipt_fault(const SealedAlertHeader& header,
                                              const std::optional<ConsentReceipt>& receipt, Date today) {
    if (!receipt) return QuarantineReason::receipt_missing;
    if (!is_receipt_of(header, *receipt)) return QuarantineReason::receipt_mismatch;
    if (receipt->expires_on < today) return QuarantineReason::receipt_expired;
    return std::nullopt;
}

std::optional<QuarantineReason> receipt_fault(const SealedAlertHeader& header,
                                              const MailboxKnowledge& known) {
    const auto mailbox = key_fingerprint(known.mailbox.pair().public_key());
    if (known.receipt && known.receipt->mailbox_key_fingerprint != mailbox)
        return QuarantineReason::receipt_mismatch;
    return receipt_fault(header, known.receipt, known.today);
}

bool instance_signed(const SealedAlert& sealed, const Body& body, const InstanceSigners& instance) {
    return instance.signed_this(instance_message(sealed.header_bytes(), body.content_bytes), body.signature);
}

bool employee_signed(const SignedMessage& message, AlertKind kind,
                     const std::optional<SigningPublicKey>& one_time_key) {
    if (kind == AlertKind::own_request) return message.one_time_signature.empty() && !one_time_key;
    Signature signature{};
    if (!one_time_key || message.one_time_signature.size() != signature.size()) return false;
    std::ranges::copy(message.one_time_signature, signature.begin());
    return signed_by(*one_time_key, message.message, signature);
}

bool speaks_of(const AlertMessage& message, const SealedAlertHeader& header) {
    return message.alert.id == header.alert && message.alert.oh_service == header.oh_service &&
           message.alert.kind == header.kind && message.receipt_hash == header.receipt_hash;
}

std::expected<Alert, QuarantineReason> read_content(ByteView plain, const SealedAlertHeader& header,
                                                    const MailboxKnowledge& known) {
    const auto signed_message = read_signed_message(plain);
    if (!signed_message) return std::unexpected(QuarantineReason::malformed);
    auto message = decode_alert(signed_message->message);
    if (!message) return std::unexpected(QuarantineReason::malformed);
    if (!speaks_of(*message, header)) return std::unexpected(QuarantineReason::message_mismatch);
    if (!employee_signed(*signed_message, header.kind, known.one_time_key)) {
        return std::unexpected(QuarantineReason::one_time_signature);
    }
    return std::move(message->alert);
}

}  // namespace

std::string_view quarantine_code(QuarantineReason reason) {
    switch (reason) {
        case QuarantineReason::other_mailbox:
            return "other_mailbox";
        case QuarantineReason::instance_signature:
            return "instance_signature";
        case QuarantineReason::receipt_missing:
            return "receipt_missing";
        case QuarantineReason::receipt_mismatch:
            return "receipt_mismatch";
        case QuarantineReason::receipt_expired:
            return "receipt_expired";
        case QuarantineReason::malformed:
            return "malformed";
        case QuarantineReason::key_sealed_elsewhere:
            return "key_sealed_elsewhere";
        case QuarantineReason::commitment:
            return "commitment";
        case QuarantineReason::content:
            return "content";
        case QuarantineReason::message_mismatch:
            return "message_mismatch";
        case QuarantineReason::one_time_signature:
            return "one_time_signature";
    }
    return "malformed";
}

Result<SealedAlert> Sealer::seal(const ConsentedAlert& consented, const TrustedMailboxKey& mailbox) {
    if (!names_mailbox(consented, mailbox)) {
        return fail(ErrorCode::conflict,
                    "La clé du service a changé depuis que vous avez lu la page. Relisez-la, "
                    "puis répondez à nouveau.");
    }
    const auto& alert = consented.alert();
    const auto hash = receipt_hash(consented.proof().receipt());
    const auto padded = padded_message(consented, hash);
    if (!padded) return std::unexpected(padded.error());
    const SealedAlertHeader header{alert.id, alert.oh_service, alert.kind, mailbox.id(), hash};
    const auto header_bytes = canonical_bytes(header);
    const auto content_key = SecretKey::random(randomness_);
    const auto sealed_key = seal_content_key(content_key, alert.id, mailbox.key());
    if (!sealed_key) return fail(ErrorCode::internal, "La clé publique du service n’est pas valable.");
    const auto content = CanonicalWriter(content_form, padded->size() + 512)
                             .field(*sealed_key)
                             .field(commitment_to(content_key.view(), alert.id))
                             .field(box_up(content_key.view(), *padded, header_bytes, randomness_))
                             .take();
    const auto signature = instance_.sign(instance_message(header_bytes, content));
    return SealedAlert::enclose(
        header, CanonicalWriter(body_form, content.size() + 256).field(content).field(signature).bytes());
}

std::optional<QuarantineReason> Sealer::fault_on_the_way(const SealedAlert& sealed,
                                                         const InstanceSigners& instance,
                                                         const std::optional<ConsentReceipt>& receipt,
                                                         Date today) {
    const auto body = read_body(sealed.body());
    if (!body) return QuarantineReason::malformed;
    if (!instance_signed(sealed, *body, instance)) return QuarantineReason::instance_signature;
    return receipt_fault(sealed.header(), receipt, today);
}

std::expected<Alert, QuarantineReason> Sealer::open(const SealedAlert& sealed,
                                                    const MailboxKnowledge& known) {
    const auto& header = sealed.header();
    const auto refused = [](QuarantineReason reason) { return std::unexpected(reason); };
    if (header.oh_service != known.mailbox.oh_service() || header.mailbox_key != known.mailbox.id()) {
        return refused(QuarantineReason::other_mailbox);
    }
    const auto body = read_body(sealed.body());
    if (!body) return refused(QuarantineReason::malformed);
    if (!instance_signed(sealed, *body, known.instance)) return refused(QuarantineReason::instance_signature);
    if (const auto fault = receipt_fault(header, known)) return refused(*fault);
    const auto key = open_content_key(body->content, header.alert, known.mailbox.pair());
    if (!key) return refused(QuarantineReason::key_sealed_elsewhere);
    if (!equal_in_constant_time(commitment_to(key->view(), header.alert), body->content.commitment)) {
        return refused(QuarantineReason::commitment);
    }
    auto plain = unbox(key->view(), body->content.box, sealed.header_bytes());
    if (!plain || !remove_padding(*plain)) return refused(QuarantineReason::content);
    return read_content(*plain, header, known);
}

}  // namespace prevenance::integrations
