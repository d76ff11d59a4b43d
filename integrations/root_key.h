// The server's root key: 32 bytes outside every database, from which the instance's own keys are derived.
// It opens person fields. It opens no invitation, no mailbox and no sealed alert.
//
// Whoever has the key file and the databases reads the person fields: the file belongs on another volume
// and in another backup.
#pragma once

#include "domain/clock.h"
#include "domain/error.h"
#include "domain/id.h"
#include "integrations/digest.h"
#include "integrations/secret.h"
#include "integrations/signing_key.h"

#include <filesystem>

namespace prevenance::integrations {

class RootKey {
public:
    // A file of exactly 32 bytes that only its owner can read (mode 0600 or 0400). The errors say in French
    // which file is wrong and the command that mends it.
    static Result<RootKey> load(const std::filesystem::path& file);

    // A systemd credential (LoadCredential=, LoadCredentialEncrypted=): a file in $CREDENTIALS_DIRECTORY.
    // systemd may hand it over with an access list that shows as a readable group; that is allowed here.
    static Result<RootKey> load_credential(const std::filesystem::path& directory, const std::string& name);

    // Makes a new key and its file, mode 0600, written to disk before it is used. Refuses (conflict) to
    // replace an existing file: the data under the old key would be lost.
    static Result<RootKey> create(const std::filesystem::path& file, Randomness& randomness);

    // Sixteen public bytes that tell root keys apart: wrapped keys carry them.
    KeyId id() const;
    SecretKey derive(const KeyPurpose& purpose) const;

    // Signs sealed alerts and rosters for this instance.
    SigningKey instance_signing_key() const;

private:
    explicit RootKey(const SecretKey& key) : key_(key.view()) {}

    GuardedKey key_;
};

}  // namespace prevenance::integrations
