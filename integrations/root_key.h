// The server's root key: 32 bytes outside every database, from which the instance's own keys are derived.
// It opens person fields. It opens no invitation, no mailbox and no sealed alert.
//
// A root key may follow others. What the earlier ones leave behind (peppers, the key of the audit digests,
// the public half of their signatures) is sealed under the present one, so that their files may be destroyed
// and old passwords, codes and envelopes are still recognised.
//
// Whoever has the key file and the databases reads the person fields: the file belongs on another volume
// and in another backup.
#pragma once

#include "domain/clock.h"
#include "domain/error.h"
#include "domain/id.h"
#include "domain/sensitive.h"
#include "integrations/digest.h"
#include "integrations/secret.h"
#include "integrations/signing_key.h"
#include "integrations/slow_hash.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace prevenance::integrations {

// What a retired root key leaves to the one that follows.
struct RootLegacy {
    KeyId root;  // the retired key's public name
    SecretKey password_pepper;
    SecretKey code_pepper;
    SecretKey digest_key;
    SigningPublicKey signer;
    SigningPublicKey receipt_signer;
};

enum class PepperUse { passwords, codes };

// The peppers of one use, by the root key each came from. A record that names none was made before peppers
// had names, so under the first root key of the installation.
class Peppers {
public:
    Peppers(KeyId present, std::vector<std::pair<KeyId, SecretKey>> oldest_first)
        : present_(present), all_(std::move(oldest_first)) {}

    const KeyId& present_id() const { return present_; }
    const SecretKey& present() const { return all_.back().second; }
    bool is_present(const KeyId& named) const { return resolved(named) == present_; }
    // Null: of a root key that left nothing here.
    const SecretKey* find(const KeyId& named) const;

private:
    KeyId resolved(const KeyId& named) const { return named == KeyId{} ? all_.front().first : named; }

    KeyId present_;
    std::vector<std::pair<KeyId, SecretKey>> all_;
};

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

    // A key that is in no file yet.
    static RootKey draw(Randomness& randomness);
    // Writes a file of 32 bytes, or one that opens with the passphrase only, mode 0600, to disk before it
    // returns. Errors: conflict where the file exists; those of SlowHash.
    Result<void> save(const std::filesystem::path& file) const;
    Result<void> save_locked(const std::filesystem::path& file, const Sensitive<std::string>& passphrase,
                             SlowHash& slow_hash, Randomness& randomness) const;
    // Error: unauthenticated, for a wrong passphrase; unavailable where the file is not a locked key.
    static Result<RootKey> load_locked(const std::filesystem::path& file,
                                       const Sensitive<std::string>& passphrase, SlowHash& slow_hash);

    // Sixteen public bytes that tell root keys apart: wrapped keys carry them.
    KeyId id() const;
    SecretKey derive(const KeyPurpose& purpose) const;

    // Signs sealed alerts and rosters for this instance.
    SigningKey instance_signing_key() const;
    // Signs consent receipts, which are text: a key of its own, so that nothing signed as text can ever be
    // meant as an alert or a roster.
    SigningKey receipt_signing_key() const;

    // Takes over what earlier root keys left, the oldest first. Before anything else is asked of this key.
    void inherit(std::vector<RootLegacy> oldest_first) { legacies_ = std::move(oldest_first); }
    const std::vector<RootLegacy>& legacies() const { return legacies_; }

    // What this key leaves, and its form for keys.db under the key that follows. Opening: internal where the
    // bytes were altered or sealed under another key.
    RootLegacy legacy() const;
    Bytes seal_legacy(const RootLegacy& legacy, Randomness& randomness) const;
    Result<RootLegacy> open_legacy(ByteView sealed, const KeyId& retired) const;

    Peppers peppers(PepperUse use) const;
    // The audit chain and stored keyed hashes keep the key they began with: the first root key's.
    SecretKey digest_key() const;
    // Every key this instance has signed with, the present one first.
    InstanceSigners signers() const;
    InstanceSigners receipt_signers() const;

private:
    explicit RootKey(const SecretKey& key) : key_(key.view()) {}

    GuardedKey key_;
    std::vector<RootLegacy> legacies_;
};

// The message with which a root key vouches for the signing key of the one before it. Whoever knows the
// present public key can walk back to any signature of this instance.
Bytes endorsement_message(const KeyId& retired, const SigningPublicKey& signer);

}  // namespace prevenance::integrations
