// Encryption of a field about a person, under that person's own key: employees' names, an account's login
// and name, a second-factor seed. Losing the key is losing the field; erasing the key erases the person.
//
//   field    version (1, value 1) | key id (16) | nonce (24) | ciphertext | tag (16)
//   wrapped  version (1, value 1) | root key id (16) | nonce (24) | ciphertext (32) | tag (16)
//
// The place of a field is its associated data: a ciphertext moved to another row, column, employer or
// instance does not open. The texts are padded to multiples of 64 bytes.
#pragma once

#include "domain/canonical_bytes.h"
#include "domain/clock.h"
#include "domain/error.h"
#include "domain/id.h"
#include "domain/sensitive.h"
#include "integrations/root_key.h"
#include "integrations/secret.h"

#include <string>
#include <string_view>

namespace prevenance::integrations {

// Where a ciphertext lives. The texts are ids and SQL names, never words about a person.
struct FieldPlace {
    std::string instance;
    std::string tenant;  // the employer, or the health service, or "" for the instance itself
    std::string table;
    std::string row;
    std::string column;
    std::uint32_t version = 1;  // of the column's meaning
};

struct FieldKey {
    KeyId id;
    SecretKey key;
};

FieldKey new_field_key(Randomness& randomness);

// For keys.db. Opens only under the same root key and the same key id.
Bytes wrap_field_key(const FieldKey& key, const RootKey& root, Randomness& randomness);

// Errors: unavailable where the key was wrapped under another root key; internal where it was altered.
Result<FieldKey> unwrap_field_key(ByteView wrapped, const KeyId& id, const RootKey& root);

Bytes seal_text(const Sensitive<std::string>& text, const FieldKey& key, const FieldPlace& place,
                Randomness& randomness);

// Error: internal, where the ciphertext, the key or the place is not the one it was sealed with.
Result<Sensitive<std::string>> open_text(ByteView sealed, const FieldKey& key, const FieldPlace& place);

using BlindIndex = std::array<std::uint8_t, 16>;

// For a uniqueness constraint only: equal texts of one tenant and one field have equal indexes, and nobody
// without the root key can test a guess. The text is compared as it is: the caller settles case and spaces.
BlindIndex blind_index(const RootKey& root, std::string_view tenant, std::string_view field,
                       const Sensitive<std::string>& text);

}  // namespace prevenance::integrations
