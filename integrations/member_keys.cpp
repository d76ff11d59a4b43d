#include "integrations/member_keys.h"

#include "integrations/secret_box.h"

#include <algorithm>

namespace prevenance::integrations {
namespace {

constexpr KeyPurpose boxes{"PVMEMBER", 1};
constexpr KeyPurpose signatures{"PVMEMBER", 2};
constexpr std::string_view password_form = "prevenance member key under password 1";
constexpr std::string_view recovery_form = "prevenance member key under recovery code 1";
constexpr std::string_view session_form = "prevenance member key in session 1";

Bytes associated_data(std::string_view form, const AccountId& account) {
    return CanonicalWriter(form).id(account).take();
}

Result<SecretKey> unwrapped(ByteView wrapped, const SecretKey& under, ByteView associated) {
    const auto plain = unbox(under.view(), wrapped, associated);
    SecretKey master;
    if (!plain || plain->size() != master.view().size()) {
        return fail(ErrorCode::unauthenticated,
                    "Votre session ne permet pas d’ouvrir vos clés. Reconnectez-vous.");
    }
    std::ranges::copy(*plain, master.writable().begin());
    return master;
}

}  // namespace

MemberKeys::MemberKeys(const SecretKey& master)
    : master_(master.view()),
      box_(BoxKeyPair::from_seed(derive_key(master.view(), boxes))),
      signing_(derive_key(master.view(), signatures)) {}

MemberKeys MemberKeys::draw(Randomness& randomness) {
    return MemberKeys(SecretKey::random(randomness));
}

Bytes MemberKeys::wrap_under_password(const SecretKey& password_key, const AccountId& account,
                                      Randomness& randomness) const {
    return master_.with([&](auto master) {
        return box_up(password_key.view(), master, associated_data(password_form, account), randomness);
    });
}

Bytes MemberKeys::wrap_for_session(const SessionSecret& session, const AccountId& account,
                                   Randomness& randomness) const {
    const auto key = session.wrapping_key();
    return master_.with([&](auto master) {
        return box_up(key.view(), master, associated_data(session_form, account), randomness);
    });
}

Bytes MemberKeys::wrap_for_recovery(const RecoveryCode& code, const AccountId& account,
                                    Randomness& randomness) const {
    const auto key = code.wrapping_key();
    return master_.with([&](auto master) {
        return box_up(key.view(), master, associated_data(recovery_form, account), randomness);
    });
}

Result<MemberKeys> MemberKeys::open_with_password(ByteView wrapped, const SecretKey& password_key,
                                                  const AccountId& account) {
    const auto master = unwrapped(wrapped, password_key, associated_data(password_form, account));
    if (!master) return std::unexpected(master.error());
    return MemberKeys(*master);
}

Result<MemberKeys> MemberKeys::open_in_session(ByteView wrapped, const SessionSecret& session,
                                               const AccountId& account) {
    const auto master = unwrapped(wrapped, session.wrapping_key(), associated_data(session_form, account));
    if (!master) return std::unexpected(master.error());
    return MemberKeys(*master);
}

Result<MemberKeys> MemberKeys::open_with_recovery(ByteView wrapped, const RecoveryCode& code,
                                                  const AccountId& account) {
    const auto master = unwrapped(wrapped, code.wrapping_key(), associated_data(recovery_form, account));
    if (!master) return std::unexpected(master.error());
    return MemberKeys(*master);
}

}  // namespace prevenance::integrations
