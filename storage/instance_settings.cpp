#include "storage/instance_settings.h"

namespace prevenance::storage {

std::optional<Bytes> find_instance_setting(const Reader& reader, std::string_view name) {
    return reader.one("SELECT value FROM instance_setting WHERE name = ?", {name},
                      [](const Row& row) { return row.blob(0); });
}

void set_instance_setting(Transaction& transaction, std::string_view name, ByteView value) {
    transaction.execute(
        "INSERT INTO instance_setting(name, value) VALUES (?, ?) "
        "ON CONFLICT(name) DO UPDATE SET value = excluded.value",
        {name, value});
    transaction.mark_housekeeping();
}

}  // namespace prevenance::storage
