#include "storage/person_keys.h"

namespace prevenance::storage {

void add_person_key(Transaction& transaction, KeyId id, ByteView wrapped, Instant now) {
    transaction.execute("INSERT INTO person_key(id, wrapped_key, made_at) VALUES (?, ?, ?)", {id, wrapped, now});
}

std::optional<Bytes> find_person_key(const Reader& reader, KeyId id) {
    return reader.one("SELECT wrapped_key FROM person_key WHERE id = ?", {id},
                      [](const Row& row) { return row.blob(0); });
}

bool destroy_person_key(Transaction& transaction, KeyId id) {
    return transaction.execute("DELETE FROM person_key WHERE id = ?", {id}) == 1;
}

}  // namespace prevenance::storage
