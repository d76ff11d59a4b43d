// keys.db: which root key each wrapped key is under, and what retired root keys left behind. Bytes only: what
// is in them is the integrations' business.
#pragma once

#include "domain/calendar.h"
#include "domain/canonical_bytes.h"
#include "domain/id.h"
#include "storage/database.h"

#include <optional>
#include <string_view>
#include <vector>

namespace prevenance::storage {

struct RetiredRootKey {
    KeyId id;
    std::int64_t number = 0;
    Bytes sealed_legacy;
    Bytes signing_key;
    Bytes endorsement;
    Instant retired_at;
};

std::vector<RetiredRootKey> retired_root_keys(const Reader& reader);  // the oldest first
void add_retired_root_key(Transaction& transaction, const RetiredRootKey& key);
void reseal_legacy(Transaction& transaction, KeyId retired, ByteView sealed_legacy);

struct RowsUnderKey {
    KeyId root_key;
    std::int64_t rows = 0;
};
std::vector<RowsUnderKey> person_keys_by_root_key(const Reader& reader);

struct WrappedPersonKey {
    KeyId id;
    KeyId root_key;
    Bytes wrapped;
};
std::vector<WrappedPersonKey> person_keys_not_under(const Reader& reader, KeyId root_key, int most);
// Leaves a row alone that was destroyed meanwhile: an erased person does not come back.
void rewrap_person_key(Transaction& transaction, KeyId id, ByteView wrapped);

std::optional<Bytes> find_key_setting(const Reader& reader, std::string_view name);
void set_key_setting(Transaction& transaction, std::string_view name, ByteView value);

}  // namespace prevenance::storage
