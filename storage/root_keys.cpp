#include "storage/root_keys.h"

namespace prevenance::storage {
namespace {

KeyId id_in(const Bytes& bytes) {
    KeyId id;
    if (bytes.size() != id.bytes.size()) throw DatabaseError("a root key's name of the wrong length");
    std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
    return id;
}

}  // namespace

std::vector<RetiredRootKey> retired_root_keys(const Reader& reader) {
    return reader.all(
        "SELECT id, number, sealed_legacy, signing_key, endorsement, retired_at FROM retired_root_key "
        "ORDER BY number",
        {}, [](const Row& row) {
            return RetiredRootKey{row.id<KeyId>(0), row.integer(1), row.blob(2),
                                  row.blob(3),      row.blob(4),    row.instant(5)};
        });
}

void add_retired_root_key(Transaction& transaction, const RetiredRootKey& key) {
    transaction.execute(
        "INSERT INTO retired_root_key(id, number, sealed_legacy, signing_key, endorsement, retired_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        {key.id, key.number, key.sealed_legacy, key.signing_key, key.endorsement, key.retired_at});
}

void reseal_legacy(Transaction& transaction, KeyId retired, ByteView sealed_legacy) {
    transaction.execute("UPDATE retired_root_key SET sealed_legacy = ? WHERE id = ?",
                        {sealed_legacy, retired});
}

std::vector<RowsUnderKey> person_keys_by_root_key(const Reader& reader) {
    return reader.all(
        "SELECT substr(wrapped_key, 2, 16), count(*) FROM person_key GROUP BY 1 ORDER BY 2 DESC", {},
        [](const Row& row) {
            return RowsUnderKey{id_in(row.blob(0)), row.integer(1)};
        });
}

std::vector<WrappedPersonKey> person_keys_not_under(const Reader& reader, KeyId root_key, int most) {
    return reader.all(
        "SELECT id, substr(wrapped_key, 2, 16), wrapped_key FROM person_key "
        "WHERE substr(wrapped_key, 2, 16) <> ? LIMIT ?",
        {root_key, most}, [](const Row& row) {
            return WrappedPersonKey{row.id<KeyId>(0), id_in(row.blob(1)), row.blob(2)};
        });
}

void rewrap_person_key(Transaction& transaction, KeyId id, ByteView wrapped) {
    transaction.execute("UPDATE person_key SET wrapped_key = ? WHERE id = ?", {wrapped, id});
}

std::optional<Bytes> find_key_setting(const Reader& reader, std::string_view name) {
    return reader.one("SELECT value FROM key_setting WHERE name = ?", {name},
                      [](const Row& row) { return row.blob(0); });
}

void set_key_setting(Transaction& transaction, std::string_view name, ByteView value) {
    transaction.execute(
        "INSERT INTO key_setting(name, value) VALUES (?, ?) "
        "ON CONFLICT(name) DO UPDATE SET value = excluded.value",
        {name, value});
}

}  // namespace prevenance::storage
