#include "tests/storage/temporary_database.h"

#include <cstdlib>
#include <stdexcept>

#include "storage/migrations.h"

namespace prevenance::storage {

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "prevenance-storage-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() { std::filesystem::remove_all(path_); }

DatabaseSettings settings_at(const std::filesystem::path& file, AuditRule audit) {
    DatabaseSettings settings;
    settings.file = file;
    settings.audit = audit;
    return settings;
}

std::unique_ptr<Database> open_cases(const TemporaryFolder& folder) {
    return std::make_unique<Database>(settings_at(folder.path() / "prevenance.db", AuditRule::required),
                                      case_migrations());
}

AuditLog plain_audit_log() {
    return AuditLog{[](ByteView bytes) {
        std::uint64_t state = 1469598103934665603ULL;
        Digest digest{};
        for (std::size_t i = 0; i < bytes.size() + digest.size(); ++i) {
            state = (state ^ (i < bytes.size() ? bytes[i] : 0U)) * 1099511628211ULL;
            digest[i % digest.size()] ^= static_cast<std::uint8_t>(state >> 32U);
        }
        return digest;
    }};
}

}  // namespace prevenance::storage
