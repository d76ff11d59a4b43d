#include "integrations/invitations.h"

#include "integrations/alert_message.h"
#include "integrations/digest.h"
#include "integrations/padding.h"
#include "integrations/secret_box.h"

#include <algorithm>

namespace prevenance::integrations {
namespace {

constexpr KeyPurpose wrapping{"PVINVITE", 1};
constexpr KeyPurpose replies{"PVINVITE", 2};
constexpr KeyPurpose one_time{"PVINVITE", 3};
constexpr KeyPurpose receipts{"PVINVITE", 4};
constexpr std::string_view reply_form = "prevenance reply 1";

std::unexpected<Error> wrong_code() {
    return fail({FieldError{"code", "code_wrong",
                            "Ce code n’ouvre aucune invitation en cours. Relisez-le sur le papier."}});
}

std::unexpected<Error> altered() {
    return fail(ErrorCode::internal, "Cette invitation a été altérée.");
}

Bytes associated_data(std::string_view form, const InvitationLock& lock) {
    return CanonicalWriter(form)
        .id(lock.invitation)
        .field(lock.salt)
        .field(lock.one_time_key.bytes)
        .field(lock.reply_key.bytes)
        .take();
}

Digest commitment_to(const SecretKey& wrapping_key, const InvitationLock& lock) {
    return keyed_digest(wrapping_key.view(), associated_data("prevenance invitation commitment 1", lock));
}

Bytes wrapping_data(const InvitationLock& lock) {
    return associated_data("prevenance invitation key 1", lock);
}
Bytes content_data(const InvitationLock& lock) {
    return associated_data("prevenance invitation 1", lock);
}

InvitationLock lock_for(const InvitationId& id, const Salt& salt, const HashCost& cost,
                        const SecretKey& code_key) {
    return {id, salt, cost, SigningKey(derive_key(code_key.view(), one_time)).public_key(),
            BoxKeyPair::from_seed(derive_key(code_key.view(), replies)).public_key()};
}

Digest opening_from(const SecretKey& code_key) {
    Digest opening{};
    std::ranges::copy(derive_key(code_key.view(), receipts).view(), opening.begin());
    return opening;
}

// Compared with where there is no invitation, so that a missing one costs what a wrong code costs.
InvitationLock nobodys_lock(const HashCost& cost) {
    return {{}, {}, cost, {}, {}};
}

InvitationContent encrypted(const WipedBytes& padded, const InvitationLock& lock, const SecretKey& code_key,
                            Randomness& randomness) {
    const auto wrapping_key = derive_key(code_key.view(), wrapping);
    const auto content_key = SecretKey::random(randomness);
    return {commitment_to(wrapping_key, lock),
            box_up(wrapping_key.view(), content_key.view(), wrapping_data(lock), randomness),
            box_up(content_key.view(), padded, content_data(lock), randomness)};
}

std::optional<Alert> decrypted(const SealedInvitation& sealed, const SecretKey& wrapping_key) {
    const auto content_key =
        unbox(wrapping_key.view(), sealed.content.wrapped_key, wrapping_data(sealed.lock));
    if (!content_key || content_key->size() != 32) return std::nullopt;
    auto plain =
        unbox(std::span(*content_key).first<32>(), sealed.content.ciphertext, content_data(sealed.lock));
    if (!plain || !remove_padding(*plain)) return std::nullopt;
    auto message = decode_alert(*plain);
    if (!message) return std::nullopt;
    return std::move(message->alert);
}

// Lines may be struck out, none may be added, changed or put in another order.
bool only_strikes_out(const std::vector<Sensitive<std::string>>& kept,
                      const std::vector<Sensitive<std::string>>& proposed) {
    auto from = proposed.begin();
    for (const auto& fact : kept) {
        from = std::find(from, proposed.end(), fact);
        if (from == proposed.end()) return false;
        ++from;
    }
    return true;
}

bool is_answer_to(const Alert& proposed, const Alert& alert) {
    return alert.id == proposed.id && alert.oh_service == proposed.oh_service &&
           alert.employer == proposed.employer && alert.kind == proposed.kind &&
           alert.person_name == proposed.person_name && alert.employer_name == proposed.employer_name &&
           only_strikes_out(alert.facts, proposed.facts);
}

}  // namespace

Result<ConsentedAlert> OpenedInvitation::consent(Alert alert, ConsentReceipt receipt) && {
    if (!is_answer_to(proposed_, alert)) {
        return fail(ErrorCode::conflict,
                    "Ce message n’est pas celui de l’invitation. Relisez-le, puis envoyez-le à nouveau.");
    }
    const auto one_time_key = std::move(one_time_key_);
    auto message = encode_alert(alert, receipt_hash(receipt));
    const OneTimeSignature signature{one_time_key.public_key().bytes, one_time_key.sign(message)};
    wipe(message);
    return ConsentedAlert::make(std::move(alert), ConsentProof(std::move(receipt), signature));
}

Invitations::Invitations(const RootKey& root, SlowHash& slow_hash, Randomness& randomness)
    : peppers_(root.peppers(PepperUse::codes)), slow_hash_(slow_hash), randomness_(randomness) {}

Result<PreparedInvitation> Invitations::prepare(const InvitationId& id, const Alert& proposed) {
    auto message = encode_alert(proposed, {});
    const auto padded = padded_to_class(message);
    wipe(message);
    if (!padded) return std::unexpected(padded.error());
    auto drawn = draw_code(id);
    if (!drawn) return std::unexpected(drawn.error());
    return PreparedInvitation{{drawn->lock, encrypted(*padded, drawn->lock, drawn->key, randomness_)},
                              std::move(drawn->code)};
}

Result<OpenedInvitation> Invitations::open(const std::optional<SealedInvitation>& sealed,
                                           const InvitationCode& code) {
    const auto lock = sealed ? sealed->lock : nobodys_lock(slow_hash_.cost());
    const auto key = code_key(code, lock.salt, lock.cost, lock.pepper);
    if (!key) return std::unexpected(key.error());
    const auto wrapping_key = derive_key(key->view(), wrapping);
    const auto commitment = commitment_to(wrapping_key, lock);
    if (!sealed || !equal_in_constant_time(commitment, sealed->content.commitment)) return wrong_code();
    auto proposed = decrypted(*sealed, wrapping_key);
    if (!proposed) return altered();
    return OpenedInvitation(*std::move(proposed), SigningKey(derive_key(key->view(), one_time)),
                            opening_from(*key));
}

Result<PreparedCode> Invitations::prepare_code(const InvitationId& id) {
    auto drawn = draw_code(id);
    if (!drawn) return std::unexpected(drawn.error());
    return PreparedCode{drawn->lock, std::move(drawn->code), opening_from(drawn->key)};
}

Result<bool> Invitations::code_matches(const std::optional<InvitationLock>& lock,
                                       const InvitationCode& code) {
    const auto opening = receipt_opening(lock, code);
    if (!opening) return std::unexpected(opening.error());
    return opening->has_value();
}

Result<std::optional<Digest>> Invitations::receipt_opening(const std::optional<InvitationLock>& lock,
                                                           const InvitationCode& code) {
    const auto compared = lock.value_or(nobodys_lock(slow_hash_.cost()));
    const auto key = code_key(code, compared.salt, compared.cost, compared.pepper);
    if (!key) return std::unexpected(key.error());
    const SigningKey one_time_key(derive_key(key->view(), one_time));
    const auto opening = opening_from(*key);
    if (!equal_in_constant_time(one_time_key.public_key().bytes, compared.one_time_key.bytes) || !lock)
        return std::optional<Digest>{};
    return std::optional{opening};
}

Result<Bytes> Invitations::seal_reply(const InvitationLock& lock, const Sensitive<std::string>& text) const {
    auto message =
        CanonicalWriter(reply_form, text.reveal().size() + 64).id(lock.invitation).text(text.reveal()).take();
    const auto padded = padded_to_class(message);
    wipe(message);
    if (!padded) return std::unexpected(padded.error());
    auto sealed = seal_to(lock.reply_key, *padded);
    if (!sealed) return altered();
    return *std::move(sealed);
}

Result<Sensitive<std::string>> Invitations::open_reply(ByteView sealed, const InvitationLock& lock,
                                                       const InvitationCode& code) {
    const auto key = code_key(code, lock.salt, lock.cost, lock.pepper);
    if (!key) return std::unexpected(key.error());
    const auto pair = BoxKeyPair::from_seed(derive_key(key->view(), replies));
    if (!(pair.public_key() == lock.reply_key)) return wrong_code();
    auto plain = pair.open(sealed);
    if (!plain || !remove_padding(*plain)) return altered();
    CanonicalReader reader(*plain, reply_form);
    const auto invitation = reader.id<InvitationId>();
    Sensitive<std::string> text(reader.text());
    if (!reader.complete() || invitation != lock.invitation) return altered();
    return text;
}

Result<Invitations::DrawnCode> Invitations::draw_code(const InvitationId& id) {
    auto code = InvitationCode::draw(randomness_);
    const auto salt = new_salt(randomness_);
    auto key = code_key(code, salt, slow_hash_.cost(), peppers_.present_id());
    if (!key) return std::unexpected(key.error());
    auto lock = lock_for(id, salt, slow_hash_.cost(), *key);
    lock.pepper = peppers_.present_id();
    return DrawnCode{std::move(code), std::move(lock), *std::move(key)};
}

// A pepper that is gone opens nothing: a random one stands in for it, so that it takes as long to say so.
Result<SecretKey> Invitations::code_key(const InvitationCode& code, const Salt& salt, const HashCost& cost,
                                        const KeyId& pepper) {
    const auto hash = slow_hash_.hash(code.symbols(), salt, cost);
    if (!hash) return std::unexpected(hash.error());
    const auto* named = peppers_.find(pepper);
    if (named != nullptr) return keyed_secret(named->view(), hash->view());
    return keyed_secret(SecretKey::random(randomness_).view(), hash->view());
}

}  // namespace prevenance::integrations
