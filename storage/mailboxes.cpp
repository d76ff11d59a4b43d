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

void set_sealed_mailbox_key(Transaction& transaction, OhServiceId service, AccountId member,
                            ByteView sealed_key) {
    transaction.execute(
        "INSERT INTO mailbox_member(oh_service, account, sealed_private_key) VALUES (?, ?, ?) "
        "ON CONFLICT(oh_service, account) DO UPDATE SET sealed_private_key = excluded.sealed_private_key",
        {service, member, sealed_key});
}

std::vector<RosterRenewal> roster_renewals(const Reader& reader, OhServiceId service) {
    return reader.all("SELECT number, signature FROM roster_renewal WHERE oh_service = ?", {service},
                      [](const Row& row) { return RosterRenewal{row.integer(0), row.blob(1)}; });
}

void renew_roster(Transaction& transaction, OhServiceId service, std::int64_t number, ByteView signature) {
    transaction.execute(
        "INSERT INTO roster_renewal(oh_service, number, signature) VALUES (?, ?, ?) "
        "ON CONFLICT(oh_service, number) DO UPDATE SET signature = excluded.signature",
        {service, number, signature});
}

std::vector<FormerMailboxKey> former_mailbox_keys(const Reader& reader, OhServiceId service, AccountId member) {
    return reader.all(
        "SELECT key_id, account, sealed_private_key FROM mailbox_former_key WHERE oh_service = ? AND account = ?",
        {service, member}, [](const Row& row) {
            return FormerMailboxKey{row.id<KeyId>(0), row.id<AccountId>(1), row.blob(2)};
        });
}

void add_former_mailbox_key(Transaction& transaction, OhServiceId service, const FormerMailboxKey& former) {
    transaction.execute(
        "INSERT INTO mailbox_former_key(oh_service, key_id, account, sealed_private_key) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(oh_service, key_id, account) DO UPDATE SET sealed_private_key = excluded.sealed_private_key",
        {service, former.key, former.member, former.sealed_key});
}

void set_mailbox_keys_aside(Transaction& transaction, OhServiceId service, KeyId key) {
    transaction.execute(
        "INSERT INTO mailbox_former_key(oh_service, key_id, account, sealed_private_key) "
        "SELECT oh_service, ?, account, sealed_private_key FROM mailbox_member WHERE oh_service = ?",
        {key, service});
    transaction.execute("DELETE FROM mailbox_member WHERE oh_service = ?", {service});
}

void forget_mailbox_keys(Transaction& transaction, OhServiceId service, AccountId member) {
    transaction.execute("DELETE FROM mailbox_member WHERE oh_service = ? AND account = ?", {service, member});
    transaction.execute("DELETE FROM mailbox_former_key WHERE oh_service = ? AND account = ?", {service, member});
}

void forget_all_applications(Transaction& transaction) {
    transaction.execute("DELETE FROM mailbox_application");
}

void set_application(Transaction& transaction, OhServiceId service, AccountId applicant, ByteView application,
                     Instant now) {
    transaction.execute(
        "INSERT INTO mailbox_application(oh_service, account, application, applied_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(oh_service, account) DO UPDATE SET application = excluded.application",
        {service, applicant, application, now});
}

std::optional<Bytes> find_application(const Reader& reader, OhServiceId service, AccountId applicant) {
    return reader.one("SELECT application FROM mailbox_application WHERE oh_service = ? AND account = ?",
                      {service, applicant}, [](const Row& row) { return row.blob(0); });
}

void forget_application(Transaction& transaction, OhServiceId service, AccountId applicant) {
    transaction.execute("DELETE FROM mailbox_application WHERE oh_service = ? AND account = ?",
                        {service, applicant});
}

std::vector<AccountId> applicants(const Reader& reader, OhServiceId service) {
    return reader.all(
        "SELECT p.account FROM mailbox_application p JOIN account a ON a.id = p.account "
        "WHERE p.oh_service = ? AND a.oh_service = p.oh_service AND a.disabled_at IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM mailbox_member m WHERE m.oh_service = p.oh_service AND m.account = "
        "p.account) "
        "ORDER BY p.applied_at, p.account",
        {service}, [](const Row& row) { return row.id<AccountId>(0); });
}

}  // namespace prevenance::storage
