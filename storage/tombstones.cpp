#include "storage/tombstones.h"

namespace prevenance::storage {
namespace {

IdBytes bytes_in(const Row& row) {
    return row.id<KeyId>(0).bytes;
}

}  // namespace

bool add_tombstone(Transaction& keys, const Tombstone& tombstone) {
    return keys.execute(
               "INSERT INTO tombstone(id, kind, subject, made_at) VALUES (?, ?, ?, ?) "
               "ON CONFLICT(id) DO NOTHING",
               {tombstone.id, tombstone.kind, tombstone.subject, tombstone.made_at}) == 1;
}

std::vector<Tombstone> tombstones(const Reader& keys) {
    return keys.all("SELECT id, kind, subject, made_at FROM tombstone ORDER BY sequence", {},
                    [](const Row& row) {
                        return Tombstone{row.id<TombstoneId>(0), row.text(1), row.digest(2), row.instant(3)};
                    });
}

std::vector<KeyId> people_with_keys(const Reader& keys) {
    return keys.all("SELECT id FROM person_key", {}, [](const Row& row) { return row.id<KeyId>(0); });
}

std::vector<DueTombstone> due_tombstones(const Reader& cases) {
    return cases.all("SELECT id, kind, subject FROM tombstone_due ORDER BY rowid", {}, [](const Row& row) {
        return DueTombstone{row.id<TombstoneId>(0), row.text(1), row.id<KeyId>(2).bytes};
    });
}

void carried_over(Transaction& cases, TombstoneId id) {
    cases.execute("DELETE FROM tombstone_due WHERE id = ?", {id});
    saw_tombstone(cases, id);
}

void forget_due_tombstones(Transaction& cases) {
    cases.execute("DELETE FROM tombstone_due", {});
}

std::set<TombstoneId> seen_tombstones(const Reader& cases) {
    std::set<TombstoneId> seen;
    cases.each("SELECT id FROM tombstone_seen", {},
               [&](const Row& row) { seen.insert(row.id<TombstoneId>(0)); });
    return seen;
}

void saw_tombstone(Transaction& cases, TombstoneId id) {
    cases.execute("INSERT INTO tombstone_seen(id) VALUES (?) ON CONFLICT(id) DO NOTHING", {id});
}

Undoable undoable_things(const Reader& cases) {
    return {cases.all("SELECT id FROM employee", {}, bytes_in),
            cases.all("SELECT id FROM receipt WHERE withdrawn_at IS NULL", {}, bytes_in),
            cases.all("SELECT invitation FROM invitation_content WHERE sealed_content IS NOT NULL", {},
                      bytes_in)};
}

void withdraw_again(Transaction& cases, ReceiptId receipt, Instant at) {
    cases.execute("UPDATE receipt SET withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL", {at, receipt});
    cases.execute(
        "UPDATE sealed_alert SET cancelled_at = ? WHERE receipt = ? AND delivered_at IS NULL "
        "AND cancelled_at IS NULL",
        {at, receipt});
    cases.execute(
        "UPDATE outbox SET cancelled_at = ? WHERE delivered_at IS NULL AND cancelled_at IS NULL "
        "AND alert IN (SELECT id FROM sealed_alert WHERE receipt = ?)",
        {at, receipt});
}

}  // namespace prevenance::storage
