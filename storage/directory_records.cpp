#include "storage/directory_records.h"

namespace prevenance::storage {
namespace {

using Kind = DirectoryRecord::Kind;

DirectoryRecord record_in(const Row& row) {
    return {row.text(0) == "service" ? Kind::service : Kind::structure, row.text(1), row.text(2), row.text(3),
            row.text(4)};
}

}  // namespace

std::vector<DirectoryRecord> DirectoryRecords::all() const {
    if (oh_service_)
        return reader_.all(
            "SELECT kind, source, id, official, facts FROM directory_record WHERE oh_service = ? ORDER BY id",
            {*oh_service_}, record_in);
    return reader_.all(
        "SELECT kind, source, id, official, facts FROM directory_record WHERE oh_service IS NULL ORDER BY id",
        {}, record_in);
}

void DirectoryRecords::put(Transaction& transaction, const DirectoryRecord& record,
                           Instant imported_at) const {
    remove(transaction, record.id);
    transaction.execute(
        "INSERT INTO directory_record(oh_service, kind, source, id, official, facts, imported_at) VALUES (?, "
        "?, "
        "?, ?, ?, ?, ?)",
        {oh_service_, record.kind == Kind::service ? "service" : "structure", record.source, record.id,
         record.official, record.facts, imported_at});
}

bool DirectoryRecords::remove(Transaction& transaction, const std::string& id) const {
    if (oh_service_)
        return transaction.execute("DELETE FROM directory_record WHERE oh_service = ? AND id = ?",
                                   {*oh_service_, id}) > 0;
    return transaction.execute("DELETE FROM directory_record WHERE oh_service IS NULL AND id = ?", {id}) > 0;
}

}  // namespace prevenance::storage
