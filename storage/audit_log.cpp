#include "storage/audit_log.h"

namespace prevenance::storage {
namespace {

void append_number(Bytes& bytes, std::int64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> shift));
}

void append_field(Bytes& bytes, ByteView field) {
    append_number(bytes, static_cast<std::int64_t>(field.size()));
    bytes.insert(bytes.end(), field.begin(), field.end());
}

// Every field with its length before it, so that no two entries have the same bytes.
Bytes canonical(ByteView previous, std::int64_t sequence, std::int64_t at, ByteView actor,
                std::string_view action, ByteView object) {
    Bytes bytes;
    append_field(bytes, previous);
    append_number(bytes, sequence);
    append_number(bytes, at);
    append_field(bytes, actor);
    append_field(bytes, bytes_of(action));
    append_field(bytes, object);
    return bytes;
}

}  // namespace

void AuditLog::record(Transaction& transaction, const AuditEntry& entry) const {
    std::int64_t sequence = 1;
    Bytes previous;
    transaction.each("SELECT sequence, entry_hash FROM audit_entry ORDER BY sequence DESC LIMIT 1", {},
                     [&](const Row& row) {
                         sequence = row.integer(0) + 1;
                         previous = row.blob(1);
                     });
    const auto minute = std::chrono::floor<std::chrono::minutes>(entry.at);
    const auto at = std::chrono::seconds{minute.time_since_epoch()}.count();
    const ByteView actor = entry.actor ? ByteView{entry.actor->bytes} : ByteView{};
    const ByteView object = entry.object ? ByteView{*entry.object} : ByteView{};
    const auto hash = hash_(canonical(previous, sequence, at, actor, entry.action, object));
    transaction.execute(
        "INSERT INTO audit_entry(sequence, at, actor, action, object, previous, entry_hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        {sequence, at, entry.actor, entry.action, entry.object ? Value{object} : Value{}, previous, hash});
    transaction.mark_audited();
}

std::vector<RecordedAct> AuditLog::acts_on(const Reader& reader, const IdBytes& object) {
    return reader.all("SELECT at, actor, action FROM audit_entry WHERE object = ? ORDER BY sequence",
                      {ByteView{object}}, [](const Row& row) {
                          return RecordedAct{row.instant(0), row.optional_id<AccountId>(1), row.text(2)};
                      });
}

std::optional<std::int64_t> AuditLog::first_break(const Reader& reader) const {
    std::optional<std::int64_t> broken;
    Bytes expected_previous;
    std::int64_t expected_sequence = 1;
    reader.each(
        "SELECT sequence, at, actor, action, object, previous, entry_hash FROM audit_entry ORDER BY sequence", {},
        [&](const Row& row) {
            if (broken) return;
            const auto actor = row.optional_blob(2).value_or(Bytes{});
            const auto object = row.optional_blob(4).value_or(Bytes{});
            const auto hash = row.digest(6);
            const bool follows =
                row.integer(0) == expected_sequence && row.blob(5) == expected_previous &&
                hash == hash_(canonical(expected_previous, row.integer(0), row.integer(1), actor, row.text(3), object));
            if (!follows) broken = row.integer(0);
            expected_previous.assign(hash.begin(), hash.end());
            ++expected_sequence;
        });
    return broken;
}

}  // namespace prevenance::storage
