// Passkeys between their rows, the browser and the check: which site they belong to, what a page asks,
// whether the answer is right. A challenge is given out for one session or one sign-in under way, and
// answered once.
#pragma once

#include "api/call.h"
#include "forms/passkey_page.h"
#include "integrations/field_box.h"
#include "storage/passkeys.h"

#include <optional>
#include <vector>

namespace prevenance::api {

struct Settings;

// Browsers give passkeys to a name with https, or to this machine's own "localhost"; nothing for other
// addresses.
std::optional<PasskeySite> passkey_site(const Settings& settings);

// What its owner calls it, under the account's own key.
Bytes seal_passkey_label(Services& services, const integrations::FieldKey& key, PasskeyId id,
                         const Sensitive<std::string>& label);
Result<Sensitive<std::string>> open_passkey_label(const Services& services,
                                                  const storage::PasskeyRecord& passkey);

std::vector<storage::PasskeyRecord> passkeys_of(const Call& call, AccountId account);

// Who is asked, and on whose behalf.
struct Asked {
    storage::PasskeyPurpose purpose;
    Digest asker{};
    AccountId account;
    std::optional<Bytes> sealed_member_key;  // of a sign-in under way
};
// Draws a challenge and stores it. The site must have passkeys.
forms::PasskeyQuestion ask_for_passkey(const Call& call, const Asked& asked,
                                       const std::vector<storage::PasskeyRecord>& known);

// The challenge of this asker, used up by this.
std::optional<storage::ChallengeRecord> take_challenge(const Call& call, storage::PasskeyPurpose purpose,
                                                       const Digest& asker);

struct ProvedPasskey {
    PasskeyId id;
    std::uint32_t sign_count = 0;  // to be stored in the act: Passkeys::use
};
// The posted answer to `challenge`, by a passkey of the challenge's own account. Error: unauthenticated.
Result<ProvedPasskey> check_passkey(const Call& call, const storage::ChallengeRecord& challenge);

}  // namespace prevenance::api
