// A root key in the place of another: what is wrapped, indexed and signed under the one before is carried
// over.
//
// The surprise: it happens at the start, before anybody is served, and not in the background: re-wrapping
// 10,000 keys takes about a second. Every part is one transaction or picks up where it stopped, so a
// start after an interruption simply goes on.
#pragma once

#include "api/root_key_files.h"
#include "api/services.h"
#include "domain/error.h"
#include "storage/database.h"

#include <vector>

namespace prevenance::api {

// keys.db: what the key before leaves, then every wrapped key. Afterwards `keys.present` has inherited.
// Errors: unavailable where a key that is needed is not in `keys`; internal where what a key left was
// altered.
Result<void> carry_keys_over(storage::Database& key_file, RootKeys& keys, Randomness& randomness,
                             Instant now);

// The root key that the files were last used with, with what earlier ones left: for what looks at an
// installation without opening it, also between a rotation and the start that carries it over. Asks for the
// passphrase where it is needed. Errors: those of load_root_keys and of carry_keys_over.
Result<integrations::RootKey> root_key_in_use(const Settings& settings);

// prevenance.db: blind indexes and the instance's signatures on rosters, in one transaction. True where there
// was something to carry over.
bool carry_indexes_over(Services& services, Instant now);

// Rows under each root key, the present one first.
struct RootKeyUse {
    KeyId root_key;
    bool is_present = false;
    std::int64_t person_keys = 0;
    std::int64_t passwords = 0;    // verify under the inherited pepper; renewed at the next sign-in
    std::int64_t invitations = 0;  // open under the inherited pepper, until they close
    bool indexes = false;
    // Nothing needs the key itself any more: what it left is inherited.
    bool may_be_destroyed() const { return !is_present && person_keys == 0 && !indexes; }
};
std::vector<RootKeyUse> root_key_uses(const Services& services);

}  // namespace prevenance::api
