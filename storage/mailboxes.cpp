#include "storage/mailboxes.h"

namespace prevenance::storage {

std::vector<Bytes> rosters_of(const Reader& reader, OhServiceId service) {
    return reader.all("SELECT roster FROM mailbox_roster WHERE oh_service = ? ORDER BY number", {service},
                      [](const Row& row) { return row.blob(0); });
}

std::optional<Bytes> sealed_mailbox_key(const Reader& reader, OhServiceId service, AccountId member) {
    return reader.one("SELECT sealed_private_key FROM mailbox_member WHERE oh_service = ? AND account = ?",
                      {service, member}, [](const Row& row) { return row.blob(0); });
}

void append_roster(Transaction& transaction, OhServiceId service, std::int64_t number, ByteView roster) {
    transaction.execute("INSERT INTO mailbox_roster(oh_service, number, roster) VALUES (?, ?, ?)",
                        {service, number, roster});
}

void set_sealed_mailbox_key(Transaction& transaction, OhServiceId service, AccountId member, ByteView sealed_key) {
    transaction.execute(
        "INSERT INTO mailbox_member(oh_service, account, sealed_private_key) VALUES (?, ?, ?) "
        "ON CONFLICT(oh_service, account) DO UPDATE SET sealed_private_key = excluded.sealed_private_key",
        {service, member, sealed_key});
}

}  // namespace prevenance::storage
