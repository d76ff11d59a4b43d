// The root key on disk: the present one, plain or locked by a passphrase, and those that were retired and
// still lie beside it, in "<file>.retired".
#pragma once

#include "api/settings.h"
#include "domain/error.h"
#include "domain/sensitive.h"
#include "integrations/root_key.h"
#include "integrations/slow_hash.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::api {

struct RootKeys {
    integrations::RootKey present;
    std::vector<integrations::RootKey> retired;
    std::optional<Sensitive<std::string>> passphrase;  // where the present one is locked
};

// Asks for the passphrase where it is needed. Errors are for the operator, each with what mends it.
Result<RootKeys> load_root_keys(const Settings& settings, integrations::SlowHash& slow_hash);

bool root_key_is_locked(const Settings& settings);
std::filesystem::path locked_root_key(const Settings& settings);    // "<file>.locked"
std::filesystem::path retired_root_keys(const Settings& settings);  // the folder

// Puts a new key in the place of the present one, and the present one into the folder of retired ones. Each
// step is on disk before the next; done again after an interruption, it goes on with the key it drew.
Result<void> replace_root_key(const Settings& settings, const RootKeys& keys,
                              integrations::SlowHash& slow_hash, Randomness& randomness);

// Overwrites and removes the file of a retired key. False where there is none.
bool destroy_retired_file(const Settings& settings, const KeyId& retired);

}  // namespace prevenance::api
