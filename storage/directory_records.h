// What an installation, or one service in it, added to the directory that the program ships. Texts of the
// exchange format, which only forms/ reads. Nothing in here is about a person.
#pragma once

#include "domain/directory.h"
#include "domain/id.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::storage {

class DirectoryRecords {
public:
    // Of one service; none: of everybody.
    DirectoryRecords(const Reader& reader, std::optional<OhServiceId> oh_service)
        : reader_(reader), oh_service_(oh_service) {}

    std::vector<DirectoryRecord> all() const;  // by id

    // In place of what was there under the same id.
    void put(Transaction& transaction, const DirectoryRecord& record, Instant imported_at) const;
    // Whether there was one.
    bool remove(Transaction& transaction, const std::string& id) const;

private:
    const Reader& reader_;
    std::optional<OhServiceId> oh_service_;
};

}  // namespace prevenance::storage
