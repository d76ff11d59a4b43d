// A real database file in a folder of its own, removed at the end.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "storage/audit_log.h"
#include "storage/database.h"

namespace prevenance::storage {

class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

DatabaseSettings settings_at(const std::filesystem::path& file, AuditRule audit);

// prevenance.db with its real schema.
std::unique_ptr<Database> open_cases(const TemporaryFolder& folder);

// Not a cryptographic hash; it is enough to see a chain break. The real one is tested with the sealer.
AuditLog plain_audit_log();

}  // namespace prevenance::storage
